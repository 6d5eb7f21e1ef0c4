"""Session state: values set by code, values of widgets, and values of former runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from st_page_state.ports import WidgetSession
from st_page_state_fakes.errors import RerunException, StreamlitWidgetAlreadyInstantiatedError
from st_page_state_fakes.server.script_run import ScriptRun
from st_page_state_fakes.server.widget_spec import WidgetId, WidgetSpec


@dataclass(frozen=True, slots=True)
class Registered:
    """A widget that was drawn, with its callback.

    Attributes:
        spec: the widget as its command declares it.
        callback: what a change calls.
        args: what the callback is given.
        kwargs: what it is given by name.
        inside: the fragments it belongs to, the outermost first.
        guarded: it is disabled, and so a change of it calls nothing.
        persist: ``"session"`` or ``"page"`` keeps its value while it is not drawn.
        page: the page it was drawn on.
    """

    spec: WidgetSpec
    callback: Callable[..., Any] | None
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]
    inside: tuple[str, ...]
    guarded: bool
    persist: str | None
    page: str

    @property
    def fragment(self) -> str | None:
        """The fragment it belongs to."""
        return self.inside[-1] if self.inside else None


@dataclass(frozen=True, slots=True)
class _Wire:
    """A wire value from the browser, decoded later by the widget's last spec."""

    content: Any


_CHOICES = frozenset(
    {"multiselect", "pills", "radio", "segmented_control", "select_slider", "selectbox"}
)
"""The widgets whose values the browser names by their labels."""
_TEXTS = frozenset({"color_picker", "text_area", "text_input"})
"""The widgets whose values are texts that Streamlit does not know beforehand."""


class SessionState(WidgetSession):
    """The session state of one tab.

    A value lives in one of three places: set by code in this run, held by a widget in this
    run, or kept from former runs. They are looked up in that order. Widgets with a key are
    kept under their identity, so that another widget with the same key begins anew.

    Args:
        open_form: draws a form, given its key and what else ``st.form`` takes.
        version: the Streamlit version.
    """

    def __init__(
        self, open_form: Callable[..., AbstractContextManager[Any]], version: tuple[int, int]
    ) -> None:
        self._open_form = open_form
        self._version = version
        self._numbers: dict[str, int] = {}
        self.set_now: dict[str, Any] = {}
        self.live: dict[WidgetId, Any] = {}
        self.unknown: dict[WidgetId, Any] = {}
        self.kept: dict[str | WidgetId, Any] = {}
        self.ids: dict[str, WidgetId] = {}
        self.keys_of: dict[WidgetId, str] = {}
        self.known: dict[WidgetId, Registered] = {}
        self.natively_bound: set[WidgetId] = set()
        self.run: ScriptRun | None = None

    # As a mapping from the keys that an app knows

    def __getitem__(self, key: str) -> Any:
        _check_key(key)
        try:
            return self.look_up(key, self.ids.get(key))
        except KeyError:
            raise KeyError(_missing(key)) from None

    def __setitem__(self, key: str, value: Any) -> None:
        _check_key(key)
        run = self.run
        if run is not None and (self.ids.get(key) in run.widgets or key in run.forms):
            raise StreamlitWidgetAlreadyInstantiatedError(key)
        self.set_now[key] = value

    def __delitem__(self, key: str) -> None:
        self[key]
        self.set_now.pop(key, None)
        self.kept.pop(key, None)
        widget = self.ids.pop(key, None)
        if widget is not None:
            del self.keys_of[widget]
            self.live.pop(widget, None)
            self.kept.pop(widget, None)

    def __iter__(self) -> Iterator[str]:
        keys = dict.fromkeys([*self.kept, *self.live, *self.set_now])
        names = [key if isinstance(key, str) else self.keys_of.get(key) for key in keys]
        known = dict.fromkeys([name for name in names if name is not None])
        return iter([name for name in known if self.holds(name, self.ids.get(name))])

    def __len__(self) -> int:
        return len(list(iter(self)))

    def widget_identity(self, key: str) -> str | None:
        return repr(self.ids[key]) if key in self.ids else None

    def in_browser(self, key: str) -> bool:
        return self.ids.get(key) in self.live

    def streamlit_version(self) -> tuple[int, int]:
        return self._version

    def sends_labels(self, key: str) -> bool:
        return key in self.ids and self.ids[key].command in _CHOICES

    def holds_text(self, key: str) -> bool:
        return key in self.ids and self.ids[key].command in _TEXTS

    def early(self) -> Mapping[str, object]:
        return {w.key: (w, wire) for w, wire in self.unknown.items() if w.key is not None}

    def took(self, key: str, sent: Any) -> bool:
        widget, wire = sent
        spec = self.known[widget].spec if self.ids.get(key) == widget else None
        if spec is None or self.known[widget].guarded:
            return False
        if widget.command not in _CHOICES:
            return True
        held = spec.encode(self[key])
        is_one = isinstance(held, str | int | None)
        return held == wire or (not is_one and bool(held) and all(one in wire for one in held))

    def offer(self, key: str, value: Any) -> None:
        self.kept[key] = value

    def withdraw(self, key: str) -> None:
        value, widget = self.kept.pop(key, None), self.ids.get(key)
        if widget is not None and widget not in self.live:
            self.kept.setdefault(widget, value)

    def next_number(self, name: str, former: int) -> int:
        self._numbers[name] = max(self._numbers.get(name, 0), former) + 1
        return self._numbers[name]

    def form(self, key: str, **options: Any) -> AbstractContextManager[Any]:
        return self._open_form(key, **options)

    # By widget

    def look_up(self, key: str | None, widget: WidgetId | None) -> Any:
        """Return the value of a key or a widget."""
        if key is not None and key in self.set_now:
            return self.set_now[key]
        if widget is not None and widget in self.live:
            return self._live_value(widget)
        if widget is not None and widget in self.kept:
            return self.kept[widget]
        if key is not None:
            return self.kept[key]
        raise KeyError(widget)

    def holds(self, key: str | None, widget: WidgetId | None) -> bool:
        """Tell whether there is a value for a key or a widget."""
        try:
            self.look_up(key, widget)
        except KeyError:
            return False
        return True

    def draw(self, widget: WidgetId, registered: Registered) -> Any:
        """Register a widget as drawn in this run and return a copy of its value.

        Args:
            widget: what identifies it.
            registered: what it is in this run.
        """
        key = widget.key
        self.known[widget] = registered
        if widget in self.unknown:
            self.live[widget] = _Wire(self.unknown.pop(widget))
        if key is not None:
            self.ids[key] = widget
            self.keys_of[widget] = key
        if not self.holds(key, widget):
            self.live[widget] = deepcopy(registered.spec.decode(None))
        return deepcopy(self.look_up(key, widget))

    def discard(self, widget: WidgetId) -> bool:
        """Forget what the browser sent for a widget; tell whether it had sent anything."""
        if widget not in self.live:
            return False
        del self.live[widget]
        return True

    def comes_back(self, widget: WidgetId, value: Any) -> bool:
        """Tell whether a redrawn widget gets a value from former runs."""
        key = widget.key
        if key is None or widget in self.live:
            return False
        registered = self.known[widget]
        persisted = registered.persist is not None and widget in self.kept
        if key not in self.kept and not persisted:
            return False
        return bool(value != registered.spec.decode(None))

    def correct(self, widget: WidgetId, value: Any) -> None:
        """Correct the value of a drawn widget to one that its arguments allow."""
        if widget.key is not None:
            self.set_now[widget.key] = value

    def is_set_now(self, key: str | None) -> bool:
        """Tell whether code has set the key since the last widget values came in."""
        return key in self.set_now

    # At the borders of a run

    def receive(self, wires: Mapping[WidgetId, Any]) -> list[WidgetId]:
        """Store the widget values from the browser; return the widgets that changed."""
        self.reset_triggers()
        self._compact()
        # A page that was open before the server restarted sends widgets that no run has drawn.
        self.unknown = {w: wire for w, wire in wires.items() if w not in self.known}
        known = [w for w in wires if w in self.known]
        self.live.update({widget: _Wire(wires[widget]) for widget in known})
        return [w for w in known if self._live_value(w) != self.kept.get(w)]

    def run_callbacks(self, changed: list[WidgetId], run: ScriptRun) -> list[RerunException]:
        """Run the callbacks of changed widgets; return the reruns they request."""
        asked: list[RerunException] = []
        for widget in changed:
            registered = self.known[widget]
            if registered.callback is None or registered.guarded:
                continue
            with run.within(registered.inside):
                try:
                    registered.callback(*registered.args, **registered.kwargs)
                except RerunException as rerun:
                    asked.append(rerun)
        return asked

    def reset_triggers(self) -> None:
        """Reset the values of buttons and other triggers."""
        for place in (self.live, self.kept):
            for widget in place:
                if isinstance(widget, WidgetId):
                    spec = self.known[widget].spec
                    if spec.trigger:
                        place[widget] = spec.rest

    def drop_undrawn(self, drawn: set[WidgetId], fragments: tuple[str, ...], page: str) -> None:
        """Forget the values of widgets that a run did not draw.

        Args:
            drawn: the widgets it drew.
            fragments: the fragments it consisted of; widgets of others are left alone.
            page: the page that ran.
        """

        def is_stale(widget: WidgetId) -> bool:
            registered = self.known[widget]
            elsewhere = bool(fragments) and registered.fragment not in fragments
            return widget not in drawn and not elsewhere

        preserved: dict[str, Any] = {}
        for key in list(self.kept):
            if isinstance(key, WidgetId) and is_stale(key) and self._outlives(key, page):
                name = self.keys_of[key]
                preserved[name] = self.look_up(name, key)
        self.live = {w: value for w, value in self.live.items() if not is_stale(w)}
        self.kept = {
            k: value
            for k, value in self.kept.items()
            if not isinstance(k, WidgetId) or not is_stale(k)
        }
        self.kept.update(preserved)
        for name, value in preserved.items():
            if self.ids.get(name) in drawn:
                # Another widget has taken over the key in this run: it goes on with the value.
                self.live[self.ids[name]] = value
        for key, widget in self.ids.items():
            registered = self.known[widget]
            if registered.persist == "page" and registered.page != page and is_stale(widget):
                self.kept.pop(key, None)

    def _outlives(self, widget: WidgetId, page: str) -> bool:
        if widget not in self.keys_of:
            return False
        registered = self.known[widget]
        if widget in self.natively_bound or registered.persist == "session":
            return True
        return registered.persist == "page" and registered.page == page

    def _live_value(self, widget: WidgetId) -> Any:
        held = self.live[widget]
        if not isinstance(held, _Wire):
            return held
        value = self.known[widget].spec.decode(held.content)
        self.live[widget] = value
        return value

    def _compact(self) -> None:
        everything: dict[str | WidgetId, Any] = {}
        for key in [*self.kept, *self.live, *self.set_now]:
            widget = self.ids.get(key) if isinstance(key, str) else key
            name = key if isinstance(key, str) else self.keys_of.get(key)
            everything[widget or key] = self.look_up(name, widget)
        self.kept.update(everything)
        self.set_now.clear()
        self.live.clear()


def _check_key(key: object) -> None:
    if not isinstance(key, str):
        raise TypeError(f"a session state key must be a string, not {type(key).__name__}: {key!r}")


def _missing(key: str) -> str:
    return f'st.session_state has no key "{key}". Was it set, or its widget drawn, in this session?'
