"""Restore the state as it was after an action, or as JSON says: one action, one entry."""

from __future__ import annotations

import json
import re
from collections.abc import Container, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from st_page_state.declaration import places, registry
from st_page_state.declaration.fields import Checked, Field
from st_page_state.devtools.literals import is_mapping
from st_page_state.devtools.putting import put, spec_of
from st_page_state.devtools.timeline import Place, Timeline
from st_page_state.engine.memory import SessionMemory
from st_page_state.errors import ArgumentError, StPageStateError
from st_page_state.ports import RESERVED_PARAMS, Params, Texts

_MOST_SAID = 10_000
"""A test repeats no longer JSON."""


def values_after(
    memory: SessionMemory, timeline: Timeline, number: int
) -> dict[str, dict[str, Any]]:
    """Return the stored values, by namespace and field, after the action of this number.

    Only fields that a later action has changed are among them.
    """
    found: dict[str, dict[str, Any]] = {}
    later = [c for a in reversed(timeline.actions) if a.number > number for c in a.changes]
    for change in later:
        found.setdefault(change.namespace, {})[change.field] = change.old
    last = [c.namespace for a in timeline.actions if a.number <= number for c in a.changes]
    # Whoever changed last claims last: its params are then the ones in the address.
    order = {namespace: place for place, namespace in enumerate(last)}
    names = sorted(found, key=lambda namespace: order.get(namespace, -1))
    return {namespace: found[namespace] for namespace in names if namespace in memory.classes}


def restore(memory: SessionMemory, timeline: Timeline, number: int) -> Place | None:
    """Restore the values that the session had after an action, and the address if it was here.

    Hooks are not called: what they did then is restored, too. A value that no longer fits, since
    the class was edited, stays as it is.

    Returns:
        The address of another page, to which the session has to switch; else None.
    """
    found: dict[str, dict[str, Checked]] = {}
    for namespace, values in values_after(memory, timeline, number).items():
        spec = memory.classes[namespace].spec
        fields = {} if spec is None else spec.fields
        for name in [name for name in values if name in fields]:
            with suppress(ValueError):
                found.setdefault(namespace, {})[name] = _of_present(fields[name], values[name])
    place = _place_after(timeline, number)
    _put(memory, timeline, found, f"restored to #{number}", place)
    return None if place.page == memory.address.page else place


def _place_after(timeline: Timeline, number: int) -> Place:
    """Return the address after an action, once its run had put params back.

    They would be put back now, too, as another entry of the history.
    """
    first, *later = [action for action in timeline.actions if action.number >= number]
    place = first.place
    for action in later:
        is_same = action.cause.startswith("code") and action.place.page == place.page
        if action.changes or not is_same:
            break
        place = action.place
    return place


def _put(
    memory: SessionMemory | None,
    timeline: Timeline,
    found: Mapping[str, Mapping[str, Checked]],
    words: str,
    place: Place | None,
) -> None:
    is_here = place is not None and memory is not None and place.page == memory.address.page
    params = _params(place.query) if place is not None and is_here else None
    timeline.words = words
    timeline.loading = _said(memory, timeline, found, timeline.url(place) if place else None)
    put(found, params)


def _params(query: str) -> Params:
    params: dict[str, Texts] = {}
    for name, text in parse_qsl(query, keep_blank_values=True):
        if name.lower() not in RESERVED_PARAMS:
            params[name] = (*params.get(name, ()), text)
    return params


def _said(
    memory: SessionMemory | None,
    timeline: Timeline,
    found: Mapping[str, Mapping[str, Checked]],
    url: str | None,
) -> str:
    """Return what is put as JSON, for a test; empty if it cannot be told."""
    data: dict[str, Any] = {}
    for namespace, checked in found.items():
        spec = spec_of(namespace, None if memory is None else memory.classes.get(namespace))
        assert spec is not None, "the class has been found"
        for name, one in checked.items():
            codec = spec.fields[name].codec
            if codec.holds_secrets or (namespace, name) in timeline.secrets:
                return ""
            try:
                data.setdefault(namespace, {})[name] = codec.to_json(one.value)
            except ValueError:
                return ""
    text = json.dumps(data if url is None else {"url": url, **data})
    return text if len(text) <= _MOST_SAID else ""


def _of_present(field: Field, stored: Any) -> Checked:
    """Return a value that maybe another version of the class has stored.

    Raises:
        ValueError: it does not fit.
    """
    try:
        return field.cast(field.codec.load(stored))
    except Exception:  # noqa: BLE001 - what the present codec would not have stored
        return field.cast(field.codec.revive(stored))


def as_json(memory: SessionMemory | None, secrets: Container[tuple[str, str]] = frozenset()) -> str:
    """Return the values as JSON, by namespace and field; without secrets and what has none."""
    data: dict[str, dict[str, Any]] = {}
    for namespace, state in ({} if memory is None else memory.classes).items():
        fields = {} if state.spec is None else state.spec.fields
        for name, field in fields.items():
            if not field.codec.holds_secrets and (namespace, name) not in secrets:
                with suppress(ValueError):
                    value = field.codec.value_of(state.values[name])
                    data.setdefault(namespace, {})[name] = field.codec.to_json(value)
    return json.dumps(data, indent=2, ensure_ascii=False)


class Loaded(NamedTuple):
    """What was loaded of some JSON.

    Attributes:
        names: the classes that were.
        problems: those that were not, each with the reason.
        switch_to: the address of another page, to which the session has to switch.
    """

    names: tuple[str, ...]
    problems: tuple[str, ...]
    switch_to: Place | None = None


def load_json(memory: SessionMemory | None, timeline: Timeline, text: str, script: Path) -> Loaded:
    """Set what JSON says, as :func:`as_json` writes it; hooks are not called.

    A class of which anything does not fit is not loaded at all.

    Raises:
        ArgumentError: it is no such JSON.
    """
    try:
        data: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ArgumentError(f"This is not JSON: {error}.") from None
    url = data.pop("url", None) if is_mapping(data) and isinstance(data, dict) else None
    if not is_mapping(data) or not all(map(is_mapping, data.values())):
        raise ArgumentError('This is not what "Copy as JSON" writes: {"class": {"field": ...}}.')
    problems: list[str] = []
    names: list[str] = []
    found: dict[str, dict[str, Checked]] = {}
    for asked, values in data.items():
        namespace = _place_of(memory, asked, script)
        state = None if memory is None or namespace is None else memory.classes.get(namespace)
        spec = None if namespace is None else spec_of(namespace, state)
        if spec is None or namespace is None:
            problems.append(f"{asked}: the app has no such class, or has not loaded it yet")
            continue
        if state is None and spec.saves:
            problems.append(f"{asked}: its saved values come first: open a page that uses it")
            continue
        try:
            found[namespace] = {
                name: spec.field(name, "load JSON").loaded(spec.name, value, "json")
                for name, value in values.items()
            }
            names.append(spec.name)
        except StPageStateError as error:
            problems.append(f"{asked}: {error}")
    place = _place_at(timeline, url) if isinstance(url, str) else None
    if found:
        _put(memory, timeline, found, "loaded JSON", place)
    is_here = place is None or (memory is not None and place.page == memory.address.page)
    return Loaded(tuple(names), tuple(problems), None if is_here else place)


def _place_at(timeline: Timeline, url: str) -> Place | None:
    path, _, query = url.partition("?")
    pages = {name: page for page, name in timeline.pages.items()}
    page = pages.get(path.strip("/"))
    return None if page is None else Place(page, query)


_DIGEST = re.compile(r"^(?P<file>[^:]*?)~[0-9a-f]+:")


def _place_of(memory: SessionMemory | None, asked: str, script: Path) -> str | None:
    """Return the namespace of a class that JSON names; a script's own has that of its folder."""
    folder = script.parent.resolve()
    found = {
        spec.namespace
        for spec, file in registry.all_loaded()
        if folder in Path(file).resolve().parents or not _DIGEST.match(spec.namespace)
    }
    found.update(places.class_in(name) for name in (memory.classes if memory is not None else ()))
    if places.class_in(asked) in found:
        return asked
    alike = _DIGEST.sub(r"\g<file>:", asked)
    cls, key = places.class_in(alike), places.key_in(places.class_in(alike), alike)
    fitting = [name for name in found if _DIGEST.sub(r"\g<file>:", name) == cls]
    if len(fitting) != 1:
        return None
    return fitting[0] if key is None else places.of_key(fitting[0], key)
