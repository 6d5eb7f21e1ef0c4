"""The rows about filters that hide their defaults, and a page that touches no state."""

from __future__ import annotations

from contract.rows.app import AppContract, needs
from contract.rows.scripts import filters as scripts
from drivers.base import Start, TabDriver

EDITED = "word=taxi most=3"
DEFAULT = "word= most=9"


class FilterContract(AppContract):
    """What a missing param means: the default after Back, nothing after a page switch."""

    def edited(self, start: Start) -> TabDriver:
        """Open the filters and edit both."""
        tab = start(scripts.home, {"map": scripts.blank}).open()
        tab.set("Word", "taxi")
        tab.set("Most", 3)
        assert tab.url == "?word=taxi&most=3"
        return tab

    @needs("navigation")
    def test_filters_survive_a_page_that_touches_no_state(self, start: Start) -> None:
        """After two edits and a rerun, the way to another page and back keeps the filters."""
        tab = self.edited(start)
        for _ in range(2):
            tab.rerun()
            tab.switch_page("map")
            assert (tab.url, tab.shown) == ("/map", ["blank"])
            tab.rerun()
            tab.switch_page("")
            assert (tab.url, tab.shown) == ("?word=taxi&most=3", [EDITED])
            assert (tab.value("Word"), tab.value("Most")) == ("taxi", 3)

    @needs("navigation")
    def test_filters_without_widgets_survive(self, start: Start) -> None:
        """So it is where no widget is bound to the filters."""
        tab = start(scripts.unbound, {"map": scripts.blank}).open()
        tab.click("Filter")
        tab.click("Limit")
        tab.rerun()
        tab.switch_page("map")
        tab.switch_page("")
        assert (tab.url, tab.shown) == ("?word=taxi&most=3", [EDITED])

    @needs("history", "history_flag")
    def test_back_through_a_page_that_touches_no_state(self, start: Start) -> None:
        """Back to the entry that a switch made keeps the filters; Back to the first clears them."""
        filtered = ["word=taxi most=9"]
        tab = start(scripts.on_request, {"map": scripts.blank}).open()
        tab.set("Show", value=True)
        tab.set("Word", "taxi")
        tab.switch_page("map")
        tab.switch_page("")
        tab.set("Show", value=True)  # the address is the switch's until now
        assert tab.history == ["", "?word=taxi", "/map", "", "?word=taxi"]
        tab.back()
        assert (tab.url, tab.shown) == ("?word=taxi", filtered)
        tab.back()
        assert (tab.url, tab.shown) == ("/map", ["blank"])
        tab.back()
        tab.set("Show", value=True)
        assert (tab.url, tab.shown) == ("?word=taxi", filtered)
        tab.back()
        assert (tab.url, tab.shown) == ("", [DEFAULT])
        assert tab.value("Word") == ""
        assert tab.history == ["", "?word=taxi", "/map", "?word=taxi", "?word=taxi"]
        tab.forward()
        assert tab.shown == filtered

    @needs("history", "history_flag")
    def test_back_to_a_page_that_had_its_defaults(self, start: Start) -> None:
        """An entry that a switch made means the defaults if the filters had them there."""
        tab = start(scripts.home, {"map": scripts.blank}).open()
        tab.switch_page("map")
        tab.switch_page("")
        tab.set("Word", "taxi")
        tab.set("Most", 3)
        tab.back()
        assert (tab.url, tab.shown) == ("?word=taxi", ["word=taxi most=9"])
        tab.back()
        assert (tab.url, tab.shown) == ("", [DEFAULT])
        assert (tab.value("Word"), tab.value("Most")) == ("", 9)

    @needs("history", "history_flag")
    def test_back_across_a_page_that_touches_no_state(self, start: Start) -> None:
        """Back from the other page shows the filters that the address has."""
        tab = self.edited(start)
        tab.switch_page("map")
        tab.back()
        assert (tab.url, tab.shown) == ("?word=taxi&most=3", [EDITED])
        tab.back()
        assert (tab.url, tab.shown) == ("?word=taxi", ["word=taxi most=9"])

    def test_code_clears_the_filters(self, start: Start) -> None:
        """Params that code clears before a rerun mean the defaults: the widgets are still there."""
        tab = start(scripts.home).open("?word=taxi&most=3")
        tab.click("Clear")
        assert (tab.url, tab.shown) == ("", [DEFAULT])
        assert (tab.value("Word"), tab.value("Most")) == ("", 9)

    def colored(self, start: Start) -> TabDriver:
        """Set three classes that share, and leave their page for one that touches the second."""
        tab = start(scripts.three, {"map": scripts.only_green}).open()
        for number, color in enumerate(("Red", "Green", "Blue"), 1):
            tab.set(color, number)
        assert tab.url == "?red=1&green=2&blue=3"
        tab.switch_page("map")
        assert (tab.url, tab.shown) == ("/map?green=2", ["green=2"])
        return tab

    @needs("history", "navigation")
    def test_classes_that_share_return_in_one_update(self, start: Start) -> None:
        """Back on their page, one entry brings the params of them all."""
        tab = self.colored(start)
        entries = len(tab.history)
        tab.switch_page("")
        assert tab.url == "?red=1&green=2&blue=3"
        assert len(tab.history) == entries + 2  # the page's own, and one for all of them
        assert [tab.value(color) for color in ("Red", "Green", "Blue")] == [1, 2, 3]
        tab.set("Blue", 4)
        tab.switch_page("map")
        assert tab.url == "/map?green=2"

    @needs("navigation")
    def test_a_class_that_its_page_no_longer_touches_stays_away(self, start: Start) -> None:
        """What a page did not touch on its last visit does not return with the others."""
        tab = self.colored(start)
        tab.switch_page("")
        tab.click("Less")
        for returned in ("?red=1&green=2&blue=3", "?red=1&green=2"):
            tab.switch_page("map")
            tab.switch_page("")
            assert tab.url == returned
