"""Input widgets of the simulated Streamlit: what a user can enter, and what then comes out."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, time
from enum import Enum
from typing import Any

import pytest

from one_widget import Call, OnePage, call
from st_page_state_fakes.errors import (
    NotSimulatedError,
    StreamlitAPIException,
)

AB = ["a", "b", "c"]
DAY = date(2024, 2, 29)
NOON = datetime(2024, 2, 29, 12, 0)
TEN = ["2024-02-20", "2024-03-10"]
ROWS = [{"name": "Ann", "age": 40}, {"name": "Bob", "age": 50}]


class Column:
    """What a pandas Series offers."""

    def __init__(self, *items: Any) -> None:
        self.items = list(items)

    def to_list(self) -> list[Any]:
        return self.items


class Frame:
    """What a pandas DataFrame offers."""

    columns = ("first", "second")

    def __init__(self, *items: Any) -> None:
        self.empty = not items
        self.items = items
        self.iloc = self

    def __getitem__(self, place: object) -> Column:
        return Column(*self.items)


@pytest.mark.parametrize(
    ("given", "entered", "value"),
    [
        (call("selectbox", "L", [1, 2], format_func="No {}".format), "No 2", 2),
        (call("selectbox", "L", [1, True]), True, True),
        (call("selectbox", "L", AB, accept_new_options=True), "new", "new"),
        (call("selectbox", "L", Column("x", "y")), "y", "y"),
        (call("selectbox", "L", Frame("x", "y")), "y", "y"),
        (call("multiselect", "L", AB), ("c", "a"), ["c", "a"]),
        (call("multiselect", "L", AB, accept_new_options=True), ["a", "new"], ["a", "new"]),
        (call("multiselect", "L", Enum("Way", "UP DOWN")), ["Way.UP"], None),
        (call("pills", "L", [1, 2], selection_mode="multi"), [2], [2]),
        (call("select_slider", "L", AB, ("a", "b")), ["b", "b"], ("b", "b")),
        (call("number_input", "L", step=1), 4.0, 4),
        (call("number_input", "L"), 4, 4.0),
        (call("slider", "L", 0.0, 1.0), 1, 1.0),
        (call("slider", "L", 0.0, 1.0), 0.29, 0.29),
        (call("slider", "L", 0, 9, 4, 5), 9, 9),
        (call("slider", "L", value=NOON.replace(tzinfo=UTC)), NOON.replace(tzinfo=UTC), None),
        (call("date_input", "L", DAY), NOON, DAY),
        (call("date_input", "L", ()), (DAY,), (DAY,)),
        (call("color_picker", "L"), "#0FA", "#0FA"),
        (call("feedback", "stars"), None, None),
    ],
)
def test_what_a_user_enters_is_the_value(given: Call, entered: Any, value: Any) -> None:
    result = OnePage(given).enter(entered)
    if value is not None:
        assert result == value
        assert type(result) is type(value)


@pytest.mark.parametrize(
    ("given", "entered", "could"),
    [
        (call("selectbox", "L", AB), "z", "offers 'a', 'b', 'c'"),
        (call("selectbox", "L", AB), None, "cannot be cleared"),
        (call("selectbox", "L", [*range(20)]), 99, "and 10 more"),
        (call("selectbox", "L", []), "a", "it offers nothing"),
        (call("selectbox", "L", AB, accept_new_options=True), "", "or new text"),
        (call("selectbox", "L", AB, None, required=True), None, "cannot be cleared"),
        (call("radio", "L", AB, None), None, "cannot be cleared"),
        (call("multiselect", "L", AB), "a", "a list of options"),
        (call("multiselect", "L", AB), ["z"], "offers"),
        (call("multiselect", "L", AB), ["a", "a"], "'a' can be chosen once"),
        (call("multiselect", "L", AB, max_selections=1), ["a", "b"], "at most 1"),
        (call("pills", "L", AB), "z", "offers"),
        (call("pills", "L", AB, required=True), None, "offers"),
        (call("select_slider", "L", AB), "z", "offers"),
        (call("select_slider", "L", AB, ("a", "b")), "a", "two options in their order"),
        (call("select_slider", "L", AB, ("a", "b")), ("b", "a"), "two options in their order"),
        (call("number_input", "L", 0, 9), 10, "numbers from 0 to 9"),
        (call("number_input", "L", step=1), 2.5, "a whole number"),
        (call("number_input", "L"), "5", "a number"),
        (call("number_input", "L"), True, "a number"),
        (call("number_input", "L"), float("inf"), "a number"),
        (call("number_input", "L", step=1), 2**60, "that a browser can hold"),
        (call("number_input", "L", value=1), None, "cannot be emptied"),
        (call("number_input", "L", value=None, required=True), None, "cannot be emptied"),
        (call("slider", "L", 0, 10), 11, "from 0 to 10"),
        (call("slider", "L", 0, 10), 2.5, "takes 0"),
        (call("slider", "L", 0, 10), True, "takes 0"),
        (call("slider", "L", 0, 10, 4, 2), 5, "steps of 2"),
        (call("slider", "L", 0, 10, (1, 2)), 5, "a pair"),
        (call("slider", "L", 0, 10, (1, 2)), (5, 3), "in their order"),
        (call("slider", "L", value=time(8)), time(8, 5), "steps of 0:15:00"),
        (call("text_input", "L"), 5, "takes text"),
        (call("text_input", "L"), None, "takes text"),
        (call("text_input", "L", required=True), "  ", "cannot be emptied"),
        (call("text_input", "L", max_chars=2), "abc", "2 characters"),
        (call("text_input", "L", type="email"), "ann", "matches"),
        (call("text_input", "L", validate=("^a", "an a!")), "b", "matches ^a"),
        (call("checkbox", "L"), 1, "True or False"),
        (call("color_picker", "L"), "red", "colors like"),
        (call("feedback", "stars"), 5, "0 to 4"),
        (call("pagination", 5), 6, "1 to 5"),
        (call("date_input", "L", DAY), (DAY,), "a single date"),
        (call("date_input", "L", DAY), None, "cannot be emptied"),
        (call("date_input", "L", (DAY,)), (), "cannot be emptied"),
        (call("date_input", "L", DAY), "2024-02-29", "takes a date"),
        (call("date_input", "L", (DAY,)), "2024-02-29", "up to two dates"),
        (call("date_input", "L", DAY, *TEN), date(2025, 1, 1), "from 2024-02-20 to 2024-03-10"),
        (call("date_input", "L", (DAY,)), (DAY, date(2024, 1, 1)), "in their order"),
        (call("time_input", "L", time(8)), None, "cannot be emptied"),
        (call("time_input", "L", time(8)), "09:00", "takes a datetime.time"),
        (call("time_input", "L", time(8)), time(9, 0, 5), "that small"),
        (call("datetime_input", "L", NOON), None, "takes a datetime"),
        (call("datetime_input", "L", NOON), NOON.replace(second=5), "no field for seconds"),
        (call("datetime_input", "L", NOON, *TEN), datetime(2025, 1, 1), "from 2024-02-20"),
        (call("button", "L"), "yes", "only be clicked"),
        (call("menu_button", "L", AB), "z", "offers"),
        (call("chat_input", "Say", max_chars=3), "hello", "3 characters"),
        (call("chat_input", "Say"), "", "cannot be emptied"),
        (
            call("file_uploader", "L", type=["csv", ".TXT"]),
            ("a.pdf", b""),
            "files of type csv, txt",
        ),
        (call("file_uploader", "L"), "text", "bytes, a pair"),
        (call("file_uploader", "L"), io.StringIO("text"), "bytes, a pair"),
        (call("file_uploader", "L", accept_multiple_files=True), b"x", "a list of files"),
        (call("camera_input", "L"), ("a.png", b""), "pictures named"),
        (call("audio_input", "L"), ("a.mp3", b""), "recordings named"),
        (call("data_editor", ROWS), ROWS[:1], "to delete rows, say which"),
        (call("data_editor", ROWS), [*ROWS, ROWS[0]], "num_rows='fixed'"),
        (call("data_editor", ROWS), {"deleted_rows": [0]}, "num_rows='fixed'"),
        (call("data_editor", ROWS), [{"name": "Ann"}], "the data with its columns"),
        (call("data_editor", ROWS), "Ann", "the data with its columns"),
        (call("data_editor", ROWS), {"edited_rows": {5: {"age": 1}}}, "rows 0 to 1"),
        (call("data_editor", ROWS), {"edited_rows": {0: {"size": 1}}}, "has columns"),
        (call("data_editor", ROWS), {"edited_rows": {0: {"age": "x"}}}, "'age' takes int"),
    ],
)
def test_what_no_user_could_enter_is_refused(given: Call, entered: Any, could: str) -> None:
    shown = OnePage(given)
    before = shown.value
    with pytest.raises(ValueError, match="No user could enter") as caught:
        shown.enter(entered)
    assert could in str(caught.value)
    assert shown.value == before


def test_a_message_names_the_widget_by_its_label() -> None:
    with pytest.raises(ValueError, match='into the selectbox "Status": it offers'):
        OnePage(call("selectbox", "Status", AB)).enter("z")


@pytest.mark.parametrize(
    ("given", "error"),
    [
        (call("chat_input", accept_audio=True), NotSimulatedError),
        (call("chat_input", accept_file="multiple"), NotSimulatedError),
        (call("data_editor", "text"), NotSimulatedError),
        (call("data_editor", []), NotSimulatedError),
        (call("data_editor", {"a": [1], "b": [1, 2]}), NotSimulatedError),
        (call("data_editor", [{"a": 1}, {"a": "x"}]), NotSimulatedError),
        (call("data_editor", [{"a": None}]), NotSimulatedError),
        (call("selectbox", "L", Frame()), None),
        (call("slider", "L", value=date(1, 1, 1)), StreamlitAPIException),
    ],
)
def test_what_is_refused_when_it_is_drawn(given: Call, error: type[Exception] | None) -> None:
    if error is None:
        assert OnePage(given).value is None
        return
    with pytest.raises(error):
        OnePage(given)
