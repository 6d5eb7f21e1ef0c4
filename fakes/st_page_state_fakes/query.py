"""A query string in memory."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from st_page_state import Params, QueryPort, Texts
from st_page_state.links import split_query
from st_page_state.ports import RESERVED_PARAMS


class FakeQuery(QueryPort):
    """The query string of one browser tab, which remembers every update it was sent.

    Args:
        url: the query string to begin with, with or without its question mark.
        bound: names of params that a widget has bound natively
            (``bind="query-params"``): nobody else may move them.

    Attributes:
        updates: what each write made of the params, in order. Each is one entry in the
            browser's history.

    Example::

        query = FakeQuery("?junk=1")
        with use_ports(FakeSession(), query):
            FilterState.status = "active"
        assert query.params == {"status": ("active",), "p": ("1",)}
        assert len(query.updates) == 1
    """

    def __init__(self, url: str = "", *, bound: Iterable[str] = ()) -> None:
        self._bound = frozenset(bound)
        self._params = split_query(url)
        self.updates: list[dict[str, Texts]] = []

    @property
    def params(self) -> dict[str, Texts]:
        """The params as they are, ``embed`` and ``embed_options`` left out."""
        return {n: texts for n, texts in self._params.items() if n.lower() not in RESERVED_PARAMS}

    @property
    def url(self) -> str:
        """The query string as the address bar shows it, ``"?"`` in front; empty if bare."""
        query = urlencode(self._params, doseq=True)
        return f"?{query}" if query else ""

    def go(self, url: str) -> None:
        """Change the query string from outside, as Back, a link or the app's own code does."""
        self._params = split_query(url)

    def read(self) -> Params:
        return self.params

    def replace(self, params: Params) -> None:
        fixed = {n: self._params[n] for n in self._bound if n in self._params}
        embed = {n: texts for n, texts in self._params.items() if n.lower() in RESERVED_PARAMS}
        free = {
            n: tuple(texts)
            for n, texts in params.items()
            if n not in self._bound and n.lower() not in RESERVED_PARAMS
        }
        self._params = {**embed, **free, **fixed}
        self.updates.append(self.params)

    def protected(self) -> frozenset[str]:
        return self._bound & self._params.keys()

    def __repr__(self) -> str:
        return f"FakeQuery({self.url!r})"
