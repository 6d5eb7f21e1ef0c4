"""A page with one bound widget, used as a user does, on Streamlit's AppTest and on FakeApp."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Callable
from copy import deepcopy
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlencode

import streamlit
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.testing.v1 import AppTest

from contract.bound_row import Bound
from st_page_state import PageState, StateVar
from st_page_state_fakes import FakeApp

VERSION = tuple(int(part) for part in streamlit.__version__.split(".")[:2])
NEWEST = (1, 67)
CALLBACK, BEFORE, RESET, HIDDEN = "By a callback", "Before the widget", "Reset", "Hidden"

Params = dict[str, tuple[str, ...]]


def state_class(row: Bound) -> type[PageState]:
    """Make a state class with the one field of a row."""
    annotation, default = row.of, row.default.state
    by = {"default_factory": default.copy} if isinstance(default, list | set) else None

    class State(PageState):
        value: annotation = StateVar(  # type: ignore[valid-type]
            url_key="v", value_map=row.value_map, **by or {"default": default}
        )

    return State


def draw(st: Any, state: Any, row: Bound, seen: dict[str, Any], calls: list[Any]) -> None:
    """Draw the page, and record in ``seen`` how the script sees it."""

    def changed() -> None:
        calls.append(deepcopy(state.value))

    code = deepcopy(row.code.state)
    st.button(CALLBACK, on_click=state.update, kwargs={"value": code})
    if st.button(BEFORE):
        state.value = code
    st.button(RESET, on_click=state.reset)
    seen.clear()
    if not st.checkbox(HIDDEN):
        bound = getattr(state, row.method)("value", on_change=changed, **row.about)
        seen["returned"] = row.sees(getattr(st, row.command)(*row.args, **row.kwargs, **bound))
    seen["state"] = deepcopy(state.value)
    seen["errors"] = {name: error.reason for name, error in state.widget_errors().items()}


def real_script(draw, *given):  # type: ignore[no-untyped-def]
    import streamlit as st

    draw(st, *given)


class Page(ABC):
    """A tab that shows a row's page.

    Attributes:
        seen: the last run as the script saw it: the value ``returned`` by the widget, the ``state``
            after it, and the ``errors`` with their reasons.
        calls: the state at each call of the app's own callback.
    """

    def __init__(self, row: Bound) -> None:
        self.row = row
        self.state = state_class(row)
        self.seen: dict[str, Any] = {}
        self.calls: list[Any] = []

    @property
    @abstractmethod
    def params(self) -> Params:
        """The address."""

    @property
    @abstractmethod
    def shown(self) -> Any:
        """The value that the widget's handle shows."""

    @abstractmethod
    def enter(self, value: Any) -> None:
        """Enter a value into the bound widget."""

    @abstractmethod
    def click(self, label: str) -> None:
        """Click a button."""

    @abstractmethod
    def hide(self, hidden: bool) -> None:
        """Check or clear the checkbox that hides the bound widget."""

    @abstractmethod
    def rerun(self) -> None:
        """Press R."""

    @abstractmethod
    def back(self, params: Params) -> None:
        """Press Back, to an address with these params."""

    @property
    def key(self) -> str:
        """The bound widget's key."""
        spec = self.state.__page_state__
        return f"{spec.namespace}.value{row_end(self.row)}"


def row_end(row: Bound) -> str:
    """Return the end of the key of a row's widget."""
    return "@rows" if row.method == "bind_rows" else ""


class RealPage(Page):
    """On Streamlit, under its AppTest."""

    # Scanning all installed packages for components takes most of an AppTest's first run.
    _components: ClassVar[Any] = None

    def __init__(self, row: Bound, params: Params) -> None:
        super().__init__(row)
        given = (draw, self.state, row, self.seen, self.calls)
        self._app = AppTest.from_function(real_script, default_timeout=30, args=given)
        if RealPage._components is not None:
            self._app._bidi_component_manager = RealPage._components
        self._entered: dict[str, Any] = {}
        self._visit(params)
        RealPage._components = getattr(self._app, "_bidi_component_manager", None)

    @property
    def params(self) -> Params:
        given = dict(self._app.query_params).items()
        return {n: (t,) if isinstance(t, str) else tuple(t) for n, t in given}

    @property
    def shown(self) -> Any:
        widget = self._widget
        return self._app.session_state[self.key] if _by_hand(widget) else widget.value

    @property
    def _widget(self) -> Any:
        return next(node for node in self._app._tree if getattr(node, "key", None) == self.key)

    def enter(self, value: Any) -> None:
        widget = self._widget
        if _by_hand(widget):
            self._entered[widget.proto.id] = value
        else:
            widget.set_value(value)
        self.rerun()

    def click(self, label: str) -> None:
        next(button for button in self._app.button if button.label == label).click()
        self.rerun()

    def hide(self, hidden: bool) -> None:
        next(box for box in self._app.checkbox if box.label == HIDDEN).set_value(hidden)
        self.rerun()

    def back(self, params: Params) -> None:
        self.rerun()  # Until a run has begun with the last address, an old one is a stale read.
        self._visit(params)

    def _visit(self, params: Params) -> None:
        self._app.query_params.clear()
        for name, texts in params.items():
            self._app.query_params[name] = list(texts)
        self.rerun()

    def rerun(self) -> None:
        states = WidgetStates()
        for node in self._app._tree:
            state = self._own(node) if _by_hand(node) else _state_of(node)
            if state is not None:
                states.widgets.append(state)
        self._entered.clear()
        self._app._run(states)
        assert not self._app.exception, self._app.exception[0]

    def _own(self, widget: Any) -> WidgetState:
        """Return the state that a browser sends of a widget that AppTest cannot enter."""
        state = WidgetState(id=widget.proto.id)
        held = self._app.session_state[state.id]
        value = self._entered.get(state.id, held)
        values = value if isinstance(value, list | tuple) else [] if value is None else [value]
        if widget.type == "dataframe":
            state.string_value = json.dumps(value)
        elif widget.type == "feedback":
            state.string_value = "".join(map(str, values))
        elif VERSION >= (1, 55):
            state.string_array_value.data[:] = [str(item) for item in values]
        else:
            options = self.row.args[1] if self.row.command != "feedback" else [0, 1, 2, 3, 4]
            state.int_array_value.data[:] = [options.index(item) for item in values]
        return state


def _by_hand(node: Any) -> bool:
    """Return whether AppTest cannot enter, or cannot clear, a value of this widget."""
    kind = getattr(node, "type", "")
    if kind == "dataframe":
        return bool(node.proto.id)
    return VERSION < NEWEST and kind in ("button_group", "feedback")


def _state_of(node: Any) -> WidgetState | None:
    return getattr(node, "_widget_state", None)


class FakePage(Page):
    """On FakeApp.

    Args:
        row: the row.
        params: the address.
        app_of: makes the app of its script.
    """

    def __init__(
        self,
        row: Bound,
        params: Params,
        app_of: Callable[[Callable[[Any], None]], FakeApp] = FakeApp,
    ) -> None:
        super().__init__(row)
        query = urlencode(params, doseq=True)
        self.app = app_of(lambda st: draw(st, self.state, row, self.seen, self.calls))
        self.tab = self.app.open(f"?{query}" if query else "")

    @property
    def params(self) -> Params:
        query = self.tab.url.partition("?")[2]
        return {n: tuple(t) for n, t in parse_qs(query, keep_blank_values=True).items()}

    @property
    def shown(self) -> Any:
        return self.tab.widget(self.key).value

    def enter(self, value: Any) -> None:
        self.tab.widget(self.key).set_value(value)

    def click(self, label: str) -> None:
        self.tab.button(label).click()

    def hide(self, hidden: bool) -> None:
        self.tab.widget(HIDDEN).set_value(hidden)

    def rerun(self) -> None:
        self.tab.rerun()

    def back(self, params: Params) -> None:
        self.tab.back()
        assert self.params == params
