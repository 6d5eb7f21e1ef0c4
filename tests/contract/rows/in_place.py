"""The rows about changes in place: each is part of the action in which it was made."""

from __future__ import annotations

import pytest

from contract.rows.app import AppContract, needs
from contract.rows.scripts import in_place as scripts
from drivers.base import Start


class InPlaceContract(AppContract):
    """Lists that batches, hooks, callbacks and fragments change in place."""

    @needs("history")
    @pytest.mark.parametrize("how", ["called", "here", "rerun", "in part"])
    @pytest.mark.parametrize("act", scripts.ACTS)
    def test_a_change_in_place_is_part_of_its_action(
        self, start: Start, act: str, how: str
    ) -> None:
        """A batch with a change in place, wherever it stands, is one entry; so is a hook's."""
        tab = start(scripts.acting).open()
        before = len(tab.history)
        tab.click(f"{act} {how}")
        assert "m=" in tab.url
        assert len(tab.history) == before + 1

    def test_what_was_changed_in_place_is_in_the_address(self, start: Start) -> None:
        """The address has it when the run has ended, and the next run reads it."""
        tab = start(scripts.acting).open()
        tab.click("last here")
        assert tab.url == "?n=0&p=1&m=last"
        tab.click("hook called")
        assert tab.shown == ["marks=last,hook"]
        assert tab.url == "?n=1&p=1&m=last&m=hook"
