"""What an editor does not show of a row stays when one of its cells is edited."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

import pytest
from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from st_page_state.codecs.annotations import codec_for
from st_page_state.widgets.records import Records

OSLO = ZoneInfo("Europe/Oslo")


class Open(BaseModel):
    model_config = ConfigDict(extra="allow")
    item: str
    size: int = 1


class Private(BaseModel):
    item: str
    _id: int = PrivateAttr(default=0)
    _upper: str = PrivateAttr(default="")

    def model_post_init(self, context: Any) -> None:
        self._upper = self.item.upper()


@dataclass(frozen=True)
class Priced:
    item: str
    price: float = 1.0
    stamp: int = field(default=0, init=False)
    double: float = field(default=0.0, init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "double", self.price * 2)


@dataclass
class Base:
    item: str


@dataclass
class Derived(Base):
    count: int = 1


@dataclass
class Cat:
    kind: Literal["cat"]
    item: str = "tom"


@dataclass
class Dog:
    kind: Literal["dog"]
    item: str = "rex"


class Doubled(BaseModel):
    item: str = Field(pattern="^x*$")
    _id: int = PrivateAttr(default=0)


def edited(annotation: Any, rows: list[Any], sent: dict[str, Any]) -> Any:
    """Return the first of the rows with edited cells, as the field has it."""
    records = Records(annotation, None)
    made = {"edited_rows": {0: sent}, "added_rows": [], "deleted_rows": []}
    found = records.edited(rows, made, records.columns(rows))
    return codec_for(annotation).validate(found)[0]


def test_extra_values_of_a_model() -> None:
    row = edited(list[Open], [Open.model_validate({"item": "a", "hidden": 5})], {"item": "b"})
    assert row == Open.model_validate({"item": "b", "hidden": 5})
    assert row.model_fields_set == {"item", "hidden"}
    assert edited(list[Open], [row], {"size": 2}).model_fields_set == {"item", "hidden", "size"}


def test_private_values_of_a_model_that_do_not_follow_from_its_fields() -> None:
    row = Private(item="a")
    row._id = 7
    new = edited(list[Private], [row], {"item": "b"})
    assert (new._id, new._upper) == (7, "B")
    assert "_id" not in vars(new)


def test_fields_of_a_dataclass_that_its_constructor_does_not_take() -> None:
    row = Priced("a", 1.5)
    object.__setattr__(row, "stamp", 42)
    new = edited(list[Priced], [row], {"price": 2.5})
    assert (new.price, new.stamp, new.double) == (2.5, 42, 5.0)


def test_the_values_of_a_subclass() -> None:
    assert edited(list[Base], [Derived("a", 3)], {"item": "b"}) == Derived("b", 3)
    with pytest.raises(ValueError, match=r"^item 1: item: expected text"):
        edited(list[Base], [Derived("a", 3)], {"item": 5})


def test_the_class_of_a_row_that_may_be_of_several() -> None:
    assert edited(list[Cat | Dog], [Dog("dog")], {"item": "max"}) == Dog("dog", "max")
    assert edited(list[Cat | Dog], [Dog("dog")], {"kind": "cat"}) == Cat("cat", "rex")
    assert edited(list[Any], [Dog("dog")], {"item": "max"}) == Dog("dog", "max")


def test_a_row_that_could_not_be_made_again() -> None:
    row = Doubled.model_construct(item="a")
    row.__pydantic_private__ = {"_id": 7}
    assert edited(list[Doubled], [row], {"item": "xx"})._id == 7


def test_keys_of_a_dict_that_are_no_texts() -> None:
    rows = [{1: "a", "item": "b"}, {2: "c"}]
    assert edited(list[dict[Any, str]], rows, {"item": "d"}) == {1: "a", "item": "d"}
    assert edited(list[dict[Any, str]], rows, {"1": "d", "2": "e"}) == {1: "d", "item": "b", 2: "e"}
    records = Records(list[dict[int, Any]], None)
    made = {"edited_rows": {}, "added_rows": [{"1": "x"}], "deleted_rows": [0, 1]}
    assert records.edited(rows, made, ["1", "item", "2"]) == [{1: "x", "item": None, 2: None}]


def test_a_list_that_is_none_takes_a_row() -> None:
    made = {"edited_rows": {}, "added_rows": [{"item": "x"}], "deleted_rows": []}
    rows: Any = None
    assert Records(list[Base] | None, None).edited(rows, made, ["item"]) == [{"item": "x"}]


class TestTimes:
    WINTER = datetime(2026, 1, 1, 12, 30, tzinfo=OSLO)

    def test_a_cell_keeps_the_zone_it_had(self) -> None:
        rows = [{"at": self.WINTER}]
        new = edited(list[dict[str, datetime]], rows, {"at": "2026-07-01T10:00:00.000Z"})["at"]
        assert (new.tzinfo, new) == (OSLO, datetime(2026, 7, 1, 12, tzinfo=OSLO))
        new = edited(list[dict[str, datetime]], rows, {"at": "2026-07-01T10:00:00.000"})["at"]
        assert (new.tzinfo, new) == (OSLO, datetime(2026, 7, 1, 10, tzinfo=OSLO))

    def test_an_empty_or_a_new_cell_has_the_zone_of_its_column(self) -> None:
        rows: list[Any] = [{"at": None}, {"at": self.WINTER}]
        sent = {"at": "2026-07-01T10:00:00.000Z"}
        assert edited(list, rows, sent)["at"].tzinfo is OSLO
        made = {"edited_rows": {}, "added_rows": [sent], "deleted_rows": []}
        assert Records(list, None).edited(rows, made, ["at"])[-1]["at"].tzinfo is OSLO

    def test_a_time_keeps_its_offset(self) -> None:
        new = edited(list, [{"at": time(12, tzinfo=UTC)}], {"at": "13:00:00.000"})
        assert new["at"] == time(13, tzinfo=UTC)

    @pytest.mark.parametrize("sent", ["soon", 5, None])
    def test_what_is_no_time_is_left_to_the_field(self, sent: Any) -> None:
        assert edited(list, [{"at": self.WINTER}], {"at": sent}) == {"at": sent}

    def test_an_offset_is_read_as_the_zone_of_the_default(self) -> None:
        rows = [{"at": datetime.fromisoformat("2026-01-01T12:30:00+01:00")}]
        made = {"edited_rows": {0: {"at": "2026-07-01T10:00Z"}}, "added_rows": []}
        records = Records(list, None, lambda: [{"at": self.WINTER}])
        (row,) = records.edited(rows, {**made, "deleted_rows": []}, ["at"])
        assert row == {"at": datetime(2026, 7, 1, 12, tzinfo=OSLO)}
        assert row["at"].tzinfo is OSLO

    def test_a_time_without_a_zone_has_none(self) -> None:
        rows = [{"at": datetime(2026, 1, 1), "long": timedelta(1)}]
        new = edited(list[dict[str, Any]], rows, {"at": "2026-07-01T10:00:00.000"})
        assert new["at"] == "2026-07-01T10:00:00.000"
