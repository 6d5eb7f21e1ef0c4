"""``st.date_input``: one date, or a range that may be half chosen."""

# ruff: noqa: A002 - the parameters are Streamlit's

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from st_page_state_fakes.commands.place import Args, Kwargs, OnChange, Place
from st_page_state_fakes.commands.widgets.common import key_of, label_of
from st_page_state_fakes.commands.widgets.datetimes import (
    YEARS,
    date_of,
    now,
    parse_as,
    years_from,
)
from st_page_state_fakes.errors import (
    StreamlitInvalidMinMaxError,
    StreamlitInvalidParameterTypeError,
    StreamlitValueAboveMaxError,
    StreamlitValueBelowMinError,
)
from st_page_state_fakes.server.widget_spec import Native, WidgetSpec
from st_page_state_fakes.type_guards import is_list_or_tuple, is_sequence, is_tuple


def _plain(value: Any) -> Any:
    return value.date() if isinstance(value, datetime) else value


@dataclass(frozen=True, slots=True, kw_only=True)
class DateInputSpec(WidgetSpec):
    """A date picker.

    Attributes:
        dates: the default: no date, one, or two for a range.
        is_range: its value is a tuple of dates.
        least: the first date that can be chosen.
        greatest: the last date that can be chosen.
        bounded: the script has given a bound.
        required: it cannot be emptied.
    """

    dates: list[date]
    is_range: bool
    least: date
    greatest: date
    bounded: bool
    required: bool
    native: Native = "strings"

    @property
    def default(self) -> Any:
        """The default as a date, a tuple of dates or None."""
        if self.is_range:
            return tuple(self.dates)
        return self.dates[0] if self.dates else None

    def decode(self, wire: Sequence[str] | None) -> Any:
        if wire is None:
            return self.default
        read = [parse_as(text, "%Y-%m-%d", "%Y/%m/%d") for text in wire]
        dates = [found.date() for found in read if found is not None]
        if len(dates) < len(read) or not all(self._takes(day) for day in dates):
            return self.default
        if self.is_range:
            return tuple(dates)
        return dates[0] if dates else None

    def encode(self, value: Any) -> list[str]:
        if value is None:
            return []
        days = value if is_sequence(value) else [value]
        return [f"{day.year:04d}-{day.month:02d}-{day.day:02d}" for day in days]

    def settle(self, value: Any) -> Any:
        """Replace dates out of bounds by the default."""
        if value is None or not self.bounded:
            return value
        if self.is_range:
            ends = [value[0], value[-1]] if is_tuple(value) and value else []
        else:
            ends = [value] if isinstance(value, date) else []
        # Streamlit asks no more of two dates that code has put the wrong way round.
        stays = ends and self.least <= _plain(ends[0]) and _plain(ends[-1]) <= self.greatest
        return value if stays else self.default

    def enter(self, value: Any) -> list[str]:
        days = value if is_list_or_tuple(value) else [value]
        if value is None:
            days = []
        if not self.is_range and is_list_or_tuple(value):
            raise self.refusal(value, "it takes a single date")
        if not days and (self.dates or self.required):
            raise self.refusal(value, "it cannot be emptied")
        if not all(isinstance(day, date) for day in days) or len(days) > 2:
            wanted = "a tuple of up to two dates" if self.is_range else "a date"
            raise self.refusal(value, f"it takes {wanted}")
        plain = [_plain(day) for day in days]
        if not all(self._takes(day) for day in plain) or plain != sorted(plain):
            bounds = f"from {self.least} to {self.greatest}"
            raise self.refusal(value, f"it takes dates {bounds}, in ascending order")
        return self.encode(plain)

    def _takes(self, day: date) -> bool:
        return self.least <= day <= self.greatest


def _bound(parameter: str, value: Any, near: date, years: int) -> date:
    if value is None:
        return years_from(near, years)
    if not isinstance(value, date | str):
        raise StreamlitInvalidParameterTypeError(parameter, value, ["a date", "ISO text", "None"])
    return date_of(value)


def _known_as(day: Any) -> str | None:
    return None if day is None or day == "today" else str(_plain(day))


def _shown(value: Any) -> Any:
    # As Streamlit does it, by which text that is given alone never equals a date.
    if is_sequence(value) and value != "today":
        return [_known_as(day) for day in value]
    return _known_as(value)


def _calendar(value: Any, least: Any, greatest: Any) -> dict[str, Any]:
    is_range = is_sequence(value) and not isinstance(value, str)
    given: list[Any] = list(value) if is_range else [value]
    if len(given) > 2:
        raise StreamlitInvalidParameterTypeError("value", value, ["a date", "up to two dates"])
    days = [] if value is None else [date_of(day) for day in given]
    around = days or [now().date()]
    first = _bound("min_value", least, around[0], -YEARS)
    last = _bound("max_value", greatest, around[-1], YEARS)
    if value == "today":
        days = [min(max(days[0], first), last)]
    if first > last:
        raise StreamlitInvalidMinMaxError(first, last)
    if days and days[0] < first:
        raise StreamlitValueBelowMinError(days[0], first)
    if days and days[-1] > last:
        raise StreamlitValueAboveMaxError(days[-1], last)
    return {
        "dates": days,
        "is_range": is_range,
        "least": first,
        "greatest": last,
        "bounded": least is not None or greatest is not None,
    }


class DateInputCommand(Place):
    """The command ``date_input``.

    ``st.date_input("Stay", (first, last))`` returns a tuple of none, one or two dates.
    """

    def date_input(
        self,
        label: str,
        value: Any = "today",
        min_value: Any = None,
        max_value: Any = None,
        key: str | int | None = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        format: str = "YYYY/MM/DD",
        disabled: bool = False,
        required: bool = False,
        label_visibility: str = "visible",
        width: Any = "stretch",
        bind: str | None = None,
        persist_state: str | None = None,
    ) -> Any:
        """Choose a date, or a range if the value is a tuple: ``st.date_input("Day")``."""
        label = label_of(label)
        bounds = (_known_as(min_value), _known_as(max_value))
        calendar = _calendar(value, min_value, max_value)
        state = self._server.state
        if value == "today" and key is not None and str(key) in state:
            calendar = _calendar(state[str(key)], min_value, max_value)
        spec = DateInputSpec(
            command="date_input",
            label=label,
            key=key_of(key),
            identity=(label, _shown(value), bounds, help, format, width, required),
            keyed_identity=(format,),
            required=required,
            **calendar,
        )
        return self._widget(spec, on_change, args, kwargs, disabled, bind, persist_state)
