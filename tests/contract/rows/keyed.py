"""The rows about keyed state: one class, many entities."""

from __future__ import annotations

from contract.rows.app import AppContract, needs
from contract.rows.scripts import keyed as scripts
from drivers.base import Start

ROWS = [scripts.NAMES[key] for key in scripts.IDS]


class KeyedContract(AppContract):
    """Keys of one state class, each with values, params and widgets of its own."""

    def test_each_row_has_its_own_values(self, start: Start) -> None:
        """A widget of one key changes that key alone; the others and the class stay."""
        tab = start(scripts.drafts).open("?a~1b.body=y&utm=1")
        assert tab.shown == ["1=/0 a.b=y/0 done=/1", "class= keys=1 a.b done"]
        tab.set("Body One", "x")
        tab.set("Check Dotted", value=True)
        assert tab.shown[0] == "1=x/0 a.b=y/1 done=/1"
        assert (tab.value("Body One"), tab.value("Body Dotted")) == ("x", "y")
        assert tab.url == "?a~1b.body=y&status=pending&p=1&1.body=x"
        tab.set("Body", "z")
        assert tab.shown == ["1=x/0 a.b=y/1 done=/1", "class=z keys=1 a.b done"]

    def test_who_shares_with_the_class_shares_with_its_keys(self, start: Start) -> None:
        """Keys that the page does not use stay in the address, until a stranger claims it."""
        tab = start(scripts.drafts).open("?77.body=later&utm=1")
        tab.set("Status", "active")
        assert tab.url == "?77.body=later&status=active&p=1"
        tab.set("Body Done", "x")
        assert tab.url == "?77.body=later&status=active&p=1&done.body=x"

    def test_many_rows_are_one_update(self, start: Start) -> None:
        """A batch over all rows reaches all widgets, and logging out resets them all."""
        tab = start(scripts.drafts).open()
        tab.click("All done")
        assert tab.shown == ["1=x/1 a.b=x/1 done=x/1", "class= keys=1 a.b done"]
        assert tab.url == "?status=pending&p=1&1.body=x&a~1b.body=x&done.body=x"
        assert [tab.value(f"Body {name}") for name in ROWS] == ["x", "x", "x"]
        tab.click("Log out")
        assert tab.shown[0] == "1=/0 a.b=/0 done=/0"
        assert [tab.value(f"Body {name}") for name in ROWS] == ["", "", ""]
        assert tab.url == "?status=pending&p=1"

    def test_a_forgotten_key_begins_anew(self, start: Start) -> None:
        """Its widget shows the default, and what was entered is gone, in the address too."""
        tab = start(scripts.drafts).open()
        tab.set("Body One", "x")
        tab.set("Body Done", "y")
        tab.click("Forget")
        assert tab.shown == ["1=/0 a.b=/0 done=y/1", "class= keys=a.b done 1"]
        assert (tab.value("Body One"), tab.value("Body Done")) == ("", "y")
        assert tab.url == "?status=pending&p=1&done.body=y"

    @needs("history")
    def test_back_moves_one_key(self, start: Start) -> None:
        """Each edit is an entry, and Back undoes them one by one."""
        tab = start(scripts.drafts).open("?status=pending&p=1")
        tab.set("Body One", "x")
        tab.set("Body Dotted", "y")
        tab.click("Forget")
        tab.back()
        assert (tab.value("Body One"), tab.value("Body Dotted")) == ("x", "y")
        tab.back()
        assert (tab.value("Body One"), tab.value("Body Dotted")) == ("x", "")
        tab.back()
        assert tab.shown[0] == "1=/0 a.b=/0 done=/1"
        tab.forward()
        assert tab.shown[0] == "1=x/0 a.b=/0 done=/1"

    @needs("history", "navigation")
    def test_each_page_has_its_keys(self, start: Start) -> None:
        """Keys of another page keep their values, and their part of the landing URL."""
        app = start(scripts.list_page, {"map": scripts.detail_page})
        tab = app.open("?1.body=x&2.body=y")
        assert tab.shown == ["keys=1"]
        tab.switch_page("map")
        assert tab.value("Body Two") == "y"
        assert tab.shown == ["keys=1 2"]
        tab.switch_page("")
        assert tab.value("Body One") == "x"

    @needs("fragment_runs")
    def test_a_fragment_for_each_row(self, start: Start) -> None:
        """A fragment's run sees its own key."""
        tab = start(scripts.in_fragments).open("?2.body=b")
        tab.set("Body One", "a")
        assert tab.shown == ["1=a", "2=b"]
        tab.rerun()
        assert tab.shown == ["1=a", "2=b"]

    def test_a_form_for_each_row(self, start: Start) -> None:
        """What one form submits is one key's."""
        tab = start(scripts.in_forms).open("?2.body=b")
        tab.set("Body One", "a")
        tab.click("Save One")
        assert tab.shown == ["1=a 2=b"]
        assert tab.url == "?2.body=b&1.body=a"
