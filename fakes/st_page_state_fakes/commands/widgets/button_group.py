"""Options as buttons: pills and segmented control."""

# ruff: noqa: A002 - the parameters are named as Streamlit names them

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from st_page_state_fakes.commands.place import Args, Kwargs, OnChange, Place
from st_page_state_fakes.commands.widgets.common import (
    Options,
    check_choice,
    key_of,
    label_of,
    named,
    refuse,
)
from st_page_state_fakes.commands.widgets.multiselect import Selection
from st_page_state_fakes.errors import (
    StreamlitAPIException,
    StreamlitIncompatibleParametersError,
)
from st_page_state_fakes.server.widget_spec import WidgetSpec
from st_page_state_fakes.type_guards import is_list


@dataclass(frozen=True, slots=True, kw_only=True)
class _ButtonChoice:
    command: str
    label: str
    options: Options
    place: int | None
    required: bool
    held: list[Any]

    def decode(self, wire: list[str] | None) -> Any:
        values, index = self.options.values, self.options.index
        if not values or (wire is not None and not wire):
            return None
        if wire is not None and wire[0] in index:
            return values[index[wire[0]]]
        if wire is not None and self.held:
            return self.held[0]
        return None if self.place is None else values[self.place]

    def encode(self, value: Any) -> list[str]:
        if value is None or not self.options.values:
            return []
        if value in self.options.values:
            return [self.options.labels[self.options.values.index(value)]]
        return [self.options.label_of(value)]

    def settle(self, value: Any) -> Any:
        if value is None or self.options.offers(self.options.coerce(value)):
            return value
        return self.decode(None)

    def enter(self, value: Any) -> list[str]:
        label = self.options.entered(value)
        if label is not None:
            return [label]
        if value is None and not self.required:
            return []
        raise refuse(self.command, self.label, value, named(self.options.labels))


def _group(
    command: str,
    label: str,
    options: Options,
    key: str | int | None,
    *,
    mode: str,
    default: Any,
    required: bool,
    held: Any,
    looks: tuple[Any, ...],
) -> WidgetSpec:
    if required and mode == "multi":
        raise StreamlitIncompatibleParametersError("required=True", "selection_mode='multi'")
    places = options.places_of(default)
    check_choice("selection_mode", mode, ["single", "multi"])
    chosen = held if mode == "multi" and is_list(held) else [held]
    kept = [value for value in chosen if value is not None and value in options.values]
    wire: Selection | _ButtonChoice
    if mode == "multi":
        wire = Selection(
            command=command, label=label, options=options, places=places, buttons=True, held=kept
        )
    elif len(places) > 1:
        raise StreamlitAPIException(
            f"default={default!r} must be a single option when selection_mode='single'."
        )
    else:
        place = places[0] if places else None
        wire = _ButtonChoice(
            command=command,
            label=label,
            options=options,
            place=place,
            required=required,
            held=kept,
        )
    return WidgetSpec(
        command=command,
        label=label,
        key=key_of(key),
        identity=(label, options.labels, places, mode, *looks),
        keyed_identity=(mode,),
        decode=wire.decode,
        encode=wire.encode,
        enter=wire.enter,
        settle=wire.settle,
        options=options.labels,
        native="strings",
        clearable=True,
        allowed=options.labels,
    )


class ButtonGroupWidgets(Place):
    """Widgets that show their options as buttons.

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
        spec = _group(
            "pills",
            label_of(label),
            offered,
            key,
            mode=selection_mode,
            default=default,
            required=required,
            held=self._held(key),
            looks=(width, help),
        )
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
        spec = _group(
            "segmented_control",
            label_of(label),
            offered,
            key,
            mode=selection_mode,
            default=default,
            required=required,
            held=self._held(key),
            looks=(width, help),
        )
        chosen = self._widget(spec, on_change, args, kwargs, disabled, bind, persist_state)
        return offered.coerce(chosen)

    def _held(self, key: str | int | None) -> Any:
        """Return what session state holds for the key, if that counts when a label is gone."""
        behaviour, state = self._server.behaviour, self._server.state
        if key is None or not behaviour.labels_followed or str(key) not in state:
            return None
        return state[str(key)]
