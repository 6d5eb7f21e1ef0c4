"""bind_rows() and bind_selection() without Streamlit: arguments, and what callbacks do."""

from __future__ import annotations

from typing import Any

import pytest

from st_page_state import PageState, StateVar
from st_page_state.errors import UnknownFieldError
from st_page_state_fakes import FakeApp, FakeQuery, FakeSession, FakeStreamlit


class X(PageState):
    row: int | None = StateVar(default=None, url_key="row")
    rows: list[int] = StateVar(default_factory=list)
    first: int = StateVar(default=0, url_key="first")


def selection(*rows: int) -> dict[str, Any]:
    return {"selection": {"rows": [*rows], "columns": [], "cells": []}}


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({}, "and not both"),
        ({"count": 1, "ids": [1]}, "and not both"),
        ({"count": -1}, "a number of rows, not -1"),
        ({"count": True}, "a number of rows, not True"),
        ({"count": [1]}, "a number of rows, not"),
        ({"ids": "abc"}, "one column of ids"),
        ({"ids": 3}, "one column of ids"),
        ({"ids": ["a"]}, "has the id .* not of the field's type, int | None"),
        ({"count": 1, "key": ""}, r"bind_rows\('row', key=...\) takes a non-empty str"),
    ],
)
def test_wrong_arguments_are_explained(
    fake_session: FakeSession, given: dict[str, Any], reason: str
) -> None:
    with pytest.raises(TypeError, match=reason):
        X.bind_rows("row", **given)


def test_an_unknown_field_is_named(fake_session: FakeSession) -> None:
    with pytest.raises(UnknownFieldError, match=r"bind_rows\(\): .* Did you mean 'row'"):
        X.bind_rows("rwo", count=1)
    with pytest.raises(UnknownFieldError, match=r"bind_selection\(\): "):
        X.bind_selection("rwo")


def test_a_field_for_one_row_takes_one(fake_session: FakeSession, fake_query: FakeQuery) -> None:
    bound = X.bind_rows("row", count=3)
    assert fake_session[bound["key"]] == selection()
    fake_session[bound["key"]] = selection(0, 2)
    bound["on_select"]()
    assert X.row is None
    assert X.widget_errors()["row"].reason == "2 rows are selected, and it takes one"
    fake_session[bound["key"]] = selection(2)
    bound["on_select"]()
    assert (X.row, X.widget_errors(), fake_query.url) == (2, {}, "?first=0&row=2")


@pytest.mark.parametrize(("version", "given"), [("1.55", False), ("1.56", True)])
def test_a_table_is_given_its_rows_where_streamlit_takes_them(version: str, given: bool) -> None:
    seen: list[bool] = []

    def script(st: FakeStreamlit) -> None:
        seen.append(X.bind_rows("row", count=3)["key"] in st.session_state)

    FakeApp(script, streamlit=version).open("?row=1")
    assert seen == [given]


def test_ids_may_come_from_an_iterator(fake_session: FakeSession) -> None:
    X.row = 8
    bound = X.bind_rows("row", ids=iter([7, 8]))
    assert fake_session[bound["key"]] == selection(1)


def test_rows_that_have_gone_stay_out_of_the_field(fake_session: FakeSession) -> None:
    X.rows = [1, 2]
    bound = X.bind_rows("rows", count=3)
    fake_session[bound["key"]] = selection(1, 5)
    bound["on_select"]()
    assert X.rows == [1]


@pytest.mark.page_state_url("?first=4")
def test_a_field_without_none_has_its_default_where_it_can(fake_session: FakeSession) -> None:
    bound = X.bind_rows("first", count=1)
    assert (X.first, fake_session[bound["key"]]) == (0, selection(0))
    assert X.url_errors()["first"].reason == "the table has 1 row, counted from 0"
    X.first = 3
    bound = X.bind_rows("first", count=0)
    assert (X.first, fake_session[bound["key"]]) == (3, selection())
