"""The ports in use: the ones set with ``use_ports``, otherwise Streamlit's."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar

from st_page_state.ports import Ports, QueryPort, Run, SessionPort, lock_of

_override: ContextVar[Ports | None] = ContextVar("st_page_state_ports", default=None)


def current_ports() -> Ports:
    """Return the ports in use.

    Raises:
        NoSessionError: no ports are set and no Streamlit script run is in progress.
    """
    ports = _override.get()
    return _default() if ports is None else ports


def _import_default() -> Ports:
    """Import Streamlit's ports on first use; from then on they are called directly."""
    global _default  # noqa: PLW0603 - called at every read, where an import statement is slow
    from st_page_state.adapters.streamlit import streamlit_ports

    _default = streamlit_ports
    return streamlit_ports()


_default: Callable[[], Ports] = _import_default


@contextmanager
def use_ports(session: SessionPort, query: QueryPort) -> Generator[None, None, None]:
    """Keep all state in ``session`` and ``query`` inside the block, without Streamlit.

    Blocks nest; the innermost applies. A block applies to the thread or task that entered it.
    If ``query`` does not report runs, each block counts as one script run.

    Args:
        session: any mutable mapping, for example ``FakeSession()`` or ``{}``.
        query: a :class:`QueryPort`, for example ``FakeQuery("?status=active")``.

    Raises:
        TypeError: ``query`` is not a QueryPort, or ``session`` does not support assignment.

    Example::

        with use_ports(FakeSession(), FakeQuery("?status=active")):
            assert FilterState.status == "active"
    """
    if not isinstance(query, QueryPort):
        raise TypeError(
            f"use_ports() needs a QueryPort, got {type(query).__name__}: subclass "
            "st_page_state.QueryPort and implement read() and replace()."
        )
    if not hasattr(session, "__setitem__"):
        raise TypeError(
            f"use_ports() needs a mutable mapping for the session, got {type(session).__name__}."
        )
    token = _override.set(Ports(session, query, Run(key=object()), lock_of(id(session))))
    try:
        yield
    finally:
        _override.reset(token)
