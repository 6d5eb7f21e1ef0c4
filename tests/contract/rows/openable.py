"""The rows about expanders, popovers and tabs that have a state."""

from __future__ import annotations

from contract.rows.app import AppContract, needs
from contract.rows.scripts import openable as scripts
from drivers.base import Start


class OpenableContract(AppContract):
    """Expanders, popovers and tabs, with and without a state."""

    @needs("layout_state")
    def test_without_on_change_there_is_no_state(self, start: Start) -> None:
        """Without on_change or bind, open is None and the key is not in the session."""
        tab = start(scripts.without_state).open()
        assert tab.shown == ["open=None None [None, None]", "state=[]"]

    @needs("layout_state")
    def test_their_first_state(self, start: Start) -> None:
        """It is what the arguments say, or what the session has under the key."""
        shown = start(scripts.begun).open().shown
        assert shown == ["open=True [False, True, False, True]"]

    @needs("layout_state", "opens")
    def test_opening_reruns_and_is_in_the_session(self, start: Start) -> None:
        """Opened by its user, it reruns; open and the session say so."""
        tab = start(scripts.opening).open()
        assert tab.shown[:2] == ["open=False False [True, False]", "state=False False List"]
        tab.set("Details", value=True)
        tab.set("view", "Map")
        assert tab.shown == [
            "open=True False [False, True]",
            "state=True False Map",
            "run=3",
        ]
        assert (tab.value("Details"), tab.value("view")) == (True, "Map")
        tab.set("Details", value=False)
        tab.set("Menu", value=True)
        assert tab.shown[0] == "open=False True [False, True]"

    @needs("layout_state", "opens")
    def test_code_opens_and_closes(self, start: Start) -> None:
        """A callback that assigns the keys opens and closes, and the next run goes on so."""
        tab = start(scripts.opening).open()
        tab.click("Open all")
        assert tab.shown[:2] == ["open=True True [False, True]", "state=True True Map"]
        assert (tab.value("Details"), tab.value("Menu"), tab.value("view")) == (True, True, "Map")
        tab.set("Menu", value=False)
        assert tab.shown[0] == "open=True False [False, True]"
        tab.click("Close all")
        tab.rerun()
        assert tab.shown[0] == "open=False False [True, False]"
        assert (tab.value("Details"), tab.value("view")) == (False, "List")

    @needs("layout_state", "opens")
    def test_undrawn_they_lose_their_state(self, start: Start) -> None:
        """As other widgets do, they begin anew when they are drawn again."""
        tab = start(scripts.opening).open()
        tab.set("Details", value=True)
        tab.set("view", "Map")
        tab.set("Hide", value=True)
        tab.set("Hide", value=False)
        assert tab.shown[0] == "open=False False [True, False]"
        assert (tab.value("Details"), tab.value("view")) == (False, "List")

    @needs("layout_state", "opens")
    def test_their_callbacks(self, start: Start) -> None:
        """Callbacks run before the script; a form forbids them, and holds no opening back."""
        tab = start(scripts.calling_back).open()
        assert tab.shown == ["StreamlitAPIException", "log=[] inside=False"]
        tab.set("Details", value=True)
        tab.set("view", "Map")
        tab.set("In a form", value=True)
        assert tab.shown[1] == "log=['details=True', 'view=Map'] inside=True"

    @needs("layout_bind")
    def test_bound_they_open_as_the_address_says(self, start: Start) -> None:
        """Bound to params, they begin with what the address has."""
        tab = start(scripts.in_address).open("?details=true&view=Map")
        assert tab.shown == ["open=True [False, True]"]
        assert tab.url == "?details=true&view=Map"

    @needs("layout_bind", "opens")
    def test_bound_they_are_in_the_address(self, start: Start) -> None:
        """Opened by its user, it is in the address; as it was at first, it is not."""
        tab = start(scripts.in_address).open("?view=Map")
        tab.set("Details", value=True)
        assert tab.url == "?details=true&view=Map"
        tab.set("view", "List")
        assert tab.shown == ["open=True [True, False]"]
        assert tab.url == "?details=true"

    @needs("layout_bind")
    def test_a_label_that_no_tab_has(self, start: Start) -> None:
        """A key that holds none of the labels is set to the default."""
        shown = start(scripts.none_of_them).open().shown
        assert shown == ["open=[True, False] view=List"]
