"""Touching a class brings it and the URL together, before anything else is done with it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from st_page_state.codecs.equality import same
from st_page_state.declaration.fields import Checked, Field
from st_page_state.declaration.spec import Spec
from st_page_state.engine.action import Action
from st_page_state.engine.memory import ClassMemory, wanted
from st_page_state.engine.widget_input import take_submitted
from st_page_state.engine.writes import before_set, call, call_quietly, restore, set_fields
from st_page_state.errors import NamespaceError
from st_page_state.ports import Texts
from st_page_state.trace import shown
from st_page_state.url import rules


def touch(action: Action, cls: Any) -> ClassMemory:
    """Bring a class and the URL together: adopt what changed outside, restore what is gone."""
    spec: Spec = cls.__page_state__
    action.look()
    held = action.held(spec)
    if held is None:
        return _first_touch(action, cls)
    if spec.namespace in action.initialising:
        return held
    if action.is_settled(held, spec) and not held.mutables:
        return action.settle(spec)
    action.note("touch", spec.name)
    if held.spec is not spec:
        held = _remake(action, spec, held)
    # While before_set is running, what it is told of has not been taken yet.
    if held.mutables and spec.namespace not in action.setting:
        changed = changed_in_place(spec, held)
        if changed:
            _take_in_place_changes(action, cls, held, changed)
            held = action.memory.classes[spec.namespace]
    if held.submits and held.run is not action.run.key:
        held.run = action.run.key
        take_submitted(action, cls)
        held = action.memory.classes[spec.namespace]
    if action.run.foreign:
        return held  # what the address says is for the run's own threads to find
    if held.visit != action.memory.visit:
        # A page switch clears the address: that its params are gone says nothing.
        held = action.own(spec.namespace)
        held.visit, held.seen = action.memory.visit, dict.fromkeys(held.wanted)
    news = _news(action, spec, held)
    if news:
        changed, bad = _adopt(action, spec, news)
        held = action.own(spec.namespace)
        restore(action, spec, held.wanted, corrected=news)
        tell(action, cls, changed, bad)
    else:
        restore(action, spec, held.wanted)
    return action.settle(spec)


def _first_touch(action: Action, cls: Any) -> ClassMemory:
    spec: Spec = cls.__page_state__
    action.note("touch", spec.name)
    action.add(spec.namespace, ClassMemory(spec, action.memory.visit))
    ending = _init(action, cls) if "on_init" in spec.hooks else None
    news = {name: texts for name in spec.params if (texts := _found(action, spec, name))}
    # A dict that has been emptied keeps the room that it had.
    action.memory.landing = action.memory.landing or {}
    _, bad = _adopt(action, spec, news)
    restore(action, spec, action.own(spec.namespace).wanted, corrected=news)
    action.has_begun(spec.namespace)
    if ending is not None:
        raise ending
    tell(action, cls, {}, bad)
    return action.settle(spec)


def _init(action: Action, cls: Any) -> BaseException | None:
    """Call ``on_init``; where it is stopped, it is called again at the next touch.

    Returns:
        The rerun that it has asked for, if it did: that is how such an ``on_init`` ends, and
        it would go on for ever if it were called again.
    """
    namespace: str = cls.__page_state__.namespace
    action.initialising.add(namespace)
    try:
        call_quietly(action, cls.on_init, mute=True)
    except Exception:
        raise
    except BaseException as error:
        if action.ports.query.asked_by_app(error) in ("rerun", "switch_page"):
            return error
        action.drop(namespace)
        raise
    finally:
        action.initialising.discard(namespace)
    return None


def _found(action: Action, spec: Spec, name: str) -> Texts | None:
    """What the present URL, or the one this session began with, holds for a new class."""
    memory = action.memory
    texts = action.params.get(name)
    if texts is None or action.written_by_other(name, spec.namespace):
        texts = memory.kept.get(name, memory.landing.get(name))
    memory.kept.pop(name, None)
    if texts is not None and memory.landing.get(name) == texts:
        del memory.landing[name]
    return texts


def _remake(action: Action, spec: Spec, held: ClassMemory) -> ClassMemory:
    """Go on with what another version of the class has left in the session."""
    old = held.spec
    if held.fingerprint != spec.fingerprint and old is not None and held.run is action.run.key:
        raise NamespaceError(
            f"Two classes called {spec.qualname} with different fields are used in one run, and "
            f"both would lie in the session as {spec.namespace!r}. Give one of them a place of "
            'its own: class Config: namespace = "..."'
        )
    codecs = {} if old is None else {name: field.codec for name, field in old.fields.items()}
    if held.fingerprint == spec.fingerprint and all(
        codecs.get(name) is field.codec for name, field in spec.fields.items()
    ):
        held.spec = spec
        wants = wanted(spec, held.values)
        if wants != held.wanted:  # another default is hidden now
            held = action.own(spec.namespace)
            held.wanted = wants
        return held
    held = action.own(spec.namespace)
    values: dict[str, Any] = {}
    for name, field in spec.fields.items():
        same_type = codecs.get(name) is field.codec
        values[name] = held.values[name] if same_type else _carried_over(action, spec, held, field)
    for name, _, value in held.mutables.current(held.values):
        # It may have been changed in place by the former class's last run.
        codec = spec.fields[name].codec if name in spec.fields else None
        if codec is None or codec is codecs.get(name) or name not in codecs:
            continue
        with suppress(ValueError):
            held.mutables.add(name, values[name], codec.revive(codecs[name].store(value)))
    held.values, held.wanted = values, wanted(spec, values)
    held.seen = {name: held.seen.get(name) for name in held.wanted}
    held.fingerprint, held.spec = spec.fingerprint, spec
    return held


def _carried_over(action: Action, spec: Spec, held: ClassMemory, field: Field) -> Any:
    """What is stored for a field that had another type in a former version of its class."""
    name = field.name
    if name not in held.values:
        return field.codec.store(field.default())
    former = held.values[name]
    try:
        value = field.codec.revive(former)
        field.texts(value)
    except ValueError as error:
        action.warn(
            f"drop {spec.namespace} {name}",
            f"{spec.name}.{name} begins anew with its default. What it held was of another type "
            f"than {field.type_name}, which the field has by now: {field.reason(error)}.",
        )
        return field.codec.store(field.default())
    kind = field.codec.former_class(value)
    if kind is not None:
        action.warn(
            f"keep {spec.namespace} {name}",
            f"{spec.name}.{name} holds a {kind.__name__} of an earlier run of the script, which "
            f"defines its classes anew in each run. As in st.session_state, it is no instance of "
            f"the present class, and it cannot be pickled. Define {kind.__name__} in a module of "
            "its own.",
        )
    return field.codec.store(value)


def _take_in_place_changes(
    action: Action, cls: Any, held: ClassMemory, changed: Mapping[str, tuple[Any, Any]]
) -> None:
    """Assign what was handed out and has been changed in place since."""
    spec: Spec = cls.__page_state__
    renewed: dict[str, tuple[Any, Checked]] = {}
    for name, (stored, value) in changed.items():
        field = spec.fields[name]
        try:
            # A copy, since another thread of the session may go on changing it.
            copy = field.codec.renewed(value)
            renewed[name] = copy, field.cast(copy)
        except ValueError as error:
            held.mutables.forget(name, stored)  # the last valid value is back
            raise field.refusal(spec.name, value, error) from None
    try:
        before_set(action, cls)
    except Exception:
        raise
    except BaseException as error:
        if action.ports.query.asked_by_app(error) is not None:
            for name, (stored, _) in changed.items():
                # Or it would be refused, and stop, again and again.
                held.mutables.forget(name, stored)
        raise
    held = action.own(spec.namespace)
    checked: dict[str, Checked] = {}
    for name, (copy, cast) in renewed.items():
        stored, value = changed[name]
        if held.values[name] is not stored:
            continue  # it was set since
        checked[name] = cast
        if spec.fields[name].codec.unchanged(copy, cast.stored):
            held.mutables.add(name, cast.stored, value)  # the app may go on with the one it has
        elif same(cast.stored, stored):
            held.mutables.forget(name, stored)  # it says the same once it is cast
    set_fields(action, cls, checked, noticed=True)


def _news(action: Action, spec: Spec, held: ClassMemory) -> dict[str, Texts | None]:
    """The own params that were changed outside since the class last saw them."""
    news: dict[str, Texts | None] = {}
    for name, texts in rules.changed_outside(held.seen, action.params).items():
        if texts is None:
            if spec.params[name].absent_is_default:
                news[name] = None
        elif texts != held.wanted[name] and not action.written_by_other(name, spec.namespace):
            news[name] = texts
    kept = action.memory.kept
    if kept:
        for name in kept.keys() & spec.params.keys():
            texts = kept[name]
            action.own(spec.namespace)
            del kept[name]
            if name not in action.params and texts != held.wanted[name]:
                news[name] = texts
    return news


def _adopt(
    action: Action, spec: Spec, news: Mapping[str, Texts | None]
) -> tuple[dict[str, Any], list[str]]:
    """Take texts from the URL; return the values that changed and the fields that refused."""
    changed: dict[str, Any] = {}
    bad: list[str] = []
    if not news:
        return changed, bad
    held = action.own(spec.namespace)
    adopted: dict[str, Texts | None] = {}
    taken: dict[str, str] = {}
    for param, texts in news.items():
        field = spec.params[param]
        name = field.name
        text = "&".join(texts or ())
        try:
            value = field.default() if texts is None else field.codec.decode(texts)
            canonical = field.texts(value)
        except (ValueError, OverflowError) as error:
            held.url_errors[name] = (text, str(error))
            bad.append(name)
            continue
        held.url_errors.pop(name, None)
        held.widget_errors.pop(name, None)
        stored = field.codec.store(value)
        if not same(stored, held.values[name]):
            changed[name] = value
            held.values[name] = stored
        adopted[param] = texts if canonical == texts else canonical  # the URL's own, if it can be
        taken[name] = text
    held.assigned = spec.one_for_all(held.assigned.union(taken))
    held.wanted, held.adopted = {**held.wanted, **adopted}, (action.run.key, taken)
    if action.events is not None:
        told = {spec.params[param].name: shown(texts) for param, texts in news.items()}
        told |= {name: f"{told[name]} (refused)" for name in bad}
        action.note("adopt", spec.name, told)
    return changed, bad


def tell(action: Action, cls: Any, changed: dict[str, Any], bad: list[str]) -> None:
    """Call the hooks about values that the URL gave, and about fields that refused its texts."""
    hooks = cls.__page_state__.hooks
    if bad and "on_url_error" in hooks:
        errors = cls.url_errors()
        for name in bad:
            call(action, cls.on_url_error, name, errors[name].text, errors[name])
    if changed and "on_adopt" in hooks:
        call_quietly(action, cls.on_adopt, changed)


def changed_in_place(spec: Spec, held: ClassMemory) -> dict[str, tuple[Any, Any]]:
    """Return the fields whose value was handed out and says something else by now.

    Returns:
        The stored value that each was made of, and the value. Another thread may set a field
        in between, so that neither is to be looked up again.
    """
    fields = spec.fields
    return {
        name: (stored, value)
        for name, stored, value in held.mutables.current(held.values)
        if not fields[name].codec.unchanged(value, stored)
    }


def hand_out(held: ClassMemory, field: Field) -> Any:
    """The value; if it can be changed in place, a copy that is watched from now on."""
    codec, stored = field.codec, held.values[field.name]
    if codec.simple:
        return stored
    if not codec.mutable:
        return codec.lend(stored)
    value = held.mutables.find(field.name, stored)
    if value is None:
        value = codec.lend(stored)
        if value is not None:
            held.mutables.add(field.name, stored, value)
            value = held.mutables.find(field.name, stored)  # another thread may have been first
    return value
