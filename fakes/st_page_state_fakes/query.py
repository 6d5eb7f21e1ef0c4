"""A query string in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from st_page_state import Params, QueryPort, Texts
from st_page_state.keywords import suggesting
from st_page_state_fakes.read_only import ShownDict
from st_page_state_fakes.server.params import ParamStore

_PARAMS = (
    "query.params shows the params; a change of it would not reach the address. Change them from "
    'outside with query.go("?status=active"), or as the app does, by a state class.'
)


class FakeQuery(QueryPort):
    """The query string of one browser tab, with a record of all updates.

    Args:
        url: the query string to begin with, with or without its question mark, or its params:
            name -> a text, or several texts.
        bound: names of params that a widget has bound natively
            (``bind="query-params"``): nobody else may move them.

    Attributes:
        updates: what each write made of the params, in order. Each is one entry in the
            browser's history.

    Example::

        query = FakeQuery("?junk=1")                    # or FakeQuery({"junk": "1"})
        with use_ports(FakeSession(), query):
            FilterState.status = "active"
        assert query.params == {"status": ("active",), "p": ("1",)}
        assert len(query.updates) == 1
    """

    @suggesting
    def __init__(
        self, url: str | Mapping[str, str | Iterable[str]] = "", *, bound: Iterable[str] = ()
    ) -> None:
        self._store = ParamStore(lambda query: self.updates.append(self._store.visible()))
        self._store.bound = dict.fromkeys(bound)
        self.updates: list[dict[str, Texts]] = []
        self.go(url)

    @property
    def params(self) -> Params:
        """The params without ``embed`` and ``embed_options``, to look at."""
        return ShownDict(self._store.visible(), _PARAMS)

    @property
    def url(self) -> str:
        """The query string as the address bar shows it, with ``"?"`` unless it is empty."""
        query = self._store.query
        return f"?{query}" if query else ""

    def go(self, url: str | Mapping[str, str | Iterable[str]]) -> None:
        """Change the query string from outside, as by Back, a link or the app's own code.

        Like Streamlit, it takes nothing from one of over 1000 fields or 524,288 characters.
        """
        query = url if isinstance(url, str) else urlencode(url, doseq=True)
        self._store.begin(query.removeprefix("?"))

    def read(self) -> Params:
        return self._store.visible()

    def replace(self, params: Params) -> None:
        self._store.replace(params)

    def protected(self) -> frozenset[str]:
        return frozenset(self._store.bound)

    def __repr__(self) -> str:
        return f"FakeQuery({self.url!r})"
