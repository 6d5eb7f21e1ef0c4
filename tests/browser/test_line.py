"""Slow and broken connections between browser and server: no click is lost or doubled."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from conftest import settled
from drivers.chromium import IDLE, PATIENCE
from drivers.line import Line, line_to
from drivers.server import served

pytestmark = pytest.mark.release

LATENCY = 0.15  # seconds each way
APP = Path(__file__).parent / "apps" / "counts.py"
CLICK_ALL = """labels => {
    const buttons = [...document.querySelectorAll('[data-testid=stButton] button')];
    for (const label of labels) buttons.find(button => button.innerText === label).click();
}"""
TYPE_AND_CLICK = """([text, label]) => {
    const entry = document.querySelector('[data-testid=stTextInput] input');
    entry.focus();
    document.execCommand('insertText', false, text);
    const buttons = [...document.querySelectorAll('[data-testid=stButton] button')];
    const button = buttons.find(button => button.innerText === label);
    button.focus();
    button.click();
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("counts")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    with served(str(APP), str(folder)) as url:
        yield url


@pytest.fixture(scope="module")
def any_line(server: str) -> Iterator[Line]:
    with line_to(server) as line:
        yield line


@pytest.fixture
def line(any_line: Line, folder: Path) -> Iterator[Line]:
    """A fast line."""
    yield any_line
    (folder / "hold").unlink(missing_ok=True)
    for way in (any_line.up, any_line.down):
        way.delay = 0
        way.release()
    any_line.restore()


@pytest.fixture
def page(page: Page, line: Line, folder: Path) -> Page:
    """An idle tab at the far end of the line."""
    (folder / "runs").unlink(missing_ok=True)
    page.goto(line.address)
    settled(page)
    expect(page.get_by_label("Note")).to_be_visible()
    expect_counts(page, left=0, right=0)
    return page


def until(check: Callable[[], object]) -> None:
    """Wait for the server, which signals by files."""
    deadline = time.monotonic() + PATIENCE
    while not check():
        if time.monotonic() > deadline:
            raise TimeoutError("The server did not do what it should.")
        time.sleep(0.005)


def runs(folder: Path) -> list[str]:
    """Return the state as each run of the script found it: ``"1 0 note"``."""
    lines = (folder / "runs").read_text().splitlines()
    return [line.partition(" ")[2].strip() for line in lines]


def expect_counts(page: Page, *, left: int, right: int, note: str = "") -> None:
    """Wait until the page and its address show the same counts."""
    text = f"left={left} right={right} note={note}".strip()
    expect(page.get_by_test_id("stText")).to_have_text(text)
    address = f"left={left}&note={note}&right={right}"
    expect(page).to_have_url(re.compile(rf"/\?{re.escape(address)}$"))
    settled(page)
    page.evaluate(IDLE)
    expect(page).to_have_url(re.compile(rf"/\?{re.escape(address)}$"))


def click(page: Page, *labels: str) -> None:
    """Click on buttons in one task of the page, so that no answer comes in between."""
    page.evaluate(CLICK_ALL, [*labels])


def history(page: Page) -> list[str]:
    urls = page.evaluate("navigation.entries().map(entry => entry.url)")
    return [str(url).partition("?")[2] for url in urls]


def sessions(folder: Path) -> int:
    """Return the number of sessions."""
    return len({line.partition(" ")[0] for line in (folder / "runs").read_text().splitlines()})


def slow(line: Line) -> None:
    line.up.delay = line.down.delay = LATENCY


@pytest.mark.parametrize("labels", [("More left", "More right"), ("More right", "More left")])
def test_two_clicks_at_once_are_both_counted(page: Page, line: Line, labels: list[str]) -> None:
    slow(line)
    before = history(page)

    click(page, *labels)

    expect_counts(page, left=1, right=1)
    added = history(page)[len(before) :]
    assert added[-1] == "left=1&note=&right=1"
    assert len(added) <= 2


def test_two_clicks_on_one_button_before_the_first_answer(
    page: Page, line: Line, folder: Path
) -> None:
    slow(line)
    before = history(page)

    click(page, "More left")
    line.down.hold()
    until(lambda: runs(folder)[-1] == "1 0")
    click(page, "More left")
    until(lambda: runs(folder)[-1] == "2 0")
    line.down.release()

    expect_counts(page, left=2, right=0)
    added = history(page)[len(before) :]
    assert added in (["left=1&note=&right=0", "left=2&note=&right=0"], ["left=2&note=&right=0"])


def test_a_click_after_a_rerun_before_its_address_has_arrived(
    page: Page, line: Line, folder: Path
) -> None:
    slow(line)

    click(page, "Add left and rerun")
    line.down.hold()
    until(lambda: runs(folder)[-1] == "1 0")
    click(page, "More right")
    until(lambda: runs(folder)[-1] == "1 1")
    line.down.release()

    expect_counts(page, left=1, right=1)


@pytest.mark.parametrize("second", ["More left", "More right"])
def test_a_click_while_the_first_run_is_going_on(
    page: Page, line: Line, folder: Path, second: str
) -> None:
    slow(line)
    before = history(page)
    (folder / "hold").touch()

    click(page, "More left")
    until(lambda: runs(folder)[-1] == "1 0")
    click(page, second)
    page.evaluate(IDLE)
    (folder / "hold").unlink()

    left, right = (2, 0) if second == "More left" else (1, 1)
    expect_counts(page, left=left, right=right)
    added = history(page)[len(before) :]
    assert len(added) == len(set(added)) <= 2


def test_text_typed_and_a_button_clicked_at_once(page: Page, line: Line) -> None:
    slow(line)
    before = history(page)

    page.evaluate(TYPE_AND_CLICK, ["hello", "More right"])

    expect_counts(page, left=0, right=1, note="hello")
    added = history(page)[len(before) :]
    assert len(added) == len(set(added)) <= 2


def test_ten_clicks_on_a_slow_line(page: Page, line: Line, folder: Path) -> None:
    slow(line)
    expected = {"More left": 0, "More right": 0}

    for label in ["More left", "More left", "More right"] * 3 + ["More left"]:
        expected[label] += 1
        click(page, label)
        count = f"{expected['More left']} {expected['More right']}"
        until(lambda count=count: runs(folder)[-1] == count)  # type: ignore[misc]

    expect_counts(page, left=7, right=3)
    entries = history(page)
    assert len(entries) == len(set(entries)), "an entry is there twice"


def break_off(page: Page, line: Line) -> None:
    """Cut the line, let the tab notice, and wait until it is connected again."""
    app = page.get_by_test_id("stApp")
    line.cut()
    expect(app).not_to_have_attribute("data-test-connection-state", "CONNECTED")
    line.up.release()
    line.down.release()
    line.restore()
    expect(app).to_have_attribute("data-test-connection-state", "CONNECTED")


def test_a_line_that_breaks_while_the_run_is_going_on(page: Page, line: Line, folder: Path) -> None:
    before = history(page)
    (folder / "hold").touch()
    click(page, "More left")
    running = page.get_by_test_id("stApp")
    expect(running).to_have_attribute("data-test-script-state", "running")

    break_off(page, line)
    (folder / "hold").unlink()

    expect_counts(page, left=1, right=0)
    click(page, "More right")
    expect_counts(page, left=1, right=1)
    assert history(page)[len(before) :] == ["left=1&note=&right=0", "left=1&note=&right=1"]
    assert sessions(folder) == 1, "the reconnected tab got another session"


@pytest.mark.parametrize("then", ["r", "More right"])
def test_a_line_that_breaks_between_a_click_and_its_answer(
    page: Page, line: Line, folder: Path, then: str
) -> None:
    before = history(page)
    line.down.hold()
    click(page, "More left")
    until(lambda: runs(folder)[-1] == "1 0")

    break_off(page, line)

    # Streamlit requests no run after this reconnect: it shows the page as before, or the unsent
    # part of the answer. The next run has to make up for the rest.
    missed, last = "left=1&note=&right=0", "left=1&note=&right=1"
    if then == "r":
        page.keyboard.press("r")
        expect_counts(page, left=1, right=0)
        assert history(page)[len(before) :] == [missed]
    else:
        click(page, then)
        expect_counts(page, left=1, right=1)
        assert history(page)[len(before) :] in ([last], [missed, last])
    assert sessions(folder) == 1, "the reconnected tab got another session"


def test_a_click_that_never_arrives(page: Page, line: Line, folder: Path) -> None:
    before = history(page)
    line.up.hold()
    click(page, "More left")

    break_off(page, line)

    # Streamlit does not send a lost click again.
    expect_counts(page, left=0, right=0)
    click(page, "More right")
    expect_counts(page, left=0, right=1)
    assert history(page)[len(before) :] == ["left=0&note=&right=1"]
    assert sessions(folder) == 1, "the reconnected tab got another session"


def test_a_line_that_breaks_while_nothing_is_going_on(page: Page, line: Line, folder: Path) -> None:
    click(page, "More left")
    expect_counts(page, left=1, right=0)
    before = history(page)

    break_off(page, line)

    expect_counts(page, left=1, right=0)
    click(page, "More right")
    expect_counts(page, left=1, right=1)
    assert history(page)[len(before) :] == ["left=1&note=&right=1"]
    assert sessions(folder) == 1, "the reconnected tab got another session"


def test_back_after_a_reconnect(page: Page, line: Line, folder: Path) -> None:
    click(page, "More left")
    expect_counts(page, left=1, right=0)
    click(page, "More right")
    expect_counts(page, left=1, right=1)
    before = history(page)

    break_off(page, line)
    page.go_back()

    expect_counts(page, left=1, right=0)
    page.go_forward()
    expect_counts(page, left=1, right=1)
    assert history(page) == before
