"""What an action does to a class: set its fields, claim the URL for it, restore its params."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from st_page_state.codecs.equality import same
from st_page_state.declaration.fields import Checked
from st_page_state.declaration.spec import Spec
from st_page_state.engine.action import Action
from st_page_state.ports import Texts
from st_page_state.trace import shown, shown_params


def call(action: Action, hook: Callable[..., Any], *args: Any) -> None:
    """Call a hook; what fails in it takes the whole action back, a batch included."""
    try:
        hook(*args)
    except Exception as error:
        action.taken_back(error)
        action.start()
        raise


def call_quietly(
    action: Action,
    hook: Callable[..., Any],
    *args: Any,
    mute: bool = False,
) -> None:
    quiet, was_mute = action.quiet, action.mute
    action.quiet, action.mute = True, mute or was_mute
    try:
        call(action, hook, *args)
    finally:
        action.quiet, action.mute = quiet, was_mute


def before_set(action: Action, cls: Any) -> None:
    spec: Spec = cls.__page_state__
    # A before_set that sets something itself is not called for that again.
    if "before_set" in spec.hooks and not action.mute and spec.namespace not in action.setting:
        action.setting.add(spec.namespace)
        try:
            call(action, cls.before_set)
        finally:
            action.setting.discard(spec.namespace)


def set_fields(
    action: Action, cls: Any, checked: Mapping[str, Checked], *, noticed: bool = False
) -> None:
    """Set fields, claim the URL for those that are in it, and tell the hooks.

    Args:
        action: the action in progress.
        cls: the state class.
        checked: the fields with their values.
        noticed: they were changed in place, and only found to be so here.
    """
    spec: Spec = cls.__page_state__
    held = action.own(spec.namespace)
    (action.has_noticed if noticed else action.has_set)(spec.namespace, checked)
    tells = "on_change" in spec.hooks and not action.mute
    changes: list[tuple[str, Any, Any]] = []
    wanted: dict[str, Texts | None] = {}
    for name, (value, stored, texts) in checked.items():
        field = spec.fields[name]
        held.url_errors.pop(name, None)
        held.widget_errors.pop(name, None)
        if name not in held.assigned:
            held.assigned |= {name}
        before = held.values[name]
        if same(stored, before):
            if field.codec.opaque:
                held.values[name] = stored  # equal by its own account, and yet another object
            continue
        changes.append((name, field.codec.load(before) if tells else None, value))
        held.values[name] = stored
        if field.param is not None:
            wanted[field.param] = texts
    to_write: Mapping[str, Texts | None] = wanted
    if wanted:
        rest_is_there = held.seen is held.wanted
        held.wanted = {**held.wanted, **wanted}
        if not rest_is_there:
            to_write = held.wanted
    claims = bool(wanted) and not action.quiet
    if action.events is not None:
        told = [name for name, _, _ in changes] if claims else checked
        values = {name: _shown(spec, name, checked[name]) for name in told}
        action.note("claim" if claims else "touch", spec.name, values)
    if claims:
        claim(action, spec, to_write)
    elif changes:
        restore(action, spec, held.wanted)
    if tells:
        for name, old, new in changes:
            call(action, cls.on_change, name, old, new)


def _shown(spec: Spec, name: str, checked: Checked) -> str:
    """A value as an event shows it; of what is not in the URL, only its type."""
    if spec.fields[name].param is None:
        return type(checked.value).__name__
    return shown(checked.texts)


def claim(
    action: Action, spec: Spec, to_write: Mapping[str, Texts | None], *, forced: bool = False
) -> None:
    """Make the URL a class's own.

    Args:
        action: the action in progress.
        spec: the class.
        to_write: what it wants of its params, as far as it may not be there.
        forced: it claims the URL although it is not selfish.
    """
    action.claimed = True
    if spec.options.url_selfish or forced:
        action.purge(spec)
    if spec.namespace not in action.initialising:  # or the URL could not be adopted any more
        action.write(spec, to_write)
        held = action.own(spec.namespace)
        held.seen = held.wanted


def restore(
    action: Action,
    spec: Spec,
    wanted: Mapping[str, Texts | None],
    corrected: Mapping[str, Texts | None] | None = None,
) -> None:
    """Put into the URL what a touch may put there of a class's own params."""
    if spec.namespace in action.initialising or action.run.foreign:
        return  # the URL has not been adopted yet, so nothing may be written over it
    params = action.params
    ours: dict[str, Texts | None] = {}
    missing: list[str] = []
    for name, texts in wanted.items():
        now = params.get(name)
        if now == texts:
            continue
        if spec.options.restore_url_on_touch:
            if now is None:
                missing.append(name)
            elif action.written_by_other(name, spec.namespace):
                continue
            ours[name] = texts
        elif corrected and name in corrected and now is not None:
            ours[name] = texts
    if ours:
        if missing:
            action.warn_of_restored(spec, missing)
        if action.events is not None:
            action.note("restore", spec.name, shown_params(ours))
        action.write(spec, ours)
    action.see(spec.namespace)
