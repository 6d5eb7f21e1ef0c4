"""The time zones of values that widgets return without one."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from st_page_state import PageState, StateVar
from st_page_state.engine.zones import in_zone_of_field

BERLIN = ZoneInfo("Europe/Berlin")
SUMMER, WINTER = datetime(2026, 5, 1, 12), datetime(2026, 11, 2, 9)
EAST = timezone(timedelta(hours=2))


class Zoned(PageState):
    home: datetime | None = StateVar(SUMMER.replace(tzinfo=BERLIN))
    anywhere: datetime | None = StateVar(None)
    alarm: time = StateVar(time(7, tzinfo=UTC))
    many: list[datetime] = StateVar(default_factory=list)
    two: tuple[datetime, datetime] = StateVar((SUMMER.replace(tzinfo=UTC), WINTER))


@pytest.mark.parametrize(
    ("name", "shown", "entered", "expected"),
    [
        ("home", SUMMER.replace(tzinfo=BERLIN), WINTER, WINTER.replace(tzinfo=BERLIN)),
        ("home", SUMMER.replace(tzinfo=EAST), WINTER, WINTER.replace(tzinfo=BERLIN)),
        ("home", WINTER.replace(tzinfo=EAST), WINTER, WINTER.replace(tzinfo=EAST)),
        ("home", None, WINTER, WINTER.replace(tzinfo=BERLIN)),
        ("home", SUMMER, WINTER, WINTER),
        ("home", SUMMER.replace(tzinfo=EAST), WINTER.replace(tzinfo=UTC), None),
        ("anywhere", SUMMER.replace(tzinfo=EAST), WINTER, WINTER.replace(tzinfo=EAST)),
        ("anywhere", None, WINTER, WINTER),
        ("alarm", time(8, tzinfo=UTC), time(9), time(9, tzinfo=UTC)),
        ("many", [SUMMER.replace(tzinfo=UTC)], [WINTER], [WINTER.replace(tzinfo=UTC)]),
        ("many", [], [WINTER], [WINTER]),
        ("two", None, (WINTER,), (WINTER.replace(tzinfo=UTC),)),
    ],
)  # fmt: skip
def test_what_was_entered_is_in_the_zone_of_the_field(
    name: str, shown: Any, entered: Any, expected: Any
) -> None:
    field = Zoned.__page_state__.fields[name]  # type: ignore[attr-defined]
    found = in_zone_of_field(field, shown, entered)
    assert found == (entered if expected is None else expected)
    assert getattr(found, "tzinfo", None) == getattr(expected or found, "tzinfo", None)
