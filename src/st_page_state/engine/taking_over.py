"""Taking over: what a browser has saved becomes the user's who has logged in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from st_page_state import runtime
from st_page_state.declaration.spec import Spec
from st_page_state.engine import owners, recalling, saving
from st_page_state.engine.joining import transaction
from st_page_state.engine.reconcile import reconcile
from st_page_state.engine.saved_record import MOST_BYTES, Content, SavedRecord
from st_page_state.engine.transaction import Transaction
from st_page_state.errors import StoreUnavailableError
from st_page_state.persistence import Persistence
from st_page_state.store_port import Put, Stored


def take_over(cls: Any) -> bool:
    """Give what this browser has saved for a class to the user; return whether there was any.

    A class gives its keys, too. Those that the page does not show are carried over from record to
    record, because to touch them would publish them.
    """
    spec: Spec = cls.__page_state__
    with transaction() as tx:
        persistence = runtime.persistence()
        if reconcile(tx, cls).saved is None or persistence is None:
            return False
        browser, user = owners.browser(tx), owners.of(tx, spec)
        if not browser or not user or browser == user:
            return False
        keys = owners.keys_of(persistence, browser, spec) if spec.key is None else []
        classes = [cls, *(cls.of(key) for key in keys)]
        names = [owners.key_of(o, c.__page_state__) for c in classes for o in (*browser, *user)]
        found = persistence.store.get(names)
        taken: list[str] = []
        hidden: list[Any] = []  # and those that have kept a value of the address
        for each in classes:
            state = tx.state(each.__page_state__)
            if state is None or state.visit != tx.address.memory.visit:
                hidden.append(each)
            elif (content := _left_by(tx, each, browser, found)) is not None:
                taken.append(each.__page_state__.namespace)
                if recalling.give(tx, each, content):
                    hidden.append(each)
        if taken:
            saving.save(tx)
        for namespace in taken:
            record = tx.memory.classes[namespace].saved
            if record is not None and record.unsaved:
                raise StoreUnavailableError(record.why)
        carried = _carry(tx, persistence, hidden, browser, user, found)
        left = {each.__page_state__.namespace for each in hidden} - carried
        done = [c for c in classes if c.__page_state__.namespace in {*taken, *carried} - left]
        if done:
            specs = [each.__page_state__ for each in done]
            persistence.store.delete([owners.key_of(o, s) for s in specs for o in browser])
        return bool(done)


def _content(
    tx: Transaction, cls: Any, whose: tuple[str, ...], found: Mapping[str, Stored]
) -> tuple[str, SavedRecord, Content | None]:
    """Return the key under which owners have saved a class, and what that says."""
    names = [owners.key_of(owner, cls.__page_state__) for owner in whose]
    name = next((name for name in names if name in found), names[0])
    return name, *recalling.understood(tx, cls, SavedRecord(whose), found.get(name))


def _left_by(
    tx: Transaction, cls: Any, browser: tuple[str, ...], found: Mapping[str, Stored]
) -> Content | None:
    reconcile(tx, cls)
    return _content(tx, cls, browser, found)[2]


def _carry(
    tx: Transaction,
    persistence: Persistence,
    classes: list[Any],
    browser: tuple[str, ...],
    user: tuple[str, ...],
    found: Mapping[str, Stored],
) -> set[str]:
    """Add what the browser has saved for keys to what the user has; return their places."""
    store, carried = persistence.store, set[str]()
    left = {each.__page_state__.namespace: each for each in classes}
    mine = found
    for _ in range(saving.ATTEMPTS):
        puts: dict[str, Put] = {}
        places: dict[str, str] = {}
        contents: dict[str, Content] = {}
        for namespace, each in [*left.items()]:
            spec: Spec = each.__page_state__
            _, _, theirs = _content(tx, each, browser, found)
            name, record, own = _content(tx, each, user, mine)
            if theirs is None or record.status == "newer":
                del left[namespace]
                continue
            fields = theirs.fields | ({} if own is None else own.fields)
            contents[namespace] = Content(spec.config.version, store.now(), fields)
            data = contents[namespace].to_bytes()
            if len(data) > MOST_BYTES:
                del left[namespace]
                continue
            key = owners.key_of(user[0], spec)
            puts[key] = Put(data, record.revision if name == key else 0)
            places[key] = namespace
        if not puts:
            return carried
        days = next(iter(left.values())).__page_state__.config.persist_days
        revisions = store.put(puts, timedelta(days=days))
        for key, namespace in places.items():
            revision = revisions.get(key)
            if revision is not None:
                tx.memory.ahead.pop(namespace, None)
                _note(tx, namespace, key, revision, contents[namespace])
                carried.add(namespace)
                del left[namespace]
        if not left:
            return carried
        mine = store.get([owners.key_of(o, c.__page_state__) for c in left.values() for o in user])
    raise StoreUnavailableError("other tabs change the values all the time")


def _note(tx: Transaction, namespace: str, key: str, revision: int, content: Content) -> None:
    """Record what is saved now for a class of this page, or its next action would adopt it."""
    state = tx.memory.classes.get(namespace)
    if state is not None and state.saved is not None and state.visit == tx.address.memory.visit:
        record = state.saved._replace(
            key=key, revision=revision, fields=content.fields, status="recovered", at=content.at
        )
        tx.changes.own(namespace).saved = record
