"""What is wrong with a value, in words for whoever entered it: a visitor, not a programmer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_DATE = "expected a date such as 2026-01-31"
_MOMENT = "expected a date and time such as 2026-01-31T12:30:00"
_TIME = "expected a time such as 12:30:00"
_DURATION = "expected a duration such as PT1H30M"
_ID = "expected an id such as 01234567-89ab-cdef-0123-456789abcdef"
_LINK = "expected a full web address"
_NUMBER = "expected a number"
_LIST = "expected a list"
_NAMED = "expected a JSON object"
WRONG_KIND = "it is of the wrong kind"
_UNCLEAR = "it does not say which kind it is of"
UNFIT = "it does not fit"
MISSING = "is missing"
UNKNOWN = "is unknown"

_WORDS: dict[str, str] = {
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float"), "expected a whole number"),
    "int_parsing_size": "the number is too large",
    **dict.fromkeys(("float_type", "float_parsing", "decimal_type", "decimal_parsing"), _NUMBER),
    **dict.fromkeys(("complex_type", "complex_str_parsing", "fraction_type"), _NUMBER),
    "fraction_parsing": _NUMBER,
    "finite_number": "it is not a finite number",
    **dict.fromkeys(("bool_type", "bool_parsing"), "expected true or false"),
    **dict.fromkeys(("string_type", "string_sub_type", "bytes_type"), "expected text"),
    **dict.fromkeys(("string_unicode", "bytes_invalid_encoding"), "expected text"),
    **dict.fromkeys(("date_type", "date_parsing", "date_from_datetime_parsing"), _DATE),
    "date_from_datetime_inexact": "it has a time, and a date has none",
    **dict.fromkeys(("datetime_type", "datetime_parsing", "datetime_object_invalid"), _MOMENT),
    "datetime_from_date_parsing": _MOMENT,
    **dict.fromkeys(("time_type", "time_parsing"), _TIME),
    **dict.fromkeys(("time_delta_type", "time_delta_parsing"), _DURATION),
    "timezone_naive": "it must not have an offset such as +02:00",
    "timezone_aware": "it must have an offset such as +02:00",
    **dict.fromkeys(("uuid_type", "uuid_parsing"), _ID),
    "uuid_version": "it is an id of another version",
    "timezone_offset": "it has another offset than is expected",
    **dict.fromkeys(("url_type", "url_parsing", "url_syntax_violation"), _LINK),
    **dict.fromkeys(("list_type", "deque_type", "tuple_type", "named_tuple_type"), _LIST),
    **dict.fromkeys(("set_type", "frozen_set_type", "iterable_type", "iteration_error"), _LIST),
    **dict.fromkeys(("dict_type", "frozen_dict_type", "ordered_dict_type"), _NAMED),
    **dict.fromkeys(("counter_type", "mapping_type", "model_type", "arguments_type"), _NAMED),
    **dict.fromkeys(("model_attributes_type", "dataclass_type", "dataclass_exact_type"), _NAMED),
    "invalid_key": "its names must be text",
    "set_item_not_hashable": "it must not be a list or a JSON object",
    "none_required": "expected nothing",
    **dict.fromkeys(("is_instance_of", "is_subclass_of", "callable_type"), WRONG_KIND),
    **dict.fromkeys(("no_such_attribute", "get_attribute_error"), WRONG_KIND),
    **dict.fromkeys(
        ("needs_python_object", "missing_sentinel_error", "ellipsis_error"), WRONG_KIND
    ),
    "default_factory_not_called": "it depends on values that do not fit",
    **dict.fromkeys(("frozen_field", "frozen_instance"), "it cannot be changed"),
    "recursion_loop": "it contains itself",
    "recursion_depth_exceeded": "it is nested too deeply",
    **dict.fromkeys(("json_invalid", "json_type"), "it is not valid JSON"),
    **dict.fromkeys(("union_tag_invalid", "union_tag_not_found"), _UNCLEAR),
    **dict.fromkeys(("missing", "missing_argument"), MISSING),
    **dict.fromkeys(("missing_keyword_only_argument", "missing_positional_only_argument"), MISSING),
    **dict.fromkeys(("extra_forbidden", "unexpected_keyword_argument"), UNKNOWN),
    **dict.fromkeys(("unexpected_positional_argument", "multiple_argument_values"), UNKNOWN),
}
"""Pydantic's types of errors whose messages speak of Python."""

_CHOICES = frozenset({"enum", "literal_error"})

_SUBJECT = re.compile(
    r"\A(?:Input|String|Data|Value|Date|Decimal input|List|Tuple|NamedTuple|Set|Frozenset|"
    r"Dictionary|Mapping|Deque|Counter|Generator|Iterable) (?=should|is)"
)


def words_of(kind: str, message: str) -> str:
    """Return the words for an error of pydantic's, given its type and message."""
    if kind in _WORDS:
        return _WORDS[kind]
    if kind in _CHOICES:
        return "expected " + message.removeprefix("Input should be ")
    return _SUBJECT.sub("it ", message).replace(" after validation", "")


def joined(words: Iterable[str]) -> str:
    """Return alternatives as one text: "a, b or c"."""
    *others, last = words
    return f"{', '.join(others)} or {last}" if others else last


def one_of(choices: Sequence[str], most: int = 12) -> str:
    """Return the words for a choice among texts."""
    named = ", ".join([repr(text) for text in choices[:most]])
    return f"one of {named}" + (", ..." if len(choices) > most else "")


def or_nothing(words: str) -> str:
    """Return the words for something optional."""
    is_choice = words.startswith("one of ") or " or " in words
    return f"{words}{',' if is_choice else ''} or nothing"


def spaced(name: str) -> str:
    """Return a class's name as words.

    >>> spaced("IPv4Address"), spaced("AwareDatetime")
    ('IPv4 address', 'aware date and time')
    """
    parts = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).split()
    lower = [part if part[:2].isupper() else part.lower() for part in parts]
    return " ".join(_PLAIN_NAMES.get(part, part) for part in lower)


_PLAIN_NAMES = {
    "str": "text", "int": "whole number", "float": "number", "datetime": "date and time",
    "timedelta": "duration",
}  # fmt: skip


_ORDINALS = ("first", "second", "third", "fourth", "fifth")


def ordinal(index: int, noun: str) -> str:
    """Return the words for one of several things, counted from 0."""
    return f"the {_ORDINALS[index]} {noun}" if index < len(_ORDINALS) else f"{noun} {index + 1}"


def item(index: int) -> str:
    """Return the words for the place of an item, counted from 0."""
    return f"item {index + 1}"


_NOWHERE: Any = object()


def places(where: Sequence[int | str], validated: Any, *, missing: bool = False) -> list[str]:
    """Return the words for each step to a place in a value.

    Args:
        where: pydantic's location: indexes, keys, names of fields. In between are the names of a
            union's members; they are no steps in the value, and left out.
        validated: the value.
        missing: the last step is not in the value.
    """
    found: list[str] = []
    value: Any = validated
    for at, part in enumerate(where):
        if part == "[key]":
            found[-1:] = [f"the name {found[-1]}"] if found else []
        elif _is_mapping(value):
            value, is_step = _under(value, part, missing=missing and at == len(where) - 1)
            found += [str(part)[:40]] if is_step else []
        elif isinstance(part, int):
            found.append("an item" if _is_set(value) else item(part))
            value = _at(value, part)
        elif missing or value is _NOWHERE or hasattr(value, "__pydantic_fields__"):
            found.append(part[:40])
            value = getattr(value, part, _NOWHERE)
    return found


def _is_mapping(value: object) -> bool:
    return isinstance(value, Mapping)


def _is_set(value: object) -> bool:
    return isinstance(value, set | frozenset)


def _under(given: Mapping[Any, Any], part: int | str, *, missing: bool) -> tuple[Any, bool]:
    """Return what is under a key, and whether it is one: a union's member may be meant."""
    for key, inner in given.items():
        if key == part or str(key) == part:
            return inner, True
    return (_NOWHERE, True) if missing else (given, False)


def _at(given: Any, index: int) -> Any:
    try:
        return list(given)[index]
    except (TypeError, IndexError):
        return _NOWHERE


_SHORTEST, _DEEPEST, _MOST_PARTS = 6, 3, 100


def quotes(message: str, value: object) -> bool:
    """Return whether a message quotes a value, or a part of it that tells something."""
    folded = message.casefold()
    return any(map(folded.__contains__, _telling(value))) or any(
        re.search(rf"(?<!\w){re.escape(text)}(?!\w)", folded) for text in _texts(value)
    )


def _telling(value: object) -> Iterable[str]:
    for text in _texts(value):
        for start in range(min(len(text), 2_000) - _SHORTEST + 1):
            yield text[start : start + _SHORTEST]


def _texts(value: object, depth: int = 0) -> list[str]:
    """Return the texts that a message may quote of a value."""
    found: list[str] = []
    for write in (str, repr):
        try:
            found.append(write(value).casefold())
        except Exception:  # noqa: BLE001 - an app's own class may raise anything
            continue
    holder: Any = value
    inner: list[Any] = []
    if depth < _DEEPEST and isinstance(value, list | tuple | set | frozenset | Mapping):
        inner = [*holder, *(holder.values() if isinstance(value, Mapping) else ())]
    for part in inner[:_MOST_PARTS]:
        found += _texts(part, depth + 1)
    return [text for text in found if text]
