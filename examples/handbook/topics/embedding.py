"""A view of this app for another site, as an iframe."""

from typing import Annotated, Literal

import streamlit as st
from pydantic import Field

from st_page_state import PageState, StateVar, link


class Chart(PageState):
    days: Annotated[int, Field(ge=1, le=30)] = StateVar(
        default=7, url_key="days"
    )
    kind: Literal["line", "bar"] = StateVar(
        default="line", url_key="kind"
    )


st.slider("Days", 1, 30, **Chart.bind("days"))
st.radio("Kind", **Chart.bind("kind", options=["line", "bar"]))
data = [day * 7 % 11 for day in range(Chart.days)]
draw = st.line_chart if Chart.kind == "line" else st.bar_chart
draw(data, height=160)

here = getattr(st.context, "url", None) or ""
url = link(Chart.snapshot(), base=f"{here}?embed=true")
st.code(f'<iframe src="{url}"></iframe>', language="html")
