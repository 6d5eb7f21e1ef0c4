"""The lines of a copied test, and the parts in which values differ."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from st_page_state.devtools.differing import MOST_PARTS, Part, parts
from st_page_state.devtools.layout import laid_out, quoted, width
from st_page_state.devtools.literals import Imports


@pytest.mark.parametrize(
    "text", ["", "it's", 'say "x"', "both ' and \"", "\\'", "a\nb\0", "\ud800é日", b"\x00'\"\xff"]
)
def test_a_text_is_quoted(text: str | bytes) -> None:
    assert eval(quoted(text)) == text
    assert quoted("a") == '"a"'
    assert quoted('"a"') == "'\"a\"'"


LONG = "x" * 90


@pytest.mark.parametrize(
    ("statement", "lines"),
    [
        ("a = f(1)", ["a = f(1)"]),
        (f"# {LONG}", [f"# {LONG}"]),
        (f'a = "{LONG}"', [f'a = "{LONG}"']),
        (f"import {LONG}", [f"import {LONG}"]),
        (f'assert a == "{LONG}"', ["assert (", "    a", f'    == "{LONG}"', ")"]),
        (f"{LONG}()", [f"{LONG}()"]),
        (
            f'f({{"a": [], "b": ["{LONG}"]}}, d=(1, "{LONG}"))',
            [
                "f(", "    {", '        "a": [],', '        "b": [', f'            "{LONG}",',
                "        ],", "    },", "    d=(", "        1,", f'        "{LONG}",', "    ),",
                ")",
            ],
        ),
    ],
)  # fmt: skip
def test_a_statement_is_laid_out(statement: str, lines: list[str]) -> None:
    assert laid_out(statement) == [f"    {line}" for line in lines]


def test_wide_characters_take_two_columns() -> None:
    assert width("日本é") == 5


def test_long_imports_have_a_line_for_each_name() -> None:
    imports = Imports()
    imports.names["zoo"] = {"b" * 40, "C" * 40, "Cat"}
    imports.modules.add("datetime")
    assert imports.lines(Path()) == [
        "import datetime", "", "from zoo import (", f"    {'C' * 40},", "    Cat,",
        f"    {'b' * 40},", ")",
    ]  # fmt: skip


class Color(Enum):
    RED = 1


@dataclass
class Point:
    x: int = 0
    y: object = None


class Model(BaseModel):
    tags: list[str] = []


class deque:
    pass


NESTED: Any = [1]
for _ in range(10):
    NESTED = [NESTED]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (1, 2, [Part("", "1", "2")]),
        (1, Color.RED, [Part("", "1", "Color.RED")]),
        ([1, 2, 3], [1, 3], [Part("[1]", "2", "nothing")]),
        ([1, 3], [0, 1, 3], [Part("[0]", "nothing", "0")]),
        ([1, 2, 3, 4], [5, 2, 6, 4], [Part("[0]", "1", "5"), Part("[2]", "3", "6")]),
        ({"a": 1, "b": 2}, {"a": 1, "c": 2}, [
            Part("['b']", "2", "nothing"), Part("['c']", "nothing", "2"),
        ]),
        ([Point(1)], [Point(2)], [Part("[0].x", "1", "2")]),
        (Model(tags=["a"]), Model(tags=["b"]), [Part(".tags[0]", "'a'", "'b'")]),
        (deque(), None, [Part("", "<no text: TypeError>", "None")]),
        (list(range(50)), [-1] * 50, None),
    ],
)  # fmt: skip
def test_the_parts_that_differ(old: Any, new: Any, found: list[Part] | None) -> None:
    if found is None:
        assert len(parts(old, new)) == MOST_PARTS + 1
    else:
        assert parts(old, new) == found


def test_deep_values_end_somewhere() -> None:
    other: Any = [2]
    for _ in range(10):
        other = [other]
    assert parts(NESTED, other)[0].path == "[0]" * 8
