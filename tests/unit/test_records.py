"""Round trips of dataclasses, models, TypedDicts and bare containers."""

from __future__ import annotations

import typing
from dataclasses import dataclass
from typing import Annotated, Any, NotRequired, Required

import pytest
from annotated_types import MinLen
from pydantic import AliasChoices, Base64Str, BaseModel, Field, Json
from pydantic.dataclasses import dataclass as pydantic_dataclass
from typing_extensions import TypedDict

from pydantic_version import takes_notes
from st_page_state.codecs.annotations import codec_for
from st_page_state.codecs.base import RefusedError


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("List", [1, "a"]),
        ("Set", {1, "a"}),
        ("FrozenSet", frozenset({1})),
        ("Tuple", (1, "a")),
        ("Dict", {"a": 1}),
    ],
)
def test_bare_typing_containers_hold_anything(name: str, value: Any) -> None:
    codec = codec_for(getattr(typing, name))
    assert codec.decode(codec.encode(value)) == value


class Sized(TypedDict):
    width: int
    height: NotRequired[int]


class Loose(TypedDict, total=False):
    width: Required[int]
    height: int


class Annotating(TypedDict):
    width: int
    height: Annotated[NotRequired[int], "in pixels"]


@pytest.mark.parametrize(
    "annotation", [Sized | None, Loose | None, pytest.param(Annotating | None, marks=takes_notes)]
)
def test_a_postponed_annotation_can_make_a_key_required(annotation: Any) -> None:
    codec = codec_for(annotation)
    assert codec.encode({"width": 1}) == ('{"width":1}',)
    with pytest.raises(RefusedError):
        codec.encode({"height": 1})


@pydantic_dataclass
class ReadAs:
    n: int = Field(validation_alias="number")


@pydantic_dataclass
class ReadAsEither:
    n: int = Field(validation_alias=AliasChoices("number", "n"))


@dataclass
class Renamed:
    n: Annotated[int, Field(alias="number")]


@pytest.mark.parametrize("value", [ReadAs(number=1), ReadAsEither(number=1), Renamed(1)])  # type: ignore[call-arg]
def test_a_dataclass_round_trips(value: Any) -> None:
    codec = codec_for(type(value))
    try:
        texts = codec.encode(value)
    except RefusedError:
        return
    assert codec.decode(texts) == value


class Parsed(BaseModel):
    items: Json[list[int]]


class Bare(BaseModel):
    items: Json  # type: ignore[type-arg]


class Noted(BaseModel):
    items: Annotated[list[int], Json]


class Encoded(BaseModel):
    note: Base64Str


@pydantic_dataclass
class ParsedData:
    items: Json[list[int]]


@pydantic_dataclass
class BareData:
    items: Json  # type: ignore[type-arg]


@pytest.mark.parametrize(
    "value",
    [
        Parsed(items="[1]"),
        Bare(items="[1]"),
        Noted(items="[1]"),
        Encoded(note="YWJj"),
        ParsedData(items="[1]"),
        BareData(items="[1]"),
    ],
)
def test_a_class_that_transforms_its_input_round_trips(value: Any) -> None:
    codec = codec_for(type(value))
    assert codec.decode(codec.encode(value)) == value
    assert codec.load(codec.store(value)) == value


class Blob(TypedDict):
    data: bytes


class BlobModel(BaseModel):
    data: Annotated[bytes, MinLen(1)]


@pytest.mark.parametrize(
    ("kind", "value"), [(Blob, {"data": b"\xff"}), (BlobModel, BlobModel(data=b"\xff"))]
)
def test_a_field_is_written_like_a_value_of_its_type(kind: Any, value: Any) -> None:
    codec = codec_for(kind)
    assert codec.encode(value) == ('{"data":"_w=="}',)
    assert codec.decode(codec.encode(value)) == value
