"""The operations on saved values: their record, refresh, forget, take over."""

from __future__ import annotations

from typing import Any

from st_page_state import runtime
from st_page_state.declaration import places
from st_page_state.declaration.spec import Spec
from st_page_state.engine import recalling, saving
from st_page_state.engine.forgetting import drop
from st_page_state.engine.joining import transaction
from st_page_state.engine.reconcile import reconcile
from st_page_state.engine.saved_record import SavedRecord
from st_page_state.errors import StoreUnavailableError


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
        found: list[str | None] = []
        if persistence is not None:
            for owner in recalling.owners(tx, spec):
                place = owner + spec.saved_name
                saved = persistence.store.keys(f"{place}[")
                found += [places.key_in(place, each) for each in saved]
    return [key for key in dict.fromkeys(found) if key is not None]


def forget_all() -> None:
    """Delete all saved values of the present user, and forget the classes that had some."""
    with transaction() as tx:
        tx.look()
        persistence = runtime.persistence()
        if persistence is not None:
            store = persistence.store
            for owner in recalling.present(tx):
                store.delete(list(store.keys(owner)))
        tx.memory.ahead.clear()
        for state in list(tx.memory.classes.values()):
            if state.saved is not None and state.spec is not None:
                drop(tx, state.spec)


def take_over(cls: Any) -> bool:
    """Give what this browser has saved for a class to the user; return whether there was any."""
    spec: Spec = cls.__page_state__
    with transaction() as tx:
        known, persistence = reconcile(tx, cls).saved, runtime.persistence()
        if known is None or persistence is None:
            return False
        owners, whose = recalling.browser(tx), recalling.owners(tx, spec)
        if not owners or not whose or owners == whose:
            return False
        keys = [recalling.key_of(owner, spec) for owner in owners]
        found = persistence.store.get(keys)
        stored = next((found[key] for key in keys if key in found), None)
        _, content = recalling.understood(tx, cls, SavedRecord(owners), stored)
        if content is None:
            return False
        recalling.give(tx, cls, content)
        saving.save(tx)
        state = tx.memory.classes[spec.namespace]
        if state.saved is not None and state.saved.unsaved:
            raise StoreUnavailableError(state.saved.why)
        persistence.store.delete(keys)
        return True


def share_error() -> str:
    """Return why the share link in the address could not be read."""
    with transaction() as tx:
        return tx.address.memory.share_error
