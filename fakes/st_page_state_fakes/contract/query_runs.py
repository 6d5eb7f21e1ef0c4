"""The rows for a query port that tell of runs, other writers and foreign owners."""

from __future__ import annotations

import pytest

from st_page_state_fakes.contract.capabilities import needs
from st_page_state_fakes.contract.query_tab import OpenQuery


class QueryRunRows:
    """A part of :class:`~st_page_state_fakes.contract.QueryPortContract`."""

    def test_what_was_replaced_stays_for_the_next_run(self, open_tab: OpenQuery) -> None:
        """A run begins with the params that the last one wrote."""
        tab = open_tab("?a=1")
        with tab.run() as query:
            query.replace({"a": ("2",), "b": ("3", "4")})
        for _ in range(2):
            with tab.run() as query:
                assert dict(query.read()) == {"a": ("2",), "b": ("3", "4")}

    def test_another_address_is_seen_by_the_next_run(self, open_tab: OpenQuery) -> None:
        """Where the browser shows another address by now, a run reads that."""
        tab = open_tab("?a=1")
        with tab.run() as query:
            query.replace({"a": ("2",)})
            token = query.token()
        with tab.run("?b=3") as query:
            assert dict(query.read()) == {"b": ("3",)}
            assert query.token() != token

    def test_what_others_write_is_seen_at_once(self, open_tab: OpenQuery) -> None:
        """A write past the port, in the same run, is in the next read and in the token."""
        tab = open_tab("?a=1")
        with tab.run() as query:
            query.replace({"a": ("2",)})
            token = query.token()
            tab.put({"b": ("3", "4"), "c": ("",)})
            assert dict(query.read()) == {"b": ("3", "4"), "c": ("",)}
            assert query.token() != token
            query.replace({"c": ("5",)})
            assert dict(query.read()) == {"c": ("5",)}

    def test_two_tabs_share_nothing(self, open_tab: OpenQuery) -> None:
        """The params of one tab are invisible to another."""
        ann, bob = open_tab("?a=1"), open_tab("?a=2")
        with ann.run() as query:
            query.replace({"a": ("3",)})
        with bob.run() as query:
            assert dict(query.read()) == {"a": ("2",)}
        with ann.run() as query:
            assert dict(query.read()) == {"a": ("3",)}

    def test_nothing_is_protected_where_no_widget_is_bound(self, open_tab: OpenQuery) -> None:
        """Without natively bound widgets, no param is protected."""
        with open_tab("?a=1&embed=true").run() as query:
            assert query.protected() == frozenset()

    @needs("native_bind", "lists_bound")
    def test_a_bound_param_is_protected(self, open_tab: OpenQuery) -> None:
        """The param of a natively bound widget is protected, in the address or not."""
        with open_tab("?q=x&a=1", ("q", "absent")).run() as query:
            assert query.protected() == {"q", "absent"}

    @needs("native_bind")
    def test_a_bound_param_stays(self, open_tab: OpenQuery) -> None:
        """A write moves no protected param, whether it names it or not."""
        tab = open_tab("?a=1&q=x", ("q", "absent"))
        with tab.run() as query:
            assert dict(query.read()) == {"a": ("1",), "q": ("x",)}
            query.replace({"b": ("2",)})
            assert dict(query.read()) == {"b": ("2",), "q": ("x",)}
            query.replace({"q": ("y",), "absent": ("y",), "c": ("3",)})
            assert dict(query.read()) == {"c": ("3",), "q": ("x",)}
            query.replace({})
            assert dict(query.read()) == {"q": ("x",)}

    @needs("native_bind", "lists_bound", "address", "counts_writes")
    def test_beside_a_bound_param_a_replace_is_one_write(self, open_tab: OpenQuery) -> None:
        """The browser is sent the others and the protected param together, that one first."""
        tab = open_tab("?a=1&q=x", ("q",))
        with tab.run() as query:
            query.replace({"b": ("2",), "c": ("3",)})
            assert (tab.writes, tab.address) == (1, "?q=x&b=2&c=3")

    @needs("reserved")
    def test_embed_is_invisible_in_any_case(self, open_tab: OpenQuery) -> None:
        """Params named embed and embed_options, in any case, are not read."""
        with open_tab("?embed=true&a=1&EMBED_options=x&Embed=1&embedded=y").run() as query:
            assert dict(query.read()) == {"a": ("1",), "embedded": ("y",)}
            assert dict(query.began()) == {"a": ("1",), "embedded": ("y",)}

    @needs("reserved", "address")
    def test_embed_is_kept(self, open_tab: OpenQuery) -> None:
        """A write never changes embed and embed_options, even if it names them."""
        tab = open_tab("?a=1&embed=true&EMBED_options=x&EMBED_options=y")
        with tab.run() as query:
            query.replace({"b": ("2",)})
            assert tab.address == "?embed=true&EMBED_options=x&EMBED_options=y&b=2"
            query.replace({"embed": ("false",), "EMBED_options": ("z",), "b": ("3",)})
            assert tab.address == "?embed=true&EMBED_options=x&EMBED_options=y&b=3"
            query.replace({})
            assert tab.address == "?embed=true&EMBED_options=x&EMBED_options=y"

    @needs("reserved", "address")
    def test_embed_cannot_be_added(self, open_tab: OpenQuery) -> None:
        """A write does not bring a reserved param into the address."""
        tab = open_tab("?a=1")
        with tab.run() as query:
            query.replace({"Embed": ("true",), "embed_options": ("x",), "b": ("2",)})
            assert dict(query.read()) == {"b": ("2",)}
        assert tab.address == "?b=2"

    def test_the_key_is_that_of_the_run(self, open_tab: OpenQuery) -> None:
        """run_key() is the key of run(), or None where the port knows of no runs."""
        with open_tab("?a=1").run() as query:
            run = query.run()
            assert query.run_key() is (None if run is None else run.key)

    @needs("runs")
    def test_a_run_keeps_its_key(self, open_tab: OpenQuery) -> None:
        """The key stays the same object throughout a run, even after writes."""
        tab = open_tab("?a=1")
        with tab.run() as query:
            key = query.run_key()
            query.replace({"a": ("2",)})
            tab.put({"a": ("3",)})
            assert key is not None
            assert query.run_key() is key

    @needs("runs")
    def test_the_next_run_has_another_key(self, open_tab: OpenQuery) -> None:
        """Each run has a key of its own, and so has each tab's."""
        tab = open_tab("?a=1")
        keys: list[object] = []
        for opened in (tab, tab, open_tab("?a=1"), tab):
            with opened.run() as query:
                keys.append(query.run_key())
        assert len({id(key) for key in keys}) == 4

    @needs("history_flag")
    def test_a_run_tells_of_back(self, open_tab: OpenQuery) -> None:
        """A run that Back or Forward started says so; the runs around it do not."""
        tab = open_tab("?a=1")
        told: list[bool | None] = []
        for history in (False, True, False):
            with tab.run("?a=1", history=history) as query:
                run = query.run()
                assert run is not None
                told.append(run.history)
        assert told == [False, True, False]

    @needs("pages")
    def test_a_run_tells_its_page(self, open_tab: OpenQuery) -> None:
        """Runs of one page name the same page, runs of another page another."""
        tab = open_tab()
        pages: list[str] = []
        for page in ("", "map", "map", ""):
            with tab.run(page=page) as query:
                run = query.run()
                assert run is not None
                pages.append(run.page)
        first, second, third, fourth = pages
        assert second == third != first == fourth

    def test_a_run_begins_with_what_is_read_first(self, open_tab: OpenQuery) -> None:
        """began() equals read() until the run changes the params."""
        tab = open_tab("?a=1&a=2")
        with tab.run() as query:
            assert dict(query.began()) == dict(query.read()) == {"a": ("1", "2")}
            query.replace({"a": ("3",)})
        with tab.run() as query:
            assert dict(query.began()) == dict(query.read()) == {"a": ("3",)}

    @needs("began")
    def test_a_run_remembers_what_it_began_with(self, open_tab: OpenQuery) -> None:
        """began() stays the same throughout a run, even if the params change."""
        tab = open_tab("?a=1")
        with tab.run() as query:
            query.replace({"a": ("2",)})
            tab.put({"b": ("3",)})
            assert dict(query.began()) == {"a": ("1",)}
        with tab.run() as query:
            query.replace({})
            assert dict(query.began()) == {"b": ("3",)}

    def test_the_port_can_be_used_uninterrupted(self, open_tab: OpenQuery) -> None:
        """Inside uninterrupted() the port reads and writes as ever, and errors come out."""
        with open_tab("?a=1").run() as query:
            with query.uninterrupted():
                query.replace({"a": ("2",)})
                assert dict(query.read()) == {"a": ("2",)}
            with pytest.raises(ZeroDivisionError), query.uninterrupted():
                raise ZeroDivisionError
            assert dict(query.read()) == {"a": ("2",)}
