"""bind_editor(): the rows of a data editor in an app's own file, on Streamlit itself."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from app_texts import VERSION, opened

from st_page_state_fakes.tab import Tab

APP = """
import dataclasses as dc, enum, datetime as dt
import pandas as pd
from typing import Any
from typing_extensions import TypedDict
from pydantic import BaseModel, Field
from st_page_state import PageState, StateVar
class Kind(enum.Enum):
    FOOD = "food"
    FARE = "fare"
@dc.dataclass
class Line:
    item: str
    price: float = 1.0
    kind: Kind = Kind.FOOD
class Model(BaseModel):
    item: str
    price: float = Field(default=1.0, alias="cost")
class Typed(TypedDict):
    item: str
    price: float
{fields}
def note(*words):
    X.told = [*X.told, f"{{words}} {{len(X.lines)}}"]
if st.checkbox("Hide"):
    st.stop()
wide = st.checkbox("Wide")
shown = st.data_editor(**X.bind_editor("lines", on_change=note, args=("edited",){more}),
    num_rows="dynamic", width=900 if wide else 300)
def double():
    X.lines = [*X.lines, *X.lines]
st.button("Double", on_click=double)
st.button("Reset", on_click=X.reset)
st.text(X.lines)
st.text({{name: e.reason for name, e in X.widget_errors().items()}})
st.text(X.told)
st.text(len(shown))
"""
FIELDS = """
class X(PageState):
    lines: list[{item}] = StateVar(default_factory=lambda: [{rows}], url_key="lines")
    told: list[str] = StateVar(default_factory=list)
"""
ROWS = {
    "dict[str, Any]": '{"item": "tea", "price": 2.5}, {"item": "bus", "price": 3.0}',
    "Line": 'Line("tea", 2.5), Line("bus", 3.0, Kind.FARE)',
    "Model": 'Model(item="tea", cost=2.5), Model(item="bus", cost=3.0)',
    "Typed": '{"item": "tea", "price": 2.5}, {"item": "bus", "price": 3.0}',
}


def app(item: str, rows: str | None = None, more: str = "") -> str:
    """Return an app with an editor of a list of items."""
    fields = FIELDS.format(item=item, rows=ROWS[item] if rows is None else rows)
    return APP.format(fields=fields, more=more)


def editor(tab: Tab) -> Any:
    """Return the handle of the editor."""
    return tab.widget(next(w.key for w in tab.widgets if "@editor" in (w.key or "")))


def prices(tab: Tab) -> list[float]:
    """Return the prices in the state."""
    return [float(found) for found in re.findall(r"price(?:'?: |=)([\d.]+)", tab.texts[0])]


class TestLists:
    @pytest.mark.parametrize("item", ROWS)
    def test_edited_added_and_deleted_rows_reach_the_field(self, item: str) -> None:
        tab = opened(app(item))
        key = editor(tab).key
        editor(tab).edit_cell(0, "price", 4.5)
        assert prices(tab) == [4.5, 3.0]
        editor(tab).add_row({"item": "pen", "price": 5.0})
        editor(tab).edit_cell(1, "price", 6.0)
        editor(tab).edit_cell(2, "price", 7.0)
        assert prices(tab) == [4.5, 6.0, 7.0]
        editor(tab).delete_rows([0])
        assert prices(tab) == [6.0, 7.0]
        tab.rerun()
        assert prices(tab) == [6.0, 7.0]
        assert tab.texts[1] == "{}"
        assert tab.texts[3] == "2"
        assert tab.texts[2].count("edited") == 5
        assert editor(tab).key == key
        link = tab.url
        tab.reload()
        assert prices(tab) == [6.0, 7.0]
        assert (tab.url, tab.texts[3]) == (link, "2")
        editor(tab).edit_cell(1, "price", 8.0)
        assert prices(tab) == [6.0, 8.0]

    @pytest.mark.parametrize("item", ROWS)
    def test_a_change_in_code_reaches_the_editor(self, item: str) -> None:
        tab = opened(app(item))
        editor(tab).edit_cell(0, "price", 4.5)
        tab.button("Double").click()
        assert (prices(tab), tab.texts[3]) == ([4.5, 3.0, 4.5, 3.0], "4")
        editor(tab).edit_cell(3, "price", 9.0)
        assert prices(tab) == [4.5, 3.0, 4.5, 9.0]
        tab.button("Reset").click()
        assert (prices(tab), tab.texts[3]) == ([2.5, 3.0], "2")
        editor(tab).delete_rows([0])
        tab.back()
        tab.rerun()
        if VERSION >= (1, 65):
            assert (prices(tab), tab.texts[3]) == ([2.5, 3.0], "2")

    def test_a_row_without_a_required_value_waits_until_it_is_whole(self) -> None:
        tab = opened(app("Line"))
        editor(tab).add_row({"price": 5.0})
        assert prices(tab) == [2.5, 3.0]
        assert "'lines'" in tab.texts[1]
        tab.rerun()
        assert tab.texts[3] == "3"
        editor(tab).edit_cell(2, "item", "pen")
        assert prices(tab) == [2.5, 3.0, 5.0]
        assert tab.texts[1] == "{}"
        assert "item='pen'" in tab.texts[0]

    def test_an_editor_drawn_anew_shows_the_field(self) -> None:
        tab = opened(app("Line"))
        editor(tab).edit_cell(0, "price", 4.5)
        tab.widget("Hide").set_value(True)
        tab.widget("Hide").set_value(False)
        assert (prices(tab), tab.texts[3]) == ([4.5, 3.0], "2")
        editor(tab).edit_cell(1, "price", 5.5)
        assert prices(tab) == [4.5, 5.5]

    def test_an_editor_that_streamlit_begins_anew_loses_nothing(self) -> None:
        tab = opened(app("Line"))
        editor(tab).edit_cell(0, "price", 4.5)
        editor(tab).add_row({"item": "pen", "price": 5.0})
        tab.widget("Wide").set_value(True)
        editor(tab).edit_cell(1, "price", 6.0)
        assert prices(tab) == [4.5, 6.0, 5.0]
        editor(tab).edit_cell(1, "price", 7.0)
        assert (prices(tab), tab.texts[3]) == ([4.5, 7.0, 5.0], "3")
        tab.widget("Wide").set_value(False)
        editor(tab).add_row({"item": "ink", "price": 8.0})
        assert (prices(tab), tab.texts[3]) == ([4.5, 7.0, 5.0, 8.0], "4")
        editor(tab).delete_rows([3])
        tab.rerun()
        assert (prices(tab), tab.texts[3]) == ([4.5, 7.0, 5.0], "3")

    @pytest.mark.parametrize(
        ("item", "more"),
        [
            ("Line", ""),
            ("Model", ""),
            ("Typed", ""),
            ("dict[str, Any]", ", columns=['item', 'price']"),
            ("dict[str, Any]", ", columns={'item': str, 'price': float}"),
        ],
    )
    def test_an_empty_list_has_columns(self, item: str, more: str) -> None:
        tab = opened(app(item, "", more))
        assert tab.texts[3] == "0"
        editor(tab).add_row({"item": "pen", "price": "5.5" if "[" in more else 5.5})
        assert prices(tab) == [5.5] or "'5.5'" in tab.texts[0]
        editor(tab).delete_rows([0])
        assert tab.texts[0] == "[]"
        tab.reload()
        assert (tab.texts[0], tab.texts[3]) == ("[]", "0")

    def test_an_empty_list_without_columns_is_an_error(self) -> None:
        with pytest.raises(TypeError, match=r"X\.bind_editor\('lines', ...\) has no rows"):
            opened(app("dict[str, Any]", ""))

    def test_a_list_that_was_emptied_keeps_its_columns(self) -> None:
        tab = opened(app("dict[str, Any]"))
        editor(tab).delete_rows([0, 1])
        tab.widget("Hide").set_value(True)
        tab.widget("Hide").set_value(False)
        editor(tab).add_row({"item": "pen"})
        assert tab.texts[0] == "[{'item': 'pen', 'price': None}]"
        editor(tab).delete_rows([0])
        tab.reload()
        editor(tab).add_row({"item": "pen"})
        assert tab.texts[0] == "[{'item': 'pen', 'price': None}]"

    def test_columns_that_are_not_shown_stay(self) -> None:
        tab = opened(app("Line", more=", columns=['price']"))
        editor(tab).edit_cell(1, "price", 4.0)
        assert "Line(item='bus', price=4.0, kind=<Kind.FARE: 'fare'>)" in tab.texts[0]


FRAME_FIELDS = """
def table():
    return pd.DataFrame({"item": ["tea", "bus"], "price": [2, 3], "n": [1.5, None],
        "day": [dt.date(2026, 1, 1)] * 2, "at": pd.to_datetime(["2026-01-01 10:00"] * 2)})
class X(PageState):
    lines: pd.DataFrame = StateVar(default_factory=table)
    told: list[str] = StateVar(default_factory=list)
"""
FRAME = (
    APP.format(fields=FRAME_FIELDS, more="")
    .replace("[*X.lines, *X.lines]", "pd.concat([X.lines] * 2, ignore_index=True)")
    .replace("st.text(X.lines)", "st.text(X.lines.to_dict('list'))\nst.text(X.lines.equals(shown))")
)


# Streamlit's own, before 1.56.
@pytest.mark.filterwarnings("ignore:The behavior of DataFrame concatenation")
class TestTables:
    def test_edits_reach_the_field_as_streamlit_applies_them(self) -> None:
        tab = opened(FRAME)
        editor(tab).edit_cell(0, "price", 7)
        editor(tab).edit_cell(1, "day", dt.date(2026, 5, 1))
        editor(tab).edit_cell(1, "at", dt.datetime(2026, 5, 1, 9))
        assert tab.texts[1] == "True"
        assert "'price': [7, 3]" in tab.texts[0]
        assert "datetime.date(2026, 5, 1)" in tab.texts[0]
        editor(tab).add_row({"item": "pen", "price": 5})
        editor(tab).delete_rows([0])
        assert "'item': ['bus', 'pen'], 'price': [3" in tab.texts[0]
        tab.button("Double").click()
        assert "'item': ['bus', 'pen', 'bus', 'pen']" in tab.texts[0]
        editor(tab).edit_cell(3, "item", "ink")
        assert "'item': ['bus', 'pen', 'bus', 'ink']" in tab.texts[0]
        tab.button("Reset").click()
        assert "'item': ['tea', 'bus']" in tab.texts[0]
        assert tab.texts[-1] == "2"
