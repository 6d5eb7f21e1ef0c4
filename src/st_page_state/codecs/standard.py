"""The shapes of Python's own types that contain no others."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from math import isfinite
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

from st_page_state.codecs.base import RefusedError, Shape, check_text
from st_page_state.codecs.scalars import AnyJson, Null, Scalar


@cache
def _adapter(kind: type) -> TypeAdapter[Any]:
    # Built on first use: building them all would take a third of the import time.
    return TypeAdapter(kind)


def _lax(kind: type) -> Callable[[str], Any]:
    return lambda text: _adapter(kind).validate_python(text)


def _finite(value: float) -> str:
    if not isfinite(value):
        raise RefusedError("it is not a finite number")
    return repr(value)


def _read_float(read: Callable[[str], Any]) -> Callable[[str], float]:
    def parse(text: str) -> float:
        value: float = read(text)
        _finite(value)
        return value

    return parse


_EXACT_OFFSET = re.compile(r"[+-]\d\d:\d\d:\d\d(\.\d{1,6})?$", re.ASCII)
"""An offset with seconds, as of old local mean times; pydantic does not read it."""


def _read_clock(kind: Any) -> Callable[[str], Any]:
    def parse(text: str) -> Any:
        if _EXACT_OFFSET.search(text):
            try:
                return kind.fromisoformat(text)
            except ValueError:
                raise RefusedError(f"expected {SCALARS[kind].says}") from None
        return _adapter(kind).validate_python(text)

    return parse


def _from_base64(text: str) -> bytes:
    try:
        return base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError):
        raise RefusedError("expected base64url text") from None


SCALARS: dict[Any, Shape] = {
    None: Null(),
    type(None): Null(),
    bool: Scalar(
        bool,
        10,
        text=lambda v: "true" if v else "false",
        parse=_lax(bool),
        native=True,
        says="true or false",
    ),
    int: Scalar(
        int, 11, text=str, parse=_lax(int), native=True, says="a whole number", noun="number"
    ),
    float: Scalar(
        float,
        12,
        text=_finite,
        parse=_read_float(_lax(float)),
        native=True,
        says="a number",
        noun="number",
    ),
    Decimal: Scalar(Decimal, 13, text=str, parse=_lax(Decimal), says="a number", noun="number"),
    date: Scalar(
        date,
        20,
        text=date.isoformat,
        parse=_lax(date),
        says="a date such as 2026-01-31",
        noun="date",
    ),
    datetime: Scalar(
        datetime,
        21,
        text=datetime.isoformat,
        parse=_read_clock(datetime),
        says="a date and time such as 2026-01-31T12:30:00",
        noun="time",
    ),
    time: Scalar(
        time,
        22,
        text=time.isoformat,
        parse=_read_clock(time),
        says="a time such as 12:30:00",
        noun="time",
    ),
    timedelta: Scalar(
        timedelta,
        23,
        text=lambda v: str(_adapter(timedelta).dump_python(v, mode="json")),
        parse=_lax(timedelta),
        says="a duration such as PT1H30M",
        noun="duration",
    ),
    UUID: Scalar(
        UUID,
        24,
        text=str,
        parse=_lax(UUID),
        says="an id such as 01234567-89ab-cdef-0123-456789abcdef",
        noun="id",
    ),
    bytes: Scalar(
        bytes,
        59,
        text=lambda v: base64.urlsafe_b64encode(v).decode(),
        parse=_from_base64,
        says="base64url text",
    ),
    str: Scalar(str, 60, text=check_text, parse=check_text, says="text", noun="text"),
    Any: AnyJson(),
    object: AnyJson(),
}
