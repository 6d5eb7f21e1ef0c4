"""A slider between options."""

# ruff: noqa: A002 - the parameters are named as Streamlit names them

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from st_page_state_fakes.commands.place import Args, Kwargs, OnChange, Place
from st_page_state_fakes.commands.widgets.common import (
    Options,
    key_of,
    label_of,
    named,
    refuse,
)
from st_page_state_fakes.errors import StreamlitMissingRequiredParameterError
from st_page_state_fakes.server.widget_spec import WidgetSpec
from st_page_state_fakes.type_guards import is_list_or_tuple, is_tuple

SAME_FLOAT = 5e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class _Position:
    label: str
    options: Options
    places: list[int]

    @property
    def is_range(self) -> bool:
        return len(self.places) > 1

    def default(self, *, as_range: bool) -> Any:
        values = self.options.values
        first = values[self.places[0]]
        if not as_range:
            return first
        return (first, values[self.places[1] if self.is_range else -1])

    def decode(self, wire: list[str] | None) -> Any:
        if not wire or len(wire) != len(self.places):
            return self.default(as_range=self.is_range)
        index = self.options.index
        places = [index.get(label, place) for label, place in zip(wire, self.places, strict=True)]
        values = [self.options.values[place] for place in sorted(places)]
        return tuple(values) if self.is_range else values[0]

    def encode(self, value: Any) -> list[str]:
        if is_list_or_tuple(value) and not self.options.offers(value):
            return [self.options.format_func(item) for item in value]
        return [self.options.format_func(value)]

    def settle(self, value: Any) -> Any:
        present = self.options.coerce(value)
        if is_tuple(value):
            stays = all(self.options.offers(present[place]) for place in (0, 1))
            return value if stays else self.default(as_range=True)
        if value is None or self.options.offers(present):
            return value
        return self.default(as_range=False)

    def enter(self, value: Any) -> list[str]:
        wanted = list(value) if self.is_range and is_list_or_tuple(value) else [value]
        labels = [self.options.entered(item) for item in wanted]
        found = [label for label in labels if label is not None]
        if len(found) == len(labels) == len(self.places):
            places = [self.options.index[label] for label in found]
            if places == sorted(places):
                return found
        could = named(self.options.labels)
        if self.is_range:
            could = f"two options in their order; {could}"
        raise refuse("select_slider", self.label, value, could)


def _place_of(values: list[Any], value: Any) -> int:
    for place, option in enumerate(values):
        both_floats = isinstance(option, float) and isinstance(value, float)
        if value == option or (both_floats and abs(value - option) < SAME_FLOAT):
            return place
    raise ValueError(f"The value {value!r} is not among the options: add it to them.")


def _places(values: list[Any], value: Any) -> list[int]:
    if is_list_or_tuple(value):
        start, end = (_place_of(values, item) for item in value)
        return sorted([start, end])
    if value is None and None not in values:
        return [0]
    return [_place_of(values, value)]


class SelectSliderWidgets(Place):
    """The slider whose positions are options.

    ``st.select_slider("Size", ["S", "M", "L"], value=("S", "M"))`` returns a pair.
    """

    def select_slider(
        self,
        label: str,
        options: Any = (),
        value: Any = None,
        format_func: Callable[[Any], Any] = str,
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
        """Choose an option, or a range of them, with a slider."""
        label = label_of(label)
        offered = Options(options, format_func)
        if not offered.values:
            raise StreamlitMissingRequiredParameterError("options")
        places = _places(offered.values, value)
        position = _Position(label=label, options=offered, places=places)
        spec = WidgetSpec(
            command="select_slider",
            label=label,
            key=key_of(key),
            identity=(label, offered.labels, places, help, width),
            decode=position.decode,
            encode=position.encode,
            enter=position.enter,
            settle=position.settle,
            options=offered.labels,
            native="strings",
            repeatable=True,
        )
        chosen = self._widget(spec, on_change, args, kwargs, disabled, bind, persist_state)
        return offered.coerce(chosen)
