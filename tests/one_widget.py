"""One widget call, alone on a simulated page: its value, its edits and its errors."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pytest
from packaging.version import Version

from st_page_state_fakes import FakeApp
from st_page_state_fakes.server.versions import NEWEST

ABC = ["a", "b", "c"]


def _streamlit() -> Any:
    try:
        import streamlit
    except ImportError:
        return None
    return streamlit if Version(streamlit.__version__) >= Version(NEWEST) else None


STREAMLIT: Any = _streamlit()
"""Streamlit itself, if its version is comparable with the simulated one."""


@dataclass(frozen=True)
class Call:
    """``st.<command>(*args, **kwargs)``."""

    command: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]

    def on(self, st: Any) -> Any:
        """Draw it and return its value."""
        return getattr(st, self.command)(*self.args, **self.kwargs)

    def but(self, **kwargs: Any) -> Call:
        """Return the same call with other named arguments."""
        return replace(self, kwargs=self.kwargs | kwargs)


def call(command: str, *args: Any, **kwargs: Any) -> Call:
    """Return a call of a command."""
    return Call(command, args, kwargs)


MANY = {"selection_mode": "multi"}
NEW = {"accept_new_options": True}
GROUPS = ("pills", "segmented_control")
BOTH = [call(command, "L", ABC) for command in ("selectbox", "radio")]
SEVERAL = [call("multiselect", "L", ABC), *(call(c, "L", ABC, **MANY) for c in GROUPS)]
ONE = [call(command, "L", ABC) for command in GROUPS]

slider, number = partial(call, "slider", "L"), partial(call, "number_input", "L")
select = partial(call, "select_slider", "L", ABC)
pick, at, moment = (partial(call, f"{kind}_input", "L") for kind in ("date", "time", "datetime"))
line, chat = (partial(call, f"{kind}_input", "L") for kind in ("text", "chat"))
area = partial(call, "text_area", "L")


class OnePage:
    """A page with one widget under the key ``k``.

    Args:
        given: the widget.
        url: its first address.
        held: the key's value in session state before.
    """

    def __init__(self, given: Call, url: str = "", held: tuple[Any, ...] = ()) -> None:
        self.given = given
        self.values: list[Any] = []

        def script(st: Any) -> None:
            for value in held:
                st.session_state.setdefault("k", value)
            self.values.append(self.given.but(key="k").on(st))

        self.tab = FakeApp(script).open(url)
        self.widget = self.tab.widget("k")

    @property
    def value(self) -> Any:
        """The value in the last run."""
        return self.values[-1]

    def enter(self, value: Any) -> Any:
        """Enter a value as a user does; return the script's value in the next run."""
        self.widget.set_value(value)
        return self.value

    def becomes(self, given: Call) -> Any:
        """Draw another call in its place; return its value."""
        self.given = given
        self.tab.rerun()
        return self.value


class OptionsPage(OnePage):
    """A page with one widget and, by default, the options ``a``, ``b`` and ``c``."""

    def __init__(
        self, command: str, *, held: tuple[Any, ...] = (), url: str = "", **given: Any
    ) -> None:
        super().__init__(call(command, **{"label": "L", "options": ABC, **given}), url, held)

    def then(self, **given: Any) -> Any:
        """Return the value in a further run with these arguments."""
        return self.becomes(self.given.but(**given))


def refused(given: Call, *held: Any) -> tuple[str, str]:
    """Return the name and message of a call's error."""
    with pytest.raises(Exception) as caught:
        OnePage(given, held=held)
    return type(caught.value).__name__, str(caught.value)


def not_entered(given: Call, value: Any) -> str:
    """Return the reason why a user cannot enter a value, and check that nothing has changed."""
    page = OnePage(given)
    before = page.value
    with pytest.raises(ValueError, match=r"^No user could enter ") as caught:
        page.enter(value)
    assert page.value == before
    return str(caught.value)
