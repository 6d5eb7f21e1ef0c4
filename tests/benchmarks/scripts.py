"""The measured scripts, and their execution in Streamlit's way."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable, Iterable
from types import CodeType, ModuleType
from typing import Any
from urllib.parse import urlencode

import pydantic
from tests.real_session import MAIN

import st_page_state

# Annotation, default, and the default as a URL text
MIXED = (
    ("str", "'pending'", "pending"),
    ("int", "1", "1"),
    ("float", "0.5", "0.5"),
    ("bool", "False", "false"),
    ("int | None", "3", "3"),
)
WITH_ENUM = (*MIXED[:4], ("Level", "Level.LOW", "low"))
TEXTS = (("str", "'pending'", "pending"),)
NUMBERS_AND_TEXTS = (("str", "'pending'", "pending"), ("int", "1", "1"))

ENUM = """
from enum import Enum

class Level(Enum):
    LOW = "low"
    HIGH = "high"
"""

Kinds = tuple[tuple[str, str, str], ...]


def state(name: str, size: int, kinds: Kinds = MIXED, prefix: str = "f") -> str:
    """Return the source of a state class with ``size`` URL fields and a plain one."""
    body = "".join(
        f"    {prefix}{i}: {kinds[i % len(kinds)][0]} = "
        f"StateVar(default={kinds[i % len(kinds)][1]}, url_key='{prefix}{i}')\n"
        for i in range(size)
    )
    return f"class {name}(PageState):\n{body}    plain: str = StateVar(default='x')\n"


def model(name: str, size: int, kinds: Kinds = MIXED, prefix: str = "f") -> str:
    """Return the source of a pydantic model with the fields of :func:`state`."""
    body = "".join(
        f"    {prefix}{i}: {kinds[i % len(kinds)][0]} = {kinds[i % len(kinds)][1]}\n"
        for i in range(size)
    )
    return f"class {name}(BaseModel):\n{body}    plain: str = 'x'\n"


def url(size: int, kinds: Kinds = MIXED, prefix: str = "f") -> str:
    """Return the query string with every field of a class of :func:`state`."""
    return urlencode({f"{prefix}{i}": kinds[i % len(kinds)][2] for i in range(size)})


def compiled(source: str, *, postponed: bool = False) -> CodeType:
    """Compile a script once, as Streamlit's script cache does."""
    if postponed:
        source = "from __future__ import annotations\n" + textwrap.dedent(source)
    return compile(source, MAIN, "exec", dont_inherit=True)


def new_main() -> dict[str, Any]:
    """Begin a script run's module: a new ``__main__`` with the imports of a script."""
    module = ModuleType("__main__")
    names = vars(module)
    names["__file__"] = MAIN
    names["PageState"], names["StateVar"] = st_page_state.PageState, st_page_state.StateVar
    names["BaseModel"] = pydantic.BaseModel
    sys.modules["__main__"] = module
    return names


def made(*sources: str) -> dict[str, Any]:
    """Return the names of a script after one execution."""
    names = new_main()
    for source in sources:
        exec(compiled(source), names)
    return names


def function(names: dict[str, Any], statements: Iterable[str]) -> Callable[[], object]:
    """Return a function of a script, with these names, that executes the statements."""
    exec(compiled("def work():\n" + "".join(f"    {each}\n" for each in statements)), names)
    work: Callable[[], object] = names["work"]
    return work


def remaking(code: CodeType, before: CodeType | None = None) -> Callable[[], Callable[[], object]]:
    """Return a function that prepares a new run's module and then executes ``code`` in it."""

    def prepare() -> Callable[[], object]:
        names = new_main()
        if before is not None:
            exec(before, names)
        return lambda: exec(code, names)

    return prepare
