"""The behaviour that the library expects of a query port, row by row."""

from __future__ import annotations

from typing import ClassVar

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from st_page_state import Params, QueryPort
from st_page_state.ports import RESERVED_PARAMS
from st_page_state_fakes.contract.capabilities import needs
from st_page_state_fakes.contract.query_runs import QueryRunRows
from st_page_state_fakes.contract.query_tab import OpenQuery, url_of
from st_page_state_fakes.contract.session_port import LAW

_TEXTS = some.text(some.characters(exclude_categories=["Cs"]), max_size=6)
_NAMES = _TEXTS.filter(lambda name: name.lower() not in RESERVED_PARAMS)
_PARAMS = some.dictionaries(
    _NAMES, some.lists(_TEXTS, min_size=1, max_size=3).map(tuple), max_size=4
)
ODD = "ü é 日本 🎈 &=?#%+/;:,'\"\\ <b>\t\n%41 +1 a=b&c"


def visible(query: QueryPort) -> list[tuple[str, tuple[str, ...]]]:
    """The params in their order."""
    return list(query.read().items())


class QueryPortContract(QueryRunRows):
    """The rows for a query port of your own.

    Derive a class whose name begins with ``Test`` and give it the fixture ``open_tab``,
    which returns a callable that opens a new tab (a :class:`QueryTab`). It needs pytest and
    hypothesis. For example, the port of ten lines that :class:`QueryPort` shows::

        class DictTab(QueryTab):
            def __init__(self, url: str = "", bound: tuple[str, ...] = ()) -> None:
                self.query = DictQuery()
                self.go(url)

            def go(self, url: str) -> None:
                params = parse_qs(url.removeprefix("?"), keep_blank_values=True)
                self.put({name: tuple(texts) for name, texts in params.items()})

            def put(self, params: Params) -> None:
                self.query.params = params

            def run(self, url=None, *, history=False, page=""):
                if url is not None:
                    self.go(url)
                return nullcontext(self.query)

        class TestDictQuery(QueryPortContract):
            @pytest.fixture
            def open_tab(self) -> OpenQuery:
                return DictTab

    Attributes:
        capabilities: names from :data:`~st_page_state_fakes.contract.CAPABILITIES`; rows
            that need another one are skipped, and say so.
    """

    capabilities: ClassVar[frozenset[str]] = frozenset()

    def test_read_gives_every_text_in_order(self, open_tab: OpenQuery) -> None:
        """A param has the texts of all its occurrences, and params stand as in the address."""
        with open_tab("?b=2&a=1&b=3&b=2").run() as query:
            assert visible(query) == [("b", ("2", "3", "2")), ("a", ("1",))]

    def test_an_empty_address_has_no_params(self, open_tab: OpenQuery) -> None:
        """Without a query string there is nothing to read."""
        with open_tab().run() as query:
            assert dict(query.read()) == {}

    def test_a_blank_text_is_a_text(self, open_tab: OpenQuery) -> None:
        """A param without text is there, from the address and after a write."""
        with open_tab("?a=&b=1&b=").run() as query:
            assert dict(query.read()) == {"a": ("",), "b": ("1", "")}
            query.replace({"c": ("",), "d": ("", "")})
            assert dict(query.read()) == {"c": ("",), "d": ("", "")}

    def test_names_differ_by_case(self, open_tab: OpenQuery) -> None:
        """Names that differ in the case of a letter are two params."""
        with open_tab("?a=1&A=2").run() as query:
            assert dict(query.read()) == {"a": ("1",), "A": ("2",)}

    def test_any_character_survives(self, open_tab: OpenQuery) -> None:
        """Names and texts may hold every character, even one that is special in an address."""
        tab = open_tab(url_of({ODD: (ODD, "x")}))
        with tab.run() as query:
            assert dict(query.read()) == {ODD: (ODD, "x")}
            query.replace({"q": (ODD,)})
            assert dict(query.read()) == {"q": (ODD,)}
        with tab.run() as query:
            assert dict(query.read()) == {"q": (ODD,)}

    @needs("address")
    def test_an_address_is_taken_apart_as_browsers_write_it(self, open_tab: OpenQuery) -> None:
        """Plus and %20 are a space, broken escapes stay, empty fields count for nothing."""
        with open_tab("?a=x+y&b=x%20y&&c=%zz&d&e=1=2;3").run() as query:
            assert dict(query.read()) == {
                "a": ("x y",), "b": ("x y",), "c": ("%zz",), "d": ("",), "e": ("1=2;3",)
            }  # fmt: skip

    def test_what_is_replaced_is_read(self, open_tab: OpenQuery) -> None:
        """Written params are read in the same order, in this run and in the next one."""

        @LAW
        @given(_PARAMS, _PARAMS)
        def law(before: Params, after: Params) -> None:
            tab = open_tab(url_of(before))
            with tab.run() as query:
                assert visible(query) == list(before.items())
                query.replace(after)
                assert visible(query) == list(after.items())
            with tab.run() as query:
                assert visible(query) == list(after.items())

        law()

    def test_a_replace_removes_what_it_does_not_name(self, open_tab: OpenQuery) -> None:
        """Params that a write does not name are gone."""
        tab = open_tab("?a=1&b=2")
        with tab.run() as query:
            query.replace({"b": ("3",)})
            assert dict(query.read()) == {"b": ("3",)}
        with tab.run() as query:
            query.replace({})
            assert dict(query.read()) == {}

    def test_replacing_what_was_read_changes_nothing(self, open_tab: OpenQuery) -> None:
        """Writing back the params as read leaves every param in its place."""
        with open_tab("?b=2&a=&b=3&ü=x+y").run() as query:
            before = visible(query)
            query.replace(query.read())
            assert visible(query) == before

    @needs("address")
    def test_a_param_without_texts_leaves_the_address(self, open_tab: OpenQuery) -> None:
        """A param that is written with no text at all is not in the query string."""
        tab = open_tab("?a=1")
        with tab.run() as query:
            query.replace({"a": (), "b": ("1",)})
            assert dict(query.read()) == {"b": ("1",)}
        assert tab.address == "?b=1"

    @needs("address")
    def test_what_no_address_can_hold_is_refused(self, open_tab: OpenQuery) -> None:
        """A text with half of a surrogate pair raises, and nothing has changed."""
        tab = open_tab("?a=1")
        with tab.run() as query:
            with pytest.raises(UnicodeEncodeError):
                query.replace({"b": ("\ud800",)})
            assert dict(query.read()) == {"a": ("1",)}
        assert tab.address == "?a=1"

    def test_read_and_replace_keep_no_reference(self, open_tab: OpenQuery) -> None:
        """Neither a mapping that was read nor one that was written is shared with the port."""
        with open_tab("?a=1").run() as query:
            read, source = query.read(), {"a": ("2",)}
            query.replace(source)
            source["b"] = ("3",)
            assert (dict(read), dict(query.read())) == ({"a": ("1",)}, {"a": ("2",)})

    @needs("counts_writes")
    def test_a_replace_is_one_write_to_the_browser(self, open_tab: OpenQuery) -> None:
        """Each replace is one write, even of many params or of unchanged ones."""
        tab = open_tab("?a=1&b=2")
        with tab.run() as query:
            query.replace({"a": ("2",), "c": ("1", "2"), "d": ("",)})
            assert tab.writes == 1
            query.replace(query.read())
            assert tab.writes == 2
            query.replace({})
            assert tab.writes == 3

    @needs("counts_writes")
    def test_asking_sends_nothing(self, open_tab: OpenQuery) -> None:
        """Nothing but a write is sent to the browser, and nothing else changes a param."""
        tab = open_tab("?a=1&a=2")
        with tab.run() as query:
            for _ in range(2):
                assert dict(query.read()) == dict(query.began()) == {"a": ("1", "2")}
                for ask in (query.token, query.protected, query.run, query.run_key):
                    ask()
        assert tab.writes == 0

    @needs("address")
    def test_the_browser_shows_what_was_written(self, open_tab: OpenQuery) -> None:
        """The address bar holds the params of the last write."""
        tab = open_tab("?a=1")
        assert tab.address == "?a=1"
        with tab.run() as query:
            query.replace({"b": ("x y", "ü&")})
            assert tab.address == "?b=x+y&b=%C3%BC%26"
            query.replace({})
            assert tab.address == ""

    def test_the_token_is_equal_while_nothing_changes(self, open_tab: OpenQuery) -> None:
        """Reads and further runs leave the token equal."""
        tab = open_tab("?a=1&b=2")
        with tab.run() as query:
            query.replace({"a": ("x y",), "b": ("ü",)})
            token = query.token()
            assert query.read()
            assert query.token() == token
        with tab.run() as query:
            assert query.token() == token

    def test_the_token_differs_where_params_differ(self, open_tab: OpenQuery) -> None:
        """Two different sets of params never have equal tokens."""

        @LAW
        @given(_PARAMS, _PARAMS)
        @example({"a": ("1", "2")}, {"a": ("1&a=2",)})
        @example({"a": ("1",)}, {"a": ("1", "1")})
        @example({"a": ("",)}, {})
        @example({"a=": ("",)}, {"a": ("=",)})
        def law(one: Params, other: Params) -> None:
            with open_tab(url_of(one)).run() as query:
                query.replace(one)
                token = query.token()
                query.replace(other)
                assert (query.token() == token) <= (one == other)

        law()

    def test_thousands_of_params(self, open_tab: OpenQuery) -> None:
        """Three thousand params, or one text of 300,000 characters, are read as written."""
        with open_tab().run() as query:
            many = {f"name {n}": (f"text {n}",) for n in range(3000)}
            query.replace(many)
            assert visible(query) == list(many.items())
            query.replace({"long": ("ü " * 150_000,)})
            assert dict(query.read()) == {"long": ("ü " * 150_000,)}

    @needs("address_limit")
    def test_an_address_over_the_limit_is_empty(self, open_tab: OpenQuery) -> None:
        """Over 1000 fields, or over 524,288 characters, the whole query string is ignored."""
        fields = "&".join(["a=1"] * 1000)
        with open_tab(f"?{fields}").run() as query:
            assert dict(query.read()) == {"a": ("1",) * 1000}
        with open_tab(f"?{fields}&a=1").run() as query:
            assert dict(query.read()) == {}
        with open_tab("?a=" + "x" * 524_286).run() as query:
            assert dict(query.read()) == {"a": ("x" * 524_286,)}
        with open_tab("?a=" + "x" * 524_287).run() as query:
            assert dict(query.read()) == {}
