"""What Streamlit knows of the run in progress: what the user entered, labels, pages.

These are private names of Streamlit, looked at with care: where one is missing, the timeline
knows less, and nothing fails.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple
from urllib.parse import parse_qs

import streamlit as st
from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx

from st_page_state.devtools.literals import is_plain
from st_page_state.devtools.timeline import Entered, Timeline
from st_page_state.ports import QueryPort

KEY = "st_page_state.inspector"
"""What the keys of the inspector's own widgets begin with."""

_BLOCKS = ("expandable", "popover", "tab_container")
_TRIGGERS = ("trigger_value", "string_trigger_value", "chat_input_value", "json_trigger_value")


class Facts(NamedTuple):
    """What Streamlit knows of a run.

    Attributes:
        began: the query string that it began with.
        entered: what the user has entered; buttons last.
        callbacks: widget -> the name of its callback.
        pages: the identity of a page -> its path.
        runner: the runner, which tells what is drawn.
    """

    began: str
    entered: tuple[Entered, ...]
    callbacks: dict[str, str]
    pages: dict[str, str]
    runner: object


def look(timeline: Timeline, known_runner: object) -> Facts:
    """Return the facts of the run in progress, and learn the widgets that it draws.

    Args:
        timeline: where to note the widgets.
        known_runner: the runner that tells of them already.
    """
    context: Any = get_script_run_ctx(suppress_warning=True)
    runner = getattr(getattr(context, "_enqueue", None), "__self__", None)
    if runner is not None and runner is not known_runner:
        timeline.begin_run(whole=not getattr(context, "fragment_ids_this_run", None))
        with suppress(AttributeError):
            runner.on_event.connect(_hearing(timeline), weak=False)
    entered: list[Entered] = []
    callbacks: dict[str, str] = {}
    with suppress(AttributeError):
        state = context.session_state._state  # noqa: SLF001
        new, old = state._new_widget_state, state._old_state  # noqa: SLF001
        for widget in [w for w in new if w in old and not _is_own(w)]:
            value, former = new.get(widget), old.get(widget)
            if _differ(value, former):
                metadata = new.widget_metadata[widget]
                one = _entered(widget, metadata, value, former)
                if one is None:
                    continue
                if timeline.is_secret(widget):
                    one = Entered(widget, one.trigger, None, None, said=False)
                entered.append(one)
                if metadata.callback is not None:
                    callbacks[widget] = _name_of(metadata.callback)
    entered.sort(key=lambda one: one.trigger)
    began = str(getattr(context, "query_string", ""))
    return Facts(began, tuple(entered), callbacks, pages(context), runner)


def query_of(query: QueryPort) -> str:
    """Return the query string as the browser shows it."""
    token = query.token()
    return token if isinstance(token, str) else ""


def known_pages() -> dict[str, str]:
    """Return the pages as the run in progress knows them by now."""
    return pages(get_script_run_ctx(suppress_warning=True))


def pages(context: Any) -> dict[str, str]:
    """Return the identity of each page -> its path, empty for the main page."""
    found: dict[str, str] = {}
    with suppress(AttributeError, KeyError):
        manager = context.pages_manager
        main = manager.main_script_hash
        for page, info in manager.get_pages().items():
            path = info.get("url_pathname", info.get("page_name", ""))
            found[page] = "" if page == main else path
    return found


_FLUSH = 0.02
"""As in ``st.switch_page()``: the browser is told of the address before the run of the page."""


def switch(page: str, query: str) -> bool:
    """Switch to a page, with a query string; return False if it cannot be done."""
    context: Any = get_script_run_ctx(suppress_warning=True)
    with suppress(AttributeError):
        if page in context.pages_manager.get_pages():  # pragma: no branch - it was listed
            with context.session_state.query_params() as params:
                params.clear()
                params.from_dict(parse_qs(query, keep_blank_values=True))
            time.sleep(_FLUSH)
            data = RerunData(query_string=context.query_string, page_script_hash=page)
            context.script_requests.request_rerun(data)
            st.empty()  # where the run is ended
    return False


def _name_of(callback: Any) -> str:
    name = getattr(callback, "__name__", type(callback).__name__)
    owner = getattr(callback, "__self__", None)
    return f"{owner.__name__}.{name}" if isinstance(owner, type) else name


def _is_own(widget: str) -> bool:
    return KEY in widget


def _differ(value: Any, former: Any) -> bool:
    try:
        return bool(value != former)
    except Exception:  # noqa: BLE001 - a value of an app's own class may raise anything
        return False


def _entered(widget: str, metadata: Any, value: Any, former: Any) -> Entered | None:
    """Return what was entered; None if the browser has sent what it was given."""
    wire: Any = None
    with suppress(Exception):  # a value of an app's own class may raise anything
        wire = metadata.serializer(value)
        if not _differ(wire, metadata.serializer(former)):
            return None
    trigger = metadata.value_type == "trigger_value"
    wire, entered, before = (each if is_plain(each) else None for each in (wire, value, former))
    return Entered(widget, trigger, wire, entered, is_plain(value), before)


def _hearing(timeline: Timeline) -> Callable[..., None]:
    """Return what notes the widgets that are drawn."""

    def hear(
        _: Any, event: Any = None, forward_msg: Any = None,
        fragment_ids_this_run: Any = None, **__: Any,
    ) -> None:  # fmt: skip
        if getattr(event, "name", "") == "SCRIPT_STARTED":
            timeline.begin_run(whole=not fragment_ids_this_run)
        if forward_msg is None or forward_msg.WhichOneof("type") != "delta":
            return
        delta = forward_msg.delta
        if delta.WhichOneof("type") == "new_element":
            element = delta.new_element
        else:
            element = delta.add_block
        kind = element.WhichOneof("type")
        proto = getattr(element, kind) if kind else None
        widget = getattr(proto, "id", "")
        if widget and (element is not delta.add_block or kind in _BLOCKS) and not _is_own(widget):
            label = next(filter(None, (getattr(proto, n, "") for n in _LABELS)), "")
            is_secret = kind == "text_input" and bool(getattr(proto, "type", 0))
            timeline.see(widget, label, kind, _options(proto), is_secret=is_secret)

    return hear


_LABELS = ("label", "placeholder", "title")


def _options(proto: Any) -> tuple[str, ...]:
    found = getattr(proto, "options", ())
    return tuple(one if isinstance(one, str) else _label_of(one) for one in found)


def _label_of(option: Any) -> str:
    parts = (getattr(option, name, "") for name in ("content_icon", "content"))
    return " ".join(filter(None, parts))
