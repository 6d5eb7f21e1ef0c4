"""Messages about wrongly bound widgets and rejected values, and lossy widgets."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Annotated, Any

import pytest
from pydantic import Field

from st_page_state import PageState, StateVar
from st_page_state.engine.class_state import Shown
from st_page_state.engine.widget_input import is_unedited
from st_page_state_fakes import FakeApp, FakeStreamlit


class Basket(PageState):
    count: int = StateVar(default=1, url_key="count")
    code: Annotated[str, Field(max_length=3)] = StateVar(default="abc", url_key="code")
    anything: Any = StateVar(default=None)


@pytest.mark.parametrize("key", ["", 7])
def test_a_key_tells_a_second_widget_from_the_first(ports: None, key: Any) -> None:
    with pytest.raises(TypeError) as caught:
        Basket.bind("count", key=key)
    assert str(caught.value) == (
        f"Basket.bind('count', key=...) takes a non-empty str, not {key!r}: it distinguishes a "
        "second widget of the field from the first."
    )


def test_a_widget_in_a_form_has_no_callback(ports: None) -> None:
    with pytest.raises(TypeError) as caught:
        Basket.bind("count", form=True, on_change=lambda: None)
    assert str(caught.value) == (
        "Basket.bind('count', on_change=...) cannot be used in a form: only the form's button has "
        "a callback. Write st.form_submit_button(..., on_click=...)."
    )


def test_a_widget_error_names_the_type_of_the_value() -> None:
    words: list[str] = []

    def script(st: FakeStreamlit) -> None:
        st.text_input("Code", **Basket.bind("code"))
        words[:] = map(str, Basket.widget_errors().values())

    tab = FakeApp(script).open()
    assert words == []
    tab.widget("Code").set_value("abcd")
    told = "Basket.code does not accept the widget's value of type str: "
    why = "it should have at most 3 characters. The field's type is str. The state is unchanged."
    assert words == [told + why]


NOON = datetime(2026, 1, 2, 12, 34, 56, 789, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "entered", "unedited"),
    [
        (NOON, datetime(2026, 1, 2, 12, 34), True),
        (NOON, datetime(2026, 1, 2, 12, 35), False),
        (NOON, date(2026, 1, 2), True),
        (NOON, date(2026, 1, 3), False),
        (NOON, time(12, 34), False),
        (NOON.time(), time(12, 34), True),
        (NOON.time(), time(12, 34, 56), False),
        (NOON.time(), NOON, False),
        ([NOON, NOON], (date(2026, 1, 2), date(2026, 1, 2)), True),
        ([NOON, NOON], (date(2026, 1, 2),), False),
        ([NOON], date(2026, 1, 2), False),
        (NOON, [date(2026, 1, 2)], False),
        (date(2026, 1, 2), NOON, False),
        ("a", "b", False),
    ],
)
def test_a_widget_shows_no_seconds_and_some_no_time(
    given: Any, entered: Any, unedited: bool
) -> None:
    field = Basket.__page_state__.fields["anything"]
    assert is_unedited(field, Shown(0, given), entered, seen=object()) is unedited
