"""``st.number_input``."""

# ruff: noqa: A002 - the parameters are Streamlit's

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from numbers import Integral, Real
from typing import Any

from st_page_state_fakes.commands.place import Args, Kwargs, OnChange, Place
from st_page_state_fakes.commands.widgets.common import key_of, label_of
from st_page_state_fakes.errors import (
    StreamlitInvalidMinMaxError,
    StreamlitJSNumberBoundsError,
    StreamlitMixedNumericTypesError,
    StreamlitValueAboveMaxError,
    StreamlitValueBelowMinError,
)
from st_page_state_fakes.server.widget_spec import Native, WidgetSpec

MOST_EXACT = 2**53 - 1
MOST_FLOAT = 1.7976931348623157e308


def check_exact(parameter: str, number: Any, *, whole: bool) -> None:
    """Raise ``StreamlitJSNumberBoundsError`` for a number that JavaScript cannot hold."""
    most = MOST_EXACT if whole else MOST_FLOAT
    held: Any = number if isinstance(number, Real) else math.inf
    if number is not None and abs(held) > most:
        raise StreamlitJSNumberBoundsError(parameter, number)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberInputSpec(WidgetSpec):
    """A field for a number.

    Attributes:
        default: the default, None for an empty field.
        whole: its values are ints, else floats.
        least: the lower bound, None for none.
        greatest: the upper bound, None for none.
        required: it cannot be emptied.
    """

    default: Any
    whole: bool
    least: Any
    greatest: Any
    required: bool
    native: Native = "double"

    def decode(self, wire: Any) -> Any:
        number = self.default if wire is None else wire
        if number is None or (not self.whole and not math.isfinite(number)):
            return self.default
        number = int(number) if self.whole else number
        return number if self._is_inside(number) else self.default

    def encode(self, value: Any) -> Any:
        if value is not None and not isinstance(value, Real | Decimal):
            raise TypeError(
                f'The value of the number_input "{self.label}" must be a number, not {value!r}.'
            )
        return None if value is None else float(value)  # the browser knows but one kind

    def settle(self, value: Any) -> Any:
        """Replace a number out of bounds by the default."""
        return value if value is None or self._is_inside(value) else self.default

    def enter(self, value: Any) -> Any:
        if value is None:
            if self.default is None and not self.required:
                return None
            raise self.refusal(None, "it cannot be emptied, because it has a default")
        kind = "whole number" if self.whole else "number"
        if not self._is_of_kind(value):
            raise self.refusal(value, f"it takes a {kind}")
        most = MOST_EXACT if self.whole else MOST_FLOAT
        if not self._is_inside(value) or abs(value) > most:
            raise self.refusal(value, f"it takes numbers {self._range()}")
        return float(value)

    def _is_of_kind(self, value: Any) -> bool:
        if isinstance(value, float):
            return value.is_integer() if self.whole else math.isfinite(value)
        return isinstance(value, int) and not isinstance(value, bool)

    def _range(self) -> str:
        bounds = {"from": self.least, "to": self.greatest}
        named = [f"{word} {bound}" for word, bound in bounds.items() if bound is not None]
        return " ".join(named) or "that a browser can hold"

    def _is_inside(self, number: Any) -> bool:
        too_low = self.least is not None and number < self.least
        return not too_low and not (self.greatest is not None and number > self.greatest)


def _check(least: Any, greatest: Any, value: Any, step: Any, *, whole: bool) -> None:
    if least is not None and greatest is not None and least > greatest:
        raise StreamlitInvalidMinMaxError(least, greatest)
    if value is not None:
        if least is not None and least > value:
            raise StreamlitValueBelowMinError(value, least)
        if greatest is not None and greatest < value:
            raise StreamlitValueAboveMaxError(value, greatest)
    numbers = {"min_value": least, "max_value": greatest, "step": step, "value": value}
    for parameter, number in numbers.items():
        check_exact(parameter, number, whole=whole)


class NumberInputCommand(Place):
    """The command ``number_input``.

    ``st.number_input("Page", min_value=1, step=1)`` returns an int, because its arguments are
    ints.
    """

    def number_input(
        self,
        label: str,
        min_value: Any = None,
        max_value: Any = None,
        value: Any = "min",
        step: Any = None,
        format: str | None = None,
        key: str | int | None = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        placeholder: str | None = None,
        disabled: bool = False,
        required: bool = False,
        label_visibility: str = "visible",
        icon: str | None = None,
        width: Any = "stretch",
        bind: str | None = None,
        persist_state: str | None = None,
    ) -> Any:
        """Enter a number: ``st.number_input("Price", 0.0, 10.0, value=2.5)``."""
        label = label_of(label)
        identity = (label, min_value, max_value, value, step, format, help, placeholder, icon)
        given = [n for n in (min_value, max_value, value, step) if not isinstance(n, str | None)]
        whole = all(isinstance(number, Integral) for number in given)
        if not whole and not all(isinstance(number, float) for number in given):
            raise StreamlitMixedNumericTypesError(
                value=value, min_value=min_value, max_value=max_value, step=step
            )
        if self._value_is_none(key):
            value = None
        whole = whole and bool(given)
        if value == "min":
            zero = 0 if whole else 0.0
            value = zero if min_value is None else min_value
        _check(min_value, max_value, value, step, whole=whole)
        spec = NumberInputSpec(
            command="number_input",
            label=label,
            key=key_of(key),
            identity=(*identity, width, required),
            default=value,
            whole=whole,
            least=min_value,
            greatest=max_value,
            required=required,
        )
        return self._widget(spec, on_change, args, kwargs, disabled, bind, persist_state)
