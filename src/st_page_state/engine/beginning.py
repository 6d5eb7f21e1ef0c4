"""How a transaction begins: what it reads of the session and the URL, and asks the store for."""

from __future__ import annotations

from collections.abc import Mapping

from st_page_state import runtime, stored_values, trace
from st_page_state.engine import share_links
from st_page_state.engine.address import Address
from st_page_state.engine.address_read import UNKNOWN, UNREAD
from st_page_state.engine.memory import SessionMemory
from st_page_state.errors import StoreUnavailableError
from st_page_state.ports import SESSION_KEY, Params, Ports, SessionPort, WidgetSession
from st_page_state.stored_values import Known


def read(ports: Ports, address: Address) -> SessionMemory | None:
    """Read the address, and return the session memory that belongs to it, if there is one."""
    base: SessionMemory | None
    while True:
        with ports.lock:  # session and URL must be from the same commit
            base = ports.session.get(SESSION_KEY)
            address.states = {} if base is None else base.classes
            address.read(None if base is None else base.address)
        if address.unknown is None and not address.asks:
            return base
        ask_store(address)


def ask_store(address: Address) -> None:
    """Ask the store what the address stands for; not under a lock."""
    persistence = runtime.persistence()
    if address.asks:
        try:
            known = {key: Known(None, 0.0) for key in address.asks}
            if persistence is not None:
                known = stored_values.read(persistence, address.asks)
            address.learn_values(known)
        except StoreUnavailableError:
            address.learn_values(None)
    if address.unknown is not None:
        _open_share_link(address, address.unknown)


def _open_share_link(address: Address, key: str) -> None:
    error = ""
    stands_for: Params | None = None
    try:
        stands_for = share_links.read(key)
        if stands_for is None:
            error = UNKNOWN
    except StoreUnavailableError:
        error = UNREAD
    address.learn(key, stands_for, error)


def working_copy(
    base: SessionMemory | None, session: SessionPort, address: Address
) -> SessionMemory:
    """Return a copy of the session memory, or that of a session that begins."""
    run = address.run
    if base is not None:
        if base.early and base.address.run is not run.key and run.owns_address:
            base.early = _early(session)
        return base.copy()
    memory = SessionMemory(address.raw, run.page, run.key)
    memory.early = _early(session)
    if trace.recorder is not None:
        memory.record = trace.recorder(session)
    return memory


def _early(session: SessionPort) -> Mapping[str, object]:
    """Return what the browser has sent for widgets that no run has drawn."""
    return session.early() if isinstance(session, WidgetSession) else {}


def has_left_page(session: SessionPort, memory: SessionMemory) -> bool | None:
    """Return whether the widgets of the last known page visit are gone; None if unknown."""
    visit = memory.address.visit
    if not isinstance(session, WidgetSession):
        return None
    states = memory.classes.values()
    keys = [key for s in states for key, was in s.shown.items() if was.visit == visit]
    if not keys:
        return None
    return not any(session.widget_identity(key) and key in session for key in keys)
