"""What the inspector shows, as plain data: read from the session memory, which is not touched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote_plus

from st_page_state.codecs.equality import same
from st_page_state.declaration import registry
from st_page_state.declaration.spec import Spec
from st_page_state.devtools.differing import brief, parts, whole
from st_page_state.devtools.timeline import Action, Timeline
from st_page_state.engine.class_state import ClassState
from st_page_state.engine.memory import SessionMemory
from st_page_state.errors import DeclarationError
from st_page_state.ports import RESERVED_PARAMS, Params, Texts
from st_page_state.trace import shown
from st_page_state.url import rules
from st_page_state.url.length import count_characters


class FieldRow(NamedTuple):
    """One field: what it has, and where that came from; what it has as a whole, if that is long."""

    name: str
    type_name: str
    value: str
    is_default: bool
    source: str
    param: str
    text: str
    errors: tuple[str, ...]
    whole: str = ""


class ClassRows(NamedTuple):
    """One class; without rows if this session has not used it."""

    name: str
    namespace: str
    notes: tuple[str, ...]
    rows: tuple[FieldRow, ...]
    used: bool


class ParamRow(NamedTuple):
    """One param in the address, or one that has gone."""

    name: str
    text: str
    owner: str
    why: str = ""


class AddressView(NamedTuple):
    """The address by owner."""

    url: str
    landing: str
    params: tuple[ParamRow, ...]
    gone: tuple[ParamRow, ...]
    length: int
    limit: int


HIDDEN = "**********"


def value_of(codec: Any, stored: Any, *, is_secret: bool = False) -> Any:
    """Return a value to be shown; a secret hides its own."""
    if is_secret:
        return _Hidden()
    try:
        return codec.value_of(stored)
    except Exception as error:  # noqa: BLE001 - an app's own class may raise anything
        return _Hidden(f"<no text: {type(error).__name__}>")


class _Hidden:
    def __init__(self, text: str = HIDDEN) -> None:
        self._text = text

    def __repr__(self) -> str:
        return self._text


def classes(
    memory: SessionMemory | None, timeline: Timeline, script: Path, params: Params
) -> list[ClassRows]:
    """Return the classes that the session has used, then the others of the app.

    Args:
        memory: the session memory, if there is one.
        timeline: the session's timeline.
        script: the app's main file.
        params: the params in the address.
    """
    used = {} if memory is None else memory.classes
    found: list[ClassRows] = []
    specs = {name: state.spec for name, state in used.items() if state.spec is not None}
    for namespace, spec in specs.items():
        state = used[namespace]
        rows = tuple(_row(spec, state, name, timeline, params) for name in spec.fields)
        found.append(ClassRows(spec.name, namespace, _notes(spec, state), rows, used=True))
    for spec in _others(used, script):
        types = tuple(
            FieldRow(f.name, f.type_name, "", True, "", f.param or "", "", ())  # noqa: FBT003
            for f in spec.fields.values()
        )
        found.append(ClassRows(spec.name, spec.namespace, _notes(spec, None), types, used=False))
    return found


def _others(used: Iterable[str], script: Path) -> list[Spec]:
    folder = script.parent.resolve()
    known = [each for each in registry.all_loaded() if each[0].namespace not in used]
    return [spec for spec, file in known if folder in Path(file).resolve().parents]


def _row(spec: Spec, state: ClassState, name: str, timeline: Timeline, params: Params) -> FieldRow:
    field, stored = spec.fields[name], state.values[name]
    saved: Mapping[str, str] = {} if state.saved is None else state.saved.errors
    whys = {
        "link": {n: f"{shown((text,))} {why}" for n, (text, why) in state.url_errors.items()},
        "widget": {n: why for n, (_, why) in state.widget_errors.items() if why},
        "saved": dict(saved),
    }
    errors = [f"{by}: {found[name]}" for by, found in whys.items() if name in found]
    source = timeline.sources.get((spec.namespace, name))
    text = in_url(field.param, params.get(field.param)) if field.param is not None else ""
    is_secret = (spec.namespace, name) in timeline.secrets
    value = value_of(field.codec, stored, is_secret=is_secret)
    short, long = brief(value), whole(value)
    is_default = same(stored, spec.initial()[0][name])
    if source is None:
        source = "code" if name in state.assigned and not is_default else "default"
    return FieldRow(
        name, field.type_name, short, is_default, source,
        field.param or "", text, tuple(errors), "" if long == short else long,
    )  # fmt: skip


def _notes(spec: Spec, state: ClassState | None) -> tuple[str, ...]:
    config = spec.config
    notes = [spec.module]
    partners = _partners(spec)
    if partners:
        notes.append(f"shares the URL with {', '.join(partners)}")
    if spec.params and not config.url_selfish:
        notes.append("keeps foreign params")
    if config.persist != "session":
        status = "not read yet" if state is None or state.saved is None else state.saved.status
        notes.append(f"saved for the {config.persist}: {status}")
    return tuple(notes)


def _partners(spec: Spec) -> list[str]:
    """Return the names of the classes that share the URL with one, whichever names the other."""
    named = {name.rpartition(":")[2]: None for name in spec.config.share_url_with}
    try:
        loaded = {other.name: None for other in registry.partners(spec)}
    except DeclarationError:  # a name is ambiguous
        loaded = {}
    return [*{**named, **loaded}]


def in_url(name: str, texts: Texts | None) -> str:
    """Return a param as the address has it; empty if it has not."""
    return "&".join(f"{_quoted(name)}={_quoted(text)}" for text in texts or ())


def _quoted(text: str) -> str:
    return quote_plus(text, safe="/:,;@!$*()[]{}", errors="replace")


def address(
    memory: SessionMemory | None, timeline: Timeline, params: Params, protected: Iterable[str]
) -> AddressView:
    """Return the address by owner, and why a param went."""
    used = {} if memory is None else memory.classes
    states = [(state.spec, state) for state in used.values() if state.spec is not None]
    fixed = frozenset(protected)
    rows = [ParamRow(n, in_url(n, texts), *_owner(n, states, fixed)) for n, texts in params.items()]
    limits = [spec.config.url_warn_length for spec, _ in states]
    landing = timeline.landing
    present = timeline.entries[timeline.at] if timeline.entries else None
    return AddressView(
        timeline.url(present) if present else "",
        timeline.url(landing) if landing else "",
        tuple(sorted(rows, key=lambda row: row.owner)),
        tuple(_gone(timeline, params)),
        count_characters(params) + bool(params),
        min(limits, default=8000),
    )


def _owner(
    name: str, states: list[tuple[Spec, ClassState]], fixed: frozenset[str]
) -> tuple[str, str]:
    owners = [spec.name for spec, state in states if name in state.desired]
    if owners:
        return " and ".join(owners), ""
    if name in fixed or name.lower() in RESERVED_PARAMS:
        return "protected", "Streamlit's own, or bound by a widget"
    for spec, _ in states:
        if rules.Policy(patterns=spec.config.keep_params).keeps(name):
            return "kept", f"{spec.name}.Config.keep_params"
    return "foreign", "a claim (a write to a param) removes it"


_QUOTES = ("'", '"')


def _gone(timeline: Timeline, params: Params) -> list[ParamRow]:
    found: dict[str, ParamRow] = {}
    for action in timeline.actions:
        for event in action.events:
            if event.kind == "purge":
                why = f"purged by a change of {event.cls}, action {action.number}"
                for name, text in event.values.items():
                    plain = f"{name}={text[1:-1] if text[:1] in _QUOTES else text}"
                    found[name] = ParamRow(name, plain, event.cls, why)
    return [row for name, row in found.items() if name not in params]


class ChangeView(NamedTuple):
    """A field, or the part of it that an action has changed, and both values as a whole."""

    name: str
    old: str
    new: str
    source: str
    whole: tuple[str, str] = ("", "")


class ActionView(NamedTuple):
    """One action of the timeline."""

    number: int
    cause: str
    url: str
    changes: tuple[ChangeView, ...]
    notes: tuple[str, ...]
    milliseconds: float
    rolled_back: bool
    rejected: tuple[str, ...] = ()


def actions(memory: SessionMemory | None, timeline: Timeline) -> list[ActionView]:
    """Return the actions, the newest first."""
    return [_view(memory, timeline, action) for action in reversed(timeline.actions)]


def _view(memory: SessionMemory | None, timeline: Timeline, action: Action) -> ActionView:
    used = {} if memory is None else memory.classes
    fields = {name: state.spec.fields for name, state in used.items() if state.spec is not None}
    changes: list[ChangeView] = []
    for c in action.changes:
        field, hidden = fields.get(c.namespace, {}).get(c.field), (c.namespace, c.field)
        if field is not None:
            is_secret = hidden in timeline.secrets
            both = [value_of(field.codec, one, is_secret=is_secret) for one in (c.old, c.new)]
            found = parts(*both)
            long = whole(both[0]), whole(both[1])
            is_long = (brief(both[0]), brief(both[1])) != long or len(found) > 1 or found[0].path
            for part in found:
                name = f"{c.cls}.{c.field}{part.path}"
                all_of_it = long if is_long and part is found[-1] else ("", "")
                changes.append(ChangeView(name, part.old, part.new, c.source, all_of_it))
    notes: list[str] = []
    for event in action.events:
        names = ", ".join(f"?{name}" for name in event.values)
        if event.kind == "purge":
            notes.append(f"purge by {event.cls}: {names}")
        elif event.kind == "restore":
            notes.append(f"put back for {event.cls}: {names}")
        elif event.kind == "update":
            notes.append("update: one history entry")
        elif event.kind in ("save", "recover", "undo", "redo"):
            notes.append(f"{event.kind} of {event.cls}")
        elif event.kind == "rollback":
            notes.append(f"rollback because of {event.values['because']}")
    cause = action.cause
    if action.widget:
        cause = cause.replace("callback ", f"{timeline.named(action.widget)}: callback ", 1)
    return ActionView(
        action.number, cause, timeline.url(action.place), tuple(changes),
        tuple(dict.fromkeys(notes)), action.milliseconds, action.rolled_back, action.rejected,
    )  # fmt: skip
