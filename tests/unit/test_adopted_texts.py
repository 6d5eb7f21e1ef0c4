"""Adoption of texts from the URL: values set, errors cleared, hooks called."""

from __future__ import annotations

from typing import Any, ClassVar

import pytest

from st_page_state import PageState, StateVar
from st_page_state.errors import InvalidQueryParamError
from st_page_state_fakes import FakeApp, FakeQuery, FakeStreamlit


class Filters(PageState):
    page: int = StateVar(default=1, url_key="p")


class Told(PageState):
    n: int = StateVar(default=1, url_key="n")
    m: int = StateVar(default=1, url_key="m")
    sizes: list[int] = StateVar(default_factory=list, url_key="s")
    told: ClassVar[list[dict[str, Any]]] = []

    @classmethod
    def on_adopt(cls, changed: dict[str, Any]) -> None:
        cls.told.append(changed)


def test_on_adopt_gets_changed_fields_only(ports: None, query: FakeQuery) -> None:
    Told.told.clear()
    assert (Told.n, Told.m) == (1, 1)
    query.go("?n=5&m=01&s=7")
    assert Told.dump() == {"n": 5, "m": 1, "sizes": [7]}
    assert Told.told == [{"n": 5, "sizes": [7]}]
    assert query.params == {"n": ("5",), "m": ("1",), "s": ("7",)}


def test_another_spelling_of_the_same_value_is_no_change(ports: None, query: FakeQuery) -> None:
    Told.told.clear()
    assert Told.n == 1
    query.go("?n=01&m=1&s=")
    assert (Told.n, Told.told) == (1, [])


def test_a_rejected_list_is_quoted_as_in_the_url(ports: None, query: FakeQuery) -> None:
    query.go("?s=1&s=x")
    assert Told.sizes == []
    assert Told.url_errors()["sizes"].text == "1&x"


def test_an_error_in_on_url_error_propagates_at_landing(ports: None, query: FakeQuery) -> None:
    class Strict(PageState):
        n: int = StateVar(default=1, url_key="n")

        @classmethod
        def on_url_error(cls, field: str, text: str, error: InvalidQueryParamError) -> None:
            raise PermissionError(f"{field} {text}")

    query.go("?n=x")
    with pytest.raises(PermissionError, match="n x"):
        _ = Strict.n
    assert query.params == {"n": ("x",)}


def test_an_adopted_value_clears_the_widget_error() -> None:
    def script(st: FakeStreamlit) -> None:
        st.number_input("Page", value=None, **Filters.bind("page"))
        st.text(", ".join(Filters.widget_errors()))

    tab = FakeApp(script).open("?p=1")
    tab.widget("Page").set_value(2)
    tab.widget("Page").set_value(None)
    assert tab.texts == ["page"]
    tab.back()
    assert (tab.widget("Page").value, tab.texts) == (1, [""])


def test_a_landing_text_outlasts_another_classs_landing(ports: None, query: FakeQuery) -> None:
    query.go("?p=3&n=5")
    assert Filters.page == 3
    query.go("?p=3")
    assert Told.n == 5
