"""The rows about the effect of state classes on the address bar of a multipage app."""

from __future__ import annotations

import pytest

from contract.rows.app import AppContract, needs
from contract.rows.scripts import address as scripts
from contract.rows.scripts.states import FilterState, MapState, SearchState
from drivers.base import AppDriver, Start, TabDriver


def agrees(tab: TabDriver) -> None:
    """Check that the address, the text and the bound widgets agree."""
    page, _, query = tab.url.partition("?")
    if page == "/map":
        zoom = MapState.parse(f"?{query}").zoom
        assert tab.shown == [f"zoom={zoom}"]
        assert tab.value("Zoom") == zoom
        return
    status = FilterState.parse(f"?{query}").status
    found = SearchState.parse(f"?{query}")
    assert tab.shown == [f"status={status} text={found.text} deep={found.deep}"]
    values = [tab.value(label) for label in ("Status", "Search", "Deep")]
    assert values == [status, found.text, found.deep]


class AddressPageContract(AppContract):
    """Two pages of a ``pages`` folder, and three classes: two share, one is selfish."""

    def app(self, start: Start, *, linked: bool = False) -> AppDriver:
        """Start the app, with query params in its links or without."""
        return start(scripts.linked_home if linked else scripts.home, {"map": scripts.other})

    @needs("history")
    def test_back_and_forward_through_ten_interactions(self, start: Start) -> None:
        """At each stop address, text and widgets agree; Back adds nothing and gets out."""
        tab = self.app(start).open()
        stops = {len(tab.history) - 1: tab.url}
        for label, value in [
            ("Status", "active"),
            ("Search", "one"),
            ("Deep", True),
            ("", "map"),
            ("Zoom", 4),
            ("Zoom", 5),
            ("", ""),
            ("Status", "closed"),
            ("Search", ""),
            ("Status", "pending"),
        ]:
            before = len(tab.history)
            if label:
                tab.set(label, value)
                assert len(tab.history) == before + 1
            else:
                tab.switch_page(str(value))
                assert len(tab.history) <= before + 3
            agrees(tab)
            stops[len(tab.history) - 1] = tab.url
        entries = len(tab.history)
        for position in reversed(range(entries - 1)):
            tab.back()
            agrees(tab)
            assert tab.url == stops.get(position, tab.url)
            assert len(tab.history) == entries
        assert tab.url == tab.history[0]
        for position in range(1, entries):
            tab.forward()
            agrees(tab)
            assert tab.url == stops.get(position, tab.url)
        assert len(tab.history) == entries

    @needs("history")
    def test_a_page_gets_its_params_back(self, start: Start) -> None:
        """When a page returns so do its params: one entry for it, and one for what shares."""
        tab = self.app(start).open("?status=active&p=2&q=word")
        for page, address in [
            ("map", "/map?zoom=3"),
            ("", "?status=active&p=2&q=word"),
            ("map", "/map?zoom=3"),
        ]:
            before = len(tab.history)
            tab.switch_page(page)
            assert tab.url == address
            assert len(tab.history) == before + 2
            agrees(tab)

    @needs("navigation")
    @pytest.mark.filterwarnings("ignore:A change to")
    def test_a_shared_class_follows_to_the_other_page(self, start: Start) -> None:
        """A class that the other page touches too has its value there, and brings it back."""
        tab = self.app(start).open("?status=active&p=2&q=word")
        tab.switch_page("map")
        tab.set("Find", value=True)
        assert tab.url == "/map?zoom=3&q=word"
        assert tab.value("Search") == "word"
        tab.set("Search", "other")
        assert tab.url == "/map?q=other&zoom=3"
        tab.switch_page("")
        assert tab.url == "?status=active&p=2&q=other"
        agrees(tab)

    def test_a_link_leads_straight_to_a_page(self, start: Start) -> None:
        """A link to the other page opens it, and all that it says is there."""
        tab = self.app(start).open("/map?zoom=7&q=word")
        assert tab.url == "/map?zoom=7&q=word"
        agrees(tab)
        tab.set("Find", value=True)
        assert tab.value("Search") == "word"

    @needs("navigation")
    def test_what_the_first_link_said_waits_for_its_page(self, start: Start) -> None:
        """A class first touched on page two adopts the landing URL, and only once."""
        tab = self.app(start).open("?status=active&zoom=7")
        tab.set("Status", "closed")
        assert tab.url == "?status=closed&p=1"
        tab.switch_page("map")
        assert tab.url == "/map?zoom=7"
        agrees(tab)
        tab.set("Zoom", 4)
        tab.switch_page("")
        tab.set("Area", value=True)
        assert tab.shown[1] == "area=1"
        tab.switch_page("map")
        assert tab.url == "/map?zoom=4"
        agrees(tab)

    @needs("stays_on_page")
    def test_a_scripts_switch_loses_nothing(self, start: Start) -> None:
        """st.switch_page() shows the other page's state, from the link that began it all."""
        tab = self.app(start).open("?status=active&p=2&zoom=7")
        tab.click("Switch")
        assert tab.url == "/map?zoom=7"
        agrees(tab)

    @needs("navigation")
    def test_a_page_link_loses_nothing(self, start: Start) -> None:
        """st.page_link() leads to the other page's state, and back is all that was left."""
        tab = self.app(start).open("?status=active&p=2&q=word")
        tab.click("Map")
        assert tab.url == "/map?zoom=3"
        tab.set("Zoom", 4)
        tab.switch_page("")
        assert tab.url == "?status=active&p=2&q=word"
        tab.click("Map")
        assert tab.url == "/map?zoom=4"
        agrees(tab)

    @needs("page_params", "stays_on_page")
    def test_a_scripts_switch_with_params_sets_the_state(self, start: Start) -> None:
        """st.switch_page(query_params=) sets the state of the other page."""
        tab = self.app(start, linked=True).open("?status=active&p=2")
        tab.click("Switch with params")
        assert tab.url == "/map?zoom=9&utm=1"
        agrees(tab)
        tab.set("Zoom", 8)
        assert tab.url == "/map?zoom=8"

    @needs("page_params", "navigation")
    def test_a_page_link_with_params_sets_the_state(self, start: Start) -> None:
        """st.page_link(query_params=) overrides the earlier state of the other page."""
        tab = self.app(start, linked=True).open("?status=active&p=2")
        tab.switch_page("map")
        tab.set("Zoom", 4)
        tab.switch_page("")
        tab.click("Map with params")
        assert tab.url == "/map?zoom=9&utm=1"
        agrees(tab)
        tab.switch_page("")
        assert tab.url == "?status=active&p=2"
        tab.switch_page("map")
        assert tab.url == "/map?zoom=9"

    @needs("history", "page_params")
    def test_back_from_a_switch_with_params(self, start: Start) -> None:
        """Back from a switch with params restores the main page and adds no entry."""
        tab = self.app(start, linked=True).open("?status=active&p=2")
        tab.click("Switch with params")
        entries = len(tab.history)
        assert entries in (2, 3)
        for _ in range(entries - 1):
            tab.back()
            agrees(tab)
        assert tab.url == "?status=active&p=2"
        assert len(tab.history) == entries


class AddressNavigationContract(AddressPageContract):
    """The same two pages, declared by ``st.navigation``."""

    @needs("navigation")
    def test_a_link_leads_straight_to_a_page(self, start: Start) -> None:
        super().test_a_link_leads_straight_to_a_page(start)

    @needs("navigation")
    def test_a_scripts_switch_loses_nothing(self, start: Start) -> None:
        super().test_a_scripts_switch_loses_nothing(start)

    @needs("navigation")
    def test_a_scripts_switch_with_params_sets_the_state(self, start: Start) -> None:
        super().test_a_scripts_switch_with_params_sets_the_state(start)

    def app(self, start: Start, *, linked: bool = False) -> AppDriver:
        """Start the app, with query params in its links or without."""
        return start(scripts.linked_declared if linked else scripts.declared)
