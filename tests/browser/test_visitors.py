"""Several visitors at once, in contexts, profiles and many sessions, stay separate."""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from conftest import OpenPage, settled
from drivers.browsers import FLAGS, startable
from drivers.chromium import PATIENCE
from drivers.client import Client
from drivers.record import Recorder
from drivers.server import served

APP = Path(__file__).parent / "apps" / "counts.py"
CLIENTS, TABS, CLICKS = 36, 4, 2
TTL = 1  # seconds that Streamlit keeps a session for a tab that may reconnect
NOTHING = {"sessions": 0, "SessionMemory": 0, "ClassState": 0}

T = TypeVar("T")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def server(folder: Path) -> Iterator[str]:
    with served(str(APP), str(folder), disconnectedSessionTTL=TTL) as url:
        yield url


def inits(folder: Path) -> Counter[str]:
    """Return the number of ``on_init`` calls, by session and class."""
    return Counter((folder / "inits").read_text().splitlines())


def expect_shown(page: Page, *, left: int, right: int, note: str) -> None:
    expect(page.get_by_test_id("stText")).to_have_text(f"left={left} right={right} note={note}")
    expect(page.get_by_label("Note")).to_have_value(note)
    page.wait_for_url(lambda url: params(url) == {"left": left, "right": right, "note": note})


def params(url: str) -> dict[str, int | str]:
    found = parse_qs(urlsplit(url).query, keep_blank_values=True)
    return {n: (text[-1] if n == "note" else int(text[-1])) for n, text in found.items()}


def click(page: Page, label: str) -> None:
    expect(page.get_by_label("Note")).to_be_visible()
    page.get_by_role("button", name=label).click()
    settled(page)


def enter(page: Page, text: str) -> None:
    page.get_by_label("Note").fill(text)
    page.get_by_label("Note").press("Enter")
    settled(page)


def test_a_link_in_a_second_context_and_in_another_profile(
    server: str, folder: Path, open_page: OpenPage, browser: Browser, recorder: Recorder
) -> None:
    ann = open_page(server)
    click(ann, "More left")
    enter(ann, "for Bob")
    expect_shown(ann, left=1, right=0, note="for Bob")

    bob = open_page(ann.url, another_user=True)
    expect_shown(bob, left=1, right=0, note="for Bob")
    with profile(browser, folder / "profile", recorder) as context:
        eve = context.new_page()
        eve.goto(ann.url)
        settled(eve)
        expect_shown(eve, left=1, right=0, note="for Bob")
        assert history_length(eve) == 2  # about:blank and the link, which needed no correction
        click(eve, "More right")
        expect_shown(eve, left=1, right=1, note="for Bob")
    expect_shown(ann, left=1, right=0, note="for Bob")
    expect_shown(bob, left=1, right=0, note="for Bob")

    assert len(inits(folder)) == 3 * 2  # sessions by classes
    assert set(inits(folder).values()) == {1}


def test_on_init_runs_again_after_a_reload(server: str, folder: Path, open_page: OpenPage) -> None:
    page = open_page(f"{server}/?left=4&note=a&right=2")
    click(page, "More left")
    expect_shown(page, left=5, right=2, note="a")

    page.reload()

    settled(page)
    expect_shown(page, left=5, right=2, note="a")
    assert len(inits(folder)) == 2 * 2
    assert set(inits(folder).values()) == {1}


def test_edits_of_two_tabs_and_two_users_never_cross(
    server: str, folder: Path, open_page: OpenPage
) -> None:
    ann, bob = open_page(server), open_page(server, another_user=True)
    other = open_page(f"{server}/?left=10")  # Ann's too

    for turn in range(2):
        for page in (ann, bob, other):
            click(page, "More left")
        enter(ann, f"ann {turn}")
        click(bob, "More right")
        enter(other, f"other {turn}")

    expect_shown(ann, left=2, right=0, note="ann 1")
    expect_shown(bob, left=2, right=2, note="")
    expect_shown(other, left=12, right=0, note="other 1")
    ann.go_back()
    expect_shown(ann, left=2, right=0, note="ann 0")
    expect_shown(other, left=12, right=0, note="other 1")


@pytest.mark.release
def test_forty_sessions_stay_separate_and_free_their_memory(
    server: str, folder: Path, open_page: OpenPage
) -> None:
    assert memory(server) == NOTHING
    links = [f"{server}/?note=tab+{n}&left={1000 * n}" for n in range(TABS)]
    tabs = [open_page(link, another_user=True) for link in links]
    with ThreadPoolExecutor(1) as thread:
        clients = thread.submit(asyncio.run, all_clients(server))
        for number, page in [*enumerate(tabs)] * 2:
            click(page, "More left" if number % 2 else "More right")
        assert clients.result() == [expected(n) for n in range(CLIENTS)]
    for number, page in enumerate(tabs):
        left, right = (2, 0) if number % 2 else (0, 2)
        expect_shown(page, left=1000 * number + left, right=right, note=f"tab {number}")

    counts = until_forgotten(server, live=TABS)
    assert counts["sessions"] == TABS
    # Streamlit keeps a session's content from before its last run beside the present one.
    assert TABS <= counts["SessionMemory"] <= 2 * TABS
    assert 2 * TABS <= counts["ClassState"] <= 4 * TABS
    for page in tabs:
        page.close()
    assert until_forgotten(server) == NOTHING
    assert asyncio_run(all_clients(server)) == [expected(n) for n in range(CLIENTS)]
    assert until_forgotten(server) == NOTHING
    assert len(inits(folder)) == (2 * CLIENTS + TABS) * 2
    assert set(inits(folder).values()) == {1}


def asyncio_run(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine in its own thread: Playwright's loop runs in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


async def all_clients(server: str) -> list[tuple[str, list[str]]]:
    together = asyncio.Barrier(CLIENTS)
    return await asyncio.gather(*(one_client(server, n, together) for n in range(CLIENTS)))


async def one_client(server: str, number: int, together: asyncio.Barrier) -> tuple[str, list[str]]:
    """Click and write as one of many clients; return the final address and texts."""
    async with Client(server, f"left={number}") as visitor:
        await together.wait()  # all are connected
        for turn in range(CLICKS):
            await visitor.click("More left" if number % 2 else "More right")
            await visitor.enter("Note", f"visitor {number} turn {turn}")
        await together.wait()
        return visitor.query, visitor.shown


def expected(number: int) -> tuple[str, list[str]]:
    left, right = (number + CLICKS, 0) if number % 2 else (number, CLICKS)
    note = f"visitor {number} turn {CLICKS - 1}"
    query = f"left={left}&note={note.replace(' ', '+')}&right={right}"
    return query, [f"left={left} right={right} note={note}"]


def memory(server: str) -> dict[str, int]:
    """Return the size of the server's state, counted in a session without state."""

    async def ask() -> str:
        async with Client(server, "memory=1") as visitor:
            return visitor.shown[0]

    counts: dict[str, int] = json.loads(asyncio_run(ask()))
    return counts


def until_forgotten(server: str, live: int = 0) -> dict[str, int]:
    """Wait until only this many sessions are left, or time is up; return the last counts.

    Streamlit drops a disconnected session when its time is over and another session, here the
    one that asks, disconnects.
    """
    deadline = time.monotonic() + PATIENCE
    counts = memory(server)
    while (counts["sessions"] > live or counts["SessionMemory"] > 2 * live) and (
        time.monotonic() < deadline
    ):
        counts = memory(server)
    return counts


@contextmanager
def profile(browser: Browser, folder: Path, recorder: Recorder) -> Iterator[BrowserContext]:
    """Start the browser with its own profile in a folder."""
    kind = browser.browser_type
    context = kind.launch_persistent_context(folder, **startable(kind), args=FLAGS)
    recorder.watch(context)
    yield context
    context.close()


def history_length(page: Page) -> int:
    return int(page.evaluate("history.length"))
