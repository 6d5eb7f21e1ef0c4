"""Time zones of values that widgets return without one."""

from __future__ import annotations

from datetime import datetime, time, tzinfo
from itertools import chain, repeat
from typing import Any

from st_page_state.codecs.equality import type_of
from st_page_state.declaration.fields import Field


def in_zone_of_field(field: Field, shown: Any, entered: Any) -> Any:
    """Return an entered value with the time zone of the value that the widget showed.

    Streamlit shows an aware datetime as its wall clock has it, and returns what was entered
    without a zone.

    Args:
        field: the field that the widget is bound to.
        shown: the value that it showed.
        entered: the value that it has now.
    """
    kind = type_of(entered)
    if kind is list or kind is tuple:
        shown_items: Any = shown if type(shown) in (list, tuple) else ()
        items = zip(entered, chain(shown_items, repeat(None)), strict=False)
        zoned = [in_zone_of_field(field, was, item) for item, was in items]
        return zoned if kind is list else tuple(zoned)
    if not isinstance(entered, datetime | time) or entered.tzinfo is not None:
        return entered
    zone = _zone(field, shown)
    return entered if zone is None else entered.replace(tzinfo=zone)


def _zone(field: Field, shown: Any) -> tzinfo | None:
    default: Any = field.default()
    if type(default) in (list, tuple):  # as of a range
        default = default[0] if default else None
    return zone_between(getattr(default, "tzinfo", None), shown)


def zone_between(home: tzinfo | None, shown: Any) -> tzinfo | None:
    """Return the zone of the default if the shown value may be in it, else that of the latter.

    A link has an offset, not a zone, which has another offset at another time of the year.
    """
    zone: tzinfo | None = getattr(shown, "tzinfo", None)
    if zone is None:
        return home if shown is None else None
    if home is None or not isinstance(shown, datetime):
        return zone
    return home if shown.astimezone(home).utcoffset() == shown.utcoffset() else zone
