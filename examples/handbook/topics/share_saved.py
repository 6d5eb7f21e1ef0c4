"""An agenda of one's own; a colleague looks at it by a link."""

import streamlit as st

from st_page_state import PageState, StateVar, batch, share, share_error

TALKS = ["Caching", "Charts", "Links", "Testing"]


class Agenda(PageState):
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
    st.multiselect("Talks", **Agenda.bind("talks", options=TALKS))
    if st.button("Share"):
        mine = Shown(talks=Agenda.talks)
        st.code(share(mine, base=st.context.url or ""), language=None)
