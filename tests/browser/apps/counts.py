"""Two counters and a note, for tests of slow lines and of many visitors.

Its folder, the first argument, gets a line for each run. Runs wait while it contains a file
named ``hold``.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from pathlib import Path

import streamlit as st
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import get_script_run_ctx

from st_page_state import PageState, StateVar
from st_page_state.engine.class_state import ClassState
from st_page_state.engine.memory import SessionMemory
from st_page_state.ports import SESSION_KEY

FOLDER = Path(sys.argv[1])
PATIENCE = 20  # seconds


def note_down(name: str, text: str = "") -> None:
    """Add a line about this session to a file of the folder."""
    context = get_script_run_ctx()
    assert context is not None
    with (FOLDER / name).open("a") as file:
        file.write(f"{context.session_id} {text}\n")


class Left(PageState):
    """One counter, and a note."""

    left: int = StateVar(default=0, url_key="left")
    note: str = StateVar(default="", url_key="note")

    class Config:
        share_url_with = ("Right",)

    @classmethod
    def on_init(cls) -> None:
        note_down("inits", "Left")


class Right(PageState):
    """The other counter."""

    right: int = StateVar(default=0, url_key="right")

    class Config:
        share_url_with = ("Left",)

    @classmethod
    def on_init(cls) -> None:
        note_down("inits", "Right")


def more_left() -> None:
    Left.left += 1


def more_right() -> None:
    Right.right += 1


def show_memory() -> None:
    """Show the number of sessions with state, and of the library's objects."""
    gc.collect()
    objects = gc.get_objects()
    kept = [o for o in objects if type(o) is AppSession and SESSION_KEY in o.session_state]
    ours = [type(o).__name__ for o in objects if type(o) in (SessionMemory, ClassState)]
    counts = {name: ours.count(name) for name in ("SessionMemory", "ClassState")}
    st.text(json.dumps({"sessions": len(kept), **counts}))


if "memory" in st.query_params:
    show_memory()
    st.stop()
st.title("Counts")
if st.session_state.pop("again", False):
    more_left()
    st.rerun()
st.button("More left", on_click=more_left)
st.button("Add left and rerun", on_click=lambda: st.session_state.update(again=True))
st.button("More right", on_click=more_right)
st.text_input("Note", **Left.bind("note"))
note_down("runs", f"{Left.left} {Right.right} {Left.note}")
deadline = time.monotonic() + PATIENCE
while (FOLDER / "hold").exists() and time.monotonic() < deadline:
    time.sleep(0.01)
st.text(f"left={Left.left} right={Right.right} note={Left.note}")
