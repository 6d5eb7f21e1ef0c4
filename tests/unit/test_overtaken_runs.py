"""A run that is stopped in a batch while many later ones have set the same fields."""

from __future__ import annotations

import pytest

from drivers.runs import RunningTab, in_a_thread
from st_page_state import PageState, StateVar, batch


class Counted(PageState):
    n: int = StateVar(0, url_key="n")
    note: str = StateVar("")


class Stop(BaseException):
    """Stops a run from outside."""


@pytest.mark.parametrize("touched", [True, False])
@pytest.mark.parametrize("runs", [1, 16, 17, 40])
def test_the_values_of_the_later_runs_are_kept(touched: bool, runs: int) -> None:
    tab = RunningTab()

    def later() -> None:
        for number in range(1, runs + 1):
            with tab.run():
                Counted.n = number

    def stopped() -> None:
        with tab.run():
            if touched:
                assert Counted.n == 0
            with batch():
                Counted.n, Counted.note = -1, "kept"
                in_a_thread(later)
                raise Stop

    with pytest.raises(Stop):
        stopped()
    with tab.run():
        assert (Counted.n, Counted.note) == (runs, "kept")
