"""State classes with fields of every kind, for whole links and landings."""

from __future__ import annotations

import types
from functools import cache
from itertools import pairwise
from typing import Any

from fuzz.belonging import Check, belongs_to
from fuzz.kinds import KINDS, Kind
from st_page_state import StateVar
from st_page_state.state import PageState

_FIELDS = 4
"""Fields in one class: few, so that landing on two classes is quick."""
_OPTIONS: list[dict[str, Any]] = [
    {},
    {"hide_defaults": True},
    {"ignore_none_url": False, "url_prefix": "é."},
]
_CHECKS: list[Check] = [belongs_to(kind.annotation) for kind in KINDS]


def fits(number: int, value: Any) -> bool:
    """Return whether a value fits the kind with this number."""
    return _CHECKS[number](value) and KINDS[number].holds(value)


@cache
def kinds_of(cls: type[PageState]) -> dict[str, int]:
    """Return the number of each field's kind."""
    return {name: int(name.removeprefix("f")) for name in cls.__page_state__.fields}


def _class(number: int, kinds: dict[str, Kind]) -> Any:
    """Make a state class with fields of some kinds, as a class statement would."""

    def body(namespace: dict[str, Any]) -> None:
        namespace["__module__"] = __name__
        namespace["__annotations__"] = {name: kind.annotation for name, kind in kinds.items()}
        namespace["Config"] = type("Config", (), _OPTIONS[number % len(_OPTIONS)])
        for name, kind in kinds.items():
            namespace[name] = StateVar(default=kind.default, url_key=name, value_map=kind.value_map)

    return types.new_class(f"State{number}", (PageState,), exec_body=body)


def _classes() -> list[Any]:
    named = [(f"f{number}", kind) for number, kind in enumerate(KINDS)]
    # Take kinds at equal distances, so that each class has one of each sort.
    count = -(-len(named) // _FIELDS)
    return [_class(number, dict(named[number::count])) for number in range(count)]


CLASSES: list[Any] = _classes()
_NEIGHBORS = [*pairwise(CLASSES), (CLASSES[-1], CLASSES[0])]
PAIRS: list[tuple[Any, Any]] = [*_NEIGHBORS, *(pair[::-1] for pair in _NEIGHBORS)]
