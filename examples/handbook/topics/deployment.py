"""What an open page keeps when the server is replaced."""

import streamlit as st

from st_page_state import PageState, StateVar


class Report(PageState):
    topic: str = StateVar(default="Sales", url_key="topic")
    text: str = ""  # in no address, but in a bound widget
    saves: int = 0  # in no address and in no widget


def save() -> None:
    Report.saves += 1


st.selectbox(
    "Topic", **Report.bind("topic", options=["Sales", "Staff"])
)
st.text_area("Text", **Report.bind("text"))
st.button("Save", on_click=save)
st.write(
    f"{Report.topic}: {Report.text or 'nothing'} ({Report.saves} saves)"
)
