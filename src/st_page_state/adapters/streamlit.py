"""The ports of the script run in progress, over Streamlit's own session state and query params.

Only this folder imports streamlit. The ports use the script run context directly instead
of ``st.session_state`` and ``st.query_params``, which look up the context and record telemetry
at each use: reading a value would take three times as long. The contract tests have a row for
every detail of Streamlit that the ports rely on; ``private`` lists the names, and where a
Streamlit lacks one, ``public`` does without it.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import Any

from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from st_page_state.adapters.private import missing_parts, warn_of
from st_page_state.adapters.query import StreamlitQuery
from st_page_state.adapters.run_end import runner_of
from st_page_state.adapters.session import StreamlitSession
from st_page_state.errors import NoSessionError
from st_page_state.ports import Ports, Run, lock_of


class _Here(threading.local):
    """The last context used by this thread, and its ports."""

    last: tuple[Any, Ports | None] = (None, None)


_here = _Here()


def streamlit_ports() -> Ports:
    """Return the ports of the script run in progress.

    Raises:
        NoSessionError: no script run is in progress.
    """
    context = get_script_run_ctx(suppress_warning=True)
    last, ports = _here.last
    if ports is None or last is not context:
        if context is None:
            raise NoSessionError
        runner = runner_of(context).__class__
        ways = _ways.get(runner)
        if ways is None:
            ways = _ways[runner] = _ways_for(context)
        session, query = ways[0](context), ways[1](context)
        scope = Run(key=context, history=None)
        ports = Ports(session, query, scope, lock_of(getattr(context, "session_id", "")))
        _here.last = (context, ports)
    return ports


_ways: dict[type, tuple[type[StreamlitSession], type[StreamlitQuery]]] = {}
"""The ports' classes for the runs of each kind of runner: the names are checked only once."""


def _ways_for(context: Any) -> tuple[type[StreamlitSession], type[StreamlitQuery]]:
    """Return the classes above, or those that do without what this Streamlit lacks."""
    missing = missing_parts(context)
    if not missing:
        return StreamlitSession, StreamlitQuery
    from st_page_state.adapters.public import ports_without

    warn_of(missing)
    return ports_without(missing)


def served_run() -> threading.Thread | None:
    """Return the thread of the script run in progress; None outside of one and in tests.

    Under AppTest, and where ``FakeApp`` runs an app's own file, something else stands in for
    the server.
    """
    served = False
    with suppress(AttributeError):  # where the runtime has other names, no server is known
        served = runtime.exists() and issubclass(type(runtime.get_instance()), runtime.Runtime)
    running = get_script_run_ctx(suppress_warning=True) is not None
    return threading.current_thread() if served and running else None
