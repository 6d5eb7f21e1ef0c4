"""The arguments that all simulated widgets have: label, key, callback, disabled, bind, persist."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any, NamedTuple

import pytest

from one_widget import ABC, Call, OnePage, call
from st_page_state_fakes import FakeApp
from st_page_state_fakes.errors import NotSimulatedError


class Used(NamedTuple):
    """A widget's call, an entry into it, and the address it then has if it is bound."""

    given: Call
    entered: Any
    query: str = ""

    def __str__(self) -> str:
        return self.given.command

    @property
    def callback(self) -> str:
        names = {"chat_input": "on_submit", "menu_button": "on_click"}
        return names.get(str(self), "on_click" if str(self).endswith("_button") else "on_change")


BOUND = [
    Used(call("selectbox", "L", ABC), "b", "?k=b"),
    Used(call("radio", "L", ABC), "b", "?k=b"),
    Used(call("multiselect", "L", ABC), ["b", "c"], "?k=b&k=c"),
    Used(call("pills", "L", ABC), "b", "?k=b"),
    Used(call("segmented_control", "L", ABC), "b", "?k=b"),
    Used(call("select_slider", "L", ABC), "b", "?k=b"),
    Used(call("slider", "L", 0, 10, 5), 8, "?k=8"),
    Used(call("number_input", "L", 0, 10, 5), 8, "?k=8"),
    Used(call("text_input", "L"), "typed", "?k=typed"),
    Used(call("text_area", "L"), "typed", "?k=typed"),
    Used(call("date_input", "L", date(2024, 2, 29)), date(2024, 3, 1), "?k=2024-03-01"),
    Used(call("time_input", "L", time(8)), time(9), "?k=09%3A00"),
    Used(
        call("datetime_input", "L", datetime(2024, 2, 29, 8)),
        datetime(2024, 2, 29, 9),
        "?k=2024-02-29T09%3A00",
    ),
    Used(call("checkbox", "L"), True, "?k=true"),
    Used(call("toggle", "L"), True, "?k=true"),
    Used(call("color_picker", "L"), "#ff0000", "?k=%23ff0000"),
    Used(call("feedback", "stars"), 3, "?k=3"),
    Used(call("pagination", 5), 2, "?k=2"),
]
OTHERS = [
    Used(call("file_uploader", "L"), ("a.csv", b"1")),
    Used(call("camera_input", "L"), ("a.jpg", b"1")),
    Used(call("audio_input", "L"), ("a.wav", b"1")),
    Used(call("data_editor", [{"a": 1}]), [{"a": 2}]),
    Used(call("chat_input", "L"), "typed"),
    Used(call("download_button", "L", "data"), True),
    Used(call("menu_button", "L", ABC), "b"),
]
ALL = [*BOUND, *OTHERS]
KINDS = ("text_input", "file_uploader", "chat_input", "menu_button")
"""Widgets whose callbacks have each of the names, and whose values are of each kind."""
LABELLED = [u for u in ALL if "L" in u.given.args and str(u) != "chat_input"]

every = pytest.mark.parametrize("used", ALL, ids=str)
some = pytest.mark.parametrize("used", [u for u in ALL if str(u) in KINDS], ids=str)
bound = pytest.mark.parametrize("used", BOUND, ids=str)


def seen(value: Any) -> Any:
    """Return a file as its name and content, and any other value unchanged."""
    return (value.name, value.getvalue()) if hasattr(value, "getvalue") else value


@every
def test_an_edit_calls_back_with_what_was_given(used: Used) -> None:
    calls: list[Any] = []

    def called(*args: Any, **kwargs: Any) -> None:
        calls.append((args, kwargs))

    given = used.given.but(**{used.callback: called}, args=(1,), kwargs={"more": 2})
    page = OnePage(given)
    assert calls == []
    assert seen(page.enter(used.entered)) == used.entered
    assert calls == [((1,), {"more": 2})]


@some
@pytest.mark.parametrize("callback", [None, "rerun"])
def test_it_needs_no_callback(used: Used, callback: Any) -> None:
    page = OnePage(used.given.but(**{used.callback: callback}))
    assert seen(page.enter(used.entered)) == used.entered


@some
@pytest.mark.parametrize("callback", ["ignore", "never", 5])
def test_any_other_callback_is_not_simulated(used: Used, callback: Any) -> None:
    with pytest.raises(NotSimulatedError) as refused:
        OnePage(used.given.but(**{used.callback: callback}))
    assert str(refused.value) == (
        f"{used}() with the callback {callback!r} is not simulated by FakeStreamlit. To test "
        'it, give FakeApp the app\'s own file, as in FakeApp("app.py"): that runs on Streamlit '
        "itself."
    )


@every
def test_nobody_can_use_it_while_it_is_disabled(used: Used) -> None:
    page = OnePage(used.given.but(disabled=True))
    assert page.widget.disabled
    label = page.widget.label
    with pytest.raises(ValueError) as refused:
        page.enter(used.entered)
    assert str(refused.value) == (
        f"The {used} {label!r} (key='k') is disabled: no user could use it."
    )
    assert not OnePage(used.given.but(disabled=False)).widget.disabled


@every
def test_a_test_finds_it_by_its_key_which_is_text(used: Used) -> None:
    tab = FakeApp(lambda st: used.given.but(key=7).on(st)).open()
    widget = tab.widget("7")
    assert (widget.command, widget.key) == (str(used), "7")
    widget.set_value(used.entered)
    assert list(tab.session_state) == ["7"]


@pytest.mark.parametrize("used", LABELLED, ids=str)
def test_a_label_is_text(used: Used) -> None:
    for label, text in ((None, ""), (5, "5"), ("L", "L")):
        page = OnePage(call(str(used), label, *used.given.args[1:]))
        assert page.widget.label == text
        assert seen(page.enter(used.entered)) == used.entered


@bound
def test_a_bound_one_is_in_the_address(used: Used) -> None:
    page = OnePage(used.given.but(bind="query-params"))
    before = page.value
    page.enter(used.entered)
    assert page.tab.url == used.query
    page.tab.reload()
    assert (page.value, page.tab.url) == (used.entered, used.query)
    page.tab.widget("k").set_value(before)
    assert page.tab.url == ""


@bound
@pytest.mark.parametrize("persist", [None, "session"])
def test_it_keeps_its_value_while_it_is_not_drawn_if_asked_to(used: Used, persist: Any) -> None:
    values: list[Any] = []

    def script(st: Any) -> None:
        if not st.checkbox("Hide"):
            values.append(used.given.but(key="k", persist_state=persist).on(st))

    tab = FakeApp(script).open()
    tab.widget("k").set_value(used.entered)
    tab.widget("Hide").set_value(True)
    tab.widget("Hide").set_value(False)
    assert values == [values[0], used.entered, used.entered if persist else values[0]]
