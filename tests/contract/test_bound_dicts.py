"""A dict that is bound to a table's whole selection, or that follows a chart's, on Streamlit."""

from __future__ import annotations

import pytest
from app_texts import FRAME, VERSION, opened, since, since_1_45

from st_page_state_fakes import FakeApp
from st_page_state_fakes.tab import Tab

since_1_56 = since((1, 56))
STATE = """
from typing import Any
from st_page_state import PageState, StateVar
class X(PageState):
    sel: dict[str, Any] = StateVar(default_factory=dict, url_key="sel")
    told: list[str] = StateVar(default_factory=list)
    @classmethod
    def on_change(cls, field, old, new):
        if field == "sel":
            cls.told.append(str(new))
"""
SHOW = """
st.button("Reset", on_click=X.reset, args=("sel",))
st.button("Set", on_click=X.update, kwargs={"sel": {"selection": {"rows": [2]}}})
st.text(X.sel)
st.text(len(X.told))
st.text({**X.url_errors(), **X.widget_errors()})
"""
TABLE = (
    FRAME + STATE + "b = X.bind('sel')\n"
    "e = st.dataframe(d, selection_mode=['multi-row', 'multi-column'], key=b['key'],"
    " on_select=b['on_change'])" + SHOW + "st.text(e.selection.rows)\n"
)
WHOLE = "{'selection': {'rows': [0], 'columns': [], 'cells': []}}"


def handle(tab: Tab):  # type: ignore[no-untyped-def]
    """Return the handle of the one bound widget."""
    return tab.widget(next(w.key for w in tab.widgets if "X.sel" in (w.key or "")))


@since_1_56
class TestTables:
    def test_no_selection_is_an_empty_dict(self) -> None:
        tab = opened(TABLE)
        assert tab.texts == ["{}", "0", "{}", "[]"]
        tab.rerun()
        assert tab.texts == ["{}", "0", "{}", "[]"]
        assert tab.url == "?sel=%7B%7D"

    def test_a_selection_reaches_the_field_and_reset_the_table(self) -> None:
        app = FakeApp("import streamlit as st\n" + TABLE)
        tab = app.open()
        handle(tab).select(rows=[0])
        assert tab.texts == [WHOLE, "1", "{}", "[0]"]
        tab.rerun()
        assert tab.texts == [WHOLE, "1", "{}", "[0]"]
        link = tab.url
        tab.button("Reset").click()
        assert tab.texts == ["{}", "2", "{}", "[]"]
        tab.button("Set").click()
        assert tab.texts[0] == "{'selection': {'rows': [2]}}"
        assert tab.texts[3] == "[2]"
        tab.rerun()
        assert tab.texts[:2] == ["{'selection': {'rows': [2]}}", "3"]
        assert app.open(link).texts == [WHOLE, "0", "{}", "[0]"]

    @pytest.mark.parametrize(
        "link", ['{"selection":{"rows":[1]}}', '{"selection":{"rows":[1],"cells":null}}']
    )
    def test_a_partial_link_selects_and_stays_as_it_is(self, link: str) -> None:
        tab = opened(TABLE, f"?sel={link}")
        before = tab.texts
        assert before[1:] == ["0", "{}", "[1]"]
        tab.rerun()
        assert tab.texts == before
        handle(tab).select(rows=[0])
        assert tab.texts == [WHOLE, "1", "{}", "[0]"]

    @pytest.mark.parametrize(
        "link",
        [
            '{"selection":{"rows":[7]}}',
            '{"selection":{"rows":["x"],"columns":null,"cells":1}}',
            '{"selection":{}}',
            '{"selection":[1]}',
            '{"rows":[1]}',
            "{}",
        ],
    )
    def test_no_link_breaks_the_page(self, link: str) -> None:
        tab = opened(TABLE, f"?sel={link}")
        assert tab.texts[1:] == ["0", "{}", "[]"]
        tab.rerun()
        assert tab.texts[2:] == ["{}", "[]"]
        handle(tab).select(rows=[0])
        assert (tab.texts[0], tab.texts[2:]) == (WHOLE, ["{}", "[0]"])

    def test_columns_reach_the_field_too(self) -> None:
        tab = opened(TABLE)
        handle(tab).select(columns=["b"])
        assert "'columns': ['b']" in tab.texts[0]


CHARTS = {
    "plotly": "import plotly.graph_objects as go\n"
    "f = go.Figure(go.Scatter(x=d['a'], y=d['a']))\nst.plotly_chart(f, ",
    "altair": "import altair as alt\n"
    "c = alt.Chart(d).mark_point().encode(x='a').add_params(alt.selection_point(name='picked'))\n"
    "st.altair_chart(c, ",
    "vega_lite": "s = {'mark': 'point', 'params': [{'name': 'picked', 'select': 'point'}],\n"
    "    'encoding': {'x': {'field': 'a', 'type': 'quantitative'}}}\n"
    "st.vega_lite_chart(d, s, ",
    "dataframe": "st.dataframe(d, selection_mode='multi-row', ",
    "pydeck": "import pydeck\n"
    "y = pydeck.Layer('ScatterplotLayer', d, id='points')\n"
    "st.pydeck_chart(pydeck.Deck(layers=[y]), ",
}
LINKS = {
    "": "{}",
    '?sel={"points":[1]}': "{'points': [1]}",
    '?sel={"rows":null}': "{'rows': None}",
    "?sel=[1]": "{}",
}


@pytest.mark.parametrize(
    "chart",
    [pytest.param(c, marks=since_1_45) if c == "pydeck" else c for c in CHARTS],
)
@pytest.mark.parametrize("link", LINKS)
def test_no_link_breaks_a_chart(chart: str, link: str) -> None:
    tab = opened(FRAME + STATE + CHARTS[chart] + "**X.bind_selection('sel'))" + SHOW, link)
    before = tab.texts
    tab.rerun()
    assert tab.texts == before
    assert before[0] == LINKS[link]
    tab.button("Reset").click()
    assert tab.texts[0] == "{}"


def test_a_dict_follows_the_selection_in_a_table() -> None:
    app = FakeApp(
        "import streamlit as st\n"
        + FRAME + STATE + CHARTS["dataframe"] + "**X.bind_selection('sel'))" + SHOW
    )  # fmt: skip
    tab = app.open()
    handle(tab).select(rows=[2])
    assert "'rows': [2]" in tab.texts[0]
    assert "'rows': [2]" in app.open(tab.url).texts[0]
    if VERSION < (1, 56):
        tab.rerun()
        assert "'rows': [2]" in tab.texts[0]
