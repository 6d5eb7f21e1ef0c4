"""``st.select_slider``."""

# ruff: noqa: A002 - the parameters are Streamlit's

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from st_page_state_fakes.commands.place import Args, Kwargs, OnChange, Place
from st_page_state_fakes.commands.widgets.common import (
    Options,
    key_of,
    label_of,
    offer,
)
from st_page_state_fakes.errors import StreamlitMissingRequiredParameterError
from st_page_state_fakes.server.widget_spec import Native, WidgetSpec
from st_page_state_fakes.type_guards import is_list_or_tuple, is_tuple

SAME_FLOAT = 5e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectSliderSpec(WidgetSpec):
    """A slider whose positions are options.

    Attributes:
        offered: the options.
        indices: the indices of the default: one, or two for a range.
    """

    offered: Options
    indices: list[int]
    native: Native = "strings"
    repeatable: bool = True

    @property
    def is_range(self) -> bool:
        """The slider has two handles."""
        return len(self.indices) > 1

    def default(self, *, as_range: bool) -> Any:
        """Return the default as one option, or as a pair."""
        values = self.offered.values
        first = values[self.indices[0]]
        if not as_range:
            return first
        return (first, values[self.indices[1] if self.is_range else -1])

    def decode(self, wire: list[str] | None) -> Any:
        if not wire or len(wire) != len(self.indices):
            return self.default(as_range=self.is_range)
        known = self.offered.index_by_label
        pairs = zip(wire, self.indices, strict=True)
        indices = [known.get(label, default) for label, default in pairs]
        values = [self.offered.values[index] for index in sorted(indices)]
        return tuple(values) if self.is_range else values[0]

    def encode(self, value: Any) -> list[str]:
        if is_list_or_tuple(value) and not self.offered.offers(value):
            return [self.offered.format_func(item) for item in value]
        return [self.offered.format_func(value)]

    def settle(self, value: Any) -> Any:
        """Replace a value that is not an option by the default."""
        present = self.offered.coerce(value)
        if is_tuple(value):
            stays = all(self.offered.offers(present[index]) for index in (0, 1))
            return value if stays else self.default(as_range=True)
        if value is None or self.offered.offers(present):
            return value
        return self.default(as_range=False)

    def enter(self, value: Any) -> list[str]:
        wanted = list(value) if self.is_range and is_list_or_tuple(value) else [value]
        labels = [self.offered.entered(item) for item in wanted]
        found = [label for label in labels if label is not None]
        if len(found) == len(labels) == len(self.indices):
            indices = [self.offered.index_by_label[label] for label in found]
            if indices == sorted(indices):
                return found
        options = offer(self.offered.labels)
        raise self.refusal(
            value, f"two options in their order; {options}" if self.is_range else options
        )


def _index_of(values: list[Any], value: Any) -> int:
    for index, option in enumerate(values):
        both_floats = isinstance(option, float) and isinstance(value, float)
        if value == option or (both_floats and abs(value - option) < SAME_FLOAT):
            return index
    raise ValueError(f"The value {value!r} is not among the options: add it to them.")


def _indices(values: list[Any], value: Any) -> list[int]:
    if is_list_or_tuple(value):
        start, end = (_index_of(values, item) for item in value)
        return sorted([start, end])
    if value is None and None not in values:
        return [0]
    return [_index_of(values, value)]


class SelectSliderCommand(Place):
    """The command ``select_slider``.

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
        indices = _indices(offered.values, value)
        spec = SelectSliderSpec(
            command="select_slider",
            label=label,
            key=key_of(key),
            identity=(label, offered.labels, indices, help, width),
            options=offered.labels,
            offered=offered,
            indices=indices,
        )
        chosen = self._widget(spec, on_change, args, kwargs, disabled, bind, persist_state)
        return offered.coerce(chosen)
