"""The in-memory ports, and the defaults of a ten-line port."""

from __future__ import annotations

from st_page_state import PageState, Params, QueryPort, StateVar, use_ports
from st_page_state.declaration.arguments import MISSING
from st_page_state_fakes import FakeQuery, FakeSession


class TestFakeSession:
    def test_its_repr_shows_its_content(self) -> None:
        session = FakeSession({"a": 1})
        session["b"] = 2
        assert repr(session) == "FakeSession({'a': 1, 'b': 2})"


class TestFakeQuery:
    def test_it_reads_repeated_and_blank_params_and_hides_embed(self) -> None:
        query = FakeQuery("?a=1&a=2&b=&embed=true&Embed_Options=x")
        assert query.params == dict(query.read()) == {"a": ("1", "2"), "b": ("",)}
        assert query.url == "?a=1&a=2&b=&embed=true&Embed_Options=x"
        assert FakeQuery().url == ""
        assert FakeQuery({"a": "1 &", "b": ["1", "2"], "c": "", "d": ()}).params == {
            "a": ("1 &",), "b": ("1", "2"), "c": ("",),
        }  # fmt: skip
        query.go({"a": ("3", "4")})
        assert query.url == "?a=3&a=4"
        assert repr(FakeQuery("a=1")) == "FakeQuery('?a=1')"

    def test_a_write_is_one_update_and_keeps_protected_params(self) -> None:
        query = FakeQuery("?embed=true&a=1&q=x", bound=["q"])
        query.replace({"b": ("2",), "embed": ("false",), "q": ("y",)})
        assert query.updates == [{"b": ("2",), "q": ("x",)}]
        assert query.url == "?embed=true&q=x&b=2"
        assert query.protected() == {"q"}


class TenLines(QueryPort):
    def __init__(self) -> None:
        self.params: Params = {}

    def read(self) -> Params:
        return self.params

    def replace(self, params: Params) -> None:
        self.params = params


class Counter(PageState):
    n: int = StateVar(0, url_key="n")


def test_a_port_of_ten_lines_works() -> None:
    query, session = TenLines(), FakeSession()
    with use_ports(session, query):
        Counter.n += 1
        assert Counter.n == 1
    assert query.params == {"n": ("1",)}
    assert (query.run(), query.run_key(), query.protected()) == (None, None, frozenset())
    assert query.began() is query.params
    with query.uninterrupted():
        query.params = {"n": ("5",)}
    with use_ports(session, query):
        assert Counter.n == 5


def test_the_missing_marker_has_a_readable_repr() -> None:
    assert repr(MISSING) == "MISSING"
