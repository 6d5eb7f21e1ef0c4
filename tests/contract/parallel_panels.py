"""Apps with panels that run in parallel, their state, and a tab that compares both."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qs

from streamlit.runtime.scriptrunner import add_script_run_ctx

from drivers.script_runner import PATIENCE, Gate, RunnerApp, RunnerTab
from st_page_state import PageState, StateVar, link

SLOW = 0.02  # seconds that a hook takes
works: list[Callable[[], None]] = []
inits: list[str] = []
log: list[str] = []
gates: defaultdict[str, Gate] = defaultdict(Gate)


class Panel(PageState):
    """The fields that every panel's class has."""

    @classmethod
    def on_init(cls) -> None:
        inits.append(cls.__name__)


class Left(Panel):
    n: int = StateVar(default=0, url_key="left")
    plain: int = StateVar(default=0)
    tags: list[int] = StateVar(default_factory=list, url_key="left_tag")


class Middle(Panel):
    """A panel with a slow hook."""

    n: int = StateVar(default=0, url_key="middle")
    plain: int = StateVar(default=0)
    tags: list[int] = StateVar(default_factory=list, url_key="middle_tag")

    @classmethod
    def on_change(cls, field: str, old: Any, new: Any, /) -> None:
        time.sleep(SLOW)


class Right(Panel):
    n: int = StateVar(default=0, url_key="right")
    plain: int = StateVar(default=0)
    tags: list[int] = StateVar(default_factory=list, url_key="right_tag")


class SharedLeft(Left):
    class Config:
        url_prefix = "shared_"
        share_url_with = ("SharedMiddle", "SharedRight")


class SharedMiddle(Middle):
    class Config:
        url_prefix = "shared_"
        share_url_with = ("SharedLeft", "SharedRight")


class SharedRight(Right):
    class Config:
        url_prefix = "shared_"
        share_url_with = ("SharedLeft", "SharedMiddle")


class One(PageState):
    """One class with a field for each of the threads that share it."""

    a: int = StateVar(default=0, url_key="a")
    b: int = StateVar(default=0, url_key="b")
    plain: int = StateVar(default=0)
    tags: list[int] = StateVar(default_factory=list, url_key="tag")

    @classmethod
    def on_init(cls) -> None:
        time.sleep(SLOW)
        inits.append("One")

    @classmethod
    def on_change(cls, field: str, old: Any, new: Any, /) -> None:
        if field == "a":
            time.sleep(SLOW / 4)


class Held(PageState):
    """A panel with a hook that works until the panel is stopped."""

    x: int = StateVar(default=0, url_key="x")
    y: int = StateVar(default=0, url_key="y")

    job: ClassVar[Callable[[], None]] = staticmethod(lambda: None)

    @classmethod
    def on_change(cls, field: str, old: Any, new: Any, /) -> None:
        gates["busy"].wait()
        cls.job()


def at_once_in_threads() -> None:
    """Run the works in threads of the run, and wait for them."""
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        add_script_run_ctx(thread)
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
        assert not thread.is_alive()


def in_threads(st: Any) -> None:
    if "stopped" not in st.session_state:
        at_once_in_threads()


def in_fragments(st: Any) -> None:
    """Run the works in fragments that Streamlit runs in parallel."""

    @st.fragment(parallel=True)
    def panel(work: Callable[[], None]) -> None:
        work()

    if "stopped" not in st.session_state:
        for work in works:
            panel(work)


scripts: dict[str, Callable[[Any], None]] = {}


def planned(st: Any) -> None:
    """The script planned by a test."""
    for script in scripts.values():
        script(st)
    scripts.clear()


class Watched:
    """A tab, with the state and the address after its last run.

    Args:
        folder: the folder for the app's files.
        script: the app.
        classes: the classes to read.
        url: the tab's first address.

    Attributes:
        values: the values of the classes, by name.
        address: the params in the address bar.
    """

    def __init__(
        self, folder: Path, script: Callable[[Any], None], *classes: type[PageState], url: str = ""
    ) -> None:
        self._classes = classes
        self.tab: RunnerTab = RunnerApp(folder, script, {}).tab(url)
        self.tab.listeners["SHUTDOWN"] = self._look
        self.values: dict[str, dict[str, Any]] = {}
        self.address: dict[str, list[str]] = {}
        self._wanted: dict[str, list[str]] = {}

    def run(self) -> None:
        """Run the app, and check that the address matches the state."""
        self.tab.rerun()
        assert self.tab.exceptions == []
        said = {name: self.address[name] for name in self._wanted if name in self.address}
        assert said == {name: self._wanted[name] for name in said}

    def missing(self) -> set[str]:
        """Return the params that the address lacks."""
        return self._wanted.keys() - self.address.keys()

    def _look(self) -> None:
        self.address = parse_qs(self.tab.query, keep_blank_values=True)
        snapshots = {cls.__name__: cls.snapshot() for cls in self._classes}
        self.values = {name: {**taken.dump()} for name, taken in snapshots.items()}
        self._wanted = {}
        for taken in snapshots.values():
            self._wanted |= parse_qs(link(taken).lstrip("?"), keep_blank_values=True)
