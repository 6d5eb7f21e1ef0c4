"""Every error of a declaration names a way out."""

from __future__ import annotations

import ast
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from pydantic import Field

import st_page_state
from st_page_state import DeclarationError, PageState, StateVar, use_ports
from st_page_state_fakes import FakeQuery, FakeSession

SOURCE = Path(st_page_state.__file__).parent


class Color(Enum):
    RED = "red"


def made(annotation: Any, config: Any = None, **options: Any) -> Any:
    body: dict[str, Any] = {
        "__annotations__": {"x": annotation}, "x": StateVar(**options), "__module__": __name__,
    }  # fmt: skip
    if config is not None:
        body["Config"] = config
    return type(PageState)("Made", (PageState,), body)


@pytest.mark.parametrize(
    ("annotation", "options", "way_out"),
    [
        (date, {"default": ""}, "x: date | None with default=None"),
        (int, {"default": "x"}, "a default that fits, a int, or x: int | None"),
        (Color, {"default": "blue"}, "such as default=<Color.RED: 'red'>"),
        (Literal["a", "b"], {"default": ""}, "such as default='a'"),
        (list[int], {"default": ["x"]}, "a default that fits, a list"),
        (Annotated[int, Field(ge=1)], {"default": 0}, "a default that fits"),
        (int, {"default": "5"}, "Write default=5"),
        (int, {"default": None}, "Write x: int . None"),
        (float, {"default": float("inf"), "url_key": "x"}, "another default, or remove url_key"),
        (int, {"default": 1, "url_key": ""}, "Leave it out"),
        (int, {"default": 1, "url_key": "\ud800"}, "Choose another"),
        (object(), {"default": 1}, "Declare a type that pydantic can validate, or Any"),
        (int, {"default": 1, "value_map": {1: 2}}, "Write value_map="),
        (int, {"default": 1, "config": 5}, "write class Config: and"),
    ],
    ids=range(14),
)
def test_it_says_what_to_write(annotation: Any, options: Any, way_out: str) -> None:
    with pytest.raises(DeclarationError, match=way_out):
        made(annotation, **options)


def test_so_does_that_of_a_factory() -> None:
    wrong = made(int, default_factory=lambda: "x")
    refused = pytest.raises(DeclarationError, match="Let it return an int")
    with use_ports(FakeSession(), FakeQuery()), refused:
        assert wrong.x


WAYS_OUT = (
    "write", "Write", "Give", "Choose", "Remove", "Leave", "Declare", "Derive", "Define", "pass",
    "put", "Let", "must be", "takes", "must map", "each needs", "Did you mean", "nearest",
    "{hint}", "_OTHER_DEFAULT",
)  # fmt: skip


def test_every_declaration_error_has_one() -> None:
    missing: list[str] = []
    for path in SOURCE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                source = ast.get_source_segment(text, node) or ""
                if "DeclarationError(" in source and not any(way in source for way in WAYS_OUT):
                    missing.append(f"{path.name}: {source}")
    assert missing == []
