"""The rows about the places of elements on the page."""

from __future__ import annotations

from contract.rows.app import AppContract, needs
from contract.rows.scripts import places as scripts
from drivers.base import Start


class PlaceContract(AppContract):
    """Where elements stand, and what takes whose place."""

    def test_an_element_can_be_replaced(self, start: Start) -> None:
        """What is drawn by the result of a command takes the place of its element."""
        assert start(scripts.replaced).open().shown == [
            "first replaced",
            "third replaced",
            "fourth replaced",
            "StreamlitAPIException",
            "left",
            "right",
            "end",
        ]

    def test_a_widget_takes_an_elements_place(self, start: Start) -> None:
        """A widget in the place of an element is as any other; so is a text in that of one."""
        tab = start(scripts.widget_in_place).open()
        tab.set("Word", "typed")
        assert tab.shown == ["word=typed"]
        tab.set("Once", "typed")
        assert tab.shown == ["word=typed", "used"]
        tab.rerun()
        assert tab.shown[0] == "word=typed"

    def test_elements_stand_where_their_container_stands(self, start: Start) -> None:
        """A container's elements stand in it, whenever they are drawn."""
        assert start(scripts.filled_later).open().shown == ["above", "below", "left", "right"]

    def test_an_empty_holds_one_element(self, start: Start) -> None:
        """Each element in st.empty() replaces the one before; a container holds several."""
        assert start(scripts.in_empty).open().shown == ["second", "box 1", "box 2", "end"]

    @needs("reserves")
    def test_a_fragment_draws_in_its_place_outside(self, start: Start) -> None:
        """In a full run it stands where the fragment drew it, before what came later."""
        shown = start(scripts.outside).open().shown
        assert shown == ["each time: False", "below the fragment's"]

    @needs("reserves", "fragment_runs")
    def test_a_fragments_rerun_draws_only_in_its_places_outside(self, start: Start) -> None:
        """Rerun alone, it draws in the same place, and nowhere that it did not draw before."""
        tab = start(scripts.outside).open()
        tab.click("Draw")
        assert tab.shown == ["each time: True", "below the fragment's", "StreamlitAPIException"]
        tab.rerun()
        assert tab.shown == ["each time: False", "below the fragment's"]

    @needs("reserves", "fragment_runs")
    def test_a_fragments_widget_outside_reruns_it_alone(self, start: Start) -> None:
        """A widget that a fragment draws outside belongs to it; new places it has none there."""
        tab = start(scripts.outside_later).open()
        tab.set("Word", "typed")
        assert tab.shown == ["at", "word=typed"]
        tab.click("Draw")
        errors = ["sidebar StreamlitAPIException", "handle StreamlitAPIException"]
        assert tab.shown == ["at", *errors, "word=typed"]

    def test_a_container_takes_the_place_of_another(self, start: Start) -> None:
        """What it does not fill itself is still that of the other one."""
        assert start(scripts.refilled).open().shown == ["only", "second", "end"]
