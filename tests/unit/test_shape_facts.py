"""Facts about types beside their text: how values are kept, and the order in unions.

A wrong fact shows late: as a shared list, or as a value that pickle rejects.
"""

from __future__ import annotations

import enum
import gc
import weakref
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal, NamedTuple
from uuid import UUID

import pytest
from pydantic import AfterValidator, BaseModel, HttpUrl

from st_page_state.codecs.annotations import codec_for
from st_page_state.codecs.builder import shape_of
from st_page_state.codecs.codec import Codec
from st_page_state.codecs.equality import same
from st_page_state.codecs.value_map import mapped, mapped_shape


class Color(enum.Enum):
    RED = 1


class Rights(enum.Flag):
    READ = 1


class Point(NamedTuple):
    x: int
    y: list[int]


@dataclass
class Size:
    width: int


class Node(BaseModel):
    children: list[Node] = []


class Noted(BaseModel):
    note: Any


TYPES: dict[str, Any] = {
    "None": None,
    "bool": bool,
    "int": int,
    "float": float,
    "Decimal": Decimal,
    "date": date,
    "datetime": datetime,
    "time": time,
    "timedelta": timedelta,
    "UUID": UUID,
    "bytes": bytes,
    "str": str,
    "Any": Any,
    "HttpUrl": HttpUrl,
    "Literal": Literal["a"],
    "Color": Color,
    "Rights": Rights,
    "member": Literal[Color.RED],
    "list": list[int],
    "list of Any": list[Any],
    "list of Size": list[Size],
    "set": set[str],
    "frozenset": frozenset[int],
    "tuple": tuple[int, ...],
    "tuple of list": tuple[list[int], str],
    "Point": Point,
    "dict": dict[str, int],
    "dict of Any": dict[str, Any],
    "dict of Size": dict[str, Size],
    "Size": Size,
    "Node": Node,
    "Noted": Noted,
    "list of Node": list[Node],
    "dict of Node": dict[str, Node],
    "Sequence": Sequence[int],
    "int or None": int | None,
    "list or None": list[int] | None,
    "Size or int": Size | int,
    "Any or int": Any | int,
    "Node or None": Node | None,
}
_SEQUENCES = ("list", "set", "frozenset", "tuple", "Point")
ITEMS = {name for name in TYPES if name.split()[0] in _SEQUENCES and " or " not in name}
OBJECTS = {"dict", "dict of Any", "dict of Size", "dict of Node", "Size", "Node", "Noted"}


def types_with(fact: str) -> dict[str, Any]:
    """Return the types for which a fact is not False or None, with its value."""
    facts = {name: getattr(shape_of(annotation), fact) for name, annotation in TYPES.items()}
    assert all(value in (False, None) or value for value in facts.values())
    kinds = {type(value) for value in facts.values()}
    assert fact == "nests" or kinds == {bool}
    return {name: value for name, value in facts.items() if value}


def test_plain_types() -> None:
    assert set(TYPES) - set(types_with("plain")) == {
        *("Color", "Rights", "member", "Point", "list of Size", "dict of Size", "Size"),
        *("Node", "Noted", "list of Node", "dict of Node", "Size or int", "Node or None"),
    }


def test_mutable_types() -> None:
    assert set(types_with("mutable")) == {
        *(ITEMS - {"frozenset", "tuple"} | OBJECTS),
        *("Any", "Any or int", "Sequence"),
        *("list or None", "Size or int", "Node or None"),
    }


def test_loosely_typed_types() -> None:
    assert set(types_with("loose")) == {"Any", "list of Any", "dict of Any", "Noted", "Any or int"}


def test_recursive_types() -> None:
    assert set(types_with("recursive")) == {"Node", "list of Node", "dict of Node", "Node or None"}


def test_types_with_repeated_texts() -> None:
    assert set(types_with("repeats")) == {*ITEMS, "list or None"}


def test_json_containers_of_types() -> None:
    nests = types_with("nests")
    assert {name for name, json in nests.items() if json is list} == ITEMS
    assert {name for name, json in nests.items() if json is dict} == OBJECTS
    assert {name for name, json in nests.items() if json is object} == {
        *("Any", "Any or int", "HttpUrl", "Sequence"),
        *("list or None", "Size or int", "Node or None"),
    }


def test_order_of_types_in_a_union() -> None:
    once = ("None", "bool", "int", "float", "Decimal", "date", "datetime", "time", "timedelta")
    order = (*once, "UUID", "Color", "Size", "HttpUrl", "bytes", "str", "list", "Any")
    ranks = [shape_of(TYPES[name]).rank for name in (*order, "int or None")]
    assert ranks == sorted(set(ranks))
    groups = ("Color", "Rights", "Literal"), ("Size", "dict", "Node"), ("list", "set", "Point")
    for alike in groups:
        assert len({shape_of(TYPES[name]).rank for name in alike}) == 1


@pytest.mark.parametrize(
    "name", ["None", "Any", "Literal", "Decimal", "Color", "Point", "Size", "Node", "list"]
)
def test_a_shape_is_named_after_its_type(name: str) -> None:
    assert shape_of(TYPES[name]).label == name


def test_a_value_map_changes_only_the_text() -> None:
    assert mapped_shape(shape_of(int), {1: "one"}).plain is True
    assert mapped_shape(shape_of(Color), {Color.RED: "r"}).plain is False
    inner = mapped_shape(shape_of(list[Color]), {Color.RED: "r"})
    assert (inner.label, inner.plain, inner.encode([Color.RED])) == ("list", False, ("r",))


@pytest.mark.parametrize(
    ("annotation", "simple", "mutable", "nullable"),
    [
        (int, True, False, False),
        (int | None, True, False, True),
        (Literal["a"] | None, True, False, True),
        (list[int], False, True, False),
        (tuple[int, ...], True, False, False),
        (tuple[list[int], str], False, True, False),
        (Color, False, False, False),
        (Size, False, True, False),
        (Any, False, True, True),
        (Noted, False, True, False),
        (type, False, True, False),
    ],
)
def test_storage_of_values(annotation: Any, simple: bool, mutable: bool, nullable: bool) -> None:
    codec = codec_for(annotation)
    assert (codec.simple, codec.mutable, codec.nullable) == (simple, mutable, nullable)
    assert codec.has_text is (annotation is not type)


@pytest.mark.parametrize(
    ("annotation", "offered", "no_option"),
    [
        (list[int], [[1, 2], [], 1], ["x", ["x"], None]),
        (tuple[int, str], [(1, "a"), 1, "a"], [1.5, (1, 2), None]),
        (list[int] | None, [[1], 1, None], ["x", ["x"]]),
        (int | None, [1, None], ["x", [1]]),
        (Color, [Color.RED], [1, "RED", [Color.RED]]),
        (type, [int, 7, None], []),  # pydantic cannot say
    ],
)
def test_a_widget_may_offer_values_and_items_of_values(
    annotation: Any, offered: list[Any], no_option: list[Any]
) -> None:
    codec = codec_for(annotation)
    assert [option for option in [*offered, *no_option] if codec.offers(option)] == offered


@pytest.mark.parametrize(
    ("annotation", "value"),
    [(set[int], {1}), (dict[int, int], {1: 2}), (tuple[list[int], ...], ([1],))],
)
def test_plain_values_are_kept_as_they_are(annotation: Any, value: Any) -> None:
    codec = codec_for(annotation)
    assert same(codec.store(value), value)
    assert codec.unchanged(value, codec.store(value))


def test_a_value_map_leaves_the_declared_type() -> None:
    assert mapped(codec_for(int), {1: "one"}).annotation is int


def test_a_subclass_is_kept_where_no_type_is_declared() -> None:
    class Holiday(date):
        pass

    assert type(codec_for(Any).validate(Holiday(2026, 1, 1))) is Holiday
    assert type(codec_for(date).validate(Holiday(2026, 1, 1))) is date


def test_a_literal_distinguishes_1_and_true() -> None:
    shape = shape_of(Literal[1, True])
    assert [shape.to_json(value) for value in (1, True)] == [1, True]
    assert [type(shape.from_json(data)) for data in (1, True)] == [int, bool]


def test_codecs_of_the_last_few_similar_types_are_kept() -> None:
    def module_type() -> Any:
        return type("Alike", (str,), {"__module__": "some.module", "__qualname__": "Alike"})

    first, second = module_type(), module_type()
    assert codec_for(first) is not codec_for(second)
    assert codec_for(first) is codec_for(first)
    gone = weakref.ref(first)
    del first, second
    for _ in range(6):
        codec_for(module_type())
    gc.collect()
    assert gone() is not None
    codec_for(module_type())
    gc.collect()
    assert gone() is None


def test_codecs_of_local_types_are_kept_for_one_class_only() -> None:
    class Local(BaseModel):
        x: int = 1

    def check(value: int) -> int:
        return value

    for annotation in (Local, list[Local], Annotated[int, AfterValidator(check)]):
        assert codec_for(annotation) is not codec_for(annotation)
        passing: list[Codec] = []
        assert codec_for(annotation, passing) is codec_for(annotation, passing)
        assert len(passing) == 1
