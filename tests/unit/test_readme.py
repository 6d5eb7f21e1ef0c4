"""README's Python blocks run as described."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from real_session import RealSession
from st_page_state.declaration.config import DEFAULTS

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
TUTORIAL = (ROOT / "examples" / "atlas" / "test_views.py").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


EXCERPTS = [block for block in blocks("python") if "(fake_app)" in block]
BLOCKS = [block for block in blocks("python") if block not in EXCERPTS]


def test_its_blocks_run_one_after_the_other() -> None:
    space: dict[str, Any] = {"__name__": __name__}
    tests = 0
    tab = RealSession("?status=active&since=never")
    with tab.run():
        for block in BLOCKS:
            if "FilterState.typo" in block:
                continue  # shown for the type checker's errors
            exec(compile(block, "README.md", "exec"), space)
    with tab.run():
        assert space["FilterState"].status == "active"
    for name, thing in space.items():
        if name.startswith("test_"):
            thing()
            tests += 1
    assert len(BLOCKS) >= 6
    assert tests == 3


def test_its_excerpt_of_the_tutorial_is_verbatim() -> None:
    (excerpt,) = EXCERPTS
    assert f"\n\n{excerpt}\n\n" in TUTORIAL


def test_its_trace_matches_pytests_output(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    (shown,) = blocks("text")
    declared = BLOCKS[0].split("st.selectbox")[0].replace("import streamlit as st", "import pytest")
    failing = [line[4:] for line in shown.splitlines() if line.startswith(("    ", ">   "))]
    pytester.makepyfile(test_status=declared + "\n".join(failing))
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("COLUMNS", "80")
    result = pytester.runpytest_inprocess(
        "-p", "st_page_state_fakes.plugin", "--st-page-state-trace", "--color=no"
    )
    result.assert_outcomes(failed=1)
    assert f"\n{shown}=" in result.stdout.str()


def test_its_table_of_options_is_complete_and_right() -> None:
    rows = re.findall(r"^\| `(\w+)` \| `(.+?)` \|", README, re.MULTILINE)
    table = dict(rows)
    assert set(table) == set(DEFAULTS.__slots__)
    for name, shown in table.items():
        default = getattr(DEFAULTS, name)
        expected = list(default) if shown == "[]" else default
        assert eval(shown) == expected, name
