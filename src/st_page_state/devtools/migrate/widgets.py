"""Widgets with a key: which can be bound, and their first values."""

from __future__ import annotations

from typing import Any

import libcst as cst

from st_page_state.devtools.migrate.guards import session_key
from st_page_state.devtools.migrate.keys import known_key, unclear_key
from st_page_state.devtools.migrate.literals import literal, literal_date, literal_list
from st_page_state.devtools.migrate.uses import Kind, Source, Use

_PLACES: dict[str, tuple[str, ...]] = {
    "text_input": ("label", "value"),
    "text_area": ("label", "value"),
    "color_picker": ("label", "value"),
    "checkbox": ("label", "value"),
    "toggle": ("label", "value"),
    "number_input": ("label", "min_value", "max_value", "value"),
    "slider": ("label", "min_value", "max_value", "value"),
    "selectbox": ("label", "options", "index"),
    "radio": ("label", "options", "index"),
    "multiselect": ("label", "options", "default"),
    "date_input": ("label", "value"),
}
"""The bindable widgets and their first parameters."""

CHOICES = {"selectbox", "radio", "multiselect"}
_FIRST = {"value", "index", "default"}
_TYPES = {
    "text_input": {"str"}, "text_area": {"str"}, "color_picker": {"str"}, "checkbox": {"bool"},
    "toggle": {"bool"}, "number_input": {"int", "float"}, "slider": {"int", "float"},
    "multiselect": {"list"}, "selectbox": {"str", "int"}, "radio": {"str", "int"},
    "date_input": {"date"},
}  # fmt: skip
_BY_USERS_ALONE = {
    "button", "download_button", "form_submit_button", "chat_input", "file_uploader",
    "camera_input", "audio_input",
}  # fmt: skip
_OTHERS = {
    "data_editor": "bind_editor", "dataframe": "bind_rows", "plotly_chart": "bind_selection",
    "altair_chart": "bind_selection", "vega_lite_chart": "bind_selection",
    "pydeck_chart": "bind_selection", "tabs": "bind_tabs", "expander": "bind", "popover": "bind",
    "time_input": "bind", "datetime_input": "bind", "select_slider": "bind", "pills": "bind",
    "segmented_control": "bind", "feedback": "bind",
}  # fmt: skip
"""Elements with a key that migrate leaves, and what binds them by hand."""
_KEYED = _PLACES.keys() | _OTHERS.keys() | _BY_USERS_ALONE | {"container", "form"}


def keyed_call(source: Source, call: cst.Call) -> None:
    """Add the use of a call with a `key`."""
    arguments = keywords(call)
    key = arguments.get("key")
    if key is None:
        return
    command = source.names.command(call)
    if command is None and isinstance(call.func, cst.Name):
        command = ""
    text, line = known_key(key), source.line(call)
    if text is None:
        if command in _KEYED and not literal(key)[0]:
            unclear = unclear_key(source, key, line)
            unclear.told, unclear.read = False, session_key(source, key)
            source.unclear.append(unclear)
        return
    native = literal(arguments.get("bind")) == (True, "query-params")
    kind = Kind.NATIVE if native else Kind.WIDGET
    use = Use(text, kind, call, line, call=call)
    reason = refusal(source, call, command or "")
    if reason:
        use.kind, use.reason = Kind.OTHER, reason
        use.call = None if native else call
    source.session.append(use)


def keywords(call: cst.Call) -> dict[str, cst.BaseExpression]:
    """Return the arguments given by name."""
    return {arg.keyword.value: arg.value for arg in call.args if arg.keyword is not None}


def refusal(source: Source, call: cst.Call, command: str) -> str:
    """Return why a call cannot be bound; empty if it can."""
    if command not in _PLACES:
        return _no_widget(source, call, command)
    if any(arg.star for arg in call.args):
        return "its widget is given more arguments by * or **"
    if command in CHOICES and sum(arg.keyword is None for arg in call.args) > len(_PLACES[command]):
        return "its widget has more arguments by position than label, options and first value"
    inner: cst.CSTNode = call
    while not isinstance(inner, cst.Module):
        inner = source.parent(inner)
        if isinstance(inner, cst.With) and any(
            isinstance(item.item, cst.Call) and source.code(item.item.func).endswith("form")
            for item in inner.items
        ):
            return "its widget is in a form: there use X.form() and bind(form=True)"
    return ""


def _no_widget(source: Source, call: cst.Call, command: str) -> str:
    """Return why a call with a key that is none of the bindable widgets stays."""
    text = f"{source.code(call.func)}()"
    if command in _BY_USERS_ALONE:
        return f"{text} with this key cannot be bound: only a user sets its value"
    if command in _OTHERS:
        return f"migrate does not convert {text}: bind it by hand, with X.{_OTHERS[command]}()"
    return f"{text} is given this key, and what it does with it is not known"


def arguments(call: cst.Call) -> dict[str, cst.BaseExpression]:
    """Return the arguments of a bindable widget by name, as far as they have one."""
    name = call.func.attr.value if isinstance(call.func, cst.Attribute) else ""
    places = _PLACES[name]
    given = {
        places[number]: arg.value
        for number, arg in enumerate(call.args)
        if arg.keyword is None and number < len(places)
    }
    return given | keywords(call)


def is_first(call: cst.Call, number: int, arg: cst.Arg) -> bool:
    """Return whether an argument is the widget's first value."""
    if arg.keyword is not None:
        return arg.keyword.value in _FIRST
    places = _PLACES[call.func.attr.value if isinstance(call.func, cst.Attribute) else ""]
    return number < len(places) and places[number] in _FIRST


def is_options(call: cst.Call, number: int, arg: cst.Arg) -> bool:
    """Return whether an argument gives the options of a widget."""
    if arg.keyword is not None:
        return arg.keyword.value == "options"
    return number == 1 and isinstance(call.func, cst.Attribute) and call.func.attr.value in CHOICES


def options(source: Source, call: cst.Call) -> list[Any] | None:
    """Return a widget's options if they stand in the module."""
    node = arguments(call).get("options")
    if isinstance(node, cst.Name):
        node = source.names.only_value(node.value)
    found, values = literal_list(node)
    return values if found else None


def first_value(source: Source, call: cst.Call) -> tuple[bool, Any]:
    """Return whether a widget's first value is known, and it."""
    given = arguments(call)
    command = source.names.command(call)
    own = next((given[name] for name in _FIRST if name in given), None)
    found, value = literal(own)
    if command == "date_input":
        date = literal_date(source.names, own)
        return date is not None, date
    if own is not None and not found:
        return False, None
    if command in ("selectbox", "radio"):
        offered, place = options(source, call), value if found else 0
        known = offered is not None and isinstance(place, int) and 0 <= place < len(offered)
        return known, offered[place] if known and offered is not None else None
    if command == "multiselect":
        return True, value if found else []
    if found:
        return value is not None, value
    if command in ("number_input", "slider"):
        least, lowest = literal(given.get("min_value"))
        if "min_value" in given:
            return least, lowest
        return "max_value" not in given, 0.0 if command == "number_input" else 0
    return True, {"checkbox": False, "toggle": False, "color_picker": "#000000"}.get(
        command or "", ""
    )


def misfit(source: Source, use: Use, default: Any) -> str:
    """Return why a widget cannot be bound to a field with this default; empty if it can."""
    assert use.call is not None
    command = source.names.command(use.call) or ""
    own = use.kind is Kind.WIDGET and not use.gives_first
    if own and _FIRST & arguments(use.call).keys():
        return "its widget has a first value of its own"
    if type(default).__name__ not in _TYPES[command]:
        return f"its widget, st.{command}, holds another type"
    if command in CHOICES:
        offered = options(source, use.call)
        if offered is None:
            return "the options of its widget are not known"
        one = default if command == "multiselect" else [default]
        kinds = {type(option).__name__ for option in offered}
        if len(kinds) != 1 or any(item not in offered for item in one):
            return "its widget has options of several types, or not the default among them"
        if command == "multiselect" and kinds != {"str"}:
            return "its widget has options that are no texts"
    return ""
