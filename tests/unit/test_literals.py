"""Values as Python source, for a session that is copied as a test."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum, Flag
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from st_page_state.devtools.literals import Imports, is_plain, source


class Weather(Enum):
    SUN = "sun"


class Mask(Flag):
    A = 1


@dataclass
class Line:
    item: str
    price: float = 0.0


VALUES: list[Any] = [
    None, True, 3, 2.5, "it's", b"x", [1, "a"], (1,), (1, 2), {"a"}, set(), frozenset({1}),
    frozenset(), {"a": [1]}, date(2026, 5, 6), timedelta(days=1), Decimal("1.5"),
    UUID(int=7), Weather.SUN, Line("tea", 2.0), [Line("bus")],
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_source_makes_an_equal_value(value: Any) -> None:
    imports = Imports()
    text = source(value, imports)
    scope: dict[str, Any] = {}
    exec("\n".join(imports.lines(Path())), scope)
    assert eval(text, scope) == value
    assert is_plain(value)


@dataclass
class Odd:
    inner: Any


@pytest.mark.parametrize("value", [object(), float("nan"), Mask.A, [object()], Odd(object())])
def test_what_has_no_source_is_refused(value: Any) -> None:
    assert not is_plain(value)
    with pytest.raises(ValueError, match=r"literal|source"):
        source(value, Imports())


def test_a_class_that_nothing_can_import_is_refused() -> None:
    local = Enum("local", "A")
    local.__qualname__ = "test.<locals>.local"
    assert not is_plain(local.A)


Spaced = Enum("Spaced", {"a b": 1, "class": 2, "plain": 3})
Lost = Enum("Elsewhere", ["A"])
Evil = Enum("Evil\nimport os", ["A"])


def test_names_that_are_no_identifiers() -> None:
    said = [source(one, Imports()) for one in Spaced]
    assert said == ['Spaced["a b"]', 'Spaced["class"]', "Spaced.plain"]
    assert not is_plain(Lost.A)  # its module has no such name
    assert not is_plain(Evil.A)
