"""Panels, threads and runs of many sessions at once: every write reaches state and address."""

from __future__ import annotations

import time
from typing import Any

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from concurrency.panels import soak
from drivers.script_runner import RunnerTab
from st_page_state import PageState

SEED = "panels"
SECONDS, PATIENCE = 3, 50
"""The durations of a soak, which asserts no amount of work, and of one that is to fail."""


@pytest.mark.parametrize(("edits", "visitors"), [(False, 4), (True, 2)])
def test_every_write_is_there(edits: bool, visitors: int) -> None:
    report = soak(SEED, SECONDS, visitors=visitors, edits=edits)
    print(report)
    assert not report.failures, "\n".join(report.failures)
    assert report.counts["steps"] > report.counts["runs"] > report.counts["sessions"]
    assert report.counts["texts"] > 0


def test_sessions_notice_a_commit_of_stale_values(monkeypatch: pytest.MonkeyPatch) -> None:
    kind: Any = type(PageState)
    assign = kind.__setattr__

    def stale(cls: Any, name: str, value: Any) -> None:
        if name not in cls.schema():
            assign(cls, name, value)
            return
        whole = cls.dump()
        time.sleep(1e-3)  # another thread comes by
        cls.load({**whole, name: value})

    monkeypatch.setattr(kind, "__setattr__", stale)
    failures = soak(SEED, PATIENCE).failures
    assert any("DifferenceError" in failure for failure in failures), failures


class DeafTab(RunnerTab):
    """A tab that misses every fifth change of the address."""

    _heard = 0

    def _receive(self, message: ForwardMsg) -> None:
        if message.WhichOneof("type") == "page_info_changed":
            self._heard += 1
            if self._heard % 5 == 0:
                return
        super()._receive(message)


def test_sessions_notice_an_address_that_differs_from_the_state() -> None:
    failures = soak(SEED, PATIENCE, visitors=2, tab=DeafTab).failures
    assert any("DifferenceError" in failure for failure in failures), failures
