"""The params of a simulated session: their values when a run began, their length, and their run."""

from __future__ import annotations

from typing import Any

import pytest

from st_page_state import QueryPort
from st_page_state.runtime import current_ports
from st_page_state_fakes import FakeApp, FakeQuery
from st_page_state_fakes.server.params import ParamStore, TabQuery


def port_of_a_run(streamlit: str, url: str = "") -> tuple[Any, QueryPort]:
    """Return ``st`` and the query port of a run that has written ``?a=1``."""
    ports: list[QueryPort] = []
    with FakeApp(lambda st: None, streamlit=streamlit).open(url).run() as st:
        ports.append(current_ports().query)
        st.query_params["a"] = "1"
    return st, ports[0]


class TestThePortOfARun:
    @pytest.mark.parametrize(("version", "began"), [("1.54", {"a": ("1",)}), ("1.55", {})])
    def test_what_it_began_with_is_known_from_1_55_on(
        self, version: str, began: dict[str, Any]
    ) -> None:
        _, query = port_of_a_run(version)
        assert query.began() == began

    @pytest.mark.parametrize(("version", "history"), [("1.64", None), ("1.65", False)])
    def test_whether_back_began_it_is_known_from_1_65_on(
        self, version: str, history: bool | None
    ) -> None:
        _, query = port_of_a_run(version)
        run = query.run()
        assert run is not None
        assert (run.page, run.history) == ("", history)

    def test_its_token_is_the_address_it_began_with_or_has_written(self) -> None:
        tab = FakeApp(lambda st: None).open("?a=1")
        with tab.run() as st:
            query = current_ports().query
            assert query.token() == "a=1"
            st.query_params["a"] = "2"
            assert query.token() == "a=2"

    def test_reserved_params_are_no_part_of_what_it_began_with(self) -> None:
        tab = FakeApp(lambda st: None).open("?embed=true&a=1")
        with tab.run():
            assert current_ports().query.began() == {"a": ("1",)}

    def test_before_any_run_there_is_none_and_the_token_is_the_params(self) -> None:
        params = ParamStore(lambda query: None)
        params.begin("a=1")
        query = TabQuery(params, lambda: None, knows_began=True, knows_history=True)
        assert (query.run(), query.token()) == (None, {"a": ("1",)})


class TestAFakeQuery:
    @pytest.mark.parametrize(
        ("url", "count"),
        [
            ("&".join(f"p{n}=" for n in range(1000)), 1000),
            ("&".join(f"p{n}=" for n in range(1001)), 0),
            ("a=" + 524_286 * "x", 1),
            ("a=" + 524_287 * "x", 0),
        ],
        ids=["1000 fields", "1001 fields", "524288 characters", "524289 characters"],
    )
    def test_it_takes_nothing_from_an_address_that_is_too_long(self, url: str, count: int) -> None:
        query = FakeQuery(url)
        assert (len(query.params), len(query.url) > 1) == (count, count > 0)

    def test_one_text_that_no_address_can_hold_changes_nothing(self) -> None:
        query = FakeQuery("?a=1")
        with pytest.raises(UnicodeEncodeError):
            query.replace({"a": ("2",), "b": ("x", "\ud800")})
        assert (query.url, query.updates) == ("?a=1", [])
