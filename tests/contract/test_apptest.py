"""State classes on Streamlit's AppTest: primed before a run, read after it."""

from __future__ import annotations

from typing import Any

import pytest
from apptest_state import Filters, Search
from streamlit.testing.v1 import AppTest

from st_page_state import use_ports
from st_page_state_fakes import FakeQuery, use_apptest
from st_page_state_fakes.errors import FakeUseError

APP = "import streamlit as st\nfrom apptest_state import page\npage(st)\n"


@pytest.fixture
def at() -> AppTest:
    return AppTest.from_string(APP, default_timeout=30)


def shown(at: AppTest) -> tuple[Any, ...]:
    """Return what the widgets show."""
    assert not at.exception
    boxes = at.selectbox[0], at.number_input[0], at.multiselect[0], at.text_area[0]
    return tuple(each.value for each in boxes)


def params(at: AppTest) -> dict[str, list[str]]:
    """Return the params, without ``tag=``: before Streamlit 1.66 AppTest drops those."""
    given = {n: [t] if isinstance(t, str) else list(t) for n, t in at.query_params.items()}
    return {name: texts for name, texts in given.items() if texts != [""]}


def test_what_is_set_before_the_first_run_is_in_effect(at: AppTest) -> None:
    with use_apptest(at):
        Filters.status = "active"
        Filters.update(tags=["a", "b"], note="x")
    assert params(at) == {"status": ["active"], "p": ["1"], "tag": ["a", "b"]}
    at.run()
    assert shown(at) == ("active", 1, ["a", "b"], "x")
    assert params(at) == {"status": ["active"], "p": ["1"], "tag": ["a", "b"]}
    at.button[0].click().run()
    with use_apptest(at):
        assert Filters.snapshot() == Filters(status="active", page=2, tags=["a", "b"], note="x")


def test_what_a_run_has_set_can_be_read_and_set(at: AppTest) -> None:
    at.query_params["status"] = "done"
    at.query_params["p"] = 4
    at.run()
    for status, other in ("active", "done"), ("done", "pending"), ("active", "done"):
        with use_apptest(at):
            page = Filters.page
            Filters.status = status
        at.run()
        assert shown(at)[:2] == (status, page)
        at.button[0].click().run()
        assert shown(at)[:2] == (status, page)
        at.run()
        assert shown(at)[:2] == (status, page + 1)
        at.selectbox[0].set_value(other).run()
        assert shown(at)[:2] == (other, page + 1)
        with use_apptest(at):
            assert (Filters.status, Filters.page) == (other, page + 1)
        assert params(at)["status"] == [other]


def test_reading_changes_nothing(at: AppTest) -> None:
    at.query_params["status"] = "done"
    at.run()
    for status in "active", "pending", "active", "pending":
        before = params(at)
        with use_apptest(at):
            Filters.snapshot()
        assert params(at) == before
        at.selectbox[0].set_value(status).run()
        assert shown(at)[0] == status


def test_back_to_a_former_address_is_no_stale_read(at: AppTest) -> None:
    at.run()
    for status in "active", "pending", "active", "pending":
        with use_apptest(at):
            Filters.status = status
        at.run()
        assert shown(at)[0] == status
        assert params(at)["status"] == [status]


def test_a_block_may_go_on_while_the_app_runs(at: AppTest) -> None:
    with use_apptest(at):
        Filters.status = "active"
        at.run()
        at.button[0].click().run()
        assert (Filters.status, Filters.page) == ("active", 2)
        Filters.page = 7
        Filters.status = "pending"
        at.run()
        assert shown(at)[:2] == ("pending", 7)
        at.selectbox[0].set_value("done").run()
        assert (Filters.status, Filters.page) == ("done", 7)
        Filters.reset()
        at.run()
        assert shown(at) == ("pending", 1, [], "")


def test_params_of_other_classes_are_kept_for_them(at: AppTest) -> None:
    at.query_params["q"] = "taxi"
    with use_apptest(at):
        Filters.status = "active"
        assert "q" not in at.query_params
    at.run()
    at.button[1].click().run()
    assert at.text[0].value == "taxi"


def test_a_link_and_reserved_params_stay(at: AppTest) -> None:
    at.query_params.update({"embed": "true", "p": ["2", "3"], "lang": "de"})
    with use_apptest(at):
        assert Filters.page == 3
    kept = {"embed": ["true"], "lang": ["de"]}
    assert params(at) == {**kept, "p": ["3"], "status": ["pending"]}
    at.run()
    assert shown(at)[1] == 3


def test_the_session_alone_can_be_read_and_primed(at: AppTest) -> None:
    query = FakeQuery({"p": "5", "tag": ["a", "b"]})
    with use_ports(at.session_state, query):
        assert (Filters.page, Filters.tags) == (5, ["a", "b"])
        Filters.note = "x"
        assert Search.query == ""
    at.query_params.update({n: list(texts) for n, texts in query.params.items()})
    at.run()
    assert shown(at) == ("pending", 5, ["a", "b"], "x")
    at.number_input[0].set_value(8).run()
    for _ in range(2):
        with use_ports(at.session_state, FakeQuery(at.query_params)):
            assert (Filters.page, Filters.note) == (8, "x")
        at.run()
    assert shown(at) == ("pending", 8, ["a", "b"], "x")


def test_what_is_no_apptest_is_refused() -> None:
    given: Any = "app.py"
    expected = r"AppTest\.from_file\(\.\.\.\), not a value of type str"
    with pytest.raises(FakeUseError, match=expected), use_apptest(given):
        pass
