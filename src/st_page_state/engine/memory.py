"""The session memory: one picklable object for all state classes of a browser tab."""

from __future__ import annotations

from collections.abc import Mapping
from reprlib import Repr
from typing import Any, NamedTuple

from st_page_state.engine.address_memory import AddressMemory
from st_page_state.engine.class_state import ClassState
from st_page_state.engine.history import EMPTY, History
from st_page_state.persistence import Owners
from st_page_state.ports import Params
from st_page_state.store_port import Stored
from st_page_state.trace import Record

_NONE: frozenset[str] = frozenset()
"""Shared by all sessions: each call makes a new object."""


class Ahead(NamedTuple):
    """The saved values of a class that were read before its first touch.

    Attributes:
        owners: whose they are.
        key: the key under which they were found; empty if they were not.
        stored: what the store holds.
    """

    owners: tuple[str, ...]
    key: str
    stored: Stored | None


class SessionMemory:
    """Everything the library stores for one browser tab.

    Attributes:
        classes: namespace -> the class's state.
        address: the memory of the address.
        warned: keys of the warnings already issued in this session.
        ahead: namespace -> the saved values of a class that was read with others,
            and has not been touched yet.
        history: the steps that can be undone and redone.
        active: ids of the transactions in progress; shared by all copies, not pickled.
        known_in: the run in which ``owners`` were asked for; not pickled.
        owners: whose values the present user's are, by source.
        browser: the same of the browser, which stays the session's, once that is known.
        early: what the browser has sent for widgets that no run has drawn; not pickled.
        record: what the inspector keeps of the session's actions, if it is used; shared by all
            copies.
    """

    __slots__ = (
        "active", "address", "ahead", "browser", "classes", "early", "history", "known_in",
        "owners", "record", "warned",
    )  # fmt: skip

    def __init__(self, landing: Params, page: str, run: object = None) -> None:
        self.classes: dict[str, ClassState] = {}
        self.address: AddressMemory = AddressMemory(landing, page, run)
        self.warned: frozenset[str] = _NONE
        self.ahead: dict[str, Ahead] = {}
        self.history: History = EMPTY
        self.active: set[int] = set()
        self.known_in: object = None
        self.owners: dict[str, Owners] = {}
        self.browser: tuple[str, ...] = ()
        self.early: Mapping[str, object] = {}
        self.record: Record | None = None

    def __repr__(self) -> str:
        """Return the values by class and field, which ``st.write(st.session_state)`` shows."""
        return "; ".join(_shown(name, state) for name, state in self.classes.items())

    def copy(self) -> SessionMemory:
        """Return a working copy; the classes' states are copied when they change."""
        new = object.__new__(SessionMemory)
        new.classes, new.address = self.classes.copy(), self.address.copy()
        new.warned, new.active, new.ahead = self.warned, self.active, self.ahead.copy()
        new.known_in, new.owners, new.early = self.known_in, self.owners, self.early
        new.history, new.browser, new.record = self.history, self.browser, self.record
        return new

    def detached(self) -> SessionMemory:
        """Return a copy with its own class states and tracked values, which is not recorded."""
        new = self.copy()
        new.record = None
        new.classes = {namespace: state.copy() for namespace, state in self.classes.items()}
        for state in new.classes.values():
            state.mutables = state.mutables.copy()
        return new

    def __getstate__(self) -> tuple[Any, ...]:
        history = None if self.history is EMPTY else self.history
        return (
            self.classes, self.address, self.warned, self.ahead, self.browser, history,
            self.record,
        )  # fmt: skip

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        self.classes, self.address, self.warned, self.ahead, self.browser, *rest = state
        history, self.record = rest
        self.history = history or EMPTY
        self.active, self.known_in, self.owners, self.early = set(), None, {}, {}


_brief = Repr()
_brief.maxstring = _brief.maxother = 200
_brief.maxlist = _brief.maxtuple = _brief.maxdict = _brief.maxset = 20


def _shown(namespace: str, state: ClassState) -> str:
    """Return the text of a class's values; a secret and the like hide their own."""
    if state.spec is None:
        return f"{namespace}, not used since the session was loaded"
    fields = state.spec.fields.items()
    texts = [
        f"{name}={_brief.repr(field.codec.value_of(state.values[name]))}" for name, field in fields
    ]
    return f"{state.spec.name}({', '.join(texts)})"
