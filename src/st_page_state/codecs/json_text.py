"""JSON as the text of a query parameter: one canonical form, limited in size and depth."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from math import isfinite
from typing import Any, TypeAlias

from st_page_state.codecs.base import RefusedError, TooManyError, check_text
from st_page_state.codecs.equality import type_of

Json: TypeAlias = dict[str, Any] | list[Any] | str | float | None
"""The result of ``json.loads``; callers check the values inside."""

DEEPEST = 64
"""Maximum nesting of lists and objects in JSON; far beyond it, Python's stack overflows."""

MOST_PARTS = 10_000
"""Maximum number of values in the JSON of one param, to keep parsing fast."""

_FURTHER_PART = r"""
    (?: [^",\[{]++                                # anything in between,
      | " (?: [^"\\]++ | \\. )*+ (?: " | \\?\Z )  # a whole string,
      | \[\s*+\] | \{\s*+\}                      # or an empty container,
    )*+ [,\[{]                                   # and then the start of one more part
"""


def dumps(data: Any) -> str:
    """Return JSON data in its canonical form: compact and unescaped."""
    text = _ENCODER.encode(data)
    _check_depth(text, data)
    return text


def loads(text: str) -> Any:
    """Return the JSON data in a param's text; raise RefusedError if it is invalid."""
    check_text(text)
    if text.lstrip().startswith(("[", "{")) and _has_too_many_parts(text):
        raise TooManyError(f"it has more than {MOST_PARTS:,} parts, too many for a URL")
    try:
        data = _DECODER.decode(text)
    except RecursionError:
        raise RefusedError("it is nested too deeply") from None
    except RefusedError:
        raise
    except ValueError:
        raise RefusedError("it is not valid JSON") from None
    _check_depth(text, data)
    if "\\u" in text:  # an escape can stand for a lone surrogate
        check_text(dumps(data))
    return data


def _finite(number: str) -> float:
    value = float(number)
    if not isfinite(value):
        raise RefusedError(f"{number[:40]} is not a finite number")
    return value


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)
_DECODER = json.JSONDecoder(parse_float=_finite, parse_constant=_finite)


def _has_too_many_parts(text: str) -> bool:
    """Return whether JSON has too many values, without parsing it, which is slow."""
    if text.count(",") + text.count("[") + text.count("{") < MOST_PARTS:
        return False
    many = f"(?:{_FURTHER_PART}){{{MOST_PARTS}}}+"
    return re.match(many, text, re.DOTALL | re.VERBOSE) is not None


def _check_depth(text: str, data: Any) -> None:
    if text.count("[") + text.count("{") <= DEEPEST:
        return
    level: list[Any] = [data]
    for _ in range(DEEPEST + 1):
        level = [item for container in level for item in _inside(container)]
    if level:
        raise RefusedError("it is nested too deeply")


def _inside(data: Any) -> Iterable[Any]:
    kind = type_of(data)
    inside: Iterable[Any] = ()
    if issubclass(kind, dict):
        inside = data.values()
    elif issubclass(kind, list | tuple):
        inside = data
    return inside
