"""The query params of one session on the server."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlencode

from st_page_state import Params, QueryPort, Run, Texts
from st_page_state.ports import RESERVED_PARAMS, Ending
from st_page_state_fakes.errors import RerunException, StopException
from st_page_state_fakes.server.script_run import ScriptRun

MOST_CHARACTERS = 524_288
MOST_FIELDS = 1000


def is_reserved(name: str) -> bool:
    """Tell whether Streamlit reserves this param."""
    return name.lower() in RESERVED_PARAMS


class ParamStore:
    """The params, their bindings to widgets, and the connection to the browser.

    Args:
        send: is given the whole query string at each change, which the browser then shows.
        limited: an address that is far too long counts as bare.

    Attributes:
        texts: every param, reserved ones included. A param without texts is not in the
            address, yet stays until the next run.
        began: the params the present run began with.
        bound: the params that widgets have bound, with who bound them.
        listed: the params that the app has assigned as lists, which Streamlit shows as such.
    """

    def __init__(self, send: Callable[[str], None], *, limited: bool = True) -> None:
        self._send = send
        self._limited = limited
        self.texts: dict[str, Texts] = {}
        self.began: dict[str, Texts] = {}
        self.bound: dict[str, Any] = {}
        self.listed: set[str] = set()

    @property
    def query(self) -> str:
        """The query string."""
        return urlencode(self.texts, doseq=True)

    def visible(self) -> dict[str, Texts]:
        """Return the params that are visible to the app."""
        return _visible(self.texts)

    def begin(self, query: str) -> None:
        """Load the query string that a run begins with."""
        too_long = len(query) > MOST_CHARACTERS or query.count("&") + 1 > MOST_FIELDS
        if self._limited and too_long:
            query = ""
        parsed = parse_qs(query, keep_blank_values=True)
        self.texts = {name: tuple(texts) for name, texts in parsed.items()}
        self.began = dict(self.texts)
        self.listed.clear()

    def note(self, name: str, *, listed: bool) -> None:
        """Note whether a param was assigned as a list."""
        if listed:
            self.listed.add(name)
        else:
            self.listed.discard(name)

    def send(self) -> None:
        """Send the params to the browser."""
        self._send(self.query)

    def replace(self, params: Params) -> None:
        """Replace the params in one message, except reserved and bound ones."""
        fixed = {n: t for n, t in self.texts.items() if n in self.bound or is_reserved(n)}
        free = {
            n: tuple(texts)
            for n, texts in params.items()
            if texts and n not in self.bound and not is_reserved(n)
        }
        urlencode(free, doseq=True)  # raises for what no address can hold
        self.texts = {**fixed, **free}
        self.listed &= fixed.keys()
        self.send()


class TabQuery(QueryPort):
    """The query port of a tab, which the library uses.

    Args:
        params: the session's params.
        run: returns the run in progress, or the last one.
        knows_began: Streamlit remembers what a run began with.
        knows_history: it tells a run that Back or Forward started it.
    """

    def __init__(
        self,
        params: ParamStore,
        run: Callable[[], ScriptRun | None],
        *,
        knows_began: bool,
        knows_history: bool,
    ) -> None:
        self._params = params
        self._run = run
        self._knows_began = knows_began
        self._knows_history = knows_history
        self._at_end: dict[str, Callable[[], None]] = {}

    def read(self) -> Params:
        return self._params.visible()

    def replace(self, params: Params) -> None:
        self._params.replace(params)

    def token(self) -> object:
        run = self._run()
        return self.read() if run is None else run.query

    def protected(self) -> frozenset[str]:
        return frozenset(self._params.bound)

    def run(self) -> Run | None:
        run = self._run()
        if run is None:
            return None
        return Run(run, run.page, self._history(run), from_browser=run.from_browser)

    def _history(self, run: ScriptRun) -> bool | None:
        return run.history if self._knows_history else None

    def at_end_of_run(self, key: str, call: Callable[[], None]) -> None:
        self._at_end[key] = call

    def begin_run(self) -> None:
        """Forget what an earlier run, which did not end by itself, would have called."""
        self._at_end.clear()

    def end_run(self) -> None:
        """Call what is to be called at the end of a run."""
        for call in [*self._at_end.values()]:
            call()

    def began(self) -> Params:
        return _visible(self._params.began) if self._knows_began else self.read()

    def asked_by_app(self, error: BaseException) -> Ending | None:
        # Nothing stops a simulated run from outside.
        if isinstance(error, RerunException):
            return "switch_page" if error.rerun_data.switches else "rerun"
        return "stop" if isinstance(error, StopException) else None

    def tell_next_run(self, error: BaseException) -> None:
        run = self._run()
        assert run is not None, "a run is being ended"
        assert isinstance(error, RerunException), "st.rerun() was called"
        error.rerun_data = replace(error.rerun_data, query=run.query)


def _visible(texts: Mapping[str, Texts]) -> dict[str, Texts]:
    return {name: t for name, t in texts.items() if not is_reserved(name)}
