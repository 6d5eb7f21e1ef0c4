"""An essay of any length in the address, and a button for a share link of it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path

import streamlit as st

import st_page_state
from st_page_state import PageState, StateVar, StoreUnavailableError
from st_page_state.actions import share, share_error
from st_page_state.store_port import Stored
from st_page_state.stores import SQLiteStore

FOLDER = Path(__file__).parent


class Store(SQLiteStore):
    """A store that is down while there is a file of that name."""

    def get(self, keys: Sequence[str]) -> dict[str, Stored]:
        self._look()
        return super().get(keys)

    def add(self, items: Mapping[str, bytes], ttl: timedelta | None) -> None:
        self._look()
        super().add(items, ttl)

    def _look(self) -> None:
        if (FOLDER / "down").exists():
            raise StoreUnavailableError("there is a file")


st_page_state.configure(store=Store(FOLDER / "state.db"), app="essays", secret="secret")


class Essay(PageState):
    body: str = StateVar(default="", url_key="body")
    stars: int = StateVar(default=0, url_key="stars")

    class Config:
        store_over = 1500


def write_next() -> None:
    Essay.body = chr(ord(Essay.body[:1] or "a") + 1) * 200_000


st.title("Essay")
st.text_area("Body", **Essay.bind("body"))
st.number_input("Stars", **Essay.bind("stars"))
if st.button("Share"):
    st.code(share(Essay.snapshot()))
st.button("Again")
st.button("Next", on_click=write_next)
body = Essay.body
st.text(f"{len(body)} {body[:1]} stars={Essay.stars} {[*Essay.url_errors()]} {share_error()}.")
