"""Buttons clicked faster than the script runs, and panels that run in parallel."""

from __future__ import annotations

import inspect
import json
import time
from collections import defaultdict
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from st_page_state import PageState, StateVar, batch

SLOW = 0.02  # seconds that a hook takes
PARALLEL = {"parallel": True} if "parallel" in inspect.signature(st.fragment).parameters else {}


class Clicks(PageState):
    """A field for each button that is clicked faster than the script runs."""

    a: int = StateVar(default=0, url_key="a")
    b: int = StateVar(default=0, url_key="b")
    c: int = StateVar(default=0, url_key="c")
    d: int = StateVar(default=0, url_key="d")

    class Config:
        share_url_with = ("Left", "Middle", "Right")

    @classmethod
    def on_change(cls, field: str, old: Any, new: Any, /) -> None:
        time.sleep(SLOW)
        st.session_state["changed"] = field


class Left(PageState):
    n: int = StateVar(default=0, url_key="left")

    class Config:
        share_url_with = ("Clicks", "Middle", "Right")


class Middle(PageState):
    n: int = StateVar(default=0, url_key="middle")

    class Config:
        share_url_with = ("Clicks", "Left", "Right")

    @classmethod
    def on_change(cls, field: str, old: Any, new: Any, /) -> None:
        time.sleep(SLOW)


class Right(PageState):
    n: int = StateVar(default=0, url_key="right")

    class Config:
        share_url_with = ("Clicks", "Left", "Middle")


@st.cache_resource
def assigned() -> dict[str, set[str]]:
    """Return the fields that callbacks have set, by session."""
    return defaultdict(set)


def set_field(name: str) -> None:
    with batch():
        setattr(Clicks, name, 1)
        assigned()[session].add(name)
        st.session_state["clicked"] = name
    st.session_state["clicked"] = name


@st.fragment(**PARALLEL)
def panel(cls: Any) -> None:
    cls.n += 1
    st.text(f"{cls.__name__}={cls.n}")


session = get_script_run_ctx().session_id  # type: ignore[union-attr]
st.text_input("Nonce", key="nonce")
for name in "abcd":
    st.button(name, on_click=set_field, args=(name,))
if st.button("Count"):
    for each in (Left, Middle, Right):
        panel(each)
elif st.button("Show"):
    told = {cls.__name__: cls.dump() for cls in (Clicks, Left, Middle, Right)}
    st.text(json.dumps(told | {"assigned": sorted(assigned()[session])}))
st.text(f"nonce={st.session_state.nonce}")
