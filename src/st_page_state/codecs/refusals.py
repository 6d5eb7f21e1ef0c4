"""Errors of validators, serializers and pydantic, as the one error that the codec raises."""

from __future__ import annotations

from pydantic_core import PydanticSerializationError, ValidationError

from st_page_state.codecs.base import RefusedError
from st_page_state.errors import StPageStateError


def refused(error: Exception) -> Exception:
    """Return the ValueError for whatever a validator, a serializer or pydantic has raised.

    An error of the library itself, for example because a validator uses state, stays what it is.
    """
    if isinstance(error, ValidationError):
        return refusal(error)
    if isinstance(error, PydanticSerializationError):
        return RefusedError(str(error), "its serializer failed")
    if isinstance(error, RecursionError):
        return RefusedError("it is nested too deeply")
    if isinstance(error, OverflowError):
        return RefusedError("it is too large")
    if isinstance(error, ValueError | StPageStateError):
        return error
    kind = type(error).__name__
    said = f"{kind}: {error}" if str(error) else kind
    return RefusedError(said, f"a validator of the field raised {kind}")


def refusal(error: ValidationError) -> RefusedError:
    """Convert pydantic's error to ours, without the given value."""
    told: list[str] = []
    discreet: list[str] = []
    for problem in error.errors(include_url=False, include_context=False, include_input=False)[:3]:
        where = ".".join(str(part)[:40] for part in problem["loc"])
        own = problem["type"] in ("value_error", "assertion_error")
        message = problem["msg"].split(", ", 1)[-1] if own else problem["msg"]
        message = message or "a validator of the field rejected it"
        told.append(f"{where}: {message}" if where else message)
        discreet.append("a validator of the field rejected it" if own else told[-1])
    return RefusedError("; ".join(told), "; ".join(discreet))
