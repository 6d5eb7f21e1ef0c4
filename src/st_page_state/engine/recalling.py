"""Saved values: read at the first touch of a class, and again where others have changed them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any

from st_page_state import runtime
from st_page_state.declaration import registry
from st_page_state.declaration.fields import Checked, discreet
from st_page_state.declaration.spec import Spec
from st_page_state.engine import owners
from st_page_state.engine.class_state import ClassState
from st_page_state.engine.memory import Ahead
from st_page_state.engine.saved_record import Content, SavedRecord, content_of, marked
from st_page_state.engine.transaction import Transaction
from st_page_state.engine.writes import restore, store
from st_page_state.errors import StoreUnavailableError, sentence
from st_page_state.persistence import Persistence
from st_page_state.store_port import Stored
from st_page_state.url.rules import Desired

_MOST_KEYS = 100
"""The keys in an address that are read together: anybody can write one."""

_DAY = 24 * 60 * 60  # seconds


def begin(tx: Transaction, cls: Any, state: ClassState) -> None:
    """Give a class that is touched first its saved values."""
    spec: Spec = cls.__page_state__
    state.saved, content = _read(tx, cls)
    _adopt(tx, spec, state, content, spec.saves)


def attend(tx: Transaction, cls: Any, state: ClassState) -> bool:
    """See, once in a run, whose values a class has, and read what could not be read before.

    Returns:
        Whether the class is somebody else's now, and has to begin anew.
    """
    spec, record = cls.__page_state__, state.saved or SavedRecord()
    if runtime.persistence() is None:
        return False
    try:
        whose = owners.of(tx, spec)
    except StoreUnavailableError:
        return not record.owners and owners.is_anothers(tx, record, ())
    if owners.is_anothers(tx, record, whose):
        return True
    if not whose and record.status == "new" and not owners.is_awaited(tx, spec):
        why = owners.why_nobody(tx)
        tx.changes.own(spec.namespace).saved = record._replace(status="off", why=why)
    if whose and not record.is_read:
        read_late(tx, cls)
    return False


def read_late(tx: Transaction, cls: Any) -> None:
    """Read what could not be read before; first values give way to it.

    If that changes something, ``on_ready`` is called again, as if it had been there at once. It is
    not if the app or a user has set something meanwhile, which the hook might overwrite.
    """
    spec: Spec = cls.__page_state__
    state = tx.changes.own(spec.namespace)
    former = state.saved or SavedRecord()
    record, content = _read(tx, cls)
    state.saved = record._replace(unsaved=former.unsaved, linked=former.linked)
    if _adopt(tx, spec, state, content, spec.saves - former.unsaved.keys() - former.linked):
        restore(tx, spec, state)
        if not former.unsaved:
            state.ready = False
            tx.mark_unclean(spec.namespace)


def refresh(tx: Transaction, cls: Any) -> None:
    """Read the saved values of a class again, and adopt what others have changed."""
    spec: Spec = cls.__page_state__
    state = tx.changes.own(spec.namespace)
    former = state.saved or SavedRecord()
    tx.memory.ahead.pop(spec.namespace, None)
    if not former.is_read:
        read_late(tx, cls)
        return
    record, content = _read(tx, cls)
    state.saved = record._replace(unsaved=former.unsaved)
    if record.known:
        take(tx, spec, state, content, differing(spec, former, content))


def give(tx: Transaction, cls: Any, content: Content) -> bool:
    """Set the fields that are not saved yet to what another identity has saved for them.

    Returns:
        Whether there are others that have kept what the address gave them.
    """
    spec: Spec = cls.__page_state__
    state = tx.changes.own(spec.namespace)
    record = state.saved or SavedRecord()
    free = spec.saves.intersection(content.fields) - record.fields.keys() - record.unsaved.keys()
    names = free - _of_address(spec, state)
    if _adopt(tx, spec, state, content, names):
        restore(tx, spec, state)
    state.saved = marked(state.saved, names - (state.saved or record).errors.keys())
    return names != free


def _of_address(spec: Spec, state: ClassState) -> set[str]:
    """Return the fields that still have what was last adopted from the address."""
    _, adopted = state.adopted
    return {f.name for param, f in spec.params.items() if _has(adopted, state.desired, param)}


def _has(adopted: Desired, desired: Desired, param: str) -> bool:
    return param in adopted and adopted[param] == desired[param]


def understood(
    tx: Transaction, cls: Any, record: SavedRecord, stored: Stored | None
) -> tuple[SavedRecord, Content | None]:
    """Return what a store's data say, migrated to the class's version, and the record of it."""
    spec: Spec = cls.__page_state__
    if stored is None:
        return record, None
    content = content_of(stored.data)
    if content is None:
        return record._replace(revision=stored.revision), None
    record = record._replace(revision=stored.revision, at=content.at)
    version = spec.config.version
    if content.version > version:
        return record._replace(status="newer", why=_newer(content.version, spec)), None
    if content.version < version and "migrate" in spec.hooks:
        try:
            fields = cls.migrate(dict(content.fields), content.version)
            content = Content(version, content.at, fields).as_read()
        except Exception as error:  # noqa: BLE001 - an app's own function
            why = f"{spec.name}.migrate() raised {type(error).__name__}"
            tx.warn(
                f"migrate {spec.namespace}", f"{why}: {sentence(str(error))} Its saved values stay."
            )
            return record._replace(status="newer", why=why), None
    return record._replace(status="recovered", fields=content.fields), content


def take(
    tx: Transaction, spec: Spec, state: ClassState, content: Content | None, changed: set[str]
) -> None:
    """Adopt what others have changed; what they have forgotten is at its default again."""
    theirs = {} if content is None else content.fields
    gone = {name: spec.fields[name].default() for name in changed.difference(theirs)}
    checked = {name: spec.fields[name].cast(value) for name, value in gone.items()}
    moved = _set(spec, state, checked)
    if _adopt(tx, spec, state, content, changed) or moved:
        restore(tx, spec, state)


def differing(spec: Spec, record: SavedRecord, content: Content | None) -> set[str]:
    """Return the fields that others have changed since, and that are not to be saved here."""
    theirs = {} if content is None else content.fields
    names = spec.saves.difference(record.unsaved)
    return {name for name in names if theirs.get(name) != record.fields.get(name)}


def _read(tx: Transaction, cls: Any) -> tuple[SavedRecord, Content | None]:
    """Return what is saved for a class, migrated to its version."""
    spec: Spec = cls.__page_state__
    persistence = runtime.persistence()
    if persistence is None:
        return SavedRecord(why="no store is configured", known=True), None
    whose: tuple[str, ...] = ()
    try:
        whose = owners.of(tx, spec)
        if not whose:
            if owners.is_awaited(tx, spec):
                why = "the browser is still to say who it is"
                return SavedRecord(status="new", why=why, known=True), None
            return SavedRecord(why=owners.why_nobody(tx), known=True), None
        read = tx.memory.ahead.get(spec.namespace)
        if read is None or read.owners != whose:
            _read_ahead(tx, persistence, spec)
    except StoreUnavailableError as error:
        why = error.reason
        tx.warn(
            "read saved values",
            f"Saved values cannot be read: {error.logged}. The session begins without them; "
            "the next run tries again.",
        )
        who = owners.known(tx, "user").who
        return SavedRecord(whose, status="unavailable", why=why, who=who), None
    _, key, stored = tx.memory.ahead.pop(spec.namespace)
    record = SavedRecord(whose, key or owners.key_of(whose[0], spec), status="new", known=True)
    return understood(tx, cls, record, stored)


def _read_ahead(tx: Transaction, persistence: Persistence, asked: Spec) -> None:
    """Read every loaded class that this session has not read, in one round trip."""
    memory = tx.memory
    known = [state.spec for state in memory.classes.values() if state.spec and state.spec.saves]
    known_here = {n for n, s in memory.classes.items() if s.saved is not None and s.saved.is_read}
    read = memory.ahead.keys() | known_here
    # The session knows the keys of a class that it has used; the registry does not.
    loaded = (*known, *registry.saved(), *_keys_in_address(tx, asked.base))
    unread = [spec for spec in loaded if spec.namespace not in read]
    whose = {spec: owners.of(tx, spec) for spec in {asked, *unread}}
    keys = {spec: [owners.key_of(o, spec) for o in each] for spec, each in whose.items() if each}
    found = persistence.store.get([key for each in keys.values() for key in each])
    old: dict[int, dict[str, bytes]] = {}
    before = persistence.store.now() - _DAY
    for spec, each in keys.items():
        key = next((key for key in each if key in found), "")
        stored = found.get(key)
        memory.ahead[spec.namespace] = Ahead(whose[spec], key, stored)
        content = None if stored is None else content_of(stored.data)
        if stored is not None and content is not None and content.at < before:
            old.setdefault(spec.config.persist_days, {})[key] = stored.data
    with suppress(StoreUnavailableError):  # the next session renews them
        for days, renewed in old.items():  # they last from now on
            persistence.store.add(renewed, timedelta(days=days))


def _keys_in_address(tx: Transaction, spec: Spec) -> list[Spec]:
    """Return the keys of a class that have params in the address: the app is about to use them."""
    if spec.keyed_params is None:
        return []
    found = dict.fromkeys(map(spec.keyed_params.key_of, tx.address.params))
    return [spec.of(key) for key in found if key is not None][:_MOST_KEYS]


def _adopt(
    tx: Transaction, spec: Spec, state: ClassState, content: Content | None, names: Iterable[str]
) -> bool:
    """Set fields to their saved values; return whether any has changed."""
    if content is None:
        return False
    checked: dict[str, Checked] = {}
    errors: dict[str, str] = {}
    for name in names:
        if name in content.fields:
            field = spec.fields[name]
            try:
                checked[name] = field.cast(field.codec.from_json(content.fields[name]))
            except (ValueError, OverflowError, RecursionError) as error:
                errors[name] = discreet(error)
    record = state.saved
    assert record is not None, "it was read"
    kept = {name: why for name, why in record.errors.items() if name not in names}
    state.saved = record._replace(errors=kept | errors)
    if tx.events is not None and checked:
        tx.note("recover", spec.name, dict.fromkeys(checked, ""))
    return _set(spec, state, checked)


def _set(spec: Spec, state: ClassState, checked: Mapping[str, Checked]) -> bool:
    if not store(state, spec, checked):
        return False
    params = {spec.fields[name].param: found.texts for name, found in checked.items()}
    state.desired = {**state.desired, **{p: texts for p, texts in params.items() if p is not None}}
    return True


def _newer(version: int, spec: Spec) -> str:
    mine = spec.config.version
    return f"a newer version of the app has saved version {version}; this one has {mine}"
