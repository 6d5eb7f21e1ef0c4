"""bind_selection(): what users select in a chart, in an app's own file on Streamlit itself."""

from __future__ import annotations

from app_texts import FRAME, opened, since_1_45

from st_page_state_fakes import FakeApp
from st_page_state_fakes.tab import Tab

STATE = """
from typing import Any
from st_page_state import PageState, StateVar
class X(PageState):
    points: dict[str, Any] = StateVar(default_factory=dict, url_key="points")
    few: dict[str, list[dict[str, float]]] | None = StateVar(default=None)
    told: int = StateVar(default=0)
def more(by):
    X.told += by
"""
SHOW = """
st.button("Reset", on_click=X.reset)
st.text(X.points)
st.text(X.told)
st.text({name: error.reason for name, error in X.widget_errors().items()})
"""
BOUND = "**X.bind_selection('points', on_change=more, args=(2,)))\n"


def chart(tab: Tab):  # type: ignore[no-untyped-def]
    """Return the chart's handle."""
    return tab.widget(next(w.key for w in tab.widgets if "@selection" in (w.key or "")))


def test_a_plotly_chart() -> None:
    app = FakeApp(
        "import streamlit as st\n" + FRAME + STATE + "import plotly.graph_objects as go\n"
        "f = go.Figure(go.Scatter(x=d['a'], y=d['a']))\n"
        "st.plotly_chart(f, selection_mode='points', " + BOUND + SHOW
    )
    tab = app.open()
    chart(tab).select(points=[1])
    assert "'point_indices': [1]" in tab.texts[0]
    assert tab.texts[1:] == ["2", "{}"]
    assert "point_indices" in tab.url
    link = tab.url
    tab.button("Reset").click()
    assert tab.texts == ["{}", "0", "{}"]
    assert "'point_indices': [1]" in app.open(link).texts[0]
    chart(tab).select(points=[0])
    assert "'point_indices': [0]" in tab.texts[0]


def test_an_altair_chart() -> None:
    tab = opened(
        FRAME + STATE + "import altair as alt\n"
        "p = alt.selection_point(name='picked')\n"
        "c = alt.Chart(d).mark_point().encode(x='a', y='b').add_params(p)\n"
        "st.altair_chart(c, " + BOUND + SHOW
    )
    chart(tab).select(points=[{"a": 1}])
    assert tab.texts == ["{'picked': [{'a': 1}]}", "2", "{}"]
    tab.rerun()
    assert tab.texts == ["{'picked': [{'a': 1}]}", "2", "{}"]


@since_1_45
def test_a_pydeck_chart() -> None:
    tab = opened(
        FRAME + STATE + "import pydeck\n"
        "layer = pydeck.Layer('ScatterplotLayer', d, id='points')\n"
        "st.pydeck_chart(pydeck.Deck(layers=[layer]), " + BOUND + SHOW
    )
    chart(tab).select(indices={"points": [1]})
    assert tab.texts[0].endswith("'objects': {'points': [{'a': 2, 'b': 'y'}]}}")


def test_a_selection_that_does_not_fit_is_an_error_of_the_widget() -> None:
    tab = opened(
        FRAME + STATE + "import altair as alt\n"
        "p = alt.selection_point(name='picked')\n"
        "c = alt.Chart(d).mark_point().encode(x='a', y='b').add_params(p)\n"
        "st.altair_chart(c, **X.bind_selection('few', key='second'))" + SHOW
    )
    chart(tab).select(points=[{"b": "x"}])
    assert "expected a number" in tab.texts[2]
    chart(tab).select(points=[{"a": 1}])
    assert tab.texts[2] == "{}"
