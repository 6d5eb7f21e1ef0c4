"""The first touch of a class in a session, or for another user: its first values and hooks."""

from __future__ import annotations

from typing import Any

from st_page_state.declaration.spec import Spec
from st_page_state.engine import recalling, steps
from st_page_state.engine.adopting import adopt, tell, waits
from st_page_state.engine.class_state import ClassState
from st_page_state.engine.in_place import call_quietly
from st_page_state.engine.transaction import Transaction
from st_page_state.engine.writes import restore
from st_page_state.ports import Texts


def first_touch(tx: Transaction, cls: Any) -> ClassState:
    spec: Spec = cls.__page_state__
    if tx.events is not None:
        tx.note("touch", spec.name)
    return _begun(tx, cls, _begin(tx, cls, add_defaults(tx, spec)))


def begin_anew(tx: Transaction, cls: Any) -> ClassState:
    """Begin with a class again: its values, and its params in the URL, are somebody else's."""
    spec: Spec = cls.__page_state__
    state = tx.changes.own(spec.namespace)
    tx.address.forget(spec.namespace, state.desired)
    steps.forget(tx, spec.namespace)
    fresh = ClassState(spec, tx.address.memory.visit)
    fresh.shown, fresh.since = state.shown, tx.address.run.key  # widgets still show the former
    session = tx.ports.session  # what was entered with the login is the former's, too
    fresh.given_up = {key: repr(session[key]) for key in state.shown if key in session}
    state.become(fresh)
    return _begun(tx, cls, _begin(tx, cls, state))


def _begun(tx: Transaction, cls: Any, bad: list[str]) -> ClassState:
    """Call the hooks of a class's first touch; return its state."""
    spec: Spec = cls.__page_state__
    tell(tx, cls, {}, bad)
    if "on_ready" in spec.hooks and tx.holds(cls) and not tx.memory.classes[spec.namespace].ready:
        get_ready(tx, cls)  # unless another hook has touched the class
    if spec.hooks and not tx.holds(cls):  # a hook caught an error that rolled all back
        _begin(tx, cls, add_defaults(tx, spec))
    state = tx.mark_clean(spec)
    state.ready, state.cls = True, cls if spec.hooks else None
    return state


def get_ready(tx: Transaction, cls: Any) -> None:
    """Call ``on_ready``, if there is one; if it is stopped, the next touch calls it again."""
    spec: Spec = cls.__page_state__
    tx.changes.own(spec.namespace).ready = True
    if "on_ready" not in spec.hooks:
        return
    try:
        call_quietly(tx, cls.on_ready, mute=True)
    except Exception:
        raise
    except BaseException as error:
        # A rerun or page switch that it requested is its end: calling it again would loop.
        if tx.ports.query.asked_by_app(error) not in ("rerun", "switch_page") and tx.holds(cls):
            tx.changes.own(spec.namespace).ready = False
            tx.mark_unclean(spec.namespace)
        raise


def _begin(tx: Transaction, cls: Any, state: ClassState) -> list[str]:
    """Give a class its first values; return the fields whose text in the URL is invalid."""
    spec: Spec = cls.__page_state__
    ending = None
    if "on_init" in spec.hooks:
        ending = _init(tx, cls)
        tx.look()  # the hook may have written the params
        state = tx.changes.own(spec.namespace) if tx.holds(cls) else add_defaults(tx, spec)
    if spec.saves:
        recalling.begin(tx, cls, state)
    news = {
        name: texts
        for name in spec.params
        if not (tx.address.unread and waits(tx, name)) and (texts := _found(tx, spec, name))
    }
    address = tx.address.memory
    address.landing = address.landing or {}  # an emptied dict keeps its memory
    _, bad = adopt(tx, spec, state, news)
    restore(tx, spec, state, corrected=news)
    tx.changes.has_begun(spec.namespace)
    if ending is not None:
        raise ending
    return bad


def add_defaults(tx: Transaction, spec: Spec) -> ClassState:
    state = ClassState(spec, tx.address.memory.visit)
    state.since, state.pages = tx.address.run.key, frozenset((tx.address.run.page,))
    tx.changes.add(spec.namespace, state)
    return state


def _init(tx: Transaction, cls: Any) -> BaseException | None:
    """Call ``on_init``; if it is stopped, the next touch calls it again.

    Returns:
        The rerun or page switch that it requested, if any: such an ``on_init`` is complete,
        and calling it again would loop forever.
    """
    namespace: str = cls.__page_state__.namespace
    tx.initialising.add(namespace)
    try:
        call_quietly(tx, cls.on_init, mute=True)
    except Exception:
        raise
    except BaseException as error:
        if tx.ports.query.asked_by_app(error) in ("rerun", "switch_page"):
            return error
        tx.changes.drop(namespace)
        raise
    finally:
        tx.initialising.discard(namespace)
    return None


def _found(tx: Transaction, spec: Spec, name: str) -> Texts | None:
    """Return a new class's texts in the current URL or in the landing URL."""
    memory = tx.address.memory
    texts = tx.address.params.get(name)
    if texts is None or (memory.wrote and tx.address.written_by_other(name, spec.namespace)):
        texts = memory.kept.get(name, memory.landing.get(name))
    memory.kept.pop(name, None)
    if texts is not None and memory.landing.get(name) == texts:
        del memory.landing[name]
    return texts
