"""Values that are equal, but not the same: their texts differ, and so does what the app reads."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any, ClassVar
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest
from pydantic import BaseModel

from properties.declared import state_class
from st_page_state import PageState, StateVar
from st_page_state.codecs.annotations import codec_for
from st_page_state_fakes import FakeQuery

BERLIN = ZoneInfo("Europe/Berlin")
FIRST = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN)
SECOND = FIRST.replace(fold=1)


@dataclasses.dataclass(frozen=True)
class Price:
    amount: Decimal


class Order(BaseModel):
    prices: list[Decimal] = []


EQUAL = [
    (Decimal, Decimal("1.50"), Decimal("1.5")),
    (Decimal, Decimal(10), Decimal("1E1")),
    (float, 0.0, -0.0),
    (float | None, -0.0, 0.0),
    (list[float], [0.0], [-0.0]),
    (list[Decimal], [Decimal("1.50")], [Decimal("1.5")]),
    (set[Decimal], {Decimal("1.50")}, {Decimal("1.5")}),
    (tuple[Decimal, int], (Decimal(10), 1), (Decimal("1E1"), 1)),
    (dict[str, Decimal], {"a": Decimal("1.50")}, {"a": Decimal("1.5")}),
    (dict[str, int], {"a": 1, "b": 2}, {"b": 2, "a": 1}),
    (dict[Decimal, int], {Decimal("1.50"): 1}, {Decimal("1.5"): 1}),
    (bool | int, 1, True),
    (list[bool | int], [True], [1]),
    (int | float, 1, 1.0),
    (Any, {"a": 1}, {"a": True}),
    (datetime, datetime(2026, 1, 1, 10, tzinfo=UTC), datetime.fromisoformat("2026-01-01T11+01:00")),
    (time, time(10, tzinfo=UTC), time(11, tzinfo=timezone(timedelta(hours=1)))),
    (Price, Price(Decimal("1.50")), Price(Decimal("1.5"))),
    (Order, Order(prices=[Decimal("1.50")]), Order(prices=[Decimal("1.5")])),
    (Order | None, Order(prices=[Decimal("1.50")]), Order(prices=[Decimal("1.5")])),
]
CASES = pytest.mark.parametrize(("annotation", "held", "other"), EQUAL)


@CASES
def test_the_text_in_the_url_is_that_of_the_value(
    ports: None, query: FakeQuery, annotation: Any, held: Any, other: Any
) -> None:
    cls = state_class("Adopting", {"x": (annotation, held)})
    assert repr(cls.x) == repr(held)
    texts = codec_for(annotation).encode(other)
    query.go("?" + urlencode({"x": texts}, doseq=True))
    assert repr(cls.x) == repr(codec_for(annotation).decode(texts))
    assert query.params == {"x": texts}
    cls.reset()
    assert repr(cls.x) == repr(held)
    assert query.params == {"x": codec_for(annotation).encode(held)}


@CASES
def test_what_is_assigned_is_there_in_the_next_run(
    ports: None, query: FakeQuery, annotation: Any, held: Any, other: Any
) -> None:
    cls = state_class("Assigned", {"x": (annotation, held)})
    assert repr(cls.x) == repr(held)
    cls.x = other
    assert repr(cls.x) == repr(other)
    assert query.params == {"x": codec_for(annotation).encode(other)}


class Bill(PageState):
    amount: Decimal = StateVar(default=Decimal("1.50"), url_key="dec")
    kept: Decimal = StateVar(default=Decimal("1.50"))
    told: ClassVar[list[Any]] = []

    @classmethod
    def on_change(cls, field: str, old: Any, new: Any) -> None:
        cls.told.append((field, str(old), str(new)))

    @classmethod
    def on_adopt(cls, changed: dict[str, Any]) -> None:
        cls.told.append({name: str(value) for name, value in changed.items()})


def test_another_text_of_an_equal_value_is_a_change(ports: None, query: FakeQuery) -> None:
    Bill.told.clear()
    query.go("?junk=1")
    assert Bill.amount == Bill.kept
    Bill.amount = Decimal("1.50")  # the value that it has: a touch
    assert (Bill.told, "junk" in query.params) == ([], True)
    Bill.amount, Bill.kept = Decimal("1.5"), Decimal("1.5")
    assert query.params == {"dec": ("1.5",)}  # a claim
    assert (str(Bill.amount), str(Bill.kept)) == ("1.5", "1.5")
    query.go("?dec=1.500")
    assert str(Bill.amount) == "1.500"
    assert Bill.told == [
        ("amount", "1.50", "1.5"),
        ("kept", "1.50", "1.5"),
        {"amount": "1.500"},
    ]


def test_nan_is_the_same_as_nan(ports: None) -> None:
    told: list[Any] = []

    class Reading(PageState):
        x: float = StateVar(default=float("nan"))

        @classmethod
        def on_change(cls, field: str, old: Any, new: Any) -> None:
            told.append(new)

    Reading.x = float("nan")
    assert told == []


@pytest.mark.parametrize("annotation", [datetime, datetime | None, datetime | str])
@pytest.mark.parametrize(
    "moment",
    [FIRST, SECOND, datetime(1900, 1, 1, tzinfo=BERLIN), datetime(1800, 1, 1, tzinfo=BERLIN)],
)
def test_an_aware_datetime_keeps_instant_and_offset(annotation: Any, moment: datetime) -> None:
    codec = codec_for(annotation)
    texts = codec.encode(moment)
    assert texts == (moment.isoformat(),)
    for read in (codec.decode(texts), codec.from_json(codec.to_json(moment))):
        assert read.isoformat() == moment.isoformat()
        assert read.utcoffset() == moment.utcoffset()


@pytest.mark.parametrize("annotation", [list[datetime], set[datetime | None], Any])
def test_the_repeated_hour_inside_containers(annotation: Any) -> None:
    if annotation is Any:
        with pytest.raises(ValueError, match="JSON values"):
            codec_for(annotation).encode(FIRST)
        return
    codec = codec_for(annotation)
    value = codec.validate([FIRST, SECOND])
    assert codec.encode(codec.decode(codec.encode(value))) == codec.encode(value)


def test_an_offset_with_seconds_in_a_time_is_kept() -> None:
    local = time(1, tzinfo=timezone(timedelta(seconds=90)))
    codec = codec_for(time)
    assert codec.encode(local) == ("01:00:00+00:01:30",)
    assert codec.decode(("01:00:00+00:01:30",)).utcoffset() == timedelta(seconds=90)


def test_both_hours_of_a_repeated_hour_are_values_of_their_own(
    ports: None, query: FakeQuery
) -> None:
    cls = state_class("Clock", {"at": (datetime, FIRST)})
    assert cls.at.isoformat() == FIRST.isoformat()
    cls.at = SECOND
    assert query.params == {"at": (SECOND.isoformat(),)}
    query.go("?" + urlencode({"at": FIRST.isoformat()}))
    assert cls.at.isoformat() == FIRST.isoformat()
    assert query.params == {"at": (FIRST.isoformat(),)}
