"""Servers and browsers for the tests: each app runs once, each test has its own contexts."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

EXAMPLES = Path(__file__).parents[2] / "examples"
FAILURES = Path(__file__).parent / "failures"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
expect.set_options(timeout=20_000)  # milliseconds; a busy machine is slow, not wrong
OpenPage = Callable[[str], Page]


@contextmanager
def served(app: str) -> Iterator[str]:
    """Run an example and yield its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = {
        "server.port": port,
        "server.address": "127.0.0.1",
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
        "client.toolbarMode": "minimal",
    }
    command = [sys.executable, "-m", "streamlit", "run", str(EXAMPLES / app)]
    command += [f"--{name}={value}" for name, value in options.items()]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_until_healthy(url, server)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=10)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the installed Chromium; ``CHROMIUM`` names another one."""
    with sync_playwright() as playwright:
        path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def atlas_url() -> Iterator[str]:
    with served("atlas/app.py") as url:
        yield url


@pytest.fixture(scope="session")
def counter_url() -> Iterator[str]:
    with served("counter.py") as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def open_page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[OpenPage]:
    """Open an address in a browser context of its own, and wait until the app stands still."""
    pages: list[Page] = []

    def open_url(url: str) -> Page:
        page = browser.new_context(viewport={"width": 1400, "height": 1000}).new_page()
        page.set_default_timeout(15_000)
        pages.append(page)
        page.goto(url)
        settled(page)
        return page

    yield open_url
    for number, page in enumerate(pages):
        if getattr(request.node, "failed", False):
            FAILURES.mkdir(exist_ok=True)
            page.screenshot(path=FAILURES / f"{request.node.name}-{number}.png")
        page.context.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Tell the fixtures of a test whether it failed."""
    report = yield
    if report.when == "call":
        item.failed = report.failed
    return report


def settled(page: Page) -> None:
    """Wait until a title is there and no run is in progress."""
    expect(page.locator("h1").first).to_be_visible(timeout=20_000)
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=15_000)


def _wait_until_healthy(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while server.poll() is None and time.monotonic() < deadline:
        try:
            with urlopen(f"{url}/_stcore/health", timeout=1):
                return
        except (URLError, OSError):
            time.sleep(0.05)
    raise RuntimeError(f"Streamlit did not start at {url}.")
