"""Strategies for types, their values, and texts that may or may not be values."""

from __future__ import annotations

import dataclasses
import enum
import json
from collections import deque
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from ipaddress import IPv4Address
from pathlib import PurePosixPath
from typing import Annotated, Any, Literal, NamedTuple, Optional, Union
from uuid import UUID
from zoneinfo import ZoneInfo

from annotated_types import Ge, Len
from hypothesis import strategies as st
from pydantic import BaseModel, Field, create_model
from typing_extensions import TypedDict


class Typed:
    """An annotation and the strategy of its values."""

    def __init__(self, annotation: Any, values: st.SearchStrategy[Any]) -> None:
        self.annotation, self.values = annotation, values

    def __repr__(self) -> str:
        return f"Typed({self.annotation!r})"


def alike(a: Any, b: Any) -> bool:
    """Return whether two values are equal and of the same types, in records too."""
    if type(a) is not type(b):
        return False
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(alike, a, b))
    if isinstance(a, dict):
        return alike([*a.items()], [*b.items()])
    if isinstance(a, set | frozenset):
        return len(a) == len(b) and all(any(alike(item, other) for other in b) for item in a)
    if isinstance(a, datetime | time):
        return _wall_clock(a) == _wall_clock(b)
    if isinstance(a, Decimal | float):
        return repr(a) == repr(b)
    if dataclasses.is_dataclass(a):
        return all(alike(getattr(a, f.name), getattr(b, f.name)) for f in dataclasses.fields(a))
    if isinstance(a, BaseModel):
        return alike(vars(a), vars(b))
    return bool(a == b)


def _wall_clock(value: datetime | time) -> Any:
    return value.replace(tzinfo=None), value.utcoffset()


# --- texts ------------------------------------------------------------------------------

LOOKALIKES = [
    *("", " ", "null", "None", '"null"', "true", "TRUE", "yes", "false", "on", "0", "1", "5"),
    *('"5"', "007", "+7", "7.0", "-0", "-0.0", "1e3", "1e999", "-1e999", "nan", "NaN", "Infinity"),
    *("1_000", "٣", "0x10", "[]", '[""]', "[1]", '["a"]', "[[1]]", "[null]", "[", "{}", "{"),
    *('{"a":1}', '{"=str":"a"}', '{"=int":1}', '{"=list":[]}', '{"=dict":{}}', '{"=date":"x"}'),
    *('"', '"a"', '"\\ud800"', '["\\ud800"]', '{"\\ud800":1}', "[NaN]", "[1e999]", '{"a":1e999}'),
    *("2026-01-31", "2026-01-31T00:00:00", "2026-01-31T10:00:00Z", "10:00", "10:00:00+01:00"),
    *("P1D", "-P1D", "1 day", "QQ==", "QR==", "a+b", "a b", "a&b=c", "%20", "#x", "é", "\x00"),
    *("12345678-1234-5678-1234-567812345678", "1" + "0" * 30, "\n", "🙂"),
    *('{"value":1,"next":null}', "red", "RED", "=str", '{"=NoneType":null}', '{"=None":null}'),
]
LONG = {
    "a big number": "9" * 400,
    "a number too big for Python": "9" * 5000,
    "lists in lists": "[" * 60 + "]" * 60,
    "too many lists in lists": "[" * 90 + "]" * 90,
    "open brackets": "[" * 20_000,
    "records in records": '{"value":1,"next":' * 40 + "null" + "}" * 40,
    "too many records in records": '{"value":1,"next":' * 300 + "null" + "}" * 300,
}


def _long(name: str) -> str:
    return LONG[name]


# Long texts are drawn by name: hypothesis would print them in full each time.
writable_text = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=8),
    st.sampled_from(LOOKALIKES),
    st.sampled_from(LOOKALIKES),
    st.sampled_from(sorted(LONG)).map(_long),
)
lone_surrogate = st.builds(
    "{}{}".format, st.text(max_size=3), st.sampled_from(["\ud800", "\udfff"])
)

json_data = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | writable_text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(writable_text, inner, max_size=3),
    max_leaves=6,
)
junk_text = st.one_of(
    writable_text,
    st.text(max_size=8),
    lone_surrogate,
    st.integers().map(str),
    st.floats().map(str),
    st.datetimes().map(str),
    json_data.map(json.dumps),
    json_data.map(lambda data: json.dumps(data, ensure_ascii=False, separators=(",", ":"))),
)


@st.composite
def junk_texts(draw: st.DrawFn, canonical: tuple[str, ...]) -> tuple[str, ...]:
    """Draw texts of a param: random ones, or canonical ones that were altered."""
    if draw(st.booleans()):
        return tuple(draw(st.lists(junk_text, min_size=1, max_size=3)))
    texts = list(canonical)
    place = draw(st.integers(0, len(texts) - 1))
    text = texts[place]
    start, end = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    how = draw(st.sampled_from(["cut", "insert", "double", "append", "quote", "swap"]))
    if how == "cut":
        texts[place] = text[:start] + text[end:]
    elif how == "insert":
        texts[place] = text[:start] + draw(junk_text) + text[start:]
    elif how == "double":
        texts.append(text)
    elif how == "append":
        texts.append(draw(junk_text))
    elif how == "quote":
        texts[place] = json.dumps(text)
    else:
        texts[place] = text.swapcase()
    return tuple(texts)


# --- scalars ----------------------------------------------------------------------------


class Text(enum.Enum):
    RED = "red"
    NULL = "null"
    FIVE = "5"
    EMPTY = ""
    BRACKET = "[1]"
    NAME = "RED"


class Number(enum.Enum):
    ONE = 1
    MINUS = -1


class Corners(enum.Enum):
    LEFT = (0, 1)
    RIGHT = (1, 0)


class Mixed(enum.Enum):
    NUMBER = 1
    TEXT = "a"


class Clash(enum.Enum):
    NUMBER = 1
    TEXT = "1"


class Truth(enum.Enum):
    YES = True
    NO = False


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 5


class Mode(enum.StrEnum):
    MAP = "map"
    TRUE = "true"


class Rights(enum.Flag):
    READ = 1
    WRITE = 2
    OWN = 4


class Bits(enum.IntFlag):
    A = 1
    B = 2


_offsets = st.integers(-23 * 60 - 59, 23 * 60 + 59).map(lambda m: timezone(timedelta(minutes=m)))
_odd_offsets = st.timedeltas(timedelta(hours=-23), timedelta(hours=23)).map(timezone)
_zones = st.none() | st.just(UTC) | _offsets | _odd_offsets
_repeated_hour = st.builds(
    datetime,
    *map(st.just, (2026, 10, 25, 2)),
    st.integers(0, 59),
    tzinfo=st.just(ZoneInfo("Europe/Berlin")),
    fold=st.integers(0, 1),
)


def _members(kind: type[enum.Enum]) -> Typed:
    return Typed(kind, st.sampled_from(list(kind)))


def _flags(kind: Any) -> Typed:
    return Typed(
        kind, st.sets(st.sampled_from(list(kind))).map(lambda s: kind(sum(f.value for f in s)))
    )


def _literal(*choices: Any) -> Typed:
    return Typed(Literal[choices], st.sampled_from(choices))


SCALARS = [
    Typed(bool, st.booleans()),
    Typed(int, st.integers() | st.sampled_from([0, 5, 2**53 + 1, 10**40])),
    Typed(float, st.floats(allow_nan=False, allow_infinity=False)),
    Typed(str, writable_text),
    Typed(date, st.dates()),
    Typed(datetime, st.datetimes(timezones=_zones) | _repeated_hour),
    Typed(time, st.times(timezones=_zones)),
    Typed(timedelta, st.timedeltas() | st.sampled_from([timedelta.min, timedelta.max])),
    Typed(Decimal, st.decimals(allow_nan=False, allow_infinity=False)),
    Typed(UUID, st.uuids()),
    Typed(bytes, st.binary(max_size=6)),
    *map(_members, (Text, Number, Corners, Mixed, Clash, Truth, Level, Mode)),
    *map(_flags, (Rights, Bits)),
    _literal("a", "b"),
    _literal(1, 2),
    _literal("5", 5, None, "null"),
    _literal("", "[1]", '"5"', "5", 5),
    _literal(True, False),
    _literal(True, "true", 0),
    _literal(Text.RED, "x", Number.ONE),
    _literal(b"a", "YQ==x"),
]

_constrained = [
    Typed(Annotated[int, Ge(0)], st.integers(0)),
    Typed(Annotated[int, Field(gt=0, lt=100)], st.integers(1, 99)),
    Typed(Annotated[str, Field(max_length=3)], st.text(st.characters(codec="utf-8"), max_size=3)),
    Typed(Annotated[list[int], Len(1, 3)], st.lists(st.integers(), min_size=1, max_size=3)),
]


# --- recursive records ----------------------------------------------------------------------


@dataclass
class Linked:
    value: int
    next: Linked | None = None


class Tree(BaseModel):
    name: str = ""
    children: list[Tree] = []
    index: dict[int, Tree | str] = {}


class Folder(TypedDict, total=False):
    name: str
    inside: list[Folder]


@dataclass(frozen=True)
class All:
    of: tuple[All | Any_ | Is, ...]


@dataclass(frozen=True)
class Any_:
    of: tuple[All | Any_ | Is, ...]


@dataclass(frozen=True)
class Is:
    column: str
    value: int | str | None


_linked = st.recursive(st.none(), lambda rest: st.builds(Linked, st.integers(), rest), max_leaves=4)
_trees = st.recursive(
    st.builds(Tree, name=writable_text),
    lambda t: st.builds(
        Tree,
        name=writable_text,
        children=st.lists(t, max_size=2),
        index=st.dictionaries(st.integers(), t | writable_text, max_size=2),
    ),
    max_leaves=3,
)
_folders = st.recursive(
    st.fixed_dictionaries({}, optional={"name": writable_text}),
    lambda f: st.fixed_dictionaries(
        {"inside": st.lists(f, max_size=2)}, optional={"name": writable_text}
    ),
    max_leaves=3,
)
_filters = st.recursive(
    st.builds(Is, writable_text, st.none() | st.integers() | writable_text),
    lambda f: (
        st.builds(All, st.lists(f, max_size=2).map(tuple))
        | st.builds(Any_, st.lists(f, max_size=2).map(tuple))
    ),
    max_leaves=4,
)

RECURSIVE = [
    Typed(Linked, st.builds(Linked, st.integers(), _linked)),
    Typed(Linked | None, _linked),
    Typed(Tree, _trees),
    Typed(Folder, _folders),
    Typed(All | Any_ | Is, _filters),
]

ANY = Typed(
    Any,
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False, allow_infinity=False)
        | writable_text,
        lambda v: st.lists(v, max_size=3) | st.dictionaries(writable_text, v, max_size=3),
        max_leaves=6,
    ),
)
_any_key = st.none() | st.booleans() | st.integers() | st.floats(-9, 9) | writable_text

BARE = [
    Typed(list, st.lists(ANY.values, max_size=3)),
    Typed(tuple, st.lists(ANY.values, max_size=3).map(tuple)),
    Typed(dict, st.dictionaries(_any_key, ANY.values, max_size=3)),
    Typed(set, st.sets(_any_key, max_size=3)),
    Typed(frozenset, st.frozensets(_any_key, max_size=3)),
]


OF_PYDANTIC = [
    Typed(
        PurePosixPath,
        st.sampled_from(["a", "/a/b", ".", "../a b", "null", "1"]).map(PurePosixPath),
    ),
    Typed(IPv4Address, st.ip_addresses(v=4)),
    Typed(Fraction, st.fractions()),
    Typed(complex, st.complex_numbers(allow_nan=False, allow_infinity=False)),
    Typed(deque[int], st.lists(st.integers(), max_size=3).map(deque)),
]


# --- composite types ------------------------------------------------------------------------


def _union(members: list[Typed]) -> Typed:
    annotation = Union[tuple(member.annotation for member in members)]  # noqa: UP007 - drawn
    return Typed(annotation, st.one_of([member.values for member in members]))


def _optional(inner: Typed) -> Typed:
    return Typed(Optional[inner.annotation], st.none() | inner.values)  # noqa: UP045 - drawn


def _tuple(items: list[Typed]) -> Typed:
    annotation = tuple[tuple(item.annotation for item in items)] if items else tuple[()]
    return Typed(annotation, st.tuples(*[item.values for item in items]))


_names = st.sampled_from(["a", "b", "value", "next", "name", "_x"[1:], "json_"])


def _fields(inner: st.SearchStrategy[Typed]) -> st.SearchStrategy[dict[str, Typed]]:
    return st.dictionaries(_names, inner, min_size=1, max_size=3)


def _dataclass(fields: dict[str, Typed], *, frozen: bool) -> Typed:
    hints = [(name, typed.annotation) for name, typed in fields.items()]
    kind = dataclasses.make_dataclass("Data", hints, frozen=frozen, eq=True)
    return Typed(kind, st.builds(kind, **{name: typed.values for name, typed in fields.items()}))


def _model(fields: dict[str, Typed]) -> Typed:
    kind = create_model("Model", **{n: (t.annotation, ...) for n, t in fields.items()})
    values = st.fixed_dictionaries({name: typed.values for name, typed in fields.items()})
    return Typed(kind, values.map(kind.model_validate))


def _typed_dict(fields: dict[str, Typed], *, total: bool) -> Typed:
    kind = TypedDict("Keyed", {n: t.annotation for n, t in fields.items()}, total=total)
    values = {name: typed.values for name, typed in fields.items()}
    made = st.fixed_dictionaries(values if total else {}, optional=None if total else values)
    # Pydantic puts the items in the order of the declaration.
    return Typed(kind, made.map(lambda found: {n: found[n] for n in fields if n in found}))


def _named_tuple(fields: dict[str, Typed]) -> Typed:
    kind = NamedTuple("Row", [(n, t.annotation) for n, t in fields.items()])
    return Typed(kind, st.builds(kind, **{name: typed.values for name, typed in fields.items()}))


_scalar = st.sampled_from(SCALARS)


def _wrap_hashable(inner: st.SearchStrategy[Typed]) -> st.SearchStrategy[Typed]:
    return st.one_of(
        inner.map(_optional),
        st.lists(inner, min_size=2, max_size=3).map(_union),
        st.lists(inner, max_size=3).map(_tuple),
        inner.map(
            lambda t: Typed(tuple[t.annotation, ...], st.lists(t.values, max_size=3).map(tuple))
        ),
        inner.map(lambda t: Typed(frozenset[t.annotation], st.frozensets(t.values, max_size=3))),
        _fields(inner).map(lambda fields: _dataclass(fields, frozen=True)),
        _fields(inner).map(_named_tuple),
    )


hashable = st.recursive(_scalar, _wrap_hashable, max_leaves=3)


@st.composite
def _dict(draw: st.DrawFn, inner: st.SearchStrategy[Typed]) -> Typed:
    key, item = draw(hashable), draw(inner)
    return Typed(
        dict[key.annotation, item.annotation],
        st.dictionaries(key.values, item.values, max_size=3),
    )


def _wrap(inner: st.SearchStrategy[Typed]) -> st.SearchStrategy[Typed]:
    return st.one_of(
        inner.map(_optional),
        st.lists(inner, min_size=2, max_size=3).map(_union),
        inner.map(lambda t: Typed(list[t.annotation], st.lists(t.values, max_size=3))),
        hashable.map(lambda t: Typed(set[t.annotation], st.sets(t.values, max_size=3))),
        st.lists(inner, max_size=3).map(_tuple),
        inner.map(
            lambda t: Typed(tuple[t.annotation, ...], st.lists(t.values, max_size=3).map(tuple))
        ),
        _dict(inner),
        _fields(inner).map(lambda fields: _dataclass(fields, frozen=False)),
        _fields(inner).map(_model),
        _fields(inner).map(lambda fields: _typed_dict(fields, total=True)),
        _fields(inner).map(lambda fields: _typed_dict(fields, total=False)),
        _fields(inner).map(_named_tuple),
    )


def _find(annotation: Any) -> Typed:
    return next(typed for typed in SCALARS if typed.annotation is annotation)


def _list_of(annotation: Any) -> Typed:
    return Typed(list[annotation], st.lists(_find(annotation).values, max_size=3))


_dict_of_ints = Typed(dict[str, int], st.dictionaries(writable_text, st.integers(), max_size=3))

NASTY = [
    _union([_find(int), _find(str)]),
    _union([_find(str), _find(int)]),
    _union([_find(bool), _find(int), _find(float)]),
    _union([_find(date), _find(str)]),
    _union([_find(date), _find(datetime)]),
    _union([_find(datetime), _find(time), _find(timedelta), _find(float)]),
    _union([_find(Decimal), _find(float)]),
    _union([_find(bytes), _find(str)]),
    _union([_find(UUID), _find(str)]),
    _union([_find(str), _list_of(str)]),
    _union([_find(int), _list_of(int)]),
    _union([_list_of(int), _list_of(str)]),
    _union([_list_of(str), Typed(set[str], st.sets(writable_text, max_size=3))]),
    _union([_dict_of_ints, _find(str)]),
    _union([_dict_of_ints, Typed(type(None), st.none())]),
    _union([_find(Text), _find(str)]),
    _union([_find(Level), _find(int)]),
    _union([_find(Text), _find(Mode), _find(Mixed)]),
    _optional(_find(str)),
    _optional(_list_of(str)),
    Typed(list[str | None], st.lists(st.none() | writable_text, max_size=3)),
]

nested = st.recursive(
    st.one_of(
        _scalar,
        st.sampled_from(NASTY),
        st.sampled_from([*_constrained, *RECURSIVE, *BARE, *OF_PYDANTIC, ANY]),
    ),
    _wrap,
    max_leaves=4,
)
types_ = st.one_of(_scalar, st.sampled_from(NASTY), nested, nested, nested)
