"""The browser tab around a query port, as the rows drive it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import AbstractContextManager
from typing import Protocol
from urllib.parse import urlencode

from st_page_state import Params, QueryPort


class QueryTab(ABC):
    """One browser tab whose query port is under test, as the rows drive it.

    Only :meth:`run` and :meth:`put` are needed of every tab; each of the others serves the
    rows that need the capability it names.
    """

    @abstractmethod
    def run(
        self, url: str | None = None, *, history: bool = False, page: str = ""
    ) -> AbstractContextManager[QueryPort]:
        """Return a context that is the tab's next script run and yields its port.

        Args:
            url: the query string that the browser shows by now, for example ``"?a=1"``;
                None where it still shows what it was sent last.
            history: the browser's Back or Forward started the run (``history_flag``).
            page: tells one page from another (``pages``).
        """

    @abstractmethod
    def put(self, params: Params) -> None:
        """Make ``params`` the query string within a run, past the port.

        It is what an app's own ``st.query_params.from_dict(...)`` does.
        """

    @property
    def writes(self) -> int:
        """The number of query strings sent to the browser (``counts_writes``)."""
        raise NotImplementedError('A tab with the capability "counts_writes" has a `writes`.')

    @property
    def address(self) -> str:
        """The query string in the browser's address bar, like ``"?a=1"`` (``address``)."""
        raise NotImplementedError('A tab with the capability "address" has an `address`.')


class OpenQuery(Protocol):
    """Opens a tab of its own."""

    def __call__(self, url: str = "", bound: tuple[str, ...] = ()) -> QueryTab:
        """Return the tab, before its first run.

        Args:
            url: the query string it is opened with, for example ``"?a=1"``.
            bound: params that every run draws a text input for, which binds them natively
                (``native_bind``).
        """
        ...


def url_of(params: Params) -> str:
    """Return a query string that holds ``params``.

    >>> url_of({"tag": ("a", "b"), "q": ("x y",)})
    '?tag=a&tag=b&q=x+y'
    """
    return f"?{urlencode(params, doseq=True)}"
