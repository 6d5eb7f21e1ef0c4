"""A pytest of its own that has the plugin and nothing else."""

from __future__ import annotations

import pytest

PLUGIN = "st_page_state_fakes.plugin"


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither an uninstalled checkout nor whatever else is installed makes a difference."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")


def run(state: str, pytester: pytest.Pytester, tests: str, *options: str) -> pytest.RunResult:
    """Run tests that stand below a module's beginning."""
    pytester.makepyfile(state + tests)
    return pytester.runpytest_inprocess("-p", PLUGIN, "--strict-markers", *options)
