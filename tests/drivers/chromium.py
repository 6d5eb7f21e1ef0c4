"""The app rows' driver of a real Streamlit server and a real Chromium.

One server runs the scripts of all rows, one after the other: its files ask a note beside
them which script to run. What the tab and the server say to each other is read along, so
that an action is known to be over by their own messages and never by waiting for a while.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, WebSocket, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from drivers.base import AppDriver, Script, TabDriver

PATIENCE = 20  # seconds until an action that should have led to a run is given up
PAGES = ("map",)
NOTE = "scripts.json"
TESTS = str(Path(__file__).parents[1])
APP = """\
import json
import sys
from importlib import import_module
from pathlib import Path

import streamlit as st

if {tests!r} not in sys.path:
    sys.path.append({tests!r})
note = json.loads(Path({note!r}).read_text())
module, name = note[{page!r}]
getattr(import_module(module), name)(st)
"""
IDLE = """() => new Promise(done => {
    const soon = {timeout: 1000};
    requestIdleCallback(() => requestIdleCallback(done, soon), soon);
})"""
MOVED = "e => Promise.all(e.getAnimations({subtree: true}).map(a => a.finished))"
# Each time the second one is that of Streamlit 1.37.
MAIN = "[data-testid=stMain], section.main"
STANDING = "[data-test-script-state=notRunning], [data-teststate=notRunning]"
SHOWN_LATER = "[data-testid=stSkeleton], [data-stale=true]"
WIDGETS = (
    "TextInput", "NumberInput", "Selectbox", "MultiSelect", "Checkbox", "Slider", "Expander",
    "Popover",
)  # fmt: skip
OPENABLE = ("Expander", "Popover", "Tabs")


def write_app(folder: Path) -> Path:
    """Write the files that the server runs, and return the main one."""
    (folder / "pages").mkdir()
    for page in ("", *PAGES):
        path = folder / "pages" / f"{page}.py" if page else folder / "app.py"
        path.write_text(APP.format(note=str(folder / NOTE), page=page, tests=TESTS))
    return folder / "app.py"


def opened_by(opener: Page) -> Page:
    """Return a new page in the process of another one: there it starts in half the time."""
    with opener.expect_popup() as popup:
        opener.evaluate("() => void window.open('about:blank')")
    return popup.value


class ChromiumApp(AppDriver):
    """One row's app.

    Args:
        server: the server's address.
        folder: where :func:`write_app` wrote its files.
        opener: a page of the server's, which opens the tabs.
        script: the main script.
        pages: further pages; their names are some of ``PAGES``.
    """

    def __init__(
        self,
        server: str,
        folder: Path,
        opener: Page,
        script: Script,
        pages: Mapping[str, Script],
    ) -> None:
        self._server, self._opener = server, opener
        scripts = {"": script, **pages}
        note = {page: (fn.__module__, fn.__name__) for page, fn in scripts.items()}
        (folder / NOTE).write_text(json.dumps(note))
        self.pages: list[Page] = []

    def open(self, url: str = "") -> TabDriver:
        page = opened_by(self._opener)
        self.pages.append(page)
        tab = ChromiumTab(self._server, page)
        tab.visit(url)
        return tab

    def close(self) -> None:
        """Close all tabs."""
        for page in self.pages:
            page.close()


class ChromiumTab(TabDriver):
    """One tab of Chromium."""

    def __init__(self, server: str, page: Page) -> None:
        self._server, self._page = server, page
        self._asked = 0  # how many runs the tab asked for
        self._busy = False
        page.set_default_timeout(PATIENCE * 1000)
        page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framesent", self._sent)
        socket.on("framereceived", self._received)

    def _sent(self, frame: str | bytes) -> None:
        if not isinstance(frame, bytes):
            return
        if BackMsg.FromString(frame).WhichOneof("type") == "rerun_script":
            self._asked += 1
            self._busy = True

    def _received(self, frame: str | bytes) -> None:
        if not isinstance(frame, bytes):
            return
        message = ForwardMsg.FromString(frame)
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._busy = True
        elif kind == "script_finished":
            self._busy = message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN

    def _settle(self, asked: int) -> None:
        """Wait until a run was asked for after the first ``asked`` ones, and all is shown."""
        page, deadline = self._page, time.monotonic() + PATIENCE
        while self._asked == asked or self._busy:
            page.evaluate(IDLE)
            if time.monotonic() > deadline:
                raise TimeoutError(f"No run has ended at {page.url}: asked={self._asked - asked}")
        page.evaluate(IDLE)
        expect(page.locator(STANDING)).to_be_attached()
        expect(page.locator(SHOWN_LATER)).to_have_count(0)

    def _act(self, action: Callable[[], object]) -> None:
        """Do an action that leads to a run, and wait until the run has ended and is shown."""
        asked = self._asked
        self._page.bring_to_front()  # a tab in the background is never idle
        action()
        self._settle(asked)

    @property
    def url(self) -> str:
        return self._local(self._page.evaluate("navigation.currentEntry.url"))

    @property
    def history(self) -> list[str]:
        urls = self._page.evaluate("navigation.entries().map(entry => entry.url)")
        return [self._local(url) for url in urls]

    def _local(self, url: str) -> str:
        parts = urlsplit(url)
        path = parts.path.rstrip("/")
        return f"{path}?{parts.query}" if parts.query else path

    @property
    def shown(self) -> list[str]:
        return self._page.get_by_test_id("stText").all_inner_texts()

    @property
    def exceptions(self) -> list[str]:
        shown = self._page.get_by_test_id("stException").all()
        return [text.inner_text().partition(":")[0].rpartition(".")[2] for text in shown]

    def _widget(self, label: str) -> tuple[str, Locator]:
        keyed = self._page.locator(f".st-key-{label}:has([role=tablist])")
        if keyed.count():
            return "Tabs", keyed
        text = self._page.get_by_text(label, exact=True)
        every = ", ".join(f"[data-testid=st{name}]" for name in WIDGETS)
        found = self._page.locator(every).filter(has=text)
        return str(found.get_attribute("data-testid")).removeprefix("st"), found

    def value(self, label: str) -> Any:
        kind, widget = self._widget(label)
        match kind:
            case "TextInput":
                return widget.locator("input").input_value()
            case "NumberInput":
                text = widget.locator("input").input_value()
                return json.loads(text) if text else None
            case "Checkbox":
                return widget.locator("input").is_checked()
            case "Slider":
                return json.loads(widget.locator("input").input_value())
            case "Expander":
                widget.evaluate(MOVED)  # one that is closing is open until it has
                return widget.locator("details").get_attribute("open") is not None
            case "Popover":
                return bool(self._page.get_by_test_id("stPopoverBody").count())
            case "Tabs":
                return widget.locator("[role=tab][aria-selected=true]").inner_text()
            case "Selectbox":
                return widget.locator("input").input_value()
            case _:
                return self._chosen(widget)

    def set(self, label: str, value: Any) -> None:
        kind, widget = self._widget(label)
        edit = getattr(self, f"_set_{kind.lower()}")
        in_form = self._page.get_by_test_id("stForm").filter(has=widget).count()
        if in_form and kind not in OPENABLE:
            edit(widget, value)
            self._page.evaluate(IDLE)
        else:
            self._act(lambda: edit(widget, value))

    def _set_textinput(self, widget: Locator, value: Any) -> None:
        entry = widget.locator("input")
        entry.fill(str(value))
        entry.press("Tab")

    _set_numberinput = _set_textinput

    def _set_checkbox(self, widget: Locator, value: Any) -> None:
        widget.locator("label").click()

    def _set_expander(self, widget: Locator, value: Any) -> None:
        widget.locator("summary").click()

    def _set_popover(self, widget: Locator, value: Any) -> None:
        widget.get_by_role("button").first.click()

    def _set_tabs(self, widget: Locator, value: Any) -> None:
        widget.get_by_role("tab", name=value, exact=True).click()

    def _set_slider(self, widget: Locator, value: Any) -> None:
        thumb = widget.locator("input")
        now, low, high = (
            json.loads(str(thumb.get_attribute(name))) for name in ("value", "min", "max")
        )
        keys = {high: "End", low: "Home", now + 1: "ArrowRight", now - 1: "ArrowLeft"}
        thumb.press(keys[value])

    def _set_selectbox(self, widget: Locator, value: Any) -> None:
        entry = widget.get_by_role("combobox")
        choice = self._page.get_by_role("option", name=str(value), exact=True)
        # A menu that is closing takes the focus back, and may close this one by that.
        for _ in range(PATIENCE):
            entry.press("ArrowDown")
            self._page.evaluate(IDLE)
            if choice.is_visible():
                break
        choice.click()
        entry.blur()

    def _set_multiselect(self, widget: Locator, value: Any) -> None:
        before = self._chosen(widget)
        (changed,) = set(before) ^ set(value)
        if changed in before:
            widget.get_by_role("button", name=f"Remove {changed}").click()
        else:
            self._set_selectbox(widget, changed)
            self._page.keyboard.press("Escape")

    def _chosen(self, widget: Locator) -> list[str]:
        return widget.locator("[data-tag]:visible").all_inner_texts()

    def click(self, label: str) -> None:
        main = self._page.locator(MAIN)
        target = main.get_by_role("button", name=label, exact=True).or_(
            main.get_by_role("link", name=label, exact=True)
        )
        self._act(target.click)

    def rerun(self) -> None:
        self._page.evaluate("document.activeElement.blur()")
        self._act(lambda: self._page.keyboard.press("r"))

    def switch_page(self, name: str) -> None:
        links = self._page.get_by_test_id("stSidebarNavLink")
        position = ("", *PAGES).index(name)
        self._act(links.nth(position).click)

    def back(self) -> None:
        self._act(self._page.go_back)

    def forward(self) -> None:
        self._act(self._page.go_forward)

    def reload(self) -> None:
        self._act(self._page.reload)

    def visit(self, url: str) -> None:
        self._act(lambda: self._page.goto(f"{self._server}{url if url[:1] == '/' else '/' + url}"))

    def tick(self) -> None:
        self._act(lambda: None)
