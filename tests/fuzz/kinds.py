"""The kinds of fields for hostile texts, each with examples of valid texts.

The kept corpus depends on their order, as inputs begin with a kind's number: add new ones at the
end.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from ipaddress import IPv4Address
from pathlib import PurePosixPath
from typing import Annotated, Any, Literal, NamedTuple
from uuid import UUID

from annotated_types import Ge, Len, MultipleOf
from pydantic import BaseModel, Field
from typing_extensions import TypedDict

from properties.generated import (
    All,
    Any_,
    Bits,
    Clash,
    Corners,
    Folder,
    Is,
    Level,
    Linked,
    Mixed,
    Mode,
    Number,
    Rights,
    Text,
    Tree,
    Truth,
)
from pydantic_version import KNOWS_DEQUES
from st_page_state.codecs.annotations import codec_for
from st_page_state.codecs.codec import Codec
from st_page_state.codecs.value_map import checked_map, mapped


class Point(NamedTuple):
    x: int
    label: str | None = None


@dataclass
class Span:
    first: date
    days: Annotated[int, Ge(0)] = 1
    tags: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Rule:
    column: Literal["a", "b"]
    wanted: int | str | None = None


class Keyed(TypedDict, total=False):
    name: str
    many: dict[str, float | bool]
    spans: list[Span]


class Query(BaseModel):
    text: str = ""
    rules: list[Rule] = []
    at: datetime | None = None
    keyed: Keyed = {}
    level: Level = Level.LOW
    point: Point | None = None


class Kind:
    """A kind of field.

    Attributes:
        annotation: its type.
        texts: examples of valid texts in a query string, canonical or not.
        codec: the library's codec for the type.
        holds: whether a value of the type also keeps the declaration's constraints.
    """

    def __init__(
        self,
        annotation: Any,
        *texts: str | tuple[str, ...],
        holds: Callable[[Any], bool] = lambda value: True,
        value_map: Mapping[Any, str] | None = None,
    ) -> None:
        self.annotation, self.holds, self.value_map = annotation, holds, value_map
        self.texts = [(text,) if isinstance(text, str) else text for text in texts]
        self.codec: Codec = codec_for(annotation)
        if value_map is not None:
            self.codec = mapped(self.codec, checked_map("Kind", self.codec, value_map))

    @property
    def default(self) -> Any:
        """The value of its first example."""
        return self.codec.decode(self.texts[0])

    def __repr__(self) -> str:
        shown = f", value_map={self.value_map!r}" if self.value_map else ""
        return f"Kind({self.annotation!r}{shown})"


_UUID = "12345678-1234-5678-1234-567812345678"
_LINKS = '{"value":1,"next":{"value":2,"next":null}}'
_TREE = '{"name":"a","children":[{"name":"b"}],"index":{"1":"x","2":{"name":"c"}}}'
_FOLDER = '{"name":"a","inside":[{"inside":[]}]}'
_FILTER = '{"=All":{"of":[{"=Is":{"column":"c","value":5}},{"=Any_":{"of":[]}}]}}'
_SPAN = '{"first":"2026-01-31","days":2,"tags":["x"]}'
_KEYED = '{"name":"n","many":{"a":1.5,"b":true},"spans":[' + _SPAN + "]}"
_QUERY = (
    '{"text":"t","rules":[{"column":"a","wanted":"5"}],"at":"2026-01-31T10:00:00Z",'
    '"keyed":{"name":"n"},"level":5,"point":[1,null]}'
)

KINDS: list[Kind] = [
    # scalars
    Kind(bool, "true", "false", "1", "off"),
    Kind(int, "5", "-3", "007", "1e3", "9" * 40, "7.0"),
    Kind(float, "1.5", "-0.0", "1e300", "5", "0x1p3", ".5"),
    Kind(str, "", "null", '"', "a b+c%&=#", "\U0001f642", "[x", '{"=str":1}'),
    Kind(date, "2026-01-31", "2026-01-31T00:00:00", "0", "86400"),
    Kind(datetime, "2026-01-31T10:00:00", "2026-01-31T10:00:00+01:00", "2026-01-31", "1e9"),
    Kind(time, "10:00:00", "10:00:00.5+01:00", "36000", "23:59:60"),
    Kind(timedelta, "P1D", "-P1DT0.5S", "1 day, 2:00:00", "90", "P999999999D"),
    Kind(Decimal, "1.50", "-0", "1E+5", "1e-999999", "NaN", "123456789.123456789"),
    Kind(UUID, _UUID, "{" + _UUID + "}", _UUID.replace("-", ""), f"urn:uuid:{_UUID}"),
    Kind(bytes, "QQ==", "_-8=", "QR==", ""),
    Kind(Text, "red", "null", "5", "", "[1]", "RED"),
    Kind(Number, "1", "-1"),
    Kind(Corners, "LEFT", "RIGHT"),
    Kind(Mixed, "1", "a"),
    Kind(Clash, "NUMBER", "TEXT"),
    Kind(Truth, "YES", "NO"),
    Kind(Level, "1", "5"),
    Kind(Mode, "map", "true"),
    Kind(Rights, "0", "5", "7", "8", "-1"),
    Kind(Bits, "0", "3", "9", "-4"),
    Kind(Literal["a", "b"], "a", "b"),
    Kind(Literal["5", 5, "null"] | None, "5", '"5"', "null", '"null"'),
    Kind(Literal[True, "true", 0], "true", '"true"', "0"),
    Kind(Literal[Text.RED, "x", Number.ONE], "red", "x", "1"),
    # constraints in the annotation
    Kind(Annotated[int, Ge(0)], "0", "5", "-1", holds=lambda v: v >= 0),
    Kind(Annotated[int, Field(gt=0, lt=100)], "1", "99", "100", holds=lambda v: 0 < v < 100),
    Kind(
        Annotated[float, MultipleOf(0.5)],
        *("1.5", "2", "0.3", "3e-40"),
        holds=lambda v: abs(2 * v - round(2 * v)) <= 1e-8 * max(1, abs(v)),  # as pydantic has it
    ),
    Kind(Annotated[str, Field(max_length=3)], "abc", "abcd", holds=lambda v: len(v) <= 3),
    Kind(
        Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")],
        *("#00ff00", "#00FF00", "red"),
        holds=lambda v: re.fullmatch("#[0-9a-f]{6}", v) is not None,
    ),
    Kind(
        Annotated[list[int], Len(1, 3)], "1", ("1", "2"), "[1,2]", holds=lambda v: 1 <= len(v) <= 3
    ),
    # optional types
    Kind(int | None, "null", "5", '"5"', ""),
    Kind(str | None, "null", '"null"', "", "a"),
    Kind(bool | None, "null", "true", "0"),
    Kind(date | None, "null", "2026-01-31"),
    Kind(Text | None, "null", '"null"', "red"),
    Kind(list[str] | None, "null", "", ("a", "b"), '["null"]', '"null"'),
    # containers
    Kind(list[int], "", "1", ("1", "2"), "[1,2]", "[]", ("1", "x")),
    Kind(list[str], "", '[""]', ("a", "b"), '["[x"]', "[x", ("", "")),
    Kind(list[bool | float], "", "true", ("1.0", "false"), "[1.5,true]"),
    Kind(list[date], ("2026-01-31", "2026-02-01"), ""),
    Kind(list[Text], ("red", "5"), "[1]", '["[1]"]', ""),
    Kind(list[str | None], ("null", "a"), '["null"]', "[null]", ""),
    Kind(list[list[int]], "[[1],[2]]", ("[1]", "[2,3]"), "", "[[]]", "[]"),
    Kind(list[list[str] | str], '["a",["b"]]', ("a", '["b"]'), ""),
    Kind(set[int], "", ("3", "1", "1"), "[2,1]"),
    Kind(set[str | int], ("a", "1", '"1"'), ""),
    Kind(frozenset[date], ("2026-01-31", "2026-01-31"), ""),
    Kind(set[Point], '[[1,"a"],[2,null]]', ('[1,"a"]', "[2,null]"), ""),
    Kind(tuple[int, int], ("0", "9"), "[1,2]"),
    Kind(tuple[date, date | None], ("2026-01-31", "null"), '["2026-01-31","2026-02-01"]'),
    Kind(tuple[str, ...], "", ("a", "b"), '[""]'),
    Kind(tuple[()], "", "[]"),
    Kind(tuple[Literal["x"], bool, Decimal], ("x", "true", "1.0"), '["x",false,"2"]'),
    Kind(Point, ("1", "null"), ("1", "a"), '[1,"a"]'),
    Kind(dict[str, int], "{}", '{"a":1,"b":-2}', '{"a":"1"}'),
    Kind(dict[int, list[str]], '{"1":["a"],"2":[]}', '{"01":[]}'),
    Kind(dict[date | int, Decimal | None], '{"2026-01-31":"1.5","5":null}', "{}"),
    Kind(dict[Text, dict[str, bool]], '{"red":{"a":true},"":{}}', "{}"),
    # unions
    Kind(int | str, "5", '"5"', "a", '"a"', "null"),
    Kind(str | int, '"5"', "5", "-0"),
    Kind(bool | int | float, "true", "1", "1.0", "2.5", "1e3"),
    Kind(date | str, "2026-01-31", '"2026-01-31"', '{"=str":"x"}'),
    Kind(date | datetime, "2026-01-31", "2026-01-31T00:00:00", '{"=datetime":"2026-01-31"}'),
    Kind(datetime | time | timedelta | float, "10:00:00", "P1D", "1.5", "2026-01-31T10:00:00"),
    Kind(Decimal | float, "1.5", '{"=float":1.5}', '{"=Decimal":"1.5"}'),
    Kind(bytes | str, "QQ==", '"QQ=="', "a", '{"=bytes":"QQ=="}'),
    Kind(UUID | str, _UUID, f'"{_UUID}"', "x"),
    Kind(str | list[str], "a", ("a", "b"), '["a"]', '"[]"', ""),
    Kind(int | list[int], "1", ("1", "2"), "[1]", ""),
    Kind(list[int] | list[str], ("1", "2"), ("a", "b"), '["1"]', "[]"),
    Kind(list[str] | set[str], ("a", "b"), '{"=set":["a"]}', ""),
    Kind(dict[str, int] | str, '{"a":1}', '"{}"', "x"),
    Kind(dict[str, int] | dict[str, str] | None, '{"a":1}', '{"a":"1"}', "null", '{"=dict":{}}'),
    Kind(Text | Mode | Mixed, "red", '{"=Mode":"true"}', "1", "a"),
    Kind(tuple[int, int] | tuple[date, date], ("1", "2"), ("2026-01-31", "2026-02-01"), "[1,2]"),
    Kind(tuple[date | None, date | None] | None, ("null", "null"), "null", ("2026-01-31", "null")),
    # records
    Kind(Span, _SPAN, '{"first":"2026-01-31"}'),
    Kind(list[Rule], "[]", '[{"column":"a","wanted":null}]', '{"column":"b","wanted":"5"}'),
    Kind(Keyed, "{}", _KEYED, '{"name":"n"}'),
    Kind(Query, _QUERY, "{}", '{"at":null,"point":[1,"a"]}'),
    Kind(Rule | Span | None, "null", '{"column":"a"}', _SPAN),
    Kind(dict[str, Query | Rule], '{"a":{"column":"b"},"q":{"text":"t"}}', "{}"),
    Kind(Linked, _LINKS, '{"value":1}'),
    Kind(Linked | None, "null", _LINKS),
    Kind(Tree, _TREE, "{}"),
    Kind(Folder, _FOLDER, "{}"),
    Kind(All | Any_ | Is, _FILTER, '{"=Is":{"column":"c","value":null}}'),
    # any value
    Kind(Any, "null", "1", '{"a":[1,"b",{}]}', "text", '"5"', "[]"),
    Kind(list, "", ("1", "a"), '[1,"a",null]'),
    Kind(dict, "{}", '{"1":1,"a":{"b":[]}}'),
    Kind(set, "", ("1", "a"), '["a",1]'),
    # types that only pydantic understands
    Kind(Sequence[int], "[1,2]", "[]"),
    Kind(deque[str] if KNOWS_DEQUES else Sequence[str], '["a"]', "[]"),
    Kind(IPv4Address, "127.0.0.1", "1"),
    Kind(PurePosixPath, "a/b", ".", ""),
    Kind(IPv4Address | int, "127.0.0.1", "5"),
    # value maps
    Kind(int, "todo", "done", "0", value_map={0: "todo", 1: "done", 2: "null"}),
    Kind(list[str], ("", "b"), ("[x", ""), "", value_map={"a": "", "b": "b", "": "[x"}),
    Kind(bool | None, "null", "y", "n", value_map={True: "y", False: "n"}),
    Kind(set[Text], ("r", "n"), "r", "", value_map={Text.RED: "r", Text.NULL: "n"}),
    Kind(
        tuple[int, int],
        "left",
        '"',
        value_map={(0, 1): "left", (1, 0): '"', (1, 1): '{"=tuple":1}'},
    ),
]
