"""Users who log in and out in Chromium, by the cookie that Streamlit's login leaves."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from conftest import enter, opened_context, shows, visit
from drivers.server import free_port, served

APP = """
import streamlit as st
from st_page_state import PageState, StateVar, configure, reset_all

configure(store="sqlite:///{store}", app="notes", secret="s")

class Notes(PageState):
    title: str = StateVar(default="")
    class Config:
        persist = "browser"

st.title("Notes")
st.text_input("Title", **Notes.bind("title"))
if st.button("Take over"):
    Notes.take_over()
st.button("Empty", on_click=reset_all)
who = st.user.get("sub") if st.user.is_logged_in else "nobody"
st.text(f"{{who}} {{Notes.title or None}} {{Notes.saved().status}}")
"""
COOKIE, COOKIE_SECRET = "_streamlit_user", "cookie secret"
SECRETS = """
[auth]
redirect_uri = "{url}/oauth2callback"
cookie_secret = "{secret}"
client_id = "id"
client_secret = "secret"
server_metadata_url = "https://id.example/.well-known/openid-configuration"
"""


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder, port = tmp_path_factory.mktemp("logins"), free_port()
    app, secrets = folder / "app.py", folder / "secrets.toml"
    app.write_text(APP.format(store=folder / "state.db"))
    address = f"http://127.0.0.1:{port}"
    secrets.write_text(SECRETS.format(url=address, secret=COOKIE_SECRET))
    options = {
        "runner.enforceSerializableSessionState": "false",
        "secrets.files": str(secrets),
    }
    with served(str(app), port=port, other_options=options) as url:
        yield url


def log_in(context: BrowserContext, url: str, name: str) -> None:
    """Leave the cookie that Streamlit's own callback of a login leaves."""
    user = {"iss": "https://id.example", "sub": name, "is_logged_in": True, "origin": url}
    value = create_signed_value(COOKIE_SECRET, COOKIE, json.dumps(user)).decode()
    context.add_cookies([{"name": COOKIE, "value": value, "url": url}])


def log_out(context: BrowserContext) -> None:
    context.clear_cookies(name=COOKIE)


def test_one_browser_two_users(context: BrowserContext, url: str) -> None:
    log_in(context, url, "ann")
    anns = visit(context, url, "ann None new")
    enter(anns, "A")
    shows(anns, "ann A recovered")
    log_out(context)
    nobodys = visit(context, url, "nobody None new")
    enter(nobodys, "N")
    shows(nobodys, "nobody N recovered")
    log_in(context, url, "bob")
    bobs = visit(context, url, "bob None new")
    enter(bobs, "B")
    shows(bobs, "bob B recovered")

    enter(anns, "A2")  # her tab is still open, and is hers
    shows(anns, "ann A2 recovered")
    bobs.reload()
    shows(bobs, "bob B recovered")
    anns.reload()  # a new session, with the cookie of now
    shows(anns, "bob B recovered")
    log_out(context)
    nobodys.reload()
    shows(nobodys, "nobody N recovered")
    log_in(context, url, "ann")
    nobodys.reload()
    shows(nobodys, "ann A2 recovered")


@pytest.mark.release
def test_two_browsers_of_a_user(context: BrowserContext, browser: Browser, url: str) -> None:
    log_in(context, url, "eve")
    page = visit(context, url, "eve None new")
    enter(page, "E")
    shows(page, "eve E recovered")
    with opened_context(browser) as another:
        log_in(another, url, "eve")
        visit(another, url, "eve E recovered")
        log_in(another, url, "joe")
        visit(another, url, "joe None new")


@pytest.mark.release
def test_what_a_browser_has_is_taken_over(context: BrowserContext, url: str) -> None:
    page = visit(context, url, "nobody None new")
    enter(page, "draft")
    shows(page, "nobody draft recovered")
    log_in(context, url, "zoe")
    page.reload()
    shows(page, "zoe None new")
    page.get_by_role("button", name="Take over").click()
    shows(page, "zoe draft recovered")
    page.get_by_role("button", name="Empty").click()
    shows(page, "zoe None recovered")  # in the session alone
    page.reload()
    shows(page, "zoe draft recovered")
    log_out(context)
    page.reload()
    shows(page, "nobody None new")
