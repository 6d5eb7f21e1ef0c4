"""The rows about the address bar and its history."""

from __future__ import annotations

from contract.rows.app import AppContract, needs
from contract.rows.scripts import pages as scripts
from drivers.base import Start, TabDriver

THREE = ["?utm=1", "?utm=1&n=1", "?utm=1&n=2", "?utm=1&n=3"]


class HistoryContract(AppContract):
    """Back, Forward, reload and typed addresses."""

    def after_three_writes(self, start: Start) -> TabDriver:
        """Open the app and write three times."""
        tab = start(scripts.numbered, {"map": scripts.map_page}).open("?utm=1")
        for n in ("1", "2", "3"):
            tab.click(f"Write {n}")
        return tab

    @needs("history")
    def test_back_runs_with_the_former_params(self, start: Start) -> None:
        """Back and Forward are runs in the same session, and change no entry of the history."""
        tab = self.after_three_writes(start)
        assert tab.history == THREE
        tab.back()
        assert tab.shown[0] == "run=5 params=utm=1 n=2"
        tab.back()
        assert tab.shown[0] == "run=6 params=utm=1 n=1"
        tab.forward()
        assert tab.history == THREE
        assert tab.url == "?utm=1&n=2"
        assert tab.shown[0] == "run=7 params=utm=1 n=2"

    @needs("history")
    def test_two_writes_are_two_steps_back(self, start: Start) -> None:
        """Back undoes two writes of one run in two steps, with a run for each."""
        tab = start(scripts.numbered).open("?utm=1")
        tab.click("Write twice")
        assert tab.url == "?utm=1&n=4&m=5"
        tab.back()
        assert tab.shown[0] == "run=3 params=utm=1 n=4"
        tab.back()
        assert tab.shown[0] == "run=4 params=utm=1"

    @needs("history")
    def test_widgets_keep_their_values_on_back(self, start: Start) -> None:
        """A plain widget does not follow Back; it keeps its value."""
        tab = self.after_three_writes(start)
        tab.set("Word", "typed")
        tab.back()
        assert tab.value("Word") == "typed"
        assert tab.shown[1] == "word=typed"

    @needs("history")
    def test_a_write_after_back_drops_what_was_ahead(self, start: Start) -> None:
        """A new entry after Back replaces the entries ahead."""
        tab = self.after_three_writes(start)
        tab.back()
        tab.back()
        tab.click("Write 3")
        assert tab.history == ["?utm=1", "?utm=1&n=1", "?utm=1&n=3"]

    @needs("history")
    def test_a_write_in_a_history_run_replaces_the_entry(self, start: Start) -> None:
        """All writes of a run that Back started go into the current entry."""
        tab = start(scripts.correcting).open("?n=bad")
        tab.click("Leave")
        assert tab.history == ["?n=bad", "?n=other"]
        tab.back()
        assert tab.url == "?n=good&m=more"
        assert tab.history == ["?n=good&m=more", "?n=other"]
        tab.forward()
        assert tab.shown == ["params=n=other"]

    @needs("history")
    def test_reload_is_a_new_session(self, start: Start) -> None:
        """Reload begins a new session at the same address, with the same history."""
        tab = self.after_three_writes(start)
        tab.set("Word", "typed")
        tab.back()
        tab.reload()
        assert tab.url == "?utm=1&n=2"
        assert tab.history == THREE
        assert tab.shown == ["run=1 params=utm=1 n=2", "word=default"]

    @needs("history")
    def test_back_after_reload_stays_in_the_session(self, start: Start) -> None:
        """Entries from before a reload are gone back to in the session after it."""
        tab = self.after_three_writes(start)
        tab.reload()
        tab.back()
        assert tab.shown[0] == "run=2 params=utm=1 n=2"
        tab.forward()
        assert tab.shown[0] == "run=3 params=utm=1 n=3"

    @needs("history")
    def test_a_typed_address_is_a_new_session(self, start: Start) -> None:
        """A typed address is a new entry and begins a new session."""
        tab = self.after_three_writes(start)
        tab.back()
        tab.visit("?n=9")
        assert tab.history == [*THREE[:3], "?n=9"]
        assert tab.shown[0] == "run=1 params=n=9"

    @needs("history")
    def test_the_present_address_typed_again_is_a_reload(self, start: Start) -> None:
        """The address one is at, typed again, begins a new session and is no new entry."""
        tab = self.after_three_writes(start)
        tab.visit(tab.url)
        assert tab.history == THREE
        assert tab.shown[0] == "run=1 params=utm=1 n=3"

    @needs("history")
    def test_back_from_a_typed_address_is_a_new_session(self, start: Start) -> None:
        """Back over a typed address loads the page again: a new session, and so is Forward."""
        tab = self.after_three_writes(start)
        tab.visit("?n=9")
        tab.click("Write 1")
        tab.back()
        assert tab.shown[0] == "run=3 params=n=9"
        tab.back()
        assert tab.shown[0] == "run=1 params=utm=1 n=3"
        tab.forward()
        assert tab.shown[0] == "run=1 params=n=9"

    @needs("history")
    def test_back_crosses_a_page_switch(self, start: Start) -> None:
        """Back returns to the page before, in the same session, with its params."""
        tab = self.after_three_writes(start)
        tab.switch_page("map")
        tab.click("Write")
        assert tab.history == [*THREE, "/map", "/map?a=1"]
        tab.back()
        assert tab.url == "/map"
        assert tab.shown[0].startswith("map run=7")
        tab.back()
        assert tab.url == "?utm=1&n=3"
        assert tab.shown[0] == "run=8 params=utm=1 n=3"
        tab.forward()
        assert tab.url == "/map"
        assert tab.history == [*THREE, "/map", "/map?a=1"]

    @needs("history")
    def test_back_crosses_a_scripts_switch_in_two_steps(self, start: Start) -> None:
        """The first Back after st.switch_page() shows the former page without its params."""
        tab = start(scripts.home, {"map": scripts.map_page}).open("?x=1")
        tab.click("Switch")
        tab.back()
        assert tab.url == ""
        assert tab.shown == ["home run=4 word=default params=none"]
        tab.back()
        assert tab.shown == ["home run=5 word=default params=x=1"]

    def test_a_copied_link_is_another_session(self, start: Start) -> None:
        """The address of one tab, opened in another, begins a session of its own there."""
        app = start(scripts.numbered)
        ann = app.open()
        ann.set("Word", "typed")
        ann.click("Write 2")
        bob = app.open(ann.url)
        assert bob.url == ann.url == "?n=2"
        assert bob.shown == ["run=1 params=n=2", "word=default"]
        bob.click("Write 3")
        assert ann.url == "?n=2"
