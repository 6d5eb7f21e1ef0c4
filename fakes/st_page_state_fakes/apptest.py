"""State classes on an AppTest of Streamlit: primed before a run, read after it."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, Protocol
from urllib.parse import parse_qs, urlencode

from st_page_state import Params, QueryPort, Run, use_ports
from st_page_state.ports import RESERVED_PARAMS, SESSION_KEY
from st_page_state_fakes.errors import FakeUseError


class AppTestLike(Protocol):
    """What is used of ``streamlit.testing.v1.AppTest``.

    Attributes:
        session_state: the session, whose items can be read, set and deleted.
        query_params: the params of the next run, or those that the last one has left: texts or
            lists of texts.
    """

    session_state: Any
    query_params: dict[str, Any]


class AppTestQuery(QueryPort):
    """The params of an AppTest, for what a test does between two of its runs.

    Args:
        at: the AppTest; each of its runs may give it another dict of params.
    """

    def __init__(self, at: AppTestLike) -> None:
        self._at = at
        self._run = Run(key=object())
        self._after: object = None

    def run(self) -> Run:
        # What a test does after a run of the app is a run of its own, on the page of that one.
        try:
            address = self._at.session_state[SESSION_KEY].address
        except KeyError:
            return self._run
        if address.run is not self._run.key and address.run is not self._after:
            self._after, self._run = address.run, Run(key=object(), page=address.page)
        return self._run

    def read(self) -> Params:
        query = urlencode(self._at.query_params, doseq=True)  # as at.run() does
        given = parse_qs(query, keep_blank_values=True)
        return {n: tuple(t) for n, t in given.items() if n.lower() not in RESERVED_PARAMS}

    def replace(self, params: Params) -> None:
        present = self._at.query_params
        for name in self.read().keys() - params.keys():
            del present[name]
        present.update({name: list(texts) for name, texts in params.items()})


@contextmanager
def use_apptest(at: AppTestLike) -> Generator[None, None, None]:
    """Keep all state in an AppTest inside the block: in its session and its query params.

    What the block sets is in effect at the next ``at.run()``, in bound widgets, too. What a run
    has set can be read.

    Args:
        at: a ``streamlit.testing.v1.AppTest``.

    Raises:
        FakeUseError: ``at`` is no AppTest, such as the path of an app.

    Example::

        at = AppTest.from_file("app.py")
        with use_apptest(at):
            FilterState.status = "active"
        at.run()
        assert at.selectbox[0].value == "active"
        at.button[0].click().run()
        with use_apptest(at):
            assert FilterState.page == 2
    """
    if not (hasattr(at, "session_state") and hasattr(at, "query_params")):
        raise FakeUseError(
            f"use_apptest() takes an AppTest, such as AppTest.from_file(...), not a value of type "
            f"{type(at).__name__}."
        )
    with use_ports(at.session_state, AppTestQuery(at)):
        yield
