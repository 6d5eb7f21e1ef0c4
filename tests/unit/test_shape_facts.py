"""What is known of a type's values beside their text: how they are kept, and what is tried first.

A fact that is wrong shows late: a list that others hold too, a value that pickle refuses.
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


def those(fact: str) -> dict[str, Any]:
    """The types of which a fact is not just False or None, with what it is."""
    facts = {name: getattr(shape_of(annotation), fact) for name, annotation in TYPES.items()}
    assert all(value in (False, None) or value for value in facts.values())
    kinds = {type(value) for value in facts.values()}
    assert fact == "nests" or kinds == {bool}
    return {name: value for name, value in facts.items() if value}


def test_what_the_session_can_hold_as_it_is() -> None:
    assert set(TYPES) - set(those("plain")) == {
        *("Color", "Rights", "member", "Point", "list of Size", "dict of Size", "Size"),
        *("Node", "Noted", "list of Node", "dict of Node", "Size or int", "Node or None"),
    }


def test_what_can_be_changed_in_place() -> None:
    assert set(those("mutable")) == {
        *(ITEMS - {"frozenset", "tuple"} | OBJECTS),
        *("Any", "Any or int", "Sequence"),
        *("list or None", "Size or int", "Node or None"),
    }


def test_what_has_no_declared_type_somewhere() -> None:
    assert set(those("loose")) == {"Any", "list of Any", "dict of Any", "Noted", "Any or int"}


def test_what_mentions_itself() -> None:
    assert set(those("recursive")) == {"Node", "list of Node", "dict of Node", "Node or None"}


def test_what_can_be_several_texts() -> None:
    assert set(those("repeats")) == {*ITEMS, "list or None"}


def test_what_json_a_value_may_be() -> None:
    nests = those("nests")
    assert {name for name, json in nests.items() if json is list} == ITEMS
    assert {name for name, json in nests.items() if json is dict} == OBJECTS
    assert {name for name, json in nests.items() if json is object} == {
        *("Any", "Any or int", "HttpUrl", "Sequence"),
        *("list or None", "Size or int", "Node or None"),
    }


def test_in_which_order_a_union_tries_them() -> None:
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
def test_a_shape_is_called_as_its_type_is(name: str) -> None:
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
def test_how_a_codec_keeps_values(
    annotation: Any, simple: bool, mutable: bool, nullable: bool
) -> None:
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


def test_a_dump_in_json_mode_is_loaded_where_the_value_itself_is_not_meant() -> None:
    class Corner(enum.Enum):
        LEFT = (0, 1)

    codec = codec_for(Corner)
    assert codec.validate_loaded(Corner.LEFT) is Corner.LEFT
    assert codec.validate_loaded("LEFT") is Corner.LEFT


def test_a_value_map_leaves_the_declared_type() -> None:
    assert mapped(codec_for(int), {1: "one"}).annotation is int


def test_where_no_type_is_declared_a_subclass_stays_what_it_is() -> None:
    class Holiday(date):
        pass

    assert type(codec_for(Any).validate(Holiday(2026, 1, 1))) is Holiday
    assert type(codec_for(date).validate(Holiday(2026, 1, 1))) is date


def test_one_and_true_are_two_choices() -> None:
    shape = shape_of(Literal[1, True])
    assert [shape.to_json(value) for value in (1, True)] == [1, True]
    assert [type(shape.from_json(data)) for data in (1, True)] == [int, bool]


def test_of_types_that_look_alike_the_last_few_are_kept() -> None:
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


def test_what_a_script_or_function_makes_is_kept_for_one_class_only() -> None:
    class Local(BaseModel):
        x: int = 1

    def check(value: int) -> int:
        return value

    for annotation in (Local, list[Local], Annotated[int, AfterValidator(check)]):
        assert codec_for(annotation) is not codec_for(annotation)
        passing: list[Codec] = []
        assert codec_for(annotation, passing) is codec_for(annotation, passing)
        assert len(passing) == 1
