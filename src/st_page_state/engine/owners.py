"""Whose saved values are the present ones: a user's or a browser's, and their keys in the store."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from st_page_state import runtime
from st_page_state.declaration import places
from st_page_state.declaration.spec import Spec
from st_page_state.engine.class_state import ClassState
from st_page_state.engine.saved_record import SavedRecord
from st_page_state.engine.transaction import Transaction
from st_page_state.errors import StoreUnavailableError
from st_page_state.persistence import Owners, Persistence

_LONGEST_NAME = 300
"""In bytes. A store's keys are limited; a longer name is hashed, and so is one with a NUL, which
PostgreSQL refuses: a link could have one, and no other value would be read beside it."""


def of(tx: Transaction, spec: Spec) -> tuple[str, ...]:
    """Return what the keys of the present user's values begin with: of the browser, if asked."""
    return present(tx) if spec.config.persist == "browser" else _keys(tx, "user")


def present(tx: Transaction) -> tuple[str, ...]:
    """Return what the keys of whoever is known begin with: the user, else the browser.

    Who is logged in and not known never gets the browser's: others may log in there, too.
    """
    keys = _keys(tx, "user")
    return keys if keys or known(tx, "user").why else browser(tx)


def browser(tx: Transaction) -> tuple[str, ...]:
    """Return what the keys of the browser's values begin with."""
    return _keys(tx, "browser")


def _keys(tx: Transaction, source: str) -> tuple[str, ...]:
    found = known(tx, source)
    if found.unread:
        raise StoreUnavailableError(found.unread)
    return found.keys


def known(tx: Transaction, source: str) -> Owners:
    """Return what is known of one source; asked once in a run."""
    run, memory, persistence = tx.address.run.key, tx.memory, runtime.persistence()
    if memory.known_in is not run:
        memory.known_in, memory.owners = run, {}
    if source == "browser" and memory.browser:
        return Owners(memory.browser)
    if source not in memory.owners:
        memory.owners[source] = Owners() if persistence is None else persistence.of(source)
    if source == "browser":
        memory.browser = memory.browser or memory.owners[source].keys
    return memory.owners[source]


def why_nobody(tx: Transaction) -> str:
    """Return why no user is known."""
    return known(tx, "user").why or "nobody is known"


def is_awaited(tx: Transaction, spec: Spec) -> bool:
    """Return whether the browser, whose values the class has, is still to say who it is."""
    of_browser = spec.config.persist == "browser" and not known(tx, "user").why
    return of_browser and known(tx, "browser").awaited


def is_present(tx: Transaction, spec: Spec, state: ClassState) -> bool:
    """Return whether the values of a class are not those of somebody who was here before."""
    if not spec.saves or state.saved is None or runtime.persistence() is None:
        return True
    try:
        return not is_anothers(tx, state.saved, of(tx, spec))
    except StoreUnavailableError:
        return True


def is_anothers(tx: Transaction, record: SavedRecord, whose: tuple[str, ...]) -> bool:
    """Return whether the values of a record are not the present user's, whose keys are given."""
    if record.owners:
        return whose != record.owners
    if record.status == "unavailable" and not record.known:
        return record.who != known(tx, "user").who
    # What was entered before the login is not the user's.
    return bool(whose) and record.known and whose == known(tx, "user").keys


def key_of(owner: str, spec: Spec) -> str:
    """Return the key in the store of what an owner has saved for a class."""
    name = spec.saved_name
    if len(name.encode()) > _LONGEST_NAME or "\0" in name:
        name = sha256(name.encode()).hexdigest()
    return owner + name


def keys_of(persistence: Persistence, whose: Iterable[str], spec: Spec) -> list[str]:
    """Return the keys of a class for which owners have saved something."""
    found: dict[str | None, None] = {}
    for owner in whose:
        place = owner + spec.saved_name
        names = persistence.store.keys(f"{place}[")
        found |= dict.fromkeys(places.key_in(place, name) for name in names)
    return [key for key in found if key is not None]


def delete(tx: Transaction, spec: Spec) -> None:
    """Delete what is saved for a class.

    Raises:
        StoreUnavailableError: the store does not answer.
    """
    persistence, whose = runtime.persistence(), of(tx, spec)
    if persistence is not None and whose:  # or a store would be made for nobody
        persistence.store.delete([key_of(owner, spec) for owner in whose])
        tx.memory.ahead.pop(spec.namespace, None)
