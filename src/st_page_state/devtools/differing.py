"""Where two values differ, and values as bounded text."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from enum import Enum
from reprlib import Repr
from typing import Any, NamedTuple

from st_page_state.codecs.equality import same
from st_page_state.devtools.literals import is_mapping, is_several

_brief = Repr()
_brief.maxstring = _brief.maxother = 120
_brief.maxlist = _brief.maxtuple = _brief.maxdict = _brief.maxset = 8

_whole = Repr()
_whole.maxstring = _whole.maxother = 4_000
_whole.maxlist = _whole.maxtuple = _whole.maxdict = _whole.maxset = 200
_whole.maxlevel = 20

MOST_PARTS = 12
"""So many differing parts of one value are shown."""
_DEEPEST = 8
_ABSENT = object()


class Part(NamedTuple):
    """A part of a value, such as ``[1].column``, and what it was and is."""

    path: str
    old: str
    new: str


def brief(value: Any) -> str:
    """Return a value as short text."""
    return _text(_brief, value)


def whole(value: Any) -> str:
    """Return a value as text that is bounded, but holds all of what people write."""
    return _text(_whole, value)


def _text(by: Repr, value: Any) -> str:
    if value is _ABSENT:
        return "nothing"
    if isinstance(value, Enum) and value.name:
        return f"{type(value).__name__}.{value.name}"
    try:
        return by.repr(value)
    except Exception as error:  # noqa: BLE001 - an app's own class may raise anything
        return f"<no text: {type(error).__name__}>"


def parts(old: Any, new: Any) -> list[Part]:
    """Return the parts in which two values differ; the values themselves if they are no records.

    Items that were added or removed before others are found as such.
    """
    found: list[Part] = []
    for path, one, other in _differing("", old, new, 0):
        if len(found) == MOST_PARTS:
            return [*found, Part("…", "", "more differs")]
        found.append(Part(path, brief(one), brief(other)))
    return found


def _differing(path: str, old: Any, new: Any, depth: int) -> Iterator[tuple[str, Any, Any]]:
    before, after = _items(old), _items(new)
    if before is None or after is None or type(old) is not type(new) or depth == _DEEPEST:
        yield path, old, new
    elif isinstance(old, list | tuple):
        yield from _of_lists(path, list(before.values()), list(after.values()), depth)
    else:
        for key in {**before, **after}:
            one, other = before.get(key, _ABSENT), after.get(key, _ABSENT)
            if not same(one, other):
                yield from _differing(f"{path}{key}", one, other, depth + 1)


def _of_lists(
    path: str, old: list[Any], new: list[Any], depth: int
) -> Iterator[tuple[str, Any, Any]]:
    start = 0
    while start < min(len(old), len(new)) and same(old[start], new[start]):
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and same(old[-1 - end], new[-1 - end]):
        end += 1
    olds, news = old[start : len(old) - end], new[start : len(new) - end]
    for i in range(max(len(olds), len(news))):
        one = olds[i] if i < len(olds) else _ABSENT
        other = news[i] if i < len(news) else _ABSENT
        if not same(one, other):
            yield from _differing(f"{path}[{start + i}]", one, other, depth + 1)


def _items(value: object) -> Mapping[str, Any] | None:
    """Return the parts of a list, a dict or a record by what leads to them; None if it has none."""
    if is_several(value):
        return {f"[{i}]": item for i, item in enumerate(value)}
    if is_mapping(value):
        return {f"[{brief(key)}]": item for key, item in value.items()}
    kind: Any = type(value)
    if dataclasses.is_dataclass(kind):
        names = [field.name for field in dataclasses.fields(kind)]
    else:
        names = list(getattr(kind, "model_fields", ()))
    return {f".{name}": getattr(value, name, _ABSENT) for name in names} or None
