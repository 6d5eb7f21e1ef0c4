"""Apps of several pages, from a ``pages/`` folder or declared by a script."""

from __future__ import annotations

from typing import Any

import pytest

from st_page_state import PageStateWarning
from st_page_state_fakes import FakeApp
from st_page_state_fakes.errors import (
    StreamlitPageNotFoundError,
)


def nothing(st: Any) -> None:
    """A page without anything on it."""


def declared(st: Any) -> None:
    """A main script that declares two pages, and has a widget of its own."""

    def home() -> None:
        st.text(f"home params={st.query_params.to_dict()}")
        st.text_input("Name", key="name")
        if st.button("Switch"):
            st.switch_page(about)
        st.page_link(about, query_params={"a": "1"})

    def about_us() -> None:
        st.text(f"about params={st.query_params.to_dict()}")
        st.text_input("Name", key="name")

    about = st.Page(about_us, title="About", url_path="/about/", icon="x", help="Who we are")
    st.text_input("Search", key="search")
    st.navigation({"Work": [st.Page(home, visibility="visible")], "More": [about]}).run()


class TestPagesOfAFolder:
    @pytest.mark.parametrize("name", ["map", "pages/map.py", "pages/map"])
    def test_a_script_names_a_page_by_its_name_or_its_path(self, name: str) -> None:
        tab = FakeApp(nothing, pages={"map": nothing}).open()
        with tab.run() as st:
            st.switch_page(name)
        assert (tab.url, tab.page) == ("/map", "map")

    @pytest.mark.parametrize("name", ["", "app.py"])
    def test_the_main_page_has_an_empty_name_or_a_path_without_folder(self, name: str) -> None:
        tab = FakeApp(nothing, pages={"map": nothing}).open("/map")
        with tab.run() as st:
            st.switch_page(name)
        assert tab.page == ""

    def test_a_page_of_a_path_that_is_not_there_is_refused(self) -> None:
        with pytest.raises(StreamlitPageNotFoundError, match=r"no page 'pages/x\.py'"):
            FakeApp(nothing, pages={"map": nothing}).open().switch_page("pages/x.py")

    def test_a_link_says_where_it_leads_unless_it_is_told_what_to_say(self) -> None:
        def script(st: Any) -> None:
            st.page_link("map")
            st.page_link("app.py")
            st.page_link("map", label="There", disabled=True)
            st.page_link("https://example.org", label="Away")

        tab = FakeApp(script, pages={"map": nothing}).open()
        assert [widget.label for widget in tab.widgets] == ["map", "main", "There"]
        assert [output.body for output in tab.outputs][-1] == "https://example.org"
        with pytest.raises(ValueError, match="page_link 'There' is disabled"):
            tab.button("There").click()
        tab.button("map").click()
        assert tab.url == "/map"


class TestPagesOfAScript:
    def test_the_first_page_is_the_default_and_stands_at_the_root(self) -> None:
        tab = FakeApp(declared).open("?a=1")
        assert (tab.texts, tab.url, tab.page) == (["home params={'a': '1'}"], "?a=1", "")

    def test_a_page_is_opened_by_its_address(self) -> None:
        tab = FakeApp(declared).open("/about?a=1")
        assert (tab.texts, tab.url) == (["about params={'a': '1'}"], "/about?a=1")

    def test_an_unknown_address_shows_the_default_page_at_the_root(self) -> None:
        with pytest.warns(PageStateWarning, match="no page 'nowhere'.*the main page runs"):
            tab = FakeApp(declared).open("/nowhere")
        assert (tab.texts, tab.url, tab.page) == (["home params={}"], "", "")

    def test_they_are_clicked_switched_to_and_linked_to(self) -> None:
        tab = FakeApp(declared).open()
        tab.switch_page("about")
        assert (tab.texts, tab.url) == (["about params={}"], "/about")
        tab.switch_page("")
        tab.button("Switch").click()
        assert tab.texts == ["about params={}"]
        tab.back()
        tab.button("About").click()
        assert (tab.texts, tab.url) == (["about params={'a': '1'}"], "/about?a=1")

    def test_a_page_that_was_not_declared_is_unknown(self) -> None:
        with pytest.raises(StreamlitPageNotFoundError, match=r"pages: about\. .* ''\."):
            FakeApp(declared).open().switch_page("contact")

    def test_a_switch_drops_a_pages_widgets_and_keeps_those_of_the_main_script(self) -> None:
        tab = FakeApp(declared).open()
        tab.widget("name").set_value("Ann")
        tab.widget("search").set_value("word")
        tab.switch_page("about")
        assert (tab.widget("name").value, tab.widget("search").value) == ("", "word")
        assert tab.session_state == {"name": "", "search": "word"}
        tab.switch_page("")
        assert (tab.widget("name").value, tab.widget("search").value) == ("", "word")

    def test_bare_functions_are_pages_too_and_a_default_may_stand_anywhere(self) -> None:
        def script(st: Any) -> None:
            def first_page() -> None:
                st.text("first")

            def second() -> None:
                st.text("second")

            page = st.navigation([first_page, st.Page(second, default=True)])
            st.text(f"{page.title!r} {page.url_path!r}")
            page.run()

        app = FakeApp(script)
        assert app.open().texts == ["'second' ''", "second"]
        assert app.open("/first_page").texts == ["'first page' 'first_page'", "first"]

    def test_a_lambda_is_a_page_with_an_odd_name(self) -> None:
        tab = FakeApp(lambda st: st.navigation([lambda: st.text("shown")]).run()).open()
        assert tab.texts == ["shown"]

    @pytest.mark.parametrize(("count", "shown"), [(1, "a=1"), (2, "a=-")])
    def test_several_make_back_rerun_where_one_page_would_not(self, count: int, shown: str) -> None:
        def script(st: Any) -> None:
            def home() -> None:
                st.text(f"a={st.query_params.get('a', '-')}")
                if st.button("Write"):
                    st.query_params["a"] = "1"

            st.navigation([home, page][:count]).run()

        tab = FakeApp(script, streamlit="1.45").open()
        tab.button("Write").click()
        tab.rerun()
        tab.back()
        assert tab.texts == [shown]


def page() -> None:
    """A page that is declared."""
