"""The writes of a transaction: set a class's fields, claim the URL, restore params."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from st_page_state.codecs.equality import same
from st_page_state.declaration import registry
from st_page_state.declaration.fields import Checked
from st_page_state.declaration.spec import Spec
from st_page_state.engine.class_state import ClassState
from st_page_state.engine.saved_record import linked, marked
from st_page_state.engine.steps import record
from st_page_state.engine.transaction import Transaction
from st_page_state.ports import Texts
from st_page_state.trace import shown, shown_params
from st_page_state.url.rules import Desired


def call(tx: Transaction, hook: Callable[..., Any], *args: Any) -> None:
    """Call a hook; if it fails, roll back the whole transaction, even a batch."""
    cause = tx.cause
    tx.ran_app_code = True
    if tx.events is not None:
        tx.cause = f"hook {getattr(hook, '__qualname__', 'of the app')}"
    try:
        hook(*args)
    except Exception as error:
        tx.roll_back(error)
        with tx.ports.query.uninterrupted():
            tx.start()
        raise
    finally:
        tx.cause = cause


def before_set(tx: Transaction, cls: Any) -> None:
    spec: Spec = cls.__page_state__
    # A before_set that sets fields itself is not called again for them.
    if "before_set" in spec.hooks and not tx.mute and spec.namespace not in tx.setting:
        tx.setting.add(spec.namespace)
        try:
            call(tx, cls.before_set)
        finally:
            tx.setting.discard(spec.namespace)


def store(state: ClassState, spec: Spec, checked: Mapping[str, Checked]) -> list[str]:
    """Set fields of a class; return those whose stored value or text differs from the former."""
    changed: list[str] = []
    values, params = state.values, state.desired
    if not state.assigned.issuperset(checked):
        state.assigned = spec.one_for_all(state.assigned.union(checked))
    for name, (_, stored, texts) in checked.items():
        if state.url_errors or state.widget_errors:
            state.url_errors.pop(name, None)
            state.widget_errors.pop(name, None)
        field = spec.fields[name]
        if not same(stored, values[name]) or (
            field.param is not None and texts != params[field.param]
        ):
            values[name] = stored
            changed.append(name)
        elif field.codec.opaque:
            values[name] = stored  # equal by its own __eq__, but another object
    return changed


def set_fields(
    tx: Transaction,
    cls: Any,
    checked: Mapping[str, Checked],
    *,
    noticed: bool = False,
    tell: list[Callable[[], None]] | None = None,
) -> None:
    """Set fields, claim the URL if a URL field changes, and call the hooks.

    Args:
        tx: the transaction in progress.
        cls: the state class.
        checked: the fields with their values.
        noticed: the values were changed in place, and the changes were noticed here.
        tell: what calls ``on_change`` is added to it, and not called; it is no new step.
    """
    spec: Spec = cls.__page_state__
    if tx.frozen is not None and tx.frozen.has(spec.namespace):
        return
    state = tx.changes.own_to_set(spec.namespace, checked, noticed=noticed)
    tells = "on_change" in spec.hooks and not tx.mute
    records = spec.config.undo and tell is None and not tx.quiet
    before = {name: state.values[name] for name in checked} if tells or records else {}
    changed = store(state, spec, checked)
    if records and changed:
        record(tx, spec.namespace, {name: before[name] for name in changed}, state.values)
    if spec.saves and not (tx.mute and tx.quiet):  # on_init and on_ready make first values
        is_read = state.saved is not None and state.saved.is_read
        to_save = spec.saves.intersection(changed if is_read else checked)
        if to_save and not tx.quiet:
            state.saved = marked(state.saved, to_save)
        elif to_save and not is_read:  # by on_adopt: it follows from the URL
            state.saved = linked(state.saved, to_save)
    olds = [(n, spec.fields[n].codec.load(before[n])) for n in changed if tells]
    desired: dict[str, Texts | None] = {}
    for name in changed:
        param = spec.fields[name].param
        if param is not None:
            desired[param] = checked[name].texts
    to_write: Mapping[str, Texts | None] = desired
    if desired:
        rest_is_there = state.last_seen is state.desired
        state.desired = {**state.desired, **desired}
        if not rest_is_there:
            to_write = tx.address.readable(state.desired, desired)
    claims = bool(desired) and not tx.quiet
    if tx.events is not None:
        told = changed if claims else checked
        values = {name: _shown(spec, name, checked[name]) for name in told}
        tx.note("claim" if claims else "touch", spec.name, values)
    if claims:
        claim(tx, spec, state, to_write)
    elif changed:
        restore(tx, spec, state)
    for name, old in olds:
        if tell is None:
            call(tx, cls.on_change, name, old, checked[name].value)
        else:
            tell.append(partial(call, tx, cls.on_change, name, old, checked[name].value))


def _shown(spec: Spec, name: str, checked: Checked) -> str:
    """Format a value for an event; for a field that is not in the URL, only its type."""
    if spec.fields[name].param is None:
        return type(checked.value).__name__
    return shown(checked.texts)


def claim(
    tx: Transaction,
    spec: Spec,
    state: ClassState,
    to_write: Mapping[str, Texts | None],
    *,
    forced: bool = False,
) -> None:
    """Claim the URL for a class.

    Args:
        tx: the transaction in progress.
        spec: the class.
        state: its state, for modification.
        to_write: the desired params that the URL may lack.
        forced: purge foreign params even if the class is not selfish.
    """
    address = tx.address
    address.claimed = True
    address.leave_link()
    if spec.config.url_selfish or forced:
        address.purgers[spec.namespace] = spec
        if not address.params.keys() <= spec.params.keys():
            tx.purge(spec)
    if spec.namespace not in tx.initialising:  # the URL is adopted only after on_init
        address.write(spec.namespace, to_write)
        state.last_seen = state.desired


def restore(
    tx: Transaction,
    spec: Spec,
    state: ClassState,
    corrected: Mapping[str, Texts | None] | None = None,
) -> None:
    """Restore the own params of a class that a touch may restore."""
    if spec.namespace in tx.initialising or not tx.address.run.owns_address:
        return  # the URL has not been adopted yet and must not be overwritten
    params = tx.address.params
    ours: dict[str, Texts | None] = {}
    missing: list[str] = []
    for name, texts in state.desired.items():
        now = params.get(name)
        if now == texts or tx.address.is_unread(name):
            continue
        if spec.config.restore_url_on_touch:
            if now is None:
                missing.append(name)
            elif tx.address.written_by_other(name, spec.namespace):
                continue
            ours[name] = texts
        elif corrected and name in corrected and now is not None:
            ours[name] = texts
    if ours:
        if missing:
            _warn_of_restored(tx, spec, missing)
            tx.address.lacking.update(n for n in missing if spec.params[n].absent_is_default)
        if tx.events is not None:
            tx.note("restore", spec.name, shown_params(ours))
        tx.address.write(spec.namespace, ours)
    if spec.config.store_over is not None or tx.address.in_url:
        names = state.desired if spec.config.restore_url_on_touch else (corrected or {})
        tx.address.check_form(spec, state.desired, names)
    params = tx.address.params
    seen: Desired = {name: params.get(name) for name in state.desired}
    if seen == state.desired:
        seen = state.desired  # the usual case: share one dict
    if seen is not state.last_seen:
        tx.changes.own(spec.namespace).last_seen = seen


def restore_others(tx: Transaction, spec: Spec) -> None:
    """Restore the params of the classes that will return to the page together with one.

    They share with it and were touched on the page's last visit; all return in one update.
    """
    address = tx.address
    page, visit = address.run.page, address.memory.visit
    for namespace, state in list(tx.memory.classes.items()):
        other = state.spec or registry.loaded(namespace)
        if page not in state.pages or state.visit == visit or other is None:
            continue
        if not (other.config.restore_url_on_touch and registry.share(spec, other)):
            continue
        # If it is not touched on this visit, it stays away from the next.
        tx.changes.own(namespace).pages = state.pages - {page}
        missing = {
            name: texts
            for name, texts in state.desired.items()
            if texts and name not in address.params and name not in address.memory.kept
        }
        if missing:
            if tx.events is not None:
                tx.note("restore", other.name, shown_params(missing))
            address.write(namespace, missing)


def _warn_of_restored(tx: Transaction, spec: Spec, names: list[str]) -> None:
    """Warn of params that were purged and restored in one run: two history entries."""
    for name in names:
        purger = tx.address.memory.purged.get(name)
        if purger is not None and purger != spec.base.name:
            cls = spec.base.name
            tx.warn(
                f"purge {purger} {cls}",
                f"A change to {purger} removed ?{name}= from the URL, and {spec.name} restored it "
                "in the same run: two history entries for one click. If both belong in the URL, "
                f"write share_url_with = [{cls!r}] in {purger}.Config.",
            )


def warn_of_rivals(tx: Transaction, spec: Spec) -> None:
    """Warn of a param that two classes own which are used in one run, and thus on one page."""
    for namespace, param in registry.rivals(spec).items():
        state = tx.memory.classes.get(namespace)
        other = None if state is None or state.run is not tx.address.run.key else state.spec
        # Callbacks and threads may still use what an edit has renamed, or moved elsewhere.
        if other is None or param not in other.params or not registry.is_in_force(namespace):
            continue
        if registry.is_out_of_date(other) or registry.is_out_of_date(spec):
            continue
        both = (spec, other)
        names = sorted(each.name for each in both)
        full = sorted(f"{each.module}.{each.qualname}" for each in both)
        if names[0] == names[1]:
            names = full if full[0] != full[1] else sorted(each.namespace for each in both)
        tx.warn(
            f"param {' '.join(full)}",
            f"{names[0]} and {names[1]} are used on one page, and both own ?{param}= in its URL: "
            "what one publishes, the other takes for its own value after a reload. Give one of "
            "them a different url_key, or a Config.url_prefix; then share_url_with can keep both "
            "in the URL.",
        )
