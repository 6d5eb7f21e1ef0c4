"""The rows about st.stop(), st.rerun() and st.switch_page() amid a change of state."""

from __future__ import annotations

from contract.rows.app import AppContract, needs
from contract.rows.scripts import control_flow as scripts
from drivers.base import Start

BEGIN = "?n=0&deleted=false"


class ControlFlowContract(AppContract):
    """Early ends of a run, which keep and publish all changes made before them."""

    def test_stop_ends_a_batch_at_once(self, start: Start) -> None:
        """st.stop() in a batch skips the rest; changes made before it are published."""
        tab = start(scripts.in_batch).open(BEGIN)
        tab.click("Stop")
        assert tab.shown == []
        assert tab.url == "?n=1&deleted=false"
        tab.rerun()
        assert tab.shown == ["n=1 deleted=False"]
        tab.click("Go on")
        assert tab.shown == ["n=2 deleted=True"]

    def test_rerun_ends_a_batch_at_once(self, start: Start) -> None:
        """Nothing behind st.rerun() in a batch is done, and the next run sees the rest."""
        tab = start(scripts.in_batch).open(BEGIN)
        tab.click("Rerun")
        assert tab.shown == ["n=1 deleted=False"]

    @needs("stays_on_page")
    def test_a_page_switch_ends_a_batch_at_once(self, start: Start) -> None:
        """Nothing behind st.switch_page() in a batch is done, and the other page sees the rest."""
        tab = start(scripts.in_batch, {"map": scripts.show}).open(BEGIN)
        tab.click("Switch")
        assert tab.shown == ["n=1 deleted=False"]
        assert tab.url == "/map?n=1&deleted=false"

    @needs("history")
    def test_a_batch_that_ends_the_run_is_one_entry(self, start: Start) -> None:
        """A batch in which st.stop() or st.rerun() is called publishes once."""
        tab = start(scripts.in_batch).open(BEGIN)
        tab.click("Stop")
        tab.rerun()
        tab.click("Rerun")
        tab.rerun()
        assert tab.history == [f"?n={n}&deleted=false" for n in (0, 1, 2)]

    def test_stop_in_on_change_ends_the_run_at_once(self, start: Start) -> None:
        """The value that the hook was told of is kept and published, and nothing else is done."""
        tab = start(scripts.in_hooks).open("?n=0")
        tab.click("Stop in on_change")
        assert tab.shown == []
        assert tab.url == "?n=1"
        tab.rerun()
        assert tab.shown == ["n=1 passed=before_set"]
        tab.click("Stop in no hook")
        assert tab.shown == ["n=2 passed=before_set before_set on_change script"]

    def test_stop_in_before_set_sets_nothing(self, start: Start) -> None:
        """A run that the hook ends before the field is set leaves state and address alone."""
        tab = start(scripts.in_hooks).open("?n=0")
        tab.click("Stop in before_set")
        assert tab.shown == []
        assert tab.url == "?n=0"
        tab.rerun()
        assert tab.shown == ["n=0 passed="]

    def test_a_bound_widget_that_a_stopped_run_has_not_drawn(self, start: Start) -> None:
        """It shows its value when it is drawn again, and the next run begins with that."""
        tab = start(scripts.stopped_above).open("?n=5&deleted=false")
        for stops, shown in ((True, []), (False, ["n=5 deleted=False"])):
            tab.set("Stop", stops)
            assert tab.shown == shown
        assert tab.value("Number") == 5
        tab.click("Again")
        assert tab.shown == ["n=5 deleted=False"]
        assert tab.url == "?n=5&deleted=false"

    def test_stop_in_the_callback_of_a_bound_widget(self, start: Start) -> None:
        """The widget input is kept and published, and the script does not run."""
        tab = start(scripts.in_callback).open(BEGIN)
        tab.set("Number", 5)
        assert tab.shown == []
        assert tab.url == "?n=5&deleted=false"
        tab.rerun()
        assert tab.shown == ["n=5 deleted=False"]
        assert tab.value("Number") == 5
        tab.set("Number", 2)
        assert tab.shown == ["n=2 deleted=True"]

    def test_stop_and_rerun_end_a_callbacks_batch_at_once(self, start: Start) -> None:
        """In a batch in a callback, too, the rest is skipped and the changes are published."""
        tab = start(scripts.in_callback_batch).open(BEGIN)
        tab.click("Stop")
        assert tab.shown == []
        assert tab.url == "?n=1&deleted=false"
        tab.rerun()
        tab.click("Rerun")
        assert tab.shown == ["n=2 deleted=False"]
        assert tab.url == "?n=2&deleted=false"

    @needs("page_callbacks", "stays_on_page")
    def test_a_page_switch_ends_a_callbacks_batch_at_once(self, start: Start) -> None:
        """The other page sees what was changed before st.switch_page() in the callback."""
        tab = start(scripts.in_callback_batch, {"map": scripts.show}).open(BEGIN)
        tab.click("Switch")
        assert tab.shown == ["n=1 deleted=False"]
        assert tab.url == "/map?n=1&deleted=false"

    @needs("stays_on_page")
    def test_rerun_and_page_switch_in_on_change(self, start: Start) -> None:
        """The value that the hook was told of is kept and published; the code ends there."""
        tab = start(scripts.left_by_hook, {"map": scripts.show}).open("?n=0")
        tab.click("Count")
        assert tab.shown == ["n=1 went=None"]
        assert tab.url == "?n=1"
        tab.click("Count")
        assert tab.shown == ["n=0 deleted=False"]
        assert tab.url.startswith("/map?")
