"""Any number of options out of many: multiselect, and what pills share with it."""

# ruff: noqa: A002 - the parameters are named as Streamlit names them

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from numbers import Integral
from typing import Any

from st_page_state_fakes.commands.place import Args, Kwargs, OnChange, Place
from st_page_state_fakes.commands.widgets.common import (
    Options,
    as_list,
    coerce_enum,
    key_of,
    label_of,
    named,
    refuse,
)
from st_page_state_fakes.errors import (
    StreamlitSelectionCountExceedsMaxError,
    StreamlitValueError,
)
from st_page_state_fakes.server.widget_spec import WidgetSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """A list of options, on both sides.

    Attributes:
        command: the command that offers them.
        label: its label.
        options: the options.
        places: the places of the default.
        most: how many may be chosen.
        new_options: the user may add options.
        buttons: they are pills or segments, which fall back to what was chosen, or the default.
        held: the options that were chosen, in case their labels are gone.
    """

    command: str
    label: str
    options: Options
    places: list[int]
    most: int | None = None
    new_options: bool = False
    buttons: bool = False
    held: list[Any] = field(default_factory=list[Any])

    def decode(self, wire: list[str] | None) -> list[Any]:
        """Return the options with these labels."""
        values = self.options.values
        default = [values[place] for place in self.places]
        if wire is None:
            return default
        if not self.buttons:
            first = self.options.labels.index
            return [values[first(w)] if w in self.options.index else w for w in wire]
        index = self.options.index
        known = [values[index[label]] for label in wire if label in index]
        if self.held and len(known) < len(wire):
            return self.held
        return default if wire and not known else known

    def encode(self, value: Any) -> list[str]:
        """Return the labels of options."""
        return [self._label_of(item) for item in as_list(value)]

    def _label_of(self, item: Any) -> str:
        if self.buttons and item in self.options.values:
            return self.options.labels[self.options.values.index(item)]
        return self.options.label_of(item)

    def settle(self, value: Any) -> Any:
        """Return what is still offered of a value."""
        chosen = list(value)
        if self.most is not None and len(chosen) > self.most:
            raise StreamlitSelectionCountExceedsMaxError(len(chosen), self.most)
        if self.new_options:
            return value
        kept = [v for v in chosen if self.options.offers(coerce_enum(v, self.options.members))]
        return value if len(kept) == len(chosen) else kept

    def enter(self, value: Any) -> list[str]:
        """Return the labels a user chooses to enter a value."""
        items: Iterable[Any] = value
        if not isinstance(value, list | tuple | set | frozenset):
            raise self._refusal(value, "a list of options is expected")
        labels: list[str] = []
        for item in items:
            label = self.options.entered(item)
            if label is None and self.new_options and isinstance(item, str) and item:
                label = item
            if label is None:
                raise self._refusal(item, named(self.options.labels))
            if label in labels:
                raise self._refusal(value, f"{label!r} can be chosen once")
            labels.append(label)
        if self.most is not None and len(labels) > self.most:
            raise self._refusal(value, f"at most {self.most} can be chosen")
        return labels

    def _refusal(self, value: Any, could: str) -> ValueError:
        return refuse(self.command, self.label, value, could)


def _check_most(most: Any) -> None:
    whole = isinstance(most, Integral) and not isinstance(most, bool)
    if most is not None and (not whole or most < 1):
        raise StreamlitValueError("max_selections", ["a positive integer"], most)


class SelectionWidgets(Place):
    """Widgets that choose several options.

    ``st.multiselect("Tags", tags, key="tags")`` returns a list of options.
    """

    def multiselect(
        self,
        label: str,
        options: Any,
        default: Any = None,
        format_func: Callable[[Any], Any] = str,
        key: str | int | None = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        max_selections: int | None = None,
        placeholder: str | None = None,
        disabled: bool = False,
        label_visibility: str = "visible",
        accept_new_options: bool = False,
        filter_mode: str | None = "fuzzy",
        select_all: bool | int = 1000,
        width: Any = "stretch",
        wrap: bool | None = None,
        bind: str | None = None,
        persist_state: str | None = None,
    ) -> Any:
        """Choose any number of options: ``st.multiselect("Tags", tags, default=tags[:1])``."""
        label = label_of(label)
        _check_most(max_selections)
        offered = Options(options, format_func)
        places = offered.places_of(default)
        selection = Selection(
            command="multiselect",
            label=label,
            options=offered,
            places=places,
            most=max_selections,
            new_options=accept_new_options,
        )
        identity = (
            label,
            offered.labels,
            places,
            help,
            max_selections,
            placeholder,
            accept_new_options,
            filter_mode,
            select_all,
            width,
        )
        spec = WidgetSpec(
            command="multiselect",
            label=label,
            key=key_of(key),
            identity=identity,
            keyed_identity=(max_selections, accept_new_options),
            decode=selection.decode,
            encode=selection.encode,
            enter=selection.enter,
            settle=selection.settle,
            options=offered.labels,
            native="strings",
            clearable=True,
            allowed=None if accept_new_options else offered.labels,
            most=max_selections,
        )
        chosen = self._widget(spec, on_change, args, kwargs, disabled, bind, persist_state)
        return offered.coerce(chosen)
