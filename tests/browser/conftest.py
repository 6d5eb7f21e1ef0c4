"""Servers and browsers for the tests: each app runs once, each test has its own contexts."""

import os
import re
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

from drivers.record import Recorder

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
RECORDER = pytest.StashKey[Recorder]()


@contextmanager
def served(
    app: str,
    *arguments: str,
    log: Path | None = None,
    python: str = sys.executable,
    **server_options: object,
) -> Iterator[str]:
    """Run an app and yield its address.

    Args:
        app: a file, or the name of an example.
        arguments: are given to the app.
        log: gets what the server writes to its standard error.
        python: the interpreter with the Streamlit to run.
        server_options: Streamlit's options of that name in ``server``.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options: dict[str, object] = {
        "server.port": port,
        "server.address": "127.0.0.1",
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
        "client.toolbarMode": "minimal",
    }
    command = [python, "-m", "streamlit", "run", str(EXAMPLES / app)]
    options |= {f"server.{name}": value for name, value in server_options.items()}
    command += [f"--{name}={value}" for name, value in options.items()]
    command += ["--", *arguments] if arguments else []
    errors = log.open("wb") if log else None
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_until_healthy(url, server)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=10)
        if errors:
            errors.close()


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
def recorder(request: pytest.FixtureRequest) -> Recorder:
    """What reads along with the pages of the browser."""
    return request.config.stash.setdefault(RECORDER, Recorder())


@pytest.fixture(scope="session")
def browser(recorder: Recorder) -> Iterator[Browser]:
    with chromium() as browser:
        recorder.watch_all(browser)
        yield browser


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
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
    for page in pages:
        page.context.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Leave a folder for a test that failed, while its pages are still open."""
    report = yield
    recorder = item.config.stash.get(RECORDER, None)
    if report.failed and recorder is not None:
        recorder.leave(FAILURES / re.sub(r"[^\w.-]+", "-", item.nodeid.rpartition("/")[2]))
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
