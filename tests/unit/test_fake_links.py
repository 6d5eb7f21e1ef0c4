"""Links between the pages of a simulated app: which there are, and where each one leads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from st_page_state_fakes import FakeApp, Tab
from st_page_state_fakes.handles import FakeWidget


def nothing(st: Any) -> None:
    """A page without anything on it."""


def tab_of(script: Any) -> Tab:
    return FakeApp(script, pages={"map": nothing, "table": nothing}).open()


def links(tab: Tab) -> list[FakeWidget]:
    return [widget for widget in tab.widgets if widget.command == "page_link"]


class TestTheSameLinkTwice:
    def test_it_may_stand_on_a_page_as_often_as_a_script_likes(self) -> None:
        def script(st: Any) -> None:
            for _ in range(3):
                st.page_link("map", label="Map")
                st.page_link("table", label="Table")

        assert [link.label for link in links(tab_of(script))] == ["Map", "Table"] * 3

    def test_one_in_a_fragment_stays_beside_one_around_it(self) -> None:
        def script(st: Any) -> None:
            @st.fragment
            def part() -> None:
                st.page_link("map", label="inside")
                st.page_link("map", label="both")
                st.checkbox("Sure")

            st.page_link("map", label="both")
            part()

        tab = tab_of(script)
        tab.widget("Sure").set_value(True)
        assert [link.label for link in links(tab)] == ["both", "inside", "both"]

    @pytest.mark.parametrize(
        ("left", "number", "url"),
        [([1, 2], 2, "/map?row=2"), ([0, 1], 3, "/table?row=2"), ([], 3, "/table?row=2")],
    )
    def test_a_held_one_leads_where_it_led_when_one_like_it_is_gone(
        self, left: list[int], number: int, url: str
    ) -> None:
        def script(st: Any) -> None:
            for row in left if st.checkbox("Fewer") else range(3):
                st.page_link("map", label="Open", query_params={"row": row})
            st.page_link("table", label="Open", query_params={"row": 2})

        tab = tab_of(script)
        held = links(tab)[number]
        tab.widget("Fewer").set_value(True)
        held.set_value(True)
        assert tab.url == url


@pytest.mark.parametrize(
    ("params", "url"),
    [
        (None, "/map"),
        ({}, "/map"),
        ({"a": "1", "b": ["2", "3"]}, "/map?a=1&b=2&b=3"),
        ([("a", "1"), ("b", "2"), ("a", ["3", "4"])], "/map?a=1&a=3&a=4&b=2"),
    ],
)
def test_its_params_are_the_address_it_leads_to(params: Mapping[str, Any] | None, url: str) -> None:
    tab = tab_of(lambda st: st.page_link("map", label="Map", query_params=params))
    tab.button("Map").click()
    assert tab.url == url


def test_an_empty_label_stays_empty() -> None:
    assert [link.label for link in links(tab_of(lambda st: st.page_link("map", label="")))] == [""]


def test_one_that_leads_away_is_shown_with_its_label() -> None:
    tab = tab_of(lambda st: st.page_link("https://example.org", label="Away"))
    assert [(output.command, output.args, output.kwargs) for output in tab.outputs] == [
        ("page_link", ("https://example.org",), {"label": "Away"})
    ]


def test_the_address_of_a_page_loses_only_the_slashes_around_it() -> None:
    def script(st: Any) -> None:
        found = st.Page(lambda: None, title="X", url_path=" /XmasX/ ")
        st.text(found.url_path)

    assert tab_of(script).texts == ["XmasX"]
