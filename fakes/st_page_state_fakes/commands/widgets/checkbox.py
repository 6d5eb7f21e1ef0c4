"""``st.checkbox`` and ``st.toggle``."""

# ruff: noqa: A002, FBT001, FBT002 - the parameters are Streamlit's

from __future__ import annotations

import operator
from dataclasses import dataclass
from typing import Any

from st_page_state_fakes.commands.place import Args, Kwargs, OnChange, Place
from st_page_state_fakes.commands.widgets.common import key_of, label_of
from st_page_state_fakes.server.widget_spec import Native, WidgetSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckboxSpec(WidgetSpec):
    """A checkbox or a toggle."""

    default: bool
    native: Native = "bool"

    def decode(self, wire: bool | None) -> bool:
        return bool(self.default if wire is None else wire)

    def encode(self, value: Any) -> bool:
        return bool(operator.index(value))

    def enter(self, value: Any) -> bool:
        if not isinstance(value, bool):
            raise self.refusal(value, "it takes True or False")
        return value


def _spec(command: str, label: Any, key: str | int | None, value: Any, *looks: Any) -> WidgetSpec:
    label, default = label_of(label), bool(value)
    identity = (label, default, *looks)
    return CheckboxSpec(
        command=command, label=label, key=key_of(key), identity=identity, default=default
    )


class CheckboxCommands(Place):
    """The commands ``checkbox`` and ``toggle``.

    ``st.checkbox("Only mine", key="mine")`` returns a bool.
    """

    def checkbox(
        self,
        label: str,
        value: bool = False,
        key: str | int | None = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        disabled: bool = False,
        label_visibility: str = "visible",
        width: Any = "content",
        wrap: bool | None = None,
        bind: str | None = None,
        persist_state: str | None = None,
    ) -> Any:
        """Turn something on or off: ``st.checkbox("Only mine")``."""
        spec = _spec("checkbox", label, key, value, help, width)
        return self._widget(spec, on_change, args, kwargs, disabled, bind, persist_state)

    def toggle(
        self,
        label: str,
        value: bool = False,
        key: str | int | None = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        disabled: bool = False,
        label_visibility: str = "visible",
        width: Any = "content",
        wrap: bool | None = None,
        bind: str | None = None,
        persist_state: str | None = None,
    ) -> Any:
        """Turn something on or off: ``st.toggle("Dark")``."""
        spec = _spec("toggle", label, key, value, help, width)
        return self._widget(spec, on_change, args, kwargs, disabled, bind, persist_state)
