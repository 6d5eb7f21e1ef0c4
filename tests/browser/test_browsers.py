"""The search for a browser, its installation, and the rows that need one."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error

from drivers import browsers
from drivers.browsers import Launch, NoBrowserError, candidates, had, startable

ROOT = Path(__file__).parents[2]


class Kind:
    """A Playwright browser type that can start only some browsers."""

    def __init__(self, *starting: Launch) -> None:
        self.starting = starting
        self.tried: list[Launch] = []

    def launch(self, *, args: list[str], **launch: str) -> Kind:
        self.tried.append(launch)
        if launch not in self.starting:
            raise Error("it does not start")
        return self

    def close(self) -> None: ...


@pytest.fixture
def only_edge(monkeypatch: pytest.MonkeyPatch) -> None:
    """A PATH with Edge and nothing else."""
    monkeypatch.delenv("CHROMIUM", raising=False)
    known = {"microsoft-edge": "/bin/microsoft-edge"}
    monkeypatch.setattr(shutil, "which", known.get)


@pytest.mark.usefixtures("only_edge")
def test_a_browser_in_the_path_is_preferred_to_playwrights() -> None:
    assert list(candidates()) == [
        {"executable_path": "/bin/microsoft-edge"},
        {"channel": "chrome"},
        {"channel": "msedge"},
        {"channel": "chromium"},
    ]


@pytest.mark.usefixtures("only_edge")
def test_a_browser_that_does_not_start_is_skipped() -> None:
    kind: Any = Kind({"channel": "msedge"}, {"channel": "chromium"})
    assert startable(kind) == {"channel": "msedge"}
    assert len(kind.tried) == 3


def test_a_named_browser_is_the_only_candidate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/opt/mine")
    assert list(candidates()) == [{"executable_path": "/opt/mine"}]
    kind: Any = Kind()
    with pytest.raises(NoBrowserError, match=r"^CHROMIUM names /opt/mine, which does not start: "):
        startable(kind)


@pytest.mark.usefixtures("only_edge")
@pytest.mark.parametrize(
    ("debian", "root", "command"),
    [
        (True, True, "apt-get install chromium"),
        (True, False, "sudo apt-get install chromium"),
        (False, True, f"{sys.executable} -m playwright install --with-deps chromium"),
    ],
)
def test_the_error_names_the_command_that_helps(
    monkeypatch: pytest.MonkeyPatch, debian: bool, root: bool, command: str
) -> None:
    monkeypatch.setattr(browsers, "is_debian", lambda: debian)
    monkeypatch.setattr(browsers, "is_root", lambda: root)
    kind: Any = Kind()
    with pytest.raises(NoBrowserError) as caught:
        startable(kind)
    assert str(caught.value).endswith(f", and none could be installed: run `{command}`.")


def installs(works: str) -> tuple[list[str], tuple[Callable[[], None], ...], Callable[[], Launch]]:
    """Two installers, one of which works: a log, the installers, and the search."""
    done: list[str] = []

    def found() -> Launch:
        if works not in done:
            raise NoBrowserError("none")
        return {"channel": "chromium"}

    return done, (lambda: done.append("playwright"), lambda: done.append("apt")), found


@pytest.mark.parametrize(
    ("works", "expected"),
    [("playwright", ["playwright"]), ("apt", ["playwright", "apt"])],
)
def test_installers_are_tried_until_a_browser_starts(works: str, expected: list[str]) -> None:
    done, ways, found = installs(works)
    assert had(ways, found) == {"channel": "chromium"}
    assert done == expected


def test_without_a_working_installer_the_search_error_is_raised() -> None:
    done, ways, found = installs("nothing")
    with pytest.raises(NoBrowserError, match="none"):
        had(ways, found)
    assert done == ["playwright", "apt"]


@pytest.mark.parametrize("command", [["false"], ["no-such-program"]])
def test_a_failed_install_is_reported_but_no_error(
    capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    browsers._try(*command)
    assert capsys.readouterr().out.startswith(f"Installing a browser: {command[0]}\n")


def collected(*options: str) -> list[str]:
    """Return the rows of the contract that run with these options."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"]
    tests = "tests/browser/test_app_contract.py"
    done = subprocess.run(
        [*command, *options, tests], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [line for line in done.stdout.splitlines() if "::" in line]


@pytest.mark.release
def test_only_rows_with_state_that_apptest_cannot_run_need_the_browser() -> None:
    every, left = (
        {row.partition("::")[2] for row in collected(*options)} for options in (["--every-row"], [])
    )
    assert left < every
    assert "TestPageStateInChromium::test_back_to_a_hidden_default" in left
    without_state = "TestHistoryInChromium::test_back_runs_with_the_former_params"
    under_apptest = "TestFiltersInChromium::test_code_clears_the_filters"
    assert {without_state, under_apptest} <= every - left
