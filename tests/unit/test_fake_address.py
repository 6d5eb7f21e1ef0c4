"""The simulated address bar: bound params of every form, documents, Back and other pages."""

from __future__ import annotations

from typing import Any

import pytest

from st_page_state_fakes import FakeApp

ABC = ["a", "b", "c"]


def below_pages(st: Any) -> None:
    """Two pages, with widgets of the main script on both."""
    st.text_input("Search", key="search")
    st.multiselect("Q", ABC, default=["a"], key="q", bind="query-params")
    pages = [st.Page(lambda: None, title=title, url_path=title) for title in ("one", "two")]
    st.navigation(pages).run()


class TestBoundParams:
    @pytest.mark.parametrize("query", ["q=b&q=c", "q="])
    def test_those_of_the_main_script_follow_to_another_page(self, query: str) -> None:
        tab = FakeApp(below_pages).open(f"?{query}")
        tab.switch_page("two")
        assert tab.url == f"/two?{query}"

    def test_an_edit_writes_each_item_and_leaves_blank_params(self) -> None:
        tab = FakeApp(below_pages).open("?x=")
        tab.widget("q").set_value(["b", "c"])
        assert tab.history == ["?q=b&q=c&x="]


class TestTravelling:
    @pytest.mark.parametrize("version", ["1.55", "1.67"])
    def test_back_to_another_page_takes_the_main_scripts_values_along(self, version: str) -> None:
        tab = FakeApp(below_pages, streamlit=version).open()
        tab.switch_page("two")
        tab.widget("search").set_value("word")
        tab.back()
        assert (tab.page, tab.session_state["search"]) == ("", "word")

    def test_an_edit_in_the_address_stays_in_its_document(self) -> None:
        tab = FakeApp(below_pages).open("?x=1")
        tab.visit("?x=2")
        tab.widget("q").set_value(["b"])
        tab.widget("search").set_value("word")
        tab.back()
        assert (tab.url, tab.session_state["search"]) == ("?x=1", "")


class TestPages:
    def test_a_click_on_the_page_that_is_shown_keeps_its_params(self) -> None:
        def script(st: Any) -> None:
            st.text(st.query_params.get("a", "-"))

        tab = FakeApp(script, {"map": script}).open("?a=1")
        tab.switch_page("")
        assert (tab.texts, tab.url) == (["1"], "?a=1")

    def test_a_page_may_have_any_letters(self) -> None:
        tab = FakeApp(lambda st: None, {"MAX": lambda st: st.text("max")}).open("/MAX?a=1")
        assert (tab.page, tab.texts) == ("MAX", ["max"])


def test_a_fragment_is_no_output_of_its_own() -> None:
    def script(st: Any) -> None:
        st.fragment(lambda: st.text("inside"))()

    tab = FakeApp(script).open()
    assert [output.command for output in tab.outputs] == ["text"]
