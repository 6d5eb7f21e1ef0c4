"""Pydantic serializers decide the text and the JSON of a value."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, NamedTuple, NewType, NotRequired

import pytest
from pydantic import (
    Base64Bytes,
    BaseModel,
    BeforeValidator,
    Field,
    Json,
    PlainSerializer,
    SecretStr,
    WrapSerializer,
    field_serializer,
    field_validator,
    model_serializer,
    model_validator,
)
from pydantic_core import core_schema
from typing_extensions import TypedDict

from properties.declared import state_class
from st_page_state import DeclarationError, InvalidValueError, NoJsonError, PageState, StateVar
from st_page_state.codecs.annotations import codec_for
from st_page_state.codecs.equality import same
from st_page_state_fakes import FakeApp, FakeQuery, FakeStreamlit


def split(value: Any) -> Any:
    return value.split(",") if isinstance(value, str) else value


def join(items: list[int]) -> str:
    return ",".join(map(str, items))


def split_texts_only(value: str) -> list[str]:
    return value.split(",")


Commas = Annotated[list[int], BeforeValidator(split), PlainSerializer(join)]
Strict = Annotated[list[int], BeforeValidator(split_texts_only), PlainSerializer(join)]
Padded = Annotated[int, WrapSerializer(lambda v, handler: f"{handler(v):05}")]
Ids = NewType("Ids", Commas)


class Color(enum.Enum):
    RED = 1
    BLUE = 2


def color(value: Any) -> Any:
    return Color[value.upper()] if isinstance(value, str) else value


Named = Annotated[Color, BeforeValidator(color), PlainSerializer(lambda c: c.name.lower())]


class Team:
    """A class that pydantic does not know."""

    def __init__(self, key: int) -> None:
        self.key = key

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Team) and self.key == other.key

    __hash__ = None  # type: ignore[assignment]


def team(value: Any) -> Any:
    return Team(int(value)) if isinstance(value, int | str) else value


ByKey = Annotated[Team, BeforeValidator(team), PlainSerializer(lambda t: t.key)]


class Hex:
    """A part of an Annotated that makes a schema of its own."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], Any]) -> Any:
        return core_schema.no_info_before_validator_function(
            lambda v: int(v, 16) if isinstance(v, str) else v,
            handler(source),
            serialization=core_schema.plain_serializer_function_ser_schema(hex),
        )


class Filter(BaseModel):
    ids: Strict = []
    day: date | str = ""


@dataclasses.dataclass
class Query:
    ids: Strict
    color: Named = Color.RED


class Row(NamedTuple):
    ids: Commas
    n: Annotated[int, Field(gt=0)] = 1


class Keys(TypedDict):
    ids: Strict
    n: NotRequired[Annotated[int, "a note"]]
    m: Annotated[NotRequired[int], "a note"]


class Range(BaseModel):
    low: int
    high: int

    @model_validator(mode="before")
    @classmethod
    def _read(cls, data: Any) -> Any:
        if not isinstance(data, str):
            return data
        low, high = data.split("-")
        return {"low": low, "high": high}

    @model_serializer
    def _write(self) -> str:
        return f"{self.low}-{self.high}"


class Price(BaseModel):
    cents: int

    @field_serializer("cents")
    def _write(self, value: int) -> str:
        return f"{value} ct"

    @field_validator("cents", mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        return value.removesuffix(" ct") if isinstance(value, str) else value


@dataclasses.dataclass
class Weight:
    grams: int

    @field_serializer("grams")
    def _write(self, value: int) -> str:
        return f"{value} g"

    @field_validator("grams", mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        return value.removesuffix(" g") if isinstance(value, str) else value


DECIDED = [
    (Commas, [1, 2, 3], ("1,2,3",), "1,2,3"),
    (Strict, [1, 2, 3], ("1,2,3",), "1,2,3"),
    (Strict, [1], ("1",), "1"),
    (Ids, [1, 2], ("1,2",), "1,2"),
    (Strict | None, None, ("null",), None),
    (Strict | None, [1, 2], ("1,2",), "1,2"),
    (list[Strict], [[1, 2], [3]], ("1,2", "3"), ["1,2", "3"]),
    (dict[str, Strict], {"a": [1, 2]}, ('{"a":"1,2"}',), {"a": "1,2"}),
    (tuple[Strict, int], ([1, 2], 3), ("1,2", "3"), ["1,2", 3]),
    (Padded, 7, ("00007",), "00007"),
    (list[Padded], [7, 8], ("00007", "00008"), ["00007", "00008"]),
    (Annotated[int, Hex()], 255, ("0xff",), "0xff"),
    (Named, Color.RED, ("red",), "red"),
    (set[Named], {Color.RED}, ("red",), ["red"]),
    (Named | None, Color.BLUE, ("blue",), "blue"),
    (ByKey, Team(3), ("3",), 3),
    (ByKey | None, None, ("null",), None),
    (Filter, Filter.model_construct(ids=[1, 2], day="2026-01-31"), None, None),
    (Query, Query([1, 2], Color.BLUE), ('{"ids":"1,2","color":"blue"}',), None),
    (list[Query], [Query([1])], ('{"ids":"1","color":"red"}',), None),
    (Keys, {"ids": [1, 2], "n": 1, "m": 2}, ('{"ids":"1,2","n":1,"m":2}',), None),
    (Row, Row([1, 2]), ("1,2", "1"), ["1,2", 1]),
    (Range, Range(low=1, high=5), ("1-5",), "1-5"),
    (list[Range], [Range(low=1, high=5), Range(low=2, high=3)], ("1-5", "2-3"), ["1-5", "2-3"]),
    (Price, Price(cents=5), ('{"cents":"5 ct"}',), {"cents": "5 ct"}),
    (Weight, Weight(5), ('{"grams":"5 g"}',), {"grams": "5 g"}),
    (Annotated[list[int], PlainSerializer(sorted)], [1, 2], ("1", "2"), [1, 2]),
    (Annotated[list[int], PlainSerializer(sorted)], [], ("",), []),
    (Annotated[list[int], PlainSerializer(sorted)], [1], ("1",), [1]),
    (Annotated[str, PlainSerializer(str.upper)], "A", ("A",), "A"),
    (Annotated[int, PlainSerializer(lambda v: {"n": v}), BeforeValidator(lambda v: v["n"])],
     1, ('{"n":1}',), {"n": 1}),
    (list[Annotated[int, PlainSerializer(abs)]], [1, 2], ("1", "2"), [1, 2]),
    (Annotated[dict[str, int], PlainSerializer(dict)], {"a": 1}, ('{"a":1}',), {"a": 1}),
    (Base64Bytes, b"ABC", None, None),
    (Json[list[int]], [1, 2], ("[1,2]",), "[1,2]"),
    (Annotated[int, PlainSerializer(hex, when_used="unless-none")] | None, None, ("null",), None),
]  # fmt: skip


@pytest.mark.parametrize(("annotation", "value", "texts", "form"), DECIDED)
def test_the_serializer_decides_and_its_validator_reads(
    ports: None, query: FakeQuery, annotation: Any, value: Any, texts: Any, form: Any
) -> None:
    codec = codec_for(annotation)
    assert codec.has_text
    assert codec.has_json
    assert same(codec.decode(codec.encode(value)), value)
    assert same(codec.from_json(codec.to_json(value)), value)
    assert same(codec.load(codec.store(value)), value)
    if texts is not None:
        assert codec.encode(value) == texts
    if form is not None:
        assert codec.to_json(value) == form
    cls = state_class("Decided", {"x": (annotation, value)})
    assert same(cls.x, value)
    data = cls.dump(mode="json")
    assert query.params == {"x": codec.encode(value)}
    cls.x = value
    assert cls.load(data, mode="json") == {}
    assert same(cls.x, value)
    assert cls.parse(query.url) == cls.snapshot()


class Shown(PageState):
    ids: Commas = StateVar(default=[1, 2, 3], url_key="i")
    more: Commas | None = StateVar(default=None, url_key="more")
    colors: set[Named] = StateVar(default_factory=set, url_key="c")


def test_a_link_with_the_serializers_text_is_read(ports: None, query: FakeQuery) -> None:
    query.go("?i=4,5&c=blue&c=red")
    assert (Shown.ids, Shown.more, Shown.colors) == ([4, 5], None, {Color.RED, Color.BLUE})
    assert query.params == {"i": ("4,5",), "c": ("blue", "red")}
    Shown.ids.append(6)
    Shown.more = [7]
    assert query.params["i"] == ("4,5,6",)
    assert query.params["more"] == ("7",)
    query.go("?i=1&i=2&c=red")  # as a list without a serializer
    assert Shown.ids == [1, 2]
    assert query.params == {"i": ("1,2",), "c": ("red",)}
    query.go("?i=x")
    assert Shown.ids == [1, 2]
    assert Shown.url_errors()["ids"].text == "x"


def test_what_is_not_read_back_is_refused_when_it_is_written(ports: None, query: FakeQuery) -> None:
    before = Shown.dump()
    with pytest.raises(InvalidValueError, match=r"Shown\.ids does not accept .* not read back"):
        Shown.ids = []  # "" is read as [""]
    assert Shown.dump() == before

    class Rounded(PageState):
        x: Annotated[float, PlainSerializer(lambda v: round(v, 2))] = StateVar(
            default=1.25, url_key="x"
        )

    Rounded.x = 2.5
    with pytest.raises(InvalidValueError, match=r"Rounded\.x does not accept '1\.234'"):
        Rounded.x = 1.234
    assert (Rounded.x, query.params["x"]) == (2.5, ("2.5",))


def test_json_may_be_read_back_where_no_text_is() -> None:
    words = Annotated[
        list[str], BeforeValidator(split), PlainSerializer(lambda v: [*v], when_used="json")
    ]
    codec = codec_for(words)
    assert codec.encode(["a", "b"]) == ("a", "b")
    assert codec.from_json(codec.to_json(["a,b"])) == ["a,b"]
    with pytest.raises(ValueError, match="the text that its serializer makes is not read back"):
        codec.encode(["a,b"])


def test_a_default_that_is_not_read_back_is_refused() -> None:
    german = Annotated[date, PlainSerializer(lambda d: f"{d:%d.%m.%Y}")]
    with pytest.raises(DeclarationError, match=r"day: default=.*not read back as the same value"):

        class Lossy(PageState):
            day: german = StateVar(default=date(2026, 1, 31), url_key="d")  # type: ignore[valid-type]

    class Kept(PageState):
        day: german = StateVar(default=date(2026, 1, 31))  # type: ignore[valid-type]

    assert Kept.schema()["day"]["default"] == date(2026, 1, 31)


def test_a_failing_serializer_is_an_error_of_its_field(ports: None) -> None:
    class Failing(PageState):
        x: Annotated[int, PlainSerializer(lambda v: 1 // v)] = StateVar(default=1, url_key="x")
        hidden: Annotated[int, PlainSerializer(lambda v: 1 // v)] = StateVar(default=1)

    with pytest.raises(InvalidValueError, match=r"Failing\.x does not accept '0'.*ZeroDivision"):
        Failing.x = 0
    assert Failing.x == 1
    Failing.hidden = 0  # only its JSON fails
    with pytest.raises(NoJsonError) as caught:
        Failing.dump(mode="json")
    assert caught.value.problems == {"hidden": "its serializer failed"}


def test_a_value_of_another_type_is_not_accepted(ports: None) -> None:
    class Typed(PageState):
        ids: Strict = StateVar(default=[1])
        team: ByKey = StateVar(default=Team(1), url_key="t")

    with pytest.raises(InvalidValueError, match=r"Typed\.ids"):
        Typed.ids = (1, 2)  # type: ignore[assignment]
    with pytest.raises(InvalidValueError, match=r"Typed\.team"):
        Typed.team = 1.5  # type: ignore[assignment]
    with pytest.raises(DeclarationError, match="does not fit"):

        class Wrong(PageState):
            ids: Strict = StateVar(default=5)  # type: ignore[assignment]


def test_a_value_map_decides_the_text_and_the_serializer_the_json(
    ports: None, query: FakeQuery
) -> None:
    class Mapped(PageState):
        color: Named = StateVar(
            default=Color.RED, url_key="c", value_map={Color.RED: "r", Color.BLUE: "b"}
        )
        ids: Commas = StateVar(default=[1], url_key="i", value_map={1: "one", 2: "two"})

    Mapped.update(color=Color.BLUE, ids=[1, 2])
    assert query.params == {"c": ("b",), "i": ("one", "two")}
    assert Mapped.dump(mode="json") == {"color": "blue", "ids": "1,2"}
    query.go("?c=r&i=two")
    assert (Mapped.color, Mapped.ids) == (Color.RED, [2])


def test_a_secret_stays_one() -> None:
    shown = Annotated[SecretStr, PlainSerializer(lambda s: s.get_secret_value())]
    codec = codec_for(shown)
    assert not codec.has_text
    assert not codec.has_json


def test_widgets_have_the_values_not_their_texts() -> None:
    def script(st: FakeStreamlit) -> None:
        st.multiselect("Ids", **Shown.bind("ids", options=[1, 2, 3, 4]))
        st.multiselect("Colors", **Shown.bind("colors", options=list(Color)))

    tab = FakeApp(script).open("?i=2,4&c=blue")
    assert tab.widget("Ids").value == [2, 4]
    assert tab.widget("Colors").value == [Color.BLUE]
    tab.widget("Ids").set_value([1, 3])
    tab.widget("Colors").set_value([Color.RED, Color.BLUE])
    assert tab.url == "?i=1%2C3&c=blue&c=red"
    tab.widget("Ids").set_value([])  # it has no text
    assert tab.state(Shown).ids == [1, 3]
    tab.back()
    assert tab.widget("Colors").value == [Color.BLUE]
