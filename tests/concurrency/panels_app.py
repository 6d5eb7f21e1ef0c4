"""An app of panels that run in parallel; as a script it makes its classes again in each run."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import add_script_run_ctx

from concurrency.panels_scene import Scene
from drivers.script_runner import PARALLEL_FRAGMENTS, tab_here
from st_page_state import PageState, StateVar

SLOW = 0.02  # seconds that a hook takes


def beside(*names: str) -> list[str]:
    """Return the full names of classes of this module, which the tests load twice."""
    return [f"{__name__}.{name}" for name in names]


class Left(PageState):
    """A panel with a hook that writes a field of another class."""

    n: int = StateVar(default=0, url_key="left")
    tags: list[int] = StateVar(default_factory=list, url_key="left_tag")
    plain: int = StateVar(default=0)
    thread: int = StateVar(default=0, url_key="left_thread")

    class Config:
        share_url_with = beside("Middle", "Right", "Common")

    @classmethod
    def on_change(cls, field: str, old: Any, new: Any, /) -> None:
        if field == "n":
            Common.seen = new


class Middle(PageState):
    """A panel with a slow hook."""

    n: int = StateVar(default=0, url_key="middle")
    tags: list[int] = StateVar(default_factory=list, url_key="middle_tag")
    plain: int = StateVar(default=0)
    thread: int = StateVar(default=0, url_key="middle_thread")

    class Config:
        share_url_with = beside("Left", "Right", "Common")

    @classmethod
    def on_change(cls, field: str, old: Any, new: Any, /) -> None:
        time.sleep(SLOW)


class Right(PageState):
    n: int = StateVar(default=0, url_key="right")
    tags: list[int] = StateVar(default_factory=list)
    plain: int = StateVar(default=0)

    class Config:
        share_url_with = beside("Left", "Middle", "Common")


class Alone(PageState):
    """A class that purges the others' params on a claim, as they purge its own."""

    n: int = StateVar(default=0, url_key="alone")
    tags: list[int] = StateVar(default_factory=list, url_key="alone_tag")
    plain: int = StateVar(default=0)


class Common(PageState):
    """One class with a field for each writer."""

    left: int = StateVar(default=0, url_key="by_left")
    middle: int = StateVar(default=0, url_key="by_middle")
    right: int = StateVar(default=0)
    alone: int = StateVar(default=0, url_key="by_alone")
    thread: int = StateVar(default=0, url_key="by_thread")
    seen: int = StateVar(default=0, url_key="seen")
    log: list[int] = StateVar(default_factory=list)

    class Config:
        share_url_with = beside("Left", "Middle", "Right")


CLASSES = {cls.__name__: cls for cls in (Left, Middle, Right, Alone, Common)}


def in_thread(work: Callable[[], None]) -> threading.Thread:
    """Start a thread that has the context of the run."""
    thread = threading.Thread(target=work)
    add_script_run_ctx(thread)
    thread.start()
    return thread


def in_parallel(works: list[Callable[[], None]]) -> list[threading.Thread]:
    """Start panels in parallel, and return the threads to wait for."""
    if not PARALLEL_FRAGMENTS:
        return [in_thread(work) for work in works]
    panel = st.fragment(parallel=True)(lambda work: work())
    for work in works:
        panel(work)
    return []  # Streamlit itself waits for its own


def script(scene: Scene, classes: Mapping[str, Any]) -> None:
    """Do this run's plan: each panel its part, and the main script its own."""
    plan = scene.begin(classes)
    background = in_thread(scene.writing_in_thread(plan))
    scene.threads[plan.thread].append(background)
    panels = in_parallel([scene.writing(plan, name) for name in ("left", "middle", "right")])
    scene.threads["joined"].extend(panels)
    scene.release("late")  # the thread of an earlier run
    scene.writing(plan, "alone")()
    scene.release("joined")
    if plan.leave:
        getattr(st, plan.leave)()
    scene.end(plan)


if __name__ == "__main__":
    script(tab_here().told, CLASSES)
