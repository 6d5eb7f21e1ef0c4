"""A browser without a login: the id that it keeps, in Chromium, and what that costs in runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from conftest import enter, opened_context, shows, visit
from drivers.server import served

APP = """
import streamlit as st
from st_page_state import PageState, StateVar, configure

configure(store="sqlite:///{store}", app="notes", secret={secret!r})
st.session_state["runs"] = st.session_state.get("runs", 0) + 1

class Notes(PageState):
    title: str = StateVar(default="")
    class Config:
        persist = "browser"

st.title("Notes")
with st.form("a form"):
    _ = Notes.title
    st.form_submit_button("Send")
st.text_input("Title", **Notes.bind("title"))
st.text(f"{{Notes.title or None}} {{Notes.saved().status}} runs={{st.session_state.runs}}")
"""
SERIALIZABLE = "runner.enforceSerializableSessionState"
SHARED = {SERIALIZABLE: "false"}
NAME = "Object.keys(localStorage).find(name => name.startsWith('st_page_state_'))"


def app_in(folder: Path, *secrets: str) -> str:
    path = folder / "app.py"
    path.write_text(APP.format(store=folder / "state.db", secret=list(secrets)))
    return str(path)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    app = app_in(tmp_path_factory.mktemp("ids"), "secret")
    with served(app, other_options=SHARED) as url:
        yield url


def a_visit_with_a_title(context: BrowserContext, url: str, title: str = "T") -> Page:
    page = visit(context, url, "None new runs=2")
    enter(page, title)
    shows(page, f"{title} recovered runs=3")
    return page


def test_first_visit_reload_and_second_visit(context: BrowserContext, url: str) -> None:
    page = a_visit_with_a_title(context, url)
    page.reload()
    shows(page, "T recovered runs=1")
    page.close()
    visit(context, url, "T recovered runs=1")
    (cookie,) = [c for c in context.cookies() if c.get("name", "").startswith("st_page_state_")]
    assert (cookie.get("sameSite"), cookie.get("path"), cookie.get("secure")) == ("Lax", "/", False)


def test_nothing_of_it_is_seen(context: BrowserContext, url: str) -> None:
    page = visit(context, url, "None new runs=2")
    before = page.get_by_test_id("stForm").bounding_box()
    enter(page, "T")
    shows(page, "T recovered runs=3")
    assert page.get_by_test_id("stForm").bounding_box() == before
    page.reload()
    shows(page, "T recovered runs=1")
    assert page.get_by_test_id("stForm").bounding_box() == before


def test_cookies_are_cleared(context: BrowserContext, url: str) -> None:
    page = a_visit_with_a_title(context, url)
    context.clear_cookies()
    page.reload()
    shows(page, "T recovered runs=2")
    page.reload()
    shows(page, "T recovered runs=1")


@pytest.mark.release
def test_both_are_cleared(context: BrowserContext, url: str) -> None:
    page = a_visit_with_a_title(context, url)
    context.clear_cookies()
    page.evaluate("localStorage.clear()")
    page.reload()
    shows(page, "None new runs=2")


@pytest.mark.release
def test_another_browser(context: BrowserContext, browser: Browser, url: str) -> None:
    a_visit_with_a_title(context, url)
    with opened_context(browser) as private:  # as in a private window
        visit(private, url, "None new runs=2")


def test_a_forged_id(context: BrowserContext, url: str) -> None:
    page = a_visit_with_a_title(context, url)
    name, forged = page.evaluate(NAME), f"{'a' * 22}.{'b' * 22}"
    context.add_cookies([{"name": name, "value": forged, "url": url}])
    page.evaluate("([name, id]) => localStorage.setItem(name, id)", [name, forged])
    page.reload()
    shows(page, "None new runs=2")
    context.clear_cookies()
    page.evaluate("([name, id]) => localStorage.setItem(name, id)", [name, forged])
    page.reload()
    shows(page, "None new runs=3")
    page.reload()
    shows(page, "None new runs=1")


STUBS = """
Object.defineProperty(document, "cookie", {get: () => "", set: () => {}})
"""
BLOCKED = (
    STUBS
    + """
Object.defineProperty(window, "localStorage", {get: () => { throw new DOMException("no") }})
"""
)


@pytest.mark.release
def test_cookies_that_never_arrive(context: BrowserContext, url: str) -> None:
    context.add_init_script(STUBS)
    page = a_visit_with_a_title(context, url)
    page.reload()
    shows(page, "T recovered runs=2")


@pytest.mark.release
def test_a_browser_that_keeps_nothing(context: BrowserContext, url: str) -> None:
    context.add_init_script(BLOCKED)
    page = visit(context, url, "None off runs=2")
    enter(page, "T")
    shows(page, "T off runs=3")


@contextmanager
def site_with(inner: str) -> Iterator[str]:
    """Serve a page of another site than the app's that holds it in an iframe."""
    body = f'<h1>Site</h1><iframe src="{inner}/?embed=true" width=900 height=700></iframe>'

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://localhost:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.release
def test_a_page_that_another_site_embeds(context: BrowserContext, url: str) -> None:
    """Chromium refuses it both cookies and local storage."""
    page = context.new_page()
    with site_with(url) as site:
        page.goto(site)
        frame = page.frame_locator("iframe")
        text = frame.get_by_test_id("stText")
        expect(text).to_have_text("None off runs=2")
        enter(frame, "T")
        expect(text).to_have_text("T off runs=3")
    visit(context, url, "None new runs=2")


@pytest.mark.release
def test_a_page_that_its_own_site_embeds(context: BrowserContext, url: str) -> None:
    a_visit_with_a_title(context, url)
    page = context.new_page()
    with site_with(url) as site:
        page.goto(site.replace("localhost", "127.0.0.1"))
        text = page.frame_locator("iframe").get_by_test_id("stText")
        expect(text).to_have_text("T recovered runs=1")


@pytest.mark.release
def test_a_new_secret(context: BrowserContext, tmp_path: Path) -> None:
    with served(app_in(tmp_path, "old"), other_options=SHARED) as url:
        a_visit_with_a_title(context, url).close()
    port: Any = int(url.rpartition(":")[2])
    with served(app_in(tmp_path, "new", "old"), port=port, other_options=SHARED) as url:
        page = visit(context, url, "T recovered runs=2")
        enter(page, "U")
        shows(page, "U recovered runs=3")
        page.close()
    with served(app_in(tmp_path, "new"), port=port, other_options=SHARED) as url:
        visit(context, url, "U recovered runs=1")


@pytest.mark.release
def test_sessions_that_must_be_serializable(context: BrowserContext, tmp_path: Path) -> None:
    with served(app_in(tmp_path, "secret")) as url:
        visit(context, url, "None off runs=1")


IN_A_FRAGMENT = """
import streamlit as st
from st_page_state import PageState, StateVar, configure

configure(store="sqlite:///{store}", app="notes", secret="s")

class Notes(PageState):
    title: str = StateVar(default="")
    class Config:
        persist = "browser"

@st.fragment
def notes():
    st.session_state["runs"] = st.session_state.get("runs", 0) + 1
    st.text_input("Title", **Notes.bind("title"))
    st.text(f"{{Notes.title or None}} {{Notes.saved().status}} runs={{st.session_state.runs}}")

st.title("Notes")
notes()
"""


@pytest.mark.release
def test_a_class_of_a_fragment(context: BrowserContext, tmp_path: Path) -> None:
    app = tmp_path / "app.py"
    app.write_text(IN_A_FRAGMENT.format(store=tmp_path / "state.db"))
    with served(str(app), other_options=SHARED) as url:
        page = a_visit_with_a_title(context, url)
        page.reload()
        shows(page, "T recovered runs=1")
        context.clear_cookies()
        page.reload()
        shows(page, "T recovered runs=2")
