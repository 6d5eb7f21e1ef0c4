"""Query strings of any length, made to cost as much as possible, and a class to read them."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from time import thread_time
from typing import Any, NamedTuple
from uuid import UUID

from properties.generated import All, Any_, Is, Tree
from st_page_state import InvalidQueryParamError, PageState, StateVar, use_ports
from st_page_state_fakes import FakeQuery, FakeSession

MOST_FIELDS = 1000
"""Streamlit reads nothing of a query string with more."""


class Hostile(PageState):
    text: str = StateVar(default="", url_key="text")
    number: int = StateVar(default=0, url_key="number")
    ratio: float = StateVar(default=0.0, url_key="ratio")
    exact: Decimal = StateVar(default=Decimal(0), url_key="exact")
    day: date = StateVar(default=date(2026, 1, 31), url_key="day")
    span: timedelta = StateVar(default=timedelta(), url_key="span")
    mark: UUID = StateVar(default=UUID(int=0), url_key="mark")
    raw: bytes = StateVar(default=b"", url_key="raw")
    either: int | str = StateVar(default=0, url_key="either")
    numbers: list[int] = StateVar(default_factory=list, url_key="numbers")
    names: list[str] = StateVar(default_factory=list, url_key="names")
    several: list[int | str | None] = StateVar(default_factory=list, url_key="several")
    chosen: set[str] = StateVar(default_factory=set, url_key="chosen")
    rows: list[list[int]] | dict[str, int] = StateVar(default_factory=list, url_key="rows")
    weights: dict[str, int] = StateVar(default_factory=dict, url_key="weights")
    wheres: All | Any_ | Is = StateVar(default=All(()), url_key="wheres")
    tree: Tree = StateVar(default_factory=Tree, url_key="tree")
    whatever: Any = StateVar(default=None, url_key="whatever")


FIELDS = list(Hostile.__page_state__.params)


class Shape(NamedTuple):
    """A query string of a certain form.

    Attributes:
        name: its name.
        query: makes one of about this many characters.
    """

    name: str
    query: Callable[[int], str]

    def lands(self, size: int) -> bool:
        """Return whether Streamlit would read one of that size at all."""
        return self.query(size).count("&") < MOST_FIELDS


def _one(param: str, unit: str, before: str = "", after: str = "") -> Callable[[int], str]:
    """Return a param with a text that repeats one string."""
    rest = len(param) + len(before) + len(after) + 1
    return lambda size: f"{param}={before}{unit * ((size - rest) // len(unit))}{after}"


def _json(param: str, items: Callable[[int], Any], width: int) -> Callable[[int], str]:
    """Return a param with a JSON document as its text; ``width`` is the length of one item."""
    return lambda size: f"{param}={json.dumps(items(size // width), separators=(',', ':'))}"


def _each(unit: str) -> Callable[[int], str]:
    """Return every param of the class with the same text."""
    return lambda size: "&".join(
        f"{name}={unit * (size // len(FIELDS) // len(unit))}" for name in FIELDS
    )


def _spread(piece: Callable[[int], str], count: int = MOST_FIELDS) -> Callable[[int], str]:
    """Return this many fields, which share the length."""
    return lambda size: "&".join(
        piece(i) + "x" * (size // count - len(piece(i)) - 1) for i in range(count)
    )


def _many(piece: Callable[[int], str]) -> Callable[[int], str]:
    """Return as many short fields as fit."""
    return lambda size: "&".join(map(piece, range(size // (len(piece(10_000)) + 1))))


def _keys(count: int) -> dict[str, int]:
    return {f"{i:06}": 1 for i in range(count)}


def _bad_at_the_end(size: int) -> str:
    return "numbers=1&" * (size // 10) + "numbers=x"


def _where(size: int) -> str:
    leaf = '{"=Is":{"column":"c","value":5}}'
    group = '{"=All":{"of":[' + ",".join([leaf] * 20) + "]}}"
    return 'wheres={"=Any_":{"of":[' + ",".join([group] * (size // len(group))) + "]}}"


def _trees(size: int) -> str:
    leaf = '{"name":"n","index":{"1":"x","2":{"name":"y"}}}'
    return 'tree={"children":[' + ",".join([leaf] * (size // (len(leaf) + 1))) + "]}"


SHAPES = [
    Shape("a long text", _one("text", "a")),
    Shape("a long text, é", _one("text", "é")),
    Shape("a long text, encoded", _one("text", "%C3%A9")),
    Shape("a long text, 🙂", _one("text", "\U0001f642")),
    Shape("a long text, percent signs", _one("text", "%")),
    Shape("a long text, broken UTF-8", _one("text", "%ED%A0")),
    Shape("a long text, plus signs", _one("text", "+")),
    Shape("a long text, controls", _one("text", "%00")),
    Shape("a long text, equals signs", _one("text", "=")),
    Shape("digits, int", _one("number", "9")),
    Shape("zeros, int", _one("number", "0")),
    Shape("digits and underscores, int", _one("number", "1_", after="1")),
    Shape("digits, float", _one("ratio", "9")),
    Shape("digits, Decimal", _one("exact", "9")),
    Shape("digits after the point, Decimal", _one("exact", "9", before="0.")),
    Shape("exponent, Decimal", _one("exact", "9", before="1e")),
    Shape("digits, date", _one("day", "9")),
    Shape("digits, timedelta", _one("span", "9", before="P", after="D")),
    Shape("digits, UUID", _one("mark", "a")),
    Shape("base64", _one("raw", "QUFB")),
    Shape("digits, int | str", _one("either", "9")),
    Shape("digits of another alphabet, int | str", _one("either", "٣")),
    Shape("quotes, int | str", _one("either", '"')),
    Shape("a tag, int | str", _one("either", "a", before='{"=str":"', after='"}')),
    Shape("a long item", _one("names", "a")),
    Shape("a long item of a JSON list", _one("names", "a", before='["', after='"]')),
    Shape("digits in a JSON list", _one("numbers", "9", before="[", after="]")),
    Shape("a wide JSON list, int", _json("numbers", lambda n: [7] * n, 2)),
    Shape("a wide JSON list, str", _json("names", lambda n: ["ab"] * n, 5)),
    Shape("a wide JSON list, é", _one("names", '"é",', before="[", after='""]')),
    Shape("a wide JSON list, unions", _json("several", lambda n: ["1", 1, None] * (n // 3), 4)),
    Shape("a wide JSON list, set", _json("chosen", lambda n: [f"{i:06}" for i in range(n)], 9)),
    Shape("a wide JSON list, equal items", _json("chosen", lambda n: [""] * n, 3)),
    Shape("a wide JSON list, of lists", _json("rows", lambda n: [[1]] * n, 4)),
    Shape("a wide JSON list, of any", _json("whatever", lambda n: [1.5, "a"] * (n // 2), 4)),
    Shape("a wide JSON list, bad at the end", _one("numbers", "1,", before="[", after='"x"]')),
    Shape("a wide JSON object", _json("weights", _keys, 11)),
    Shape("a wide JSON object, union", _json("rows", _keys, 11)),
    Shape("one key again and again", _one("weights", '"a":1,', before="{", after='"b":2}')),
    Shape("many records", _trees),
    Shape("many records of unions", _where),
    Shape("open brackets", _one("whatever", "[")),
    Shape("open brackets, union", _one("rows", "[")),
    Shape("open objects", _one("weights", '{"a":')),
    Shape("open records", _one("tree", '{"children":[')),
    Shape("open tags", _one("wheres", '{"=All":{"of":[')),
    Shape("brackets side by side", _one("whatever", "[],", before="[", after="[]]")),
    Shape("escapes", _one("whatever", "\\u00e9", before='"', after='"')),
    Shape("escaped surrogates", _one("names", "\\ud800", before='["', after='"]')),
    Shape("backslashes", _one("whatever", "\\\\", before='"', after='"')),
    Shape("spaces in JSON", _one("whatever", " ", before="[", after="]")),
    Shape("every param, digits", _each("9")),
    Shape("every param, é", _each("é")),
    Shape("every param, brackets", _each("[")),
    Shape("every param, quotes", _each('"')),
    Shape("1000 foreign params", _spread(lambda i: f"foreign{i}=")),
    Shape("1000 repeats, str", _spread(lambda i: "text=")),
    Shape("1000 repeats, list[int]", _spread(lambda i: "numbers=")),
    Shape("1000 repeats, list[str]", _spread(lambda i: "names=")),
    Shape("1000 repeats, unions", _spread(lambda i: "several=")),
    Shape("1000 repeats, set", _spread(lambda i: f"chosen={i}")),
    Shape("many foreign params", _many(lambda i: f"f{i:06}=")),
    Shape("many repeats, str", _many(lambda i: "text=1")),
    Shape("many repeats, list[int]", _many(lambda i: "numbers=1")),
    Shape("many repeats, list[int], bad at the end", _bad_at_the_end),
    Shape("many repeats, unions", _many(lambda i: "several=1")),
    Shape("many repeats, set", _many(lambda i: f"chosen={i:06}")),
    Shape("many ampersands", lambda size: "&" * size),
    Shape("many semicolons", lambda size: ";" * size),
    Shape("many question marks", lambda size: "?" * size),
    Shape("many slashes", lambda size: "/" * size),
]


def parse(query: str) -> None:
    """Read a query string without a session."""
    try:
        Hostile.parse(f"?{query}")
    except InvalidQueryParamError:
        return


def land(query: FakeQuery) -> None:
    """Open an address in a new session: the class adopts and corrects it."""
    with use_ports(FakeSession(), query):
        Hostile.url_errors()


def seconds(work: Callable[[], None]) -> float:
    """Return the processor time of a call."""
    gc.disable()
    try:
        before = thread_time()
        work()
        return thread_time() - before
    finally:
        gc.enable()
