"""A session of an app as a pytest function, which repeats it on ``FakeApp``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from st_page_state.declaration.spec import Spec
from st_page_state.devtools.literals import Imports, can_import, is_mapping, is_several, source
from st_page_state.devtools.timeline import Act, Entered, Seen, Timeline, key_of
from st_page_state.engine.memory import ClassState, SessionMemory
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
    body = [*_steps(timeline, script, imports), *_asserts(memory, timeline, imports)]
    lines = imports.lines()
    head = [f'"""A session of {script.name}, as the inspector has recorded it."""', ""]
    if lines:
        head += [*lines, ""]
    body = [f"    {line}" for line in body]
    return "\n".join([*head, "", "def test_session(fake_app):", *body, ""])


def _steps(timeline: Timeline, script: Path, imports: Imports) -> Iterator[str]:
    acts = [*timeline.acts]
    if timeline.lost or (acts and acts[0].kind != "open"):
        yield "# The session began earlier: what it did before is no longer known."
    first = acts[0].place if acts else timeline.landing
    url = "" if first is None else timeline.url(first)
    yield f"tab = fake_app({script.name!r}).open({repr(url) if url else ''})"
    names = _names(timeline)
    for act in acts[1:]:
        yield from _step(timeline, act, names, imports)


def _step(
    timeline: Timeline, act: Act, names: Mapping[str, str], imports: Imports
) -> Iterator[str]:
    if act.kind in ("back", "forward"):
        yield from [f"tab.{act.kind}()"] * act.steps
    elif act.kind == "inspector":
        yield "# The inspector has restored or loaded a state here, which a test cannot repeat."
    elif act.kind == "page":
        if _has_own_params(act.place.query):
            url = timeline.url(act.place)
            yield f"# This was a link to {url!r}: click it, because switch_page() brings no params."
        yield f"tab.switch_page({timeline.pages.get(act.place.page, '')!r})"
    elif act.kind == "edit":
        for entered in act.entered:
            name = names.get(entered.widget)
            if name is None:
                said = f": {source(entered.value, Imports())}" if entered.said else ""
                yield f"# A widget without label and key was edited{said}."
            else:
                yield from _calls(timeline, entered, name, imports)
    else:
        yield f"# The address was changed to {timeline.url(act.place)!r}."


def _has_own_params(query: str) -> bool:
    params = parse_qsl(query, keep_blank_values=True)
    return any(name.lower() not in RESERVED_PARAMS for name, _ in params)


def _names(timeline: Timeline) -> dict[str, str]:
    """Return what a tab calls each widget: its label, unless others have it, or its key."""
    labels: dict[str, list[Seen]] = {}
    kinds: dict[str, list[Seen]] = {}
    for seen in timeline.seen.values():
        labels.setdefault(seen.label, []).append(seen)
        kinds.setdefault(seen.command, []).append(seen)
    keys = {key_of(widget) for widget in timeline.seen}
    found: dict[str, str] = {}
    for widget, seen in timeline.seen.items():
        key = key_of(widget)
        if seen.label and _is_alone(seen, labels[seen.label]) and seen.label not in keys:
            found[widget] = seen.label
        elif key:
            found[widget] = key
        elif _is_alone(seen, kinds[seen.command]):
            found[widget] = _COMMANDS.get(seen.command, seen.command)
    return found


def _is_alone(seen: Seen, others: list[Seen]) -> bool:
    return sum(map(seen.meets, others)) == 1


_COMMANDS = {"arrow_data_frame": "dataframe", "arrow_vega_lite_chart": "vega_lite_chart"}


def _calls(timeline: Timeline, entered: Entered, name: str, imports: Imports) -> Iterator[str]:
    seen = timeline.seen[entered.widget]
    if entered.trigger:
        yield f"tab.button({name!r}).click()"
        return
    if seen.is_secret:
        yield f"# {name!r} was edited: what is entered there is a secret."
        return
    handle, value = f"tab.widget({name!r})", entered.value
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
                yield f"edit_cell({row}, {column!r}, {source(value, imports)})"
    for cells in now.get("added_rows", [])[len(old_added) :]:
        yield f"add_row({source(dict(cells), imports)})"
    gone = [row for row in now.get("deleted_rows", []) if row not in before.get("deleted_rows", [])]
    if gone:
        yield f"delete_rows({gone!r})"


_NOTHING = object()
_MOST_SAID = 10_000


def _line(text: str) -> str:
    """Return text that stays within a comment."""
    return text if text.isprintable() else repr(text)[1:-1]


def _asserts(memory: SessionMemory | None, timeline: Timeline, imports: Imports) -> Iterator[str]:
    present = timeline.entries[timeline.at] if timeline.entries else None
    yield f"assert tab.url == {timeline.url(present) if present else ''!r}"
    if memory is None:
        return
    for state in memory.classes.values():
        # What a class of another page has in the URL is only told by its next touch.
        is_here = state.visit == memory.address.visit
        if state.spec is not None and (is_here or not state.spec.params):
            yield from _asserted(state.spec, state, imports, timeline)


def _asserted(spec: Spec, state: ClassState, imports: Imports, timeline: Timeline) -> Iterator[str]:
    if not can_import(spec.module, spec.qualname):
        where = "from a script" if spec.module == "__main__" else f"from {spec.module}"
        yield f"# {_line(spec.name)} is not asserted: a test cannot import it {where}."
        return
    imports.names.setdefault(spec.module, set()).add(spec.qualname.partition(".")[0])
    cls = spec.qualname if spec.key is None else f"{spec.qualname}.of({spec.key!r})"
    given: list[str] = []
    unsaid: list[str] = []
    initial = spec.initial()[0]
    for name, field in spec.fields.items():
        value = field.codec.value_of(state.values[name])
        own = Imports()
        text = ""
        with suppress(ValueError):
            text = source(value, own)
            if text == source(field.codec.value_of(initial[name]), Imports()):
                continue
        if not 0 < len(text) <= _MOST_SAID or (spec.namespace, name) in timeline.secrets:
            unsaid.append(name)
            continue
        source(value, imports)
        given.append(f"{name}={text}")
    if not unsaid:
        yield f"assert tab.state({cls}) == {cls}({', '.join(given)})"
        return
    yield f"# {spec.name}: this source does not say the values of {', '.join(unsaid)}."
    for one in given:
        name, _, text = one.partition("=")
        yield f"assert tab.state({cls}).{name} == {text}"
