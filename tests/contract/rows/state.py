"""The rows about state classes: the library as an app uses it."""

from __future__ import annotations

from contract.rows.app import AppContract, needs
from contract.rows.scripts import state as scripts
from drivers.base import Start


class PageStateContract(AppContract):
    """State classes in whole apps."""

    @needs("history")
    def test_the_sample_of_the_documentation(self, start: Start) -> None:
        """A shared link, a widget, a purge, Back and Forward, and the link in another tab."""
        app = start(scripts.sample)
        ann = app.open("?utm_source=mail")
        assert ann.url == "?utm_source=mail&status=pending&p=1"
        ann.set("Status", "active")
        assert ann.url == "?status=active&p=1"
        assert ann.history == [
            "?utm_source=mail",
            "?utm_source=mail&status=pending&p=1",
            "?status=active&p=1",
        ]
        ann.back()
        assert ann.shown == ["status=pending page=1 note="]
        assert ann.value("Status") == "pending"
        ann.forward()
        bob = app.open(ann.url)
        assert bob.shown == ["status=active page=1 note="]
        assert bob.value("Status") == "active"
        assert bob.history == ["?status=active&p=1"]

    def test_a_link_sets_state_and_widget(self, start: Start) -> None:
        """A link's params are in the state and in the bound widget at the first run."""
        tab = start(scripts.sample).open("?status=active&p=4")
        assert tab.url == "?status=active&p=4"
        assert tab.shown == ["status=active page=4 note="]
        assert tab.value("Status") == "active"

    def test_a_read_purges_nothing_and_a_claim_does(self, start: Start) -> None:
        """Foreign params stay until a URL field changes, and then they go."""
        tab = start(scripts.writing).open("?utm=1&p=5")
        assert tab.url == "?utm=1&p=5&status=pending"
        tab.click("Same")
        assert tab.url == "?utm=1&p=5&status=pending"
        tab.click("Jump")
        assert tab.url == "?p=9&status=closed"

    def test_a_bad_text_shows_the_page(self, start: Start) -> None:
        """A text that does not fit is replaced, and the app can say so until it is set."""
        tab = start(scripts.writing).open("?p=seven")
        assert tab.url == "?p=1&status=pending"
        assert tab.shown == ["status=pending page=1 note=", "bad page: seven"]
        tab.set("Page", 2)
        assert tab.shown == ["status=pending page=2 note="]

    def test_writes_reach_the_widgets(self, start: Start) -> None:
        """Bound widgets show an update in a callback, and a reset."""
        tab = start(scripts.writing).open()
        tab.set("Note", "memo")
        tab.click("Jump")
        assert (tab.value("Status"), tab.value("Page")) == ("closed", 9)
        assert tab.shown == ["status=closed page=9 note=memo"]
        tab.click("Reset")
        assert [tab.value(name) for name in ("Status", "Page", "Note")] == ["pending", 1, ""]
        assert tab.url == "?status=pending&p=1"

    @needs("history")
    def test_one_action_is_one_entry(self, start: Start) -> None:
        """A touch that publishes, an update, a reset and a batch are one entry each."""
        tab = start(scripts.writing).open()
        for name in ("Jump", "Reset", "Batch", "Rerun", "Same"):
            tab.click(name)
        tab.set("Note", "memo")
        assert tab.history == [
            "",
            "?status=pending&p=1",
            "?status=closed&p=9",
            "?status=pending&p=1",
            "?status=active&p=3",
            "?status=active&p=7",
        ]

    @needs("history")
    def test_reload_keeps_what_the_address_says(self, start: Start) -> None:
        """After a reload fields with a url_key have their values, the others their defaults."""
        tab = start(scripts.writing).open()
        tab.set("Note", "memo")
        tab.set("Page", 2)
        tab.reload()
        assert tab.shown == ["status=pending page=2 note="]

    @needs("history")
    def test_a_class_without_the_param_stays_on_back(self, start: Start) -> None:
        """Back restores the fields in the address and leaves other fields and widgets alone."""
        tab = start(scripts.writing).open()
        tab.set("Note", "memo")
        tab.set("Page", 2)
        tab.set("Page", 3)
        tab.back()
        assert tab.shown == ["status=pending page=2 note=memo"]
        assert (tab.value("Page"), tab.value("Note")) == (2, "memo")

    @needs("history")
    def test_a_write_after_back_drops_what_was_ahead(self, start: Start) -> None:
        """A claim after Back goes on from there."""
        tab = start(scripts.sample).open("?status=active&p=1")
        tab.click("Next page")
        tab.click("Next page")
        tab.back()
        tab.back()
        tab.set("Status", "closed")
        assert tab.history == ["?status=active&p=1", "?status=closed&p=1"]

    def test_a_hidden_widget_loses_nothing(self, start: Start) -> None:
        """A bound widget that is not drawn for a while comes back with the state's value."""
        tab = start(scripts.hiding).open()
        tab.set("Status", "active")
        tab.set("Draw", value=False)
        tab.rerun()
        assert tab.shown == ["status=active page=1 note="]
        tab.set("Draw", value=True)
        assert tab.value("Status") == "active"
        assert tab.url == "?status=active&p=1"

    def test_a_form_submits_into_the_state(self, start: Start) -> None:
        """A submit button's callback may write the state: all of it at once."""
        tab = start(scripts.in_a_form).open()
        tab.set("Status", "active")
        tab.set("Note", "memo")
        assert tab.url == "?status=pending&p=1"
        tab.click("Send")
        assert tab.shown == ["status=active page=1 note=memo"]
        assert tab.url == "?status=active&p=1"

    def test_shared_classes_keep_each_others_params(self, start: Start) -> None:
        """A claim purges foreign params, but not the params of a class that shares the URL."""
        tab = start(scripts.shared).open("?x=1&q=word")
        assert tab.url == "?x=1&q=word&status=pending&p=1"
        tab.set("Status", "active")
        assert tab.url == "?q=word&status=active&p=1"
        tab.set("Search", "other")
        assert tab.shown == ["status=active text=other deep=False"]

    def test_hidden_defaults_leave_no_param(self, start: Start) -> None:
        """With hide_defaults a field is in the address while it is not at its default."""
        tab = start(scripts.shared).open("?status=active&p=1")
        tab.set("Search", "word")
        assert tab.url == "?status=active&p=1&q=word"
        tab.set("Search", "")
        assert tab.url == "?status=active&p=1"

    @needs("history")
    def test_back_to_a_hidden_default(self, start: Start) -> None:
        """Back to an address without a hidden default's param means the default."""
        tab = start(scripts.shared).open("?status=active&p=1")
        tab.set("Deep", value=True)
        tab.back()
        assert tab.value("Deep") is False
        assert tab.history == ["?status=active&p=1", "?status=active&p=1&deep=true"]

    @needs("navigation")
    def test_a_page_switch_loses_nothing(self, start: Start) -> None:
        """Touching a class restores the params that a page switch cleared."""
        tab = start(scripts.sample, {"map": scripts.map_page}).open("?status=closed&p=4")
        tab.switch_page("map")
        assert tab.url == "/map?zoom=3"
        tab.set("Filters", value=True)
        assert tab.url == "/map?zoom=3&status=closed&p=4"
        tab.switch_page("")
        assert tab.url == "?status=closed&p=4"
        assert tab.value("Status") == "closed"

    @needs("navigation")
    def test_a_widget_on_both_pages_shows_the_state(self, start: Start) -> None:
        """Drawn by another page, the widget is another one, and shows the state all the same."""
        tab = start(scripts.sample, {"map": scripts.sample}).open("?status=active&p=2")
        tab.switch_page("map")
        assert tab.value("Status") == "active"
        tab.click("Next page")
        assert tab.shown == ["status=active page=3 note="]

    @needs("navigation")
    def test_a_link_to_another_page_is_for_the_first_one_too(self, start: Start) -> None:
        """A link to another page sets the state of the main page too."""
        tab = start(scripts.sample, {"map": scripts.map_page}).open("/map?zoom=7&p=5")
        assert tab.shown == ["zoom=7"]
        tab.switch_page("")
        assert tab.url == "?status=pending&p=5"
        assert tab.shown == ["status=pending page=5 note="]

    @needs("history")
    def test_a_switch_and_what_it_publishes_are_two_entries(self, start: Start) -> None:
        """A page switch adds an entry, and the params that the page publishes add another."""
        tab = start(scripts.sample, {"map": scripts.map_page}).open("?status=closed&p=4")
        tab.switch_page("map")
        assert tab.url == "/map?zoom=3"
        # Which address the entry between shows is a race within Streamlit's frontend.
        assert len(tab.history) == 3

    @needs("history")
    def test_back_crosses_pages(self, start: Start) -> None:
        """Over a page switch Back leads to the state that its address says."""
        tab = start(scripts.sample, {"map": scripts.map_page}).open("?status=closed&p=4")
        tab.switch_page("map")
        tab.set("Zoom", 4)
        tab.back()
        assert tab.url == "/map?zoom=3"
        assert tab.value("Zoom") == 3
        tab.back()
        tab.back()
        assert tab.url == "?status=closed&p=4"
        assert tab.value("Status") == "closed"

    @needs("native_bind", "history")
    def test_a_natively_bound_param_is_not_ours(self, start: Start) -> None:
        """A claim purges foreign params but leaves natively bound ones alone."""
        tab = start(scripts.beside_native).open("?x=1&native=n")
        assert tab.url == "?native=n&x=1&status=pending&p=1"
        tab.set("Status", "active")
        assert tab.url == "?native=n&status=active&p=1"
        tab.set("Native", "m")
        assert tab.shown[1] == "native=m p=1 status=active"
        tab.back()
        assert tab.value("Native") == "n"
        assert tab.value("Status") == "pending"

    def test_tabs_share_no_state(self, start: Start) -> None:
        """One tab's state is not the other's, though both use the same class."""
        app = start(scripts.sample)
        ann, bob = app.open(), app.open()
        ann.set("Status", "active")
        bob.click("Next page")
        assert ann.shown == ["status=active page=1 note="]
        assert bob.shown == ["status=pending page=2 note="]
