"""Tools for whoever builds an app: see its state, step back, keep a session as a test.

Importing this module only makes sessions keep a record where the inspector is switched on.
"""

from __future__ import annotations

import os
from typing import Any

from st_page_state import runtime, trace
from st_page_state.devtools.timeline import RECORD_KEY
from st_page_state.ports import SessionPort
from st_page_state.trace import Record

__all__ = ["inspector"]

VARIABLE = "ST_PAGE_STATE_DEVTOOLS"
"""The environment variable that switches the inspector on."""


def inspector(place: Any = None, enabled: bool | None = None) -> None:  # noqa: FBT001 - fixed
    """Draw a button that opens the state of this session: its fields, its address, its actions.

    It touches nothing: looking at a class neither publishes nor saves it. It also restores the
    state as it was after any of the last 50 actions, and writes the session as a test.

    Call it at the top of the app, in each run: what was done before its first call in a session
    is only known where it is switched on for the whole process. It is drawn once in a run, where
    it is called first; not in a form, which would hold its buttons back.

    It shows *all* values of this session, those of fields without a ``url_key`` included, as the
    app itself has them, to whoever sees the page. Hence it draws nothing unless the app calls
    ``configure(devtools=True)``, or the environment variable ``ST_PAGE_STATE_DEVTOOLS`` is ``1``,
    or ``enabled`` is True. Values of secret types stay hidden, and what is entered as a password.

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


def is_on() -> bool:
    """Return whether the inspector is switched on for the whole process."""
    if runtime.devtools is not None:
        return runtime.devtools
    return os.environ.get(VARIABLE) == "1"


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
