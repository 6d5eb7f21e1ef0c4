"""Every input widget as data, bound to a field or not bindable.

``test_bound_widgets`` uses each row as a user and an app do, on Streamlit and on FakeApp;
``widget_table`` makes the handbook's table of widgets from these rows.
"""

from __future__ import annotations

from typing import Any, Literal

from contract.bound_choices import ABC, CHOICES, SELECT_SLIDERS, SELECTIONS, SWITCHES
from contract.bound_entries import DATES, NUMBERS, OTHERS, SLIDERS, TEXTS
from contract.bound_row import Bound, On, Unbound, Value, val

TABLE = [{"a": 1}, {"a": 2}, {"a": 3}]


def picked(state: Any, *rows: int) -> Value:
    """Return a value of the rows selected in a table."""
    selection = {"selection": {"rows": [*rows], "columns": [], "cells": []}}
    return val(state, *map(str, rows), widget=selection)


def table(mode: str, kind: str, annotation: Any, *values: Value, note: str = "") -> Bound:
    """Return the row of a table."""
    default, link, *entered = values
    return On("dataframe", TABLE, selection_mode=mode, since="1.56").of(
        kind,
        annotation,
        default,
        link,
        *entered,
        method="bind_rows",
        about={"count": 3},
        simulated=False,
        note=note,
    )


ONE, SEVERAL = "single-row", "multi-row"
SELECTED = [
    table(
        ONE,
        "int | None",
        int | None,
        picked(None),
        picked(1, 1),
        picked(0, 0),
        picked(None),
        note='`X.bind_rows("row", count=len(df))` or `ids=df["id"]`; '
        "before 1.56 from the widget to the field only; for one row, pass "
        '`selection_mode="single-row"`',
    ),
    table(SEVERAL, "list[int]", list[int], picked([0], 0), picked([1], 1), picked([0, 2], 0, 2)),
    table(SEVERAL, "set[int]", set[int], picked({0}, 0), picked({1}, 1), picked({0, 2}, 0, 2)),
]


def is_open(block: Any) -> bool:
    """Return whether an expander or a popover is open."""
    return bool(block.open)


def open_tab(blocks: Any) -> str:
    """Return the label of the tab that is open."""
    return ABC[[block.open for block in blocks].index(True)]


OFF, ON = val(False, "false"), val(True, "true")
OPENABLE = [
    On(command, "L", since="1.55").of(
        "bool", bool, OFF, ON, ON, OFF, under_apptest=False, sees=is_open, note="it then reruns"
    )
    for command in ("expander", "popover")
]
for kind, annotation in (("str", str), ("Literal", Literal["a", "b", "c"])):
    OPENABLE.append(
        On("tabs", since="1.55").of(
            kind,
            annotation,
            *(val(label, label) for label in "abca"),
            method="bind_tabs",
            about={"tabs": ABC},
            under_apptest=False,
            sees=open_tab,
            note='`st.tabs(**X.bind_tabs("view", ["A", "B"]))`; they then rerun; a link to an '
            "unknown tab opens the default and is in `url_errors()`",
        )
    )

EDITORS = [
    On("data_editor").of(
        kind,
        list,
        val([]),
        val([]),
        simulated=False,
        under_apptest=False,
        note='`st.data_editor(**X.bind_editor("lines"), num_rows="dynamic")`',
    )
    for kind in ("list[dict]", "list[TypedDict]", "list of dataclasses", "list of models")
]
EDITORS.append(
    On("data_editor").of(
        "DataFrame", object, val(None), val(None), simulated=False, under_apptest=False
    )
)

BOUND: list[Bound] = [
    *SWITCHES,
    *CHOICES,
    *SELECTIONS,
    *SELECT_SLIDERS,
    *SLIDERS,
    *NUMBERS,
    *TEXTS,
    *DATES,
    *OTHERS,
    *SELECTED,
    *OPENABLE,
    *EDITORS,
]

UNKNOWN = ("TypeError", "unexpected keyword argument 'on_change'")
READ_ONLY = ("StreamlitValueAssignmentNotAllowedError", "cannot be assigned")

UNBOUND = [
    Unbound("button", ("L",), *UNKNOWN),
    Unbound("download_button", ("L", "data"), *UNKNOWN),
    Unbound("link_button", ("L", "https://example.com"), *UNKNOWN),
    Unbound("menu_button", ("L", ABC), *UNKNOWN, since="1.56"),
    Unbound("form_submit_button", ("L",), *UNKNOWN),
    Unbound("chat_input", ("L",), *UNKNOWN),
    Unbound("file_uploader", ("L",), *READ_ONLY),
    Unbound("camera_input", ("L",), *READ_ONLY),
    Unbound("audio_input", ("L",), *READ_ONLY, since="1.40"),
    Unbound("data_editor", (TABLE,), *READ_ONLY),
]
