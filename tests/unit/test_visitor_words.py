"""Reasons are words that a visitor understands, whatever the type; never Python's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum, Flag, IntEnum
from fractions import Fraction
from ipaddress import IPv4Address
from typing import Annotated, Any, Literal, NamedTuple
from uuid import UUID

import pytest
from annotated_types import Ge, MaxLen
from pydantic import AfterValidator, AnyUrl, AwareDatetime, BaseModel, Field
from pydantic_core import PydanticCustomError
from pydantic_core._pydantic_core import (
    list_all_errors,  # pyright: ignore[reportAttributeAccessIssue, reportUnknownVariableType]
)
from typing_extensions import TypedDict

from st_page_state import (
    InvalidQueryParamError,
    InvalidValueError,
    PageState,
    StateVar,
    batch,
    use_ports,
)
from st_page_state.codecs.annotations import codec_for, type_name
from st_page_state.codecs.base import RefusedError
from st_page_state.codecs.refusals import placed
from st_page_state.codecs.words import places, words_of
from st_page_state.errors import NoSessionError
from st_page_state_fakes import FakeApp, FakeQuery, FakeSession, FakeStreamlit

PYTHON = re.compile(
    r"\b(str|int|bool|float|string|integer|boolean|dict|dictionary|list\[|tuple|frozenset|set\[|"
    r"instance|datetime|timedelta|Decimal|UUID|hashable|None|NoneType|object to|mapping|Input|"
    r"Track|Level|Perm|Size|Model|Keys|Point|Literal|callable|attribute|iterable|literal|"
    r"constrained|function|Field|python|validation|parse)\b"
)


class Track(Enum):
    ART = "art"
    BIO = "bio"


class Level(IntEnum):
    LOW = 1
    HIGH = 2


class Perm(Flag):
    READ = 1
    WRITE = 2


@dataclass
class Size:
    width: int
    height: int = 1


class Model(BaseModel):
    width: int
    days: list[date] = []


class Keys(TypedDict):
    width: int


class Point(NamedTuple):
    x: int
    y: int


def letters(text: str) -> str:
    if not text.isalpha():
        raise ValueError("letters only")
    return text


Letters = Annotated[str, AfterValidator(letters)]
PLAIN: list[Any] = [
    bool, int, float, Decimal, date, datetime, time, timedelta, UUID, bytes, Track, Level, Perm,
    Literal["a", "b"], Size, Model, Keys, Point, dict[str, int], list[int], set[date],
    tuple[date, date], tuple[int, ...], Letters, Annotated[int, Ge(1)], Annotated[str, MaxLen(1)],
    AnyUrl, IPv4Address, AwareDatetime, int | date, Track | int, Fraction,
]  # fmt: skip
HASHABLE = [kind for kind in PLAIN if kind not in (Size, Model, Keys)]


def readable(part: Any) -> str:
    """Name a type as tests do in each process, without addresses."""
    return part if isinstance(part, str) else type_name(part)


def around(kind: Any) -> list[Any]:
    wrapped = [kind, kind | None, list[kind], tuple[kind, ...], tuple[kind, kind]]
    wrapped += [dict[str, kind], list[kind] | None, list[kind | None], list[list[kind]]]
    if kind in HASHABLE and not str(kind).startswith(("list", "set", "dict")):
        wrapped.append(set[kind])
    return wrapped


WRONG_TEXTS = [
    ("?",), ("a", "?-?"), ("[1]",), ('{"wrong":1}',), ("[[{}]]",), ("null",), ("99", "?!"),
    ('{"a":"?"}',), ('{"width":"?"}',), ("2026-01-01",), ("[[\"?\"]]",),
]  # fmt: skip
WRONG_VALUES: list[Any] = [
    None, "?-?", 1.5, -7, [], [None], ["?"], [["?"]], (), (date(2026, 1, 1),), {}, {"width": "?"},
    {"a": "?"}, object(), [object()], {"wrong": 1}, b"\xff", [1, [2]], {1: 2}, [{"days": ["?"]}],
    datetime(2026, 1, 1, 5),
]  # fmt: skip


@pytest.mark.parametrize("kind", PLAIN, ids=readable)
def test_no_reason_speaks_of_python(kind: Any) -> None:
    told: set[str] = set()
    for annotation in around(kind):
        codec = codec_for(annotation)
        for given in WRONG_TEXTS if codec.has_text else []:
            try:
                codec.decode(given)
            except RefusedError as error:
                told.add(str(error))
        for value in WRONG_VALUES:
            try:
                codec.validate(value)
            except RefusedError as error:
                told.add(str(error))
    assert len(told) > 3
    assert [words for words in told if PYTHON.search(words) or re.search(r"\b0:", words)] == []


KNOWN: list[Any] = [
    known
    for known in list_all_errors()
    if known["type"] not in ("value_error", "assertion_error")  # a validator's own words
]


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known["type"])
def test_every_message_of_pydantic_has_words(known: Any) -> None:
    words = words_of(known["type"], known["example_message_python"])
    assert not PYTHON.search(words)
    assert words[:1] == words[:1].lower() or words.startswith("URL ")


DAY = date(2026, 1, 31)
A_DATE = "expected a date such as 2026-01-31"


@pytest.mark.parametrize(
    ("annotation", "value", "words"),
    [
        (Track | None, "x", "expected one of 'art', 'bio', or nothing"),
        (Literal["a"] | None, "x", "expected one of 'a', or nothing"),
        (date | None, "x", "expected a date such as 2026-01-31 or nothing"),
        (bool | None, "x", "expected true or false, or nothing"),
        (int | bool | None, "", "expected a whole number or true or false, or nothing"),
        (tuple[date, date], (DAY,), "the second date is missing"),
        (tuple[date, date] | None, (DAY,), "the second date is missing"),
        (tuple[date, date], (), "the first date is missing; the second date is missing"),
        (list[tuple[time, time]], [(time(1),)], "item 1: the second time is missing"),
        (tuple[int, Track], (1,), "the second item is missing"),
        (tuple[int, int, int, int, int, int], (1, 1, 1, 1, 1), "number 6 is missing"),
        (list[Letters], ["a", "1"], "item 2: letters only"),
        (list[list[Letters]], [["a"], ["a", "b", "3"]], "item 2: item 3: letters only"),
        (set[Letters], {"1"}, "an item: letters only"),
        (dict[str, list[Letters]], {"k": ["1"]}, "k: item 1: letters only"),
        (dict[int, tuple[date, date]], {5: (DAY,)}, "5: the second item is missing"),
        (dict[Letters, int], {"1": 1}, "the name 1: letters only"),
        (list[Model], [{"width": 1}, {"width": "?"}], "item 2: width: expected a whole number"),
        (list[Model], [{"width": 1, "days": ["?"]}], f"item 1: days: item 1: {A_DATE}"),
        (Size, {}, "width is missing"),
        (Size | None, {"wide": 1}, "width is missing"),
        (list[int | date], ["?"], "item 1: expected a whole number or a date such as 2026-01-31"),
        (dict[str, int] | list[int], {"a": "?"}, "a: expected a whole number; expected a list"),
        (IPv4Address, "x", "it is not a valid IPv4 address"),
        (IPv4Address | int, "x", "expected a whole number, or it is not a valid IPv4 address"),
        (Size | Model, {}, "width is missing"),
    ],
    ids=readable,
)  # fmt: skip
def test_what_is_wrong_with_a_value(annotation: Any, value: Any, words: str) -> None:
    with pytest.raises(RefusedError) as caught:
        codec_for(annotation).validate(value)
    assert str(caught.value) == words


@pytest.mark.parametrize(
    ("annotation", "texts", "words"),
    [
        (Track | None, ("x",), "expected one of 'art', 'bio', or nothing"),
        (date | None, ("x",), "expected a date such as 2026-01-31 or nothing"),
        (IPv4Address | None, ("x",), "it is not a valid IPv4 address"),
        (IPv4Address | date, ("x",), "expected a valid IPv4 address or a date such as 2026-01-31"),
        (list[int], ("1", "x"), "item 2: expected a whole number"),
        (list[int] | None, ("1", "x"), "item 2: expected a whole number"),
        (list[Track], ("art", "x"), "item 2: expected one of 'art', 'bio'"),
        (list[int], ('[1,2,"x"]',), "item 3: expected a whole number"),
        (list[int], ("[1",), "item 1: expected a whole number"),
        (list[list[int]], ("[1]", "[1,[]]"), "item 2: item 2: expected a whole number"),
        (tuple[date, date], ("2026-01-31",), "expected 2 dates, not 1"),
        (tuple[date | None, date | None], ("2026-01-31",), "expected 2 dates, not 1"),
        (dict[str, int], ('{"a":"x"}',), "a: expected a whole number"),
        (dict[int, int], ('{"a":1}',), "the name a: expected a whole number"),
        (Size, ('{"width":1,"high":2}',), "'high' is unknown. Did you mean 'height'?"),
        (Model, ('{"width":1,"days":["x"]}',), "days: item 1: expected a date such as 2026-01-31"),
        (list[Model], ("{}",), "item 1: width is missing"),
        (Model, ('{"days":[]}',), "width is missing"),
        (Perm, ("x",), "expected a whole number that stands for a choice"),
        (time, ("25:00:00+00:00:01",), "expected a time such as 12:30:00"),
        (list[Letters], ("a", "1"), "item 2: letters only"),
    ],
    ids=readable,
)  # fmt: skip
def test_what_is_wrong_with_a_text(annotation: Any, texts: tuple[str, ...], words: str) -> None:
    with pytest.raises(RefusedError) as caught:
        codec_for(annotation).decode(texts)
    assert str(caught.value) == words


def custom(value: str) -> str:
    if value == "custom":
        raise PydanticCustomError("rude", "not {what}, please", {"what": "this"})
    if value.startswith("quoted"):
        raise ValueError(f"{value.upper()} is too loud")
    if value == "mute":
        raise ValueError
    return letters(value)


class Private(PageState):
    name: Annotated[str, AfterValidator(custom)] = "a"
    names: list[Annotated[str, AfterValidator(custom)]] = StateVar(default_factory=list)
    short: Annotated[str, Field(max_length=3)] = "a"
    by_name: dict[str, Annotated[str, AfterValidator(custom)]] = StateVar(default_factory=dict)


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("name", "1", "letters only"),
        ("name", "custom", "not this, please"),
        ("name", "quoted 5", "a check of the app refused it"),
        ("name", "mute", "a check of the app refused it"),
        ("names", ["a", "1"], "item 2: letters only"),
        ("names", ["quoted 5"], "item 1: a check of the app refused it"),
        ("short", "abcd", "it should have at most 3 characters"),
        ("by_name", {"k": "1"}, "k: letters only"),
    ],
)
def test_a_validators_words_are_told_without_the_value(field: str, value: Any, reason: str) -> None:
    with use_ports(FakeSession(), FakeQuery()):
        with pytest.raises(InvalidValueError) as caught:
            Private.update(**{field: value})
        assert caught.value.reason == reason
        assert reason in str(caught.value)
        assert "quoted" not in str(caught.value).lower()
        assert "Expected" not in str(caught.value)


class Loud:
    def __str__(self) -> str:
        raise RuntimeError

    def __len__(self) -> int:
        return 3


def test_a_value_without_a_text_is_not_quoted_either() -> None:
    def refuse(_: object) -> object:
        raise ValueError("never")

    class Odd(PageState):
        odd: Annotated[Any, AfterValidator(refuse)] = StateVar(default_factory=lambda: None)

    with use_ports(FakeSession(), FakeQuery()), pytest.raises(Exception, match="never"):
        Odd.odd = Loud()


class Trip(PageState):
    track: Track | None = StateVar(default=None, url_key="track")
    day: date | None = StateVar(default=None, url_key="day")
    stay: tuple[date, date] = StateVar(default=(DAY, DAY), url_key="stay")
    tags: list[Letters] = StateVar(default_factory=list, url_key="tag")
    page: Annotated[int, Ge(1)] = StateVar(default=1, url_key="p")


def test_what_a_visitor_of_a_wrong_link_is_told() -> None:
    def script(st: FakeStreamlit) -> None:
        for field, error in Trip.url_errors().items():
            st.warning(f"{field}: {error.reason}")

    tab = FakeApp(script).open("?track=x&day=x&stay=2026-01-31&tag=a&tag=1&p=0")
    assert tab.state(Trip) == Trip()
    with tab.run():
        assert {name: error.reason for name, error in Trip.url_errors().items()} == {
            "track": "expected one of 'art', 'bio', or nothing",
            "day": "expected a date such as 2026-01-31 or nothing",
            "stay": "expected 2 dates, not 1",
            "tags": "item 2: letters only",
            "page": "it should be greater than or equal to 1",
        }


def test_a_load_of_what_fits_says_that_one_field_is_unchanged() -> None:
    with use_ports(FakeSession(), FakeQuery()):
        errors = Trip.load({"day": DAY, "page": 0, "tags": ["1"]}, strict=False)
        assert Trip.day == DAY
        assert errors.keys() == {"page", "tags"}
        assert all(str(error).endswith(" The field is unchanged.") for error in errors.values())
        with pytest.raises(InvalidValueError, match=r"The state is unchanged\.$"):
            Trip.load({"day": None, "page": 0})
        assert Trip.day == DAY
        with batch(), pytest.raises(InvalidValueError, match=r"The state is unchanged\.$"):
            Trip.page = 0


def fail(value: int) -> int:
    raise KeyError("secret")


class Broken(PageState):
    n: Annotated[int, AfterValidator(fail)] = StateVar(default_factory=lambda: 1, url_key="n")


def test_a_validator_with_a_bug_is_named_to_the_developer() -> None:
    with pytest.raises(
        InvalidQueryParamError, match="a validator raised KeyError: 'secret'"
    ) as bad:
        Broken.parse("?n=2")
    assert bad.value.reason == "it could not be checked (KeyError)"


def test_places_in_records_and_errors_of_the_library() -> None:
    assert places(("days", 0), Model(width=1, days=[DAY])) == ["days", "item 1"]
    error = NoSessionError()
    assert placed(error, "item 1") is error
