"""Which arguments make a widget another one: small widgets, files and tables that are edited."""

from __future__ import annotations

from typing import Any

import pytest

from st_page_state_fakes import FakeApp

L = {"label": "L"}
PAGES = {"num_pages": 5}
FILES = {"label": "L", "type": "csv"}
ROWS = [{"a": 1, "b": "x"}, {"a": 2, "b": "y"}]
DATA: dict[str, Any] = {"data": ROWS}
GROWING: dict[str, Any] = {"data": ROWS, "num_rows": "dynamic"}

Row = tuple[str, dict[str, Any], dict[str, Any]]

WITHOUT_A_KEY: list[Row] = [
    *(
        (command, L, change)
        for command in ("checkbox", "toggle")
        for change in ({"label": "M"}, {"value": True}, {"help": "h"}, {"width": 99})
    ),
    *(
        ("color_picker", L, change)
        for change in ({"label": "M"}, {"value": "#fff"}, {"help": "h"}, {"width": 99})
    ),
    ("feedback", {}, {"default": 1}),
    ("feedback", {}, {"width": 99}),
    *(
        ("pagination", PAGES, change)
        for change in ({"num_pages": 6}, {"default": 2}, {"max_visible_pages": 5}, {"width": 99})
    ),
    *(("file_uploader", FILES, change) for change in ({"label": "M"}, {"help": "h"}, {"width": 9})),
    *(
        ("camera_input", L, change)
        for change in ({"label": "M"}, {"help": "h"}, {"width": 9}, {"resolution": "480p"})
    ),
    *(
        ("audio_input", L, change)
        for change in ({"label": "M"}, {"help": "h"}, {"width": 9}, {"sample_rate": 8000})
    ),
    *(
        ("data_editor", DATA, change)
        for change in (
            {"data": [{"a": 1, "b": "x"}, {"a": 2, "b": "z"}]},
            {"width": 9},
            {"height": 99},
            {"use_container_width": True},
            {"hide_index": False},
            {"column_order": ["b", "a"]},
            {"column_config": {"a": "A"}},
            {"row_height": 30},
            {"placeholder": "-"},
            {"alt": "a table"},
        )
    ),
    ("data_editor", {**DATA, "disabled": ["a", "b"]}, {"disabled": ["b", "a"]}),
]
"""What counts only as long as there is no key."""

ALWAYS: list[Row] = [
    ("feedback", {}, {"options": "faces"}),
    ("file_uploader", FILES, {"type": ["csv"]}),
    ("file_uploader", FILES, {"accept_multiple_files": True}),
    ("file_uploader", FILES, {"max_upload_size": 5}),
    ("data_editor", DATA, {"data": ROWS[:1]}),
    ("data_editor", DATA, {"data": [{"b": "x", "a": 1}, {"b": "y", "a": 2}]}),
    ("data_editor", DATA, {"data": [{"a": 1.0, "b": "x"}, {"a": 2.0, "b": "y"}]}),
    ("data_editor", DATA, {"num_rows": "delete"}),
    ("data_editor", DATA, {"disabled": ["a"]}),
    ("data_editor", GROWING, {"data": [{"a": 1, "b": "x"}, {"a": 2, "b": "z"}]}),
    ("data_editor", GROWING, {"width": 9}),
    ("data_editor", GROWING, {"placeholder": "-"}),
]
"""What counts with a key as well."""

NEVER: list[Row] = [
    *(
        (command, L, change)
        for command in ("checkbox", "toggle")
        for change in (
            {"value": False, "help": None, "width": "content"},
            {"disabled": True, "label_visibility": "hidden", "wrap": True},
        )
    ),
    ("color_picker", L, {"value": None, "help": None, "width": "content"}),
    ("color_picker", L, {"disabled": True, "label_visibility": "hidden"}),
    ("feedback", {}, {"options": "thumbs", "default": None, "width": "content"}),
    ("feedback", {}, {"disabled": True}),
    ("pagination", PAGES, {"default": 1, "max_visible_pages": 7, "width": "content"}),
    ("pagination", PAGES, {"disabled": True}),
    ("file_uploader", FILES, {"accept_multiple_files": False, "help": None, "width": "stretch"}),
    ("file_uploader", FILES, {"disabled": True, "label_visibility": "hidden"}),
    ("camera_input", L, {"resolution": None, "help": None, "width": "stretch"}),
    ("camera_input", L, {"disabled": True, "label_visibility": "hidden"}),
    ("audio_input", L, {"sample_rate": 16000, "help": None, "width": "stretch"}),
    ("audio_input", L, {"disabled": True, "label_visibility": "hidden"}),
    ("data_editor", DATA, {"num_rows": "fixed", "width": "stretch", "height": "auto"}),
    ("data_editor", DATA, {"disabled": False, "hide_index": True}),
    ("data_editor", DATA, {"disabled": []}),
    ("data_editor", {**DATA, "column_order": ["a"]}, {"column_order": ("a",)}),
]
"""What never counts, and what stands for nothing given."""

WITH_A_KEY: list[Row] = [
    ("data_editor", DATA, {"disabled": True}),
    ("data_editor", DATA, {"data": {"a": [1, 2], "b": ["x", "y"]}}),
]
"""What counts only with a key."""


def stays(row: Row, key: str | None, version: str = "1.67") -> bool:
    """Tell whether it is the same widget once its arguments have changed."""
    command, before, after = row

    def script(st: Any) -> None:
        now = after if st.checkbox("Change") else {}
        getattr(st, command)(key=key, **{**before, **now})

    tab = FakeApp(script, streamlit=version).open()
    widget = tab.widgets[1]
    tab.widget("Change").set_value(True)
    try:
        _ = widget.value
    except LookupError:
        return False
    return True


@pytest.mark.parametrize("row", WITHOUT_A_KEY)
def test_a_key_stands_for_what_tells_widgets_apart(row: Row) -> None:
    assert not stays(row, None)
    assert stays(row, "k")


@pytest.mark.parametrize("row", ALWAYS)
def test_what_makes_it_another_widget_although_it_has_a_key(row: Row) -> None:
    assert not stays(row, None)
    assert not stays(row, "k")


@pytest.mark.parametrize("row", NEVER)
def test_what_leaves_it_the_same_widget(row: Row) -> None:
    assert stays(row, None)
    assert stays(row, "k")


@pytest.mark.parametrize("row", WITH_A_KEY)
def test_what_makes_it_another_widget_only_if_it_has_a_key(row: Row) -> None:
    assert stays(row, None)
    assert not stays(row, "k")


@pytest.mark.parametrize("row", WITHOUT_A_KEY + ALWAYS)
def test_before_1_50_a_key_stood_for_nothing(row: Row) -> None:
    assert not stays(row, "k", "1.45")
