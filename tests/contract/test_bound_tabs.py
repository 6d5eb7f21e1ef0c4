"""Tabs, expanders and popovers that are bound, in an app's own file on Streamlit itself."""

from __future__ import annotations

import pytest
from app_texts import VERSION, opened, since_1_55

APP = """
from enum import StrEnum
from st_page_state import PageState, StateVar
class View(StrEnum):
    MAP = "map"
    LIST = "list"
class X(PageState):
    tab: str = StateVar(default="B", url_key="tab")
    view: View = StateVar(default=View.MAP, url_key="view")
    more: bool = StateVar(default=False, url_key="more")
    menu: bool = StateVar(default=False, url_key="menu")
    seen: list[str] = StateVar(default_factory=list)
def note(word):
    X.seen = [*X.seen, f"{word} {X.tab}"]
tabs = st.tabs(**X.bind_tabs("tab", ["A", "C"] if st.checkbox("Other") else ["A", "B"],
    on_change=note, args=("opened",)))
views = st.tabs(**X.bind_tabs("view", View))
more = st.expander("More", **X.bind("more"))
menu = st.popover("Menu", **X.bind("menu"))
st.button("Open", on_click=X.update, kwargs=dict(tab="A", view="list", more=True, menu=True))
st.text([block.open for block in (*tabs, *views, more, menu)])
st.text({name: error.reason for name, error in X.url_errors().items()})
st.text(X.seen)
"""
CLOSED = "[False, True, True, False, False, False]"


@since_1_55
class TestWhatIsOpen:
    def test_is_in_the_address_and_opens_from_a_link(self) -> None:
        tab = opened(APP)
        assert tab.texts == [CLOSED, "{}", "[]"]
        tab.widget("More").set_value(True)
        tab.widget("Menu").set_value(True)
        for widget, label in ((tab.widgets[1], "A"), (tab.widgets[2], "list")):
            widget.set_value(label)
        assert tab.texts == ["[True, False, False, True, True, True]", "{}", "['opened A']"]
        assert tab.url == "?tab=A&view=list&more=true&menu=true"
        tab.reload()
        assert tab.texts == ["[True, False, False, True, True, True]", "{}", "[]"]

    def test_follows_code_and_back(self) -> None:
        tab = opened(APP)
        tab.button("Open").click()
        assert tab.texts == ["[True, False, False, True, True, True]", "{}", "[]"]
        tab.rerun()
        tab.back()
        tab.rerun()
        if VERSION >= (1, 65):
            assert tab.texts == [CLOSED, "{}", "[]"]

    def test_an_unknown_tab_is_an_error_of_the_url(self) -> None:
        tab = opened(APP, "?tab=Z&view=chart&more=perhaps")
        assert tab.texts[0] == CLOSED
        assert "'tab': \"expected one of 'A', 'B'\"" in tab.texts[1]
        assert "'view': " in tab.texts[1]
        assert "'more': " in tab.texts[1]
        assert tab.url == "?tab=B&view=map&more=false&menu=false"

    def test_a_tab_that_has_gone_gives_way_to_the_first(self) -> None:
        tab = opened(APP)
        tab.widget("Other").set_value(True)
        assert tab.texts[:2] == ["[True, False, True, False, False, False]", "{}"]
        assert tab.url.startswith("?tab=A&")


@pytest.mark.skipif(VERSION >= (1, 55), reason="Streamlit 1.55 has the argument")
def test_an_older_streamlit_is_told_of() -> None:
    with pytest.raises(TypeError, match=r"X\.bind_tabs\('tab', ...\) needs Streamlit 1\.55"):
        opened(APP)
