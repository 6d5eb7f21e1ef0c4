"""The codec by example: values as URL texts, and texts as values."""

from __future__ import annotations

import enum
import gc
import sys
import time
import weakref
from collections.abc import Callable, Mapping, Sequence
from dataclasses import InitVar, dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from datetime import time as clock
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Generic, Literal, NamedTuple, NewType, TypeVar
from uuid import UUID

import pytest
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    HttpUrl,
    PrivateAttr,
    PydanticUserError,
    RootModel,
    SecretStr,
    create_model,
)
from pydantic.dataclasses import dataclass as pydantic_dataclass
from typing_extensions import TypeAliasType, TypedDict

from st_page_state.codecs import annotations
from st_page_state.codecs.annotations import codec_for, same_annotation, type_name
from st_page_state.codecs.value_map import mapped


class Color(enum.Enum):
    RED = "red"
    BLUE = "blue"


class Corner(enum.Enum):
    LEFT = (0, 1)
    RIGHT = (1, 0)


class Rights(enum.Flag):
    READ = 1
    WRITE = 2


class Point(NamedTuple):
    x: int
    y: int = 0


@dataclass
class Span:
    start: date
    days: int = 1


@dataclass
class Linked:
    value: int
    next: Linked | None = None


@dataclass
class Not:
    inner: Not | Maybe | str


@dataclass
class Maybe:
    inner: Not | Maybe | str


@dataclass(frozen=True)
class Weighed:
    name: str
    over: dict[Weighed, int] = field(default_factory=dict, hash=False)


class Socket:
    pass


@dataclass
class Plugged:
    socket: Socket


class Keyed(TypedDict, total=False):
    a: int
    b: list[str]


class Root(RootModel[list[int]]):
    pass


class Aliased(BaseModel):
    size: int = Field(alias="s")


class Open(BaseModel):
    model_config = ConfigDict(extra="allow")
    a: int = 1


class Secret(BaseModel):
    password: SecretStr


class Private(BaseModel):
    a: int = 1
    _b: int = PrivateAttr(2)


@dataclass
class Seeded:
    a: int
    seed: InitVar[int] = 0


@pydantic_dataclass
class Renamed:
    a: int = Field(alias="b")


T = TypeVar("T")


@dataclass
class Box(Generic[T]):
    item: T


Number = NewType("Number", int)
Words = TypeAliasType("Words", list[str])


def ahead(**of_utc: int) -> datetime:
    """Return noon of a day on a clock this far ahead of UTC."""
    return datetime(2024, 1, 1, 12, tzinfo=timezone(timedelta(**of_utc)))


class TestTextsInTheUrl:
    @pytest.mark.parametrize(
        ("annotation", "value", "texts"),
        [
            (str, "a b", ("a b",)),
            (str, "", ("",)),
            (bool, True, ("true",)),
            (int, -7, ("-7",)),
            (float, 2.0, ("2.0",)),
            (float, 1e16, ("1e+16",)),
            (Decimal, Decimal("1.50"), ("1.50",)),
            (date, date(2026, 1, 31), ("2026-01-31",)),
            (datetime, datetime(2026, 1, 31, 9, 5), ("2026-01-31T09:05:00",)),
            (datetime, datetime(2024, 1, 1, tzinfo=UTC), ("2024-01-01T00:00:00+00:00",)),
            (datetime, ahead(minutes=1), ("2024-01-01T12:00:00+00:01",)),
            (datetime, ahead(minutes=1, seconds=30), ("2024-01-01T12:00:00+00:01:30",)),
            (
                datetime,
                datetime.min.replace(tzinfo=timezone(timedelta(hours=5, seconds=7))),
                ("0001-01-01T00:00:00+05:00:07",),
            ),
            (clock, clock(9, 5), ("09:05:00",)),
            (timedelta, timedelta(hours=36), ("P1DT12H",)),
            (UUID, UUID(int=5), ("00000000-0000-0000-0000-000000000005",)),
            (bytes, b"\xff\xfe", ("__4=",)),
            (Color, Color.RED, ("red",)),
            (Corner, Corner.LEFT, ("LEFT",)),
            (Rights, Rights.READ | Rights.WRITE, ("3",)),
            (Literal["a", 1], 1, ("1",)),
            (list[str], ["a", "b"], ("a", "b")),
            (list[str], [], ("",)),
            (list[str], [""], ('[""]',)),
            (list[str], ["[x"], ('["[x"]',)),
            (list[str], ["", "[x"], ("", "[x")),
            (set[int], {10, 9, -1}, ("-1", "9", "10")),
            (set[str], {"b", "a"}, ("a", "b")),
            (frozenset[Color], frozenset(Color), ("blue", "red")),
            (tuple[int, str], (1, "a"), ("1", "a")),
            (tuple[()], (), ("",)),
            (Point, Point(1, 2), ("1", "2")),
            (list[Point], [Point(1, 2)], ("[[1,2]]",)),
            (list[Point], [Point(1, 2), Point(3)], ("[1,2]", "[3,0]")),
            (dict[str, int], {"a": 1}, ('{"a":1}',)),
            (dict[date, bool], {date(2026, 1, 31): True}, ('{"2026-01-31":true}',)),
            (Span, Span(date(2026, 1, 31)), ('{"start":"2026-01-31","days":1}',)),
            (Keyed, {"b": ["é"]}, ('{"b":["é"]}',)),
            (str | None, None, ("null",)),
            (str | None, "null", ('"null"',)),
            (str | None, "", ("",)),
            (int | str, 5, ("5",)),
            (int | str, "5", ('"5"',)),
            (int | str, "five", ("five",)),
            (date | str, "2026-01-31", ('"2026-01-31"',)),
            (str | list[str], ["a"], ('["a"]',)),
            (str | list[str], ["a", "b"], ("a", "b")),
            (dict[str, int] | str, '{"a":1}', ('"{\\"a\\":1}"',)),
            (dict[str, int] | int, {"=int": 1}, ('{"=dict":{"=int":1}}',)),
            (Color | str, "red", ('"red"',)),
            (list[int] | list[str], ["1"], ('["1"]',)),
            (list[int] | list[str], ["1", "2"], ('["1","2"]',)),
            (list[int] | set[int], {1}, ('{"=set":[1]}',)),
            (Any, "5", ('"5"',)),
            (Any, [1, None], ("[1,null]",)),
            (Any, None, ("null",)),
            (dict, {1: "a", "1": "b"}, ('{"1":"a","\\"1\\"":"b"}',)),
            (Number, 5, ("5",)),
            (Words, ["a"], ("a",)),
            (tuple[int, str] | list[str], ["1", "2", "3"], ("1", "2", "3")),
            (tuple[int, str] | tuple[int, int, int], (1, 2, 3), ("1", "2", "3")),
            (tuple[Annotated[int, {}], ...], (1,), ("1",)),
            (Path | str, "x", ('"x"',)),
            (Path | str, Path("x"), ("x",)),
            (Box[int] | None, Box(1), ('{"item":1}',)),
            (Box, Box([1]), ('{"item":[1]}',)),
            (list[T], [1, "1"], ("1", '"1"')),
            (list[dict[str, Any] | int], [{"=int": 1}, 1], ('{"=dict":{"=int":1}}', "1")),
            (dict[str, dict[str, int] | int], {"a": {"=int": 1}}, ('{"a":{"=dict":{"=int":1}}}',)),
            (Mapping[str, int] | int, {"=int": 5}, ('{"=Mapping":{"=int":5}}',)),
            (dict[str, Words] | Words, ["a"], ("a",)),
            (Path, Path("a/b"), ("a/b",)),
            (Path | int, Path("a/b"), ("a/b",)),
            (Path | int, Path("5"), ('{"=Path":"5"}',)),
            (Path | int, 5, ("5",)),
            (list[int | dict[str, int]], [{"a": 1}, 5], ('{"a":1}', "5")),
            (Path | None, Path("null"), ('{"=Path":"null"}',)),
            (Root, Root([1, 2]), ("[1,2]",)),
            (list[Root], [Root([1])], ("[[1]]",)),
            (Aliased, Aliased(s=1), ('{"s":1}',)),
            (Open, Open(a=1, z=2), ('{"a":1,"z":2}',)),
            (Private, Private(a=3), ('{"a":3}',)),
            (Seeded, Seeded(1), ('{"a":1}',)),
            (Renamed, Renamed(b=1), ('{"b":1}',)),
            (Box[int], Box(1), ('{"item":1}',)),
        ],
    )
    def test_values_and_texts_belong_together(
        self, annotation: Any, value: Any, texts: tuple[str, ...]
    ) -> None:
        codec = codec_for(annotation)
        assert codec.encode(value) == texts
        assert codec.decode(texts) == value
        assert type(codec.decode(texts)) is type(value)
        assert codec.load(codec.store(value)) == value
        assert codec.from_json(codec.to_json(value)) == value

    @pytest.mark.parametrize(
        ("annotation", "texts", "corrected"),
        [
            (int, ("007",), ("7",)),
            (int, ("+7",), ("7",)),
            (int, ("7.0",), ("7",)),
            (int, ("1", "2"), ("2",)),
            (bool, ("yes",), ("true",)),
            (bool, ("1",), ("true",)),
            (float, ("5",), ("5.0",)),
            (date, ("2026-01-31T00:00:00",), ("2026-01-31",)),
            (datetime, ("2026-01-31",), ("2026-01-31T00:00:00",)),
            (bytes, ("QR==",), ("QQ==",)),
            (set[int], ("2", "1", "02"), ("1", "2")),
            (list[int], ("[1, 2]",), ("1", "2")),
            (list[str], ("[x",), ('["[x"]',)),
            (list[list[int]], ("[1]",), ("[[1]]",)),
            (int | str, ("a", '"5"'), ('"5"',)),
            (int | str, ("5", "6"), ("6",)),
            (int | list[int], ("01", "2"), ("1", "2")),
            (list[int] | None, ("1", "null"), ("null",)),
            (str | None, ('"a"',), ("a",)),
            (str | None, ('"a',), ('"a',)),
            (int | str, ("[1]",), ("[1]",)),
            (dict[str, int] | str, ('{"a":"1"}',), ('{"a":"1"}',)),
            (dict[str, float] | int, ('{"=x":1}',), ('{"=x":1.0}',)),
            (Span, ('{"days":"2","start":"2026-01-31"}',), ('{"start":"2026-01-31","days":2}',)),
            (Span, ('{"start":"2026-01-31"}',), ('{"start":"2026-01-31","days":1}',)),
            (Any, ("1e999",), ("1e999",)),
            (Any, ('"a"',), ("a",)),
            (Any, ("007",), ("007",)),
            (HttpUrl, ('"https://x.example"',), ("https://x.example/",)),
            (timedelta, ("PT90S",), ("PT1M30S",)),
            (dict[str, Span | list[int]], ('{"a":[1]}',), ('{"a":[1]}',)),
        ],
    )
    def test_other_texts_are_corrected(
        self, annotation: Any, texts: tuple[str, ...], corrected: tuple[str, ...]
    ) -> None:
        codec = codec_for(annotation)
        value = codec.decode(texts)
        assert codec.encode(value) == corrected
        assert codec.decode(corrected) == value

    @pytest.mark.parametrize(
        ("annotation", "text"),
        [
            (int, "x"),
            (int, ""),
            (int, "9" * 5000),
            (float, "nan"),
            (bool, "maybe"),
            (list[int], "[1"),
            (list[int], '["\\ud800"]'),
            (tuple[int, str], "1"),
            (set[dict[str, int]], '[{"a":1}]'),
            (dict[list[int], int], '{"[1]":1}'),
            (Span, "{}"),
            (list[int] | str, '{"=list":["x"]}'),
            (None, "none"),
            (dict[str, None], '{"a":1}'),
            (dict[str, int], '{"a":[]}'),
            (dict[str, list[int]], '{"a":1}'),
            (dict[str, Color], '{"a":["red"]}'),
            (Rights, "9"),
            (Corner, "UP"),
            (Root, "x"),
            (Root, '["x"]'),
        ],
    )
    def test_an_invalid_text_is_rejected(self, annotation: Any, text: str) -> None:
        with pytest.raises(ValueError):
            codec_for(annotation).decode((text,))

    @pytest.mark.parametrize(
        ("annotation", "value"),
        [
            (str, "\udfff"),
            (Any, (1,)),
            (Any, {1: 2}),
            (Any, float("nan")),
            (Any, [float("inf")]),
            (Any, "\ud800"),
            (Any, object()),
            (Sequence[int], (1, 2)),
            (Color, "red"),
            (Color, []),
        ],
    )
    def test_a_value_without_a_text_is_rejected(self, annotation: Any, value: Any) -> None:
        with pytest.raises(ValueError):
            codec_for(annotation).encode(value)

    def test_a_list_with_one_bad_item_is_rejected(self) -> None:
        with pytest.raises(ValueError):
            codec_for(list[int] | None).decode(("x", "5"))

    def test_similar_choices_of_a_literal_are_distinguished(self) -> None:
        choices = ("5", 5, '"5"', None, "null")
        codec = codec_for(Literal[choices])
        texts = [codec.encode(choice) for choice in choices]
        assert texts[1] == ("5",)
        assert len(set(texts)) == 5
        assert [codec.decode(text) for text in texts] == list(choices)


class TestRecursiveTypes:
    def test_a_deep_value_is_encoded_in_good_time(self) -> None:
        codec = codec_for(Linked)
        text = '{"value":1,"next":' * 60 + "null" + "}" * 60
        began = time.perf_counter()
        assert codec.encode(codec.decode((text,))) == (text,)
        assert time.perf_counter() - began < 1

    def test_a_deep_value_of_several_recursive_types_is_tagged(self) -> None:
        codec = codec_for(Not | Maybe)
        value = Not(Maybe(Not("x")))
        text = '{"=Not":{"inner":"x"}}'
        assert codec.encode(value) == ('{"inner":{"=Maybe":{"inner":' + text + "}}}",)
        for _ in range(25):
            value = Maybe(value)
        assert codec.decode(codec.encode(value)) == value
        with pytest.raises(ValueError):
            codec.decode(('{"inner":{"inner":"x"}}',))

    def test_a_value_too_deep_to_read_is_not_written(self) -> None:
        value = Linked(1)
        for _ in range(64):
            value = Linked(1, value)
        with pytest.raises(ValueError, match=r"^it is nested too deeply$"):
            codec_for(Linked).encode(value)
        for _ in range(3000):
            value = Linked(1, value)
        with pytest.raises(ValueError, match=r"^it is nested too deeply$"):
            codec_for(Linked).encode(value)
        with pytest.raises(ValueError, match=r"^it is nested too deeply$"):
            codec_for(Linked).store(value)

    def test_stored_data_that_is_too_deep_is_rejected(self) -> None:
        data: Any = None
        for _ in range(3000):
            data = {"value": 1, "next": data}
        with pytest.raises(ValueError, match=r"^it is nested too deeply$"):
            codec_for(Linked).from_json(data)

    @pytest.mark.skipif(sys.version_info < (3, 12), reason="type statements are new in 3.12")
    def test_a_type_statement_may_mention_itself(self) -> None:
        scope: dict[str, Any] = {}
        exec("type Tree = dict[str, Tree] | list[Tree] | int | str | None", scope)
        codec = codec_for(scope["Tree"])
        for value in (None, "null", 5, "5", [1, ["2", []]], {"=int": [{"a": "5"}]}):
            assert codec.decode(codec.encode(value)) == value
            assert codec.load(codec.store(value)) == value

    def test_one_may_be_its_own_key(self) -> None:
        value = Weighed("a", {Weighed("b"): 1})
        codec = codec_for(Weighed)
        assert codec.encode(value) == (
            '{"name":"a","over":{"{\\"name\\":\\"b\\",\\"over\\":{}}":1}}',
        )
        assert codec.decode(codec.encode(value)) == value

    def test_an_alias_may_be_used_twice(self) -> None:
        codec = codec_for(tuple[Words, Words])
        assert codec.encode((["a"], [])) == ('["a"]', "[]")
        assert codec.decode(('["a"]', "[]")) == (["a"], [])


class TestCasting:
    def test_pandas_times_become_plain_ones_all_the_way_down(self) -> None:
        pandas = pytest.importorskip("pandas")
        stamp = pandas.Timestamp("2026-01-31 10:00:00.123456789", tz="UTC")
        plain = datetime(2026, 1, 31, 10, 0, 0, 123456, tzinfo=UTC)
        for annotation, given, expected in [
            (datetime, stamp, plain),
            (datetime | None, stamp, plain),
            (list[datetime], [stamp], [plain]),
            (tuple[datetime, ...], (stamp,), (plain,)),
            (dict[str, set[datetime]], {"a": {stamp}}, {"a": {plain}}),
            (timedelta, pandas.Timedelta("1D"), timedelta(1)),
        ]:
            value = codec_for(annotation).validate(given)
            assert value == expected
            assert repr(value) == repr(expected)

    def test_an_instance_of_a_subclass_becomes_one_of_the_declared_type(self) -> None:
        class Day(date):
            pass

        class Id(UUID):
            pass

        class Raw(bytes):
            pass

        for annotation, given in [(date, Day(2026, 1, 31)), (UUID, Id(int=1)), (bytes, Raw(b"a"))]:
            value = codec_for(annotation).validate(given)
            assert type(value) is annotation
            assert value == given

    def test_a_member_of_a_former_enum_becomes_the_new_member(self) -> None:
        again = enum.Enum("Color", {"RED": "red"})
        assert codec_for(Color).validate(again.RED) is Color.RED
        with pytest.raises(ValueError):
            codec_for(Color).validate(enum.Enum("Other", {"X": "x"}).X)

    def test_exact_validation_casts_nothing(self) -> None:
        assert codec_for(int).validate_exactly(5) == 5
        with pytest.raises(ValueError, match="a whole number"):
            codec_for(int).validate_exactly("5")

    def test_a_cyclic_value_is_rejected(self) -> None:
        loop: list[Any] = []
        loop.append(loop)
        with pytest.raises(ValueError):
            codec_for(Any).encode(loop)
        with pytest.raises(ValueError):
            codec_for(list[Any]).encode(codec_for(list[Any]).validate(loop))

    def test_a_text_rejected_only_by_the_validator_is_rejected(self) -> None:
        with pytest.raises(ValueError, match="greater than or equal to 0"):
            codec_for(Annotated[int, Field(ge=0)]).decode(("-1",))
        with pytest.raises(ValueError, match="expected a whole number"):
            codec_for(int).from_json("x")

    def test_a_value_too_deep_to_validate_is_rejected(self) -> None:
        def dive(value: Any) -> Any:
            return dive(value)

        with pytest.raises(ValueError, match=r"^it is nested too deeply$"):
            codec_for(Annotated[int, BeforeValidator(dive)]).validate(1)
        model = create_model("Diver", a=(Annotated[int, BeforeValidator(dive)], 1))
        with pytest.raises(ValueError, match=r"^it is nested too deeply$"):
            codec_for(model).decode(('{"a":2}',))


class TestSessionValues:
    def test_plain_values_lie_there_as_they_are(self) -> None:
        for annotation, value in [(int, 5), (str | None, None), (tuple[date, ...], (date.min,))]:
            codec = codec_for(annotation)
            assert codec.simple
            assert codec.store(value) is value
            assert codec.load(value) is value

    def test_mutable_values_are_copied_both_ways(self) -> None:
        codec = codec_for(dict[str, list[int]])
        value = {"a": [1]}
        stored = codec.store(value)
        loaded = codec.load(stored)
        value["a"].append(2)
        loaded["a"].append(3)
        assert stored == {"a": [1]}
        assert not codec.unchanged(loaded, stored)

    def test_classes_of_the_app_lie_there_as_their_json(self) -> None:
        codec = codec_for(list[Color | Span])
        stored = codec.store([Color.RED, Span(date(2026, 1, 31))])
        assert stored == ["red", {"start": "2026-01-31", "days": 1}]
        assert codec.load(stored) == [Color.RED, Span(date(2026, 1, 31))]
        assert codec.unchanged([Color.RED, Span(date(2026, 1, 31))], stored)

    def test_a_list_of_an_abstract_type_is_tracked(self) -> None:
        codec = codec_for(Sequence[int])
        value = [1]
        stored = codec.store(value)
        value.append(2)
        assert stored == [1]
        assert not codec.unchanged(value, stored)

    def test_data_without_a_declared_type_inside_is_held_as_a_copy(self) -> None:
        @dataclass
        class Loose:
            data: Any

        codec = codec_for(Loose)
        value = Loose({1, 2})
        stored = codec.store(value)
        value.data.add(3)
        assert stored == Loose({1, 2})
        assert not codec.unchanged(value, stored)

    def test_opaque_objects_are_held_by_reference(self) -> None:
        @dataclass
        class Loose:
            data: Any

        codec = codec_for(Loose)
        value = Loose(object())
        stored = codec.store(value)
        assert stored is not value
        assert stored.data is value.data
        assert codec.unchanged(value, stored)

    def test_values_stored_by_an_earlier_class_are_revived(self) -> None:
        assert codec_for(int).revive("5") == 5
        assert codec_for(Color).revive("red") is Color.RED
        assert codec_for(Color).revive(Color.RED) is Color.RED
        assert codec_for(bytes).revive("é") == "é".encode()
        with pytest.raises(ValueError):
            codec_for(int).revive("x")


class TestTypesWithoutText:
    @pytest.mark.parametrize(
        "annotation",
        [
            Callable[[int], int],
            SecretStr,
            list[SecretStr],
            Secret,
            range,
            Socket,
            Plugged,
        ],
    )
    def test_they_can_be_state_but_not_in_the_url(self, annotation: Any) -> None:
        codec = codec_for(annotation)
        assert not codec.has_text
        assert not codec.nullable
        assert codec.choices is None
        assert not codec.is_item(1)
        assert codec.opaque

    def test_they_have_json_if_pydantic_reads_it_back(self) -> None:
        codec = codec_for(Socket | None)
        assert not codec.has_json
        assert codec.to_json(None) is None
        assert codec.from_json(None) is None
        with pytest.raises(ValueError, match="a Socket has no JSON"):
            codec.to_json(Socket())
        codec = codec_for(list[Socket] | tuple[Socket, ...])
        assert codec.from_json(codec.to_json([])) == []
        with pytest.raises(ValueError, match="a tuple has no JSON"):
            codec.to_json(())

    def test_a_type_pydantic_rejects_is_an_error(self) -> None:
        from typing import TypedDict as OldTypedDict

        with pytest.raises((PydanticUserError, TypeError)):
            codec_for(5)
        if sys.version_info < (3, 12):
            with pytest.raises(PydanticUserError, match="typing_extensions"):
                codec_for(OldTypedDict("Old", {"a": int}))

    def test_a_local_class_with_postponed_names_is_left_to_pydantic(self) -> None:
        @dataclass
        class Inner:
            x: int

        class Outer(BaseModel):
            inner: Inner

        @dataclass
        class Holder:
            inner: Inner

        assert codec_for(Outer).encode(Outer(inner=Inner(1))) == ('{"inner":{"x":1}}',)
        with pytest.raises(PydanticUserError, match="not fully defined"):
            codec_for(Holder)

    def test_a_dataclass_that_is_a_dict_is_left_to_pydantic(self) -> None:
        @dataclass
        class Both(dict[str, int]):
            x: int = 1

        codec = codec_for(Both)
        assert codec.encode(Both(2)) == ('{"x":2}',)
        assert codec.decode(('{"x":2}',)).x == 2


class TestValueMaps:
    @pytest.mark.parametrize(
        ("annotation", "texts", "value", "expected"),
        [
            (int, {0: "todo", 1: "done"}, 1, ("done",)),
            (list[int], {0: "todo", 1: ""}, [0, 1], ("todo", "")),
            (list[int], {0: "todo", 1: ""}, [1], ("[1]",)),
            (list[int], {0: "todo", 1: ""}, [], ("",)),
            (set[int], {0: "z", 1: "a"}, {0, 1}, ("z", "a")),
            (int | None, {0: "null"}, None, ("null",)),
            (int | None, {0: "null"}, 0, ('{"=int":0}',)),
            (int | None, {0: "zero"}, 0, ("zero",)),
            (list[int] | None, {0: "zero"}, [0, 0], ("zero", "zero")),
            (list[int | None], {0: "zero"}, [0, None], ("zero", "null")),
            (tuple[int, int], {(0, 0): "origin"}, (0, 0), ("origin",)),
            (Color, {Color.RED: "r", Color.BLUE: "b"}, Color.BLUE, ("b",)),
            (bool, {True: "on", False: "off"}, True, ("on",)),
            (Point, {Point(0, 0): "origin"}, Point(0, 0), ("origin",)),
        ],
    )
    def test_it_names_each_value_or_each_item(
        self, annotation: Any, texts: dict[Any, str], value: Any, expected: tuple[str, ...]
    ) -> None:
        codec = mapped(codec_for(annotation), texts)
        assert codec.encode(value) == expected
        assert codec.decode(expected) == value
        assert codec.load(codec.store(value)) == value

    def test_unmapped_texts_and_values_are_rejected(self) -> None:
        codec = mapped(codec_for(int), {0: "todo", 1: "done"})
        with pytest.raises(ValueError, match="expected one of 'todo', 'done'"):
            codec.decode(("0",))
        with pytest.raises(ValueError):
            codec.encode(2)

    def test_it_maps_the_innermost_values(self) -> None:
        assert codec_for(list[int] | None).is_item(5)
        assert not codec_for(list[int] | None).is_item([5])
        assert codec_for(tuple[int, int]).is_item((1, 2))


class TestChoices:
    def test_an_open_one_has_none(self) -> None:
        assert codec_for(int).choices is None
        assert codec_for(int | Color).choices is None
        assert codec_for(tuple[bool, bool]).choices is None


class Rude:
    """An object that is not hashable, equals nothing and shares one repr."""

    __hash__ = None

    def __eq__(self, other: object) -> bool:
        return False

    def __repr__(self) -> str:
        return "Rude()"


def _script() -> dict[str, Any]:
    """Execute a script as Streamlit does, in its own namespace."""
    space: dict[str, Any] = {"__name__": "__main__"}
    source = """
import enum
class Level(enum.Enum):
    LOW = "low"
    def more(self): return big
big = object()
"""
    exec(source, space)
    return space


class TestOneCodecForAType:
    def test_it_is_built_once(self) -> None:
        assert codec_for(list[int]) is codec_for(list[int])
        assert codec_for(Annotated[int, {"a": 1}]) is codec_for(Annotated[int, {"a": 1}])
        assert codec_for(Annotated[int, {"a": 1}]) is not codec_for(Annotated[int, {"a": 2}])
        assert codec_for(Annotated[int, Rude()]) is not codec_for(Annotated[int, Rude()])

    def test_equal_constraints_share_a_codec(self) -> None:
        def constrained(least: int) -> Any:
            return list[Annotated[int, Field(ge=least, title="n")]]

        assert codec_for(constrained(1)) is codec_for(constrained(1))
        assert codec_for(constrained(1)) is not codec_for(constrained(2))

    def test_the_order_of_a_union_matters(self) -> None:
        assert codec_for(int | float).validate("1") == 1
        assert codec_for(int | str | None) is not codec_for(str | int | None)
        assert not same_annotation(int | str, str | int)
        assert not same_annotation(list[int], set[int])
        assert not same_annotation(tuple[int], tuple[int, int])

    def test_the_cache_is_bounded(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(annotations, "_CACHE_SIZE", 2)
        monkeypatch.setattr(annotations, "_codecs", {})
        for size in range(20):
            codec_for(Annotated[str, size])
            codec_for(Annotated[int, Rude()])
        assert len(annotations._codecs) == 2
        assert max(map(len, annotations._codecs.values())) <= 8

    def test_a_rerun_script_leaves_nothing_behind(self) -> None:
        gone = []
        for _ in range(3):
            level = _script()["Level"]
            codec = codec_for(list[level | None])
            assert codec.decode(("low",)) == [level.LOW]
            gone.append(weakref.ref(level))
        del level, codec
        gc.collect()
        assert [ref() for ref in gone] == [None] * 3

    def test_a_type_is_named_as_developers_write_it(self) -> None:
        assert type_name(Annotated[int, "x"]) == "int"
        assert type_name(None) == "None"
        assert type_name(Color | None) == "Color | None"
        assert type_name(Literal["a"]) == "Literal['a']"
