"""A rating per film: one class, a state of its own for each key."""

import streamlit as st

from st_page_state import PageState, StateVar

FILMS = {1: "Metropolis", 2: "Nosferatu", 3: "Sunrise"}


class Rating(PageState):
    stars: int | None = StateVar(default=None, url_key="stars")
    why: str = StateVar(default="")

    class Config:
        hide_defaults = True


for number, film in FILMS.items():
    rating = Rating.of(number)
    st.markdown(f"**{film}**")
    st.feedback("stars", **rating.bind("stars"))
    if rating.stars is not None:
        st.text_input(f"Why, {film}?", **rating.bind("why"))
        st.button(
            "Discard", key=f"discard {number}", on_click=rating.forget
        )

st.caption(
    f"Rated: {sum(Rating.of(n).stars is not None for n in FILMS)}"
)
