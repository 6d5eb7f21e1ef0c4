"""The inspector's panel: a popover in a fragment of its own."""

from __future__ import annotations

from contextlib import nullcontext
from inspect import signature
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from st_page_state.devtools import as_test, html, looking, restoring
from st_page_state.devtools.recorder import Recorder
from st_page_state.devtools.run_facts import KEY
from st_page_state.devtools.timeline import RECORD_KEY, Timeline
from st_page_state.engine.memory import SessionMemory
from st_page_state.errors import ArgumentError
from st_page_state.ports import SESSION_KEY, Ports
from st_page_state.runtime import current_ports

_POPOVER: Any = st.popover
_PARTS = signature(_POPOVER).parameters
_TELLS_OPEN = "on_change" in _PARTS
"""From Streamlit 1.55 on a popover tells whether it is open."""

_LOOK: dict[str, Any] = {"icon": ":material/search_insights:"} if "icon" in _PARTS else {}


def draw(place: Any = None) -> None:
    """Draw the button of the inspector, and note what began the run.

    Raises:
        ArgumentError: the place is no container.
    """
    if place is not None and not hasattr(place, "__enter__"):
        raise ArgumentError(
            f"inspector() takes a container such as st.sidebar, not a {type(place).__name__}."
        )
    ports = current_ports()
    recorder = _recorder(ports)
    recorder.enter(ports)
    if not recorder.is_first_drawing(ports):
        return
    with nullcontext() if place is None else place:
        _panel(recorder)


def _recorder(ports: Ports) -> Recorder:
    """Return the session's record; begin it if there is none."""
    session = ports.session
    with ports.query.uninterrupted(), ports.lock:
        memory: SessionMemory | None = session.get(SESSION_KEY)
        known: Any = session.get(RECORD_KEY) if memory is None else memory.record
        recorder: Recorder = known or Recorder()
        if memory is None:
            session[RECORD_KEY] = recorder  # the first touch takes it over
        else:
            memory.record = recorder
    return recorder


@st.fragment
def _panel(recorder: Recorder) -> None:
    options = {"key": KEY, "on_change": "rerun"} if _TELLS_OPEN else {}
    popover = _POPOVER("State", **_LOOK, **options)
    with popover:
        # A closed panel draws nothing, so that the app's own runs do not pay for it.
        if popover.open if _TELLS_OPEN else st.toggle("Show the state", key=f"{KEY}.show"):
            _draw_inside(recorder)


def _draw_inside(recorder: Recorder) -> None:
    ports, timeline = current_ports(), recorder.timeline
    memory: SessionMemory | None = ports.session.get(SESSION_KEY)
    state, address, actions, tools = st.tabs(["State", "Address", "Timeline", "Copy and load"])
    with actions:
        _draw_choice(memory, timeline)
    places = [part.empty() for part in (state, address, actions)]
    tools.caption("This session as a test")
    places.append(tools.empty())
    tools.caption("The state as JSON")
    places.append(tools.empty())
    with tools:
        _draw_download(memory, timeline)
        _draw_load(memory)

    def show() -> None:
        memory: SessionMemory | None = ports.session.get(SESSION_KEY)
        query, params, script = ports.query, ports.query.read(), _script()
        places[0].html(html.of_classes(looking.classes(memory, timeline, script)))
        view = looking.address(memory, timeline, params, query.protected())
        places[1].html(html.of_address(view))
        places[2].html(html.of_actions(looking.actions(memory, timeline)))
        _draw_text(places[3], as_test.written(memory, timeline, script), "python")
        _draw_text(places[4], restoring.as_json(memory, timeline.secrets), "json")

    show()
    # The rest of the run may change the state that is shown here at its top.
    ports.query.at_end_of_run(KEY, show)


_MOST_SHOWN = 100_000
"""A browser takes long to draw more characters."""


def _draw_text(place: Any, text: str, language: str) -> None:
    if len(text) > _MOST_SHOWN:
        place.caption(f"It is too long to be shown: {len(text):,} characters.")
    else:
        place.code(text, language=language)


def _draw_download(memory: SessionMemory | None, timeline: Timeline) -> None:
    text = restoring.as_json(memory, timeline.secrets)
    if len(text) > _MOST_SHOWN:
        data = text.encode("utf-8", "replace")
        st.download_button("Download the JSON", data, "state.json", key=f"{KEY}.download")


def _draw_choice(memory: SessionMemory | None, timeline: Timeline) -> None:
    views = looking.actions(memory, timeline)
    if not views or memory is None:
        return
    choice, button = st.columns([3, 1], vertical_alignment="bottom")
    labels = {view.number: f"#{view.number} {view.cause}" for view in views}
    number = choice.selectbox(
        "After which action?", [*labels], format_func=labels.__getitem__, key=f"{KEY}.action"
    )
    chosen = next((view for view in views if view.number == number), views[0])
    if button.button("Restore to here", key=f"{KEY}.restore", use_container_width=True):
        restoring.restore(memory, timeline, chosen.number)
        st.rerun()
    st.caption("Link of here")
    st.code(f"{_base()}/{chosen.url.lstrip('/')}", language=None)


def _draw_load(memory: SessionMemory | None) -> None:
    text = st.text_area("Load JSON", key=f"{KEY}.json", placeholder='{"class": {"field": ...}}')
    if st.button("Load", key=f"{KEY}.load", disabled=not text):
        try:
            problems = restoring.load_json(memory, text)
        except ArgumentError as error:
            problems = [str(error)]
        if not problems:
            st.rerun()
        st.html(html.of_problems(problems))


def _script() -> Path:
    context: Any = get_script_run_ctx(suppress_warning=True)
    return Path(getattr(context, "main_script_path", "app.py"))


def _base() -> str:
    """Return the app's address without page and query, as far as Streamlit tells."""
    url = str(getattr(getattr(st, "context", None), "url", None) or "")
    origin = url.split("?", 1)[0]
    parts = origin.split("/", 3)
    return "/".join(parts[:3]) if len(parts) >= 3 else ""
