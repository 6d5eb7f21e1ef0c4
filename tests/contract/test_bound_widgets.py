"""Each row of bound widgets as a user expects it, on Streamlit and on FakeApp."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
import streamlit
from streamlit.testing.v1 import AppTest

import widget_table
from contract.bound_pages import (
    BEFORE,
    CALLBACK,
    NEWEST,
    RESET,
    VERSION,
    FakePage,
    Page,
    Params,
    RealPage,
    real_script,
)
from contract.bound_row import Bound, Unbound, Value
from contract.bound_widgets import BOUND, UNBOUND
from st_page_state import PageState, StateVar
from st_page_state_fakes import FakeApp
from st_page_state_fakes.commands.openable import Openable
from st_page_state_fakes.commands.widgets import Widgets
from st_page_state_fakes.errors import NotSimulatedError

pytestmark = pytest.mark.no_cover  # others reach its lines sooner

Open = Callable[..., Page]
USES = {"AppTest": "under_apptest", "FakeApp": "simulated"}


def each(rows: Sequence[Bound | Unbound]) -> Any:
    """Run a test with each row, on Streamlit and, if it has the widget, on FakeApp."""
    cases = [
        pytest.param(row, side, id=f"{row}-{side}")
        for row in rows
        for side in ("AppTest", "FakeApp")
        if getattr(row, USES[side], True)
    ]
    return pytest.mark.parametrize(("row", "side"), cases)


NOT_SIMULATED = [row for row in BOUND if not row.simulated and row.under_apptest]
each_row = each(BOUND)
each_that_refuses = each([row for row in BOUND if row.refused])


@pytest.fixture
def open_page(side: str) -> Open:
    """Return a function that opens a row's page, optionally at a deep link to a value."""

    def open_page(row: Bound, value: Value | None = None) -> Page:
        params = {} if value is None else params_of(value)
        if side == "FakeApp":
            return FakePage(row, params)
        need(row)
        return RealPage(row, params)

    return open_page


def need(row: Bound | Unbound) -> None:
    """Skip if the installed Streamlit lacks the widget."""
    if tuple(map(int, row.since.split("."))) > VERSION:
        assert not hasattr(streamlit, row.command) or row.command in ("dataframe", "multiselect")
        pytest.skip(f"st.{row.command} can be bound from Streamlit {row.since} on")


def params_of(value: Value) -> Params:
    return {"v": value.texts} if value.texts else {}


def exactly(value: Any) -> Any:
    """Return a value with its types: 1 is not 1.0, and a str is not an Enum member."""
    items = value if isinstance(value, list | tuple | set | frozenset) else ()
    return type(value), value, sorted((type(item).__name__, str(item)) for item in items)


def listed(value: Any) -> Any:
    """Return a sequence as a list: each widget chooses between lists and tuples."""
    return list(value) if isinstance(value, tuple) else value


def check(page: Page, value: Value, *, drawn: bool = True) -> None:
    """Assert that state, address, returned value and widget agree."""
    assert exactly(page.seen["state"]) == exactly(value.state)
    assert page.params == params_of(value)
    assert page.seen["errors"] == {}
    if drawn:
        assert listed(page.seen["returned"]) in (listed(value.widget), listed(value.given))
        assert listed(page.shown) in (listed(value.widget), listed(value.given))


@each_row
def test_a_deep_link_is_unchanged_until_a_reset(row: Bound, open_page: Open) -> None:
    page = open_page(row, row.link)
    check(page, row.link)
    page.rerun()
    check(page, row.link)
    if isinstance(page, FakePage):
        assert len(page.tab.history) == 1
    page.click(RESET)
    check(page, row.default)


@each_row
def test_it_starts_with_the_state_and_the_state_follows_edits(row: Bound, open_page: Open) -> None:
    page = open_page(row)
    check(page, row.default)
    for value in row.entered:
        page.enter(value.widget)
        check(page, value)


@each_row
@pytest.mark.parametrize("button", [CALLBACK, BEFORE])
def test_a_value_set_by_code_reaches_the_widget(row: Bound, open_page: Open, button: str) -> None:
    page = open_page(row)
    page.click(button)
    check(page, row.code)


@each_row
def test_edits_and_code_can_alternate(row: Bound, open_page: Open) -> None:
    page = open_page(row, row.link)
    page.enter(row.entered[0].widget)
    page.click(RESET)
    check(page, row.default)
    page.enter(row.entered[0].widget)
    check(page, row.entered[0])


@each_row
def test_the_apps_callback_is_called_for_edits_only(row: Bound, open_page: Open) -> None:
    page = open_page(row, row.link)
    page.rerun()
    page.click(RESET)
    page.click(CALLBACK)
    page.click(RESET)
    page.hide(True)
    page.hide(False)
    assert page.calls == []
    page.enter(row.entered[0].widget)
    assert page.calls == [row.entered[0].state]


@each_row
def test_a_widget_shown_again_has_the_present_value(row: Bound, open_page: Open) -> None:
    page = open_page(row)
    page.enter(row.entered[0].widget)
    page.hide(True)
    check(page, row.entered[0], drawn=False)
    page.hide(False)
    check(page, row.entered[0])
    page.hide(True)
    page.click(RESET)
    check(page, row.default, drawn=False)
    page.hide(False)
    check(page, row.default)


@each_row
def test_back_brings_back_state_and_widget(row: Bound, open_page: Open) -> None:
    page = open_page(row)
    page.enter(row.entered[0].widget)
    page.back(params_of(row.default))
    check(page, row.default)
    if isinstance(page, FakePage):
        page.tab.forward()
        check(page, row.entered[0])


@each_that_refuses
def test_a_rejected_value_is_reported_until_it_is_corrected(row: Bound, open_page: Open) -> None:
    page = open_page(row, row.link)
    for refusal in row.refused:
        page.enter(refusal.widget)
        assert refusal.reason in page.seen["errors"]["value"]
        assert exactly(page.seen["state"]) == exactly(row.link.state)
        assert page.params == params_of(row.link)
        assert listed(page.seen["returned"]) == listed(page.shown) == listed(refusal.widget)
        page.enter(row.entered[0].widget)
        check(page, row.entered[0])
    page.enter(row.refused[0].widget)
    page.click(RESET)
    check(page, row.default)


@pytest.mark.parametrize("row", NOT_SIMULATED, ids=str)
def test_fake_app_names_unsimulated_widgets(row: Bound) -> None:
    with pytest.raises(NotSimulatedError, match=r"FakeApp\(\"app\.py\"\)"):
        FakePage(row, {})


class Named(PageState):
    name: str = StateVar("Ann", url_key="name")


def call(st: Any, row: Unbound, raised: list[Exception]) -> None:
    try:
        getattr(st, row.command)(*row.args, **Named.bind("name"))
    except Exception as error:  # noqa: BLE001 - the test compares the error
        raised.append(error)


@each(UNBOUND)
def test_a_widget_that_cannot_be_bound_raises_streamlits_error(row: Unbound, side: str) -> None:
    raised: list[Exception] = []
    if side == "FakeApp":
        FakeApp(lambda st: call(st, row, raised)).open()
        assert [type(error).__name__ for error in raised] == [row.error]
        return
    need(row)
    AppTest.from_function(real_script, args=(call, row, raised)).run()
    (error,) = raised
    if VERSION >= NEWEST:
        assert type(error).__name__ == row.error
        assert row.message in str(error)
    else:
        assert type(error).__name__ in (row.error, "StreamlitAPIException")


def test_the_handbook_has_the_table_of_these_rows() -> None:
    text = widget_table.PAGE.read_text(encoding="utf-8")
    assert text == widget_table.with_table(text), "run: python tests/widget_table.py"


def test_every_widget_of_the_fake_is_in_a_row() -> None:
    commands = {name for name in dir(Widgets) if not name.startswith("_")}
    commands |= {name for name in dir(Openable) if name in ("expander", "popover", "tabs")}
    assert commands <= {row.command for row in [*BOUND, *UNBOUND]}
