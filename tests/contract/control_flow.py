"""An app that stops, reruns or switches the page halfway through batches, hooks and callbacks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from drivers.script_runner import Gate
from st_page_state import PageState, StateVar, batch

OTHER_PAGE = "pages/other.py"
LEAVE: dict[str, Callable[[Any], None]] = {
    "stop": lambda st: st.stop(),
    "rerun": lambda st: st.rerun(),
    "switch_page": lambda st: st.switch_page(OTHER_PAGE),
}


def nothing(st: Any) -> None:
    """Go on."""


@dataclass
class Scene:
    """A blackboard for a test and the script of its app.

    Attributes:
        place: the place at which the script is left: the name of a hook, or ``"body"``.
        leave: the way to leave it, given ``st``.
        job: the job of the buttons.
        log: the places executed so far.
        gate: a gate that the script waits at, for tests that stop it from outside.
        st: Streamlit or its simulation.
    """

    place: str = ""
    leave: Callable[[Any], None] = nothing
    job: str = ""
    log: list[str] = field(default_factory=list)
    gate: Gate = field(default_factory=Gate)
    st: Any = None

    def at(self, place: str) -> None:
        """Leave the script if this is the place and it is reached for the first time."""
        self.log.append(place)
        if self.place == place:
            self.place = ""
            self.leave(self.st)
            self.log.append("went on")
            Cart.deleted = True


scene = Scene()


def begin(**told: Any) -> Scene:
    """Begin another test."""
    scene.__init__(**told)  # type: ignore[misc] - the scripts hold this very object
    return scene


class Cart(PageState):
    """State with hooks that can all be left halfway through."""

    n: int = StateVar(default=0, url_key="n")
    word: str = StateVar(default="", url_key="word")
    deleted: bool = StateVar(default=False, url_key="deleted")
    note: str = StateVar(default="")

    @classmethod
    def on_init(cls) -> None:
        cls.note = "begun"
        scene.at("on_init")

    @classmethod
    def before_set(cls) -> None:
        scene.at("before_set")

    @classmethod
    def on_change(cls, field: str, old: Any, new: Any, /) -> None:
        scene.at("on_change")

    @classmethod
    def on_adopt(cls, changed: Any, /) -> None:
        scene.at("on_adopt")

    @classmethod
    def on_url_error(cls, field: str, text: str, error: Exception, /) -> None:
        scene.at("on_url_error")


def in_a_batch() -> None:
    with batch():
        Cart.n += 1
        scene.at("body")
        Cart.deleted = True


def in_a_batch_of_a_batch() -> None:
    with batch():
        Cart.n = 1
        with batch():
            Cart.word = "w"
            scene.at("body")
            Cart.deleted = True
        Cart.deleted = True


def after_a_refused_value() -> None:
    with batch():
        Cart.n = 1
        try:
            Cart.n = "no number"  # type: ignore[assignment]
        except ValueError:
            scene.at("body")
        Cart.deleted = True


def adopting(text: str) -> None:
    scene.st.query_params["n"] = text
    _ = Cart.n
    Cart.deleted = True


JOBS: dict[str, Callable[[], None]] = {
    "batch": in_a_batch,
    "nested batch": in_a_batch_of_a_batch,
    "batch after a refused value": after_a_refused_value,
    "assign": lambda: setattr(Cart, "n", 5),
    "update": lambda: Cart.update(n=5, note="updated"),
    "adopt": lambda: adopting("9"),
    "adopt a bad text": lambda: adopting("bad"),
}


def work() -> None:
    JOBS[scene.job]()
    scene.log.append("went on")


def show(st: Any) -> None:
    st.text(f"n={Cart.n} word={Cart.word} deleted={Cart.deleted} note={Cart.note}")


def edited() -> None:
    scene.at("callback")


def script(st: Any) -> None:
    """The main page."""
    scene.st = st
    st.text_input("Word", **Cart.bind("word", on_change=edited))
    if st.button("In the body"):
        work()
    st.button("In a callback", on_click=work)
    show(st)


def other(st: Any) -> None:
    """The target page of the switch."""
    scene.st = st
    show(st)


def form(st: Any) -> None:
    """A page with a form."""
    scene.st = st
    with Cart.form("order"):
        st.text_input("Word", **Cart.bind("word"))
        st.form_submit_button("Save")
    show(st)
