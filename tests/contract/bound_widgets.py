"""Every input widget as data, bound to a field or not bindable.

``test_bound_widgets`` uses each row as a user and an app do, on Streamlit and on FakeApp;
``widget_table`` makes README's table of widgets from these rows.
"""

from __future__ import annotations

from contract.bound_choices import ABC, CHOICES, SELECT_SLIDERS, SELECTIONS, SWITCHES
from contract.bound_entries import DATES, NUMBERS, OTHERS, SLIDERS, TEXTS
from contract.bound_row import Bound, On, Unbound, Value, val

TABLE = [{"a": 1}, {"a": 2}]


def picked(*rows: int) -> Value:
    """Return the selection of a table."""
    listed = ",".join(map(str, rows))
    return val(
        {"selection": {"rows": [*rows], "columns": [], "cells": []}},
        f'{{"selection":{{"rows":[{listed}],"columns":[],"cells":[]}}}}',
    )


SELECTED = [
    On("dataframe", TABLE, since="1.56").of(
        "dict",
        dict[str, dict[str, list[int]]],
        picked(0),
        picked(1),
        picked(0, 1),
        callback="on_select",
        simulated=False,
        note='its selection: `b = X.bind("rows")`, `key=b["key"], on_select=b["on_change"]`',
    ),
]

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
