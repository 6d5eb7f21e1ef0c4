"""A session of an app as a pytest function, which repeats it on ``FakeApp``."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from st_page_state.devtools.asserting import asserts
from st_page_state.devtools.layout import laid_out, quoted
from st_page_state.devtools.literals import Imports, is_mapping, is_several, source
from st_page_state.devtools.timeline import Act, Entered, Seen, Timeline
from st_page_state.engine.memory import SessionMemory
from st_page_state.ports import RESERVED_PARAMS

_SELECTING = ("dataframe", "arrow_data_frame", "arrow_vega_lite_chart", "vega_lite_chart",
              "plotly_chart", "deck_gl_json_chart")  # fmt: skip


def written(memory: SessionMemory | None, timeline: Timeline, script: Path) -> str:
    """Return the session as a test: landing URL, what the user did, the address and the state.

    Args:
        memory: the session memory, if there is one.
        timeline: the session's timeline.
        script: the app's main file; the test belongs beside it.
    """
    imports = Imports()
    steps = [*_steps(timeline, script, imports), *asserts(memory, timeline, imports)]
    lines = imports.lines(script.parent)
    head = [f'"""A session of {script.name}, as the inspector has recorded it."""', ""]
    if lines:
        head += [*lines, ""]
    body = [line for step in steps for line in laid_out(step)]
    return "\n".join([*head, "", "def test_session(fake_app):", *body, ""])


def _steps(timeline: Timeline, script: Path, imports: Imports) -> Iterator[str]:
    acts = [*timeline.acts]
    if timeline.lost or (acts and acts[0].kind != "open"):
        yield "# The session began earlier: what it did before is no longer known."
    first = acts[0].place if acts else timeline.landing
    url = "" if first is None else timeline.url(first)
    yield f"tab = fake_app({quoted(script.name)}).open({quoted(url) if url else ''})"
    for act in acts[1:]:
        yield from _step(timeline, act, imports)


def _step(timeline: Timeline, act: Act, imports: Imports) -> Iterator[str]:
    if act.kind in ("back", "forward"):
        yield from [f"tab.{act.kind}()"] * act.steps
    elif act.kind == "inspector":
        if act.loaded:
            imports.names.setdefault("st_page_state.devtools", set()).add("load_state")
            yield f"load_state(tab, {source(json.loads(act.loaded), imports)})"
        else:
            what = "secret, too long, or no JSON"
            yield f"# The inspector loaded a state here that cannot be written: {what}."
    elif act.kind == "page":
        if _has_own_params(act.place.query):
            url = timeline.url(act.place)
            yield f"# This was a link to {url!r}: click it, because switch_page() brings no params."
        yield f"tab.switch_page({quoted(timeline.pages.get(act.place.page, ''))})"
    elif act.kind == "edit":
        for entered in act.entered:
            if entered.name:
                yield from _calls(entered, imports)
            else:
                label = "" if entered.seen is None else entered.seen.label
                what = f"One of several widgets called {label!r}" if label else "A widget"
                said = f": {source(entered.value, Imports())}" if entered.said else ""
                yield f"# {what} was edited, which needs a key to be found{said}."
    else:
        yield f"# The address was changed to {timeline.url(act.place)!r}."


def _has_own_params(query: str) -> bool:
    params = parse_qsl(query, keep_blank_values=True)
    return any(name.lower() not in RESERVED_PARAMS for name, _ in params)


def _calls(entered: Entered, imports: Imports) -> Iterator[str]:
    seen, name = entered.seen or _UNSEEN, entered.name
    if entered.trigger:
        yield f"tab.button({quoted(name)}).click()"
        return
    if seen.is_secret:
        yield f"# {name!r} was edited: what is entered there is a secret."
        return
    handle, value = f"tab.widget({quoted(name)})", entered.value
    if is_mapping(value) and "edited_rows" in value:
        former: Mapping[str, Any] = entered.former if is_mapping(entered.former) else {}
        yield from (f"{handle}.{call}" for call in _edits(value, former, imports))
    elif is_mapping(value) and "selection" in value and seen.command in _SELECTING:
        yield f"{handle}.select({_selected(value['selection'], imports)})"
    else:
        is_feedback = seen.command == "button_group" and isinstance(value, int)
        options = () if is_feedback else seen.options
        chosen = _labels(entered.wire, options, several=is_several(value))
        if chosen is None and not entered.said:
            yield f"# {name!r} was edited: such a value cannot be written here."
        else:
            yield f"{handle}.set_value({source(value if chosen is None else chosen, imports)})"


def _labels(wire: Any, options: tuple[str, ...], *, several: bool) -> Any:
    """Return the labels of what was chosen; None if it was no choice."""
    if not options:
        return None
    parts: list[Any] = [*wire] if is_several(wire) else [wire]
    labels = [options[one] if type(one) is int and one < len(options) else one for one in parts]
    if not all(isinstance(label, str) for label in labels):
        return None
    return labels if several else next(iter(labels), None)


def _selected(selection: Mapping[str, Any], imports: Imports) -> str:
    given: dict[str, Any] = {}
    for kind, chosen in selection.items():
        if kind == "points" and "point_indices" in selection:
            given["points"] = list(selection["point_indices"])
        elif chosen and kind not in ("point_indices", "objects"):
            given[kind] = chosen
    return ", ".join(f"{name}={source(one, imports)}" for name, one in given.items() if one)


def _edits(now: Mapping[str, Any], before: Mapping[str, Any], imports: Imports) -> Iterator[str]:
    """Yield the calls that lead from one state of a data editor to another."""
    old_cells, old_added = before.get("edited_rows", {}), before.get("added_rows", [])
    for row, cells in now["edited_rows"].items():
        for column, value in cells.items():
            if old_cells.get(row, {}).get(column, _NOTHING) != value:
                yield f"edit_cell({row}, {source(column, imports)}, {source(value, imports)})"
    for cells in now.get("added_rows", [])[len(old_added) :]:
        yield f"add_row({source(dict(cells), imports)})"
    gone = [row for row in now.get("deleted_rows", []) if row not in before.get("deleted_rows", [])]
    if gone:
        yield f"delete_rows({gone!r})"


_NOTHING = object()
_UNSEEN = Seen("", "", ())
