"""bind_editor(): what an editor does not show of a row stays, on Streamlit itself."""

from __future__ import annotations

from typing import Any

import pytest
from app_texts import opened

from st_page_state_fakes.tab import Tab

APP = """
import dataclasses as dc, datetime as dt, zoneinfo
from pydantic import BaseModel, ConfigDict, PrivateAttr
from st_page_state import PageState, StateVar
class Open(BaseModel):
    model_config = ConfigDict(extra="allow")
    item: str = "a"
class Private(BaseModel):
    item: str = "a"
    _id: int = PrivateAttr(default=0)
@dc.dataclass
class Stamped:
    item: str = "a"
    stamp: int = dc.field(default=0, init=False)
@dc.dataclass
class Timed:
    item: str = "a"
    at: dt.datetime = dt.datetime(2026, 1, 1, 12, tzinfo=zoneinfo.ZoneInfo("Europe/Oslo"))
def extra():
    return [Open(item="x", hidden=5), Open(item="y", hidden=6)]
def private():
    rows = [Private(item="x"), Private(item="y")]
    rows[0]._id, rows[1]._id = 5, 6
    return rows
def stamped():
    rows = [Stamped("x"), Stamped("y")]
    rows[0].stamp, rows[1].stamp = 5, 6
    return rows
class X(PageState):
    lines: ANNOTATION = StateVar(default_factory=lambda: ROWS)
with st.form("f") if FORM else st.container():
    st.data_editor(**X.bind_editor("lines", form=FORM))
    if FORM:
        st.form_submit_button("Send")
st.text([row if type(row) is dict else row.item for row in X.lines])
st.text([getattr(r, "_id", getattr(r, "stamp", getattr(r, "hidden", 0))) for r in X.lines])
st.text([repr(getattr(row, "at", None)) for row in X.lines])
st.text(X.widget_errors())
"""


def app(annotation: str, rows: str, *, form: bool = False) -> Tab:
    """Open an app with an editor of a list."""
    source = APP.replace("ANNOTATION", annotation).replace("ROWS", rows)
    return opened(source.replace("FORM", str(form)))


def editor(tab: Tab) -> Any:
    """Return the handle of the editor."""
    return tab.widget(next(w.key for w in tab.widgets if "@editor" in (w.key or "")))


@pytest.mark.parametrize("form", [False, True])
@pytest.mark.parametrize(
    ("annotation", "rows"),
    [("list[Open]", "extra()"), ("list[Private]", "private()"), ("list[Stamped]", "stamped()")],
)
def test_what_no_cell_shows_stays(annotation: str, rows: str, form: bool) -> None:
    tab = app(annotation, rows, form=form)
    editor(tab).edit_cell(0, "item", "new")
    if form:
        tab.button("Send").click()
    for _ in range(2):
        assert tab.texts == ["['new', 'y']", "[5, 6]", "['None', 'None']", "{}"]
        tab.rerun()


def test_keys_that_are_no_texts_stay() -> None:
    tab = app("list[dict]", "[{1: 'a', 'item': 'b'}]")
    editor(tab).edit_cell(0, "item", "new")
    editor(tab).edit_cell(0, "1", "c")
    assert tab.texts[0] == "[{1: 'c', 'item': 'new'}]"


def test_a_time_keeps_its_zone() -> None:
    tab = app("list[Timed]", "[Timed(), Timed()]")
    key = editor(tab).key
    (table,) = (w for w in tab._browser.widgets.values() if w.spec.key == key)
    tab.edit(table, '{"edited_rows": {"0": {"at": "2026-07-01T10:00:00.000Z"}}}')
    assert "datetime(2026, 7, 1, 12, 0, tzinfo" in tab.texts[2]
