"""The rows about the effect of state classes on the address bar, entry by entry."""

from __future__ import annotations

import pytest

from contract.rows.app import AppContract, needs
from contract.rows.scripts import address as scripts
from drivers.base import Start

CROWD = "?embed=true&embed_options=dark_theme&native=n&utm=1&team=blue"
STAYS = "?embed=true&embed_options=dark_theme&native=n&team=blue"


class AddressContract(AppContract):
    """Entries, links, and foreign params in the same address."""

    @needs("history")
    def test_landing_is_one_entry_for_each_class(self, start: Start) -> None:
        """A bare address gets an entry for each class that publishes, and a rerun adds none."""
        tab = start(scripts.landing).open()
        status = "?status=pending&p=1"
        entries = ["", status, f"{status}&zoom=3", f"{status}&zoom=3&left=1"]
        assert tab.history == entries
        tab.rerun()
        tab.rerun()
        assert tab.history == entries

    @needs("history")
    def test_landing_in_a_batch_is_one_entry(self, start: Start) -> None:
        """Classes that are touched inside of one batch are published in one entry."""
        tab = start(scripts.landing_in_batch).open()
        entries = ["", "?status=pending&p=1&zoom=3&left=1"]
        assert tab.history == entries
        tab.rerun()
        assert tab.history == entries

    @needs("history")
    def test_a_batch_returns_a_page_in_one_entry(self, start: Start) -> None:
        """When a page returns whose classes are touched in a batch, they take one entry."""
        address = "?status=active&p=2&zoom=3&left=1"
        tab = start(scripts.landing_in_batch, {"map": scripts.other}).open(address)
        tab.switch_page("map")
        before = len(tab.history)
        tab.switch_page("")
        # Chromium may push the other page's address with these params instead of an empty one.
        assert (len(tab.history), tab.url) == (before + 2, address)

    @needs("history")
    def test_a_switch_in_a_batch_leaves_no_entry_behind(self, start: Start) -> None:
        """A batch that ends in ``st.switch_page()`` publishes nothing on the page it leaves."""
        tab = start(scripts.changes_and_leaves, {"map": scripts.other}).open("?status=active&p=2")
        tab.click("Change and leave")
        assert tab.url == "/map?zoom=3"
        assert not any("p=3" in entry for entry in tab.history)
        tab.switch_page("")
        assert tab.url == "?status=active&p=3"

    @needs("history")
    def test_landing_on_the_whole_address_is_no_entry(self, start: Start) -> None:
        """An address that says all there is to say stays as it is."""
        link = "?left=2&zoom=4&p=3&status=active"
        tab = start(scripts.landing).open(link)
        assert tab.history == [link]
        assert tab.shown == ["active  4 2"]

    @needs("history")
    def test_a_claim_with_all_that_follows_is_one_entry(self, start: Start) -> None:
        """A claim that purges, restores a shared class and writes from a hook is one entry."""
        tab = start(scripts.order, {"map": scripts.order_alone}).open("?p=4&text=memo")
        tab.switch_page("map")
        assert tab.url == "/map?status=pending&p=4"
        tab.click("Mark")
        before = tab.history
        assert before[-1] == "/map?status=pending&p=4&utm=1"
        tab.set("Status", "active")
        assert tab.history == [*before, "/map?status=active&p=1&text=memo&edits=1"]
        tab.back()
        assert tab.value("Status") == "pending"

    @needs("history")
    def test_reload_begins_once_more(self, start: Start) -> None:
        """Reload keeps the values in the address, forgets the rest and calls on_init once."""
        tab = start(scripts.visit).open("?status=closed")
        tab.set("Note", "memo")
        tab.set("Status", "pending")
        assert tab.shown == ["run=3 status=pending note=memo", "begun=1"]
        before = tab.history
        tab.reload()
        assert tab.shown == ["run=1 status=pending note=", "begun=1"]
        tab.rerun()
        assert tab.shown == ["run=2 status=pending note=", "begun=1"]
        assert (tab.value("Status"), tab.value("Note")) == ("pending", "")
        assert tab.history == before == ["?status=closed", "?status=pending"]

    @needs("history")
    def test_a_typed_address_begins_once_more(self, start: Start) -> None:
        """A typed address begins a new session, which shows the values in the address."""
        tab = start(scripts.visit).open("?status=closed")
        tab.set("Note", "memo")
        tab.visit("?status=pending")
        assert tab.shown == ["run=1 status=pending note=", "begun=1"]
        tab.back()
        assert tab.shown == ["run=1 status=closed note=", "begun=1"]
        assert tab.history == ["?status=closed", "?status=pending"]

    def test_a_link_in_another_tab_begins_once_more(self, start: Start) -> None:
        """The address in another tab: the same state, and a session of its own."""
        app = start(scripts.visit)
        ann = app.open()
        assert ann.url == "?status=active"
        ann.set("Note", "memo")
        ann.set("Status", "closed")
        bob = app.open(ann.url)
        assert bob.shown == ["run=1 status=closed note=", "begun=1"]
        bob.set("Status", "pending")
        assert bob.shown == ["run=2 status=pending note=", "begun=1"]
        ann.rerun()
        assert ann.shown == ["run=4 status=closed note=memo", "begun=1"]
        assert (ann.url, bob.url) == ("?status=closed", "?status=pending")

    @needs("native_bind", "blank_params")
    @pytest.mark.filterwarnings("ignore:A change to")
    def test_all_kinds_of_params_side_by_side(self, start: Start) -> None:
        """A claim leaves protected and kept params alone, purges the rest and loses no state."""
        tab = start(scripts.crowded).open(CROWD)
        assert tab.url == f"{CROWD}&left=1&right=1"
        tab.set("Left", 2)
        assert tab.url == f"{STAYS}&left=2&right=1"
        tab.set("Right", 2)
        assert tab.url == f"{STAYS.removesuffix('&team=blue')}&right=2&left=2"

    @needs("native_bind", "history")
    @pytest.mark.filterwarnings("ignore:A change to")
    def test_edits_of_either_kind_of_binding_in_turn(self, start: Start) -> None:
        """Edits of bound widgets and of natively bound ones take nothing from each other."""
        tab = start(scripts.crowded).open(CROWD)
        tab.set("Left", 2)
        tab.set("Native", "m")
        tab.set("Left", 3)
        for part in ("native=m", "team=blue", "left=3", "right=1", "embed=true"):
            assert part in tab.url
        tab.set("Right", 2)
        for part in ("native=m", "left=3", "right=2", "embed_options=dark_theme"):
            assert part in tab.url
        assert "team" not in tab.url
        tab.set("Native", "")
        assert tab.shown[0] == "left=3 right=2"
        assert sorted(tab.shown[1].split()) == ["left=3", "right=2"]

    @pytest.mark.filterwarnings("ignore:A change to")
    def test_what_code_writes_itself_is_foreign(self, start: Start) -> None:
        """A plain param that code sets stays until a claim, and no longer."""
        tab = start(scripts.beside_plain).open("?left=5&team=blue")
        tab.click("Plain")
        assert tab.url == "?left=5&team=blue&right=1&plain=1"
        tab.rerun()
        assert tab.shown == ["left=5 right=1", "left=5 team=blue right=1 plain=1"]
        tab.set("Left", 6)
        assert tab.url == "?left=6&team=blue&right=1"
        tab.set("Right", 2)
        assert tab.url == "?right=2&left=6"

    @needs("history")
    @pytest.mark.filterwarnings("ignore:A change to")
    def test_classes_that_purge_each_other_cost_two_entries(self, start: Start) -> None:
        """A claim is one entry, and the other class that the run touches after it another."""
        tab = start(scripts.beside_plain).open("?left=1&right=1")
        tab.set("Left", 2)
        assert tab.history == ["?left=1&right=1", "?left=2", "?left=2&right=1"]
        tab.rerun()
        assert len(tab.history) == 3
        tab.back()
        tab.back()
        assert tab.shown[0] == "left=1 right=1"
        assert len(tab.history) == 3

    def test_cleared_params_are_restored(self, start: Start) -> None:
        """Code that clears the params is met by one restore in the same run."""
        tab = start(scripts.clearing).open("?status=active&p=2&embed=true")
        tab.click("Clear first")
        assert tab.url == "?embed=true&status=active&p=2"
        assert tab.shown == ["run=2 status=active"]
        tab.rerun()
        assert tab.url == "?embed=true&status=active&p=2"
        assert tab.value("Status") == "active"

    @needs("history_flag")
    def test_params_cleared_last_are_restored_next(self, start: Start) -> None:
        """Params that code clears at the end of a run are restored in the next run.

        If runs are not told of Back, this could be Back to an earlier address.
        """
        tab = start(scripts.clearing).open("?status=active&p=2&embed=true")
        tab.click("Clear first")
        tab.click("Clear last")
        assert tab.url == "?embed=true"
        tab.rerun()
        assert tab.url == "?embed=true&status=active&p=2"
        assert tab.shown == ["run=4 status=active"]
        assert tab.value("Status") == "active"

    @needs("history")
    def test_clearing_and_the_restore_are_an_entry_each(self, start: Start) -> None:
        """Clearing the params adds one entry and their restore another; nothing follows."""
        whole = "?status=active&p=2"
        tab = start(scripts.clearing).open(whole)
        tab.click("Clear first")
        assert tab.history == [whole, "", whole]
        tab.rerun()
        assert tab.history == [whole, "", whole]
        tab.click("Clear last")
        assert tab.history == [whole, "", whole, ""]
        tab.rerun()
        assert tab.history == [whole, "", whole, "", whole]
        assert tab.shown == ["run=5 status=active"]

    def test_clearing_in_each_run_is_no_loop(self, start: Start) -> None:
        """An app that clears the params in each run keeps its state and runs once at a time."""
        tab = start(scripts.always_clearing).open("?status=active&p=2")
        assert tab.shown == ["run=1 status=active", "status=active page=2 note="]
        tab.rerun()
        assert tab.shown == ["run=2 status=active", "status=active page=2 note="]
        assert tab.url == "?status=active&p=2"
