"""What the simulated fields for texts, dates and times pass on: callbacks, locks, and keeping."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest

from one_widget import Call, OnePage, call
from st_page_state_fakes import FakeApp

KEPT = [
    (call("text_input", "L"), "typed"),
    (call("text_area", "L"), "typed"),
    (call("date_input", "L", date(2024, 2, 29)), date(2024, 3, 1)),
    (call("time_input", "L", time(8)), time(9)),
    (call("datetime_input", "L", datetime(2024, 2, 29, 8)), datetime(2024, 2, 29, 9)),
]
CHAT = call("chat_input", "Say")
ENTRIES = [*KEPT, (CHAT, "typed")]


@pytest.mark.parametrize(("given", "entered"), ENTRIES)
def test_it_calls_back_with_what_was_given(given: Call, entered: Any) -> None:
    calls: list[Any] = []

    def called(*args: Any, **kwargs: Any) -> None:
        calls.append((args, kwargs))

    name = "on_submit" if given == CHAT else "on_change"
    page = OnePage(given.but(args=(1,), kwargs={"more": 2}, **{name: called}))
    assert calls == []
    page.enter(entered)
    assert calls == [((1,), {"more": 2})]


@pytest.mark.parametrize(("given", "entered"), ENTRIES)
def test_what_is_disabled_takes_nothing(given: Call, entered: Any) -> None:
    page = OnePage(given.but(disabled=True))
    name = f"{given.command} {given.args[0]!r} (key='k')"
    with pytest.raises(ValueError, match="disabled") as caught:
        page.enter(entered)
    assert str(caught.value) == f"The {name} is disabled: no user could use it."
    assert OnePage(given.but(disabled=False)).enter(entered) == entered


@pytest.mark.parametrize(("given", "entered"), KEPT)
@pytest.mark.parametrize("persist", [None, "session"])
def test_it_is_kept_while_it_is_not_drawn_if_that_is_asked_for(
    given: Call, entered: Any, persist: str | None
) -> None:
    values: list[Any] = []

    def script(st: Any) -> None:
        if not st.checkbox("Hide"):
            values.append(given.but(key="k", persist_state=persist).on(st))

    tab = FakeApp(script).open()
    tab.widget("k").set_value(entered)
    tab.widget("Hide").set_value(True)
    tab.widget("Hide").set_value(False)
    begun = values[0]
    assert values == [begun, entered, entered if persist else begun]


@pytest.mark.parametrize(("given", "entered"), ENTRIES)
@pytest.mark.parametrize("key", [1, "1"])
def test_its_key_may_be_a_number(given: Call, entered: Any, key: str | int) -> None:
    values: list[Any] = []

    def script(st: Any) -> None:
        values[:] = [given.but(key=key).on(st), st.session_state["1"]]

    FakeApp(script).open().widget("1").set_value(entered)
    assert values == [entered, entered]


@pytest.mark.parametrize(("given", "entered"), KEPT)
def test_a_label_may_be_none_and_is_text(given: Call, entered: Any) -> None:
    unnamed = call(given.command, None, *given.args[1:])
    page = OnePage(unnamed.but(label_visibility="collapsed"))
    assert page.widget.label == ""
    assert page.enter(entered) == entered
    assert OnePage(call(given.command, 5, *given.args[1:])).widget.label == "5"
