"""``st.time_input``."""

# ruff: noqa: A002 - the parameters are Streamlit's

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from st_page_state_fakes.commands.place import Args, Kwargs, OnChange, Place
from st_page_state_fakes.commands.widgets.common import key_of, label_of
from st_page_state_fakes.commands.widgets.datetimes import (
    STEP,
    parse_as,
    seconds_of,
    time_of,
)
from st_page_state_fakes.server.widget_spec import WidgetSpec

MINUTE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeInputSpec(WidgetSpec):
    """A picker of a time of day.

    Attributes:
        default: the default, None for an empty field.
        step: the seconds between two times on offer.
        required: it cannot be emptied.
    """

    default: time | None
    step: int
    required: bool

    @property
    def _whole_minutes(self) -> bool:
        return self.step % MINUTE == 0

    def decode(self, wire: str | None) -> time | None:
        moment = None if wire is None else parse_as(wire, "%H:%M:%S", "%H:%M")
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
            raise self.refusal(value, "it cannot be emptied, because it has a default")
        if not isinstance(value, time) or value.tzinfo is not None:
            raise self.refusal(value, "it takes a datetime.time without a time zone")
        if value.microsecond or (value.second and self._whole_minutes):
            raise self.refusal(value, "it is not that precise")
        return self.encode(value)


class TimeInputCommand(Place):
    """The command ``time_input``.

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
        shown = default if isinstance(value, datetime | time) else value
        spec = TimeInputSpec(
            command="time_input",
            label=label,
            key=key_of(key),
            identity=(label, shown, help, step, width, required),
            keyed_identity=(step,),
            default=None if self._value_is_none(key) else default,
            step=seconds,
            required=required,
        )
        return self._widget(spec, on_change, args, kwargs, disabled, bind, persist_state)
