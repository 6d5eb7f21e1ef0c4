"""Sessions with panels, threads and runs that write at the same time, until the time is over.

``python -m concurrency.panels --minutes 10`` runs them for that long, ``--seed`` repeats earlier
plans, ``--only`` runs one of the visitors alone, ``--clicks`` cuts runs short, and ``--edits``
has a developer edit the script meanwhile.
"""

from __future__ import annotations

import itertools
import random
from collections import Counter, deque
from collections.abc import Callable
from contextlib import nullcontext
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
from concurrency.edits import live_edits
from concurrency.panels_scene import Place, Scene, planned
from drivers.script_runner import ONE_APP, RunnerTab, running, wait_for
from real_session import VERSION
from st_page_state import link

VISITORS = 8
RUNS = 10  # of one session
WILD = (True, True, False, False, False)
"""Whether each run, in turn, may be cut short or leave a thread working."""

CUTS = ("", "fast", "slow")
"""Ways to cut a run short: not at all, by a new runner, or by its own."""

LATE = 1
"""Runs until the address has caught up with writes that the browser missed."""

TOLD_OF_BACK = VERSION >= (1, 65)
"""Whether runs know that Back began them. If not, they may take a lagging address for a user's
navigation, so nothing is written without the browser."""

IMPORTING = """\
from concurrency import panels_app
from drivers.script_runner import tab_here

panels_app.script(tab_here().told, panels_app.CLASSES)
"""
LINKED = {"left": Place("Left", "n"), "middle": Place("Middle", "n"), "alone": Place("Alone", "n")}


class Visitor:
    """A visitor that opens a session, runs the script, clicks meanwhile, and compares.

    Args:
        script: the app's main file.
        seed: the seed of all plans.
        tab: opens a tab.
        clicks: also clicks while the script runs, which cuts that run short.

    Attributes:
        counts: the numbers of sessions, runs, steps, and compared values and texts.
        done: the last steps, for a message.
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
        """Run the script; a click may cut the run short."""
        scene, tab = self._scene, self._tab
        scene.plans = [
            planned(self._random, self._numbers, quiet=self._quiet or not TOLD_OF_BACK)
            for _ in range(1 + bool(cut))
        ]
        if cut == "fast":  # two runners: neither may clean up while the other is working
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
        scene.release("joined")  # the threads of a run that was cut short before it joined them
        scene.release("after")
        if scene.errors:
            raise scene.errors[0]
        if tab.exceptions:
            raise DifferenceError(f"the app shows {tab.exceptions}")

    def _compare(self) -> None:
        """Compare the state after a run; called on its thread when it is over."""
        scene, address = self._scene, parse_qs(self._tab.query, keep_blank_values=True)
        scene.reached.set()
        if not scene.classes:
            return
        with scene.all_paused():
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
    edits: bool = False,
) -> Report:
    """Let visitors use the app at once; stop all at the first difference.

    Args:
        seed: the seed of all visitors.
        seconds: the duration.
        visitors: their number; half of them have an app that makes its classes again.
        only: the number of the only visitor to run.
        tab: opens a tab.
        clicks: whether they also click while their script runs.
        edits: whether the script that makes its classes again is edited all the time.
    """
    report = Report(seed)
    with TemporaryDirectory() as folder, many_switches(), running():
        importing = Path(folder) / "app.py"
        importing.write_text(IMPORTING)
        again = nullcontext(Path(panels_app.__file__))
        with live_edits(Path(folder), seed) if edits else again as remaking:
            scripts = [remaking if edits else importing] if ONE_APP else [importing, remaking]
            opens = {
                n: partial(Visitor, scripts[n % len(scripts)], f"{seed}/{n}", tab, clicks=clicks)
                for n in numbers(visitors, only)
            }
            at_once(report, seconds, opens)
    return report


if __name__ == "__main__":
    command_line(soak, __doc__, VISITORS, clicks="cut runs short", edits="edit the script")
