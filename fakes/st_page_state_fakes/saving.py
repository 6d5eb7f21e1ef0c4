"""Who saves what in which store, in an app under test."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any, NoReturn

from st_page_state.browser_ids import Browser
from st_page_state.errors import PageStateWarning
from st_page_state.identities import UnidentifiedError, known_by
from st_page_state.persistence import Persistence
from st_page_state.store_port import Put, Stored, StorePort

_SECRET = "a secret for tests"
"""Were it in the store, its reading would be among the store's calls."""


class TabBrowser:
    """What the browser of a tab tells of its id: a cookie, or an answer to the server.

    Args:
        name: the browser.
        kept: what it keeps, with its other tabs: name -> text.
    """

    def __init__(self, name: str, kept: dict[str, str]) -> None:
        self._name, self._kept = name, kept
        self.connect()

    def connect(self) -> None:
        """Send the cookies that there are now, with the first request of a session."""
        self._cookies, self._told, self._is_asked = {**self._kept}, "", False

    def session(self) -> str | None:
        """Return the browser's name: a test finds its values again, in another app, too."""
        return self._name

    def cookie(self, name: str) -> str | None:
        """Return a cookie that it has sent."""
        return self._cookies.get(name)

    def ask(self, question: Mapping[str, Any]) -> str | None:
        """Keep the id that is offered unless there is one, and tell it after the run."""
        if not self._told:
            self._kept.setdefault(question["names"][0], question["offer"])
            self._is_asked = True
        return self._told or None

    def answer(self) -> bool:
        """Tell what was asked for; return whether there was something, which takes a run."""
        if not self._is_asked:
            return False
        (self._told,), self._is_asked = self._kept.values(), False
        return True


class _Unasked:
    """The same browser, for whoever only looks."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser

    def session(self) -> str | None:
        return self._browser.session()

    def cookie(self, name: str) -> str | None:
        return self._browser.cookie(name)

    def ask(self, question: Mapping[str, Any]) -> str | None:
        return None


@dataclass(slots=True)
class Configured:
    """What an app has configured.

    Attributes:
        identity: its own function that tells who is logged in.
    """

    identity: Callable[[], str | None] | None = None


class Saving(Persistence):
    """A store with a visitor's identities.

    Args:
        store: the store.
        user: returns the claims of the user who is logged in; None if nobody is.
        browser: the visitor's browser.
        configured: what the app has configured.
    """

    def __init__(
        self,
        store: StorePort,
        user: Callable[[], Mapping[str, Any] | None],
        browser: TabBrowser,
        configured: Configured,
    ) -> None:
        super().__init__(store, "", (_SECRET,), self._ask, lambda: browser)
        self._user, self._configured = user, configured
        self._answer: Callable[[], str | None] = self._whoever
        self._unnamed = self._told = False

    def use_identity(self, identity: Callable[[], str | None]) -> None:
        self._configured.identity = identity

    def last(self, source: str) -> str | None:
        """Return what was last answered: outside of a run, the app's own function may fail."""
        return self._answer()

    def _ask(self, source: str) -> str | None:
        try:
            found = self._whoever()
        except Exception as error:
            self._answer = partial(_raise, error)
            raise
        self._answer = lambda: found
        return found

    def _whoever(self) -> str | None:
        if self._configured.identity is not None:
            return self._configured.identity()
        user = self._user()
        try:
            return None if user is None else known_by(user.get("iss"), user.get("sub"))
        except UnidentifiedError:
            self._unnamed = True
            raise

    def warn_once(self) -> None:
        """Warn if nothing is saved because of how the test logs its user in.

        Not where the library asks for the user: it takes what is raised there, as a warning may
        be, for the failure of an app's own function.
        """
        if self._unnamed and not self._told:
            self._told = True
            warnings.warn(
                "Nothing is saved: a class with Config.persist asks who is logged in, and the user "
                "of open(user=...) has no iss and sub to be known by. Streamlit's login always "
                'gives both: user={"iss": "https://id.example", "sub": "7"}.',
                PageStateWarning,
                stacklevel=5,
            )


def _raise(error: Exception) -> NoReturn:
    raise error


def unnoticed(saving: Persistence) -> Persistence:
    """Return what reads the same values without a trace, for a look at a tab's state."""
    browser = saving.browser
    looked = None if browser is None else lambda: _Unasked(browser())
    identity = saving.last if isinstance(saving, Saving) else saving.identity
    return Persistence(_Unnoticed(saving.store), "", (_SECRET,), identity, looked)


class _Unnoticed(StorePort):
    """A store that is read without being called, if it notes its calls, and never written."""

    def __init__(self, store: StorePort) -> None:
        self._store = store

    def get(self, keys: Sequence[str]) -> dict[str, Stored]:
        calls: list[Any] | None = getattr(self._store, "calls", None)
        before = None if calls is None else len(calls)
        try:
            return self._store.get(keys)
        finally:
            if calls is not None:
                del calls[before:]

    def add(self, items: Mapping[str, bytes], ttl: timedelta | None) -> None:
        """Renew nothing."""

    def put(self, items: Mapping[str, Put], ttl: timedelta | None) -> dict[str, int | None]:
        return dict.fromkeys(items, 1)

    def delete(self, keys: Sequence[str]) -> None:
        """Delete nothing."""

    def keys(self, prefix: str) -> Iterator[str]:
        return self._store.keys(prefix)

    def sweep(self, most: int = 1000) -> int:
        return 0

    def now(self) -> float:
        return self._store.now()
