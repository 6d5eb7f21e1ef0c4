"""A page of text inputs and selectboxes on Streamlit's real objects, used as a browser does."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import CodeType
from typing import Any
from urllib.parse import parse_qsl, urlencode

from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.scriptrunner import add_script_run_ctx
from tests.benchmarks import scripts
from tests.benchmarks.measure import timed
from tests.benchmarks.tab import Tab


class Page(Tab):
    """A tab with entries that sends their values with each run, and executes a script.

    Attributes:
        shown: the label of an entry -> its id and its value.
        native: the browser itself publishes entries, as it does for widgets with
            ``bind="query-params"``.

    Args:
        code: the script.
        url: the first query string.
        native: see above.
    """

    def __init__(self, code: CodeType, url: str = "", *, native: bool = False) -> None:
        super().__init__(url)
        self.script = code
        self.shown: dict[str, tuple[str, str]] = {}
        self.native = native

    def _enqueue(self, message: Any) -> None:
        super()._enqueue(message)
        if message.WhichOneof("type") == "delta":
            element = message.delta.new_element
            if element.WhichOneof("type") in ("text_input", "selectbox"):
                self._draw(getattr(element, element.WhichOneof("type")))

    def _draw(self, drawn: Any) -> None:
        held = self.shown.get(drawn.label)
        if drawn.set_value:
            given = drawn.raw_value if hasattr(drawn, "raw_value") else drawn.value
            self.shown[drawn.label] = (drawn.id, given)
        elif held is None or held[0] != drawn.id:
            self.shown[drawn.label] = (drawn.id, drawn.default)

    def enter(self, label: str, text: str) -> float:
        """Enter a text; return the microseconds of the following run."""
        self.shown[label] = (self.shown[label][0], text)
        if self.native:
            self.url = urlencode({**dict(parse_qsl(self.url)), label: text})
        return self.play()

    def play(
        self,
        callback: Callable[[], object] | None = None,
        after: Callable[[], float] | None = None,
    ) -> float:
        """Run the script, callbacks included; return the microseconds it took.

        Args:
            callback: the callback of a button.
            after: code at the end of the script; its return value then replaces the time.
        """
        states = WidgetStates()
        for widget, text in self.shown.values():
            states.widgets.add(id=widget, string_value=text)
        thread = threading.current_thread()
        before = getattr(thread, "streamlit_script_run_ctx", None)
        context = self._context()
        add_script_run_ctx(thread, context)
        try:
            context.reset(query_string=self.url, page_script_hash="")
            names = scripts.new_main()

            def run() -> None:
                self.state.on_script_will_rerun(states)
                if callback is not None:
                    callback()
                context.on_script_start()
                exec(self.script, names)

            took = timed(run)
            if after is not None:
                took = after()
            self.state.on_script_finished(context.shared.widget_ids_this_run.snapshot())
        finally:
            thread.streamlit_script_run_ctx = before  # type: ignore[attr-defined]
        return took
