"""The rows about widgets that Streamlit itself binds to query params."""

from __future__ import annotations

import pytest

from contract.rows.app import AppContract, needs
from contract.rows.scripts import native as scripts
from drivers.base import Start


class NativeBindContract(AppContract):
    """Widgets with ``bind="query-params"``."""

    @needs("native_bind")
    def test_a_link_sets_the_widgets(self, start: Start) -> None:
        """A link sets the first value of a bound widget."""
        tab = start(scripts.bound).open("?q=link&pick=b&on=true&x=1")
        assert tab.shown[0] == "run=1 q=link pick=b on=True"
        assert [tab.value(label) for label in ("Query", "Pick", "On")] == ["link", "b", True]
        assert tab.url == "?q=link&pick=b&on=true&x=1"

    @needs("native_bind")
    def test_what_does_not_fit_is_removed(self, start: Start) -> None:
        """A param that its widget cannot take, or that says the default, is removed."""
        tab = start(scripts.bound).open("?q=&pick=nowhere&on=perhaps&x=1")
        assert tab.shown == ["run=1 q= pick=a on=False", "x=1"]
        assert tab.url == "?x=1"

    @needs("native_bind", "history")
    def test_each_param_removed_is_an_entry(self, start: Start) -> None:
        """Params that do not fit are removed one by one, with an entry for each."""
        tab = start(scripts.bound).open("?pick=nowhere&on=perhaps&x=1")
        assert tab.history == ["?pick=nowhere&on=perhaps&x=1", "?on=perhaps&x=1", "?x=1"]

    @needs("native_bind", "history")
    def test_an_edit_goes_into_the_address(self, start: Start) -> None:
        """An edit changes the present entry: the widget's param is in, and all are sorted."""
        tab = start(scripts.bound).open("?x=1")
        tab.set("Query", "typed")
        assert tab.history == ["?q=typed&x=1"]
        assert tab.shown == ["run=2 q=typed pick=a on=False", "q=typed x=1"]
        tab.set("Pick", "b")
        assert tab.history == ["?pick=b&q=typed&x=1"]
        tab.set("On", value=True)
        assert tab.history == ["?on=true&pick=b&q=typed&x=1"]

    @needs("native_bind", "history")
    def test_the_default_leaves_the_address(self, start: Start) -> None:
        """An edit back to the default removes the param, in the same entry."""
        tab = start(scripts.bound).open("?q=link&pick=b&on=true")
        tab.set("Pick", "a")
        assert tab.history == ["?on=true&q=link"]
        tab.set("On", value=False)
        tab.set("Query", "")
        assert tab.history == [""]

    @needs("native_bind", "stays_on_page")
    @pytest.mark.parametrize("name", ["set", "delete", "update", "clear"])
    def test_code_cannot_move_its_param(self, start: Start, name: str) -> None:
        """Setting, deleting, updating or clearing a bound param raises and changes nothing."""
        tab = start(scripts.bound).open("?q=link&x=1")
        tab.click(name)
        assert tab.shown[2:] == ["StreamlitAPIException", "q=link x=1"]
        assert tab.url == "?q=link&x=1"

    @needs("native_bind", "stays_on_page")
    def test_code_moves_the_others(self, start: Start) -> None:
        """Params that no widget has bound can be set and deleted beside a bound one."""
        tab = start(scripts.bound).open("?q=link&x=1")
        tab.click("set another")
        assert tab.url == "?q=link&x=1&n=1"
        tab.click("delete another")
        assert tab.url == "?q=link&n=1"

    @needs("native_bind", "stays_on_page")
    def test_from_dict_without_it_drops_it(self, start: Start) -> None:
        """from_dict() that leaves a bound param out drops it; the widget keeps its value."""
        tab = start(scripts.bound).open("?q=link&x=1")
        tab.click("from_dict without")
        assert tab.shown[2:] == ["ok", "n=1"]
        assert tab.url == "?n=1"
        tab.rerun()
        assert tab.shown == ["run=3 q=link pick=a on=False", "n=1"]
        assert tab.value("Query") == "link"

    @needs("native_bind", "stays_on_page")
    def test_from_dict_with_it_raises(self, start: Start) -> None:
        """from_dict() that names a bound param raises and changes nothing."""
        tab = start(scripts.bound).open("?q=link&x=1")
        tab.click("from_dict with")
        assert tab.shown[2:] == ["StreamlitAPIException", "q=link x=1"]
        assert tab.url == "?q=link&x=1"

    @needs("native_bind", "stays_on_page", "remounts")
    def test_assigning_its_key_sets_the_param(self, start: Start) -> None:
        """A bound widget's key, assigned in a callback, changes widget and address."""
        tab = start(scripts.bound).open("?x=1&q=link")
        tab.click("assign")
        assert tab.value("Query") == "assigned"
        assert tab.shown[0] == "run=2 q=assigned pick=a on=False"
        assert tab.url == "?x=1&q=assigned"

    @needs("native_bind", "history")
    def test_assigning_its_key_is_an_entry(self, start: Start) -> None:
        """An assignment to a bound widget's key adds an entry of its own."""
        tab = start(scripts.bound).open("?x=1")
        tab.click("assign")
        assert tab.history == ["?x=1", "?x=1&q=assigned"]

    @needs("native_bind", "history")
    def test_it_follows_back(self, start: Start) -> None:
        """A bound widget follows Back and Forward."""
        tab = start(scripts.bound).open("?q=one")
        tab.click("set another")
        tab.set("Query", "two")
        assert tab.history == ["?q=one", "?n=1&q=two"]
        tab.back()
        assert tab.value("Query") == "one"
        assert tab.shown[0] == "run=4 q=one pick=a on=False"
        tab.forward()
        assert tab.value("Query") == "two"

    @needs("native_bind")
    def test_it_needs_a_key(self, start: Start) -> None:
        """A bound widget without a key raises."""
        assert start(scripts.bound_without_key).open().shown == ["StreamlitAPIException"]

    @needs("native_bind", "history")
    def test_undrawn_it_leaves_the_address_and_keeps_its_value(self, start: Start) -> None:
        """An undrawn bound widget takes its param along and brings it back; an entry each."""
        tab = start(scripts.bound_sometimes).open("?q=link")
        tab.set("Draw", value=False)
        assert tab.history == ["?q=link", ""]
        tab.set("Draw", value=True)
        assert tab.value("Query") == "link"
        assert tab.history == ["?q=link", "", "?q=link"]

    @needs("native_bind", "history")
    def test_undrawn_its_param_is_anybodys(self, start: Start) -> None:
        """While a bound widget is not drawn code may set its param, which it then takes."""
        tab = start(scripts.bound_sometimes).open("?q=link")
        tab.set("Draw", value=False)
        tab.click("set")
        assert tab.shown == ["none", "ok"]
        tab.set("Draw", value=True)
        assert tab.value("Query") == "other"

    @needs("native_bind", "history")
    def test_it_lasts_over_a_page_switch(self, start: Start) -> None:
        """A bound widget keeps its value while another page is shown, and brings it back."""
        tab = start(scripts.bound, {"map": scripts.bound_page}).open("?q=link&x=1")
        tab.switch_page("map")
        assert tab.url == "/map"
        tab.switch_page("")
        assert tab.value("Query") == "link"
        assert tab.url == "?q=link"
        # Which address the entries between show is a race within Streamlit's frontend.
        assert len(tab.history) == 5

    @needs("native_bind", "navigation", "remounts")
    def test_on_another_page_its_param_is_anybodys(self, start: Start) -> None:
        """On a page without the widget code may set its param; back home the widget's is it."""
        tab = start(scripts.bound, {"map": scripts.bound_page}).open("?q=link")
        tab.switch_page("map")
        tab.click("set")
        assert tab.shown[1:] == ["ok"]
        assert tab.url == "/map?q=other"
        tab.switch_page("")
        assert tab.value("Query") == "link"
        assert tab.url == "?q=link"
