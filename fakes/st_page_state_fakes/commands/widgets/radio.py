"""``st.radio``."""

# ruff: noqa: A002 - the parameters are Streamlit's

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from st_page_state_fakes.commands.place import Args, Kwargs, OnChange, Place
from st_page_state_fakes.commands.widgets.common import Options, check_index, key_of, label_of
from st_page_state_fakes.commands.widgets.selectbox import ChoiceSpec


class RadioCommand(Place):
    """The command ``radio``.

    ``st.radio("Sort", ["name", "price"], key="sort")`` returns the chosen option.
    """

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
        """Choose one of the options on display: ``st.radio("Sort", ["name", "price"])``."""
        label = label_of(label)
        offered = Options(options, format_func)
        check_index(index, offered)
        default = None if self._value_is_none(key) else index
        spec = ChoiceSpec(
            command="radio",
            label=label,
            key=key_of(key),
            identity=(label, offered.labels, index, help, horizontal, captions, width),
            options=offered.labels,
            clearable=default is None,
            allowed=offered.labels,
            offered=offered,
            default=default,
        )
        value = self._widget(spec, on_change, args, kwargs, disabled, bind, persist_state)
        return offered.coerce(value)
