"""Widgets in forms: a submission arrives whole or not at all."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, ClassVar

import pytest
from pydantic import Field

from st_page_state import ArgumentError, PageState, StateVar, use_ports
from st_page_state_fakes import FakeApp, FakeQuery, FakeSession, FakeStreamlit
from st_page_state_fakes.tab import Tab


class Purchase(PageState):
    name: Annotated[str, Field(max_length=5)] = StateVar(default="ann", url_key="name")
    count: int = StateVar(default=1, url_key="count")
    dates: tuple[date, date] = StateVar(
        default=(date(2026, 1, 1), date(2026, 1, 2)), url_key="dates"
    )
    seen: ClassVar[list[Any]] = []
    errors: ClassVar[dict[str, str]] = {}
    fails: ClassVar[bool] = False

    @classmethod
    def before_set(cls) -> None:
        cls.seen.append("before")

    @classmethod
    def on_change(cls, field: str, old: Any, new: Any) -> None:
        if cls.fails:
            raise PermissionError(field)
        cls.seen.append((field, old, new))


@pytest.fixture(autouse=True)
def forget() -> None:
    Purchase.seen = []
    Purchase.fails = False


def set_count() -> None:
    Purchase.reset("name")
    Purchase.count = 7


def order(st: FakeStreamlit, **options: Any) -> None:
    st.button("Reset name", on_click=lambda: Purchase.reset("name"))
    st.button("Set count", on_click=set_count)
    with Purchase.form("order", **options):
        st.text_input("Name", **Purchase.bind("name"))
        st.number_input("Count", **Purchase.bind("count"))
        st.date_input("Dates", **Purchase.bind("dates"))
        st.form_submit_button("Order")
    Purchase.errors = {name: error.reason for name, error in Purchase.widget_errors().items()}
    st.text(f"{Purchase.name} {Purchase.count}")


def by_hand(st: FakeStreamlit) -> None:
    with st.form("order"):
        st.text_input("Name", **Purchase.bind("name", form=True))
        st.number_input("Count", **Purchase.bind("count", form=True))
        st.date_input("Dates", **Purchase.bind("dates", form=True))
        st.form_submit_button("Order", on_click=lambda: Purchase.seen.append(Purchase.name))


def fill(tab: Tab, name: str, count: int) -> None:
    tab.widget("Name").set_value(name)
    tab.widget("Count").set_value(count)
    tab.button("Order").click()


def test_a_submission_is_one_update() -> None:
    tab = FakeApp(order).open()
    tab.widget("Name").set_value("bob")
    tab.widget("Count").set_value(3)
    assert (tab.state(Purchase).name, Purchase.seen) == ("ann", [])
    tab.button("Order").click()
    assert (tab.state(Purchase).name, tab.state(Purchase).count) == ("bob", 3)
    assert [output.text for output in tab.outputs if output.command == "text"] == ["bob 3"]
    assert len(tab.history) == 3
    assert Purchase.seen == ["before", ("name", "ann", "bob"), ("count", 1, 3)]
    tab.back()
    assert tab.widget("Name").value == tab.state(Purchase).name == "ann"
    assert tab.widget("Count").value == 1


def test_reading_the_state_takes_nothing_from_the_script() -> None:
    looked: list[str] = []

    def script(st: FakeStreamlit) -> None:
        looked.append(app.tabs[0].state(Purchase).name)
        order(st)

    app = FakeApp(script)
    fill(app.open(), "bob", 3)
    assert looked == ["ann", "bob"]
    assert app.tabs[0].state(Purchase) == Purchase(name="bob", count=3)
    assert app.tabs[0].url.startswith("?name=bob&count=3")


def test_the_buttons_callback_sees_the_submission() -> None:
    tab = FakeApp(by_hand).open()
    fill(tab, "bob", 3)
    assert Purchase.seen == ["before", ("name", "ann", "bob"), ("count", 1, 3), "bob"]


def test_one_rejected_value_rejects_the_form_with_all_errors() -> None:
    tab = FakeApp(order).open()
    url = tab.url
    tab.widget("Dates").set_value((date(2026, 5, 1),))
    fill(tab, "much too long", 3)
    assert tab.state(Purchase) == Purchase()
    assert tab.url == url
    assert (tab.widget("Name").value, tab.widget("Count").value) == ("much too long", 3)
    assert list(Purchase.errors) == ["name", "dates"]
    assert "at most 5 characters" in Purchase.errors["name"]
    tab.widget("Name").set_value("bob")
    tab.button("Order").click()
    assert tab.state(Purchase) == Purchase()
    assert list(Purchase.errors) == ["dates"]
    tab.widget("Dates").set_value((date(2026, 5, 1), date(2026, 5, 2)))
    tab.button("Order").click()
    assert tab.state(Purchase) == Purchase(
        name="bob", count=3, dates=(date(2026, 5, 1), date(2026, 5, 2))
    )
    assert Purchase.errors == {}
    assert len(tab.history) == 3


def test_a_reset_shows_the_state_in_a_rejected_form() -> None:
    tab = FakeApp(order).open()
    fill(tab, "much too long", 3)
    tab.button("Set count").click()
    assert (tab.widget("Name").value, tab.widget("Count").value) == ("ann", 7)
    assert tab.state(Purchase) == Purchase(count=7)


def test_setting_the_rejected_field_submits_the_others() -> None:
    tab = FakeApp(order).open()
    fill(tab, "much too long", 3)
    tab.button("Reset name").click()
    assert tab.state(Purchase) == Purchase()
    assert (tab.widget("Name").value, tab.widget("Count").value) == ("ann", 3)
    tab.rerun()
    assert tab.state(Purchase) == Purchase(count=3)


def test_a_rejected_field_set_elsewhere_holds_nothing_back() -> None:
    session = FakeSession()
    with use_ports(session, FakeQuery()):
        name, count = (Purchase.bind(field, form=True)["key"] for field in ("name", "count"))
    session.update({name: "much too long", count: 3})
    with use_ports(session, FakeQuery()):
        assert list(Purchase.widget_errors()) == ["name"]
        Purchase.reset("name")
    with use_ports(session, FakeQuery()):
        assert (Purchase.name, Purchase.count) == ("ann", 3)


def test_a_failing_hook_rolls_back_the_submission_once() -> None:
    tab = FakeApp(order).open()
    Purchase.fails = True
    tab.widget("Name").set_value("bob")
    with pytest.raises(PermissionError):
        tab.button("Order").click()
    assert tab.state(Purchase) == Purchase()
    tab.rerun()
    assert tab.widget("Name").value == "ann"
    Purchase.fails = False
    fill(tab, "bob", 3)
    assert tab.state(Purchase) == Purchase(name="bob", count=3)


def test_clear_on_submit_empties_the_widgets_and_keeps_the_state() -> None:
    tab = FakeApp(lambda st: order(st, clear_on_submit=True)).open()
    fill(tab, "bob", 3)
    assert tab.state(Purchase) == Purchase(name="bob", count=3)
    assert tab.widget("Name").value == ""
    tab.rerun()
    assert tab.state(Purchase) == Purchase(name="bob", count=3)


def test_a_form_needs_no_app() -> None:
    session = FakeSession()
    with use_ports(session, FakeQuery()), Purchase.form("order") as place:
        assert place is None
        bound = Purchase.bind("name")
        assert list(bound) == ["key"]
    with use_ports(session, FakeQuery()):
        assert "on_change" in Purchase.bind("count")
        session[bound["key"]] = "bob"
        assert Purchase.name == "ann"
    with use_ports(session, FakeQuery()):
        assert Purchase.name == "bob"


def test_a_widget_that_leaves_its_form_has_a_callback_again() -> None:
    session = FakeSession()
    with use_ports(session, FakeQuery()):
        key = Purchase.bind("name", form=True)["key"]
    with use_ports(session, FakeQuery()):
        Purchase.bind("name")
    session[key] = "bob"
    with use_ports(session, FakeQuery()):
        assert Purchase.name == "ann"


def test_a_field_that_is_gone_is_left_alone() -> None:
    def first() -> type[PageState]:
        class Edited(PageState):
            name: str = StateVar(default="ann")
            count: int = StateVar(default=1)

            class Config:
                namespace = "edited"

        return Edited

    def second() -> type[PageState]:
        class Edited(PageState):
            count: int = StateVar(default=1)

            class Config:
                namespace = "edited"

        return Edited

    session = FakeSession()
    with use_ports(session, FakeQuery()):
        key = first().bind("name", form=True)["key"]
    session[key] = "bob"
    with use_ports(session, FakeQuery()):
        assert second().dump() == {"count": 1}


@pytest.mark.parametrize("version", ["1.37", "1.67"])
def test_a_recreated_form_widget_submits_nothing(version: str) -> None:
    def script(st: FakeStreamlit) -> None:
        runs = st.session_state.setdefault("runs", 0)
        st.session_state.runs = runs + 1
        with Purchase.form("order"):
            st.slider("Count", 0, 10 + runs, **Purchase.bind("count"))
            st.form_submit_button("Order")

    tab = FakeApp(script, streamlit=version).open("?count=7")
    for _ in range(4):
        tab.rerun()
        assert tab.state(Purchase).count == 7
    assert tab.widget("Count").value == 7
    tab.widget("Count").set_value(3)
    tab.button("Order").click()
    assert tab.state(Purchase).count == 3


def test_a_form_is_named_by_a_text() -> None:
    name: Any = 5
    with (
        use_ports(FakeSession(), FakeQuery()),
        pytest.raises(ArgumentError, match=r"form\(\) takes the form's name, a text, not an int"),
        Purchase.form(name),
    ):
        pass
