"""The rows about pages."""

from __future__ import annotations

from contract.rows.app import AppContract, needs
from contract.rows.scripts import pages as scripts
from drivers.base import Start, TabDriver


class PageContract(AppContract):
    """The main page and another one, and the ways between them."""

    def at_home(self, start: Start, url: str = "") -> TabDriver:
        """Open the main page, at the address given."""
        return start(scripts.home, {"map": scripts.map_page}).open(url)

    def test_a_link_opens_a_page(self, start: Start) -> None:
        """An address with a page's name runs the script of that page, with its params."""
        tab = self.at_home(start, "/map?x=1")
        assert tab.url == "/map?x=1"
        assert tab.shown == ["map run=1 word=default switched=False params=x=1"]
        tab.rerun()
        assert tab.shown == ["map run=2 word=default switched=False params=x=1"]

    @needs("navigation")
    def test_the_sidebar_switches_the_page(self, start: Start) -> None:
        """A page of the sidebar runs its script in the same session, without the params."""
        tab = self.at_home(start, "?x=1")
        tab.switch_page("map")
        assert tab.url == "/map"
        assert tab.shown == ["map run=2 word=default switched=False params=none"]
        tab.switch_page("")
        assert tab.url == ""
        assert tab.shown == ["home run=3 word=default params=none"]

    @needs("navigation")
    def test_a_page_link_switches_the_page(self, start: Start) -> None:
        """st.page_link() leads to another page, without the params."""
        tab = self.at_home(start, "?x=1")
        tab.click("Map")
        assert tab.url == "/map"
        assert tab.shown == ["map run=2 word=default switched=False params=none"]

    @needs("stays_on_page")
    def test_a_script_switches_the_page(self, start: Start) -> None:
        """st.switch_page() ends the run and runs the other page, without the params."""
        tab = self.at_home(start, "?x=1")
        tab.click("Switch")
        assert tab.url == "/map"
        assert tab.shown == ["map run=3 word=default switched=True params=none"]
        tab.rerun()
        assert tab.shown == ["map run=4 word=default switched=True params=none"]

    @needs("stays_on_page")
    def test_what_was_written_before_a_switch_is_gone(self, start: Start) -> None:
        """A param written before st.switch_page() does not reach the other page."""
        tab = self.at_home(start)
        tab.click("Write and switch")
        assert tab.url == "/map"
        assert tab.shown[0].endswith("params=none")

    @needs("stays_on_page")
    def test_a_script_switches_back(self, start: Start) -> None:
        """st.switch_page() leads from a page to the main one too."""
        tab = self.at_home(start, "/map?x=1")
        tab.click("Home")
        assert tab.url == ""
        assert tab.shown == ["home run=3 word=default params=none"]

    def test_a_switch_to_nowhere_raises(self, start: Start) -> None:
        """st.switch_page() to a page that is not there raises StreamlitAPIException."""
        tab = self.at_home(start)
        tab.click("Unknown")
        assert tab.shown[1] == "StreamlitAPIException"

    @needs("page_callbacks")
    def test_a_callback_switches_the_page(self, start: Start) -> None:
        """st.switch_page() in a callback runs the other page instead of the script."""
        tab = start(scripts.switching_in_callback, {"map": scripts.map_page}).open("?x=1")
        tab.click("Switch")
        assert tab.url == "/map"
        assert tab.shown == ["map run=1 word=default switched=False params=none"]

    @needs("navigation")
    def test_a_widget_of_another_page_is_another_widget(self, start: Start) -> None:
        """A widget loses its value with its page, though the other has one of the same key."""
        tab = self.at_home(start)
        tab.set("Word", "typed")
        tab.switch_page("map")
        assert tab.value("Word") == "default"
        tab.switch_page("")
        assert tab.value("Word") == "default"

    @needs("navigation")
    def test_embed_stays_on_a_switch(self, start: Start) -> None:
        """The sidebar and page links keep embed and embed_options."""
        tab = self.at_home(start, "?x=1&embed=true&embed_options=dark_theme")
        tab.switch_page("map")
        assert tab.url == "/map?embed=true&embed_options=dark_theme"
        tab.switch_page("")
        tab.click("Map")
        assert tab.url == "/map?embed=true&embed_options=dark_theme"

    @needs("navigation")
    def test_embed_goes_unless_it_embeds(self, start: Start) -> None:
        """A page link drops embed unless it is true, and embed_options without it."""
        for url, kept in (
            ("?embed=false&embed_options=dark_theme", ""),
            ("?embed_options=dark_theme", ""),
            ("?Embed=TRUE", "?embed=true"),
        ):
            tab = self.at_home(start, url)
            tab.click("Map")
            assert tab.url == f"/map{kept}"

    @needs("stays_on_page")
    def test_embed_stays_on_a_scripts_switch(self, start: Start) -> None:
        """st.switch_page() keeps embed and embed_options."""
        tab = self.at_home(start, "?x=1&embed=true&embed_options=dark_theme")
        tab.click("Switch")
        assert tab.url == "/map?embed=true&embed_options=dark_theme"

    @needs("page_params", "stays_on_page")
    def test_a_script_switches_with_params(self, start: Start) -> None:
        """st.switch_page(query_params=) sets the params of the other page."""
        app = start(scripts.linked_home, {"map": scripts.map_page})
        tab = app.open("?x=1&embed=true")
        tab.click("Switch with params")
        assert tab.url == "/map?embed=true&to=here&many=1&many=2"
        assert tab.shown[0].endswith("params=to=here many=1,2")
        tab = app.open("?x=1")
        tab.click("Switch with none")
        assert tab.url == "/map"

    @needs("page_params", "navigation")
    def test_a_page_link_brings_params(self, start: Start) -> None:
        """st.page_link(query_params=) leads to the other page with these params."""
        tab = start(scripts.linked_home, {"map": scripts.map_page}).open("?x=1&embed=true")
        tab.click("Map with params")
        assert tab.url == "/map?embed=true&to=here&many=1&many=2"
        assert tab.shown[0].endswith("params=to=here many=1,2")

    @needs("history")
    def test_a_click_on_a_page_is_one_entry(self, start: Start) -> None:
        """The sidebar and page links add one entry to the history."""
        tab = self.at_home(start, "?x=1")
        tab.switch_page("map")
        assert tab.history == ["?x=1", "/map"]
        tab.switch_page("")
        tab.click("Map")
        assert tab.history == ["?x=1", "/map", "", "/map"]

    @needs("history")
    def test_a_click_on_the_present_page_is_no_entry(self, start: Start) -> None:
        """The page one is on, clicked in the sidebar, runs again and adds no entry."""
        tab = self.at_home(start)
        tab.switch_page("")
        assert tab.history == [""]
        assert tab.shown == ["home run=2 word=default params=none"]

    @needs("history")
    def test_a_scripts_switch_is_two_entries(self, start: Start) -> None:
        """st.switch_page() first clears the params, then leads on: an entry for each."""
        tab = self.at_home(start, "?x=1")
        tab.click("Switch")
        assert tab.history == ["?x=1", "", "/map"]

    @needs("history")
    def test_a_scripts_switch_without_params_is_one_entry(self, start: Start) -> None:
        """st.switch_page() is one entry where there is no param to clear."""
        tab = self.at_home(start)
        tab.click("Switch")
        assert tab.history == ["", "/map"]

    @needs("history", "page_params")
    def test_a_scripts_switch_with_params_is_two_entries(self, start: Start) -> None:
        """st.switch_page(query_params=) first sets them on the old page, then leads on."""
        tab = start(scripts.linked_home, {"map": scripts.map_page}).open("?x=1")
        tab.click("Switch with params")
        assert tab.history == [
            "?x=1",
            "?to=here&many=1&many=2",
            "/map?to=here&many=1&many=2",
        ]
