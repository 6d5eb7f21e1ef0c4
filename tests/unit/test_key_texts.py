"""Texts that look like the key of a stored value are quoted, in every URL field."""

from __future__ import annotations

from enum import Enum
from typing import Any

import pytest

from st_page_state import InvalidQueryParamError, PageState, StateVar, link, use_ports
from st_page_state.codecs import key_texts
from st_page_state_fakes import FakeQuery, FakeSession

KEY = "~" + "aZ0-_" * 4 + "bc"
OTHER = "~" + "x" * 22


class Texts(PageState):
    text: str = StateVar(default="", url_key="q")
    tags: list[str] = StateVar(default_factory=list, url_key="tag")
    union: int | str | list[str] = StateVar(default=0, url_key="u")
    maybe: str | None = StateVar(default=None, url_key="m")
    json: Any = StateVar(default=0, url_key="j")
    mapped: int = StateVar(default=0, url_key="v", value_map={0: "none", 1: KEY, 2: f'"{KEY}"'})
    plain: str = StateVar(default="")


QUOTED = [KEY, f'"{KEY}"', f'"\\"{KEY}\\""']


@pytest.mark.parametrize(
    "text",
    [*QUOTED, f'"{KEY}', f'"{KEY}x', f"{KEY}x", KEY[:-1], f'\\"{KEY}\\"', '"x"'],
)
@pytest.mark.parametrize("name", ["text", "union", "maybe", "json"])
def test_a_text_of_that_form_travels_in_a_link(name: str, text: str) -> None:
    url = link(Texts(**{name: text}))
    assert getattr(Texts.parse(url), name) == text
    assert link(Texts.parse(url)) == url


@pytest.mark.parametrize("tags", [[KEY], [f'"{KEY}"'], [KEY, OTHER], [KEY, "x"], [""]])
def test_items_of_that_form_travel_in_a_link(tags: list[str]) -> None:
    for values in (Texts(tags=tags), Texts(union=tags)):
        assert Texts.parse(link(values)) == values


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_value_map_may_have_texts_of_that_form(number: int) -> None:
    assert Texts.parse(link(Texts(mapped=number))).mapped == number


def test_what_is_not_of_that_form_is_written_as_ever() -> None:
    for text in ("~short", "~" + "a" * 23, "~" + "ä" * 22, f"{KEY}\n", '"', '"~"', ""):
        assert key_texts.written((text,)) == (text,)
        assert key_texts.read((text,)) == (text,)


def test_the_text_is_quoted_as_json() -> None:
    query = FakeQuery("")
    with use_ports(FakeSession(), query):
        Texts.text = KEY
        assert Texts.text == KEY
    assert query.params["q"] == (f'"{KEY}"',)


def test_a_key_is_never_a_literal_text() -> None:
    query = FakeQuery(f"?q={KEY}&j={KEY}&tag={KEY}&q={KEY}")
    with use_ports(FakeSession(), query):
        assert (Texts.text, Texts.json, Texts.tags) == ("", 0, [])
        assert {*Texts.url_errors()} == {"text", "json", "tags"}
        assert "not in the store" in str(Texts.url_errors()["text"])
    assert query.params["q"] == ("",)


def test_parse_of_a_key_without_a_store_says_so() -> None:
    with pytest.raises(InvalidQueryParamError, match="no store is in use") as caught:
        Texts.parse(f"?q={KEY}&j=1")
    assert caught.value.param == "q"


def test_an_enum_may_have_texts_of_that_form() -> None:
    class Kind(Enum):
        ONE = KEY

    class Kinds(PageState):
        kind: Kind | None = StateVar(default=None, url_key="k")

    assert Kinds.parse(link(Kinds(kind=Kind.ONE))).kind is Kind.ONE
