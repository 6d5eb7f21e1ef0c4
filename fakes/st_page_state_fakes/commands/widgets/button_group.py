"""``st.pills`` and ``st.segmented_control``: options as buttons."""

# ruff: noqa: A002 - the parameters are Streamlit's

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from st_page_state_fakes.commands.place import Args, Kwargs, OnChange, Place
from st_page_state_fakes.commands.widgets.common import (
    Options,
    as_list,
    check_choice,
    key_of,
    label_of,
    offer,
)
from st_page_state_fakes.commands.widgets.multiselect import MultiselectSpec
from st_page_state_fakes.errors import (
    StreamlitAPIException,
    StreamlitIncompatibleParametersError,
)
from st_page_state_fakes.server.widget_spec import Native, WidgetSpec
from st_page_state_fakes.type_guards import is_list


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyButtonsSpec(MultiselectSpec):
    """Buttons of which any number can be chosen.

    Attributes:
        held: the options chosen before, for when their labels are gone.
    """

    held: list[Any]

    def decode(self, wire: list[str] | None) -> list[Any]:
        if wire is None:
            return self.default
        known = self.offered.index_by_label
        chosen = [self.offered.values[known[label]] for label in wire if label in known]
        if self.held and len(chosen) < len(wire):
            return self.held
        return self.default if wire and not chosen else chosen

    def encode(self, value: Any) -> list[str]:
        return [_label_of(self.offered, item) for item in as_list(value)]


@dataclass(frozen=True, slots=True, kw_only=True)
class OneButtonSpec(WidgetSpec):
    """Buttons of which one can be chosen.

    Attributes:
        offered: the options.
        index: the index of the default.
        required: the choice cannot be removed.
        held: the option chosen before, for when its label is gone.
    """

    offered: Options
    index: int | None
    required: bool
    held: list[Any]
    native: Native = "strings"
    clearable: bool = True

    def decode(self, wire: list[str] | None) -> Any:
        values, known = self.offered.values, self.offered.index_by_label
        if not values or (wire is not None and not wire):
            return None
        if wire is not None and wire[0] in known:
            return values[known[wire[0]]]
        if wire is not None and self.held:
            return self.held[0]
        return None if self.index is None else values[self.index]

    def encode(self, value: Any) -> list[str]:
        if value is None or not self.offered.values:
            return []
        return [_label_of(self.offered, value)]

    def settle(self, value: Any) -> Any:
        """Replace a value that is no longer an option by the default."""
        if value is None or self.offered.offers(self.offered.coerce(value)):
            return value
        return self.decode(None)

    def enter(self, value: Any) -> list[str]:
        label = self.offered.entered(value)
        if label is not None:
            return [label]
        if value is None and not self.required:
            return []
        if value is None:
            raise self.refusal(value, "it has a selection that cannot be cleared")
        raise self.refusal(value, offer(self.offered.labels))


def _label_of(offered: Options, value: Any) -> str:
    if value in offered.values:
        return offered.labels[offered.values.index(value)]
    return offered.label_of(value)


class ButtonGroupCommands(Place):
    """The commands ``pills`` and ``segmented_control``.

    ``st.pills("Tags", tags, selection_mode="multi")`` returns a list of options.
    """

    def pills(
        self,
        label: str,
        options: Any,
        *,
        selection_mode: str = "single",
        default: Any = None,
        required: bool = False,
        format_func: Callable[[Any], Any] | None = None,
        key: str | int | None = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        disabled: bool = False,
        label_visibility: str = "visible",
        width: Any = "content",
        wrap: bool | None = None,
        bind: str | None = None,
        persist_state: str | None = None,
    ) -> Any:
        """Choose with pills: ``st.pills("Tags", tags, selection_mode="multi")``."""
        offered = Options(options, format_func or str)
        looks = (width, help)
        spec = self._spec("pills", label, offered, key, selection_mode, default, required, looks)
        chosen = self._widget(spec, on_change, args, kwargs, disabled, bind, persist_state)
        return offered.coerce(chosen)

    def segmented_control(
        self,
        label: str,
        options: Any,
        *,
        selection_mode: str = "single",
        default: Any = None,
        required: bool = False,
        format_func: Callable[[Any], Any] | None = None,
        key: str | int | None = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        disabled: bool = False,
        label_visibility: str = "visible",
        width: Any = "content",
        wrap: bool | None = None,
        bind: str | None = None,
        persist_state: str | None = None,
    ) -> Any:
        """Choose with adjacent buttons: ``st.segmented_control("View", ["map", "list"])``."""
        offered = Options(options, format_func or str)
        looks = (width, help)
        command = "segmented_control"
        spec = self._spec(command, label, offered, key, selection_mode, default, required, looks)
        chosen = self._widget(spec, on_change, args, kwargs, disabled, bind, persist_state)
        return offered.coerce(chosen)

    def _spec(
        self,
        command: str,
        label: Any,
        offered: Options,
        key: str | int | None,
        mode: str,
        default: Any,
        required: bool,  # noqa: FBT001 - as the others are handed on
        looks: tuple[Any, ...],
    ) -> WidgetSpec:
        if required and mode == "multi":
            raise StreamlitIncompatibleParametersError("required=True", "selection_mode='multi'")
        label = label_of(label)
        indices = offered.indices_of(default)
        check_choice("selection_mode", mode, ["single", "multi"])
        if mode == "single" and len(indices) > 1:
            raise StreamlitAPIException(
                f"default={default!r} must be a single option when selection_mode='single'."
            )
        held = self._held(key)
        chosen = held if mode == "multi" and is_list(held) else [held]
        kept = [value for value in chosen if value is not None and value in offered.values]
        common: dict[str, Any] = {
            "command": command,
            "label": label,
            "key": key_of(key),
            "identity": (label, offered.labels, indices, mode, *looks),
            "keyed_identity": (mode,),
            "options": offered.labels,
            "allowed": offered.labels,
            "offered": offered,
            "held": kept,
        }
        if mode == "multi":
            return ManyButtonsSpec(indices=indices, **common)
        return OneButtonSpec(index=indices[0] if indices else None, required=required, **common)

    def _held(self, key: str | int | None) -> Any:
        """Return the key's value in session state, which replaces labels that are gone."""
        behaviour, state = self._server.behaviour, self._server.state
        if key is None or not behaviour.labels_followed or str(key) not in state:
            return None
        return state[str(key)]
