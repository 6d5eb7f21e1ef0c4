"""Times of day, and moments of a date and a time."""

# ruff: noqa: A002 - the parameters are named as Streamlit names them

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from st_page_state_fakes.commands.place import Args, Kwargs, OnChange, Place
from st_page_state_fakes.commands.widgets.common import (
    key_of,
    label_of,
    refuse,
)
from st_page_state_fakes.commands.widgets.datetimes import (
    moment_of,
    now,
    read_as,
    seconds_of,
    time_of,
    to_minute,
    years_from,
)
from st_page_state_fakes.errors import (
    StreamlitInvalidMinMaxError,
    StreamlitValueAboveMaxError,
    StreamlitValueBelowMinError,
)
from st_page_state_fakes.server.widget_spec import WidgetSpec

STEP = timedelta(minutes=15)
MINUTE = 60
YEARS = 10
MOMENT = "%Y-%m-%dT%H:%M"
LAST_MINUTE = time(23, 59)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clock:
    label: str
    default: time | None
    step: int
    required: bool

    @property
    def _whole_minutes(self) -> bool:
        return self.step % MINUTE == 0

    def decode(self, wire: str | None) -> time | None:
        moment = None if wire is None else read_as(wire, "%H:%M:%S", "%H:%M")
        if moment is None:
            return self.default
        return moment.time().replace(second=0) if self._whole_minutes else moment.time()

    def encode(self, value: Any) -> str | None:
        if value is None:
            return None
        at = value.time() if isinstance(value, datetime) else value
        return time.strftime(at, "%H:%M" if self._whole_minutes else "%H:%M:%S")

    def enter(self, value: Any) -> str | None:
        if value is None:
            if self.default is None and not self.required:
                return None
            raise self._refusal(value, "it cannot be emptied, because it has a default")
        if not isinstance(value, time) or value.tzinfo is not None:
            raise self._refusal(value, "it takes a datetime.time without a time zone")
        if value.microsecond or (value.second and self._whole_minutes):
            raise self._refusal(value, "it has no field for anything that small")
        return self.encode(value)

    def _refusal(self, value: Any, could: str) -> ValueError:
        return refuse("time_input", self.label, value, could)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Moments:
    label: str
    default: datetime | None
    least: datetime
    greatest: datetime
    bounded: bool
    required: bool

    def decode(self, wire: list[str] | None) -> datetime | None:
        moment = read_as(wire[0], MOMENT, "%Y/%m/%d, %H:%M") if wire else None
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
        if value is None or not self.bounded or self._takes(value):
            return value
        return self.default

    def enter(self, value: Any) -> list[str]:
        if value is None and self.default is None and not self.required:
            return []
        if not isinstance(value, datetime) or value.tzinfo is not None:
            raise self._refusal(value, "it takes a datetime without a time zone")
        if value.second or value.microsecond:
            raise self._refusal(value, "it has no field for seconds")
        if not self._takes(value):
            raise self._refusal(value, f"it takes moments from {self.least} to {self.greatest}")
        return self.encode(value)

    def _takes(self, moment: datetime) -> bool:
        return self.least <= moment <= self.greatest

    def _refusal(self, value: Any, could: str) -> ValueError:
        return refuse("datetime_input", self.label, value, could)


def _moments(label: str, value: Any, least: Any, greatest: Any, *, required: bool) -> _Moments:
    today = now().date()
    default = None if value is None else moment_of(value, today, time.min)
    day = today if default is None else default.date()
    first = moment_of(years_from(day, -YEARS) if least is None else least, day, time.min)
    last = moment_of(years_from(day, YEARS) if greatest is None else greatest, day, LAST_MINUTE)
    if first > last:
        raise StreamlitInvalidMinMaxError(first, last)
    if default is not None and default < first:
        raise StreamlitValueBelowMinError(default, first)
    if default is not None and default > last:
        raise StreamlitValueAboveMaxError(default, last)
    return _Moments(
        label=label,
        default=default,
        least=first,
        greatest=last,
        bounded=least is not None or greatest is not None,
        required=required,
    )


class TimeWidgets(Place):
    """The pickers of times and moments.

    ``st.time_input("At", datetime.time(8, 30))`` returns a ``datetime.time``.
    """

    def time_input(
        self,
        label: str,
        value: Any = "now",
        key: str | int | None = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        disabled: bool = False,
        required: bool = False,
        label_visibility: str = "visible",
        step: int | timedelta = STEP,
        format: str = "24h",
        width: Any = "stretch",
        bind: str | None = None,
        persist_state: str | None = None,
    ) -> Any:
        """Choose a time of day: ``st.time_input("Alarm", "08:30")``."""
        label = label_of(label)
        default = None if value is None else time_of(value)
        seconds = seconds_of(step, shortest=1)
        if default is not None and seconds % MINUTE == 0:
            default = default.replace(second=0, microsecond=0)
        clock = _Clock(
            label=label,
            default=None if self._value_is_none(key) else default,
            step=seconds,
            required=required,
        )
        shown = default if isinstance(value, datetime | time) else value
        spec = WidgetSpec(
            command="time_input",
            label=label,
            key=key_of(key),
            identity=(label, shown, help, step, width, required),
            keyed_identity=(step,),
            decode=clock.decode,
            encode=clock.encode,
            enter=clock.enter,
        )
        return self._widget(spec, on_change, args, kwargs, disabled, bind, persist_state)

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
        moments = _moments(label, value, min_value, max_value, required=required)
        shown = moments.default if isinstance(value, date | time) else value
        bounds = (moments.least, moments.greatest)
        seconds_of(step, shortest=MINUTE)
        if self._value_is_none(key):
            moments = replace(moments, default=None)
        spec = WidgetSpec(
            command="datetime_input",
            label=label,
            key=key_of(key),
            identity=(label, shown, bounds, help, format, step, width, required),
            keyed_identity=(format, step),
            decode=moments.decode,
            encode=moments.encode,
            enter=moments.enter,
            settle=moments.settle,
            native="strings",
        )
        return self._widget(spec, on_change, args, kwargs, disabled, bind, persist_state)
