"""The operations on saved values: their record, refresh, forget."""

from __future__ import annotations

from typing import Any

from st_page_state import runtime
from st_page_state.declaration.spec import Spec
from st_page_state.engine import owners, recalling
from st_page_state.engine.forgetting import drop
from st_page_state.engine.joining import transaction
from st_page_state.engine.reconcile import reconcile
from st_page_state.engine.saved_record import SavedRecord


def record(cls: Any) -> SavedRecord:
    """Return what the session knows of the saved values of a class."""
    with transaction() as tx:
        return reconcile(tx, cls).saved or SavedRecord(why="Config.persist is 'session'")


def refresh(cls: Any) -> None:
    """Read the saved values of a class again."""
    with transaction() as tx:
        reconcile(tx, cls)
        recalling.refresh(tx, cls)


def saved_keys(cls: Any) -> list[str]:
    """Return the keys of a class that are saved for the present user."""
    spec: Spec = cls.__page_state__.base
    with transaction() as tx:
        tx.look()
        persistence = runtime.persistence()
        if persistence is None:
            return []
        return owners.keys_of(persistence, owners.of(tx, spec), spec)


def forget_all() -> None:
    """Delete all saved values of the present user, and forget the classes that had some."""
    with transaction() as tx:
        tx.look()
        persistence = runtime.persistence()
        if persistence is not None:
            store = persistence.store
            for owner in owners.present(tx):
                store.delete(list(store.keys(owner)))
        tx.memory.ahead.clear()
        for state in list(tx.memory.classes.values()):
            if state.saved is not None and state.spec is not None:
                drop(tx, state.spec)


def share_error() -> str:
    """Return why the share link in the address could not be read."""
    with transaction() as tx:
        return tx.address.memory.share_error
