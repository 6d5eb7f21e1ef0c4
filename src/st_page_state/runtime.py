"""What is in force: the ports, set by ``use_ports`` or Streamlit's, and where values are saved."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterator, MutableMapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Protocol, cast

from st_page_state.errors import ArgumentError, NoSessionError
from st_page_state.keywords import suggesting
from st_page_state.persistence import Persistence
from st_page_state.ports import Ports, QueryPort, Run, SessionPort, lock_of
from st_page_state.store_port import StorePort

_override: ContextVar[Ports | None] = ContextVar("st_page_state_ports", default=None)
_saving: ContextVar[Persistence | None] = ContextVar("st_page_state_saving", default=None)
_of_the_process: Callable[[], Persistence | None]
"""Set as soon as the package is imported."""

is_configured = False
"""The app has named its store."""

share_param = "share"
"""The param of share links; an app may configure another."""

devtools: bool | None = None
"""Whether the inspector is drawn, as the app has configured; None if it has not."""


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


_TESTS = "a secret for tests"
"""No secret is read from a store that a test gives: that would be among its calls."""

_default: Callable[[], Ports] = _import_default


def is_overridden() -> bool:
    """Return whether other ports than Streamlit's are in use."""
    return _override.get() is not None


def saving() -> Persistence | None:
    """Return what a test saves values with; None if there is none."""
    return _saving.get()


def persistence() -> Persistence | None:
    """Return where values are saved, and for whom; None if nowhere."""
    told = _saving.get()
    return _of_the_process() if told is None and _override.get() is None else told


def persistence_of_links() -> Persistence | None:
    """Return the store of links, which need no session; None if none is in force.

    Outside of a script run the default file may be anywhere: there the app has to name its store.
    """
    if _saving.get() is None and _override.get() is None and not (is_configured or _in_a_run()):
        return None
    return persistence()


def _in_a_run() -> bool:
    if "streamlit" not in sys.modules:
        return False
    try:
        _default()
    except NoSessionError:
        return False
    return True


@contextmanager
def saving_with(what: Persistence | None) -> Generator[None, None, None]:
    """Save values with ``what`` inside the block, on any ports."""
    token = _saving.set(what)
    try:
        yield
    finally:
        _saving.reset(token)


def save_with(of_the_process: Callable[[], Persistence]) -> None:
    """Save values, where no other ports are in use, with what the function returns."""
    global _of_the_process  # noqa: PLW0603 - the process's own
    _of_the_process = of_the_process


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


@suggesting
@contextmanager
def use_ports(
    session: SessionPort | Items,
    query: QueryPort,
    *,
    store: StorePort | None = None,
    identity: str | Callable[[], str | None] | None = "somebody",
) -> Generator[None, None, None]:
    """Keep all state in ``session`` and ``query`` inside the block, without Streamlit.

    Blocks nest; the innermost applies. A block applies to the thread or task that entered it.
    If ``query`` does not report runs, each block counts as one script run.

    Args:
        session: any mutable mapping, for example ``FakeSession()`` or ``{}``, or an object with
            items such as ``at.session_state`` of Streamlit's AppTest.
        query: a :class:`QueryPort`, for example ``FakeQuery("?status=active")``.
        store: where the values of classes with ``Config.persist`` are saved, for example
            ``FakeStore()``; without one they are not.
        identity: whose they are: a text, or a function that returns one; None is nobody.

    Raises:
        ArgumentError: ``query`` is not a QueryPort, ``session`` does not support assignment, or
            ``store`` is not a StorePort.

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
    if store is not None and not isinstance(store, StorePort):
        raise ArgumentError(
            f"use_ports() needs a StorePort for the store, got {type(store).__name__}."
        )
    whole = session if hasattr(type(session), "get") else _ItemsSession(session)
    scope, lock = Run(key=object()), lock_of(id(session))
    token = _override.set(Ports(cast("SessionPort", whole), query, scope, lock))
    whose = identity if callable(identity) else lambda: identity
    saving = (
        None
        if store is None
        else Persistence(store, "", (_TESTS,), lambda source: whose() if source == "user" else None)
    )
    try:
        with saving_with(saving):
            yield
    finally:
        _override.reset(token)
