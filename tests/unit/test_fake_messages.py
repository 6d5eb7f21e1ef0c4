"""The exact error messages of the fakes when a test or a script asks for a missing thing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from st_page_state_fakes import FakeApp, FakeSession, Tab


def script(st: Any) -> None:
    st.text_input("Name", key="name")
    st.text_input("Name", key="other")
    st.checkbox("Locked", disabled=True)
    st.button("Save")


def nothing(st: Any) -> None:
    """A page without anything on it."""


def declaring(st: Any) -> None:
    st.navigation([st.Page(lambda: None, title="One", url_path="one")]).run()


def gone(tab: Tab) -> None:
    name = tab.widget("name")
    with tab.run():
        pass
    name.set_value("Ann")


def switched(tab: Tab) -> None:
    with tab.run() as st:
        st.switch_page("one")


def looked_up(tab: Tab) -> None:
    with tab.run() as st:
        st.session_state["nobody"]


PAGES = {"map": nothing, "table": nothing}


UNUSABLE: list[tuple[FakeApp, Callable[[Tab], object], str]] = [
    (
        FakeApp(script),
        lambda tab: tab.widget("Nam"),
        (
            "There is no widget 'Nam' on the page. Did you mean 'Name'? It has: "
            "text_input 'Name' (key='name'), text_input 'Name' (key='other'), "
            "checkbox 'Locked', button 'Save'."
        ),
    ),
    (
        FakeApp(script),
        lambda tab: tab.widget("Name"),
        (
            "'Name' stands for several widgets: text_input 'Name' (key='name'), "
            "text_input 'Name' (key='other'). Use a key."
        ),
    ),
    (
        FakeApp(nothing),
        lambda tab: tab.button("x"),
        "There is no button 'x' on the page. It has: none.",
    ),
    (
        FakeApp(script),
        lambda tab: tab.widget("Locked").set_value(True),
        "The checkbox 'Locked' is disabled: no user could use it.",
    ),
    (FakeApp(script), gone, "The text_input 'Name' (key='name') is no longer on the page."),
    (
        FakeApp(nothing, PAGES),
        lambda tab: tab.switch_page("mapp"),
        (
            "The app has no page 'mapp'. Did you mean 'map'? Its pages: map, table. "
            "The main page is ''."
        ),
    ),
    (
        FakeApp(nothing),
        lambda tab: tab.switch_page("map"),
        "The app has no page 'map'. Its pages: none. The main page is ''.",
    ),
    (
        FakeApp(declaring),
        switched,
        "st.navigation() has declared the pages: pass what st.Page() returned, not 'one'.",
    ),
    (
        FakeApp(nothing),
        looked_up,
        ('st.session_state has no key "nobody". Was it set, or its widget drawn, in this session?'),
    ),
]


@pytest.mark.parametrize(
    ("app", "use", "message"),
    UNUSABLE,
    ids=[
        "no widget",
        "several widgets",
        "no button",
        "disabled",
        "gone",
        "no page",
        "no pages",
        "declared pages",
        "no key",
    ],
)
def test_what_cannot_be_used_is_named(
    app: FakeApp, use: Callable[[Tab], object], message: str
) -> None:
    with pytest.raises(Exception) as refused:
        use(app.open())
    assert refused.value.args == (message,)


def test_a_script_that_reruns_for_ever_is_told_how_often() -> None:
    with pytest.raises(RuntimeError) as refused:
        FakeApp(lambda st: st.rerun()).open()
    assert str(refused.value) == (
        "The script asked for 1000 reruns in a row: it never gets past its st.rerun()."
    )


UNTAKEN: list[tuple[Callable[[Any], object], str]] = [
    (lambda session: session["x"], "the session has no key 'x'"),
    (lambda session: session.pop("x"), "the session has no key 'x'"),
    (lambda session: session.__delitem__("x"), "the session has no key 'x'"),
    (lambda session: session.update({1: 2}), "session keys must be strings, not int"),
]


@pytest.mark.parametrize(("use", "message"), UNTAKEN)
def test_what_a_session_does_not_take_is_named(use: Callable[[Any], Any], message: str) -> None:
    with pytest.raises((KeyError, TypeError)) as refused:
        use(FakeSession())
    assert refused.value.args == (message,)


def test_a_widget_can_be_named_by_its_command() -> None:
    def script(st: Any) -> None:
        st.text_input("Name", key="name")
        st.checkbox("One")
        st.checkbox("Two")

    tab = FakeApp(script).open()
    assert tab.widget("text_input").key == "name"
    with pytest.raises(LookupError, match=r"'checkbox' stands for several .*'One', .*'Two'"):
        tab.widget("checkbox")
