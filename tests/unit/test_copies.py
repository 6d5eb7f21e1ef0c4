"""Copies and comparisons of values, by content or by reference."""

from __future__ import annotations

import copy
import threading
from collections import Counter, OrderedDict, defaultdict, deque
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, ClassVar, Self

import attrs
import numpy as np
import pandas as pd
import pytest
from pydantic import BaseModel, PrivateAttr

from st_page_state.codecs.copies import detached, for_each_session, independent, is_unaltered
from st_page_state.codecs.equality import alike, same


class Color(Enum):
    RED = "red"


@dataclass
class Noted:
    note: Any
    kind: ClassVar[str] = "note"
    silent: Any = field(default=None, compare=False)


@dataclass(eq=False, slots=True)
class Slotted:
    note: Any


@attrs.define
class Attributed:
    note: Any


class Model(BaseModel, extra="allow"):
    note: Any
    _hidden: Any = PrivateAttr(default=None)


class Handle:
    """An opaque object."""

    def __init__(self, note: Any = None) -> None:
        self.note = note


class OneForAll:
    def __deepcopy__(self, memo: object) -> Self:
        return self


RECORDS = [Noted, Slotted, Attributed, lambda note: Model(note=note)]
CONTAINERS = [
    lambda item: [item],
    lambda item: {"key": item},
    lambda item: (item,),
    lambda item: deque([item]),
    lambda item: OrderedDict(key=item),
    lambda item: defaultdict(list, key=item),
]


@pytest.mark.parametrize("made", [*RECORDS, *CONTAINERS])
def test_data_is_copied_all_the_way_down(made: Any) -> None:
    inner: list[int] = [1]
    value = made(made(inner))
    for copied in (detached(value), independent(value), for_each_session(value)):
        assert same(copied, value)
        inner.append(2)
        assert not same(copied, value)
        inner.pop()


def test_sets_and_counters_are_data() -> None:
    value = [{1, 2}, frozenset({3}), Counter("abc"), bytearray(b"x")]
    copied = detached(value)
    assert copied == value
    value[0].add(5)
    value[2]["a"] = 7
    value[3].append(1)
    assert copied == [{1, 2}, frozenset({3}), Counter("abc"), bytearray(b"x")]


def test_immutable_values_are_not_copied() -> None:
    for value in (1, "text", None, Color.RED, int, len, (1, "x"), frozenset({1})):
        assert detached(value) == independent(value) == value


@pytest.mark.parametrize("thing", [Handle(), pd.DataFrame({"a": [1]}), np.zeros(2)])
def test_opaque_objects_are_copied_only_by_independent(thing: Any) -> None:
    assert detached(thing) is thing
    value = [Noted({"a": thing})]
    copied = detached(value)
    assert copied[0].note["a"] is thing
    copied[0].note["b"] = 1
    assert value[0].note.keys() == {"a"}
    assert independent(thing) is not thing
    assert independent(value)[0].note["a"] is not thing


def test_an_object_that_cannot_be_copied_is_shared_or_rejected() -> None:
    lock = threading.Lock()
    value = [Handle(lock), [1]]
    copied = independent(value)
    assert copied[0] is value[0]
    assert copied[1] is not value[1]
    with pytest.raises(TypeError):
        for_each_session(value)


def test_a_default_that_copies_to_itself_is_rejected() -> None:
    value = OneForAll()
    assert independent(value) is value
    with pytest.raises(TypeError, match="returns the object itself"):
        for_each_session(value)


class Tag(str):
    __slots__ = ("__dict__",)


def test_a_str_subclass_may_have_a_list_attribute() -> None:
    value = Tag("a")
    value.notes = [1]
    copied = for_each_session(value)
    value.notes.append(2)
    assert (copied, copied.notes) == ("a", [1])


class Table(pd.DataFrame):
    """A table of a user-defined class."""


@pytest.mark.parametrize("made", [*RECORDS, *CONTAINERS, Handle])
def test_a_table_is_copied_at_any_depth(made: Any) -> None:
    cells: list[list[int]] = [[1]]
    value = made(Table({"a": cells}))
    for_each_session(value)
    independent(value)
    copied = for_each_session(value)
    cells[0].append(2)
    assert "[1]" in repr(vars(copied) if made is Handle else copied) or made in RECORDS


class TestIsUnaltered:
    def test_opaque_objects_compare_by_identity(self) -> None:
        class User:
            def __eq__(self, other: object) -> bool:
                return True

            __hash__ = None  # type: ignore[assignment]

        user = User()
        assert is_unaltered([user], [user])
        assert not is_unaltered([user], [User()])

    @pytest.mark.parametrize("made", [*RECORDS, *CONTAINERS])
    def test_it_looks_inside(self, made: Any) -> None:
        value = made([1])
        before = detached(value)
        assert is_unaltered(value, before)
        assert not is_unaltered(value, made([1, 2]))
        assert not is_unaltered(value, [value])

    def test_lengths_and_keys_count(self) -> None:
        assert not is_unaltered({"a": 1}, {})
        assert not is_unaltered({"a": 1}, {"b": 1})
        assert not is_unaltered([1], [])
        assert is_unaltered({1, 2}, {2, 1})
        assert not is_unaltered({1}, {2})
        assert is_unaltered(bytearray(b"a"), bytearray(b"a"))


def test_the_objects_in_the_cells_of_a_table_are_copied_too() -> None:
    table = pd.DataFrame({"a": [[1]], "b": ["x"]}, index=["row"])
    column = pd.Series([[1]])
    for copied in (for_each_session(table), independent([table])[0]):
        copied.at["row", "a"].append(2)
        assert list(copied.columns) == ["a", "b"]
    independent(column)[0].append(2)
    assert table.at["row", "a"] == column[0] == [1]


def test_an_index_is_copied_as_its_class_does() -> None:
    index = pd.Index([1, 2])
    assert for_each_session(index).equals(index)


def test_a_cyclic_value_is_shared() -> None:
    noted = Noted(None)
    noted.note = [noted]
    assert detached(noted) is noted


class TestSame:
    def test_every_field_of_a_record_counts(self) -> None:
        assert not same(Noted(1, silent=1), Noted(1, silent=2))
        assert not same(Noted(1), Noted(True))
        assert same(Slotted([1]), Slotted([1]))

    def test_private_and_extra_attributes_of_a_model_count(self) -> None:
        one, other = Model(note=1, more=1), Model(note=1, more=1)
        assert same(one, other)
        other._hidden = 2
        assert not same(one, other)
        assert not same(one, Model(note=1, more=2))

    def test_tables_are_compared_as_tables(self) -> None:
        table = pd.DataFrame({"a": [1, None]})
        assert same(table, copy.deepcopy(table))
        assert not same(table, pd.DataFrame({"a": [1, 2]}))
        assert not same(np.zeros(2), np.zeros(2))


def remade(name: str, note: Any, base: type = Handle) -> Any:
    """Return an object of a class of this name, which is made again each time."""
    made = type(name, (base,), {})
    return made(note)


class TestAlike:
    @pytest.mark.parametrize("base", [Handle, Noted, Attributed])
    def test_classes_compare_by_name(self, base: type) -> None:
        assert alike(remade("One", [1], base), remade("One", [1], base))
        assert not alike(remade("One", [1], base), remade("One", [2], base))
        assert not alike(remade("One", [1], base), remade("Other", [1], base))

    @pytest.mark.parametrize("made", [*CONTAINERS, lambda item: {item}])
    def test_it_looks_into_containers(self, made: Any) -> None:
        assert alike(made(remade("One", 1)), made(remade("One", 1)))
        assert not alike(made(remade("One", 1)), made(remade("One", 2)))
        assert not alike(made(remade("One", 1)), made(1))

    def test_lengths_count(self) -> None:
        one = remade("One", 1)
        assert not alike([one], [remade("One", 1), one])
        assert not alike({1: one}, {})
        assert not alike({one}, set())

    def test_enum_members_compare_by_name(self) -> None:
        def level() -> Any:
            return Enum("Level", {"LOW": 1, "HIGH": 2}, module="script", qualname="Level")

        assert alike(level().LOW, level().LOW)
        assert not alike(level().LOW, level().HIGH)

    def test_an_unpicklable_object_is_like_itself_only(self) -> None:
        lock = threading.Lock()
        assert alike(remade("One", lock), remade("One", lock))
        assert not alike(threading.Lock(), lock)

    def test_a_cyclic_value_is_like_itself_only(self) -> None:
        def ring() -> Any:
            made = remade("One", None)
            made.note = [made]
            return made

        assert not alike(ring(), ring())
