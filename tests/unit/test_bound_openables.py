"""bind_tabs(): its errors, and Streamlits that have no such tabs."""

from __future__ import annotations

import pytest

from st_page_state import PageState, StateVar
from st_page_state.errors import UnknownFieldError
from st_page_state_fakes import FakeApp, FakeSession, FakeStreamlit


class X(PageState):
    tab: str = StateVar(default="A", url_key="tab")
    number: int = StateVar(default=1)


def test_wrong_arguments_are_explained(fake_session: FakeSession) -> None:
    with pytest.raises(UnknownFieldError, match=r"bind_tabs\(\): .* Did you mean 'tab'"):
        X.bind_tabs("tabs", ["A"])
    for none in ([], None):
        with pytest.raises(TypeError, match="needs at least one tab"):
            X.bind_tabs("tab", none)
    with pytest.raises(TypeError, match="not of the field's type"):
        X.bind_tabs("number", ["A"])


def test_tabs_are_not_for_forms() -> None:
    def script(st: FakeStreamlit) -> None:
        with X.form("f"):
            st.tabs(**X.bind_tabs("tab", ["A", "B"]))

    with pytest.raises(TypeError, match="Draw the form inside a tab"):
        FakeApp(script).open()


def test_an_older_streamlit_is_told_of() -> None:
    def script(st: FakeStreamlit) -> None:
        st.tabs(**X.bind_tabs("tab", ["A", "B"]))

    assert FakeApp(script, streamlit="1.55").open("?tab=B").widget("tabs").value == "B"
    with pytest.raises(TypeError, match=r"needs Streamlit 1\.55 or newer; this is 1\.45"):
        FakeApp(script, streamlit="1.45").open()
