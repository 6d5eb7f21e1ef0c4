"""What ``st.cache_data`` and ``st.cache_resource`` hold, and the keys they hold it under."""

from __future__ import annotations

import inspect
import pickle
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from enum import Enum
from re import Pattern
from typing import Any, TypeAlias
from uuid import UUID

from st_page_state_fakes.errors import UnhashableParamError
from st_page_state_fakes.server.page import Output
from st_page_state_fakes.type_guards import is_list_or_tuple, is_mapping

_TABLES = ("numpy", "pandas", "polars")

HashFuncs: TypeAlias = Mapping[Any, Callable[[Any], Any]]


@dataclass(frozen=True, slots=True)
class Cached:
    """One result of a function.

    Attributes:
        result: what it returned; of ``st.cache_data``, pickled.
        outputs: what it drew.
    """

    result: Any
    outputs: tuple[Output, ...]


@dataclass(slots=True)
class Caches:
    """The caches of one server process: for each function a result for each key.

    Attributes:
        data: those of ``st.cache_data``.
        resource: those of ``st.cache_resource``.
    """

    data: dict[str, dict[str, Cached]] = field(default_factory=dict[str, dict[str, Cached]])
    resource: dict[str, dict[str, Cached]] = field(default_factory=dict[str, dict[str, Cached]])

    def clear(self) -> None:
        """Forget everything."""
        self.data.clear()
        self.resource.clear()


def function_key(func: Callable[..., Any]) -> str:
    """Return the key of a function, which a script makes anew in each run."""
    try:
        source = inspect.getsource(func)
    except (OSError, TypeError):
        source = repr(func.__code__.co_code)
    return f"{func.__module__}.{func.__qualname__}\n{source}"


def value_key(
    func: Callable[..., Any],
    args: Iterable[Any],
    kwargs: Mapping[str, Any],
    hash_funcs: HashFuncs,
) -> str:
    """Return the key of a function's arguments: equal ones have the same key.

    Raises:
        UnhashableParamError: an argument has no key of its own.
    """
    names = [
        name
        for name, parameter in inspect.signature(func).parameters.items()
        if parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD)
    ]
    given = [
        (names[at] if at < len(names) else "*", value) for at, value in enumerate(args)
    ] + list(kwargs.items())
    named = [(name, value) for name, value in given if not name.startswith("_")]
    by_type = {_name_of(kind): hashes for kind, hashes in hash_funcs.items()}
    keys: list[str] = []
    for name, value in named:
        try:
            keys.append(f"{name}={_key_of(value, by_type)}")
        except TypeError as error:
            raise UnhashableParamError(func.__qualname__, name, value) from error
    return "\n".join(keys)


def _key_of(value: Any, by_type: Mapping[str, Callable[[Any], Any]]) -> str:
    kind = _name_of(type(value))
    if kind in by_type:
        return f"{kind} {_key_of(by_type[kind](value), {})}"
    parts: Iterable[Any]
    if value is None or isinstance(value, str | bytes | int | float | Enum):
        return f"{kind} {value!r}"
    if inspect.isclass(value):
        return f"class {_name_of(value)}"
    if is_list_or_tuple(value):
        parts = value
    elif is_mapping(value):
        parts = value.items()
    elif is_dataclass(value):
        parts = [(part.name, getattr(value, part.name)) for part in fields(value)]
    elif hasattr(value, "model_dump_json"):
        return f"{kind} {value.model_dump_json()}"
    elif isinstance(value, UUID | Pattern) or kind.partition(".")[0] in _TABLES:
        return f"{kind} {pickle.dumps(value)!r}"
    else:
        parts = value.__reduce__()  # it names a function for an instance of most classes
    return f"{kind} [{', '.join(_key_of(part, by_type) for part in parts)}]"


def _name_of(kind: Any) -> str:
    return kind if isinstance(kind, str) else f"{kind.__module__}.{kind.__qualname__}"
