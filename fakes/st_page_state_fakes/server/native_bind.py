"""Widgets bound to query params by Streamlit itself: ``bind="query-params"``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from st_page_state import Texts
from st_page_state_fakes.server.native_texts import format_texts, parse
from st_page_state_fakes.server.params import ParamStore
from st_page_state_fakes.server.script_run import DEFAULT_PAGE, MAIN_SCRIPT, ScriptRun
from st_page_state_fakes.server.session_state import SessionState
from st_page_state_fakes.server.widget_spec import WidgetId, WidgetSpec


@dataclass(frozen=True, slots=True)
class Binding:
    """The widget that has bound a param.

    Attributes:
        widget: the widget.
        script: the page that drew it.
    """

    widget: WidgetId
    script: str


class NativeBinding:
    """Keeps a session's natively bound widgets and the query string in sync.

    Args:
        state: the session state.
        params: the query params, which know what is bound.
    """

    def __init__(self, state: SessionState, params: ParamStore) -> None:
        self._state = state
        self._params = params

    def seed(
        self, spec: WidgetSpec, widget: WidgetId, key: str, run: ScriptRun, *, guarded: bool
    ) -> bool:
        """Bind a widget as it is drawn; tell whether its value comes from the query string.

        Args:
            spec: the widget as its command declares it.
            widget: what identifies it.
            key: its key, which is the param's name.
            run: the run that draws it.
            guarded: it is disabled, and so what the browser sent for it does not count.
        """
        state, params = self._state, self._params
        state.natively_bound.add(widget)
        params.bound[key] = Binding(widget, run.script)
        if widget in state.live and not guarded:
            if not run.history:
                return False
            del state.live[widget]
        if widget in state.kept and state.is_set_now(key) and not run.history:
            return False
        texts = params.began.get(key)
        if texts is not None and self._seed_from(texts, spec, widget, key):
            return True
        if run.history:
            state.live[widget] = state.set_now[key] = spec.decode(None)
        return run.history

    def sync(
        self, spec: WidgetSpec, widget: WidgetId, key: str, value: Any, *, seeded: bool
    ) -> bool:
        """Bring the param and the widget's final value in sync.

        Returns:
            True if the value came back with the widget and the browser has to show it.
        """
        state, params = self._state, self._params
        was_there = widget in state.kept or key in state.kept
        assigned = state.is_set_now(key) and not seeded and was_there
        if value == spec.decode(None):
            if assigned:
                self._remove(key)
            else:
                params.texts.pop(key, None)
            return False
        texts = format_texts(spec.encode(value), spec.native)
        comes_back = key in state.kept and key not in params.texts and not state.is_set_now(key)
        if comes_back or (assigned and params.texts.get(key) != texts):
            params.texts[key] = texts
            params.send()
        return comes_back

    def unbind(self, widget: WidgetId) -> None:
        """Release the param of a widget that is no longer bound."""
        self._state.natively_bound.discard(widget)
        bound = self._params.bound
        for key in [key for key, binding in bound.items() if binding.widget == widget]:
            del bound[key]
            self._remove(key)

    def leave_page(self, query: str, page: str) -> None:
        """Leave a page: the params bound on it do not follow."""
        params = self._params
        params.begin(query)
        valid = (MAIN_SCRIPT, page or DEFAULT_PAGE)
        self._free([n for n, binding in params.bound.items() if binding.script not in valid])
        params.began = dict(params.texts)

    def drop_undrawn(self, run: ScriptRun) -> None:
        """Release and remove the params of widgets that a run did not draw."""
        known = self._state.known
        gone: list[str] = []
        for key, binding in self._params.bound.items():
            elsewhere = run.fragments and known[binding.widget].fragment not in run.fragments
            if binding.widget not in run.widgets and not elsewhere:
                gone.append(key)
        self._free(gone)

    def _free(self, keys: list[str]) -> None:
        texts = self._params.texts
        for key in keys:
            del self._params.bound[key]
        if [key for key in keys if texts.pop(key, None) is not None]:
            self._params.send()

    def _seed_from(self, texts: Texts, spec: WidgetSpec, widget: WidgetId, key: str) -> bool:
        default = spec.decode(None)
        try:
            if not any(texts) and not spec.clearable:
                raise ValueError("an empty param, and the widget cannot be empty")
            asked = parse(texts, spec.native)
            value = spec.decode(asked)
            if value != default:  # asked before what is not offered is left out
                value = spec.decode(_allowed(asked, spec))
        except (ValueError, TypeError, IndexError):
            value, asked = default, None
        if value == default:
            self._remove(key)
            return False
        self._state.live[widget] = self._state.set_now[key] = value
        right = spec.encode(value)
        if right != asked:
            self._params.texts[key] = format_texts(right, spec.native)
            self._params.send()
        return True

    def _remove(self, key: str) -> None:
        if self._params.texts.pop(key, None) is not None:
            self._params.send()


def _allowed(asked: Any, spec: WidgetSpec) -> Any:
    """Return the part of a param's texts that a widget allows."""
    allowed = spec.allowed
    if spec.native == "string" and allowed is not None and asked not in allowed:
        raise ValueError(f"{asked!r} is not offered")
    if spec.native != "strings" or not asked:
        return asked
    taken = [text for text in asked if allowed is None or text in allowed]
    if not spec.repeatable:
        taken = list(dict.fromkeys(taken))
    if not taken:
        raise ValueError("nothing of it is offered")
    return taken[: spec.most]
