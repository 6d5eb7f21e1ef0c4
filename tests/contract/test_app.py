"""A whole script on Streamlit's own AppTest, whose widgets are bound to a class of its own."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest


def run(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception, app.exception
    return app


def filters() -> None:
    from enum import Enum

    import streamlit as st

    from st_page_state import PageState, StateVar

    class Sort(Enum):
        NAME = "name"
        PRICE = "price"

    class Filters(PageState):
        sort: Sort = StateVar(Sort.NAME, url_key="sort")
        page: int = StateVar(1, url_key="p")

    st.radio("Sort", list(Sort), **Filters.bind("sort"))
    st.number_input("Page", min_value=1, step=1, **Filters.bind("page"))
    if st.button("Next"):
        Filters.page += 1
        st.rerun()
    st.button("Reset", on_click=Filters.reset)
    st.text(f"{Filters.sort.name} {Filters.page}")


@pytest.fixture
def app() -> AppTest:
    return run(AppTest.from_function(filters, default_timeout=30))


def test_an_enum_of_the_script_survives_its_being_executed_anew(app: AppTest) -> None:
    app.radio[0].set_value("Sort.PRICE")
    for _ in range(4):
        run(app)
        assert app.text[0].value == "PRICE 1"
    assert app.query_params["sort"] in ("price", ["price"])


def test_assignments_in_the_body_with_a_rerun_and_resets_in_callbacks_reach_widgets(
    app: AppTest,
) -> None:
    app.button[0].click()
    run(app)
    assert app.number_input[0].value == 2
    app.button[1].click()
    run(app)
    assert app.number_input[0].value == 1
    assert app.text[0].value == "NAME 1"
