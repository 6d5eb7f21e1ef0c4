"""The rows about bound widgets that change, stand in forms or share a field."""

from __future__ import annotations

from contract.rows.app import AppContract, needs
from contract.rows.scripts import bound as scripts
from drivers.base import Start


class BoundWidgetContract(AppContract):
    """Bound widgets, where Streamlit makes it hard for them."""

    def test_other_bounds_never_change_the_state(self, start: Start) -> None:
        """A slider that begins anew with other bounds leaves the field as it was."""
        tab = start(scripts.bounds).open("?most=10&cost=7")
        tab.set("Most", 11)
        assert tab.shown == ["most=11 cost=7", "wrong="]
        tab.rerun()
        assert tab.shown == ["most=11 cost=7", "wrong="]
        assert tab.value("Cost") == 7
        tab.set("Most", 12)
        assert tab.value("Cost") == 7
        tab.set("Cost", 8)
        assert tab.shown == ["most=12 cost=8", "wrong="]
        tab.set("Most", 13)
        assert tab.shown == ["most=13 cost=8", "wrong="]
        assert tab.value("Cost") == 8

    def test_another_label_never_changes_the_state(self, start: Start) -> None:
        """A widget with a key whose label changes leaves the field as it was."""
        tab = start(scripts.labels).open("?country=no&name=bob")
        for country in ("se", "no"):
            tab.set("Country", country)
            tab.rerun()
            assert tab.shown == [f"country={country} name=bob", "wrong="]
            assert tab.value(f"Name in {country}") == "bob"

    @needs("labels")
    def test_other_words_for_a_choice_never_change_it(self, start: Start) -> None:
        """Labels that change leave the choice, whatever label the browser still sends for it."""
        tab = start(scripts.counted).open("?city=bergen&cost=7")
        for cost in (8, 9, 10):
            tab.set("Cost", cost)
            assert tab.shown == [f"city=bergen cost={cost}", "wrong="]
            assert "city=bergen&" in f"{tab.url}&"
        for _ in range(2):
            tab.rerun()
            assert tab.shown == ["city=bergen cost=10", "wrong="]

    def test_what_is_not_offered_gives_way(self, start: Start) -> None:
        """A value that other options no longer offer becomes the first option."""
        tab = start(scripts.options).open("?country=no&city=bergen")
        tab.set("Country", "se")
        assert tab.shown == ["country=se city=lund", "wrong="]
        assert tab.value("City") == "lund"
        tab.set("City", "umea")
        assert tab.shown == ["country=se city=umea", "wrong="]
        tab.set("Country", "no")
        assert tab.shown == ["country=no city=oslo", "wrong="]
        assert tab.value("City") == "oslo"

    def test_a_link_to_what_is_not_offered(self, start: Start) -> None:
        """A link's value that is no option is told as wrong, and the address is corrected."""
        tab = start(scripts.options).open("?country=se&city=paris")
        assert tab.shown == ["country=se city=lund", "wrong=city"]
        assert tab.value("City") == "lund"
        assert "city=lund" in tab.url
        assert "paris" not in tab.url

    def test_two_widgets_go_in_step(self, start: Start) -> None:
        """Two widgets of one field show the same, whichever is edited."""
        tab = start(scripts.in_step).open("?cost=5")
        tab.set("Slide", 6)
        assert tab.value("Type") == 6
        tab.set("Type", 9)
        assert tab.value("Slide") == 9
        assert tab.shown[0] == "cost=9"

    def test_a_form_is_one_update(self, start: Start) -> None:
        """The values of a form arrive together, before anything reads them."""
        tab = start(scripts.form).open()
        tab.set("Name", "bob")
        tab.set("Cost", 3)
        assert tab.shown == ["name=ann cost=1", "wrong="]
        tab.click("Send")
        assert tab.shown == ["name=bob cost=3", "wrong="]
        assert "name=bob" in tab.url

    def test_a_form_with_a_wrong_value_changes_nothing(self, start: Start) -> None:
        """One refused value keeps the others back until it is corrected and sent."""
        tab = start(scripts.form).open()
        tab.set("Name", "much too long")
        tab.set("Cost", 3)
        tab.click("Send")
        assert tab.shown == ["name=ann cost=1", "wrong=name"]
        tab.rerun()
        assert tab.value("Name") == "much too long"
        assert tab.value("Cost") == 3
        tab.set("Name", "bob")
        tab.click("Send")
        assert tab.shown == ["name=bob cost=3", "wrong="]

    @needs("clears_forms")
    def test_a_cleared_form_leaves_the_state(self, start: Start) -> None:
        """clear_on_submit empties the widgets, not the fields; the callback sees the fields."""
        tab = start(scripts.plain_form).open()
        tab.set("Name", "bob")
        tab.click("Send")
        assert tab.shown == ["name=bob", "wrong=", "sent=bob"]
        assert tab.value("Name") == ""
        tab.rerun()
        assert tab.shown[0] == "name=bob"

    @needs("persist_state")
    def test_a_persisting_widget_shows_the_state(self, start: Start) -> None:
        """A change of state replaces the value that Streamlit keeps for an undrawn widget."""
        tab = start(scripts.persisting).open()
        tab.set("Name", "bob")
        tab.set("Draw", value=False)
        tab.set("Draw", value=True)
        assert tab.value("Name") == "bob"
        tab.set("Draw", value=False)
        tab.click("Reset")
        tab.set("Draw", value=True)
        assert tab.value("Name") == "ann"
        assert tab.shown[0] == "name=ann"

    @needs("native_bind", "history")
    def test_a_widget_that_is_bound_twice_keeps_the_state_whole(self, start: Start) -> None:
        """Beside Streamlit's own binding of the same widget the field has its last value."""
        tab = start(scripts.bound_twice).open("?name=bob")
        assert tab.value("Name") == "bob"
        tab.set("Name", "eve")
        assert tab.shown == ["name=eve", "wrong="]
        tab.click("Reset")
        assert tab.shown == ["name=ann", "wrong="]
        assert tab.value("Name") == "ann"
        tab.set("Name", "bob")
        tab.reload()
        assert tab.shown == ["name=bob", "wrong="]
        assert tab.value("Name") == "bob"
