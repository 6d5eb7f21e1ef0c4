"""Errors of validators, serializers and pydantic, as the one error that the codec raises."""

from __future__ import annotations

from typing import Any

from pydantic_core import PydanticSerializationError, ValidationError

from st_page_state.codecs import words
from st_page_state.codecs.base import RefusedError, Shape
from st_page_state.errors import StPageStateError

_REJECTED = "a check of the app refused it"


def refused(error: Exception, value: Any = None, shape: Shape | None = None) -> Exception:
    """Return the ValueError for whatever a validator, a serializer or pydantic has raised.

    An error of the library itself, for example because a validator uses state, stays what it is.

    Args:
        error: what was raised.
        value: what was validated.
        shape: the shape of its type.
    """
    if isinstance(error, ValidationError):
        return refusal(error, value, shape)
    if isinstance(error, PydanticSerializationError):
        return RefusedError("it cannot be written", "its serializer failed", str(error))
    if isinstance(error, RecursionError):
        return RefusedError("it is nested too deeply")
    if isinstance(error, OverflowError):
        return RefusedError("it is too large")
    if isinstance(error, StPageStateError):
        return error
    if isinstance(error, ValueError):
        return RefusedError(words.UNFIT, report=str(error))
    kind = type(error).__name__
    return RefusedError(
        f"it could not be checked ({kind})",
        report=f"it could not be checked, because a validator raised {kind}: {error}",
    )


def refusal(error: ValidationError, value: Any = None, shape: Shape | None = None) -> RefusedError:
    """Convert pydantic's error to ours, in words for a visitor and without the given value.

    Args:
        error: pydantic's error.
        value: what was validated.
        shape: the shape of its type.
    """
    told: dict[str, list[str]] = {}
    discreet: dict[str, list[str]] = {}
    for problem in error.errors(include_context=False)[:_MOST_PROBLEMS]:
        missing = words.words_of(problem["type"], "") == words.MISSING
        steps = words.places(problem["loc"], value, missing=missing)
        said = _said(problem)
        if missing and isinstance(index := problem["loc"][-1], int):
            steps[-1] = words.ordinal(index, _noun(shape, problem["loc"]))
        where = ": ".join(steps)
        told.setdefault(where, []).append(said)
        quoting = _is_own(problem) and words.quotes(said, problem["input"])
        discreet.setdefault(where, []).append(_REJECTED if quoting else said)
    if shape is not None and shape.says and told.keys() == {""} and all(map(_is_kind, told[""])):
        return RefusedError(f"expected {shape.says}")
    return RefusedError(_all(told), _all(discreet))


_MOST_PROBLEMS = 20
_MOST_TOLD = 3


def _is_own(problem: Any) -> bool:
    """Return whether the message is of a validator of the app; pydantic's have a page each."""
    return problem["type"] in ("value_error", "assertion_error") or "url" not in problem


def _said(problem: Any) -> str:
    if problem["type"] in ("value_error", "assertion_error"):
        return problem["msg"].partition(", ")[2] or _REJECTED
    return words.words_of(problem["type"], problem["msg"])


def _is_kind(said: str) -> bool:
    return said.startswith("expected ") or said == words.WRONG_KIND


def _all(told: dict[str, list[str]]) -> str:
    """Return the words for several places, and for what a union's members say of one place."""
    return "; ".join([_at(place, said) for place, said in list(told.items())[:_MOST_TOLD]])


def _at(place: str, said: list[str]) -> str:
    said = [each for each in said if each != words.WRONG_KIND] or said
    kinds = dict.fromkeys([w.removeprefix("expected ") for w in said if w.startswith("expected ")])
    others = dict.fromkeys([each for each in said if not each.startswith("expected ")])
    alternatives = [*([f"expected {words.joined(kinds)}"] if kinds else []), *others]
    text = ", or ".join(alternatives)
    if not place:
        return text if text not in (words.MISSING, words.UNKNOWN) else f"something {text}"
    return f"{place} {text}" if text in (words.MISSING, words.UNKNOWN) else f"{place}: {text}"


def _noun(shape: Shape | None, where: Any) -> str:
    for part in where:
        shape = shape.part(part) if shape is not None and isinstance(part, int) else None
    return "item" if shape is None else shape.noun


def placed(error: Exception, place: str) -> Exception:
    """Return an error of a part of a value as one of the whole."""
    error = refused(error)
    if not isinstance(error, RefusedError):
        return error
    said = str(error), error.discreet, error.report
    return type(error)(*[f"{place}: {each}" for each in said])
