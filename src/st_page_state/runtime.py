"""The ports in use, set with ``use_ports`` or Streamlit's, and the process's configuration."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterator, MutableMapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol, cast

from st_page_state.errors import ArgumentError
from st_page_state.freezing import freeze_after
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


class Items(Protocol):
    """What a session needs at least, such as the one of Streamlit's AppTest."""

    def __getitem__(self, key: str, /) -> Any: ...
    def __setitem__(self, key: str, value: Any, /) -> None: ...
    def __delitem__(self, key: str, /) -> None: ...


class _ItemsSession(MutableMapping[str, Any]):
    """A session of which only the items can be used."""

    __slots__ = ("_items",)

    def __init__(self, items: Items) -> None:
        self._items = items

    def __getitem__(self, key: str) -> Any:
        return self._items[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self._items[key] = value

    def __delitem__(self, key: str) -> None:
        del self._items[key]

    def __iter__(self) -> Iterator[str]:
        raise NotImplementedError

    def __len__(self) -> int:
        raise NotImplementedError


@contextmanager
def use_ports(session: SessionPort | Items, query: QueryPort) -> Generator[None, None, None]:
    """Keep all state in ``session`` and ``query`` inside the block, without Streamlit.

    Blocks nest; the innermost applies. A block applies to the thread or task that entered it.
    If ``query`` does not report runs, each block counts as one script run.

    Args:
        session: any mutable mapping, for example ``FakeSession()`` or ``{}``, or an object with
            items such as ``at.session_state`` of Streamlit's AppTest.
        query: a :class:`QueryPort`, for example ``FakeQuery("?status=active")``.

    Raises:
        ArgumentError: ``query`` is not a QueryPort, or ``session`` does not support assignment.

    Example::

        with use_ports(FakeSession(), FakeQuery("?status=active")):
            assert FilterState.status == "active"
    """
    if not isinstance(query, QueryPort):
        raise ArgumentError(
            f"use_ports() needs a QueryPort, got {type(query).__name__}: subclass "
            "st_page_state.QueryPort and implement read() and replace()."
        )
    if not hasattr(session, "__setitem__"):
        raise ArgumentError(
            f"use_ports() needs a mutable mapping for the session, got {type(session).__name__}."
        )
    whole = session if hasattr(type(session), "get") else _ItemsSession(session)
    scope, lock = Run(key=object()), lock_of(id(session))
    token = _override.set(Ports(cast("SessionPort", whole), query, scope, lock))
    try:
        yield
    finally:
        _override.reset(token)


def configure(*, freeze: bool = False) -> None:
    """Configure the library for the whole server process, at the top of the app.

    Call it in the app's script or in a module that the script imports. Streamlit executes the
    script in each run, so it is called again each time; that takes microseconds and changes
    nothing. What an earlier call has asked for stays in force.

    Args:
        freeze: shorten Streamlit's garbage collection, which goes over all objects of the
            process after each run and takes most of the processor time of a small page's edit.
            Once the first run has ended, in whatever way, the process collects a last time over
            everything and then calls :func:`gc.freeze`: the objects that exist at that moment,
            most of them the modules that the app has imported, are left out of all later
            collections. They are still freed when the last reference to them goes, but those
            in a reference cycle stay until the process ends: the variables of that run's
            script, for instance, and what the sessions open at that moment hold. Memory does
            not grow with later runs and sessions. What they import is not frozen.

    Outside of a script run, with ``use_ports()``, on ``FakeApp`` and under Streamlit's AppTest
    nothing is frozen: only a server's process is the app's own.

    Example::

        import st_page_state

        st_page_state.configure(freeze=True)
    """
    if not freeze or _override.get() is not None or "streamlit" not in sys.modules:
        return
    from st_page_state.adapters.streamlit import served_run

    run = served_run()
    if run is not None:
        freeze_after(run)
