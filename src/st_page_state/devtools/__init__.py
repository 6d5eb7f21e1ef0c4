"""Tools for whoever builds an app: see its state, step back, keep a session as a test.

Importing this module only makes sessions keep a record where the inspector is switched on.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from st_page_state import runtime, trace
from st_page_state.devtools.timeline import RECORD_KEY
from st_page_state.ports import SessionPort
from st_page_state.trace import Record

__all__ = ["inspector", "load_state"]

VARIABLE = "ST_PAGE_STATE_DEVTOOLS"
"""The environment variable that switches the inspector on."""

_YES = ("1", "true", "yes", "on")


def inspector(place: Any = None, enabled: bool | None = None) -> None:  # noqa: FBT001 - fixed
    """Draw a button that opens the state of this session: its fields, its address, its actions.

    It touches nothing: looking at a class neither publishes nor saves it. Its tabs:

    * State: every class with its fields: value, type, where the value came from, its param.
    * Address: the params by owner, the length, the landing URL, and which params have gone.
    * Timeline: the last 50 actions: what caused each, what it changed, what was rejected, and
      which params were purged or put back.
    * Copy and load: the session as a test, and the state as JSON, to copy and to load.

    "Restore to here" gives all fields the values that they had after an action, and the page the
    address that it had; if that was another page, it goes there. It is one new action with one
    entry of the browser's history, so Back takes it back; a class with ``Config.undo`` can undo
    it. Hooks are not called. Loading JSON does the same with the values that it names: a class of
    which a value does not fit is not loaded, and classes of other pages publish when they are
    touched there.

    The copied test belongs beside the app's file, named ``test_....py``; it needs the pytest
    plugin of ``st_page_state_fakes`` for its fixture ``fake_app``. Comments in it name what it
    could not repeat.

    Call it at the top of the app, in each run: what was done before its first call in a session
    is only known where it is switched on for the whole process. It is drawn once in a run, where
    it is called first; not in a form, which would hold its buttons back.

    It shows *all* values of this session, those of fields without a ``url_key`` included, as the
    app itself has them, to whoever sees the page. Hence it draws nothing unless the app calls
    ``configure(devtools=True)``, or the environment variable ``ST_PAGE_STATE_DEVTOOLS`` is ``1``
    (or ``true``, ``yes``, ``on``), or ``enabled`` is True. Values of secret types stay hidden, and
    what is entered as a password.

    Args:
        place: where to draw it, such as ``st.sidebar``; by default where it is called.
        enabled: whether to draw it, whatever is configured.

    Raises:
        ArgumentError: ``place`` is no container.

    Example::

        from st_page_state.devtools import inspector

        inspector(st.sidebar)
    """
    if is_on() if enabled is None else enabled:
        from st_page_state.devtools.panel import draw

        draw(place)


def load_state(tab: Any, state: Mapping[str, Any]) -> None:
    """Load a state in a tab of a test, as the inspector does; copied tests call it.

    The app has to call ``inspector()``; it is switched on meanwhile.

    Args:
        tab: the tab, of an app's own file.
        state: field -> value, by class, as in the inspector's JSON; with ``"url"`` also an
            address of the app.

    Raises:
        ArgumentError: not all of it could be loaded.

    Example::

        load_state(tab, {"board_state:Filters": {"text": "docs"}})
    """
    from st_page_state.devtools.replay import load

    load(tab, state)


def is_on() -> bool:
    """Return whether the inspector is switched on for the whole process."""
    if runtime.devtools is not None:
        return runtime.devtools
    return os.environ.get(VARIABLE, "").strip().lower() in _YES


def _record_of(session: SessionPort) -> Record | None:
    """Return the record of a session that begins: the one the inspector has begun, or a new one."""
    if runtime.is_overridden():
        return None
    begun: Record | None = session.get(RECORD_KEY)
    if begun is not None or not is_on():
        return begun
    from st_page_state.devtools.recorder import Recorder  # it imports streamlit

    return Recorder()


trace.recorder = _record_of
