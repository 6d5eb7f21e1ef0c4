"""README's first example and its test run as described, and it stays short."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
TOPICS = ROOT / "examples" / "handbook" / "topics"


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.fixture
def _plugin_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("COLUMNS", "80")


@pytest.mark.usefixtures("_plugin_alone")
def test_its_app_passes_its_test(pytester: pytest.Pytester) -> None:
    app, test = blocks(README, "python")
    pytester.makepyfile(app=app, test_app=test)
    result = pytester.runpytest_subprocess("-p", "st_page_state_fakes.plugin")
    result.assert_outcomes(passed=1)


@pytest.mark.usefixtures("_plugin_alone")
def test_the_first_steps_of_the_handbook_pass_their_test(pytester: pytest.Pytester) -> None:
    (test,) = blocks((TOPICS / "start.md").read_text(encoding="utf-8"), "python")
    app = (TOPICS / "start.py").read_text(encoding="utf-8")
    pytester.makepyfile(app=app, test_app=test)
    result = pytester.runpytest_subprocess("-p", "st_page_state_fakes.plugin")
    result.assert_outcomes(passed=1)


@pytest.mark.usefixtures("_plugin_alone")
def test_the_trace_in_the_handbook_matches_pytests_output(pytester: pytest.Pytester) -> None:
    page = (TOPICS / "testing_state.md").read_text(encoding="utf-8")
    (shown,) = blocks(page, "text")
    declared = blocks(README, "python")[0].split("st.selectbox")[0]
    declared = declared.replace("import streamlit as st", "import pytest")
    failing = [line[4:] for line in shown.splitlines() if line.startswith(("    ", ">   "))]
    pytester.makepyfile(test_status=declared + "\n".join(failing))
    result = pytester.runpytest_inprocess(
        "-p", "st_page_state_fakes.plugin", "--st-page-state-trace", "--color=no"
    )
    result.assert_outcomes(failed=1)
    assert f"\n{shown}=" in result.stdout.str()


def test_it_is_short_and_its_files_are_there() -> None:
    assert len(README.splitlines()) <= 150
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", README):
        assert (ROOT / target).exists(), target


def test_its_figures_are_those_of_the_benchmark() -> None:
    page = (TOPICS / "performance.md").read_text(encoding="utf-8")
    (row,) = (line for line in page.splitlines() if line.startswith("| read one of 20"))
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    own, first = (cells[at].split(" / ")[0] for at in (2, 3))
    shown = [line for line in README.splitlines() if "time" in line and line.endswith(f" {own} |")]
    assert len(shown) == 2
    assert f"| {float(first):.0f} | {own} |" in shown[1]
