"""A tab in a test: looking at it, finding widgets in it and acting on it."""

from __future__ import annotations

from typing import Any

import pytest

from st_page_state import PageState, StateVar
from st_page_state_fakes import FakeApp, FakeStreamlit


class Filter(PageState):
    status: str = StateVar("pending", url_key="status")
    note: str = StateVar("")


def filtering(st: Any) -> None:
    st.selectbox("Status", ["pending", "active"], **Filter.bind("status"))


def bare(st: Any) -> None:
    """A script that touches nothing and draws nothing."""


def widgets(st: Any) -> None:
    st.text_input("Name", key="name")
    st.text_input("Name", key="other")
    st.selectbox("Size", ["small", "large"])
    st.checkbox("Locked", key="locked", disabled=True)
    st.button("Save", key="save")
    st.button("Delete", disabled=True)
    st.text("shown")


class TestWhatIsSeen:
    def test_it_says_its_address(self) -> None:
        assert repr(FakeApp(bare).open("?a=1")) == "<Tab '?a=1'>"
        assert repr(FakeApp(bare).open()) == "<Tab '/'>"

    def test_a_whole_link_is_opened_as_its_path_and_query(self) -> None:
        tab = FakeApp(bare, pages={"map": bare}).open("https://app.example/map?zoom=3#top")
        assert tab.url == "/map?zoom=3"

    def test_outputs_texts_and_widgets_come_in_the_order_they_were_drawn(self) -> None:
        tab = FakeApp(widgets).open()
        assert [output.command for output in tab.outputs] == [
            "text_input",
            "text_input",
            "selectbox",
            "checkbox",
            "button",
            "button",
            "text",
        ]
        assert [widget.label for widget in tab.widgets][:3] == ["Name", "Name", "Size"]
        assert tab.texts == ["shown"]


class TestStates:
    def test_a_state_is_seen_before_the_script_ever_touched_it(self) -> None:
        tab = FakeApp(bare).open("?status=active")
        assert tab.state(Filter) == Filter(status="active")

    def test_looking_changes_nothing(self) -> None:
        tab = FakeApp(bare).open("?status=active&junk=1")
        for _ in range(2):
            assert tab.state(Filter).status == "active"
        assert (tab.session_state, tab.url) == ({}, "?status=active&junk=1")
        assert tab.history == ["?status=active&junk=1"]

    def test_looking_inside_a_run_sees_what_it_has_written(self) -> None:
        tab = FakeApp(bare).open()
        with tab.run():
            Filter.update(status="active", note="mine")
            assert tab.state(Filter) == Filter(status="active", note="mine")
        assert tab.state(Filter) == Filter(status="active", note="mine")

    @pytest.mark.parametrize("back", [False, True])
    def test_a_run_that_touched_no_state_is_looked_at_as_it_was(self, *, back: bool) -> None:
        tab = FakeApp(bare).open("?status=done")
        with tab.run():
            Filter.status = "active"
        if back:
            tab.back()
        else:
            with tab.run() as st:
                st.query_params["status"] = "done"  # as it was before the one that we wrote
        assert tab.state(Filter).status == "done"

    def test_looking_at_what_a_widget_has_bound_moves_nothing(self) -> None:
        tab = FakeApp(lambda st: st.text_input("Q", key="q", bind="query-params")).open("?q=a")
        assert tab.state(Filter).status == "pending"
        assert (tab.url, tab.session_state) == ("?q=a", {"q": "a"})


class TestFinding:
    def test_a_key_wins_over_a_label(self) -> None:
        def script(st: Any) -> None:
            st.text_input("a", key="b", value="by key")
            st.text_input("b", key="c", value="by label")

        tab = FakeApp(script).open()
        assert (tab.widget("b").value, tab.widget("a").value) == ("by key", "by key")

    def test_a_handle_tells_what_it_is(self) -> None:
        tab = FakeApp(widgets).open()
        locked, delete = tab.widget("locked"), tab.button("Delete")
        assert (locked.label, locked.key, locked.command) == ("Locked", "locked", "checkbox")
        assert (locked.disabled, tab.button("Save").disabled) == (True, False)
        assert (delete.key, tab.widget("Size").options) == (None, ["small", "large"])
        assert locked.options == []
        assert repr(locked) == "<FakeWidget checkbox 'Locked' (key='locked')>"
        assert repr(delete) == "<FakeButton button 'Delete'>"

    def test_what_is_gone_cannot_be_used(self) -> None:
        def script(st: Any) -> None:
            if not st.button("Hide"):
                st.text_input("Name")

        tab = FakeApp(script).open()
        name = tab.widget("Name")
        tab.button("Hide").click()
        gone = r"The text_input 'Name' is no longer on the page\."
        with pytest.raises(LookupError, match=gone):
            name.set_value("Ann")
        with pytest.raises(LookupError, match=gone):
            assert name.value


class TestTravelling:
    def test_back_and_forward_without_an_entry_do_nothing(self) -> None:
        tab = FakeApp(filtering).open("?status=active")
        tab.back()
        assert (tab.url, tab.history) == ("?status=active", ["?status=active"])
        tab.forward()
        assert (tab.url, tab.history) == ("?status=active", ["?status=active"])


class TestRunsOfATest:
    def test_the_block_takes_the_place_of_the_script(self) -> None:
        tab = FakeApp(filtering).open()
        with tab.run() as st:
            assert isinstance(st, FakeStreamlit)
            Filter.status = "active"
            st.text("block")
        assert (tab.texts, tab.url) == (["block"], "?status=active")
        assert tab.widgets == []
        tab.rerun()
        assert tab.widget("Status").value == "active"

    def test_a_rerun_in_it_runs_the_script(self) -> None:
        tab = FakeApp(filtering).open()
        with tab.run() as st:
            Filter.status = "active"
            st.rerun()
        assert (tab.widget("Status").value, tab.url) == ("active", "?status=active")

    def test_a_stop_in_it_ends_it_there(self) -> None:
        tab, after = FakeApp(filtering).open(), False
        with tab.run() as st:
            st.text("before")
            st.stop()
            after = True
        assert (tab.texts, after) == (["before"], False)

    def test_a_page_switch_in_it_is_followed(self) -> None:
        tab = FakeApp(bare, pages={"map": lambda st: st.text("map")}).open("?a=1")
        with tab.run() as st:
            st.switch_page("map")
        assert (tab.texts, tab.url) == (["map"], "/map")

    def test_an_exception_in_it_comes_out_and_the_tab_goes_on(self) -> None:
        tab = FakeApp(filtering).open()
        with pytest.raises(ZeroDivisionError), tab.run() as st:
            st.text("before")
            assert 1 / 0
        assert tab.texts == ["before", "division by zero"]
        tab.rerun()
        assert tab.widget("Status").value == "pending"

    def test_what_waits_in_a_form_is_not_sent_along(self) -> None:
        def script(st: Any) -> None:
            with st.form("f"):
                st.text_input("Name", key="name")
                st.form_submit_button("Send")

        tab = FakeApp(script).open()
        tab.widget("name").set_value("Ann")
        with tab.run() as st:
            assert st.session_state["name"] == ""
