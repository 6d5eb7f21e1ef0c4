"""``st.session_state`` and ``st.query_params``: attributes, and values without a widget."""

from __future__ import annotations

from typing import Any

import pytest

from st_page_state.runtime import current_ports
from st_page_state_fakes import FakeApp, Tab
from st_page_state_fakes.errors import StreamlitAPIException


class TestSessionState:
    def test_it_goes_by_key_by_number_and_by_attribute(self) -> None:
        with FakeApp(lambda st: None).open().run() as st:
            state = st.session_state
            state.name = "Ann"
            state[5] = "five"
            assert (state["name"], state.name, state["5"], state[5]) == (
                *2 * ["Ann"],
                *2 * ["five"],
            )
            assert state.to_dict() == {"name": "Ann", "5": "five"}
            assert repr(state) == "FakeSessionState({'name': 'Ann', '5': 'five'})"
            del state.name, state[5]
            assert (len(state), "name" in state) == (0, False)

    def test_what_is_missing_is_named(self) -> None:
        with FakeApp(lambda st: None).open().run() as st:
            with pytest.raises(KeyError, match='has no key "nobody"'):
                st.session_state["nobody"]
            with pytest.raises(KeyError, match='has no key "nobody"'):
                del st.session_state["nobody"]
            with pytest.raises(AttributeError, match='has no key "nobody"'):
                st.session_state.nobody
            with pytest.raises(AttributeError, match='has no key "nobody"'):
                del st.session_state.nobody

    def test_as_the_librarys_port_it_takes_text_only(self) -> None:
        with FakeApp(lambda st: None).open().run():
            session: Any = current_ports().session
            with pytest.raises(TypeError, match="must be a string, not int: 5"):
                session[5]
            with pytest.raises(TypeError, match="must be a string, not int: 5"):
                session[5] = "five"

    def test_a_widgets_key_can_be_deleted_and_the_widget_goes_on(self) -> None:
        def script(st: Any) -> None:
            st.text_input("Name", key="name")
            if st.button("Forget"):
                del st.session_state["name"]
                st.text("name" in st.session_state)

        tab = FakeApp(script).open()
        tab.widget("name").set_value("Ann")
        tab.button("Forget").click()
        assert (tab.texts, tab.session_state) == (["False"], {})
        tab.rerun()
        assert (tab.session_state, tab.widget("name").value) == ({"name": "Ann"}, "Ann")

    def test_a_widget_without_a_key_leaves_a_value_that_is_not_offered_any_more(self) -> None:
        def script(st: Any) -> None:
            names = {3: "a", 4: "b"} if st.checkbox("Other") else {1: "a", 2: "b"}
            st.text(st.selectbox("N", list(names), format_func=lambda n: names.get(n, "?")))

        tab = FakeApp(script).open()
        tab.widget("N").set_value(2)
        tab.widget("Other").set_value(True)  # the same labels, and so the same widget
        assert (tab.texts, tab.widget("N").value) == (["3"], 3)
        assert tab.session_state == {}
        tab.rerun()
        assert tab.texts == ["3"]


def hiding(st: Any, **kwargs: Any) -> None:
    if st.checkbox("Show", value=True):
        st.text_input("Name", key="name", **kwargs)
    st.text(st.session_state.get("name", "gone"))


def elsewhere(st: Any) -> None:
    st.text(st.session_state.get("name", "gone"))


def persisted(persist: str | None) -> Tab:
    def script(st: Any) -> None:
        hiding(st, persist_state=persist)

    tab = FakeApp(script, pages={"else": elsewhere}).open()
    tab.widget("name").set_value("Ann")
    return tab


class TestPersistState:
    @pytest.mark.parametrize(
        ("persist", "kept", "back"), [(None, "gone", ""), ("page", "Ann", "Ann")]
    )
    def test_what_an_undrawn_widget_keeps_on_its_page(
        self, persist: str | None, kept: str, back: str
    ) -> None:
        tab = persisted(persist)
        tab.widget("Show").set_value(False)
        tab.rerun()
        assert tab.texts == [kept]
        tab.widget("Show").set_value(True)
        assert (tab.widget("name").value, tab.session_state["name"]) == (back, back)

    @pytest.mark.parametrize(
        ("persist", "kept", "back"),
        [(None, "gone", ""), ("page", "gone", ""), ("session", "Ann", "Ann")],
    )
    def test_what_a_widget_keeps_while_another_page_is_shown(
        self, persist: str | None, kept: str, back: str
    ) -> None:
        tab = persisted(persist)
        tab.switch_page("else")
        tab.rerun()
        assert tab.texts == [kept]
        tab.switch_page("")
        assert (tab.widget("name").value, tab.session_state["name"]) == (back, back)

    @pytest.mark.parametrize("hidden", [False, True])
    def test_the_other_pages_first_run_still_sees_it(self, hidden: bool) -> None:
        tab = persisted("page")
        if hidden:
            tab.widget("Show").set_value(False)
        tab.switch_page("else")
        assert (tab.texts, tab.session_state) == (["Ann"], {})

    def test_another_widget_that_takes_over_the_key_has_the_value_until_the_browser_speaks(
        self,
    ) -> None:
        def script(st: Any) -> None:
            if st.checkbox("Area"):
                st.text_area("Name", key="name", persist_state="session")
            else:
                st.text_input("Name", key="name", persist_state="session")

        tab = FakeApp(script).open()
        tab.widget("name").set_value("Ann")
        tab.widget("Area").set_value(True)
        assert (tab.widget("name").command, tab.session_state["name"]) == ("text_area", "Ann")
        tab.rerun()
        assert tab.session_state["name"] == ""

    def test_an_unknown_word_is_refused(self) -> None:
        with pytest.raises(StreamlitAPIException, match="persist_state='tab' must be"):
            persisted("tab")
