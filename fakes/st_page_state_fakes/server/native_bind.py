"""Widgets that Streamlit itself binds to the address: ``bind="query-params"``."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from st_page_state import Texts
from st_page_state_fakes.server.control import Control, Native, WidgetId
from st_page_state_fakes.server.script_run import ScriptRun

if TYPE_CHECKING:
    from st_page_state_fakes.server.server import Server

MAIN_SCRIPT = ""
DEFAULT_PAGE = "/"
_LISTS = ("strings", "doubles", "ints")


@dataclass(frozen=True, slots=True)
class Binding:
    """Who has bound a param.

    Attributes:
        widget: the widget.
        script: the page that drew it.
    """

    widget: WidgetId
    script: str


def parse(texts: Texts, native: Native) -> Any:
    """Return the wire value that a param's texts stand for.

    Raises:
        ValueError: they stand for none.
    """
    last = texts[-1] if texts else ""
    empty = not any(texts)
    if native in _LISTS:
        return [_item(text, native) for text in texts if text]
    if native == "string":
        return "" if empty else last
    if empty:
        return None
    if native == "bool":
        if last.lower() not in ("true", "false"):
            raise ValueError(f"{last!r} is neither true nor false")
        return last.lower() == "true"
    return float(last) if native == "double" else _item(last, native)


def format_texts(wire: Any, native: Native) -> Texts:
    """Return the texts that a wire value has in the address."""
    if native in _LISTS:
        return tuple(_text(item, native) for item in wire)
    return (_text(wire, native),)


def _item(text: str, native: Native) -> Any:
    if native in ("ints", "int", "doubles"):
        try:
            return float(text) if native == "doubles" else int(text)
        except ValueError:
            return text
    return text


def _text(value: Any, native: Native) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if native in ("double", "doubles") and isinstance(value, float):
        return str(int(value)) if math.isfinite(value) and value == int(value) else str(value)
    return str(value)


def seed(server: Server, control: Control, widget: WidgetId) -> bool:
    """Bind a widget that is being drawn; tell whether the address decides on its value."""
    state, params, run = server.state, server.params, server.run
    key = widget.key
    assert key is not None and run is not None  # noqa: PT018
    state.natively_bound.add(widget)
    params.bound[key] = Binding(widget, run.script)
    if widget in state.live:
        if not run.history:
            return False
        del state.live[widget]
    if widget in state.kept and state.is_set_now(key) and not run.history:
        return False
    texts = params.began.get(key)
    if texts is not None and _seed_from(server, control, widget, key, texts):
        return True
    if run.history:
        state.live[widget] = state.set_now[key] = control.decode(None)
    return run.history


def _seed_from(server: Server, control: Control, widget: WidgetId, key: str, texts: Texts) -> bool:
    native = control.native
    assert native is not None
    default = control.decode(None)
    try:
        if not any(texts) and not control.clearable:
            raise ValueError("an empty param, and the widget cannot be empty")
        wire = parse(texts, native)
        if control.allowed is not None:
            wire = _offered(wire, control, native)
        value = control.decode(wire)
    except (ValueError, TypeError, IndexError):
        value = default
        wire = None
    if value == default:
        _remove(server, key)
        return False
    server.state.live[widget] = server.state.set_now[key] = value
    right = control.encode(value)
    if right != wire:
        server.params.texts[key] = format_texts(right, native)
        server.params.tell()
    return True


def _offered(wire: Any, control: Control, native: Native) -> Any:
    allowed = control.allowed or ()
    if native == "string":
        if wire not in allowed:
            raise ValueError(f"{wire!r} is not offered")
        return wire
    if not wire:
        return wire
    offered = list(dict.fromkeys(w for w in wire if w in allowed))
    if not offered:
        raise ValueError("nothing of it is offered")
    return offered


def agree(server: Server, control: Control, widget: WidgetId, value: Any, *, seeded: bool) -> bool:
    """Bring the param and the value that was settled together.

    Returns:
        True if the value came back with the widget and the browser has to show it.
    """
    state, params = server.state, server.params
    key, native = widget.key, control.native
    assert key is not None and native is not None  # noqa: PT018
    was_there = widget in state.kept or key in state.kept
    if value == control.decode(None):
        if state.is_set_now(key) and not seeded and was_there:
            _remove(server, key)
        else:
            params.texts.pop(key, None)
        return False
    texts = format_texts(control.encode(value), native)
    if key in state.kept and key not in params.texts and not state.is_set_now(key):
        params.texts[key] = texts
        params.tell()
        return True
    if state.is_set_now(key) and not seeded and was_there and params.texts.get(key) != texts:
        params.texts[key] = texts
        params.tell()
    return False


def unbind(server: Server, widget: WidgetId) -> None:
    """Free the param of a widget that is not bound any more."""
    state, params = server.state, server.params
    state.natively_bound.discard(widget)
    for key, binding in list(params.bound.items()):
        if binding.widget == widget:
            del params.bound[key]
            _remove(server, key)


def leave_page(server: Server, query: str, page: str) -> None:
    """Begin another page's run: params bound on the page that is left do not follow."""
    params = server.params
    params.begin(query)
    valid = (MAIN_SCRIPT, page or DEFAULT_PAGE)
    left = [n for n, binding in params.bound.items() if binding.script not in valid]
    gone = [name for name in left if params.texts.pop(name, None) is not None]
    for name in left:
        del params.bound[name]
    params.began = dict(params.texts)
    if gone:
        params.tell()


def drop_undrawn(server: Server, run: ScriptRun) -> None:
    """Free the params of widgets that a run did not draw, and remove them."""
    params, known = server.params, server.state.known
    gone = False
    for key, binding in list(params.bound.items()):
        elsewhere = run.fragments and known[binding.widget].fragment not in run.fragments
        if binding.widget not in run.widgets and not elsewhere:
            del params.bound[key]
            gone = params.texts.pop(key, None) is not None or gone
    if gone:
        params.tell()


def _remove(server: Server, key: str) -> None:
    if server.params.texts.pop(key, None) is not None:
        server.params.tell()
