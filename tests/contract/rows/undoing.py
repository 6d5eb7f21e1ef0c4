"""The rows about undo and redo."""

from __future__ import annotations

from contract.rows.app import AppContract, needs
from contract.rows.scripts import undoing as scripts
from drivers.base import Start


class UndoContract(AppContract):
    """Undo and redo: values, widgets and the address move together."""

    def test_widgets_and_the_address_follow(self, start: Start) -> None:
        """Each edit is a step; undone and redone, it is in the widget and in the address."""
        tab = start(scripts.editor).open()
        first = tab.url
        tab.set("Page", 5)
        tab.set("Status", "active")
        tab.set("Title", "x")
        tab.set("Done", value=True)
        tab.set("View", "map")
        assert tab.shown == ["active 1 'x' 1 [] map", "undo=1 redo=0"]
        last = tab.url
        for _ in range(3):
            tab.click("Undo")
        assert (tab.value("View"), tab.value("Done"), tab.value("Title")) == ("list", False, "")
        assert tab.shown == ["active 1 '' 0 [] list", "undo=1 redo=1"]
        tab.click("Undo")
        assert (tab.value("Status"), tab.value("Page")) == ("pending", 5)
        tab.click("Undo")
        assert tab.shown == ["pending 1 '' 0 [] list", "undo=0 redo=1"]
        assert (tab.value("Page"), tab.url) == (1, first)
        for _ in range(5):
            tab.click("Redo")
        assert tab.shown == ["active 1 'x' 1 [] map", "undo=1 redo=0"]
        assert tab.value("Title") == "x"
        assert tab.url == last

    def test_a_batch_and_a_change_in_place_are_steps(self, start: Start) -> None:
        """A callback's batch is one step, and so is what the script changes in place."""
        tab = start(scripts.editor).open()
        tab.set("Title", "x")
        tab.click("Tidy")
        tab.click("Grow")
        assert tab.shown == ["pending 1 '' 0 [1, 1] map", "undo=1 redo=0"]
        tab.click("Undo")
        assert tab.shown == ["pending 1 '' 0 [1] map", "undo=1 redo=1"]
        tab.click("Undo")
        assert tab.shown == ["pending 1 'x' 0 [] list", "undo=1 redo=1"]
        assert (tab.value("Title"), tab.value("View")) == ("x", "list")
        tab.set("Done", value=True)
        assert tab.shown[1] == "undo=1 redo=0"

    def test_a_form_is_one_step(self, start: Start) -> None:
        """What a form submits is undone at once, also in its widgets."""
        tab = start(scripts.form).open()
        tab.set("Title", "x")
        tab.set("Done", value=True)
        tab.click("Save")
        tab.rerun()
        assert tab.shown == ["pending 1 'x' 1 [] list", "undo=1 redo=0"]
        tab.click("Undo")
        assert tab.shown == ["pending 1 '' 0 [] list", "undo=0 redo=1"]
        assert (tab.value("Title"), tab.value("Done")) == ("", False)
        tab.click("Redo")
        assert (tab.value("Title"), tab.value("Done")) == ("x", True)

    def test_an_action_that_ends_the_run_is_a_step(self, start: Start) -> None:
        """What st.stop() or st.rerun() ends is a step, and may itself be an undo."""
        tab = start(scripts.stops).open()
        tab.click("Stop")
        tab.rerun()
        tab.click("Rerun")
        assert tab.shown == ["pending 3 '' 0 [] list", "undo=1 redo=0"]
        tab.click("Undo and rerun")
        assert tab.shown == ["pending 2 '' 1 [] list", "undo=1 redo=1"]
        tab.click("Undo")
        assert tab.shown == ["pending 1 '' 0 [] list", "undo=0 redo=1"]

    @needs("fragment_runs")
    def test_a_fragment_undoes(self, start: Start) -> None:
        """In a fragment the widgets and the address follow, too."""
        tab = start(scripts.fragment).open()
        tab.set("Title", "x")
        tab.set("Done", value=True)
        tab.click("Undo")
        tab.click("Undo")
        assert tab.shown == ["pending 1 '' 0 [] list", "undo=0 redo=1"]
        assert (tab.value("Title"), tab.url) == ("", "?status=pending&p=1&title=&view=list")
        tab.click("Redo")
        assert (tab.value("Title"), tab.value("Done")) == ("x", False)

    @needs("history")
    def test_an_undo_is_an_entry_and_back_is_no_step(self, start: Start) -> None:
        """Back returns to what an undo has left; what can be undone is the same as before."""
        tab = start(scripts.editor).open("?status=pending&p=1&title=&view=list")
        tab.set("Page", 5)
        tab.set("Page", 6)
        entries = len(tab.history)
        tab.click("Undo")
        assert len(tab.history) == entries + 1
        tab.back()
        assert (tab.value("Page"), tab.shown[1]) == (6, "undo=1 redo=1")
        tab.click("Undo")
        assert (tab.value("Page"), tab.shown[1]) == (1, "undo=0 redo=1")
        tab.back()
        tab.click("Redo")
        tab.click("Redo")
        assert (tab.value("Page"), tab.shown[1]) == (6, "undo=1 redo=0")
        tab.reload()
        assert tab.shown[1] == "undo=0 redo=0"

    @needs("navigation", "history")
    def test_another_page_undoes_it(self, start: Start) -> None:
        """One history reaches over the pages of its classes."""
        tab = start(scripts.edit_page, {"map": scripts.look_page}).open()
        tab.set("Title", "x")
        tab.switch_page("map")
        assert tab.shown == ["view=list undo=1 redo=0"]
        tab.set("View", "map")
        tab.click("Undo")
        assert (tab.value("View"), tab.shown) == ("list", ["view=list undo=1 redo=1"])
        tab.click("Undo")
        assert tab.shown == ["view=list undo=0 redo=1"]
        tab.switch_page("")
        assert tab.value("Title") == ""
