"""The browser's side of one tab: its address bar and the values of its widgets."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlencode

from st_page_state_fakes.browser.address import AddressBar, embedding
from st_page_state_fakes.server.native_texts import format_texts
from st_page_state_fakes.server.page import DrawnWidget, Element
from st_page_state_fakes.server.script_run import MAIN_SCRIPT, RerunData
from st_page_state_fakes.server.versions import Behaviour
from st_page_state_fakes.server.widget_spec import WidgetId


class Browser:
    """A browser tab: its page, its widgets and its requests to the server.

    Args:
        behaviour: the Streamlit version to behave as.
        url: what was opened first.

    Attributes:
        bar: the address bar.
        page: the page that is shown.
        elements: what is on it.
        widgets: the widgets among it.
        shown: the wire value each of them shows.
    """

    def __init__(self, behaviour: Behaviour, url: str) -> None:
        self._behaviour = behaviour
        self.bar: AddressBar = AddressBar(url)
        self.start()

    def start(self) -> None:
        """Begin with an empty document, as after a page load."""
        self.page: str = self.bar.current.page
        self.elements: list[Element] = []
        self.widgets: dict[WidgetId, DrawnWidget] = {}
        self.shown: dict[WidgetId, Any] = {}
        self._told = self.bar.current.query if self._behaviour.address_kept else ""
        self._held: dict[WidgetId, Any] = {}
        self._waiting: dict[str, dict[WidgetId, Any]] = {}
        self._cleared: set[WidgetId] = set()
        self._navigating = False

    # What the server tells

    def query_changed(self, query: str) -> None:
        """Show another query string: a new entry, unless Back or Forward led here."""
        if self._behaviour.address_kept:
            self._told = query
        if query == self.bar.current.query and not self._behaviour.same_url_pushed:
            return
        if self._navigating:
            self.bar.replace(query)
        else:
            self.bar.push(self.bar.current.page, query)

    def page_shown(self, page: str) -> None:
        """Show another page's address: a new entry, unless it is shown already."""
        self.page = page
        if self.bar.current.page != page:
            self.bar.push(page, self._told or embedding(self.bar.current.query))

    def render(self, elements: list[Element], page: str) -> None:
        """Show the elements of a run and forget the values of widgets that are gone."""
        self.page = page
        self._navigating = False
        self.elements = elements
        before, self.widgets = self.widgets, {}
        for element in elements:
            if element.widget is not None:
                self.widgets[element.widget.id] = element.widget
        for widget in self.widgets.values():
            if before.get(widget.id) is not widget:
                self._mount(widget)
        self._cleared.clear()
        for held in (self.shown, self._held, *self._waiting.values()):
            for gone in held.keys() - self.widgets.keys():
                del held[gone]

    def _mount(self, widget: DrawnWidget) -> None:
        name = widget.id
        if widget.is_set:
            self._held[name] = widget.wire
            if name not in self._cleared:
                self.shown[name] = widget.wire
        elif name not in self.shown:
            self.shown[name] = widget.initial
            if not widget.spec.trigger:
                self._held[name] = widget.initial

    # What the user does

    def first_request(self) -> RerunData:
        """Return the first request of a newly loaded page."""
        return self._request(fragments=())

    def edit(self, widget: DrawnWidget, wire: Any) -> RerunData | None:
        """Enter a value; inside a form it waits for the submit button.

        Returns:
            What the browser asks for; None if it asks for nothing.
        """
        self.shown[widget.id] = wire
        self._show_in_address(widget, wire)
        if widget.form is not None:
            self._waiting.setdefault(widget.form, {})[widget.id] = wire
            return None
        self._held[widget.id] = wire
        return None if widget.waits else self._request(_fragments(widget))

    def trigger(self, widget: DrawnWidget, wire: Any) -> RerunData | None:
        """Press a button, or send a chat message.

        Returns:
            What the browser asks for; None if it asks for nothing.
        """
        if widget.waits:
            return None
        return self._request(_fragments(widget), {**self._held, widget.id: wire})

    def submit(self, widget: DrawnWidget) -> RerunData | None:
        """Press a form's submit button."""
        form = str(widget.form)
        self._held.update(self._waiting.pop(form, {}))
        request = self.trigger(widget, wire=True)
        if widget.clears:
            for other in self.widgets.values():
                if other.form == form and not other.spec.trigger:
                    self.edit(other, other.initial)
                    if other.spec.command in self._behaviour.clears_last:
                        self._cleared.add(other.id)
        return request

    def rerun(self) -> RerunData:
        """Press R."""
        return self._request(fragments=())

    def tick(self, fragment: str) -> RerunData:
        """Rerun a fragment whose ``run_every`` interval has passed."""
        return self._request((fragment,))

    def go_to_page(self, page: str, query: str = "") -> RerunData:
        """Click a page in the navigation, or a link to one."""
        if page != self.page:
            kept = [embedding(self.bar.current.query), query, self._bound_params()]
            self._told = "&".join(filter(None, kept))
            query = self._told
        else:
            query = query or self._query()
        return RerunData(query, page, self._of_main_script())

    def travel(self, steps: int, *, many_pages: bool) -> RerunData | None:
        """Go back or forward within this document.

        Returns:
            What the browser asks for; None if it asks for nothing.
        """
        self.bar.move(steps)
        target = self.bar.current
        behaviour = self._behaviour
        if behaviour.history_known:
            self._told = target.query
            self._navigating = True
            return RerunData(target.query, target.page, self._of_main_script(), history=True)
        if not many_pages and not behaviour.back_reruns:
            return None
        query = self._query()
        if target.page != self.page and not behaviour.address_kept:
            query = embedding(self.bar.current.query)
        return RerunData(query, target.page, self._of_main_script())

    def _request(
        self, fragments: tuple[str, ...], held: dict[WidgetId, Any] | None = None
    ) -> RerunData:
        wires = dict(self._held if held is None else held)
        return RerunData(self._query(), self.page, wires, fragments)

    def _query(self) -> str:
        return self._told or self.bar.current.query

    def _of_main_script(self) -> dict[WidgetId, Any]:
        return {w: wire for w, wire in self._held.items() if w.script == MAIN_SCRIPT}

    def _bound_params(self) -> str:
        params = parse_qs(self.bar.current.query, keep_blank_values=True)
        bound = [w.param for w in self.widgets.values() if w.param is not None]
        return urlencode({n: params[n] for n in bound if n in params}, doseq=True)

    def _show_in_address(self, widget: DrawnWidget, wire: Any) -> None:
        if widget.param is None:
            return
        params: dict[str, Any] = parse_qs(self.bar.current.query, keep_blank_values=True)
        if wire == widget.initial:
            params.pop(widget.param, None)
        else:
            params[widget.param] = format_texts(wire, widget.spec.native)
        self._told = urlencode(dict(sorted(params.items())), doseq=True)
        self.bar.replace(self._told)


def _fragments(widget: DrawnWidget) -> tuple[str, ...]:
    return () if widget.fragment is None else (widget.fragment,)
