"""link() and parse(): snapshots in a link, without any session."""

from __future__ import annotations

import pytest

from st_page_state import PageState, StateVar, link, params
from st_page_state.errors import InvalidQueryParamError, StPageStateError
from st_page_state.links import split_query


class Filters(PageState):
    status: str = StateVar("pending", url_key="status")
    tags: list[str] = StateVar(default_factory=list, url_key="tag")
    limit: int | None = StateVar(None, url_key="limit")
    note: str = StateVar("only in the session")


class Nav(PageState):
    view: str = StateVar("list", url_key="v")

    class Config:
        url_prefix = "nav_"
        hide_defaults = True


class AlsoStatus(PageState):
    other: int = StateVar(1, url_key="status")


def test_a_link_has_the_params_of_the_url() -> None:
    assert link(Filters(tags=["a", "b"])) == "?status=pending&tag=a&tag=b"
    assert link(Filters(limit=3), Nav(view="map")) == "?status=pending&tag=&limit=3&nav_v=map"


def test_a_hidden_default_leaves_an_empty_query() -> None:
    assert link() == link(Nav()) == "?"
    assert link(Nav(), base="https://app.example/x?nav_v=map#top") == "https://app.example/x#top"


def test_a_base_keeps_its_other_params_and_its_fragment() -> None:
    base = "https://app.example/page?utm=1&status=old&status=older&q=#part"
    assert link(Filters(status="a b&c"), base=base) == (
        "https://app.example/page?utm=1&q=&status=a+b%26c&tag=#part"
    )
    assert link(Nav(view="é"), base="page") == "page?nav_v=%C3%A9"
    assert link(Nav(view="map"), base="https://app.example") == "https://app.example?nav_v=map"


def test_a_link_takes_only_snapshots() -> None:
    with pytest.raises(TypeError, match=r"use Filters\.snapshot\(\)"):
        link(Filters)  # type: ignore[arg-type]


def test_params_are_those_of_a_link() -> None:
    """As st.switch_page() and st.page_link() take them: texts, and lists of several texts."""
    assert params(Filters(tags=["a", "b"], limit=22), Nav(view="map")) == {
        "status": "pending", "tag": ["a", "b"], "limit": "22", "nav_v": "map",
    }  # fmt: skip
    assert params(Filters(tags=["a"])) == {"status": "pending", "tag": "a"}
    assert params(Nav()) == params() == {}
    with pytest.raises(TypeError, match=r"^params\(\) takes snapshots.*not a dict"):
        params({"p": "1"})  # type: ignore[arg-type]
    with pytest.raises(StPageStateError, match=r"^params\(\): Filters and AlsoStatus both own"):
        params(Filters(), AlsoStatus())


def test_two_snapshots_in_a_link_cannot_own_the_same_param() -> None:
    with pytest.raises(StPageStateError, match=r"Filters and AlsoStatus both own.*'status'"):
        link(Filters(), AlsoStatus())


@pytest.mark.parametrize(
    "text",
    [
        "status=a&limit=5",
        "?status=a&limit=5",
        "?status=a&limit=5#part?status=b",
        "/page?status=a&limit=5",
        "/odd=name?status=a&limit=5",
        "page?status=a&limit=5",
        "https://app.example?status=a&limit=5",
        "https://app.example/odd=name/?status=a&limit=5#part",
        "//app.example/?status=a&limit=5",
    ],
)
def test_a_query_string_and_a_whole_link_are_read_alike(text: str) -> None:
    assert Filters.parse(text) == Filters(status="a", limit=5)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("status=https://x.example/a", "https://x.example/a"),
        ("status=what?", "what?"),
        ("utm=a//b?c&status=x", "x"),
        ("utm=a//b&x=1&status=what?", "what?"),
        ("/page?status=what?", "what?"),
        ("?status=//[x", "//[x"),
        ("status=", ""),
    ],
)
def test_a_query_with_an_address_as_a_value_is_no_link(text: str, status: str) -> None:
    assert Filters.parse(text).status == status


@pytest.mark.parametrize(
    "text", ["", "?", "https://app.example/page", "/page", "https://app.example/status=a", "?utm=1"]
)
def test_a_missing_param_has_its_default(text: str) -> None:
    assert Filters.parse(text) == Filters()


def test_all_bad_params_are_named_together() -> None:
    class Paging(PageState):
        page: int = StateVar(1, url_key="p")
        size: float = StateVar(10.0, url_key="s")
        note: str = StateVar("", url_key="n")

    with pytest.raises(InvalidQueryParamError) as caught:
        Paging.parse("?p=x&s=1e999&n=fine")
    assert list(caught.value.problems) == ["page", "size"]
    assert caught.value.param == "p"
    assert "?p='x'" in str(caught.value)
    page = caught.value.problems["page"]
    assert (page.cls, page.field, page.param, page.text) == ("Paging", "page", "p", "x")
    assert page.reason == "expected a whole number"
    assert "?s='1e999'" in str(caught.value)
    with pytest.raises(InvalidQueryParamError) as caught:
        Paging.parse("?p=1&p=x")
    assert caught.value.text == "1&x"


def test_repeated_and_empty_params_are_kept_in_order() -> None:
    assert split_query("?b=2&a=&b=1&c") == {"b": ("2", "1"), "a": ("",), "c": ("",)}
    assert split_query("") == {}
