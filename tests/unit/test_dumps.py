"""dump() and load(): a JSON dump is read back as the same values, whatever their types."""

from __future__ import annotations

import dataclasses
import enum
import json
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any

import pandas as pd
import pytest
from pydantic import BaseModel, SecretBytes, SecretStr

from properties.declared import state_class
from st_page_state import NoJsonError, PageState, StateVar
from st_page_state.codecs.annotations import codec_for
from st_page_state.errors import ArgumentError, InvalidValueError, UnknownFieldError
from st_page_state_fakes import FakeQuery


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


@dataclasses.dataclass
class Team:
    name: str
    since: date | str = ""
    logo: bytes | None = None


class Club(BaseModel):
    teams: list[Team] = []
    extra: dict[str, set[int] | list[int]] = {}


class Login(BaseModel):
    user: str = ""
    password: SecretStr = SecretStr("")


@pytest.mark.parametrize(
    ("annotation", "value", "form"),
    [
        (bytes, b"abc", "YWJj"),
        (date | str, date(2026, 1, 31), "2026-01-31"),
        (date | str, "2026-01-31", {"=str": "2026-01-31"}),
        (date | str, "soon", "soon"),
        (set[int] | list[int], {1, 2}, [1, 2]),
        (set[int] | list[int], [1, 2], {"=list": [1, 2]}),
        (list[int] | set[int], {1, 2}, {"=set": [1, 2]}),
        (timedelta, timedelta(days=1, seconds=1), "P1DT1S"),
        (timedelta | float, timedelta(seconds=5), "PT5S"),
        (timedelta | float, 5.0, 5.0),
        (bytes | str, b"abc", "YWJj"),
        (bytes | str, "YWJj", {"=str": "YWJj"}),
        (Decimal | float, Decimal("1.50"), "1.50"),
        (Decimal, Decimal("1E1"), "1E+1"),
        (Level | int, Level.LOW, {"=Level": 1}),
        (Level | int, 1, 1),
        (datetime | date, date(2026, 1, 31), "2026-01-31"),
        (PurePosixPath, PurePosixPath("/a/b"), "/a/b"),
        (Team, Team("a", "2026-01-31", b"\xff"), None),
        (Club, Club(teams=[Team("a", date(2026, 1, 31))], extra={"a": {1}, "b": [1]}), None),
        (dict[str, int] | date, {"=date": 1}, {"=dict": {"=date": 1}}),
        (dict[str, Any], {"=date": "2026-01-31"}, {"=date": "2026-01-31"}),
        (Any, {"=set": [1]}, {"=set": [1]}),
        (tuple[date | str, ...] | None, ("2026-01-31",), [{"=str": "2026-01-31"}]),
    ],
)
def test_a_json_dump_is_read_back_as_the_same_value(
    ports: None, annotation: Any, value: Any, form: Any
) -> None:
    cls = state_class("Dumped", {"x": (annotation, value)})
    data = json.loads(json.dumps(cls.dump(mode="json")))
    if form is not None:
        assert data == {"x": form}
    before = repr(cls.x)
    assert cls.load(data, mode="json") == {}
    assert repr(cls.x) == before
    assert type(cls.x) is type(value)
    assert codec_for(annotation).has_json


def test_load_casts_as_an_assignment_does(ports: None) -> None:
    class Casting(PageState):
        data: bytes = StateVar(default=b"")
        day: date | str = StateVar(default="")

    for value in ("YWJj", b"x"):
        Casting.data = value  # type: ignore[assignment]
        assigned = Casting.data
        Casting.reset()
        Casting.load({"data": value, "day": "2026-01-31"})
        assert (Casting.data, Casting.day) == (assigned, "2026-01-31")
    Casting.load({"data": "YWJj", "day": "2026-01-31"}, mode="json")
    assert (Casting.data, Casting.day) == (b"abc", date(2026, 1, 31))
    with pytest.raises(InvalidValueError, match="expected base64url"):
        Casting.load({"data": "?"}, mode="json")


def test_secrets_are_left_out_of_json(ports: None) -> None:
    class Access(PageState):
        host: str = StateVar(default="a")
        token: SecretStr = StateVar(default=SecretStr("t0ken"))
        key: SecretBytes | None = StateVar(default=None)
        login: Login = StateVar(default_factory=Login)
        logins: dict[str, list[Login]] = StateVar(default_factory=dict)

    data = Access.dump(mode="json")
    assert data == {"host": "a"}
    assert Access.load(data, mode="json") == {}
    assert Access.token.get_secret_value() == "t0ken"
    assert Access.dump()["token"] == SecretStr("t0ken")
    with pytest.raises(InvalidValueError, match=r"Access\.token .*holds no secrets") as caught:
        Access.load({"token": "**********"}, mode="json")
    assert "*" not in str(caught.value)
    Access.load({"token": "new", "login": {"password": "p"}})
    assert Access.token.get_secret_value() == "new"
    assert Access.login.password.get_secret_value() == "p"
    fields = Access.__page_state__.fields.values()
    assert [f.name for f in fields if not f.codec.has_json] == ["token", "key", "login", "logins"]
    assert [f.name for f in fields if f.codec.holds_secrets] == ["token", "key", "login", "logins"]


class Report(PageState):
    title: str = StateVar(default="a")
    ratio: float = StateVar(default=0.0)
    ratios: dict[str, float | None] = StateVar(default_factory=dict)
    table: pd.DataFrame | None = StateVar(default=None)
    anything: Any = StateVar(default=None)
    call: Any = StateVar(default=None)


def test_values_without_json_are_named_with_a_way_out(ports: None) -> None:
    assert Report.dump(mode="json")["table"] is None
    secret = SecretStr("t0ken")
    table = pd.DataFrame({"a": [1]})
    Report.update(
        ratio=float("nan"), ratios={"a": float("inf")}, table=table, anything={"s": secret}
    )
    with pytest.raises(NoJsonError) as caught:
        Report.dump(mode="json")
    error = caught.value
    assert error.cls == "Report"
    assert error.problems.keys() == {"ratio", "ratios", "table", "anything"}
    assert error.problems["table"] == "a DataFrame has no JSON from which it could be read back"
    assert "Report.ratio: it is not a finite number" in str(error)
    assert "exclude=['ratio', 'ratios', 'table', 'anything']" in str(error)
    assert "t0ken" not in str(error)
    data = Report.dump(mode="json", exclude=error.problems)
    assert data == {"title": "a", "call": None}
    assert Report.dump(exclude=["table"]).keys() == Report.dump().keys() - {"table"}
    with pytest.raises(UnknownFieldError, match="Did you mean 'table'"):
        Report.dump(mode="json", exclude=["tabel"])


def test_a_single_text_to_leave_out_is_refused_as_its_letters_are_no_fields() -> None:
    with pytest.raises(ArgumentError, match=r"not one text: exclude=\['table'\]"):
        Report.dump(exclude="table")


def test_a_declaration_can_ask_whether_a_field_has_json() -> None:
    fields = Report.__page_state__.fields.values()
    assert [f.name for f in fields if not f.codec.has_json] == ["table"]


class Old(PageState):
    page: int = StateVar(default=1, url_key="p")
    since: date | None = StateVar(default=None, url_key="since")
    tags: list[str] = StateVar(default_factory=list)
    status: str = StateVar(default="", url_key="status")


SAVED = {"page": "x", "since": "2026-01-31", "tags": [{}], "state": "open", "status": "a"}


@pytest.mark.parametrize("mode", ["python", "json"])
def test_a_lenient_load_takes_what_fits(ports: None, query: FakeQuery, mode: Any) -> None:
    assert Old.page == 1
    updates = len(query.updates)
    problems = Old.load(SAVED, mode=mode, strict=False)
    assert {name: type(error) for name, error in problems.items()} == {
        "page": InvalidValueError,
        "tags": InvalidValueError,
        "state": UnknownFieldError,
    }
    assert "Did you mean 'status'?" in str(problems["state"])
    assert "Old.page does not accept 'x'" in str(problems["page"])
    assert Old.dump() == {"page": 1, "since": date(2026, 1, 31), "tags": [], "status": "a"}
    assert query.params == {"p": ("1",), "since": ("2026-01-31",), "status": ("a",)}
    assert len(query.updates) == updates + 1


@pytest.mark.parametrize("mode", ["python", "json"])
def test_a_strict_load_is_all_or_nothing(ports: None, query: FakeQuery, mode: Any) -> None:
    before = Old.dump()
    for names, expected in [
        (["since", "page"], InvalidValueError),
        (["since", "state"], UnknownFieldError),
    ]:
        with pytest.raises(expected):
            Old.load({name: SAVED[name] for name in names}, mode=mode)
        assert Old.dump() == before
    assert Old.load({}, mode=mode, strict=False) == {}


@pytest.mark.parametrize("mode", ["python", "json"])
def test_what_is_loaded_shares_nothing_with_the_dump(ports: None, mode: Any) -> None:
    class Shared(PageState):
        data: dict[str, Any] = StateVar(default_factory=dict)

    dump: dict[str, Any] = {"data": {"a": [1]}}
    Shared.load(dump, mode=mode)
    dump["data"]["a"].append(2)
    assert Shared.data == {"a": [1]}
    Shared.data["a"].append(3)
    assert dump["data"] == {"a": [1, 2]}


def test_a_field_with_a_value_map_has_the_json_of_its_type(ports: None) -> None:
    class Mapped(PageState):
        level: Level = StateVar(
            default=Level.LOW, url_key="l", value_map={Level.LOW: "low", Level.HIGH: "high"}
        )
        levels: list[int] = StateVar(default_factory=list, value_map={1: "low"})

    Mapped.level, Mapped.levels = Level.HIGH, [1, 2]
    assert Mapped.dump(mode="json") == {"level": 2, "levels": [1, 2]}
    assert Mapped.load({"level": 1, "levels": [3]}, mode="json") == {}
    assert (Mapped.level, Mapped.levels) == (Level.LOW, [3])
