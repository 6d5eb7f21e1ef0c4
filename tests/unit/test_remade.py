"""Values of former classes, and their conversion to the present class."""

from __future__ import annotations

import enum
from collections import Counter, OrderedDict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, Generic, NamedTuple, Protocol, TypedDict, TypeVar

import pytest
from pydantic import BaseModel, RootModel

from st_page_state.codecs.annotations import codec_for
from st_page_state.codecs.remade import as_present, of_former, plain

T = TypeVar("T")


class Speaks(Protocol):
    def speak(self) -> None: ...


def made(name: str) -> Any:
    """Make a new class of this name."""

    class Plain: ...

    class Model(BaseModel):
        items: Any = None

    class Root(RootModel[list[int]]): ...

    @dataclass
    class Data:
        items: Any = None
        late: Any = field(init=False)

    @dataclass
    class Boxed(Generic[T]):
        item: T

    class Pair(NamedTuple):
        one: int
        other: Any

    class Level(enum.Enum):
        LOW = 1

    return locals()[name]


def fits(value: Any, annotation: Any) -> bool:
    try:
        codec_for(annotation).validate_exactly(value)
    except ValueError:
        return False
    return True


class Typed(TypedDict):
    note: int


@pytest.mark.parametrize(
    ("annotation", "value", "count"),
    [
        (lambda cls: cls, lambda cls: cls(), 1),
        (lambda cls: cls | None, lambda cls: cls(), 1),
        (lambda cls: cls | None, lambda cls: None, 0),
        (lambda cls: Annotated[cls, "noted"], lambda cls: cls(), 1),
        (lambda cls: list[cls], lambda cls: [cls(), cls()], 2),
        (lambda cls: list[cls], lambda cls: [cls(), 1], 0),
        (lambda cls: list[cls], lambda cls: {cls()}, 1),
        (lambda cls: deque[cls], lambda cls: deque([cls()]), 1),
        (lambda cls: Sequence[cls], lambda cls: (cls(),), 1),
        (lambda cls: tuple[cls, ...], lambda cls: (cls(), cls()), 2),
        (lambda cls: tuple[cls, int], lambda cls: (cls(), 1), 1),
        (lambda cls: tuple[cls, int], lambda cls: (cls(), "x"), 0),
        (lambda cls: set[cls], lambda cls: [cls(), cls()], 2),
        (lambda cls: tuple[cls, ...], lambda cls: [cls()], 1),
        (lambda cls: deque[cls], lambda cls: (cls(),), 1),
        (lambda cls: Mapping[str, cls], lambda cls: [cls()], 0),
        (lambda cls: dict[str, cls], lambda cls: {"a": cls()}, 1),
        (lambda cls: Mapping[str, cls], lambda cls: {"a": cls()}, 1),
        (lambda cls: Counter[cls], lambda cls: Counter([cls()]), 1),
        (lambda cls: type[cls], lambda cls: cls, 1),
        (lambda cls: type[cls], lambda cls: cls(), 0),
        (lambda cls: type[cls], lambda cls: int, 0),
        (lambda cls: tuple[cls, Any], lambda cls: (cls(), object()), 1),
        (lambda cls: tuple[cls, Typed], lambda cls: (cls(), {"note": 1}), 1),
        (lambda cls: tuple[cls, Typed], lambda cls: (cls(), {"other": 1}), 0),
        (lambda cls: tuple[cls, Typed], lambda cls: (cls(), {"note": "x"}), 0),
        (lambda cls: tuple[cls, Typed], lambda cls: (cls(), []), 0),
        (lambda cls: tuple[cls, Speaks], lambda cls: (cls(), 1), 0),
        (lambda cls: int, lambda cls: cls(), 0),
    ],
)
def test_values_of_a_former_class_are_found(annotation: Any, value: Any, count: int) -> None:
    found = of_former(value(made("Plain")), annotation(made("Plain")), fits)
    assert len(found) == count


def test_a_generic_class_counts_as_its_origin() -> None:
    assert len(of_former(made("Boxed")(1), made("Boxed")[int], fits)) == 1


def test_a_local_typed_dict_that_cannot_be_resolved_is_left_alone() -> None:
    class Hidden: ...

    class Local(TypedDict):
        hidden: Hidden

    assert of_former({"hidden": Hidden()}, Local, fits) == []


def moved(value: Any, annotation: Any) -> Any:
    return as_present(value, annotation, lambda found: found)


def filled() -> Any:
    value = made("Data")([1, {2}])
    value.late = 3
    value.beside = [4]
    return value


def test_a_dataclass_is_converted_with_all_its_attributes() -> None:
    present = made("Data")
    value = filled()
    found = moved(value, present)
    assert type(found) is present
    assert vars(found) == vars(value)


def test_a_field_that_was_never_set_is_not_set() -> None:
    present = made("Data")
    assert vars(moved(made("Data")(), present)) == {"items": None}


@pytest.mark.parametrize(
    "around",
    [
        lambda item: [item],
        lambda item: (1, item),
        lambda item: {"a": item},
        lambda item: OrderedDict(a=item),
        lambda item: [{"a": (item,)}],
    ],
)
def test_it_is_found_in_containers(around: Any) -> None:
    present = made("Data")
    [found] = [v for v in _flat(moved(around(filled()), present)) if not isinstance(v, int | str)]
    assert type(found) is present


def _flat(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return _flat([*value.values()])
    if isinstance(value, list | tuple):
        return [item for each in value for item in _flat(each)]
    return [value]


def test_models_enums_and_named_tuples_are_converted() -> None:
    model, root, pair, level = map(made, ("Model", "Root", "Pair", "Level"))
    former = made("Model")(items=made("Pair")(1, made("Level").LOW))
    annotation = tuple[model, root, pair, level]
    found, listed = moved((former, made("Root")([1])), annotation)
    assert type(found) is model
    assert type(found.items) is pair
    assert found.items.other is level.LOW
    assert (type(listed), listed.root) == (root, [1])


def test_a_class_with_other_fields_is_built_from_matching_data() -> None:
    class Model(BaseModel):
        items: list[int]

    Model.__qualname__ = made("Model").__qualname__
    value = made("Model")(items=[1])
    found = as_present(value, Model, codec_for(Model).validate)
    assert (type(found), found.items) == (Model, [1])
    with pytest.raises(ValueError, match="cannot hold all of it"):
        as_present(made("Model")(items="x"), Model, codec_for(Model).validate)


def test_a_conversion_that_loses_data_is_rejected() -> None:
    with pytest.raises(ValueError, match="cannot hold all of it"):
        as_present(filled(), made("Data"), lambda found: made("Data")())


@pytest.mark.parametrize(
    ("annotation", "value"),
    [
        (lambda cls: set[cls], lambda cls: [cls.LOW, cls.LOW]),
        (lambda cls: frozenset[cls], lambda cls: (cls.LOW,)),
        (lambda cls: tuple[cls, ...], lambda cls: [cls.LOW, cls.LOW]),
        (lambda cls: list[cls], lambda cls: {cls.LOW}),
        (lambda cls: deque[cls], lambda cls: [cls.LOW]),
        (lambda cls: dict[str, set[cls]], lambda cls: {"a": [cls.LOW]}),
        (lambda cls: list[tuple[cls, ...]], lambda cls: [[cls.LOW], [cls.LOW]]),
    ],
)
def test_one_kind_of_container_may_stand_for_another(annotation: Any, value: Any) -> None:
    level = made("Level")
    codec = codec_for(annotation(level))
    found = codec.validate(value(made("Level")))
    assert found == codec.validate(value(level))
    assert repr(found) == repr(codec.validate(value(level)))


def test_what_loses_items_on_its_way_is_rejected() -> None:
    value, level = [made("Level").LOW, 1], made("Level")
    for found in ({level.LOW}, (level.LOW,), [level.LOW, 2], {level.LOW: 1}):
        with pytest.raises(ValueError, match="cannot hold all of it"):
            as_present(value, set[level], lambda _, found=found: found)


def test_plain_data() -> None:
    level = made("Level").LOW
    value = made("Model")(items=[{1}, (level,), {"a": made("Data")(2)}])
    assert plain(value) == {"items": [[1], [1], {"a": {"items": 2, "late": None}}]}
    assert plain(level) == 1
    thing = object()
    assert plain(thing) is thing
