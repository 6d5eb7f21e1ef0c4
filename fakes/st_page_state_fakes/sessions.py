"""The server's side of an app and its sessions, as a tab sees them."""

from __future__ import annotations

import warnings
from collections.abc import Generator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from st_page_state import QueryPort
from st_page_state.persistence import Persistence
from st_page_state_fakes.browser.browser import Browser
from st_page_state_fakes.server.script_run import RerunData
from st_page_state_fakes.server.versions import Behaviour


@dataclass(slots=True)
class Visitor:
    """The person in front of a tab, as ``st.user`` and ``st.context`` tell of them.

    Attributes:
        user: the claims of a user who is logged in; None if nobody is.
        cookies: the browser's cookies.
        headers: the headers of the browser's request.
        locale: the browser's language, such as ``"de-DE"``.
        timezone: its time zone, such as ``"Europe/Berlin"``.
        theme: ``"light"`` or ``"dark"``.
        saving: where values are saved, and for whom.
    """

    user: Mapping[str, Any] | None = None
    cookies: Mapping[str, str] = field(default_factory=dict[str, str])
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    locale: str = "en-US"
    timezone: str = "UTC"
    theme: str = "light"
    saving: Persistence | None = None

    @property
    def minutes_to_utc(self) -> int:
        """The minutes from local time to UTC, as a browser tells them."""
        offset = datetime.now(ZoneInfo(self.timezone)).utcoffset() or timedelta()
        return -int(offset.total_seconds() // 60)


class Session(Protocol):
    """One session: its state and its script runs.

    Attributes:
        left: the script has sent the browser to another address (``st.logout``), which loads
            the app anew.
    """

    left: bool

    def handle(self, request: RerunData) -> None:
        """Run a request and the reruns that follow from it.

        Raises:
            Exception: what the script raised, once the run has ended.
        """

    def running(self, request: RerunData) -> AbstractContextManager[Any]:
        """Run a block as the body of a run, in place of the script; it is given ``st``."""
        ...

    def timed_fragments(self) -> list[str]:
        """Return the fragments that rerun by themselves (``run_every``)."""
        ...

    def contents(self) -> dict[str, Any]:
        """Return a copy of ``st.session_state``."""
        ...

    def query(self) -> QueryPort:
        """Return a query port on a copy of the params."""
        ...

    def tree(self) -> Any:
        """Return Streamlit's own tree of the elements on the page."""
        ...


class Site(Protocol):
    """One app in one server process.

    Attributes:
        behaviour: the behaviour of the Streamlit version.
        warnings: what was warned of in the runs of its sessions.
    """

    behaviour: Behaviour
    warnings: list[Warning]

    @property
    def several_pages(self) -> bool:
        """Whether the app has more than one page."""
        ...

    def page_named(self, name: str) -> str:
        """Return the page of this name.

        Raises:
            Exception: there is none; Streamlit's own class of exception.
        """
        ...

    def open_session(self, browser: Browser, visitor: Visitor) -> Session:
        """Begin a session for a page that was loaded in a browser."""
        ...

    def restart(self) -> None:
        """Begin a new server process."""

    def clear_caches(self) -> None:
        """Forget what ``st.cache_data`` and ``st.cache_resource`` hold."""


@contextmanager
def noting(found: list[Warning]) -> Generator[None, None, None]:
    """Note each warning that is shown during a block, beside showing it."""
    show = warnings.showwarning

    def note(message: Warning | str, category: type[Warning], *where: Any) -> None:
        found.append(message if isinstance(message, Warning) else category(message))
        show(message, category, *where)

    warnings.showwarning = note  # type: ignore[assignment]
    try:
        yield
    finally:
        warnings.showwarning = show
