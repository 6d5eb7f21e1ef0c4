"""Sessions whose panels, threads and runs all write at once, until the time is over.

``python -m concurrency.panels --minutes 10`` runs them for that long, ``--seed`` plans what
was planned before, ``--only`` runs one of the visitors alone, and ``--clicks`` cuts runs short.
"""

from __future__ import annotations

import itertools
import random
from collections import Counter, deque
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import parse_qs

from concurrency import panels_app
from concurrency.crowd import (
    DifferenceError,
    Report,
    at_once,
    command_line,
    many_switches,
    numbers,
)
from concurrency.panels_scene import Place, Scene, planned
from drivers.script_runner import ONE_APP, RunnerTab, running, wait_for
from real_session import VERSION
from st_page_state import link

VISITORS = 8
RUNS = 10  # of one session
WILD = (True, True, False, False, False)
"""Which runs, in turn, may be cut short or leave a thread at work."""

CUTS = ("", "fast", "slow")
"""How a run may be cut short: not at all, by a new runner, or by its own."""

LATE = 1
"""Runs until the address has caught up with what was written behind the browser's back."""

TOLD_OF_BACK = VERSION >= (1, 65)
"""Whether runs know that Back began them. Else what they find in an address that lags behind
may be what somebody wants, and nothing is written here behind the browser's back."""

IMPORTING = """\
from concurrency import panels_app
from drivers.script_runner import tab_here

panels_app.script(tab_here().told, panels_app.CLASSES)
"""
LINKED = {"left": Place("Left", "n"), "middle": Place("Middle", "n"), "alone": Place("Alone", "n")}


class Visitor:
    """One visitor: opens a session, has its script run, clicks while it runs, and compares.

    Args:
        script: the app's main file.
        seed: decides on everything that is planned.
        tab: opens a tab.
        clicks: also clicks while the script runs, which cuts that run short.

    Attributes:
        counts: how many sessions, runs and steps there were, and values and texts compared.
        done: what was done last, for a message.
    """

    def __init__(
        self,
        script: Path,
        seed: str,
        tab: Callable[[Path, str], RunnerTab] = RunnerTab,
        *,
        clicks: bool = False,
    ) -> None:
        self.counts: Counter[str] = Counter()
        self.done: deque[str] = deque(maxlen=12)
        self._script, self._open = script, tab
        self._random = random.Random(seed)
        self._numbers = itertools.count(1)
        self._clicks = clicks

    def visit(self) -> None:
        """Open a session by a link, and use it for a while."""
        self.counts["sessions"] += 1
        linked = {name: next(self._numbers) for name in LINKED if self._random.random() < 0.5}
        self._scene = scene = Scene()
        scene.possible.update({LINKED[name]: [number] for name, number in linked.items()})
        url = "&".join(f"{name}={number}" for name, number in linked.items())
        self._tab = tab = self._open(self._script, url)
        tab.told = scene
        tab.listeners["SHUTDOWN"] = self._compare
        self.done.append(f"open ?{url}")
        for number in range(RUNS):
            self._quiet = not WILD[number % len(WILD)]
            self._settled = number % len(WILD) >= WILD.index(False) + LATE
            cuts = CUTS if self._clicks and TOLD_OF_BACK and not self._quiet else CUTS[:1]
            self._run(cut=self._random.choice(cuts))
            self.counts["runs"] += 1
        scene.release("late")
        self.counts["steps"] += scene.steps

    def _run(self, cut: str) -> None:
        """Have the script run; a click may cut it short."""
        scene, tab = self._scene, self._tab
        scene.plans = [
            planned(self._random, self._numbers, quiet=self._quiet or not TOLD_OF_BACK)
            for _ in range(1 + bool(cut))
        ]
        if cut == "fast":  # two runners: none of them may tidy up while the other is at work
            for plan in scene.plans:
                plan.leave = ""
        self.done.append(f"run, cut short by {cut or 'nothing'}: {scene.plans}")
        scene.ended = False
        scene.reached.clear()
        runs = [tab.start()]
        if cut:
            wait_for(scene.reached)
            tab.fast = cut == "fast"
            if tab.fast:
                scene.pause()
                scene.plans[-1].cuts = runs[0]
                if scene.ended:
                    scene.resume()
                    runs[0].join()
            runs.append(tab.start())
        for run in runs:
            run.join()
        scene.release("joined")  # those of a run that was cut short before it did so
        scene.release("after")
        if scene.errors:
            raise scene.errors[0]
        if tab.exceptions:
            raise DifferenceError(f"the app shows {tab.exceptions}")

    def _compare(self) -> None:
        """Compare what a run has left; called on its thread when it is over."""
        scene, address = self._scene, parse_qs(self._tab.query, keep_blank_values=True)
        scene.reached.set()
        if not scene.classes:
            return
        with scene.at_rest():
            taken = {name: cls.snapshot() for name, cls in scene.classes.items()}
            dumped = {name: cls.dump() for name, cls in scene.classes.items()}
            for place, possible in scene.possible.items():
                found = dumped[place.cls][place.name]
                if found not in possible:
                    wanted = " or ".join(map(repr, possible))
                    raise DifferenceError(f"{place.cls}.{place.name} is {found!r}, not {wanted}")
                scene.possible[place] = [found]
                self.counts["values"] += 1
        if self._settled:
            for snapshot in taken.values():
                self._compare_address(address, link(snapshot).lstrip("?"))

    def _compare_address(self, address: dict[str, list[str]], query: str) -> None:
        for name, texts in parse_qs(query, keep_blank_values=True).items():
            if name in address:
                if address[name] != texts:
                    raise DifferenceError(f"?{name}= is {address[name]}, not {texts}")
                self.counts["texts"] += 1


def soak(
    seed: str,
    seconds: float,
    *,
    visitors: int = VISITORS,
    only: int | None = None,
    tab: Callable[[Path, str], RunnerTab] = RunnerTab,
    clicks: bool = False,
) -> Report:
    """Let visitors use the app at once, and stop all at the first difference.

    Args:
        seed: decides on what each of them does.
        seconds: for how long.
        visitors: how many there are; half of them have an app that makes its classes anew.
        only: one of them alone.
        tab: opens a tab.
        clicks: they also click while their script runs.
    """
    report = Report(seed)
    with TemporaryDirectory() as folder, many_switches(), running():
        importing = Path(folder) / "app.py"
        importing.write_text(IMPORTING)
        scripts = [importing] if ONE_APP else [importing, Path(panels_app.__file__)]
        opens = {
            n: partial(Visitor, scripts[n % len(scripts)], f"{seed}/{n}", tab, clicks=clicks)
            for n in numbers(visitors, only)
        }
        at_once(report, seconds, opens)
    return report


if __name__ == "__main__":
    command_line(soak, __doc__, VISITORS, clicks="cut runs short, too")
