"""The rows about the address bar and fragments, dialogs, forms and reruns."""

from __future__ import annotations

from contract.rows.app import AppContract, needs
from contract.rows.scripts import address_runs as scripts
from contract.rows.scripts import parallel as scripts_parallel
from drivers.base import Start

BEGIN = "?status=pending&p=1"


class AddressRunContract(AppContract):
    """No entry twice, no stale value over a new one, and no rerun without end."""

    def test_a_fragment_and_the_script_overwrite_nothing(self, start: Start) -> None:
        """Edits inside and outside a fragment are all kept, in any order."""
        tab = start(scripts.fragment).open(BEGIN)
        tab.set("Page", 2)
        tab.set("Status", "active")
        assert tab.shown[1:] == ["status=active page=2 note=", "part=2"]
        tab.click("Next")
        tab.click("Next")
        tab.set("Status", "closed")
        assert tab.shown[1:] == ["status=closed page=4 note=", "part=4"]
        assert (tab.value("Page"), tab.value("Status")) == (4, "closed")
        assert tab.url == "?status=closed&p=4"

    @needs("fragment_runs", "history")
    def test_one_click_in_a_fragment_is_one_entry(self, start: Start) -> None:
        """An edit, a callback and a rerun of either kind are one entry each."""
        tab = start(scripts.fragment).open(BEGIN)
        tab.set("Page", 5)
        tab.click("Next")
        assert tab.shown == ["run=1", "status=pending page=1 note=", "part=6"]
        tab.click("Rerun part")
        assert tab.shown == ["run=1", "status=pending page=1 note=", "part=7"]
        tab.click("Rerun app")
        assert tab.shown == ["run=2", "status=pending page=8 note=", "part=8"]
        tab.rerun()
        assert tab.history == [f"?status=pending&p={page}" for page in (1, 5, 6, 7, 8)]
        assert tab.value("Page") == 8
        tab.back()
        tab.back()
        assert tab.shown[1:] == ["status=pending page=6 note=", "part=6"]
        assert tab.value("Page") == 6
        tab.click("Next")
        assert tab.shown[2] == "part=7"
        assert tab.history == [f"?status=pending&p={page}" for page in (1, 5, 6, 7)]

    @needs("fragment_runs", "history")
    def test_one_edit_in_a_dialog_is_one_entry(self, start: Start) -> None:
        """Opening a dialog adds no entry; an edit in it adds one, and so does closing it."""
        tab = start(scripts.dialog).open(BEGIN)
        tab.click("Open")
        assert (tab.history, tab.value("Page")) == ([BEGIN], 1)
        tab.set("Page", 2)
        assert tab.shown == ["status=pending page=1 note="]
        tab.set("Done", value=True)
        assert tab.shown == ["status=closed page=2 note="]
        assert tab.history == [BEGIN, "?status=pending&p=2", "?status=closed&p=2"]

    @needs("history")
    def test_one_submit_is_one_entry(self, start: Start) -> None:
        """A submit is one entry, and none if nothing in the address changed."""
        tab = start(scripts.form).open(BEGIN)
        tab.set("Page", 2)
        tab.set("Note", "memo")
        assert tab.history == [BEGIN]
        tab.click("Send")
        tab.click("Send")
        assert tab.shown == ["status=pending page=2 note=memo"]
        assert tab.history == [BEGIN, "?status=pending&p=2"]
        tab.set("Status", "active")
        tab.set("Note", "other")
        tab.click("Send")
        assert tab.shown == ["status=active page=2 note=other"]
        tab.back()
        tab.back()
        assert tab.shown == ["status=pending page=1 note=other"]
        assert (tab.value("Page"), tab.value("Note")) == (1, "other")
        assert tab.history == [BEGIN, "?status=pending&p=2", "?status=active&p=2"]

    def test_a_rerun_keeps_what_was_written_before_it(self, start: Start) -> None:
        """st.rerun() in a callback adds no run, in the body one, and each write is kept."""
        tab = start(scripts.rerunning).open(BEGIN)
        tab.click("In callback")
        assert tab.shown == ["run=2", "status=pending page=2 note="]
        tab.click("In body")
        assert tab.shown == ["run=4", "status=pending page=3 note="]
        assert tab.value("Page") == 3
        assert tab.url == "?status=pending&p=3"

    def test_reruns_in_a_row_come_to_an_end(self, start: Start) -> None:
        """A script that writes and reruns until it is content is content in the address too."""
        tab = start(scripts.rerunning).open(BEGIN)
        tab.set("Climb", value=True)
        assert tab.shown == ["run=7", "status=pending page=6 note="]
        assert tab.value("Page") == 6
        assert tab.url == "?status=pending&p=6"
        tab.rerun()
        assert tab.shown == ["run=8", "status=pending page=6 note="]

    @needs("history")
    def test_one_write_before_a_rerun_is_one_entry(self, start: Start) -> None:
        """Each write before st.rerun() adds one entry, in a callback and in the body."""
        tab = start(scripts.rerunning).open(BEGIN)
        tab.click("In callback")
        tab.click("In body")
        tab.rerun()
        assert tab.history == [f"?status=pending&p={page}" for page in (1, 2, 3)]

    @needs("run_every", "fragment_runs", "history")
    def test_a_fragment_that_runs_by_itself_adds_nothing(self, start: Start) -> None:
        """A fragment with run_every adds no entry and never overwrites a newer value."""
        tab = start(scripts.ticking).open(BEGIN)
        tab.tick()
        tab.set("Page", 5)
        tab.tick()
        assert tab.shown == ["status=pending page=5 note=", "part=5"]
        tab.set("Page", 6)
        tab.set("Page", 7)
        tab.tick()
        tab.tick()
        assert tab.value("Page") == 7
        assert tab.history == [f"?status=pending&p={page}" for page in (1, 5, 6, 7)]
        tab.back()
        tab.tick()
        assert tab.shown == ["status=pending page=6 note=", "part=6"]
        assert tab.value("Page") == 6
        tab.forward()
        tab.tick()
        assert tab.url == "?status=pending&p=7"
        assert tab.history == [f"?status=pending&p={page}" for page in (1, 5, 6, 7)]

    @needs("parallel_fragments")
    def test_what_parallel_fragments_write_is_all_there(self, start: Start) -> None:
        """Of three classes, each written in a parallel fragment, state and address miss nothing."""
        tab = start(scripts_parallel.panels).open()
        assert sorted(tab.url[1:].split("&")) == ["left=0", "middle=0", "right=0"]
        tab.click("Count")
        assert tab.shown == ["left=5", "middle=5", "right=5"]
        assert sorted(tab.url[1:].split("&")) == ["left=5", "middle=5", "right=5"]
        tab.rerun()
        assert tab.shown == ["left=5", "middle=5", "right=5"]
        assert sorted(tab.url[1:].split("&")) == ["left=5", "middle=5", "right=5"]
