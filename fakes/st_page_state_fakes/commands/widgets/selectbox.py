"""``st.selectbox``, and the choice of one option that it shares with ``st.radio``."""

# ruff: noqa: A002 - the parameters are Streamlit's

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from st_page_state_fakes.commands.place import Args, Kwargs, OnChange, Place
from st_page_state_fakes.commands.widgets.common import (
    Options,
    check_index,
    key_of,
    label_of,
    offer,
)
from st_page_state_fakes.server.widget_spec import WidgetSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceSpec(WidgetSpec):
    """A selectbox or a radio: a choice of one option.

    Attributes:
        offered: the options.
        default: the index of the default.
        can_be_cleared: a user can remove the choice.
        new_options: a user can type an option.
    """

    offered: Options
    default: int | None
    can_be_cleared: bool = False
    new_options: bool = False

    def decode(self, wire: str | None) -> Any:
        values = self.offered.values
        if wire is None:
            return values[self.default] if self.default is not None and values else None
        index = self.offered.index_by_label.get(wire)
        return wire if index is None else values[index]

    def encode(self, value: Any) -> str | None:
        return None if value is None else self.offered.label_of(value)

    def settle(self, value: Any) -> Any:
        """Replace a value that is not an option by the default."""
        if value is None or self.new_options or self.offered.offers(self.offered.coerce(value)):
            return value
        return self.decode(None)

    def enter(self, value: Any) -> str | None:
        label = self.offered.entered(value)
        if label is not None:
            return label
        if value is None:
            if self.can_be_cleared:
                return None
            raise self.refusal(None, "it has a selection that cannot be cleared")
        if self.new_options and isinstance(value, str) and value:
            return value
        more = ", or new text" if self.new_options else ""
        raise self.refusal(value, offer(self.offered.labels) + more)


class SelectboxCommand(Place):
    """The command ``selectbox``.

    ``st.selectbox("Sort", ["name", "price"], key="sort")`` returns the chosen option.
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
        looks = (help, placeholder, filter_mode, width, icon)
        default = None if self._value_is_none(key) else index
        spec = ChoiceSpec(
            command="selectbox",
            label=label,
            key=key_of(key),
            identity=(label, offered.labels, index, accept_new_options, required, *looks),
            keyed_identity=(accept_new_options,),
            options=offered.labels,
            clearable=default is None,
            allowed=None if accept_new_options else offered.labels,
            offered=offered,
            default=default,
            can_be_cleared=default is None and not required,
            new_options=accept_new_options,
        )
        value = self._widget(spec, on_change, args, kwargs, disabled, bind, persist_state)
        return offered.coerce(value)
