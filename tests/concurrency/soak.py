"""Many visitors at once, each in their own thread, until the time is over.

``python -m concurrency.soak --minutes 10`` runs them for that long; ``--seed`` repeats their
actions, and ``--only`` runs one of them alone.
"""

from __future__ import annotations

import gc
import typing
import weakref
from collections.abc import Callable, Mapping
from enum import EnumMeta
from functools import partial
from typing import Any

from concurrency.crowd import Report, at_once, command_line, many_switches, numbers
from concurrency.visitor import NAMES, Remade, Script, Visitor, imported
from real_session import RealSession
from st_page_state.codecs import annotations
from st_page_state.declaration import registry
from st_page_state.engine.class_state import ClassState
from st_page_state.engine.memory import SessionMemory
from st_page_state.meta import PageStateMeta

VISITORS = 64

Tabs = Callable[[str], RealSession]
Made = list[weakref.WeakSet[Any]]
"""The classes made by each visitor's script that still exist."""


def soak(
    seed: str,
    seconds: float,
    *,
    visitors: int = VISITORS,
    only: int | None = None,
    tabs: Callable[[int], Tabs] = lambda _: RealSession,
) -> Report:
    """Let visitors act at random at once; stop all at the first difference.

    Args:
        seed: the seed of all visitors.
        seconds: the duration.
        visitors: their number.
        only: the number of the only visitor to run.
        tabs: opens the tabs of a visitor, by its number.
    """
    report = Report(seed)
    former: Made = []
    before = _in_memory()
    with many_switches():
        opens = {n: partial(_open, seed, n, tabs(n), former) for n in numbers(visitors, only)}
        at_once(report, seconds, opens)
        del opens
    after = _in_memory()
    made = [cls for remade in former for cls in remade]
    report.left = {
        **{kind: count - before[kind] for kind, count in after.items()},
        "classes of former runs": sum(isinstance(cls, PageStateMeta) for cls in made),
        "Enums of former runs": sum(isinstance(cls, EnumMeta) for cls in made),
    }
    return report


def _in_memory() -> dict[str, int]:
    for forget in typing._cleanups:  # type: ignore[attr-defined]
        forget()  # Python itself keeps the last 128 annotations with all that hangs on them
    gc.collect()
    kept = [type(thing) for thing in gc.get_objects()]
    return {
        **{kind.__name__: kept.count(kind) for kind in (RealSession, SessionMemory, ClassState)},
        "places": len(registry._loaded),
        "codecs": sum(map(len, annotations._codecs.values())),
    }


def _open(seed: str, number: int, tabs: Tabs, former: Made) -> Visitor:
    script, zoom = _script(number)
    made: weakref.WeakSet[Any] = weakref.WeakSet()
    former.append(made)

    def noted() -> Mapping[str, Any]:
        names = script()
        if script is not imported:
            made.update(names[name] for name in (*NAMES, "Level"))
        return names

    return Visitor(f"visitor{number}", f"{seed}/{number}", noted, zoom, tabs)


def _script(number: int) -> tuple[Script, int]:
    """Return a visitor's script: half have remade classes, some of them from an edited script."""
    if number % 2 == 0:
        return imported, 1
    zoom = 2 + number // 2 % 2
    return Remade(zoom), zoom


if __name__ == "__main__":
    command_line(soak, __doc__, VISITORS)
