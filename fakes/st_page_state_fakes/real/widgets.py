"""Streamlit's own widgets, as the simulated browser holds them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from st_page_state.codecs.equality import type_of
from st_page_state_fakes.real import private
from st_page_state_fakes.server.page import DrawnWidget
from st_page_state_fakes.server.script_run import DEFAULT_PAGE, MAIN_SCRIPT
from st_page_state_fakes.server.widget_spec import Native, WidgetId, WidgetSpec

_TRIGGERS = {"trigger_value", "string_trigger_value", "chat_input_value", "json_trigger_value"}

_NATIVE: dict[str, Native] = {
    "string_value": "string",
    "bool_value": "bool",
    "double_value": "double",
    "int_value": "int",
    "string_array_value": "strings",
    "double_array_value": "doubles",
    "int_array_value": "ints",
}


_COLOR = re.compile("#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SentSpec(WidgetSpec):
    """A widget whose values Streamlit converts.

    Attributes:
        metadata: Streamlit's own conversions for it.
        proto: what it was drawn from.
    """

    metadata: Any
    proto: Any

    def decode(self, wire: Any) -> Any:
        return self.metadata.deserializer(wire)

    def encode(self, value: Any) -> Any:
        return self.metadata.serializer(value)

    def enter(self, value: Any) -> Any:
        if self.metadata.value_type == "trigger_value":
            return True
        if self.options:
            return self._choose(value)
        self._check_bounds(value)
        try:
            wire = self.encode(value)
            entered = self.decode(wire)
        except Exception as error:
            raise self.refusal(value, f"Streamlit does not take it ({error})") from error
        if not _says_same(entered, value):
            raise self.refusal(value, f"it would be {entered!r}")
        return wire

    def _choose(self, value: Any) -> Any:
        """Return the wire value of an option, or of several, given as values or as labels."""
        for chosen in (value, self._labeled(value)):
            try:
                wire = self.encode(chosen)
                entered = self.decode(wire)
            except Exception:  # noqa: BLE001 - what Streamlit cannot convert is no option
                continue
            if self._offers(wire) and _says_same(entered, chosen):
                return wire
        offered = ", ".join(map(repr, self.options[:12]))
        raise self.refusal(value, f"it offers {offered}")

    def _offers(self, wire: Any) -> bool:
        """Return whether a user can choose this: labels or, in older versions, their places."""
        free = getattr(self.proto, "accept_new_options", False)
        return all(
            w is None
            or (w in self.options or free if isinstance(w, str) else 0 <= w < len(self.options))
            for w in _parts(wire)
        )

    def _labeled(self, value: Any) -> Any:
        """Return the option with a label, if there is one; of several labels the options."""
        if isinstance(value, list | tuple):
            return [self._labeled(item) for item in _parts(value)]
        if not isinstance(value, str) or value not in self.options:
            return value
        sent = self.metadata.value_type
        wire: Any = value if "string" in sent else list(self.options).index(value)
        several = private.is_array(sent)
        found = self.decode([wire] if several else wire)
        return _parts(found)[0] if several else found

    def _check_bounds(self, value: Any) -> None:
        low, high = getattr(self.proto, "min", None), getattr(self.proto, "max", None)
        low = low if getattr(self.proto, "has_min", True) else None
        high = high if getattr(self.proto, "has_max", True) else None
        for wire in _numbers(self, value):
            if isinstance(low, int | float) and wire < low:
                raise self.refusal(value, f"its min is {low:g}")
            if isinstance(high, int | float) and wire > high:
                raise self.refusal(value, f"its max is {high:g}")
        if self.command == "color_picker" and not _COLOR.fullmatch(str(value)):
            raise self.refusal(value, "it takes colors such as '#ff0000'")
        limit = getattr(self.proto, "max_chars", 0)
        if limit and isinstance(value, str) and len(value) > limit:
            raise self.refusal(value, f"it takes {limit} characters")


def _numbers(spec: SentSpec, value: Any) -> list[float]:
    try:
        wire = spec.encode(value)
    except Exception:  # noqa: BLE001 - told of when it is converted
        return []
    return [w for w in _parts(wire) if isinstance(w, int | float) and not isinstance(w, bool)]


def _parts(wire: Any) -> list[Any]:
    return list(wire) if isinstance(wire, list | tuple) else [wire]  # pyright: ignore[reportUnknownArgumentType] - of anything


def _says_same(entered: Any, value: Any) -> bool:
    try:
        same = entered == value
        return bool(same if isinstance(same, bool) else same.all())
    except Exception:  # noqa: BLE001 - a value of an app's own class may raise anything
        return False


def drawn_widget(
    proto: Any,
    kind: str,
    metadata: Any,
    *,
    current: Any,
    fragment: str,
    page: str | None,
    clears: Mapping[str, bool],
) -> DrawnWidget:
    """Return a widget as the browser holds it.

    Args:
        proto: the message that drew it.
        kind: the kind of element.
        metadata: Streamlit's own conversions.
        current: the value that the session has for it.
        fragment: the fragment that drew it; empty outside of one.
        page: the page that drew it; None for the main script.
        clears: form -> submitting it takes its widgets back to their defaults.
    """
    trigger = metadata.value_type in _TRIGGERS
    initial = False if metadata.value_type == "trigger_value" else None
    if not trigger:
        initial = metadata.serializer(metadata.deserializer(None))
    is_set = bool(getattr(proto, "set_value", False))
    spec = SentSpec(
        command=command_of(kind, proto),
        label=getattr(proto, "label", "") or getattr(proto, "placeholder", ""),
        key=private.user_key(proto.id),
        identity=(proto.id,),
        trigger=trigger,
        rest=False if metadata.value_type == "trigger_value" else None,
        options=_labels(proto),
        native=_NATIVE.get(metadata.value_type, "string"),
        metadata=metadata,
        proto=proto,
    )
    script = MAIN_SCRIPT if page is None else page or DEFAULT_PAGE
    form = getattr(proto, "form_id", "") or None
    return DrawnWidget(
        id=WidgetId(kind, spec.key, (proto.id,), script),
        spec=spec,
        form=form,
        fragment=fragment or None,
        disabled=bool(getattr(proto, "disabled", False)),
        initial=initial,
        wire=metadata.serializer(current) if is_set else None,
        is_set=is_set,
        opens=None,
        clears=form is not None and clears.get(form, False),
        param=getattr(proto, "query_param_key", "") or None,
    )


class LinkSpec(WidgetSpec):
    """A link to a page, which has no value."""

    def decode(self, wire: Any) -> Any:
        return False

    def enter(self, value: Any) -> Any:
        return True


def drawn_link(proto: Any, fragment: str, opens: tuple[str, str]) -> DrawnWidget:
    """Return a link to a page as the browser holds it."""
    identity = (proto.label, *opens)
    spec = LinkSpec(
        command="page_link",
        label=proto.label,
        key=None,
        identity=identity,
        trigger=True,
        rest=False,
    )
    return DrawnWidget(
        id=WidgetId("page_link", None, identity, MAIN_SCRIPT),
        spec=spec,
        form=None,
        fragment=fragment or None,
        disabled=proto.disabled,
        initial=False,
        wire=None,
        is_set=False,
        opens=opens,
        clears=False,
        param=None,
    )


def _labels(proto: Any) -> tuple[str, ...]:
    options = getattr(proto, "options", ())
    return tuple(o if isinstance(o, str) else getattr(o, "content", "") for o in options)


_COMMANDS = {
    "date_time_input": "datetime_input",
    "arrow_data_frame": "dataframe",
    "arrow_vega_lite_chart": "vega_lite_chart",
    "deck_gl_json_chart": "pydeck_chart",
    "component_instance": "component",
    "bidi_component": "component",
    "heading": "header",
    "doc_string": "help",
}


def command_of(kind: str, proto: Any) -> str:
    """Return Streamlit's name of the command that draws such an element."""
    if kind == "button" and proto.is_form_submitter:
        return "form_submit_button"
    if kind == "checkbox":
        return "toggle" if proto.type == proto.TOGGLE else "checkbox"
    if kind == "slider":
        return "select_slider" if proto.type == proto.SELECT_SLIDER else "slider"
    if kind == "alert":
        return _name_of("Format", proto, proto.format)
    if kind == "heading":
        return {"h1": "title", "h2": "header"}.get(proto.tag, "subheader")
    if kind in ("dataframe", "arrow_data_frame") and proto.editing_mode:
        return "data_editor"
    if kind == "button_group":
        style = _name_of("Style", proto, proto.style)
        return style if style in ("pills", "segmented_control") else "feedback"
    return _COMMANDS.get(kind, kind)


def _name_of(enum: str, proto: Any, value: int) -> str:
    kind: Any = type_of(proto)
    name: str = getattr(kind, enum).Name(value)
    return name.lower()


def state_of(widget_id: str, metadata: Any, wire: Any) -> private.WidgetState:
    """Return the state the browser sends for a widget."""
    state = private.WidgetState(id=widget_id)
    field = metadata.value_type
    if private.is_array(field):
        getattr(state, field).data.extend(wire)
    elif isinstance(wire, bool | int | float | str | bytes):
        setattr(state, field, wire)
    elif wire is not None:
        getattr(state, field).CopyFrom(wire)
    return state
