"""Apps of several pages: a ``pages/`` folder's, and those that a script declares itself."""

from __future__ import annotations

from typing import Any

import pytest

from st_page_state_fakes import FakeApp
from st_page_state_fakes.errors import (
    StreamlitAPIException,
    StreamlitMissingRequiredParameterError,
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
    def test_a_page_is_opened_by_its_address_and_an_unknown_one_is_the_main_page(self) -> None:
        app = FakeApp(lambda st: st.text("main"), pages={"map": lambda st: st.text("map")})
        tab, lost = app.open("/map?zoom=3"), app.open("/nowhere?zoom=3")
        assert (tab.texts, tab.url, tab.page) == (["map"], "/map?zoom=3", "map")
        assert (lost.texts, lost.page) == (["main"], "")

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

    def test_an_unknown_page_is_refused_with_those_there_are_and_a_near_name(self) -> None:
        tab = FakeApp(nothing, pages={"map": nothing, "table": nothing}).open()
        message = r"no page 'mapp'\. Did you mean 'map'\? Its pages: map, table\."
        with pytest.raises(StreamlitPageNotFoundError, match=message):
            tab.switch_page("mapp")
        with pytest.raises(StreamlitPageNotFoundError, match=r"no page 'pages/x\.py'"):
            tab.switch_page("pages/x.py")
        with pytest.raises(StreamlitPageNotFoundError, match=r"no page 'x'\. Its pages: none\."):
            FakeApp(nothing).open().switch_page("x")

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

    def test_a_callback_can_switch_the_page_and_the_next_one_still_runs(self) -> None:
        def script(st: Any) -> None:
            with st.form("f"):
                st.form_submit_button("Go", on_click=lambda: st.switch_page("map"))

        tab = FakeApp(script, pages={"map": lambda st: st.text("map")}).open("?a=1")
        tab.button("Go").click()
        assert (tab.texts, tab.url) == (["map"], "/map")


class TestPagesOfAScript:
    def test_the_first_page_is_the_default_and_stands_at_the_root(self) -> None:
        tab = FakeApp(declared).open("?a=1")
        assert (tab.texts, tab.url, tab.page) == (["home params={'a': '1'}"], "?a=1", "")

    def test_a_page_is_opened_by_its_address(self) -> None:
        tab = FakeApp(declared).open("/about?a=1")
        assert (tab.texts, tab.url) == (["about params={'a': '1'}"], "/about?a=1")

    def test_an_unknown_address_shows_the_default_page_at_the_root(self) -> None:
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

    def test_a_declared_page_has_no_path(self) -> None:
        tab = FakeApp(declared).open()
        message = r"pass what st\.Page\(\) returned"
        with pytest.raises(StreamlitPageNotFoundError, match=message), tab.run() as st:
            st.switch_page("about")

    def test_a_page_that_was_not_declared_is_unknown(self) -> None:
        with pytest.raises(StreamlitPageNotFoundError, match=r"Its pages: about\."):
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


class Callme:
    def __call__(self) -> None:
        """A page without a name."""


class TestWhatCannotBeDeclared:
    def test_one_without_a_name(self) -> None:
        with pytest.raises(StreamlitMissingRequiredParameterError, match="title is required"):
            FakeApp(lambda st: st.Page(Callme())).open()

    def test_two_pages_of_one_address_even_if_one_is_the_default(self) -> None:
        def script(st: Any) -> None:
            st.navigation([page, st.Page(nothing, url_path="page")])

        with pytest.raises(StreamlitAPIException, match="same address: 'page', 'page'"):
            FakeApp(script).open()

    @pytest.mark.parametrize("asked", [0, 1])
    def test_a_page_runs_if_it_was_chosen_and_only_once(self, asked: int) -> None:
        def script(st: Any) -> None:
            pages = [st.Page(page), st.Page(lambda: None, title="Other", url_path="other")]
            st.navigation(pages).run()
            pages[asked].run()

        with pytest.raises(StreamlitAPIException, match="cannot be run: only the page that"):
            FakeApp(script).open()
