"""What small widgets, files and tables do with the arguments that every widget has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from st_page_state_fakes import FakeApp, Tab
from st_page_state_fakes.errors import NotSimulatedError


class Used(NamedTuple):
    """How a widget is drawn, what is entered, what comes out, and what the address then says."""

    command: str
    args: tuple[Any, ...]
    entered: Any
    seen_as: Callable[[Any], Any] = lambda value: value
    query: str = ""

    def __str__(self) -> str:
        return self.command

    @property
    def label(self) -> str:
        return "L" if self.args == ("L",) else ""

    def draw(self, **given: Any) -> Tab:
        """Draw it alone on a page."""
        return FakeApp(lambda st: getattr(st, self.command)(*self.args, **given)).open()


def content(file: Any) -> Any:
    return (file.name, file.getvalue())


BOUND = [
    Used("checkbox", ("L",), True, query="?k=true"),
    Used("toggle", ("L",), True, query="?k=true"),
    Used("color_picker", ("L",), "#ff0000", query="?k=%23ff0000"),
    Used("feedback", ("stars",), 3, query="?k=3"),
    Used("pagination", (5,), 2, query="?k=2"),
]
FILES = [
    Used("file_uploader", ("L",), ("a.csv", b"1"), content),
    Used("camera_input", ("L",), ("a.jpg", b"1"), content),
    Used("audio_input", ("L",), ("a.wav", b"1"), content),
]
TABLE = Used("data_editor", ([{"a": 1}],), [{"a": 2}], lambda edits: [edits["edited_rows"][0]])
ALL = [*BOUND, *FILES, TABLE]

every = pytest.mark.parametrize("used", ALL, ids=str)
bound = pytest.mark.parametrize("used", BOUND, ids=str)


@every
def test_a_change_calls_back_with_what_was_given(used: Used) -> None:
    calls: list[Any] = []

    def called(*args: Any, **kwargs: Any) -> None:
        calls.append((args, kwargs))

    tab = used.draw(on_change=called, args=(1,), kwargs={"more": 2})
    tab.widgets[0].set_value(used.entered)
    assert calls == [((1,), {"more": 2})]


@every
def test_a_change_that_runs_nothing_is_not_simulated(used: Used) -> None:
    with pytest.raises(NotSimulatedError) as refused:
        used.draw(on_change="ignore")
    assert str(refused.value) == (
        f"{used.command}(on_change='ignore') is not simulated by FakeStreamlit. Test what needs "
        "it with Streamlit's own AppTest (streamlit.testing.v1)."
    )


@every
def test_it_is_of_no_use_while_it_is_disabled(used: Used) -> None:
    with pytest.raises(ValueError, match="is disabled: no user could use it"):
        used.draw(disabled=True).widgets[0].set_value(used.entered)


@every
def test_a_number_as_its_key_is_text(used: Used) -> None:
    tab = used.draw(key=7)
    tab.widget("7").set_value(used.entered)
    assert list(tab.session_state) == ["7"]
    assert used.seen_as(tab.session_state["7"]) == used.entered


@every
def test_it_is_named_by_its_command_and_its_label(used: Used) -> None:
    widget = used.draw().widgets[0]
    assert (widget.command, widget.label) == (used.command, used.label)


@bound
def test_it_stands_in_the_address_where_it_is_bound(used: Used) -> None:
    tab = used.draw(key="k", bind="query-params")
    tab.widget("k").set_value(used.entered)
    assert tab.url == used.query
    tab.reload()
    assert (tab.widget("k").value, tab.url) == (used.entered, used.query)


@bound
@pytest.mark.parametrize("persist", [None, "session"])
def test_it_comes_back_with_its_value_where_that_persists(used: Used, persist: str | None) -> None:
    values: list[Any] = []

    def script(st: Any) -> None:
        if not st.checkbox("Away"):
            given = {"key": "k", "persist_state": persist}
            values.append(getattr(st, used.command)(*used.args, **given))

    tab = FakeApp(script).open()
    tab.widget("k").set_value(used.entered)
    tab.widget("Away").set_value(True)
    tab.widget("Away").set_value(False)
    assert values[-1] == (used.entered if persist else values[0])
