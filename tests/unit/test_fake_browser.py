"""The simulated browser and its pages: what it shows, holds and asks for."""

from __future__ import annotations

from typing import Any

import pytest

from st_page_state_fakes import FakeApp, Tab


def named(st: Any) -> None:
    st.text_input("Name", key="name")


def other(st: Any) -> None:
    st.text("other")


class TestWidgets:
    def test_an_edit_back_to_the_default_leaves_the_address(self) -> None:
        tab = FakeApp(lambda st: st.text_input("Q", "a", key="q", bind="query-params")).open()
        tab.widget("q").set_value("b")
        tab.widget("q").set_value("a")
        assert (tab.url, tab.widget("q").value) == ("", "a")

    @pytest.mark.parametrize(("version", "left"), [("1.49", ""), ("1.50", "Ann")])
    def test_a_key_and_another_label_are_another_widget_before_1_50(
        self, version: str, left: str
    ) -> None:
        labels = ["Name"]
        tab = FakeApp(lambda st: st.text_input(labels[-1], key="name"), streamlit=version).open()
        tab.widget("name").set_value("Ann")
        labels.append("Full name")
        tab.rerun()
        assert (tab.widget("name").value, tab.session_state["name"]) == (left, left)

    def test_the_same_one_in_the_sidebar_is_another_widget(self) -> None:
        def script(st: Any) -> None:
            st.text_input("Name")
            with st.sidebar:
                st.text_input("Name")

        assert len(FakeApp(script).open().widgets) == 2

    def test_what_is_drawn_tells_how(self) -> None:
        output = FakeApp(named).open().outputs[0]
        assert (output.command, output.args, output.kwargs) == ("text_input", ("Name",), {})

    def test_one_without_options_offers_none(self) -> None:
        assert FakeApp(named).open().widget("name").options == []

    def test_a_chat_message_is_gone_in_the_next_run_and_a_chat_is_no_button(self) -> None:
        tab = FakeApp(lambda st: st.chat_input("Say", key="say")).open()
        tab.widget("say").set_value("hello")
        tab.rerun()
        assert tab.session_state == {"say": None}
        with pytest.raises(LookupError, match="There is no button 'say' on the page"):
            tab.button("say")

    def test_a_multiselect_takes_a_param_that_is_there_twice_once(self) -> None:
        def script(st: Any) -> None:
            st.multiselect("Tags", ["a", "b"], key="tags", bind="query-params")

        tab = FakeApp(script).open("?tags=a&tags=a&tags=b")
        assert (tab.session_state["tags"], tab.url) == (["a", "b"], "?tags=a&tags=b")

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
        tab = FakeApp(named, {"other": other}).open("/nowhere?a=1&embed=true")
        assert (tab.page, tab.url) == ("", "?a=1&embed=true")
        tab.back()
        assert (tab.page, tab.url) == ("", "?a=1&embed=true")

    @pytest.mark.parametrize("pages", [1, 2])
    def test_a_widget_of_two_pages_begins_anew_on_each(self, pages: int) -> None:
        others = {f"page{i}": named for i in range(pages)}
        tab = FakeApp(named, others).open()
        tab.widget("name").set_value("Ann")
        tab.switch_page("page0")
        assert tab.session_state["name"] == ""
        tab.widget("name").set_value("Bob")
        tab.switch_page("")
        assert tab.session_state["name"] == ""

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
