"""Shows the reasons of bad links in every way that interprets Markdown, and as text."""

from datetime import date
from typing import Annotated

import streamlit as st
from pydantic import AfterValidator

from st_page_state import PageState, StateVar


def known(text: str) -> str:
    if text:
        raise ValueError(text)
    return text


Told = Annotated[str, AfterValidator(known)]


class Visit(PageState):
    first: Told = StateVar(default="", url_key="first")
    second: Told = StateVar(default="", url_key="second")
    third: Told = StateVar(default="", url_key="third")
    fourth: Told = StateVar(default="", url_key="fourth")
    day: date = StateVar(default=date(2026, 1, 1), url_key="day")
    places: dict[str, int] = StateVar(default={}, url_key="places")


for field, error in Visit.url_errors().items():
    for show in (st.warning, st.error, st.info, st.markdown, st.caption, st.write):
        show(error.reason)
        show(f"The link's {field} was ignored: {error.reason}")
        show(str(error))
st.text("shown")
