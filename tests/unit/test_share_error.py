"""How long share_error() tells of a link that could not be opened."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from drivers.runs import StoreTab
from st_page_state import PageState, StateVar
from st_page_state.actions import reset_all, share_error
from st_page_state_fakes import FakeApp
from st_page_state_fakes.commands.streamlit import FakeStreamlit
from st_page_state_fakes.store import FakeStore
from st_page_state_fakes.tab import Tab

DEAD = "x" * 22
UNKNOWN = "it was never made, has expired or was taken back"
DAMAGED = "it is damaged or incomplete"


class Shown(PageState):
    zoom: int = StateVar(default=1, url_key="zoom")
    note: str = StateVar(default="")


class Beside(PageState):
    open: bool = StateVar(default=False, url_key="open")

    class Config:
        url_selfish = False


@pytest.fixture(params=[DEAD, "short"])
def tab(request: pytest.FixtureRequest) -> StoreTab:
    tab = StoreTab(FakeStore(), f"?share={request.param}")
    with tab.run():
        assert (Shown.zoom, Beside.open) == (1, False)
        assert share_error() in (UNKNOWN, DAMAGED)
    return tab


def test_it_stays_over_reruns_and_touches(tab: StoreTab) -> None:
    for _ in range(2):
        with tab.run():
            Shown.note = "no field of the address"
            assert (Shown.zoom, share_error() != "") == (1, True)


@pytest.mark.parametrize(
    "act",
    [
        lambda: setattr(Shown, "zoom", 2),
        lambda: setattr(Beside, "open", True),
        Shown.focus,
        reset_all,
    ],
    ids=["claim", "claim of a class that purges nothing", "focus", "reset_all"],
)
def test_it_is_over_when_the_state_is_another(tab: StoreTab, act: Callable[[], object]) -> None:
    with tab.run():
        act()
        assert share_error() == ""
    with tab.run():
        Beside.open = not Beside.open
    with tab.run():
        assert (Shown.zoom in (1, 2), share_error()) == (True, "")


def test_it_is_over_when_the_address_has_other_values(tab: StoreTab) -> None:
    tab.query.go("?zoom=5")
    with tab.run():
        assert (Shown.zoom, share_error()) == (5, "")


@pytest.mark.parametrize("text", [DEAD, "short"])
def test_what_a_link_has_beside_it_leaves_its_error(text: str) -> None:
    tab = StoreTab(FakeStore())
    with tab.run():
        assert (Shown.zoom, Beside.open) == (1, False)
    tab.query.go(f"?share={text}&zoom=4&open=true")
    with tab.run():
        assert (Shown.zoom, Beside.open) == (4, True)
        assert share_error() in (UNKNOWN, DAMAGED)


def told(tab: Tab) -> list[str]:
    return [text for text in tab.texts if text]


def pages(st: FakeStreamlit) -> None:
    st.number_input("Zoom", step=1, **Shown.bind("zoom"))
    st.caption(share_error())


def elsewhere(st: FakeStreamlit) -> None:
    st.caption(share_error())


@pytest.mark.parametrize("text", [DEAD, "short"])
def test_it_is_over_on_another_page(text: str) -> None:
    ann = FakeApp(pages, pages={"elsewhere": elsewhere}).open(f"?share={text}")
    first = told(ann)
    assert first in ([UNKNOWN], [DAMAGED])
    ann.switch_page("elsewhere")
    assert told(ann) == []


@pytest.mark.parametrize("text", [DEAD, "short"])
def test_going_back_to_the_link_tells_of_it_again(text: str) -> None:
    ann = FakeApp(pages).open(f"?share={text}")
    ann.widget("Zoom").set_value(3)
    assert told(ann) == []
    while ann.url != f"?share={text}":
        before = ann.url
        ann.back()
        if ann.url == before:
            break
    assert told(ann) in ([UNKNOWN], [DAMAGED])
