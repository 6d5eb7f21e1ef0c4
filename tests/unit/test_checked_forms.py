"""The check of a form's button: a submission that it rejects is not taken over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, ClassVar

import pytest
from pydantic import Field

from st_page_state import (
    ArgumentError,
    PageState,
    StateVar,
    UnknownFieldError,
    use_ports,
)
from st_page_state_fakes import FakeApp, FakeQuery, FakeSession, FakeStreamlit
from st_page_state_fakes.tab import Tab

FIRST, LAST = date(2026, 5, 1), date(2026, 5, 9)


class Trip(PageState):
    name: Annotated[str, Field(max_length=8)] = StateVar(default="", url_key="name")
    start: date = StateVar(default=FIRST, url_key="from")
    end: date = StateVar(default=LAST, url_key="to")
    saves: int = 0
    seen: ClassVar[list[Any]] = []

    class Config:
        hide_defaults = True

    def problems(self) -> dict[str, str]:
        found = {}
        if not self.name:
            found["name"] = "a trip needs a name"
        if self.end < self.start:
            found["end"] = "it is before the start"
        return found

    @classmethod
    def on_change(cls, field: str, old: Any, new: Any) -> None:
        cls.seen.append(field)


class Days(PageState):
    days: list[dict[str, int]] = StateVar(default_factory=lambda: [{"n": 1}])


@pytest.fixture(autouse=True)
def forget() -> None:
    Trip.seen = []


def save() -> None:
    Trip.saves += 1


def page(st: FakeStreamlit, **more: Any) -> None:
    st.button("Reset", on_click=Trip.reset)
    with Trip.form("trip"):
        st.text_input("Name", **Trip.bind("name"))
        st.date_input("From", **Trip.bind("start"))
        st.date_input("To", **Trip.bind("end"))
        st.form_submit_button("Save", **Trip.bind_submit(check=Trip.problems, **more))
    reasons = {name: error.reason for name, error in Trip.widget_errors().items()}
    st.text(f"{Trip.name!r} {reasons}")


def enter(tab: Tab, **values: Any) -> None:
    for label, value in values.items():
        tab.widget(label).set_value(value)
    tab.button("Save").click()


def entered(tab: Tab) -> list[Any]:
    return [tab.widget(label).value for label in ("Name", "From", "To")]


def test_what_the_check_rejects_is_not_taken_over_and_stays_in_the_widgets() -> None:
    tab = FakeApp(page).open()
    enter(tab, Name="Lund", From=LAST, To=FIRST)
    assert tab.state(Trip) == Trip()
    assert (tab.url, Trip.seen) == ("", [])
    assert tab.texts == ["'' {'end': 'it is before the start'}"]
    assert entered(tab) == ["Lund", LAST, FIRST]
    tab.rerun()
    assert tab.texts == ["'' {'end': 'it is before the start'}"]
    assert entered(tab) == ["Lund", LAST, FIRST]
    enter(tab, To=LAST)
    assert tab.texts == ["'Lund' {}"]
    assert tab.url == "?name=Lund&from=2026-05-09"
    assert len(tab.history) == 2


def test_an_empty_form_that_is_submitted_is_checked() -> None:
    tab = FakeApp(page).open()
    assert tab.texts == ["'' {}"]  # not before
    tab.button("Save").click()
    assert tab.texts == ["'' {'name': 'a trip needs a name'}"]
    enter(tab, Name="Lund")
    assert tab.texts == ["'Lund' {}"]


def test_it_is_checked_once_each_value_fits() -> None:
    tab = FakeApp(page).open()
    enter(tab, Name="much too long", To=date(2026, 4, 1))
    assert "at most 8 characters" in tab.texts[0]
    assert "before the start" not in tab.texts[0]
    enter(tab, Name="Lund")
    assert tab.texts == ["'' {'end': 'it is before the start'}"]


def test_the_callback_is_called_if_nothing_was_rejected_in_the_same_action() -> None:
    tab = FakeApp(lambda st: page(st, on_click=save)).open()
    tab.button("Save").click()
    assert tab.state(Trip).saves == 0
    enter(tab, Name="much too long")
    assert tab.state(Trip).saves == 0
    enter(tab, Name="Lund")
    assert tab.state(Trip) == Trip(name="Lund", saves=1)
    enter(tab)
    assert tab.state(Trip).saves == 2  # nothing was entered, and nothing is wrong


def test_a_callback_may_empty_the_form() -> None:
    def leave(word: str, *, end: str) -> None:
        told.append(f"{word} {Trip.name}{end}")
        Trip.reset()

    told: list[str] = []
    more = {"on_click": leave, "args": ("Bye",), "kwargs": {"end": "!"}}
    tab = FakeApp(lambda st: page(st, **more)).open()
    enter(tab, Name="Lund", To=FIRST)
    assert told == ["Bye Lund!"]
    assert entered(tab) == ["", FIRST, LAST]
    assert tab.state(Trip) == Trip()


def test_a_reset_shows_the_state_again() -> None:
    tab = FakeApp(page).open()
    enter(tab, From=LAST, To=FIRST)
    tab.button("Reset").click()
    assert entered(tab) == ["", FIRST, LAST]
    assert tab.texts == ["'' {}"]
    tab.rerun()
    assert tab.state(Trip) == Trip()


def test_setting_one_field_leaves_the_others_to_the_user() -> None:
    def script(st: FakeStreamlit) -> None:
        st.button("Other end", on_click=Trip.update, kwargs={"end": date(2026, 5, 20)})
        page(st)

    tab = FakeApp(script).open()
    enter(tab, Name="Lund", From=LAST, To=FIRST)
    tab.button("Other end").click()
    assert entered(tab) == ["Lund", LAST, date(2026, 5, 20)]
    assert tab.state(Trip) == Trip(end=date(2026, 5, 20))
    tab.button("Save").click()
    assert tab.state(Trip) == Trip(name="Lund", start=LAST, end=date(2026, 5, 20))


def test_without_a_check_the_button_waits_for_values_that_fit() -> None:
    def script(st: FakeStreamlit) -> None:
        with Trip.form("trip"):
            st.text_input("Name", **Trip.bind("name"))
            st.form_submit_button("Save", **Trip.bind_submit(on_click=save))

    tab = FakeApp(script).open()
    enter(tab, Name="much too long")
    assert tab.state(Trip).saves == 0
    enter(tab, Name="")
    assert tab.state(Trip) == Trip(saves=1)


def test_a_check_may_return_nothing() -> None:
    def script(st: FakeStreamlit) -> None:
        with Trip.form("trip"):
            st.text_input("Name", **Trip.bind("name"))
            st.form_submit_button("Save", **Trip.bind_submit(check=lambda trip: None))

    tab = FakeApp(script).open()
    enter(tab, Name="Lund")
    assert tab.state(Trip).name == "Lund"


def checked_by(check: Any) -> Tab:
    def script(st: FakeStreamlit) -> None:
        with Trip.form("trip"):
            st.text_input("Name", **Trip.bind("name"))
            st.form_submit_button("Save", **Trip.bind_submit(check=check))

    return FakeApp(script).open()


@pytest.mark.parametrize(
    ("answer", "error", "text"),
    [
        ({"nmae": "wrong"}, UnknownFieldError, "Did you mean 'name'"),
        ("wrong", ArgumentError, r"check=\.\.\.\) must return a dict from field to reason"),
        (1 / 4, ArgumentError, "not 0.25"),
    ],
)
def test_what_a_check_returns_is_checked(answer: Any, error: type[Exception], text: str) -> None:
    tab = checked_by(lambda trip: answer)
    tab.widget("Name").set_value("Lund")
    with pytest.raises(error, match=text):
        tab.button("Save").click()
    tab.rerun()
    assert tab.state(Trip) == Trip()  # what failed is given up


def test_a_failing_check_and_a_failing_callback_take_nothing_over() -> None:
    def fail(*_: object) -> Mapping[str, str]:
        raise PermissionError("not you")

    tab = checked_by(fail)
    tab.widget("Name").set_value("Lund")
    with pytest.raises(PermissionError, match="not you"):
        tab.button("Save").click()
    tab.rerun()
    assert tab.state(Trip) == Trip()

    tab = FakeApp(lambda st: page(st, on_click=fail)).open()
    tab.widget("Name").set_value("Lund")
    with pytest.raises(PermissionError, match="not you"):
        tab.button("Save").click()
    tab.rerun()
    assert tab.state(Trip) == Trip()
    assert tab.widget("Name").value == ""


def test_problems_of_fields_that_the_form_has_not_are_another_forms() -> None:
    def script(st: FakeStreamlit) -> None:
        with Trip.form("days"):
            st.date_input("From", **Trip.bind("start"))
            st.date_input("To", **Trip.bind("end"))
            st.form_submit_button("Save", **Trip.bind_submit(check=Trip.problems))

    tab = FakeApp(script).open()
    enter(tab, To=FIRST)  # the trip has no name, and here it cannot get one
    assert tab.state(Trip) == Trip(end=FIRST)


def test_one_form_does_not_hold_back_another_of_its_class() -> None:
    def script(st: FakeStreamlit) -> None:
        with Trip.form("name"):
            st.text_input("Name", **Trip.bind("name"))
            st.form_submit_button("Rename")
        with Trip.form("days"):
            st.date_input("To", **Trip.bind("end"))
            st.form_submit_button("Save", **Trip.bind_submit(check=Trip.problems))
        st.text([*Trip.widget_errors()])

    tab = FakeApp(script).open()
    tab.widget("Name").set_value("much too long")
    tab.button("Rename").click()
    enter(tab, To=FIRST)
    assert tab.state(Trip) == Trip(end=FIRST)
    assert tab.texts == ["['name']"]
    enter(tab, To=date(2026, 4, 1))
    tab.widget("Name").set_value("Lund")
    tab.button("Rename").click()
    assert tab.state(Trip) == Trip(name="Lund", end=FIRST)
    assert tab.texts == ["['end']"]


def test_it_is_for_a_form_of_its_class() -> None:
    with use_ports(FakeSession(), FakeQuery()):
        with pytest.raises(ArgumentError, match=r"in a form of its class: `with Trip\.form"):
            Trip.bind_submit(check=Trip.problems)
        with (
            Trip.form("trip"),
            pytest.raises(ArgumentError, match="check must be a function, not 5"),
        ):
            Trip.bind_submit(check=5)  # type: ignore[arg-type]
        with (
            Trip.form("trip"),
            pytest.raises(ArgumentError, match="on_click must be a function, not 5"),
        ):
            Trip.bind_submit(on_click=5)  # type: ignore[arg-type]


def test_what_code_sets_in_the_same_run_replaces_the_edits() -> None:
    session = FakeSession()
    with use_ports(session, FakeQuery()), Days.form("days"):
        key = Days.bind_editor("days")["key"]
        submit = Days.bind_submit()["on_click"]
    session[key] = {"edited_rows": {0: {"n": 7}}, "added_rows": [], "deleted_rows": []}
    with use_ports(session, FakeQuery()):
        Days.days = [{"n": 5}]
        submit()
        assert Days.days == [{"n": 5}]


def test_it_needs_no_app() -> None:
    session = FakeSession()
    with use_ports(session, FakeQuery()), Trip.form("trip"):
        key = Trip.bind("name")["key"]
        submit = Trip.bind_submit(check=Trip.problems)["on_click"]
    with use_ports(session, FakeQuery()):
        submit()
        assert Trip.widget_errors()["name"].reason == "a trip needs a name"
    session[key] = "Lund"
    with use_ports(session, FakeQuery()):
        submit()
        assert Trip.name == "Lund"
        assert not Trip.widget_errors()
    with use_ports(FakeSession(), FakeQuery("?name=Lund")):
        submit()  # as in a new session
        assert Trip.name == "Lund"
        assert not Trip.widget_errors()
