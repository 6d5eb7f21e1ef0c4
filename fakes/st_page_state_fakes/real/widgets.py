"""Streamlit's own widgets, as the simulated browser holds them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from st_page_state.codecs.equality import type_of
from st_page_state_fakes.real import private
from st_page_state_fakes.real.charts import EChartsSpec, PlotlySpec, PydeckSpec, VegaSpec
from st_page_state_fakes.real.components import BidiSpec, ComponentSpec
from st_page_state_fakes.real.files import ChatSpec, FileSpec
from st_page_state_fakes.real.sent_spec import MenuSpec, SentSpec
from st_page_state_fakes.real.tables import DataframeSpec, EditorSpec
from st_page_state_fakes.real.uploads import Uploads
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

_LABELS = ("label", "placeholder", "title")

_SPECS: dict[str, type[SentSpec]] = {
    "arrow_data_frame": DataframeSpec,
    "arrow_vega_lite_chart": VegaSpec,
    "audio_input": FileSpec,
    "bidi_component": BidiSpec,
    "camera_input": FileSpec,
    "chat_input": ChatSpec,
    "component_instance": ComponentSpec,
    "dataframe": DataframeSpec,
    "deck_gl_json_chart": PydeckSpec,
    "echarts_chart": EChartsSpec,
    "file_uploader": FileSpec,
    "menu_button": MenuSpec,
    "plotly_chart": PlotlySpec,
    "vega_lite_chart": VegaSpec,
}

COMPONENTS = ("component_instance", "bidi_component")
"""The kinds of custom components, which send nothing until their JavaScript does."""

_OPENABLE = ("expandable", "popover", "tab_container")
_BLOCKS = (*_OPENABLE, "dialog")


@dataclass(frozen=True, slots=True)
class Drawing:
    """The run in which a widget is drawn.

    Attributes:
        fragment: the fragment that draws it; empty outside of one.
        page: the page that draws it; None for the main script.
        clears: form -> submitting it takes its widgets back to their defaults.
        uploads: the files of the session.
        current: returns the value that the session has for a widget.
    """

    fragment: str
    page: str | None
    clears: Mapping[str, bool]
    uploads: Uploads
    current: Callable[[str], Any]


def drawn_widget(
    proto: Any, kind: str, metadata: Any, drawing: Drawing, tabs: Sequence[str] = ()
) -> DrawnWidget:
    """Return a widget as the browser holds it.

    Args:
        proto: the message that drew it.
        kind: the kind of element or block.
        metadata: Streamlit's own conversions.
        drawing: the run in which it is drawn.
        tabs: the labels of the tabs that it lets the user choose from.
    """
    trigger = metadata.value_type in _TRIGGERS
    initial = False if metadata.value_type == "trigger_value" else None
    if not trigger and kind not in COMPONENTS:
        initial = metadata.serializer(private.deserialized(metadata, None))
    selected = getattr(proto, "selection_state", "")  # of a table, from 1.56 on
    is_set = kind in _OPENABLE or bool(getattr(proto, "set_value", False) or selected)
    command = command_of(kind, proto)
    spec = (EditorSpec if command == "data_editor" else _SPECS.get(kind, SentSpec))(
        command=command,
        label=next(filter(None, (getattr(proto, name, "") for name in _LABELS)), ""),
        key=private.user_key(proto.id),
        identity=(proto.id,),
        trigger=trigger,
        rest=False if metadata.value_type == "trigger_value" else None,
        options=tabs if kind == "tab_container" else _labels(proto),
        native=_NATIVE.get(metadata.value_type, "string"),
        metadata=metadata,
        proto=proto,
        uploads=drawing.uploads,
    )
    page, form = drawing.page, getattr(proto, "form_id", "") or None
    return DrawnWidget(
        id=WidgetId(
            kind, spec.key, (proto.id,), MAIN_SCRIPT if page is None else page or DEFAULT_PAGE
        ),
        spec=spec,
        form=form,
        fragment=drawing.fragment or None,
        disabled=bool(getattr(proto, "disabled", False)),
        initial=initial,
        wire=selected or (metadata.serializer(drawing.current(proto.id)) if is_set else None),
        is_set=is_set,
        opens=None,
        clears=form is not None and drawing.clears.get(form, False),
        param=getattr(proto, "query_param_key", "") or None,
        waits=bool(getattr(proto, "ignore_rerun", False)),
    )


def drawn_by(delta: Any) -> tuple[str, Any] | None:
    """Return the kind and the message of an element, or of a block that users can act on."""
    if delta.WhichOneof("type") == "add_block":
        block, kind = delta.add_block, delta.add_block.WhichOneof("type")
        return (kind, getattr(block, kind)) if kind in _BLOCKS else None
    kind = delta.new_element.WhichOneof("type")
    return (kind, getattr(delta.new_element, kind)) if kind else None


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
    return tuple(option if isinstance(option, str) else _label_of(option) for option in options)


def _label_of(option: Any) -> str:
    """Return the label of a button in a group, from which Streamlit parts a leading icon."""
    parts = (getattr(option, name, "") for name in ("content_icon", "content"))
    return " ".join(filter(None, parts))


_COMMANDS = {
    "expandable": "expander",
    "tab_container": "tabs",
    "date_time_input": "datetime_input",
    "arrow_data_frame": "dataframe",
    "arrow_vega_lite_chart": "vega_lite_chart",
    "deck_gl_json_chart": "pydeck_chart",
    "component_instance": "component",
    "bidi_component": "component",
    "heading": "header",
    "doc_string": "help",
    "help_info": "help",
    "imgs": "image",
    "arrow_table": "table",
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
        style = _name_of("Style", proto, proto.style) if hasattr(proto, "style") else "feedback"
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
    if field in ("json_value", "bytes_value"):  # what a component's JavaScript sends
        field = "bytes_value" if isinstance(wire, bytes) else "json_value"
    if private.is_array(field):
        getattr(state, field).data.extend(wire)
    elif field == "string_trigger_value" and isinstance(wire, str):
        getattr(state, field).data = wire
    elif isinstance(wire, bool | int | float | str | bytes):
        setattr(state, field, wire)
    elif wire is not None:
        getattr(state, field).CopyFrom(wire)
    return state
