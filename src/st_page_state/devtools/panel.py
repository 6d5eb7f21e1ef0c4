"""The inspector's panel: a popover in a fragment of its own."""

from __future__ import annotations

from contextlib import nullcontext
from inspect import signature
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from st_page_state.devtools import as_test, html, looking, restoring, run_facts
from st_page_state.devtools.recorder import Recorder
from st_page_state.devtools.run_facts import KEY
from st_page_state.devtools.timeline import RECORD_KEY, Place, Timeline
from st_page_state.engine.memory import SessionMemory
from st_page_state.errors import ArgumentError, a
from st_page_state.ports import SESSION_KEY, Ports
from st_page_state.runtime import current_ports

_POPOVER: Any = st.popover
_PARTS = signature(_POPOVER).parameters
TELLS_OPEN = "on_change" in _PARTS
"""From Streamlit 1.55 on a popover tells whether it is open."""

PROBLEMS = f"{KEY}.problems"
"""The session key of what the last load has not loaded, and the names of what it has."""

_LOOK: dict[str, Any] = {"icon": ":material/search_insights:"} if "icon" in _PARTS else {}


def draw(place: Any = None) -> None:
    """Draw the button of the inspector, and note what began the run.

    Raises:
        ArgumentError: the place is no container.
    """
    if place is not None and not hasattr(place, "__enter__"):
        raise ArgumentError(
            f"inspector() takes a container such as st.sidebar, not {a(type(place).__name__)}."
        )
    ports = current_ports()
    recorder = _recorder(ports)
    recorder.enter(ports)
    recorder.look_at_changes(ports.session.get(SESSION_KEY))
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
    options = {"key": KEY, "on_change": "rerun"} if TELLS_OPEN else {}
    popover = _POPOVER("State", **_LOOK, **options)
    with popover:
        # A closed panel draws nothing, so that the app's own runs do not pay for it.
        if popover.open if TELLS_OPEN else st.toggle("Show the state", key=f"{KEY}.show"):
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
        _draw_load(memory, timeline)

    def show() -> None:
        memory: SessionMemory | None = ports.session.get(SESSION_KEY)
        query, params, script = ports.query, ports.query.read(), _script()
        places[0].html(html.of_classes(looking.classes(memory, timeline, script, params)))
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
        "After which action?", [*labels], format_func=labels.__getitem__, key=f"{KEY}.action",
        help=_RESTORING,
    )  # fmt: skip
    chosen = next((view for view in views if view.number == number), views[0])
    if button.button("Restore to here", key=f"{KEY}.restore", use_container_width=True):
        _go_on(timeline, restoring.restore(memory, timeline, chosen.number))
    st.caption("Link of here")
    st.code(f"{_base()}/{chosen.url.lstrip('/')}", language=None)


_RESTORING = (
    "Restore gives all fields the values that they had after this action, and the page the "
    "address that it had: one new action, and one entry of the browser's history, so that Back "
    "takes it back. If that was on another page, it goes there. Hooks are not called; a class "
    "with undo can undo it."
)


def _draw_load(memory: SessionMemory | None, timeline: Timeline) -> None:
    # A form's button can be clicked as soon as there is text; outside one, the text has to be
    # entered first.
    place = st.container()
    with st.form(f"{KEY}.form", border=False):
        text = st.text_area("Load JSON", key=f"{KEY}.json", placeholder='{"class": {"field": ...}}')
        pressed = st.form_submit_button("Load", **_submit_options())
    if pressed:
        try:
            loaded = restoring.load_json(memory, timeline, text or "", _script())
        except ArgumentError as error:
            loaded = restoring.Loaded((), (str(error),))
        st.session_state[PROBLEMS] = loaded.problems, loaded.names
        if loaded.names:
            _go_on(timeline, loaded.switch_to)
    problems, names = st.session_state.get(PROBLEMS, ((), ()))
    if problems:
        place.html(html.of_problems(problems, names))


def _submit_options() -> dict[str, Any]:
    return {"key": f"{KEY}.load"} if "key" in signature(st.form_submit_button).parameters else {}


def _go_on(timeline: Timeline, place: Place | None) -> None:
    """Run the script with what was put into the session, on another page if it is there."""
    if place is not None and not run_facts.switch(place.page, place.query):
        st.warning(
            f"This is of another page, {timeline.url(place) or '/'}: its values are restored, but "
            "this page could not be left. Open it from the app."
        )
        return
    st.rerun()


def _script() -> Path:
    context: Any = get_script_run_ctx(suppress_warning=True)
    return Path(getattr(context, "main_script_path", "app.py"))


def _base() -> str:
    """Return the app's address without page and query, as far as Streamlit tells."""
    url = str(getattr(getattr(st, "context", None), "url", None) or "")
    origin = url.split("?", 1)[0]
    parts = origin.split("/", 3)
    return "/".join(parts[:3]) if len(parts) >= 3 else ""
