"""Uses of undo and redo that every checker accepts."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_type

import streamlit as st

from st_page_state import PageState, StateVar


class Letter(PageState):
    subject: str = StateVar(default="")

    class Config:
        undo = 50


undo: Callable[..., None] = Letter.undo  # what st.button(on_click=...) takes
redo: Callable[..., None] = Letter.redo
assert_type(Letter.can_undo(), bool)
assert_type(Letter.can_redo(), bool)
of_key: Callable[..., None] = Letter.of("22").undo
st.button("Undo", on_click=Letter.undo, disabled=not Letter.can_undo())
st.button("Redo", on_click=Letter.of(22).redo, disabled=not Letter.of(22).can_redo())

st.button("Take over", on_click=Letter.take_over)
took_over: bool = Letter.take_over()
