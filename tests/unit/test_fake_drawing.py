"""Drawing a widget: its identity, its errors, and its value in the browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from st_page_state_fakes import FakeApp
from st_page_state_fakes.errors import StreamlitAPIException

ASSIGNED = (
    "st.session_state['save'] was assigned, but the value of this kind of widget cannot be set."
)


class TestWhichWidgetItIs:
    def test_two_without_a_key_in_two_forms_are_two(self) -> None:
        def script(st: Any) -> None:
            for name in ("first", "second"):
                with st.form(name):
                    st.text(st.text_input("Name"))
                    st.form_submit_button("Send", key=name)

        tab = FakeApp(script).open()
        tab.widgets[2].set_value("Bob")
        tab.button("second").click()
        assert tab.texts == ["", "Bob"]


REFUSED: list[tuple[Callable[[Any], Any], str]] = [
    (
        lambda st: st.form("f").button("Save"),
        "st.button() cannot be used in an st.form(): use st.form_submit_button().",
    ),
    (
        lambda st: st.form("f").download_button("Save", "data"),
        "st.download_button() cannot be used in an st.form(): use st.form_submit_button().",
    ),
    *(
        (
            lambda st, c=command, more=more: getattr(st.form("f"), c)("L", *more),
            f"st.{command}() cannot be used in an st.form(): put it outside.",
        )
        for command, more in (("chat_input", ()), ("menu_button", (["a"],)))
    ),
    (
        lambda st: [st.form("f"), st.session_state.update(f=1)],
        (
            "st.session_state['f'] cannot be assigned once the widget with that key has been "
            "drawn in this run: assign it before, or in a callback."
        ),
    ),
    (
        lambda st: st.form_submit_button("Save"),
        "st.form_submit_button() must be used inside an st.form().",
    ),
    (
        lambda st: st.text_input("Q", bind="query-params"),
        'A widget with bind="query-params" needs a key.',
    ),
    (
        lambda st: [st.text_input("Q", key="q"), st.text_area("Q", key="q")],
        "There are two elements with key='q' in this run: give each a key of its own.",
    ),
    (
        lambda st: [st.slider("Q"), st.slider("Q")],
        (
            "There are two slider elements with the same arguments in this run: give each a key "
            "of its own."
        ),
    ),
    (
        lambda st: [st.text_input("Q", key="q"), st.session_state.update(q="x")],
        (
            "st.session_state['q'] cannot be assigned once the widget with that key has been "
            "drawn in this run: assign it before, or in a callback."
        ),
    ),
    (
        lambda st: st.form("f").text_input("Q", on_change=print),
        "A widget inside st.form() may not have a callback; only st.form_submit_button() may.",
    ),
    (
        lambda st: [st.session_state.update(save=True), st.button("Save", key="save")],
        ASSIGNED,
    ),
]


@pytest.mark.parametrize(("draw", "message"), REFUSED)
def test_a_refusal_says_what_is_wrong(draw: Callable[[Any], Any], message: str) -> None:
    with pytest.raises(StreamlitAPIException) as refused:
        FakeApp(draw).open()
    assert str(refused.value) == message


def test_what_was_set_while_it_was_not_drawn_is_shown_where_the_default_is_nothing() -> None:
    def script(st: Any) -> None:
        if st.checkbox("Show"):
            st.number_input("N", value=None, key="n")
        else:
            st.session_state["n"] = 5

    tab = FakeApp(script).open()
    tab.widget("Show").set_value(True)
    assert tab.widget("n").value == 5
    tab.rerun()
    assert tab.session_state["n"] == 5


class TestWidgetsOfTheMainScriptBelowThePage:
    """They belong to the main script, although the page was drawn before them."""

    @staticmethod
    def below(st: Any) -> None:
        pages = [st.Page(lambda: None, title=title, url_path=title) for title in ("one", "two")]
        st.navigation(pages).run()
        st.text_input("Q", key="q", bind="query-params")
        st.text_input("Name", key="name")

    def test_their_values_stay_when_the_page_changes(self) -> None:
        tab = FakeApp(self.below).open()
        tab.widget("name").set_value("Ann")
        tab.switch_page("two")
        assert (tab.widget("name").value, tab.session_state["name"]) == ("Ann", "Ann")

    def test_their_params_stay_when_the_page_changes(self) -> None:
        tab = FakeApp(self.below).open("?q=word")
        tab.switch_page("two")
        assert (tab.url, tab.session_state["q"]) == ("/two?q=word", "word")
