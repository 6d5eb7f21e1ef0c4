"""``st.slider``: numbers, dates, times or datetimes, with one handle or two."""

# ruff: noqa: A002 - the parameters are Streamlit's

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from numbers import Integral, Real
from typing import Any

from st_page_state_fakes.commands.place import Args, Kwargs, OnChange, Place
from st_page_state_fakes.commands.widgets.common import key_of, label_of
from st_page_state_fakes.commands.widgets.datetimes import MICROSECOND, from_micros, to_micros
from st_page_state_fakes.commands.widgets.number_input import MOST_EXACT, check_exact
from st_page_state_fakes.errors import (
    StreamlitInvalidMinMaxError,
    StreamlitInvalidParameterTypeError,
    StreamlitJSNumberBoundsError,
    StreamlitValueAboveMaxError,
    StreamlitValueBelowMinError,
    StreamlitValueError,
)
from st_page_state_fakes.server.widget_spec import Native, WidgetSpec
from st_page_state_fakes.type_guards import is_list_or_tuple

KINDS = (Integral, Real, datetime, date, time)
TYPES = ["int", "float", "date", "time", "datetime", "a list or tuple of up to two of them"]
DAY = timedelta(days=1)
QUARTER_HOUR = timedelta(minutes=15)
WINDOW = timedelta(days=14)
FIRST_DAY, LAST_DAY = date(1684, 7, 29), date(2255, 6, 4)


def _kind_of(value: object) -> type:
    for kind in KINDS:
        if isinstance(value, kind):
            return kind
    raise KeyError(type(value))  # as Streamlit does


@dataclass(frozen=True, slots=True, kw_only=True)
class SliderSpec(WidgetSpec):
    """A slider; on the wire all its values are floats.

    Attributes:
        kind: the type of its values.
        zone: their time zone.
        default: the default.
        least: the lower end.
        greatest: the upper end.
        step: the least difference between two values.
        single: it has one handle.
    """

    kind: type
    zone: tzinfo | None
    default: list[float]
    least: float
    greatest: float
    step: float
    single: bool
    native: Native = "doubles"

    def decode(self, wire: list[float] | None) -> Any:
        numbers = self.default if wire is None or not self._takes(wire) else wire
        values = [self._value(number) for number in numbers]
        return values[0] if self.single else tuple(values)

    def encode(self, value: Any) -> list[float]:
        values = value if is_list_or_tuple(value) else [value]
        if self.kind in (Integral, Real):
            return [float(item) for item in values]
        if self.kind is date:
            values = [item.date() if isinstance(item, datetime) else item for item in values]
        return [to_micros(item) for item in values]

    def tell(self, value: Any) -> list[float]:
        """Refuse a value out of bounds, as Streamlit does."""
        numbers = self.encode(value)
        for number in numbers:
            if number < self.least:
                raise StreamlitValueBelowMinError(self._value(number), self._value(self.least))
            if number > self.greatest:
                raise StreamlitValueAboveMaxError(self._value(number), self._value(self.greatest))
        return numbers

    def enter(self, value: Any) -> list[float]:
        values = [value] if self.single else value
        if not is_list_or_tuple(values) or len(values) != (1 if self.single else 2):
            raise self.refusal(value, "it takes a pair of values")
        if not all(self._is_of_kind(item) for item in values):
            raise self.refusal(value, f"it takes values like {self._value(self.least)!r}")
        numbers = self.encode(values)
        if not self._takes(numbers) or numbers != sorted(numbers):
            bounds = f"from {self._value(self.least)} to {self._value(self.greatest)}"
            raise self.refusal(value, f"it takes values {bounds}, in ascending order")
        for number in numbers:
            if not self._is_on_step(number):
                raise self.refusal(value, f"it has steps of {self._step()}")
        return numbers

    def _takes(self, wire: list[float]) -> bool:
        right = len(wire) == (1 if self.single else 2)
        return right and all(self.least <= number <= self.greatest for number in wire)

    def _value(self, number: float) -> Any:
        if self.kind is Integral:
            return int(number)
        if self.kind is Real:
            return number
        moment = from_micros(number, self.zone)
        if self.kind is datetime:
            return moment
        return moment.date() if self.kind is date else moment.timetz()

    def _is_of_kind(self, value: Any) -> bool:
        if isinstance(value, bool) or not isinstance(value, KINDS):
            return False
        whole_as_float = self.kind is Real and _kind_of(value) is Integral
        return _kind_of(value) is self.kind or whole_as_float

    def _is_on_step(self, number: float) -> bool:
        if number == self.greatest or number in self.default:
            return True
        steps = (number - self.least) / self.step
        return math.isclose(steps, round(steps), abs_tol=1e-6)

    def _step(self) -> Any:
        return self.step if self.kind in (Integral, Real) else int(self.step) * MICROSECOND


def _window(anchor: Any) -> tuple[Any, Any]:
    floor: Any = FIRST_DAY
    ceiling: Any = LAST_DAY
    if isinstance(anchor, datetime):
        floor = datetime.combine(FIRST_DAY, time.min, tzinfo=anchor.tzinfo)
        ceiling = datetime.combine(LAST_DAY, time.max, tzinfo=anchor.tzinfo)
    low = max(anchor, floor + WINDOW) - WINDOW
    high = min(anchor, ceiling - WINDOW) + WINDOW
    return min(anchor, low), max(anchor, high)


def _usual(kind: type, values: list[Any]) -> tuple[Any, Any, Any]:
    if kind is Integral:
        return 0, 100, 1
    if kind is Real:
        return 0.0, 1.0, 0.01
    if kind is time:
        zone = values[0].tzinfo
        return time.min.replace(tzinfo=zone), time.max.replace(tzinfo=zone), QUARTER_HOUR
    return (*_window(values[0]), DAY)


def _values_of(value: Any) -> list[Any]:
    if isinstance(value, KINDS):
        return [value]
    if not is_list_or_tuple(value):
        raise StreamlitInvalidParameterTypeError("value", value, TYPES)
    if len(value) > 2:
        raise StreamlitValueError("value", TYPES, value)
    return list(value)


def _check_types(kind: type, least: Any, greatest: Any, step: Any) -> None:
    bounds = [least, greatest, step]
    if kind is Integral:
        fits = all(isinstance(bound, Integral) for bound in bounds)
    elif kind is Real:
        fits = all(isinstance(b, Real) and not isinstance(b, Integral) for b in bounds)
    else:
        fits = isinstance(step, timedelta) and type(least) is type(greatest)
    if not fits:
        raise StreamlitInvalidParameterTypeError(
            "[min_value, max_value, step]", bounds, ["three of the same kind as value"]
        )


def _scale(values: list[Any], least: Any, greatest: Any, step: Any) -> dict[str, Any]:
    kinds = {_kind_of(item) for item in values} or {Integral}
    if len(kinds) > 1:
        raise StreamlitInvalidParameterTypeError("value", values, ["values of the same type"])
    kind: type = kinds.pop()
    low, high, usual_step = _usual(kind, values)
    least = low if least is None else least
    greatest = high if greatest is None else greatest
    if step is None:
        days = kind in (date, datetime)
        step = QUARTER_HOUR if days and abs(greatest - least) < DAY else usual_step
    if step in (0, timedelta(0)):
        raise StreamlitValueError("step", ["more than zero"], step)
    _check_types(kind, least, greatest, step)
    ends: list[Any] = sorted(values) or sorted([least, greatest])
    least, greatest = min(*ends, least, greatest), max(*ends, least, greatest)
    if kind in (Integral, Real):
        for parameter, bound in {"min_value": least, "max_value": greatest}.items():
            check_exact(parameter, bound, whole=kind is Integral)
    if least == greatest:
        raise StreamlitInvalidMinMaxError(least, greatest)
    zone = getattr(ends[0], "tzinfo", None)
    if kind not in (Integral, Real):
        least, greatest, step = to_micros(least), to_micros(greatest), step // MICROSECOND
        ends = [to_micros(end) for end in ends]
        for parameter, micros in {"min_value": least, "max_value": greatest}.items():
            if abs(micros) > MOST_EXACT:
                raise StreamlitJSNumberBoundsError(parameter, from_micros(micros, zone))
    return {
        "kind": kind,
        "zone": zone,
        "default": ends,
        "least": least,
        "greatest": greatest,
        "step": step,
    }


class SliderCommand(Place):
    """The command ``slider``.

    ``st.slider("Price", 0.0, 10.0, (2.0, 5.0), step=0.5)`` returns a pair of floats.
    """

    def slider(
        self,
        label: str,
        min_value: Any = None,
        max_value: Any = None,
        value: Any = None,
        step: Any = None,
        format: str | None = None,
        key: str | int | None = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        disabled: bool = False,
        label_visibility: str = "visible",
        width: Any = "stretch",
        bind: str | None = None,
        persist_state: str | None = None,
    ) -> Any:
        """Choose a value from a range: ``st.slider("Size", 0, 10, 5)``."""
        label = label_of(label)
        identity = (label, min_value, max_value, value, step, format, help, width)
        if value is None:
            value = self._value_for(key_of(key), min_value, max_value)
        spec = SliderSpec(
            command="slider",
            label=label,
            key=key_of(key),
            identity=identity,
            keyed_identity=(min_value, max_value, step),
            single=isinstance(value, KINDS),
            **_scale(_values_of(value), min_value, max_value, step),
        )
        return self._widget(spec, on_change, args, kwargs, disabled, bind, persist_state)

    def _value_for(self, key: str | None, least: Any, greatest: Any) -> Any:
        state = self._server.state
        low = 0 if least is None else least
        if key is None or key not in state or isinstance(state[key], KINDS):
            return low
        return [low, 100 if greatest is None else greatest]
