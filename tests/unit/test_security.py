"""Security: limits on links, and privacy of fields outside the URL."""

from __future__ import annotations

import ast
import logging
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import pytest
from pydantic import AfterValidator, BaseModel, Field

import st_page_state
from st_page_state import (
    InvalidQueryParamError,
    InvalidValueError,
    PageState,
    StateVar,
    batch,
    link,
    use_ports,
)
from st_page_state.trace import trace
from st_page_state_fakes import FakeQuery, FakeSession

SECRET = "swordfish-7f3a"
PACKAGE = Path(st_page_state.__file__).parent


def refuse_loudly(value: str) -> str:
    if not value.startswith("ok"):
        raise ValueError(f"no good: {value}")
    return value


class Money(BaseModel):
    amount: int
    currency: str = "EUR"


@dataclass
class Place:
    name: str
    rooms: dict[str, int]


class Hidden(PageState):
    token: str = StateVar("")
    pin: int = StateVar(0)
    account: Money | None = StateVar(None)
    checked: Annotated[str, AfterValidator(refuse_loudly)] = StateVar("ok")
    limited: Annotated[str, Field(max_length=5)] = StateVar("")
    tab: str = StateVar("a", url_key="tab")

    @classmethod
    def on_change(cls, field: str, old: Any, new: Any, /) -> None:
        if field == "tab":
            cls.token = SECRET


class Open(PageState):
    n: int = StateVar(0, url_key="n")
    loud: Annotated[str, AfterValidator(refuse_loudly)] = StateVar("ok", url_key="loud")
    place: Place | None = StateVar(None, url_key="place")
    counts: dict[str, int] = StateVar(default_factory=dict, url_key="counts")


def refused(act: Callable[[], object]) -> list[str]:
    """Return the full text of the error that an act raises."""
    with pytest.raises(InvalidValueError) as caught:
        act()
    error = caught.value
    assert error.__cause__ is None
    return [str(error), repr(error), error.reason]


def test_a_field_without_a_url_key_never_leaks(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    session, query = FakeSession(), FakeQuery("?tab=b&token=x&pin=1&junk=1")
    said: list[str] = []
    with (
        caplog.at_level(logging.DEBUG),
        warnings.catch_warnings(record=True) as warned,
        trace() as events,
        use_ports(session, query),
    ):
        warnings.simplefilter("always")
        Hidden.update(token=SECRET, account=Money(amount=1, currency=SECRET), checked=f"ok{SECRET}")
        Hidden.tab = "c"
        with batch():
            Hidden.account = Money(amount=2, currency=SECRET)
            Hidden.reset("tab")
        Hidden.focus()
        for name, value in (("pin", SECRET), ("checked", SECRET), ("limited", SECRET)):
            said += refused(lambda name=name, value=value: setattr(Hidden, name, value))
            session[Hidden.bind(name)["key"]] = value
            Hidden.bind(name)
        said += refused(lambda: Hidden.update(account={"amount": SECRET}))
        said += refused(lambda: Hidden.load({"pin": SECRET, "checked": SECRET}))
        said += refused(lambda: Hidden(pin=SECRET))  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
        errors = Hidden.widget_errors()
        assert {"pin", "checked", "limited"} <= errors.keys()
        # The user who entered it gets the validator's own words.
        assert SECRET in errors.pop("checked").reason
        said += [f"{error} {error!r} {error.reason}" for error in errors.values()]
        said.append(link(Hidden.snapshot()))
        assert Hidden.token == SECRET
    printed = capsys.readouterr()
    told = [*said, *map(str, events), *(str(w.message) for w in warned), *query.updates]
    told += [query.url, caplog.text, printed.out, printed.err]
    assert len(said) > 20
    assert [text for text in told if SECRET in str(text)] == []


LONG = "\x1b[31m\r\nforged line " + "x" * 100_000


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("n", LONG),
        ("loud", LONG),
        ("place", LONG),
        ("place", '{"name":"a","rooms":{"' + "k\\u001b\\r\\n" * 9_000 + '":"x"}}'),
        ("place", '{"' + "\\u001b" * 9_000 + '":1}'),
        ("counts", '{"' + "\\u001b]0;" * 9_000 + '":"x"}'),
    ],
)
def test_quoted_url_texts_are_bounded_and_escaped(field: str, text: str) -> None:
    query = FakeQuery()
    query.replace({field: (text,)})
    with trace() as events, use_ports(FakeSession(), query):
        assert Open.n == 0
        error = Open.url_errors()[field]
    assert error.text == text
    told = [str(error), error.reason, *map(str, events)]
    assert max(map(len, told)) < 1_500
    assert [line for line in told if not line.isprintable()] == []


NAMES = (
    "__class__", "__init__", "__page_state__", "n.__class__", "place.name", "place[name]", "n[]",
    "on_init", "Config", "st_page_state", "",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_names_in_a_link_reach_only_declared_params(name: str) -> None:
    before = dict(vars(Open))
    query = FakeQuery()
    query.replace({name: ("5",)})
    with use_ports(FakeSession(), query):
        assert (Open.n, Open.loud, Open.place, Open.counts) == (0, "ok", None, {})
        assert Open.url_errors() == {}
    assert dict(vars(Open)) == before


@pytest.mark.parametrize(
    "text",
    [
        '{"name":"a","rooms":{},"__class__":"os.system"}',
        '{"name":"a","rooms":{},"__dict__":{}}',
        '{"__reduce__":["os.system",["true"]]}',
        "!!python/object/apply:os.system [true]",
        "cos\nsystem\n(S'true'\ntR.",
    ],
)
def test_a_text_that_looks_like_an_object_is_rejected(text: str) -> None:
    with pytest.raises(InvalidQueryParamError):
        Open.parse(link_with(place=text))


def link_with(**texts: str) -> str:
    query = FakeQuery()
    query.replace({name: (text,) for name, text in texts.items()})
    return query.url


def test_the_package_evaluates_annotations_only() -> None:
    """``eval`` reads the annotations of a class that defers them, as ``typing`` itself does."""
    found: list[tuple[str, str]] = []
    modules = sorted(PACKAGE.rglob("*.py"))
    assert len(modules) > 30
    for module in modules:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                if node.func.id in {"eval", "exec", "compile", "__import__"}:
                    found.append((module.name, node.func.id))
            elif isinstance(node, ast.Import | ast.ImportFrom):
                names = [alias.name for alias in node.names]
                names.append(getattr(node, "module", None) or "")
                dangerous = {"pickle", "marshal", "shelve", "subprocess", "ctypes"}
                found += [(module.name, name) for name in names if name in dangerous]
                if "marshal" in names:
                    assert names == ["dumps", "marshal"], "it writes values, and reads none"
    assert sorted(found) == [
        # executing.py: the command `check` executes statements of the app that it is given, and
        # the imports inside of the functions that it follows.
        ("class_body.py", "compile"), ("class_body.py", "eval"), ("copies.py", "marshal"),
        ("executing.py", "compile"), ("executing.py", "compile"),
        ("executing.py", "exec"), ("executing.py", "exec"),
    ]  # fmt: skip
