"""What simulated widgets give from run to run: buttons, files, cells, Enums, native params."""

from __future__ import annotations

import copy
import io
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from one_widget import Call, OnePage, call
from st_page_state_fakes import FakeApp
from st_page_state_fakes.commands.widgets.datetimes import years_from
from st_page_state_fakes.commands.widgets.file_uploader import UploadedFile
from st_page_state_fakes.errors import NotSimulatedError, StreamlitInvalidLayoutContextError

AB = ["a", "b", "c"]
DAY = date(2024, 2, 29)
NOON = datetime(2024, 2, 29, 12, 0)
TEN = ["2024-02-20", "2024-03-10"]
ROWS = [{"name": "Ann", "age": 40}, {"name": "Bob", "age": 50}]


@pytest.mark.parametrize(
    "given",
    [
        call("button", "L"),
        call("download_button", "L", b"data"),
        call("link_button", "L", "https://example.com", on_click="rerun"),
    ],
)
def test_a_button_is_true_for_one_run(given: Call) -> None:
    shown = OnePage(given)
    shown.tab.button("k").click()
    assert shown.value is True
    shown.tab.rerun()
    assert shown.value is False


def test_a_plain_link_holds_no_state() -> None:
    tab = FakeApp(lambda st: st.text(st.link_button("L", "https://example.com"))).open()
    assert (tab.texts, tab.widgets) == (["None"], [])


def test_a_menu_gives_the_chosen_option_for_one_run() -> None:
    shown = OnePage(call("menu_button", "L", [1, 2], format_func="No {}".format))
    assert shown.enter(2) == 2
    shown.tab.rerun()
    assert shown.value is None


def test_a_chat_message_is_there_for_one_run() -> None:
    shown = OnePage(call("chat_input", "Say", max_chars=5))
    assert shown.enter("hello") == "hello"
    shown.tab.rerun()
    assert shown.value is None


@pytest.mark.parametrize("command", ["chat_input", "menu_button"])
def test_what_has_no_place_in_a_form(command: str) -> None:
    def script(st: Any) -> None:
        with st.form("f"):
            getattr(st, command)(*(["L", AB] if command == "menu_button" else []))
            st.form_submit_button()

    with pytest.raises(StreamlitInvalidLayoutContextError, match="outside"):
        FakeApp(script).open()


def test_a_scripts_own_enum_is_the_present_one() -> None:
    seen: list[tuple[Any, Any]] = []

    def script(st: Any) -> None:
        class Sort(Enum):
            NAME = 1
            PRICE = 2

        class Other(Enum):
            NAME = 1

        one = st.radio("Sort", Sort, format_func=lambda sort: sort.name, key="one")
        many = st.multiselect("Sorts", list(Sort), [Sort.PRICE], key="many")
        pill = st.pills("Pill", Sort, default=Sort.NAME, key="pill")
        assert isinstance(pill, Sort)
        pair = st.select_slider("Span", Sort, (Sort.NAME, Sort.PRICE), key="pair")
        other = st.selectbox("Other", [Other.NAME], key="other")
        assert isinstance(one, Sort)
        assert all(isinstance(sort, Sort) for sort in [*many, *pair])
        assert isinstance(other, Other)
        st.session_state.setdefault("mixed", Sort.NAME)
        assert st.selectbox("Mixed", [Other.NAME], key="mixed") is Other.NAME
        seen.append((one, Sort))

    tab = FakeApp(script).open()
    tab.widget("one").set_value("PRICE")
    tab.rerun()
    first = seen[0][1]
    tab.widget("one").set_value(first.NAME)
    assert [one.name for one, _ in seen] == ["NAME", "PRICE", "PRICE", "NAME"]


def test_a_value_that_format_func_cannot_take_is_no_option() -> None:
    def script(st: Any) -> None:
        st.session_state.setdefault("one", "gone")
        st.session_state.setdefault("many", ["x", "gone"])
        names = {"x": "X", "y": "Y"}
        seen.append(st.selectbox("One", list(names), format_func=names.__getitem__, key="one"))
        seen.append(st.multiselect("Many", list(names), format_func=names.__getitem__, key="many"))
        st.session_state.setdefault("new", "gone")
        given = {"format_func": names.__getitem__, "accept_new_options": True, "key": "new"}
        seen.append(st.selectbox("New", list(names), **given))

    seen: list[Any] = []
    FakeApp(script).open()
    assert seen == ["x", ["x"], "gone"]


def test_options_that_change_take_the_value_along_or_back() -> None:
    def script(st: Any) -> None:
        more = st.checkbox("More")
        options = ["b", "c"] if more else ["a", "b"]
        st.selectbox("One", options, key="one")
        st.pills("Pill", options, key="pill", default=options[0])
        st.pills("Pills", options, key="pills", default=options[0], selection_mode="multi")
        st.number_input("Number", max_value=1 if more else 9, value=0, key="number")

    tab = FakeApp(script).open()
    tab.widget("number").set_value(5)
    tab.widget("More").set_value(True)
    assert tab.widget("one").value == "b"
    assert tab.widget("pill").value == "b"
    assert tab.widget("pills").value == []
    assert tab.widget("number").value == 0


def test_a_file_is_uploaded() -> None:
    shown = OnePage(call("file_uploader", "L", type="csv"))
    assert shown.value is None
    file = shown.enter(b"a,b")
    assert (file.name, file.type, file.size) == ("file.csv", "text/csv", 3)
    assert file.getvalue() == file.read() == b"a,b"
    assert repr(file) == "UploadedFile(name='file.csv', type='text/csv', size=3)"
    shown.tab.rerun()
    assert shown.value == file
    assert hash(shown.value) == hash(file)
    assert shown.enter(("data.CSV", b"")).name == "data.CSV"
    assert shown.enter(None) is None


def test_files_come_from_disk_and_many_at_once(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpeg"
    path.write_bytes(b"jpeg")
    shown = OnePage(call("file_uploader", "L", ["jpg", "text", "application/*"], "directory"))
    assert shown.value == []
    with path.open("rb") as file:
        given = [file, ("a.txt", b""), ("b.json", b"{}"), io.BytesIO(b"")]
        with pytest.raises(ValueError, match="jpg, text, application"):
            shown.enter([*given, ("c.png", b"")])
        file.seek(0)
        names = [uploaded.name for uploaded in shown.enter(given[:3])]
    assert names == ["photo.jpeg", "a.txt", "b.json"]
    shown.tab.rerun()
    assert [uploaded.name for uploaded in shown.value] == names


def test_any_file_may_be_uploaded_where_no_type_is_asked_for() -> None:
    file = OnePage(call("file_uploader", "L")).enter(io.BytesIO(b"\0"))
    assert (file.name, file.type) == ("file", "application/octet-stream")
    assert file != "file"
    assert copy.deepcopy(file) == file != UploadedFile("file", b"\0")


@pytest.mark.parametrize(
    ("command", "name", "media"),
    [("camera_input", "camera_input.jpg", "image/jpeg"), ("audio_input", "audio_input.wav", None)],
)
def test_a_picture_or_a_sound_is_taken(command: str, name: str, media: str | None) -> None:
    file = OnePage(call(command, "L")).enter(b"...")
    assert file.name == name
    assert media in (None, file.type)


def test_cells_are_edited() -> None:
    shown = OnePage(call("data_editor", ROWS))
    assert shown.value == ROWS
    edited = [{"name": "Ann", "age": 41}, ROWS[1]]
    assert shown.enter(edited) == edited
    assert ROWS[0]["age"] == 40
    state = shown.tab.session_state["k"]
    assert state.edited_rows == {0: {"age": 41}}
    assert state == {"edited_rows": {0: {"age": 41}}, "added_rows": [], "deleted_rows": []}
    with pytest.raises(AttributeError, match="no 'cells'"):
        _ = state.cells


def test_rows_are_added_and_deleted() -> None:
    shown = OnePage(call("data_editor", {"x": [1.5, 2.5], "on": [True, False]}, num_rows="dynamic"))
    assert shown.enter({"x": [1.5, 2.5, 3], "on": [True, False, True]}) == {
        "x": [1.5, 2.5, 3.0],
        "on": [True, False, True],
    }
    assert shown.enter({"deleted_rows": [0]}) == {"x": [2.5], "on": [False]}
    with pytest.raises(NotSimulatedError, match="filled in partly"):
        shown.enter({"added_rows": [{"x": 1.0}]})
    with pytest.raises(NotSimulatedError, match="empty cell"):
        shown.enter({"edited_rows": {0: {"x": None}}})


def test_a_native_param_that_no_widget_can_hold_gives_the_default() -> None:
    seen: dict[str, Any] = {}

    def script(st: Any) -> None:
        bound: dict[str, Any] = {"bind": "query-params"}
        seen["number"] = st.number_input("L", 0, 9, 1, key="number", **bound)
        seen["slider"] = st.slider("L", 0, 9, 1, key="slider", **bound)
        seen["day"] = st.date_input("L", DAY, *TEN, key="day", **bound)
        seen["at"] = st.time_input("L", time(8), key="at", **bound)
        seen["moment"] = st.datetime_input("L", NOON, *TEN, key="moment", **bound)
        seen["color"] = st.color_picker("L", key="color", **bound)
        seen["grade"] = st.feedback("stars", default=2, key="grade", **bound)
        seen["page"] = st.pagination(5, default=2, key="page", **bound)
        seen["span"] = st.select_slider("L", AB, ("a", "b"), key="span", **bound)
        seen["pill"] = st.pills("L", AB, default="a", key="pill", **bound)

    app = FakeApp(script)
    app.open()
    defaults = dict(seen)
    bad = "number=70&slider=70&day=2025-01-01&at=late&moment=2025-01-01T10:00&color=red"
    app.open(f"?{bad}&grade=9&page=9&span=a&pill=z")
    assert seen == defaults
    app.open("?number=z&slider=1&slider=2&day=soon&moment=soon&color=ff&span=z&span=y")
    assert seen == defaults
    app.open(
        "?number=7&slider=7&day=2024-03-01&at=09:30&moment=2024-03-01T10:00&color=ff0000"
        "&grade=4&page=4&span=c&span=b&pill=b"
    )
    assert seen == {
        "number": 7,
        "slider": 7,
        "day": date(2024, 3, 1),
        "at": time(9, 30),
        "moment": datetime(2024, 3, 1, 10),
        "color": "#ff0000",
        "grade": 4,
        "page": 4,
        "span": ("b", "c"),
        "pill": "b",
    }


def test_edits_call_back_with_what_was_given() -> None:
    calls: list[Any] = []

    def script(st: Any) -> None:
        keep = {"args": (1,), "kwargs": {"more": 2}}

        def called(*args: Any, **kwargs: Any) -> None:
            calls.append((args, kwargs))

        st.text_input("Text", on_change=called, **keep)
        with st.form("f"):
            st.text_input("Inside")
            if st.form_submit_button("Go", on_click=called, **keep):
                calls.append("clicked")

    tab = FakeApp(script).open()
    tab.widget("Text").set_value("new")
    assert calls == [((1,), {"more": 2})]
    tab.widget("Inside").set_value("x")
    tab.button("Go").click()
    assert calls == [((1,), {"more": 2})] * 2 + ["clicked"]


def test_a_leap_day_has_no_equal_in_other_years() -> None:
    assert years_from(DAY, 1) == date(2025, 2, 28)


def test_a_range_of_moments_keeps_their_zone() -> None:
    start = NOON.replace(tzinfo=UTC)
    shown = OnePage(call("slider", "L", value=(start, start + timedelta(days=2))))
    assert shown.enter((start, start + timedelta(days=1))) == (start, start + timedelta(days=1))
    assert shown.value[0].tzinfo is UTC
