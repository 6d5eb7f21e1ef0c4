"""The recorder: makes a timeline of what transactions and runs tell."""

from __future__ import annotations

import sys
import time
from collections.abc import Collection, Mapping
from pathlib import Path
from types import FrameType
from typing import Any

from st_page_state.codecs.equality import same
from st_page_state.declaration.spec import Spec
from st_page_state.devtools import run_facts
from st_page_state.devtools.timeline import Act, Action, Change, Place, Source, Timeline, key_of
from st_page_state.engine.class_state import ClassState
from st_page_state.engine.memory import SessionMemory
from st_page_state.trace import Event, shown

_OWN = ("st_page_state.", "contextlib")
_BACK = ("back", "forward")
_BY_THE_PAGE = ("code", "a change", "link", "Back", "Forward")


class Recorder:
    """Keeps the timeline of one session. What it knows of the run is not pickled.

    Attributes:
        timeline: the timeline.
    """

    def __init__(self) -> None:
        self.timeline: Timeline = Timeline()
        self._forget_run()

    def _forget_run(self) -> None:
        self._run: object = None
        self._act: Act | None = None
        self._callbacks: dict[str, str] = {}
        self._runner: object = None
        self._is_rerun_of_history = False
        self._drawn: object = None
        self._changed: frozenset[tuple[str, str]] = frozenset()
        self._is_moving = False

    def __getstate__(self) -> Timeline:
        return self.timeline

    def __setstate__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self._forget_run()

    def enter(self, ports: Any) -> None:
        """Note what began the run in progress; once in a run."""
        run = ports.query.run()
        if run is None or run.key is self._run or not run.owns_address:
            return
        is_first, self._run = self._run is None and not self.timeline.acts, run.key
        facts = run_facts.look(self.timeline, self._runner)
        self._runner, self._callbacks = facts.runner, facts.callbacks
        self.timeline.pages |= facts.pages
        self._is_rerun_of_history = bool(run.history)
        began = Place(run.page, facts.began)
        act = self._act_of(began, facts, run, is_first=is_first)
        self._is_moving, self._changed = False, frozenset()
        if act is not None:
            self.timeline.add(act)
            self._note_move(act, began)
        if act is not None or run.from_browser:
            self._act = act

    def look_at_changes(self, memory: SessionMemory | None) -> None:
        """Note what callbacks have changed in place; the script's own code has yet to begin."""
        found: set[tuple[str, str]] = set()
        if memory is not None and self._callbacks:
            for namespace, state in memory.classes.items():
                fields = {} if state.spec is None else state.spec.fields
                for name, stored, value in state.mutables.current(state.values):
                    if name in fields and not fields[name].codec.unchanged(value, stored):
                        found.add((namespace, name))
        self._changed = frozenset(found)

    def is_first_drawing(self, ports: Any) -> bool:
        """Return whether the inspector is drawn for the first time in the run in progress."""
        run = ports.query.run()
        former, self._drawn = self._drawn, None if run is None else run.key
        return run is None or former is not run.key

    def _act_of(
        self, began: Place, facts: run_facts.Facts, run: Any, *, is_first: bool
    ) -> Act | None:
        timeline = self.timeline
        if is_first:
            timeline.landing = began
            timeline.push(began)
            return Act("open", began)
        before = timeline.entries[timeline.at] if timeline.entries else None
        if facts.entered:
            timeline.push(began)
            return Act("edit", began, facts.entered)
        if before is None or before == began or not run.from_browser:
            timeline.push(began)
            return None
        # Older Streamlits do not tell Back from a page switch, which leaves no params.
        switched = run.history is None and before.page != began.page and not began.query
        steps = None if run.history is False or switched else timeline.travel(began)
        if steps is not None:
            return Act("back" if steps < 0 else "forward", began, steps=abs(steps))
        timeline.push(began)
        return Act("page" if before.page != began.page else "address", began)

    def _note_move(self, act: Act, began: Place) -> None:
        """Note that the session comes to another page as an action of its own."""
        timeline = self.timeline
        before = next((a.place for a in reversed(timeline.actions)), timeline.landing)
        if act.kind not in ("page", *_BACK) or before is None or before.page == began.page:
            return
        name = timeline.pages.get(began.page, "")
        words = act.kind.capitalize() if act.kind in _BACK else f"page {name or 'main'}"
        timeline.count += 1
        timeline.actions.append(Action(timeline.count, time.time(), words, "", began, (), (), 0.0))
        self._is_moving = True

    def begin(self, tx: Any) -> None:
        """Note that a transaction starts, or starts over."""
        self.enter(tx.ports)
        if not hasattr(tx, "recorded_since"):
            tx.recorded_since = time.perf_counter()

    def end(self, tx: Any) -> None:
        """Take over the events of a transaction that is over."""
        took = (time.perf_counter() - tx.recorded_since) * 1000
        events = tuple(tx.events)
        rolled_back = bool(events) and events[-1].kind == "rollback"
        changes = () if rolled_back else tuple(self._changes(tx, events))
        rejected = () if rolled_back else tuple(self._rejected(tx))
        if not changes and not rejected and all(event.kind == "touch" for event in events):
            return
        place = Place(tx.address.run.page, run_facts.query_of(tx.ports.query))
        self._know(place.page)
        if any(event.kind == "update" for event in events):
            (self.timeline.replace if self._is_rerun_of_history else self.timeline.push)(place)
        cause, widget = self._cause(events, tx.changes.noticed)
        timeline = self.timeline
        if any(event.cause == "inspector" for event in events):
            timeline.add(Act("inspector", place, loaded=timeline.loading))
            timeline.loading = ""
        action = Action(
            timeline.count + 1, time.time(), cause, widget, place, changes, events, took, rejected
        )
        if self._is_moving and not widget and cause.startswith(_BY_THE_PAGE):
            # What a page does by itself when one comes to it.
            action = _joined(timeline.actions.pop(), action)
        else:
            timeline.count, self._is_moving = timeline.count + 1, False
        timeline.actions.append(action)
        timeline.sources |= {(c.namespace, c.field): c.source for c in changes}

    def _know(self, page: str) -> None:
        """Note the page of the run in progress, which ``st.navigation()`` may just have told."""
        timeline = self.timeline
        if page in timeline.pages:
            return
        timeline.pages |= run_facts.known_pages()
        landing = timeline.landing
        if landing is None or timeline.done != 1 or timeline.lost:
            return
        began, former = landing._replace(page=page), landing.page
        timeline.landing = began
        timeline.acts[0] = timeline.acts[0]._replace(place=began)
        timeline.entries = [
            entry._replace(page=page) if entry.page == former else entry
            for entry in timeline.entries
        ]

    def _changes(self, tx: Any, events: tuple[Event, ...]) -> list[Change]:
        found: list[Change] = []
        used = {name: s for name, s in tx.memory.classes.items() if s.spec is not None}
        for namespace in [name for name in tx.changes.origins if name in used]:
            state, origin = used[namespace], tx.changes.origins[namespace]
            spec: Spec = state.spec
            before = spec.initial()[0] if origin is None else origin[2]
            for name, new in state.values.items():
                old = before.get(name)
                if not same(old, new):
                    source = self._source(namespace, spec.name, name, events)
                    found.append(Change(namespace, spec.name, name, old, new, source))
        return found

    def _rejected(self, tx: Any) -> list[str]:
        """Return what was rejected since the last transaction, and why, in words."""
        found: list[str] = []
        known = self.timeline.errors
        classes: dict[str, ClassState] = tx.memory.classes
        specs = {name: s.spec for name, s in classes.items() if s.spec is not None}
        for namespace in [name for name in tx.changes.origins if name in specs]:
            errors = errors_of(classes[namespace])
            for key in [k for k in known if k[0] == namespace and k[1:] not in errors]:
                del known[key]
            for (name, by), (text, why) in errors.items():
                if known.get((namespace, name, by)) != (text, why):
                    known[namespace, name, by] = text, why
                    found.append(f"rejected {by} {specs[namespace].name}.{name}: {text} {why}")
        return found

    def _source(self, namespace: str, cls: str, name: str, events: tuple[Event, ...]) -> Source:
        for event in reversed(events):
            if event.cls != cls or name not in event.values:
                continue
            if event.kind == "adopt":
                return "Back" if self._act is not None and self._act.kind in _BACK else "link"
            if event.kind == "recover":
                return "saved"
            if event.kind in ("claim", "touch"):
                by, _, keys = event.cause.partition(" ")
                if by == "widget" and self._is_secret(keys, name):
                    self.timeline.secrets.add((namespace, name))
                return _BY.get(by, "code")
        return "code"

    def _is_secret(self, keys: str, field: str) -> bool:
        """Return whether a secret widget may have set a field; one of these keys has set it."""
        entered = () if self._act is None else self._act.entered
        secret = [key_of(e.widget) for e in entered if self.timeline.is_secret(e.widget)]
        found = [key for key in keys.split(" ") if key in secret]
        # A key of the library's own ends with the field's name.
        return any(":" not in key or key.rpartition(".")[2] == field for key in found)

    def _cause(
        self, events: tuple[Event, ...], noticed: Mapping[str, Collection[str]]
    ) -> tuple[str, str]:
        """Return what led to an action, and the widget that did."""
        act, timeline = self._act, self.timeline
        for event in events:
            if event.cause == "inspector":
                return timeline.words, ""
        entered = () if act is None else act.entered
        for event in events:
            by, _, keys = event.cause.partition(" ")
            if by == "widget":
                ids = [one.widget for one in entered if one.widget.endswith(f"-{keys}")]
                return f"widget {timeline.named(ids[0]) if ids else keys}", next(iter(ids), "")
        if any(event.kind == "adopt" for event in events) and act is not None:
            if act.kind in _BACK:
                return act.kind.capitalize(), ""
            if act.kind != "edit":
                return "link", ""
        line, in_callback = _app_line(sys._getframe(1))  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - documented
        in_place = [(cls, name) for cls, names in noticed.items() for name in names]
        if entered and not in_callback and in_place and self._changed.issuperset(in_place):
            in_callback, line = True, "in place"
        if in_callback and entered:
            pressed = next((one for one in entered if one.widget in self._callbacks), entered[-1])
            name = self._callbacks.get(pressed.widget, "")
            return " ".join(filter(None, ["callback", name, line])), pressed.widget
        if in_place:
            return f"a change in place, seen at {line or 'the end of the run'}", ""
        return f"code {line}".rstrip(), ""


def errors_of(state: ClassState) -> dict[tuple[str, str], tuple[str, str]]:
    """Return what a class has rejected: field and source -> what, and why."""
    links = {(n, "link"): (shown((t,)), why) for n, (t, why) in state.url_errors.items()}
    found = state.widget_errors.items()
    widgets = {(name, "widget"): (kind, why) for name, (kind, why) in found if why}
    return links | widgets


def _joined(move: Action, action: Action) -> Action:
    """Return a move to another page together with what the page then did."""
    return move._replace(
        place=action.place, changes=move.changes + action.changes,
        events=move.events + action.events, rejected=move.rejected + action.rejected,
        milliseconds=move.milliseconds + action.milliseconds,
    )  # fmt: skip


_BY: dict[str, Source] = {
    "widget": "widget", "hook": "hook", "inspector": "inspector", "undo": "undo", "redo": "redo",
}  # fmt: skip


def _app_line(frame: FrameType | None) -> tuple[str, bool]:
    """Return the line of the app's code that is running, and whether it is in a callback."""
    line = ""
    while frame is not None:
        module = str(frame.f_globals.get("__name__"))
        if module.startswith("streamlit."):
            return line, "callback" in frame.f_code.co_name
        if not line and not f"{module}.".startswith(_OWN) and "<" not in frame.f_code.co_filename:
            name = frame.f_code.co_name
            where = "" if name == "<module>" else f" in {name}"
            line = f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno}{where}"
        frame = frame.f_back
    return line, False
