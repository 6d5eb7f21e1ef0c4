"""An agenda of one's own; a colleague looks at it by a link."""

import streamlit as st

from st_page_state import PageState, StateVar, batch, share, share_error
from st_page_state import StoreUnavailableError as Unavailable


class Agenda(PageState):
    TALKS = ["Caching", "Charts", "Links", "Testing"]
    talks: list[str] = []

    class Config:
        persist = "browser"  # mine; or "user", after a login


class Shown(PageState):
    talks: list[str] | None = StateVar(default=None, url_key="talks")


def take_over() -> None:
    with batch():  # both classes, one entry of the history
        Agenda.talks = Shown.talks or []
        Shown.reset()


if error := share_error():
    st.warning(f"This link cannot be opened: {error}.")
if Shown.talks is not None:
    st.text(f"A colleague's agenda: {', '.join(Shown.talks)}")
    st.button("Make it mine", on_click=take_over)
    st.button("Back to mine", on_click=Shown.reset)
else:
    st.multiselect(
        "Talks", **Agenda.bind("talks", options=Agenda.TALKS)
    )
    if st.button("Share"):
        here = st.context.url or ""
        try:
            st.code(share(Shown(talks=Agenda.talks), base=here), None)
        except Unavailable:
            st.error("No link can be made now. Try again later.")
