"""Every error that leaves the library is a StPageStateError."""

from __future__ import annotations

import ast
import builtins
import math
import warnings
from collections.abc import Callable, Iterator
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Annotated, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BeforeValidator

import st_page_state
import st_page_state_fakes
from st_page_state import (
    ArgumentError,
    InvalidValueError,
    NoJsonError,
    PageState,
    StateVar,
    StPageStateError,
    batch,
    configure,
    link,
    params,
    use_ports,
)
from st_page_state_fakes import FakeQuery, FakeSession

SOURCE = Path(st_page_state.__file__).parent
ALLOWED = {
    ("runtime.py", "NotImplementedError"): "the library never iterates over a session",
    ("stores/__init__.py", "AttributeError"): "what a module without the name raises",
    ("meta.py", "AttributeError"): "hasattr() of what every class may have, such as __wrapped__",
    ("snapshots.py", "AttributeError"): "hasattr() of what tools look for, such as _repr_html_",
    ("devtools/literals.py", "ValueError"): "its callers write a comment instead",
    ("codecs/copies.py", "TypeError"): "its caller tells of it in a DeclarationError",
    ("widgets/rows.py", "ValueError"): "its caller keeps it for widget_errors()",
    ("widgets/records.py", "ValueError"): "its caller keeps it for widget_errors()",
    ("widgets/frames.py", "ValueError"): "its caller leaves the cell out, as Streamlit does",
}
"""Builtin errors that do not leave the library, or that a protocol asks for."""

SIMULATED = ("commands/", "server/")
"""Where the fakes raise what Streamlit raises."""

ALLOWED_IN_FAKES = {
    ("__init__.py", "AttributeError"): "what a module without the name raises",
    ("session.py", "KeyError"): "what a mapping without the key raises",
    ("contract/capabilities.py", "ValueError"): "a suite is declared wrong",
    ("contract/query_tab.py", "NotImplementedError"): "a suite lacks what it must define",
    ("contract/query_runs.py", "ZeroDivisionError"): "an error of an app, which a row needs",
    ("real/arrow.py", "ValueError"): "its caller tells of it in a FakeUseError",
}


def raised(tree: ast.AST) -> Iterator[str]:
    """Yield the names of the builtin errors that are raised in a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and node.exc is not None:
            error = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
            kind = getattr(builtins, error.id, None) if isinstance(error, ast.Name) else None
            if isinstance(kind, type) and issubclass(kind, BaseException):
                yield kind.__name__


def found_in(folder: Path) -> set[tuple[str, str]]:
    return {
        (path.relative_to(folder).as_posix(), name)
        for path in folder.rglob("*.py")
        for name in raised(ast.parse(path.read_text(encoding="utf-8")))
    }


def test_no_module_raises_a_builtin_error() -> None:
    assert found_in(SOURCE) == set(ALLOWED)


def test_the_fakes_raise_builtin_errors_only_where_streamlit_does() -> None:
    found = found_in(Path(st_page_state_fakes.__file__).parent)
    simulated = {(file, name) for file, name in found if file.startswith(SIMULATED)}
    assert found - simulated == set(ALLOWED_IN_FAKES)


class Color(Enum):
    RED = "red"
    BLUE = "blue"


class Every(PageState):
    number: int = StateVar(default=1, url_key="number")
    ratio: float = 0.5
    day: date | None = StateVar(default=None, url_key="day")
    color: Color = StateVar(default=Color.RED, url_key="color", hide_default=True)
    tags: list[str] = StateVar(default_factory=list, url_key="tag")
    rows: list[dict[str, Any]] = StateVar(default_factory=list)
    anything: Any = None


class Rude:
    """An object that is no key and no value."""

    __hash__ = None  # type: ignore[assignment]

    def __str__(self) -> str:
        raise RuntimeError("no text")

    __repr__ = object.__repr__


NESTED: list[Any] = []
NESTED.append(NESTED)
WILD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5),
    st.binary(max_size=3),
    st.sampled_from([
        "number", "day", "color", "tags", "rows", "anything", "", "json", "python", "\ud800",
        "self", "cls", "?number=x", "http://[", "//[::1", "?number=" + "9" * 5000, 10**5000,
        math.inf, Rude(), Rude, object(), NESTED, Color, Color.RED, Every, int, [], {},
        {"number": "x"}, {1: 2}, ("a",), {"number": Rude()}, {"anything": NESTED}, [[]], [Rude()],
        range(3), len, "number" * 99,
    ]),
)  # fmt: skip


def as_name(wild: Any) -> str:
    return wild if isinstance(wild, str) else type(wild).__name__


CALLS: dict[str, Callable[..., Any]] = {
    **{
        name: getattr(Every, name)
        for name in (
            "apply", "bind", "bind_editor", "bind_rows", "bind_selection", "bind_submit",
            "bind_tabs", "dump", "focus",
            "load", "options", "parse", "reset", "schema", "snapshot", "update",
            "url_errors", "widget_errors",
        )
    },
    "form": lambda *a, **k: Every.form(*a, **k).__enter__(),
    "Every": Every,
    "set": lambda name="number", value=None, *_, **__: setattr(Every, as_name(name), value),
    "delete": lambda name="number", *_, **__: delattr(Every, as_name(name)),
    "link": link, "params": params, "configure": configure,
    "batch": lambda *a, **k: batch(*a, **k).__enter__(),
    "use_ports": lambda *a, **k: use_ports(*a, **k).__enter__(),
}  # fmt: skip
NAMES = (
    "value", "key", "options", "accept_new_options", "form", "on_change", "args", "kwargs", "count",
    "ids", "columns", "base", "mode", "number", "anything", "day", "tags", "rows", "wrong", "name",
)  # fmt: skip


def is_call_signature(error: Exception) -> bool:
    """Return whether Python itself has refused the call of a function of this module."""
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    file = "" if frame is None else frame.tb_frame.f_code.co_filename
    return type(error) is TypeError and file == __file__


@settings(max_examples=600, deadline=None)
@given(
    st.sampled_from(sorted(CALLS)),
    st.lists(WILD, max_size=2),
    st.dictionaries(st.sampled_from(NAMES), WILD, max_size=2),
)
def test_wild_arguments(name: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    with use_ports(FakeSession(), FakeQuery("?number=5")), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            CALLS[name](*args, **kwargs)
        except StPageStateError:
            pass
        except TypeError as error:
            if not is_call_signature(error):
                raise
        assert isinstance(Every.number, int)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: Every.dump("yaml"), r'Every\.dump\(\) takes mode="python" or .*, not \'yaml\''),
        (lambda: Every.parse(5), r"Every\.parse\(\.\.\.\) takes a str, not a value of type int"),
        (lambda: Every.load([1]), r"Every\.load\(\) takes a dump, a dict from field to value, not"),
        (lambda: link(Every), r"link\(\) takes snapshots, .* not the class Every itself"),
        (lambda: link(base="http://["), r"takes a URL, such as 'https://app.example', not 'http"),
        (lambda: link(base=None), r"link\(\.\.\., base=\.\.\.\) takes a str, not a value"),
        (lambda: Every.apply(Every), r"Every\.apply\(\) takes a snapshot of Every, such as"),
        (lambda: Every.options("day"), r"Every\.day is .*, which has no fixed set of values"),
        (lambda: Every.bind_editor("number"), r"is for a table or a list, and the field is int"),
    ],
)
def test_what_a_call_does_not_take_is_an_argument_error(call: Callable[[], Any], says: str) -> None:
    with use_ports(FakeSession(), FakeQuery()), pytest.raises(ArgumentError, match=says) as caught:
        call()
    assert isinstance(caught.value, TypeError)
    assert isinstance(caught.value, ValueError)


def test_a_value_without_json_is_named() -> None:
    with use_ports(FakeSession(), FakeQuery()):
        Every.anything = object()
        with pytest.raises(NoJsonError, match=r"Every\.anything: ") as caught:
            Every.dump(mode="json")
    assert caught.value.problems.keys() == {"anything"}


class Unprintable:
    def __repr__(self) -> str:
        raise RuntimeError("no text")


def test_what_cannot_be_printed_is_named_by_its_type() -> None:
    with use_ports(FakeSession(), FakeQuery()):
        with pytest.raises(ArgumentError, match="not a value of type Unprintable"):
            Every.bind("number", on_change=Unprintable())  # type: ignore[call-overload]
        with pytest.raises(ArgumentError, match="args must be a list or tuple"):
            Every.bind("number", on_change=print, args=5)  # type: ignore[call-overload]


def too_large(value: object) -> object:
    if value == 2:
        raise OverflowError
    return value


class Large(PageState):
    number: Annotated[int, BeforeValidator(too_large)] = 1


def test_a_validator_that_overflows_refuses() -> None:
    with (
        use_ports(FakeSession(), FakeQuery()),
        pytest.raises(InvalidValueError, match="too large"),
    ):
        Large.number = 2
