"""Comparison of URLs: the texts that count as addresses, and the reported differences."""

from __future__ import annotations

import pytest

from st_page_state_fakes.url_difference import url_difference

WRITTEN = "the same params, but the texts are written (percent-encoded) differently"


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("?a=1", "", ["param a: only left, '1'"]),
        ("?", "?a=1&a=", ["param a: only right, ['1', '']"]),
        ("?a=1&b=2&c=3", "?a=2&c=3&b=2", [
            "param a: '1' != '2'", "order: b, c != c, b", "2 params are the same",
        ]),
        ("?a=1&b=2", "?b=2&a=1", ["order: a, b != b, a", "2 params are the same"]),
        ("?a=1&b=2&a=3", "?a=1&a=3&b=2", ["order: a, b, a != a, a, b", "2 params are the same"]),
        ("?a=1&a=2", "?a=2&a=1", ["param a: ['1', '2'] != ['2', '1'] (in another order)"]),
        ("?a=x%20y", "?a=x+y", [WRITTEN]),
        ("?a%0A=1", "?a=1", ["param 'a\\n': only left, '1'", "param a: only right, '1'"]),
        ("?q=%C3%A9", "?q=e", ["param q: 'é' != 'e'"]),
        ("https://one.example/?a=1", "https://two.example/?a=1", [
            "address: 'https://one.example/' != 'https://two.example/'", "1 param is the same",
        ]),
        ("/map?a=1#top", "/map", ["param a: only left, '1'", "fragment: 'top' != ''"]),
        ("localhost:8501/?a=1", "localhost:8501/?b=1", [
            "param a: only left, '1'", "param b: only right, '1'",
        ]),
        ("HTTPS://ONE.example/?a=1", "HTTP://ONE.example/", [
            "address: 'HTTPS://ONE.example/' != 'HTTP://ONE.example/'", "param a: only left, '1'",
        ]),
        ({"a": ("1",)}, {}, ["param a: only left, '1'"]),
        ({"a": ("1",), "b": ()}, {"a": ("1",), "b": ("",)}, [
            "param b: [] != ''", "1 param is the same",
        ]),
    ],
)  # fmt: skip
def test_addresses_and_params(left: object, right: object, expected: list[str]) -> None:
    assert url_difference(left, right) == expected


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("what?", "why?"),
        ("what? a=1", "what? a=2"),
        ("?", "??"),
        ("?a=1", "ready"),
        ("?a=1", "two words"),
        ("f(x)?a=1:2", "f(y)?a=1:2"),
        ("is it?a=1", "?a=1"),
        ("https://one.example", "https://two.example"),
        ("", ""),
        ("?a=1", None),
        ({}, {}),
        ({"a": 1}, {"a": 2}),
        ({"a": ("1",)}, {"a": "1"}),
        ({"a": ("1",)}, {"a": (1,)}),
        ({1: ("1",)}, {1: ("2",)}),
        ([("a", "1")], [("a", "2")]),
    ],
)
def test_anything_else_is_left_alone(left: object, right: object) -> None:
    assert url_difference(left, right) is None
