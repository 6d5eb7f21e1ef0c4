"""Facts about Streamlit that the adapters rely on, one row each."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator

import pytest
import streamlit as st
from streamlit.errors import StreamlitAPIException
from streamlit.runtime.scriptrunner import get_script_run_ctx

from real_session import VERSION, RealSession
from st_page_state import NoSessionError, PageState, StateVar
from st_page_state.adapters.query import StreamlitQuery
from st_page_state.adapters.session import StreamlitSession
from st_page_state.adapters.streamlit import streamlit_ports
from st_page_state.engine.memory import SessionMemory
from st_page_state.ports import SESSION_KEY

NATIVE = VERSION >= (1, 55)


@pytest.fixture
def tab() -> Iterator[RealSession]:
    tab = RealSession("?a=1&b=2&b=3&empty=&embed=true&EMBED_options=x")
    with tab.run():
        yield tab


@pytest.fixture
def query(tab: RealSession) -> StreamlitQuery:
    ports = streamlit_ports()
    assert isinstance(ports.query, StreamlitQuery)
    return ports.query


def test_the_app_reads_the_replaced_params(query: StreamlitQuery) -> None:
    query.replace({"b": ("9",), "c": ("x", "y z")})
    assert st.query_params.get_all("c") == ["x", "y z"]
    assert "a" not in st.query_params


def test_the_token_changes_with_every_write_and_only_then(query: StreamlitQuery) -> None:
    token = query.token()
    query.read()
    st.query_params.get("a")
    assert query.token() == token
    st.query_params["a"] = "2"
    changed = query.token()
    assert changed != token
    del st.query_params["a"]
    assert query.token() not in (token, changed)
    st.query_params.clear()
    assert query.token() not in (token, changed)


def test_each_run_has_its_own_key_even_on_a_reused_context() -> None:
    tab = RealSession("?a=1")
    with tab.run():
        run = streamlit_ports().query.run()
        again = streamlit_ports().query.run()
        assert run is not None
        assert again is not None
        assert run.key is again.key
        context = get_script_run_ctx()
        assert context is not None
        context.reset(query_string="a=1")  # as st.rerun() does
        rerun = streamlit_ports().query.run()
        assert rerun is not None
        assert rerun.key is not run.key


def test_a_run_reports_back_since_1_65() -> None:
    with RealSession("?a=1").run(history=True):
        run = streamlit_ports().query.run()
        assert run is not None
        assert run.history is (True if VERSION >= (1, 65) else None)


def test_a_run_knows_its_first_params_since_1_55() -> None:
    with RealSession("?a=1").run():
        st.query_params["a"] = "2"
        began = streamlit_ports().query.began()
        assert began["a"] == (("1",) if NATIVE else ("2",))


@pytest.mark.skipif(not NATIVE, reason="no widget binds a param before 1.55")
class TestNativelyBound:
    def test_its_param_cannot_be_set_and_from_dict_drops_it(self) -> None:
        with RealSession("?q=x&a=1").run():
            st.text_input("Q", key="q", bind="query-params")
            with pytest.raises(StreamlitAPIException):
                st.query_params["q"] = "y"
            st.query_params.from_dict({"a": "2"})
            assert "q" not in st.query_params


def test_the_session_is_a_mapping_over_session_state(tab: RealSession) -> None:
    session = streamlit_ports().session
    assert isinstance(session, StreamlitSession)
    session["x"] = 1
    assert st.session_state["x"] == 1
    st.session_state["y"] = 2
    assert ("y" in session, session["y"], "z" in session) == (True, 2, False)
    assert {"x", "y"} <= set(session)
    assert len(session) >= 2
    del session["x"]
    assert "x" not in st.session_state
    with pytest.raises(KeyError):
        session["x"]


def test_a_widget_has_an_identity_once_it_is_drawn(tab: RealSession) -> None:
    session = streamlit_ports().session
    assert isinstance(session, StreamlitSession)
    assert session.widget_identity("n") is None
    st.session_state["word"] = "x"
    assert session.widget_identity("word") is None
    st.slider("N", 0, 10, key="n")
    first = session.widget_identity("n")
    assert first is not None
    with tab.run():
        st.slider("N", 0, 10, key="n")
        assert session.widget_identity("n") == first
    with tab.run():
        st.slider("N", 0, 20, key="n")
        assert session.widget_identity("n") not in (first, None)


def test_the_ports_are_the_same_throughout_a_run(tab: RealSession) -> None:
    assert streamlit_ports() is streamlit_ports()


def test_outside_a_script_run_there_are_no_ports() -> None:
    caught: list[type[BaseException]] = []

    def bare() -> None:
        try:
            streamlit_ports()
        except NoSessionError as error:
            caught.append(type(error))

    thread = threading.Thread(target=bare)
    thread.start()
    thread.join()
    assert caught == [NoSessionError]


class Kept(PageState):
    n: int = StateVar(1, url_key="n")
    tags: list[str] = StateVar(default_factory=list)


def test_the_librarys_session_key_is_found_as_streamlit_finds_it() -> None:
    tab = RealSession()

    def found() -> object:
        session = streamlit_ports().session
        value = session.get(SESSION_KEY)
        assert value is (st.session_state[SESSION_KEY] if SESSION_KEY in session else None)
        return value

    with tab.run():
        assert found() is None
        st.session_state[SESSION_KEY] = first = SessionMemory({}, "")
        assert found() is first
    with tab.run():
        assert found() is first
        st.session_state[SESSION_KEY] = second = SessionMemory({}, "")
        assert found() is second
    with tab.run():
        del st.session_state[SESSION_KEY]
        assert found() is None
        st.session_state[SESSION_KEY] = first
        st.session_state.clear()
        assert found() is None
    with tab.run():
        assert found() is None


class Marked(PageState):
    plain: int = StateVar(0)
    told: int = StateVar(0, url_key="told")


@pytest.mark.parametrize("use", ["Marked.plain", "Marked.told", "Marked.plain = 3"])
def test_a_run_can_be_stopped_at_every_use_of_a_field(use: str) -> None:
    class Click(BaseException):
        pass

    def stop() -> None:
        raise Click

    tab = RealSession()
    with tab.run():
        assert (Marked.plain, Marked.told) == (0, 0)
        object.__setattr__(tab.state, "_yield_callback", stop)
        with pytest.raises(Click):
            exec(use, {"Marked": Marked})
        object.__setattr__(tab.state, "_yield_callback", lambda: None)
        assert Marked.plain == 0


def test_a_cleared_session_starts_over() -> None:
    tab = RealSession()
    with tab.run():
        Kept.update(n=5, tags=["a"])
        st.session_state.clear()
        assert (Kept.n, Kept.tags) == (5, [])
        st.query_params.clear()
        assert Kept.n == 5
        st.session_state.clear()
        st.query_params.clear()
        assert Kept.n == 1


def test_control_flow_raised_in_a_write_loses_nothing() -> None:
    """A click during a run stops the script at its next use of the session."""

    class Click(BaseException):
        pass

    clicks: list[int] = []

    def stop_once() -> None:
        if clicks:
            clicks.pop()
            raise Click

    tab = RealSession("?n=1")
    object.__setattr__(tab.state, "_yield_callback", stop_once)
    with tab.run():
        assert Kept.n == 1
        for wait in range(1, 4):

            def stop_later(left: list[int] = [wait]) -> None:  # noqa: B006
                left[0] -= 1
                if left[0] == 0:
                    raise Click

            object.__setattr__(tab.state, "_yield_callback", stop_later)
            with contextlib.suppress(Click):
                Kept.n += 1
            object.__setattr__(tab.state, "_yield_callback", lambda: None)
            assert dict(streamlit_ports().query.read())["n"] == (str(Kept.n),)


class Edited(PageState):
    at: int = StateVar(default=0, url_key="at")


def test_a_session_holds_one_memory_once_a_run_has_changed_it() -> None:
    """Streamlit holds the values of the run before beside those of the run in progress."""
    tab = RealSession()
    with tab.run():
        Edited.at = 1
    with tab.run():
        before = st.session_state[SESSION_KEY]
        Edited.at = 2
        assert st.session_state[SESSION_KEY] is not before
        values = tab.state._state
        held = values._old_state[SESSION_KEY], values._new_session_state[SESSION_KEY]
        assert held[0] is held[1]
        del st.session_state[SESSION_KEY]
        assert SESSION_KEY not in st.session_state
