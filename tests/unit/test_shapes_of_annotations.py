"""Shapes by annotation: the types inspected, and the types left to pydantic."""

from __future__ import annotations

import enum
import time
from collections import namedtuple
from collections.abc import Callable, Iterator, Sequence
from dataclasses import InitVar, dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Annotated, Any, ForwardRef, Literal, NewType

import pytest
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    Json,
    PrivateAttr,
    SecretStr,
    computed_field,
    model_serializer,
)
from typing_extensions import TypeAliasType, TypedDict

from st_page_state.codecs.annotations import codec_for, type_name
from st_page_state.codecs.base import RefusedError
from st_page_state.codecs.builder import NoShapeError, shape_of


class One(enum.Enum):
    ONE = 1


class Socket:
    pass


class Version(tuple[int, ...]):
    pass


@dataclass
class Plugged:
    socket: Socket


Corner = namedtuple("Corner", ["x", "y"])  # noqa: PYI024 - its fields have no types


@dataclass
class Branch:
    inner: Twig | int


Twig = TypeAliasType("Twig", list[Branch] | Branch | str)


@dataclass
class Counted:
    n: int
    twice: int = field(init=False)

    def __post_init__(self) -> None:
        self.twice = 2 * self.n


@dataclass
class Seeded:
    n: int
    seed: InitVar[int] = 0


class Aliased(BaseModel):
    n: int = Field(alias="number")


class ReadAs(BaseModel):
    n: int = Field(validation_alias="number")


class Told(BaseModel):
    n: int

    @model_serializer
    def tell(self) -> dict[str, str]:
        return {"n": f"0{self.n}"}


class Private(BaseModel):
    n: int
    _seen: bool = PrivateAttr(False)

    def see(self) -> Private:
        self._seen = True
        return self


class Open(BaseModel):
    model_config = ConfigDict(extra="allow")
    n: int

    @computed_field  # type: ignore[prop-decorator]  # mypy knows of no decorated property
    @property
    def twice(self) -> int:
        return 2 * self.n


class Wide(TypedDict):
    width: int


class Sized(Wide, total=False):
    height: int


Ids = NewType("Ids", list[int])


@pytest.mark.parametrize(
    ("annotation", "reason"),
    [
        (Literal[1, One.ONE], "two choices of the Literal have the same text"),
        (SecretStr, "<class 'pydantic.types.SecretStr'> is a secret"),
        (Socket, f"{Socket!r} cannot be written as text"),
        (type, "<class 'type'> cannot be written as text"),
        (Version, f"{Version!r} cannot be written as text"),
    ],
)
def test_types_without_a_text(annotation: Any, reason: str) -> None:
    with pytest.raises(NoShapeError) as caught:
        shape_of(annotation)
    assert str(caught.value) == reason
    assert not codec_for(annotation).has_text


@pytest.mark.parametrize(
    ("annotation", "value", "no_value"),
    [
        (list[Socket], [Socket()], [1]),
        (Plugged, Plugged(Socket()), Socket()),
        (list[Plugged], [Plugged(Socket())], [1]),
        (Version, Version((1, 2)), (1, 2)),
    ],
)
def test_opaque_types_are_checked_by_isinstance(annotation: Any, value: Any, no_value: Any) -> None:
    codec = codec_for(annotation)
    assert codec.validate(value) == value
    with pytest.raises(RefusedError, match=r"(it is of the wrong kind|a JSON object)$"):
        codec.validate(no_value)


@pytest.mark.parametrize(
    "annotation",
    [Ids, Annotated[list[int], Field(max_length=2)], Annotated[Ids, "x"]],
)
def test_a_named_or_constrained_list_is_written_as_a_list(annotation: Any) -> None:
    codec = codec_for(annotation)
    assert codec.encode([1, 2]) == ("1", "2")
    assert codec.decode(("1", "2")) == [1, 2]
    assert shape_of(annotation).label == "list"


def test_fields_without_a_type_hold_any_json() -> None:
    codec = codec_for(Corner)
    assert codec.encode(Corner(1, ["a", None])) == ("1", '["a",null]')
    assert codec.decode(("1", '["a",null]')) == Corner(1, ["a", None])
    with pytest.raises(RefusedError, match=r"^expected 2 items, not 3$"):
        codec.decode(("1", "2", "3"))


class TestARecursiveAlias:
    def test_it_is_untagged_where_it_is_unambiguous(self) -> None:
        codec = codec_for(Twig)
        value = Branch([Branch(Branch(5)), Branch("5")])
        assert codec.encode(value) == ('{"inner":[{"inner":{"inner":5}},{"inner":"5"}]}',)
        assert codec.decode(codec.encode(value)) == value

    def test_it_is_called_by_its_name(self) -> None:
        with pytest.raises(RefusedError) as caught:
            shape_of(Twig).to_json(Branch(1.5))  # type: ignore[arg-type]
        assert str(caught.value) == "expected a JSON value or a whole number"


@pytest.mark.parametrize(
    ("annotation", "label"), [(Literal["a"], "Literal"), (ForwardRef("Any"), "value")]
)
def test_a_type_without_a_name_is_labeled_by_its_kind(annotation: Any, label: str) -> None:
    assert shape_of(annotation).label == label


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Counted(2), '{"n":2}'),
        (Told(n=5), '{"n":"05"}'),
        (Private(n=5), '{"n":5}'),
        (Open.model_validate({"n": 1, "more": 3}), '{"n":1,"more":3}'),
    ],
)
def test_a_class_that_defines_its_fields_is_written_by_them(value: Any, text: str) -> None:
    codec = codec_for(type(value))
    assert codec.encode(value) == (text,)
    assert codec.decode((text,)) == value


def test_data_outside_the_fields_is_not_dropped_silently() -> None:
    counted = Counted(2)
    counted.twice = 5
    for value in (counted, Private(n=5).see(), ReadAs.model_validate({"number": 5})):
        with pytest.raises(RefusedError) as caught:
            codec_for(type(value)).encode(value)
        name = type(value).__name__
        assert str(caught.value) == f"this {name} does not survive a round trip through JSON"


@pytest.mark.parametrize("annotation", [Seeded, Counted, Aliased, Open])
def test_a_class_left_to_pydantic_is_stored_as_json_too(annotation: type) -> None:
    shape = shape_of(annotation)
    assert (shape.plain, shape.mutable) == (False, True)


def test_json_inside_a_string_is_written_as_a_string() -> None:
    assert shape_of(Sequence[Json[list[int]]]).to_json([[1, 2]]) == ["[1,2]"]


@pytest.mark.filterwarnings("error")
def test_a_value_changed_to_another_type_is_rejected_without_a_warning() -> None:
    value = Aliased(number=1)
    value.n = "one"  # type: ignore[assignment]
    with pytest.raises(RefusedError):
        shape_of(Aliased).to_json(value)


@pytest.mark.parametrize(
    ("value", "accepted"),
    [
        ({"width": 1}, True),
        ({"width": 1, "height": 2}, True),
        ({"height": 2}, False),
        ({"width": 1, "depth": 2}, False),
        ({"width": 1, "height": 2, "depth": 3}, False),
        ({"width": "1"}, False),
        ({"width": 1, "height": None}, False),
        ([("width", 1)], False),
        (None, False),
    ],
)
def test_a_typed_dict_is_recognized(value: Any, accepted: bool) -> None:
    assert shape_of(Sized).accepts(value) is accepted


@pytest.mark.parametrize("text", ["YW!Jj", "YWJj\n", "YWJ", "a", "é"])
def test_bytes_are_read_from_base64_without_anything_else(text: str) -> None:
    with pytest.raises(RefusedError) as caught:
        shape_of(bytes).parse(text)
    assert str(caught.value) == "expected base64url text"
    assert shape_of(bytes).parse("YWJj") == b"abc"


@pytest.fixture
def far_from_greenwich(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "HERE-5:30")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone cannot be set here")
@pytest.mark.usefixtures("far_from_greenwich")
def test_an_offset_with_seconds_is_kept() -> None:
    assert time.timezone == -19800
    local = datetime(1800, 1, 1, tzinfo=timezone(timedelta(minutes=53, seconds=28)))
    texts = codec_for(datetime).encode(local)
    assert texts == ("1800-01-01T00:00:00+00:53:28",)
    assert codec_for(datetime).decode(texts).utcoffset() == local.utcoffset()


@pytest.mark.parametrize(
    ("annotation", "name"),
    [
        (list[Annotated[str, len]], "list[str]"),
        (Annotated[int, Field(ge=1)] | None, "int | None"),
        (tuple[Annotated[int, len], ...], "tuple[int, ...]"),
        (Callable[[int], Annotated[str, len]], "Callable[[int], str]"),
        (Literal["a", 1], "Literal['a', 1]"),
        (tuple[()], "tuple[()]"),
    ],
)
def test_an_error_names_a_type_without_its_constraints(annotation: Any, name: str) -> None:
    assert type_name(annotation) == name
