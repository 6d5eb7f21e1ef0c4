"""Servers and browsers for the tests: each app runs once, each test has its own pages."""

import inspect
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    FrameLocator,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

from drivers.apptest import CAPABILITIES
from drivers.browsers import FLAGS, startable
from drivers.chromium import IDLE, PATIENCE, SHOWN_LATER, opened_by
from drivers.record import Recorder
from drivers.server import served

FAILURES = Path(__file__).parent / "failures"
expect.set_options(timeout=20_000)  # milliseconds; a busy machine is slow, not wrong
RECORDER = pytest.StashKey[Recorder]()
VIEWPORT = ViewportSize(width=1400, height=1000)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--every-row", action="store_true", help="run every row of the contract")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the rows that guard a release alone."""
    if not config.getoption("--every-row"):
        left = [item for item in items if guards_a_release(item)]
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]


def guards_a_release(item: Any) -> bool:
    """Return whether a test is a row that AppTest shows too, or that has no state class."""
    if getattr(item.cls, "column", None) != "Chromium":
        return False
    return not item.cls.has_state or needed(item.function) <= CAPABILITIES


def needed(row: Callable[..., None]) -> set[str]:
    """Return the arguments of a row's ``needs``."""
    is_wrapped = hasattr(row, "__wrapped__")
    return {*inspect.getclosurevars(row).nonlocals["names"]} if is_wrapped else set()


class OpenPage(Protocol):
    """A function that opens an address in a new tab, and waits until the app is idle.

    ``another_user`` opens it in a new browser context, without the others' cookies.
    """

    def __call__(self, url: str, *, another_user: bool = False) -> Page: ...


class Serve(Protocol):
    """A function that serves an app that is given as text: its file and its address."""

    def __call__(self, source: str) -> tuple[Path, str]: ...


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start an installed Chromium, Chrome or Edge, or the one that ``CHROMIUM`` names."""
    with sync_playwright() as playwright:
        kind = playwright.chromium
        browser = kind.launch(**startable(kind), args=FLAGS)
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


@pytest.fixture(scope="module")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """Serve apps that a module gives as text, each once."""
    apps: dict[str, tuple[Path, str]] = {}
    with ExitStack() as stack:

        def serve_text(source: str) -> tuple[Path, str]:
            if source not in apps:
                path = tmp_path_factory.mktemp("served") / "app.py"
                path.write_text(source)
                apps[source] = path, stack.enter_context(served(str(path)))
            return apps[source]

        yield serve_text


@pytest.fixture(scope="session")
def recorder(request: pytest.FixtureRequest) -> Recorder:
    """The recorder of the browser's pages."""
    return request.config.stash.setdefault(RECORDER, Recorder())


@pytest.fixture(scope="session")
def browser(recorder: Recorder) -> Iterator[Browser]:
    with chromium() as browser:
        recorder.watch_all(browser)
        yield browser


@contextmanager
def opened_context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport=VIEWPORT)
    context.set_default_timeout(PATIENCE * 1000)
    yield context
    context.close()


@pytest.fixture(scope="session")
def opener(browser: Browser, counter_url: str) -> Iterator[Page]:
    """The page that opens the others."""
    with opened_context(browser) as context:
        page = context.new_page()
        page.goto(f"{counter_url}/_stcore/health")
        yield page


@pytest.fixture
def page(opener: Page) -> Iterator[Page]:
    """A blank tab."""
    page = opened_by(opener)
    yield page
    page.close()


@pytest.fixture
def open_page(browser: Browser, opener: Page) -> Iterator[OpenPage]:
    with ExitStack() as stack:

        def open_url(url: str, *, another_user: bool = False) -> Page:
            if another_user:
                page = stack.enter_context(opened_context(browser)).new_page()
            else:
                page = opened_by(opener)
                stack.callback(page.close)
            page.goto(url)
            settled(page)
            return page

        yield open_url


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Another visitor's browser."""
    with opened_context(browser) as context:
        yield context


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Record a failed test in a folder, while its pages are still open."""
    report = yield
    recorder = item.config.stash.get(RECORDER, None)
    if report.failed and recorder is not None:
        recorder.leave(FAILURES / re.sub(r"[^\w.-]+", "-", item.nodeid.rpartition("/")[2]))
    return report


def settled(page: Page) -> None:
    """Wait until the title is there, no run is in progress and the output is shown."""
    expect(page.locator("h1").first).to_be_visible()
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-script-state", "notRunning")
    page.bring_to_front()  # a background tab never becomes idle
    page.evaluate(IDLE)
    expect(page.locator(SHOWN_LATER)).to_have_count(0)


def visit(context: BrowserContext, url: str, told: str) -> Page:
    """Open the app in a new tab, and wait until its text is this and stays so."""
    page = context.new_page()
    page.goto(url)
    shows(page, told)
    return page


def shows(page: Page, told: str) -> None:
    """Wait until the app's text is this and stays so."""
    expect(page.get_by_test_id("stText")).to_have_text(told)
    settled(page)
    expect(page.get_by_test_id("stText")).to_have_text(told)


def enter(page: Page | FrameLocator, text: str) -> None:
    """Enter a title."""
    title = page.get_by_label("Title", exact=True)
    title.fill(text)
    title.press("Enter")
