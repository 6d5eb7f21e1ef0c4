"""Reconciling: bring one class and the URL together, before any other use of the class."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from st_page_state.declaration.fields import Checked, Field, discreet
from st_page_state.declaration.spec import Spec
from st_page_state.engine import recalling, steps
from st_page_state.engine.in_place import changed_in_place, take_changes
from st_page_state.engine.memory import ClassState
from st_page_state.engine.reopened import apply_early
from st_page_state.engine.saved_record import linked
from st_page_state.engine.transaction import Transaction
from st_page_state.engine.widget_input import apply_submitted
from st_page_state.engine.writes import (
    call,
    call_quietly,
    restore,
    restore_others,
    store,
    warn_of_rivals,
)
from st_page_state.errors import NamespaceError, told
from st_page_state.ports import Texts
from st_page_state.trace import shown
from st_page_state.url import rules
from st_page_state.url.rules import Desired


def reconcile(
    tx: Transaction, cls: Any, *, reads: bool = False, writes: bool = False, binds: bool = False
) -> ClassState:
    """Touch a class: adopt params changed outside, restore missing ones; return its state.

    Args:
        tx: the transaction in progress.
        cls: the state class.
        reads: a field is only read, which need not notice a large value's change in place.
        writes: fields are about to be set, which may prepare for a switch to the class's page.
        binds: a widget is bound: those of a form are still to come.
    """
    spec: Spec = cls.__page_state__
    state, clean = tx.find(spec)
    if spec.namespace in tx.initialising:
        return state or _add_defaults(tx, spec)
    if not writes or (state is not None and state.visit == tx.address.memory.visit):
        warn_of_rivals(tx, spec)
    if state is None:
        return _first_touch(tx, cls)
    if state.spec is not spec:
        state = _remake(tx, spec, state)
    if spec.saves and state.run is not tx.address.run.key:
        if recalling.attend(tx, cls, state):
            return _begin_anew(tx, cls)
        state = _present(tx, cls)
        clean = clean and state.ready
    if spec.hooks:
        state.cls = cls
    changed: dict[str, tuple[Any, Any]] = {}
    # While before_set runs, the changes it was called for have not been applied yet.
    if state.mutables and spec.namespace not in tx.setting:
        changed = changed_in_place(spec, state, tx.address.run.key, reads=reads)
    if clean and not changed:
        return state
    if tx.events is not None:
        tx.note("touch", spec.name)
    if changed:
        take_changes(tx, cls, state, changed)
        state = _present(tx, cls)
    if state.awaited:
        apply_early(tx, cls, binds=binds)
        state = _present(tx, cls)
    if state.submits and state.run is not tx.address.run.key:
        state.run = tx.address.run.key
        apply_submitted(tx, cls)
        state = _present(tx, cls)
    if not tx.address.run.owns_address:
        return state  # only the run's own threads adopt params
    returns = state.visit != tx.address.memory.visit
    if returns:
        # A page switch clears the address: missing params mean nothing.
        state = tx.changes.own(spec.namespace)
        state.visit, state.last_seen = tx.address.memory.visit, dict.fromkeys(state.desired)
        state.pages |= {tx.address.run.page}
    news = _news(tx, spec, state)
    if news:
        state = tx.changes.own(spec.namespace)
        changed, bad = _adopt(tx, spec, state, news)
        restore(tx, spec, state, corrected=news)
        tell(tx, cls, changed, bad)
        state = _present(tx, cls)
    else:
        restore(tx, spec, state)
    if returns:
        restore_others(tx, spec)
    if not state.ready:
        _get_ready(tx, cls)
        _present(tx, cls)
    return tx.mark_clean(spec)


def _present(tx: Transaction, cls: Any) -> ClassState:
    """Return the state of a class after its hooks; one may have caught what rolled all back."""
    spec: Spec = cls.__page_state__
    state = tx.state(spec)
    if state is None:
        return _first_touch(tx, cls)
    return state if state.spec is spec else _remake(tx, spec, state)


def _first_touch(tx: Transaction, cls: Any) -> ClassState:
    spec: Spec = cls.__page_state__
    if tx.events is not None:
        tx.note("touch", spec.name)
    return _begun(tx, cls, _begin(tx, cls, _add_defaults(tx, spec)))


def _begin_anew(tx: Transaction, cls: Any) -> ClassState:
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
        _get_ready(tx, cls)  # unless another hook has touched the class
    if spec.hooks and not tx.holds(cls):  # a hook caught an error that rolled all back
        _begin(tx, cls, _add_defaults(tx, spec))
    state = tx.mark_clean(spec)
    state.ready, state.cls = True, cls if spec.hooks else None
    return state


def _get_ready(tx: Transaction, cls: Any) -> None:
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
        state = tx.changes.own(spec.namespace) if tx.holds(cls) else _add_defaults(tx, spec)
    if spec.saves:
        recalling.begin(tx, cls, state)
    news = {
        name: texts
        for name in spec.params
        if not (tx.address.unread and _waits(tx, name)) and (texts := _found(tx, spec, name))
    }
    address = tx.address.memory
    address.landing = address.landing or {}  # an emptied dict keeps its memory
    _, bad = _adopt(tx, spec, state, news)
    restore(tx, spec, state, corrected=news)
    tx.changes.has_begun(spec.namespace)
    if ending is not None:
        raise ending
    return bad


def _add_defaults(tx: Transaction, spec: Spec) -> ClassState:
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


def _waits(tx: Transaction, name: str) -> bool:
    """Return whether a param has a key of a stored value, and the store cannot be asked now."""
    if not tx.address.is_unread(name):
        return False
    tx.warn(
        "read stored values",
        f"?{name}= has the key of a stored value, and the store does not answer. The field keeps "
        "its value until it does.",
    )
    return True


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


def _remake(tx: Transaction, spec: Spec, state: ClassState) -> ClassState:
    """Take over the state that another version of the class left in the session.

    After an edit of the source, callbacks and threads still run with the class of the run before,
    and the script makes the new one. Two classes from the same source are not an edit.
    """
    old, run = state.spec, tx.address.run.key
    if (
        state.fingerprint != spec.fingerprint
        and old is not None
        and state.since is run
        and not spec.base.source.is_edit_of(old.base.source)
    ):
        raise NamespaceError(
            f"Two classes called {spec.qualname} with different fields are used in one run, and "
            f"both use the namespace {spec.namespace!r} in the session. Give one of them a "
            'namespace of its own: class Config: namespace = "..."'
        )
    codecs = {} if old is None else {name: field.codec for name, field in old.fields.items()}
    if state.fingerprint == spec.fingerprint and all(
        codecs.get(name) is field.codec for name, field in spec.fields.items()
    ):
        state.spec, state.since = spec, run
        wants = _desired(tx, spec, state.values)
        if wants != state.desired:  # a different default is hidden now
            state = tx.changes.own(spec.namespace)
            state.desired = wants
        return state
    state = tx.changes.own(spec.namespace)
    values: dict[str, Any] = {}
    for name, field in spec.fields.items():
        same_type = codecs.get(name) is field.codec
        values[name] = state.values[name] if same_type else _carried_over(tx, spec, state, field)
    steps.take_over(
        tx, spec, codecs, {name: (state.values.get(name), value) for name, value in values.items()}
    )
    for name, _, value in state.mutables.current(state.values):
        # The last run of the former class may have changed it in place.
        codec = spec.fields[name].codec if name in spec.fields else None
        if codec is None or codec is codecs.get(name) or name not in codecs:
            continue
        with suppress(ValueError):
            state.mutables.add(name, values[name], codec.revive(codecs[name].store(value)))
    state.values, state.desired = values, _desired(tx, spec, values)
    state.last_seen = {name: state.last_seen.get(name) for name in state.desired}
    state.fingerprint, state.spec, state.since = spec.fingerprint, spec, run
    for found in (state.url_errors, state.widget_errors):
        for name in found.keys() - spec.fields.keys():
            del found[name]
    return state


def _desired(tx: Transaction, spec: Spec, values: Mapping[str, Any]) -> Desired:
    """Return the desired params of carried values; those without a text stay in the session."""
    without: dict[str, Exception] = {}
    desired = spec.desired(values, without)
    for name, error in without.items():
        tx.warn(
            f"no text {spec.namespace} {name}",
            f"{spec.name}.{name} is not in the URL: its value, from before the class was edited, "
            f"cannot be written there: {told(discreet(error))}. It stays in the session until the "
            f"field is set; {spec.name}.reset({name!r}) restores the default.",
        )
    return desired


def _carried_over(tx: Transaction, spec: Spec, state: ClassState, field: Field) -> Any:
    """Return the stored value of a field whose type differed in a former class version."""
    name = field.name
    if name not in state.values:
        return field.codec.store(field.default())
    former = state.values[name]
    try:
        value = field.codec.revive(former)
    except ValueError as error:
        tx.warn(
            f"drop {spec.base.namespace} {name}",
            f"{spec.name}.{name} was reset to its default. Its value does not fit the field's "
            f"new type, {field.type_name}: {told(discreet(error))}.",
        )
        return field.codec.store(field.default())
    kind = field.codec.former_class(value)
    if kind is not None:
        tx.warn(
            f"keep {spec.base.namespace} {name}",
            f"{spec.name}.{name} holds a {kind.__name__} from an earlier run of the script, which "
            f"redefines its classes in each run. As in st.session_state, it is not an instance of "
            f"the current class, and it cannot be pickled. Define {kind.__name__} in a separate "
            "module.",
        )
    return field.codec.store(value)


def _news(tx: Transaction, spec: Spec, state: ClassState) -> dict[str, Texts | None]:
    """Return the own params that were changed outside since the class last saw them."""
    news: dict[str, Texts | None] = {}
    for name, texts in rules.changed_outside(state.last_seen, tx.address.params).items():
        if texts is None:
            if spec.params[name].absent_is_default and name not in tx.address.memory.entries.lacks:
                news[name] = None
        elif tx.address.unread and _waits(tx, name):
            continue
        elif texts != state.desired[name] and not tx.address.written_by_other(name, spec.namespace):
            has_own = spec.params[name].name in state.assigned
            if not (has_own and tx.address.written_by_former(name, spec.namespace)):
                news[name] = texts
    kept = tx.address.memory.kept
    if kept:
        for name in kept.keys() & spec.params.keys():
            texts = kept[name]
            tx.changes.own(spec.namespace)
            del kept[name]
            if name not in tx.address.params and texts != state.desired[name]:
                news[name] = texts
    return news


def _adopt(
    tx: Transaction, spec: Spec, state: ClassState, news: Mapping[str, Texts | None]
) -> tuple[dict[str, Any], list[str]]:
    """Adopt texts from the URL; return the changed values and the fields with invalid texts."""
    bad: list[str] = []
    if not news:
        return {}, bad
    found: dict[str, Checked] = {}
    adopted: dict[str, Texts | None] = {}
    for param, texts in news.items():
        field = spec.params[param]
        try:
            read = found[field.name] = field.read(texts)
        except (ValueError, OverflowError) as error:
            state.url_errors[field.name] = ("&".join(texts or ()), str(error))
            bad.append(field.name)
            continue
        adopted[param] = texts if read.texts == texts else read.texts  # the URL's own, if equal
    changed = {name: found[name].value for name in store(state, spec, found)}
    if spec.saves and state.saved is not None and not state.saved.is_read:
        state.saved = linked(state.saved, spec.saves.intersection(found))
    state.desired = {**state.desired, **adopted}
    if tx.address.memory.pending:
        tx.address.supersede(news)
    tx.address.share(state.desired)
    came = {param: texts for param, texts in news.items() if param in adopted}
    state.adopted = tx.address.run.key, state.desired if came == state.desired else came
    if tx.events is not None:
        told = {spec.params[param].name: shown(texts) for param, texts in news.items()}
        told |= {name: f"{told[name]} (invalid)" for name in bad}
        tx.note("adopt", spec.name, told)
    return changed, bad


def tell(tx: Transaction, cls: Any, changed: dict[str, Any], bad: list[str]) -> None:
    """Call the hooks for values adopted from the URL and for fields with invalid texts."""
    hooks = cls.__page_state__.hooks
    if bad and "on_url_error" in hooks:
        for name in bad:
            error = cls.url_errors().get(name)
            if error is not None:  # else a hook has set the field
                call(tx, cls.on_url_error, name, error.text, error)
    if changed and "on_adopt" in hooks:
        call_quietly(tx, cls.on_adopt, changed)
