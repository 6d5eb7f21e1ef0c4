"""Several changes in one action: one update of the address."""

import streamlit as st

from st_page_state import PageState, StateVar, batch


class Route(PageState):
    start: str = StateVar(default="Oslo", url_key="from")
    end: str = StateVar(default="Lund", url_key="to")
    stops: list[str] = StateVar(default=[], url_key="via")


class Search(PageState):
    run: int = StateVar(default=0, url_key="run", hide_default=True)

    class Config:
        share_url_with = [Route]


def turn_round() -> None:
    with batch():  # all of it is one entry of the history
        Route.update(start=Route.end, end=Route.start)
        Route.stops = Route.stops[::-1]
        Search.run += 1


st.text_input("From", **Route.bind("start"))
st.text_input("To", **Route.bind("end"))
if st.button("Stop in Bergen"):
    Route.stops.append("Bergen")  # a change in place
st.button("Turn round", on_click=turn_round)
st.write(" → ".join([Route.start, *Route.stops, Route.end]))
