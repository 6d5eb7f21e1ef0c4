"""The ports on a Streamlit that lacks some of the private names: each part done without them.

A class here stands in for one part of ``private.PARTS``, and leaves the others as they are.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Container, Generator, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any
from urllib.parse import urlencode

import streamlit

from st_page_state.adapters.private import HAS_BIND, own_params
from st_page_state.adapters.query import StreamlitQuery, is_reserved
from st_page_state.adapters.run_end import Lock
from st_page_state.adapters.session import StreamlitSession
from st_page_state.ports import Params, Run, WidgetSession


class PublicSession(StreamlitSession):
    """The session by ``st.session_state``."""

    def __init__(self, context: Any) -> None:
        self._state = getattr(context, "session_state", None)

    def __getitem__(self, key: str) -> Any:
        return streamlit.session_state[key]

    def get(self, key: str, default: Any = None) -> Any:
        return WidgetSession.get(self, key, default)

    def __setitem__(self, key: str, value: Any) -> None:
        streamlit.session_state[key] = value

    def __delitem__(self, key: str) -> None:
        del streamlit.session_state[key]

    def __contains__(self, key: object) -> bool:
        return key in streamlit.session_state

    def __iter__(self) -> Iterator[str]:
        return iter([str(key) for key in streamlit.session_state])

    def __len__(self) -> int:
        return len(streamlit.session_state)


class WithoutIdentity(StreamlitSession):
    """No widget's identity is known."""

    def widget_identity(self, key: str) -> str | None:
        return None


class WithoutBrowser(StreamlitSession):
    """What the browser has is unknown."""

    def in_browser(self, key: str) -> bool:
        return True


class WithoutEarly(StreamlitSession):
    """No page is known to have been open before."""

    def early(self) -> Mapping[str, object]:
        return {}


class PublicQuery(StreamlitQuery):
    """The query string by ``st.query_params``."""

    def _find_own(self) -> Any:
        return own_params(self._context)

    def read(self) -> Params:
        return {name: texts for name, texts in _shown().items() if not is_reserved(name)}

    def token(self) -> object:
        return [*self.read().items()]

    def replace(self, params: Params) -> None:
        present = _shown()
        bound = self._bound_among({**present, **params})
        # Before Streamlit 1.55, an embed that is not in lower case is a param like any other.
        new = {name: [*texts] for name, texts in present.items() if is_reserved(name)}
        for name, texts in params.items():
            if texts and name not in bound and not is_reserved(name):
                new[name] = [*texts]
        urlencode(new, doseq=True)  # raises for what no address can hold: Streamlit does too late
        if bound.isdisjoint(present):
            streamlit.query_params.from_dict(new)
            return
        # from_dict() would remove the bound params, so every param that goes costs a message.
        for name in present:
            if name not in bound and name not in new:
                del streamlit.query_params[name]
        changed = {name: texts for name, texts in new.items() if present.get(name) != (*texts,)}
        if changed:
            streamlit.query_params.update(changed)

    def _bound_among(self, names: Iterable[str]) -> frozenset[str]:
        return self.protected().intersection(names)


def _shown() -> dict[str, tuple[str, ...]]:
    params = streamlit.query_params
    return {name: tuple(params.get_all(name)) for name in params}


class TryingQuery(PublicQuery):
    """Which params are bound shows when one is set."""

    def protected(self) -> frozenset[str]:
        return self._bound_among(self.read())

    def _bound_among(self, names: Iterable[str]) -> frozenset[str]:
        return frozenset([name for name in names if _is_bound(name)]) if HAS_BIND else frozenset()


def _is_bound(name: str) -> bool:
    """Return whether setting a param raises, without setting it."""
    if is_reserved(name):
        return False
    value: Any = _Unwritable()
    try:
        streamlit.query_params[name] = value
    except _NotWrittenError:
        pass
    except Exception:  # noqa: BLE001 - whatever it is, the param cannot be set
        return True
    return False


class _Unwritable:
    """A value that makes the caller fail when it would write it."""

    def __str__(self) -> str:
        raise _NotWrittenError


class _NotWrittenError(Exception):
    """A param is not bound, and stays as it was."""


class WithoutRuns(StreamlitQuery):
    """No run has an identity; it has a page, as long as Streamlit tells."""

    def run(self) -> Run | None:
        return Run(None, getattr(self._context, "page_script_hash", ""))

    def run_key(self) -> object:
        return None

    def at_end_of_run(self, key: str, call: Callable[[], None]) -> None:
        """No run is known to have ended."""


class WithoutEnding(StreamlitQuery):
    """No run is known to have ended."""

    def at_end_of_run(self, key: str, call: Callable[[], None]) -> None:
        """No run is known to have ended."""


class WithoutReruns(StreamlitQuery):
    """The next run begins with what it was given."""

    def tell_next_run(self, error: BaseException) -> None:
        """The exception cannot be told."""


class PublicLock(StreamlitQuery):
    """Streamlit holds its lock while it lends the params."""

    def _find_lock(self) -> Lock:
        lend = getattr(getattr(self._context, "session_state", None), "query_params", None)
        return threading.RLock() if lend is None else _LentLock(lend)


class _LentLock:
    def __init__(self, lend: Callable[[], AbstractContextManager[Any]]) -> None:
        self._lend = lend
        self._held: list[AbstractContextManager[Any]] = []

    def acquire(self) -> None:
        held = self._lend()
        held.__enter__()
        self._held.append(held)

    def release(self) -> None:
        self._held.pop().__exit__(None, None, None)


class WithoutRunner(StreamlitQuery):
    """A run may be stopped at any use of the ports."""

    @contextmanager
    def _locked(self) -> Generator[None, None, None]:
        self._lock.acquire()
        try:
            yield
        finally:
            self._lock.release()

    def uninterrupted(self) -> AbstractContextManager[None]:
        return self._locked()


_SESSIONS: dict[str, type[StreamlitSession]] = {
    "session": PublicSession,
    "identity": WithoutIdentity,
    "browser": WithoutBrowser,
    "early": WithoutEarly,
}
_QUERIES: dict[str, type[StreamlitQuery]] = {
    "bound": TryingQuery,
    "params": PublicQuery,
    "runs": WithoutRuns,
    "ending": WithoutEnding,
    "rerun": WithoutReruns,
    "lock": PublicLock,
    "runner": WithoutRunner,
}
"""The classes by part. The other parts need none: what they lack reads as unknown."""


def ports_without(
    missing: Container[str],
) -> tuple[type[StreamlitSession], type[StreamlitQuery]]:
    """Return the classes of ports that do without some parts."""
    sessions = [way for part, way in _SESSIONS.items() if part in missing]
    queries = [way for part, way in _QUERIES.items() if part in missing]
    session: type[StreamlitSession] = type("Session", (*sessions, StreamlitSession), {})
    query: type[StreamlitQuery] = type("Query", (*queries, StreamlitQuery), {})
    return session, query
