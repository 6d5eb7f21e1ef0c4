"""The gallery's pages about tables, editors and blocks, on the installed Streamlit.

Run it with ``pytest examples/gallery``. The fixture comes with st_page_state.
"""

import pytest
import streamlit
from states import Blocks, Charts, Editors, Line, Tables

from st_page_state import link, params

VERSION = tuple(map(int, streamlit.__version__.split(".")[:2]))
LINES = [Line("tea", 2.5), Line("bus", 3.0, paid=True)]


@pytest.fixture
def app(fake_app):
    return fake_app("app.py")  # the file beside this test


def bound(tab, end):
    """Return the widget whose key has this in it."""
    return next(widget for widget in tab.widgets if end in (widget.key or ""))


def test_a_link_selects_rows_and_a_click_does(app):
    view = Tables(row=1, rows=[0, 2], city="Oslo", cities={"Lima"})
    tab = app.open(f"/tables{link(view)}")
    assert tab.state(Tables) == view
    if VERSION >= (1, 56):
        assert bound(tab, "city@rows").value["selection"]["rows"] == [1]
    tab.widget("Sort by").set_value("people")
    bound(tab, "city@rows").select(rows=[2])  # the last one now
    assert tab.state(Tables).city == "Lima"
    if VERSION >= (1, 65):
        tab.back()
        assert tab.state(Tables).city == "Oslo"
        assert bound(tab, "city@rows").value["selection"]["rows"] == [0]


def test_a_chart_tells_what_is_selected(app):
    tab = app.open("/tables")
    bound(tab, "altair@selection").select(points=[{"city": "Oslo"}])
    assert tab.state(Charts).altair == {"picked": [{"city": "Oslo"}]}
    bound(tab, "plotly@selection").select(points=[1])
    assert tab.state(Charts).plotly["point_indices"] == [1]
    assert tab.state(Charts).altair


# Streamlit's own, before 1.56.
@pytest.mark.filterwarnings("ignore:The behavior of DataFrame concatenation")
def test_editors_edit_their_fields(app):
    tab = app.open(f"/editors{link(Editors(lines=LINES))}")
    bound(tab, "lines@editor").edit_cell(0, "price", 4.0)
    bound(tab, "lines@editor").add_row({"item": "pen"})
    bound(tab, "lines@editor").delete_rows([1])
    assert tab.state(Editors).lines == [Line("tea", 4.0), Line("pen")]
    tab.button("Add tea").click()
    assert tab.state(Editors).lines[2] == Line("tea", 2.5)
    bound(tab, "frame@editor").edit_cell(1, "y", 9)
    assert list(tab.state(Editors).frame["y"]) == [3, 9]
    tab.button("Reset").click()
    assert tab.state(Editors).lines == []


def test_tabs_follow_a_link(app):
    tab = app.open("/blocks?tab=Table&expander=true")
    if VERSION < (1, 55):
        assert "from Streamlit 1.55 on" in tab.tree.info[0].value
        return
    assert tab.state(Blocks) == Blocks(tab="Table", expander=True)
    bound(tab, "Blocks.tab").set_value("Chart")
    assert tab.url == "/blocks?expander=true"
    assert params(tab.state(Blocks)) == {"expander": "true"}
    tab.visit("/blocks?tab=Map")
    assert tab.state(Blocks).tab == "Chart"
    assert "`tab` was left out" in tab.tree.warning[0].value
