"""``st.query_params`` of the simulated Streamlit as a mapping."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from st_page_state_fakes import FakeApp


class HasKeys:
    """An object with ``keys`` that ``update`` takes as a mapping although it is none."""

    def keys(self) -> list[str]:
        return ["b", "a"]

    def __getitem__(self, name: str) -> str:
        return name.upper()


def after(change: Callable[[Any], Any]) -> tuple[dict[str, str], str]:
    """Change the params of ``?z=0``; return them as a script sees them, and the address."""
    tab = FakeApp(lambda st: None).open("?z=0")
    with tab.run() as st:
        change(st.query_params)
        seen = st.query_params.to_dict()
    return seen, tab.url


@pytest.mark.parametrize(
    ("given", "seen", "url"),
    [
        ({"a": 1, "b": True}, {"a": "1", "b": "True"}, "?a=1&b=True"),
        ([("a", 1), ("b", [2, 3])], {"a": "1", "b": "3"}, "?a=1&b=2&b=3"),
        ({"a": "1"}.items(), {"a": "1"}, "?a=1"),
        (HasKeys(), {"b": "B", "a": "A"}, "?b=B&a=A"),
        ({"a": [], "b": "1"}, {"a": "", "b": "1"}, "?b=1"),
    ],
    ids=["mapping", "pairs", "items", "has keys", "no text"],
)
@pytest.mark.parametrize("how", ["from_dict", "update"])
def test_it_takes_mappings_and_pairs_of_anything_that_can_be_text(
    how: str, given: Any, seen: dict[str, str], url: str
) -> None:
    if how == "update":
        seen, url = {"z": "0", **seen}, "?z=0&" + url[1:]
    assert after(lambda params: getattr(params, how)(given)) == (seen, url)


def test_a_param_without_texts_is_there_until_the_next_run() -> None:
    tab = FakeApp(lambda st: st.text(dict(st.query_params))).open("?a=1")
    with tab.run() as st:
        st.query_params["a"] = []
        assert (st.query_params["a"], st.query_params.get_all("a")) == ("", [])
        assert repr(st.query_params) == "FakeQueryParams({'a': []})"
    tab.rerun()
    assert (tab.texts, tab.url) == (["{}"], "")


@pytest.mark.parametrize(
    ("refused", "error"),
    [
        (lambda params: params["b"], KeyError),
        (lambda params: params.b, AttributeError),
        (lambda params: params.pop("b"), KeyError),
        (lambda params: delattr(params, "b"), AttributeError),
    ],
)
def test_a_param_that_is_not_there_is_named(
    refused: Callable[[Any], Any], error: type[Exception]
) -> None:
    with pytest.raises(error) as told:
        after(refused)
    assert told.value.args == ('st.query_params has no key "b".',)
