"""The simulated browser: its widgets, pages and documents."""

from __future__ import annotations

from typing import Any

import pytest

from st_page_state import PageStateWarning
from st_page_state_fakes import FakeApp, Tab


def named(st: Any) -> None:
    st.text_input("Name", key="name")


def other(st: Any) -> None:
    st.text("other")


class TestWidgets:
    def test_a_chat_message_is_gone_in_the_next_run_and_a_chat_is_no_button(self) -> None:
        tab = FakeApp(lambda st: st.chat_input("Say", key="say")).open()
        tab.widget("say").set_value("hello")
        tab.rerun()
        assert tab.session_state == {"say": None}
        with pytest.raises(LookupError, match="There is no button 'say' on the page"):
            tab.button("say")

    def test_what_a_run_that_asks_for_another_did_not_draw_keeps_its_value(self) -> None:
        def script(st: Any) -> None:
            if st.session_state.pop("again", False):
                st.rerun()
            named(st)

        tab = FakeApp(script).open()
        tab.widget("name").set_value("Ann")
        with tab.run() as st:
            named(st)
            st.session_state["again"] = True
        tab.rerun()
        assert tab.session_state == {"name": "Ann"}


class TestPages:
    def test_an_address_without_a_page_is_put_right_with_its_params(self) -> None:
        with pytest.warns(PageStateWarning, match="no page 'nowhere'.*the main page runs"):
            tab = FakeApp(named, {"other": other}).open("/nowhere?a=1&embed=true")
        assert (tab.page, tab.url) == ("", "?a=1&embed=true")
        tab.back()
        assert (tab.page, tab.url) == ("", "?a=1&embed=true")

    def test_a_page_knows_nothing_of_what_another_one_drew(self) -> None:
        def looks(st: Any) -> None:
            st.text("name" in st.session_state)

        tab = FakeApp(named, {"look": looks}).open()
        tab.widget("name").set_value("Ann")
        tab.switch_page("look")
        assert tab.texts == ["False"]

    def test_only_what_streamlit_keeps_to_itself_follows_to_another_page(self) -> None:
        own = "embed=true&embed_options=dark_theme&embed_options=show_padding"
        tab = FakeApp(named, {"other": other}).open(f"?{own}&a=1")
        tab.switch_page("other")
        assert tab.url == f"/other?{own}"

    def test_a_page_is_shown_while_it_runs(self) -> None:
        seen: list[str] = []
        tabs: list[Tab] = []

        def looks(st: Any) -> None:
            seen.extend(tab.url for tab in tabs)

        tab = FakeApp(looks, {"map": looks}).open()
        tabs.append(tab)
        tab.switch_page("map")
        assert seen == ["/map"]

    @pytest.mark.parametrize("version", ["1.45", "1.64", "1.67"])
    def test_back_shows_the_page_that_was_left(self, version: str) -> None:
        tab = FakeApp(named, {"other": other}, streamlit=version).open()
        tab.switch_page("other")
        tab.switch_page("")
        tab.back()
        assert (tab.page, tab.texts) == ("other", ["other"])


class TestDocuments:
    def test_one_that_never_gets_past_its_reruns_shows_nothing(self) -> None:
        begun: list[int] = []

        def script(st: Any) -> None:
            begun.append(1)
            if len(begun) > 1:
                st.rerun()
            st.text("shown")

        tab = FakeApp(script).open()
        with pytest.raises(RuntimeError, match="it never gets past"):
            tab.reload()
        assert (tab.outputs, tab.widgets) == ([], [])
