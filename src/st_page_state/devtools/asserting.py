"""The asserts of a session that was copied as a test: its address and its state."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from st_page_state.declaration.spec import Spec
from st_page_state.devtools.layout import quoted
from st_page_state.devtools.literals import Imports, can_import, source
from st_page_state.devtools.timeline import Timeline
from st_page_state.engine.class_state import ClassState
from st_page_state.engine.memory import SessionMemory

_MOST_SAID = 10_000


def _line(text: str) -> str:
    """Return text that stays within a comment."""
    return text if text.isprintable() else repr(text)[1:-1]


def asserts(memory: SessionMemory | None, timeline: Timeline, imports: Imports) -> Iterator[str]:
    """Yield the asserts of the address, and of each class that the session has used."""
    present = timeline.entries[timeline.at] if timeline.entries else None
    yield f"assert tab.url == {quoted(timeline.url(present) if present else '')}"
    if memory is None:
        return
    known = [(state.spec, state) for state in memory.classes.values() if state.spec is not None]
    for spec, state in known:
        yield from _asserted(spec, state, imports, timeline)


def _asserted(spec: Spec, state: ClassState, imports: Imports, timeline: Timeline) -> Iterator[str]:
    if not can_import(spec.module, spec.qualname):
        where = "from a script" if spec.module == "__main__" else f"from {spec.module}"
        yield f"# {_line(spec.name)} is not asserted: a test cannot import it {where}."
        return
    imports.names.setdefault(spec.module, set()).add(spec.qualname.partition(".")[0])
    cls = spec.qualname if spec.key is None else f"{spec.qualname}.of({quoted(spec.key)})"
    given: list[str] = []
    unsaid: list[str] = []
    initial = spec.initial()[0]
    for name, field in spec.fields.items():
        value = field.codec.value_of(state.values[name])
        text = ""
        with suppress(ValueError):
            text = source(value, Imports())
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
