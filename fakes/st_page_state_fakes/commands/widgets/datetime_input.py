"""``st.datetime_input``."""

# ruff: noqa: A002 - the parameters are Streamlit's

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from st_page_state_fakes.commands.place import Args, Kwargs, OnChange, Place
from st_page_state_fakes.commands.widgets.common import key_of, label_of
from st_page_state_fakes.commands.widgets.datetimes import (
    STEP,
    YEARS,
    datetime_of,
    now,
    parse_as,
    seconds_of,
    to_minute,
    years_from,
)
from st_page_state_fakes.errors import (
    StreamlitInvalidMinMaxError,
    StreamlitValueAboveMaxError,
    StreamlitValueBelowMinError,
)
from st_page_state_fakes.server.widget_spec import Native, WidgetSpec

MINUTE = 60
FORMAT = "%Y-%m-%dT%H:%M"
LAST_MINUTE = time(23, 59)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatetimeInputSpec(WidgetSpec):
    """A picker of a date and a time.

    Attributes:
        default: the default, None for an empty field.
        least: the first datetime that can be chosen.
        greatest: the last datetime that can be chosen.
        bounded: the script has given a bound.
        required: it cannot be emptied.
    """

    default: datetime | None
    least: datetime
    greatest: datetime
    bounded: bool
    required: bool
    native: Native = "strings"

    def decode(self, wire: list[str] | None) -> datetime | None:
        moment = parse_as(wire[0], FORMAT, "%Y/%m/%d, %H:%M") if wire else None
        return moment if moment is not None and self._takes(moment) else self.default

    def encode(self, value: Any) -> list[str]:
        if value is None:
            return []
        if not isinstance(value, datetime):
            raise AttributeError(
                f'The value of the datetime_input "{self.label}" must be a datetime, not {value!r}.'
            )
        moment = to_minute(value)
        return [f"{moment.year:04d}{moment.strftime('-%m-%dT%H:%M')}"]

    def settle(self, value: Any) -> Any:
        """Replace a datetime out of bounds by the default."""
        if value is None or not self.bounded or self._takes(value):
            return value
        return self.default

    def enter(self, value: Any) -> list[str]:
        if value is None and self.default is None and not self.required:
            return []
        if not isinstance(value, datetime) or value.tzinfo is not None:
            raise self.refusal(value, "it takes a datetime without a time zone")
        if value.second or value.microsecond:
            raise self.refusal(value, "it does not take seconds")
        if not self._takes(value):
            raise self.refusal(value, f"it takes datetimes from {self.least} to {self.greatest}")
        return self.encode(value)

    def _takes(self, moment: datetime) -> bool:
        return self.least <= moment <= self.greatest


def _bounds(value: Any, least: Any, greatest: Any) -> dict[str, Any]:
    today = now().date()
    default = None if value is None else datetime_of(value, today, time.min)
    day = today if default is None else default.date()
    first = datetime_of(years_from(day, -YEARS) if least is None else least, day, time.min)
    last = datetime_of(years_from(day, YEARS) if greatest is None else greatest, day, LAST_MINUTE)
    if first > last:
        raise StreamlitInvalidMinMaxError(first, last)
    if default is not None and default < first:
        raise StreamlitValueBelowMinError(default, first)
    if default is not None and default > last:
        raise StreamlitValueAboveMaxError(default, last)
    return {
        "default": default,
        "least": first,
        "greatest": last,
        "bounded": least is not None or greatest is not None,
    }


class DatetimeInputCommand(Place):
    """The command ``datetime_input``.

    ``st.datetime_input("Begin", datetime(2025, 1, 31, 8, 30))`` returns a ``datetime``.
    """

    def datetime_input(
        self,
        label: str,
        value: Any = "now",
        min_value: Any = None,
        max_value: Any = None,
        *,
        key: str | int | None = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        format: str = "YYYY/MM/DD",
        step: int | timedelta = STEP,
        disabled: bool = False,
        required: bool = False,
        label_visibility: str = "visible",
        width: Any = "stretch",
        bind: str | None = None,
        persist_state: str | None = None,
    ) -> Any:
        """Choose a date and a time: ``st.datetime_input("Begin", "2025-01-31 08:30")``."""
        label = label_of(label)
        picked = _bounds(value, min_value, max_value)
        shown = picked["default"] if isinstance(value, date | time) else value
        bounds = (picked["least"], picked["greatest"])
        seconds_of(step, shortest=MINUTE)
        if self._value_is_none(key):
            picked["default"] = None
        spec = DatetimeInputSpec(
            command="datetime_input",
            label=label,
            key=key_of(key),
            identity=(label, shown, bounds, help, format, step, width, required),
            keyed_identity=(format, step),
            required=required,
            **picked,
        )
        return self._widget(spec, on_change, args, kwargs, disabled, bind, persist_state)
