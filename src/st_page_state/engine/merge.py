"""Merging: apply a transaction's changes to the session memory as it is at the commit.

Parallel fragments and threads of one session may commit at any time, and none of them may
write back a value that it has only read. This module compares a transaction's start and end,
class by class and field by field, and writes only the differences.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from st_page_state.codecs.equality import same
from st_page_state.engine.address_memory import AddressMemory
from st_page_state.engine.changes import Changes
from st_page_state.engine.class_state import ClassState
from st_page_state.engine.history import Changed, differing
from st_page_state.engine.memory import SessionMemory
from st_page_state.engine.saved_record import NOTHING, SavedRecord
from st_page_state.ports import Params, Texts

_V = TypeVar("_V")


def merged(
    changes: Changes, now: SessionMemory, looked_at: Params, *, yields: bool
) -> SessionMemory:
    """Return a copy of ``now`` with the changes of a transaction.

    Args:
        changes: the transaction's changes.
        now: the session's current memory; it is not modified.
        looked_at: the params with which the transaction has reconciled its classes.
        yields: keep ``now`` if it, too, differs from the memory the transaction began with.
    """
    was, mine, new = changes.was, changes.mine, now.copy()
    new.warned = now.warned | mine.warned
    new.browser = now.browser or mine.browser
    new.ahead = {name: read for name, read in now.ahead.items() if name in mine.ahead}
    _merge_address(changes, now.address, new.address, yields=yields)
    if yields:
        changes.keep_newer(now)
    for namespace in changes.forgotten:
        new.classes.pop(namespace, None)
    for namespace, began_with in changes.origins.items():
        state, theirs = mine.classes[namespace], changes.theirs(now, namespace)
        if began_with is not None:
            origin = began_with[0].copy()
            origin.values, origin.shown = began_with[2:]
        elif theirs is not None:
            # While on_init is running, a class is still at its defaults.
            origin = changes.first.get(namespace) or _defaults(state)
        else:
            _find_kept(state, new.address.kept, looked_at, was.address.landing)
            new.classes[namespace] = state
            continue
        if theirs is None and state.spec is None:
            continue  # the session was cleared, and nobody has used the class since it was loaded
        noticed = changes.noticed.get(namespace, ())
        new.classes[namespace] = _merged_class(origin, state, theirs, noticed, yields=yields)
    return new


def rebased(
    was: SessionMemory, now: SessionMemory, new: SessionMemory, changed: Changed
) -> Changed:
    """Return what a transaction has changed, by what others have set meanwhile.

    Args:
        was: the memory the transaction began with.
        now: the memory as others have left it.
        new: the same with the transaction's changes.
        changed: these changes.
    """
    found: Changed = {}
    for namespace, fields in changed.items():
        before, theirs = was.classes.get(namespace), now.classes.get(namespace)
        if namespace not in new.classes or (before is not None and theirs is None):
            continue  # it is forgotten, or the session was cleared
        mine = new.classes[namespace].values
        for name, (old, value) in fields.items():
            began_with = old if before is None else before.values.get(name, old)
            current = began_with if theirs is None else theirs.values.get(name, began_with)
            if same(mine.get(name, _NOTHING), value):
                own = same(current, began_with)
                found.setdefault(namespace, {})[name] = (old if own else current), value
    return differing(found)


def _find_kept(
    state: ClassState, kept: dict[str, Texts], looked_at: Params, landing: Params
) -> None:
    """Take for a new class the params that others have purged and kept for it meanwhile."""
    found = [
        name
        for name in state.desired.keys() & kept.keys()
        if kept[name] in (looked_at.get(name), landing.get(name))
    ]
    for name in found:
        del kept[name]  # the class has found it itself
    # They are missing because of a purge, which says nothing about the values.
    state.last_seen = {**state.last_seen, **dict.fromkeys(found)}


def _defaults(state: ClassState) -> ClassState:
    assert state.spec is not None, "a class that was touched here is known"
    return ClassState(state.spec, state.visit)


def _merge_address(
    changes: Changes, now: AddressMemory, new: AddressMemory, *, yields: bool
) -> None:
    was, mine = changes.was.address, changes.mine.address
    new.landing = _patched(was.landing, mine.landing, now.landing, yields=yields)
    # Params are purged again after the merge, which also decides which of them to keep.
    new.kept = {name: texts for name, texts in now.kept.items() if mine.kept.get(name) == texts}
    new.kept |= {name: texts for name, texts in now.kept.items() if name not in was.kept}
    new.wrote = _patched(was.wrote, mine.wrote, now.wrote, yields=yields)
    new.keys = _patched(was.keys, mine.keys, now.keys, yields=yields)
    new.stored = {**now.stored, **mine.stored}
    if mine.shared != was.shared or mine.share_error != was.share_error:
        new.shared, new.share_error = mine.shared, mine.share_error
        new.told_in = mine.told_in
    if mine.page != was.page and now.page == was.page:
        new.page, new.visit = mine.page, mine.visit
    if mine.run is not changes.run and now.run is changes.run:  # only we know of this run yet
        new.run, new.earlier = mine.run, mine.earlier
        new.stale_runs, new.entry, new.purged = mine.stale_runs, mine.entry, mine.purged
        # The previous run may still have written after this one had begun.
        new.pending = _patched(was.pending, mine.pending, now.pending, yields=True)
        new.stale = {name: t for name, t in mine.stale.items() if name in new.pending}


def _merged_class(
    was: ClassState,
    mine: ClassState,
    now: ClassState | None,
    noticed: Collection[str],
    *,
    yields: bool,
) -> ClassState:
    if now is None:  # the session was cleared: its former values must not come back
        now, yields = _defaults(mine), False
    if mine.fingerprint != was.fingerprint and mine.spec is not None:
        values, desired = mine.spec.initial()  # what the edit has added was at its default
        was.values, was.desired = values | was.values, {**desired, **was.desired}
    if mine.fingerprint != now.fingerprint:
        # The source was edited meanwhile; the version is that of the one who has changed it.
        if mine.fingerprint == was.fingerprint:
            ours = () if yields else mine.values.keys() - noticed
            return _with_values(now, was, mine, yielding=ours)
        return _with_values(mine, was, now, yielding=mine.values if yields else noticed)
    new = now.copy()
    fields = {} if mine.spec is None else mine.spec.params
    params = {n for n, field in fields.items() if field.name in noticed}
    # Unchanged desired params were written on behalf of the thread that had set them.
    written = {n for n, texts in mine.desired.items() if was.desired.get(n) == texts}
    yielding: dict[str, Collection[str]] = {
        "values": noticed, "desired": params, "last_seen": params | written,
        "url_errors": (), "widget_errors": (),
    }  # fmt: skip
    for name, names in yielding.items():
        slots = getattr(was, name), getattr(mine, name), getattr(now, name)
        setattr(new, name, _patched(*slots, yields=yields, yielding=names))
    for name in ("shown", "refused", "submits", "editors"):
        slots = getattr(was, name), getattr(mine, name), getattr(now, name)
        setattr(new, name, _patched(*slots))
    _track_all(new, mine)
    new.assigned = now.assigned | (mine.assigned - was.assigned)
    if mine.saved is not was.saved:
        new.saved = _merged_record(was.saved, mine.saved, now.saved)
    new.visit, new.ready = max(mine.visit, now.visit), mine.ready or now.ready
    new.pages = (now.pages | mine.pages) - (was.pages - mine.pages)
    new.spec, new.since, new.cls = mine.spec, mine.since, mine.cls
    new.run, new.adopted = mine.run, mine.adopted
    return new


def _merged_record(
    was: SavedRecord | None, mine: SavedRecord | None, now: SavedRecord | None
) -> SavedRecord | None:
    """Return what is known of the saved values; if it is out of date, the next put tells."""
    if mine is None or now is None or now is was:
        return mine
    before = NOTHING if was is None else was.unsaved
    unsaved = _patched(before, mine.unsaved, now.unsaved)
    return mine._replace(unsaved=unsaved, linked=mine.linked | now.linked)


def _with_values(
    newer: ClassState, was: ClassState, other: ClassState, *, yielding: Collection[str] = ()
) -> ClassState:
    """Return a class's newer version with the values that were set in another one meanwhile.

    Args:
        newer: the state of the newer version.
        was: what both began with.
        other: the state of the other version.
        yielding: names for which the other's value is kept if both have changed it.
    """
    if newer.spec is None or other.spec is None:
        return newer
    new, former = newer.copy(), other.spec.fields
    for name, field in newer.spec.fields.items():
        both = name in former and former[name].codec is field.codec
        if not both or _same_entry(was.values, other.values, name):
            continue
        if name in yielding or same(was.values[name], newer.values[name]):
            new.values[name] = other.values[name]
            if field.param is not None and field.param in other.last_seen:
                new.last_seen = {**new.last_seen, field.param: other.last_seen[field.param]}
    new.desired = newer.spec.desired(new.values)
    new.assigned = newer.assigned | (other.assigned & newer.spec.fields.keys())
    new.visit, new.ready = max(newer.visit, other.visit), newer.ready or other.ready
    _track_all(new, other)
    return new


def _track_all(new: ClassState, other: ClassState) -> None:
    """Track another thread's values, too: those made from equal stored ones belong to one."""
    if other.mutables is new.mutables:
        return
    for name, stored, value in other.mutables.current(other.values):
        if name in new.values and same(stored, new.values[name]):
            new.mutables.add(name, new.values[name], value)


def _patched(
    was: Mapping[str, _V],
    mine: Mapping[str, _V],
    now: Mapping[str, _V],
    *,
    yields: bool = False,
    yielding: Collection[str] = (),
) -> dict[str, _V]:
    """Return ``now`` with the changes from ``was`` to ``mine``.

    Args:
        was: the original entries.
        mine: the entries after our changes.
        now: the entries after the changes of others.
        yields: if both have changed an entry, keep the one in ``now``.
        yielding: names for which this holds even without ``yields``.
    """
    new = dict(now)
    if mine is was:
        return new
    for name in {**was, **mine}:
        if _same_entry(was, mine, name):
            continue
        if (yields or name in yielding) and not _same_entry(was, now, name):
            continue
        if name in mine:
            new[name] = mine[name]
        else:
            new.pop(name, None)
    return new


def _same_entry(left: Mapping[str, Any], right: Mapping[str, Any], name: str) -> bool:
    return same(left.get(name, _NOTHING), right.get(name, _NOTHING))


_NOTHING = object()
