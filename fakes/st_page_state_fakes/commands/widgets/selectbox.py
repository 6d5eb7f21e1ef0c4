"""One option out of many: selectbox and radio."""

# ruff: noqa: A002 - the parameters are named as Streamlit names them

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from st_page_state_fakes.commands.place import Args, Kwargs, OnChange, Place
from st_page_state_fakes.commands.widgets.common import (
    Options,
    check_index,
    key_of,
    label_of,
    named,
    refuse,
)
from st_page_state_fakes.server.widget_spec import WidgetSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choice:
    command: str
    label: str
    options: Options
    default: int | None
    clearable: bool
    new_options: bool = False

    def decode(self, wire: str | None) -> Any:
        values = self.options.values
        if wire is None:
            return values[self.default] if self.default is not None and values else None
        place = self.options.index.get(wire)
        return wire if place is None else values[place]

    def encode(self, value: Any) -> str | None:
        return None if value is None else self.options.label_of(value)

    def settle(self, value: Any) -> Any:
        if value is None or self.new_options or self.options.offers(self.options.coerce(value)):
            return value
        return self.decode(None)

    def enter(self, value: Any) -> str | None:
        label = self.options.entered(value)
        if label is not None:
            return label
        if value is None and self.clearable:
            return None
        if self.new_options and isinstance(value, str) and value:
            return value
        could = named(self.options.labels) + (", or new text" if self.new_options else "")
        if value is None:
            could = "it has a selection that cannot be cleared"
        raise refuse(self.command, self.label, value, could)


class ChoiceWidgets(Place):
    """Widgets that choose one of several options.

    ``st.radio("Sort", ["name", "price"], key="sort")`` returns the chosen option.
    """

    def selectbox(
        self,
        label: str,
        options: Any,
        index: int | None = 0,
        format_func: Callable[[Any], Any] = str,
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
        accept_new_options: bool = False,
        filter_mode: str | None = "fuzzy",
        width: Any = "stretch",
        bind: str | None = None,
        persist_state: str | None = None,
    ) -> Any:
        """Choose one option from a list that opens: ``st.selectbox("Status", statuses)``."""
        label = label_of(label)
        offered = Options(options, format_func)
        check_index(index, offered)
        identity = (
            label,
            offered.labels,
            index,
            help,
            placeholder,
            accept_new_options,
            filter_mode,
            width,
            required,
            icon,
        )
        choice = _Choice(
            command="selectbox",
            label=label,
            options=offered,
            default=None if self._value_is_none(key) else index,
            clearable=(index is None or self._value_is_none(key)) and not required,
            new_options=accept_new_options,
        )
        spec = WidgetSpec(
            command="selectbox",
            label=label,
            key=key_of(key),
            identity=identity,
            keyed_identity=(accept_new_options,),
            decode=choice.decode,
            encode=choice.encode,
            enter=choice.enter,
            settle=choice.settle,
            options=offered.labels,
            clearable=choice.default is None,
            allowed=None if accept_new_options else offered.labels,
        )
        value = self._widget(spec, on_change, args, kwargs, disabled, bind, persist_state)
        return offered.coerce(value)

    def radio(
        self,
        label: str,
        options: Any,
        index: int | None = 0,
        format_func: Callable[[Any], Any] = str,
        key: str | int | None = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        disabled: bool = False,
        horizontal: bool = False,
        captions: Sequence[str] | None = None,
        label_visibility: str = "visible",
        width: Any = "content",
        bind: str | None = None,
        persist_state: str | None = None,
    ) -> Any:
        """Choose one option from those on display: ``st.radio("Sort", ["name", "price"])``."""
        label = label_of(label)
        offered = Options(options, format_func)
        check_index(index, offered)
        choice = _Choice(
            command="radio",
            label=label,
            options=offered,
            default=None if self._value_is_none(key) else index,
            clearable=False,
        )
        spec = WidgetSpec(
            command="radio",
            label=label,
            key=key_of(key),
            identity=(label, offered.labels, index, help, horizontal, captions, width),
            decode=choice.decode,
            encode=choice.encode,
            enter=choice.enter,
            settle=choice.settle,
            options=offered.labels,
            clearable=choice.default is None,
            allowed=offered.labels,
        )
        value = self._widget(spec, on_change, args, kwargs, disabled, bind, persist_state)
        return offered.coerce(value)
