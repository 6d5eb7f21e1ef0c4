"""An Enum given to an int: pydantic takes its value, whatever that is."""

from __future__ import annotations

from enum import Enum
from typing import Any

import pytest

from st_page_state import InvalidValueError, PageState, StateVar, use_ports
from st_page_state_fakes import FakeQuery, FakeSession


class Member(Enum):
    TEXT = "red"
    HALF = 1.5
    SEVEN = "7"
    THREE = 3


class Counts(PageState):
    one: int = 0
    maybe: int | None = None
    many: list[int] = StateVar(default_factory=list)
    named: dict[str, int] = StateVar(default_factory=dict)


FIELDS: dict[str, Any] = {
    "one": lambda value: value,
    "maybe": lambda value: value,
    "many": lambda value: [value],
    "named": lambda value: {"x": value},
}


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("member", Member)
def test_its_value_is_an_int_or_refused(field: str, member: Member) -> None:
    put = FIELDS[field]
    with use_ports(FakeSession(), FakeQuery()):
        if member in (Member.TEXT, Member.HALF):
            with pytest.raises(InvalidValueError):
                setattr(Counts, field, put(member))
            assert Counts.snapshot() == Counts()
        else:
            setattr(Counts, field, put(member))
            assert getattr(Counts, field) == put(int(member.value))
