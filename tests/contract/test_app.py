"""Whole scripts on Streamlit's own AppTest: reruns, callbacks, widgets, pages of classes."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest


def run(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception, app.exception
    return app


def params(app: AppTest) -> dict[str, list[str]]:
    shown: dict[str, Any] = dict(app.query_params)
    return {n: texts if isinstance(texts, list) else [texts] for n, texts in shown.items()}


def filters() -> None:
    from enum import Enum
    from typing import Literal

    import streamlit as st

    from st_page_state import PageState, StateVar, batch

    class Sort(Enum):
        NAME = "name"
        PRICE = "price"

    class Filters(PageState):
        status: Literal["pending", "active"] = StateVar("pending", url_key="status")
        sort: Sort = StateVar(Sort.NAME, url_key="sort")
        page: int = StateVar(1, url_key="p")
        tags: set[str] = StateVar(default_factory=set, url_key="tag")
        runs: int = StateVar(0)

    Filters.runs += 1
    st.selectbox("Status", Filters.options("status"), **Filters.bind("status"))
    st.radio("Sort", list(Sort), **Filters.bind("sort"))
    st.number_input("Page", min_value=1, step=1, **Filters.bind("page"))
    st.multiselect("Tags", ["a", "b", "c"], **Filters.bind("tags"))
    if st.button("Next"):
        Filters.page += 1
        st.rerun()
    st.button("Reset", on_click=Filters.reset)
    if st.button("Stop"):
        with batch():
            Filters.page = 50
            st.stop()
    st.text(f"{Filters.status} {Filters.sort.name} {Filters.page} {sorted(Filters.tags)}")


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_function(filters, default_timeout=30)


def test_widgets_show_the_defaults_and_the_url_says_them(app: AppTest) -> None:
    run(app)
    assert app.text[0].value == "pending NAME 1 []"
    shown = params(app)
    # AppTest takes what is blank for missing before 1.66.
    assert shown.pop("tag", [""]) == [""]
    assert shown == {"status": ["pending"], "sort": ["name"], "p": ["1"]}


def test_a_deep_link_sets_every_widget(app: AppTest) -> None:
    for name, texts in {"status": "active", "sort": "price", "p": "7", "tag": ["a", "c"]}.items():
        app.query_params[name] = texts
    run(app)
    assert app.text[0].value == "active PRICE 7 ['a', 'c']"
    assert app.selectbox[0].value == "active"
    assert app.number_input[0].value == 7
    assert app.multiselect[0].value == ["a", "c"]


def test_edits_of_widgets_reach_state_and_url(app: AppTest) -> None:
    run(app)
    app.selectbox[0].set_value("active")
    run(app)
    app.number_input[0].set_value(3)
    app.multiselect[0].set_value(["b"])
    run(app)
    assert app.text[0].value == "active NAME 3 ['b']"
    assert params(app) == {"status": ["active"], "sort": ["name"], "p": ["3"], "tag": ["b"]}


def test_an_enum_of_the_script_survives_its_being_executed_anew(app: AppTest) -> None:
    run(app)
    app.radio[0].set_value("Sort.PRICE")
    run(app)
    assert app.text[0].value.split()[1] == "PRICE"
    for _ in range(3):
        run(app)
    assert app.text[0].value.split()[1] == "PRICE"
    assert params(app)["sort"] == ["price"]


def test_assignments_in_the_body_with_a_rerun_and_resets_in_callbacks_reach_widgets(
    app: AppTest,
) -> None:
    run(app)
    app.button[0].click()
    run(app)
    assert app.number_input[0].value == 2
    app.button[1].click()
    run(app)
    assert app.number_input[0].value == 1
    assert app.text[0].value == "pending NAME 1 []"


def test_stop_in_a_batch_keeps_what_was_done(app: AppTest) -> None:
    run(app)
    app.button[2].click()
    run(app)
    run(app)
    assert app.number_input[0].value == 50
    assert params(app)["p"] == ["50"]


def test_a_class_of_the_main_script_keeps_its_values_over_reruns(app: AppTest) -> None:
    for _ in range(4):
        run(app)
    memory = app.session_state["st_page_state"]
    (held,) = memory.classes.values()
    assert held.values["runs"] == 4


def outside_values() -> None:
    import streamlit as st

    from st_page_state import PageState, StateVar

    class State(PageState):
        n: int = StateVar(1, url_key="n")

    for error in State.url_errors().values():
        st.warning(error.reason)
    st.slider("N", 0, 10, **State.bind("n"))
    st.text(str(State.n))


def test_a_bad_address_shows_the_page_and_the_apps_message() -> None:
    app = AppTest.from_function(outside_values, default_timeout=30)
    app.query_params["n"] = "seven"
    run(app)
    assert app.text[0].value == "1"
    assert "valid integer" in app.warning[0].value
    assert params(app) == {"n": ["1"]}


def own_callback() -> None:
    import streamlit as st

    from st_page_state import PageState, StateVar

    class State(PageState):
        n: int = StateVar(1, url_key="n")
        m: int = StateVar(0, url_key="m")

    def changed(step: int) -> None:
        State.m = State.n * step

    st.number_input("N", step=1, **State.bind("n", 5, on_change=changed, args=(10,)))
    st.text(f"{State.n} {State.m}")


def test_a_first_value_and_an_own_callback() -> None:
    app = AppTest.from_function(own_callback, default_timeout=30)
    run(app)
    assert app.text[0].value == "5 0"
    app.number_input[0].set_value(6)
    run(app)
    assert app.text[0].value == "6 60"
    assert params(app) == {"n": ["6"], "m": ["60"]}


def hidden() -> None:
    import streamlit as st

    from st_page_state import PageState, StateVar

    class State(PageState):
        show: bool = StateVar(True)
        word: str = StateVar("", url_key="w")

    st.checkbox("Show", **State.bind("show"))
    if State.show:
        st.text_input("Word", **State.bind("word"))
    st.text(State.word)


def test_a_hidden_widget_loses_nothing() -> None:
    app = AppTest.from_function(hidden, default_timeout=30)
    run(app)
    app.text_input[0].set_value("kept")
    run(app)
    app.checkbox[0].uncheck()
    run(app)
    assert len(app.text_input) == 0
    assert app.text[0].value == "kept"
    app.checkbox[0].check()
    run(app)
    assert app.text_input[0].value == "kept"
    assert params(app) == {"w": ["kept"]}
