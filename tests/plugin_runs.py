"""A separate pytest that has the plugin and nothing else."""

from __future__ import annotations

import pytest

PLUGIN = "st_page_state_fakes.plugin"


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Isolate the runs from other installed plugins, and load this checkout's."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")


def run(state: str, pytester: pytest.Pytester, tests: str, *options: str) -> pytest.RunResult:
    """Run tests appended to the beginning of a module."""
    pytester.makepyfile(state + tests)
    return pytester.runpytest_inprocess("-p", PLUGIN, "--strict-markers", *options)
