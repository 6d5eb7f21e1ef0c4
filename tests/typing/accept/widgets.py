"""``**X.bind("field")`` fits every input widget and keeps its return type."""

from __future__ import annotations

from datetime import date, datetime, time
from enum import Enum
from typing import Any, Literal, assert_type

import streamlit as st
from streamlit.elements.arrow import DataframeState
from streamlit.runtime.uploaded_file_manager import UploadedFile

from st_page_state import PageState, StateVar
from st_page_state.state import (
    Binding,
    EditorBinding,
    OptionsBinding,
    SelectionBinding,
    SubmitBinding,
    TabsBinding,
)


class Color(Enum):
    RED = "red"
    BLUE = "blue"


class Form(PageState):
    text: str = StateVar(default="a", url_key="t")
    number: int = StateVar(default=1, url_key="n")
    many: list[str] = StateVar(default_factory=list, url_key="m")
    day: date = StateVar(default=date(2026, 1, 31))

    def problems(self) -> dict[str, str]:
        return {} if self.text else {"text": "it is empty"}


NAMES = ["a", "b"]
MODES: tuple[Literal["day", "week"], ...] = ("day", "week")
DAYS = (date(2026, 1, 1), date(2026, 1, 31))


def saved(field: str, *, loudly: bool = False) -> None:
    """The app's own callback."""


def text_box(label: str, binding: Binding) -> str:
    """A helper that passes a binding on."""
    return st.text_input(label, **binding)


def choose(binding: OptionsBinding[int]) -> int:
    """A helper that passes a binding with its options on."""
    return st.selectbox("Number", **binding)


def widgets() -> None:
    assert_type(st.checkbox("C", **Form.bind("text")), bool)
    assert_type(st.toggle("T", **Form.bind("text")), bool)
    assert_type(st.color_picker("C", **Form.bind("text")), str)
    assert_type(st.text_input("T", **Form.bind("text")), str)
    assert_type(st.text_area("T", **Form.bind("text")), str)
    assert_type(st.selectbox("S", NAMES, **Form.bind("text")), str)
    assert_type(st.selectbox("S", NAMES, index=None, **Form.bind("text")), str | None)
    assert_type(st.radio("R", NAMES, **Form.bind("text")), str)
    assert_type(st.radio("R", NAMES, index=None, **Form.bind("text")), str | None)
    assert_type(st.multiselect("M", NAMES, **Form.bind("many")), list[str])
    assert_type(st.pills("P", NAMES, **Form.bind("text")), str | None)
    assert_type(st.pills("P", NAMES, selection_mode="multi", **Form.bind("many")), list[str])
    assert_type(st.segmented_control("S", NAMES, **Form.bind("text")), str | None)
    assert_type(st.select_slider("S", NAMES, **Form.bind("text")), str)
    assert_type(st.select_slider("S", NAMES, ("a", "b"), **Form.bind("many")), tuple[str, str])
    assert_type(st.slider("S", 0, 10, **Form.bind("number")), int)
    assert_type(st.slider("S", 0.0, 1.0, **Form.bind("number")), float)
    assert_type(st.slider("S", 0, 10, (2, 3), **Form.bind("many")), tuple[int, int])
    assert_type(st.number_input("N", 0, 10, **Form.bind("number")), int)
    assert_type(st.number_input("N", 0, 10, None, **Form.bind("number")), int | None)
    assert_type(st.number_input("N", **Form.bind("number")), float)
    assert_type(st.date_input("D", **Form.bind("day")), date)
    assert_type(st.date_input("D", None, **Form.bind("day")), date | None)
    assert_type(
        st.date_input("D", DAYS, **Form.bind("day")), tuple[()] | tuple[date] | tuple[date, date]
    )
    assert_type(st.time_input("T", **Form.bind("day")), time)
    assert_type(st.datetime_input("D", **Form.bind("day")), datetime)
    assert_type(st.feedback("stars", **Form.bind("number")), Literal[0, 1, 2, 3, 4] | None)
    assert_type(st.file_uploader("F", **Form.bind("text")), UploadedFile | None)
    assert_type(
        st.file_uploader("F", accept_multiple_files=True, **Form.bind("many")), list[UploadedFile]
    )
    assert_type(st.camera_input("C", **Form.bind("text")), UploadedFile | None)
    assert_type(st.audio_input("A", **Form.bind("text")), UploadedFile | None)
    assert_type(st.data_editor([{"a": 1}], **Form.bind("many")), list[dict[str, int]])


def places() -> None:
    left, _ = st.columns(2)
    assert_type(left.text_input("T", **Form.bind("text")), str)
    assert_type(st.sidebar.selectbox("S", NAMES, disabled=True, **Form.bind("text")), str)
    with st.form("f"):
        assert_type(st.text_input("T", **Form.bind("text", form=True)), str)
    with Form.form("save", clear_on_submit=True):
        assert_type(st.text_input("T", **Form.bind("text")), str)
    with Form.form("other") as place:
        place.text_input("T", **Form.bind("text"))


def options() -> None:
    assert_type(st.selectbox("S", **Form.bind("text", options=NAMES)), str)
    assert_type(st.selectbox("S", index=None, **Form.bind("text", options=NAMES)), str | None)
    assert_type(st.radio("R", **Form.bind("number", options=[1, 2])), int)
    assert_type(st.selectbox("S", **Form.bind("text", options=Color)), Color)
    assert_type(st.multiselect("M", **Form.bind("many", options=NAMES, form=True)), list[str])
    assert_type(st.radio("R", index=None, **Form.bind("text", options=NAMES)), str | None)
    assert_type(st.multiselect("M", **Form.bind("many", options=Color)), list[Color])
    assert_type(st.pills("P", **Form.bind("text", options=["a", "b"])), str | None)
    assert_type(
        st.pills("P", selection_mode="multi", **Form.bind("many", options=["a", "b"])), list[str]
    )
    assert_type(st.segmented_control("S", **Form.bind("text", options=["a", "b"])), str | None)
    assert_type(
        st.segmented_control("S", selection_mode="multi", **Form.bind("many", options=[1, 2])),
        list[int],
    )
    assert_type(st.sidebar.pills("P", **Form.bind("number", options=range(5))), int | None)
    assert_type(st.selectbox("S", **Form.bind("mode", options=MODES)), Literal["day", "week"])
    assert_type(st.selectbox("S", **Form.bind("text", options=["a"], accept_new_options=True)), str)
    assert_type(st.select_slider("S", **Form.bind("text", options=NAMES)), str)
    assert_type(
        st.select_slider("S", value=("a", "b"), **Form.bind("many", options=["a", "b"])),
        tuple[str, str],
    )
    assert_type(Form.bind("text", options=NAMES)["options"], list[str])
    assert_type(choose(Form.bind("number", options=[1, 2])), int)
    assert_type(
        Form.bind("text", options=NAMES, accept_new_options=True)["accept_new_options"],
        Literal[True],
    )
    assert_type(
        st.multiselect("M", **Form.bind("many", options=NAMES, accept_new_options=True)),
        list[str],
    )


def selections() -> None:
    assert_type(
        st.dataframe(  # pyright: ignore[reportUnknownMemberType]
            {"a": [1]}, selection_mode="single-row", **Form.bind_rows("number", count=1)
        ),
        DataframeState,
    )
    assert_type(Form.bind_rows("many", ids=NAMES, key="second"), SelectionBinding)
    assert_type(Form.bind_selection("many", on_change=saved, args=("many",)), SelectionBinding)


def editors() -> None:
    assert_type(Form.bind_editor("many", columns=NAMES, form=True), EditorBinding)
    assert_type(Form.bind_editor("many", columns={"a": str}, on_change=saved), EditorBinding)
    st.data_editor(**Form.bind_editor("many"), num_rows="dynamic")


def tabs() -> None:
    assert_type(Form.bind_tabs("text", NAMES, key="second", on_change=saved), TabsBinding)
    chart, table = st.tabs(**Form.bind_tabs("text", ["Chart", "Table"]))
    assert_type(chart.open, bool | None)
    assert_type(st.expander("E", **Form.bind("text")).open, bool | None)
    assert_type(st.popover("P", **Form.bind("text")).open, bool | None)
    table.text("T")


def one_problem(form: Form) -> dict[str, str] | None:
    """A check that is a function."""
    return None if form.number else {"number": "it is 0"}


def buttons() -> None:
    with Form.form("form"):
        bound = Form.bind_submit(check=Form.problems, on_click=saved, args=("text",))
        assert_type(bound, SubmitBinding)
        assert_type(st.form_submit_button("Save", **bound), bool)
        st.form_submit_button("Too", **Form.bind_submit(check=one_problem))


def first_values_and_callbacks() -> None:
    assert_type(st.slider("S", 0, 10, **Form.bind("number", 5)), int)
    assert_type(st.slider("S", 0, 10, **Form.bind("number", value=5)), int)
    assert_type(st.slider("S", 0, 10, **Form.bind("number", key="second")), int)
    assert_type(st.text_input("T", **Form.bind("text", on_change=saved, args=("text",))), str)
    assert_type(
        st.text_input("T", **Form.bind("text", on_change=saved, kwargs={"loudly": True})), str
    )
    assert_type(text_box("T", Form.bind("text")), str)
    assert_type(Form.bind("text")["key"], str)
    assert_type(dict[str, Any](Form.bind("text")), dict[str, Any])
