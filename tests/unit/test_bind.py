"""bind(): the protocol between a field and the session key of its widget."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, ClassVar

import pytest
from pydantic import Field

from st_page_state import PageState, StateVar, UnknownFieldError, use_ports
from st_page_state_fakes import FakeQuery, FakeSession


class Form(PageState):
    n: int = StateVar(1, url_key="n")
    tags: set[str] = StateVar(default_factory=set, url_key="t")
    dates: tuple[date, date] = StateVar((date(2026, 1, 1), date(2026, 1, 2)))
    word: str = StateVar("", url_key="w")


KEY = Form.__page_state__.namespace + ".n"


class Widget:
    """A keyed widget as Streamlit treats it: its value is in the session under the key."""

    def __init__(self, session: FakeSession, bound: dict[str, Any]) -> None:
        self._session, self.key, self._changed = session, bound["key"], bound["on_change"]

    @property
    def value(self) -> Any:
        return self._session[self.key]

    def enter(self, value: Any, *, called: bool = True) -> None:
        self._session[self.key] = value
        if called:
            self._changed()


@pytest.fixture
def widget(ports: None, session: FakeSession) -> Callable[..., Widget]:
    return lambda *args, **kwargs: Widget(session, Form.bind(*args, **kwargs))


def test_the_key_is_readable_and_ends_in_class_and_field(widget: Callable[..., Widget]) -> None:
    assert widget("n").key == f"{__name__}:Form.n"


def test_no_two_widgets_have_one_key(ports: None) -> None:
    def declared(module: str, qualname: str, namespace: str | None = None) -> Any:
        options = {"Config": type("Config", (), {"namespace": namespace})} if namespace else {}
        body = {"__module__": module, "__qualname__": qualname, "__annotations__": {"n": int}}
        return type(PageState)("X", (PageState,), {**body, **options, "n": StateVar(1)})

    classes = [
        declared("a", "X"),
        declared("b", "X"),
        declared("a", "Y.X"),
        declared("c", "X", "a"),
        declared("c", "Y.X", "a"),
        declared("d", "X", "a::X"),
        declared("e", "X", "a:"),
    ]
    keys = [cls.bind("n", key=key)["key"] for cls in classes for key in (None, "n", "n#n")]
    assert len(set(keys)) == len(keys)
    assert keys[:2] == ["a:X.n", "a:X.n#n"]


def test_the_widget_shows_the_state_and_the_state_takes_the_widgets_value(
    widget: Callable[..., Widget], query: FakeQuery
) -> None:
    n = widget("n")
    assert n.value == 1
    n.enter(5.0)
    assert Form.n == 5
    assert query.params["n"] == ("5",)
    assert len(query.updates) == 2
    widget("n")
    assert len(query.updates) == 2


def test_programmatic_changes_reach_the_widget(widget: Callable[..., Widget]) -> None:
    widget("n")
    Form.n = 7
    assert widget("n").value == 7
    Form.reset("n")
    assert widget("n").value == 1


def test_an_adopted_url_reaches_the_widget(widget: Callable[..., Widget], query: FakeQuery) -> None:
    widget("n")
    query.go("?n=9")
    assert widget("n").value == 9


def test_an_undrawn_widget_loses_nothing(
    widget: Callable[..., Widget], session: FakeSession
) -> None:
    widget("n").enter(5)
    del session[KEY]
    assert widget("n").value == 5


def test_an_edit_whose_callback_did_not_run_is_not_lost(
    widget: Callable[..., Widget], query: FakeQuery
) -> None:
    widget("n").enter(5, called=False)
    assert widget("n").value == 5
    assert Form.n == 5
    assert query.params["n"] == ("5",)


def test_an_edit_survives_a_cleared_session(
    widget: Callable[..., Widget], session: FakeSession
) -> None:
    n = widget("n")
    del session["st_page_state"]
    n.enter(5)
    assert Form.n == widget("n").value == 5


class TestARejectedValue:
    def test_stays_in_the_widget_while_the_state_keeps_its_last_valid_one(
        self, widget: Callable[..., Widget]
    ) -> None:
        dates = widget("dates")
        dates.enter((date(2026, 5, 1),))
        assert Form.dates == (date(2026, 1, 1), date(2026, 1, 2))
        error = Form.widget_errors()["dates"]
        assert (error.cls, error.field) == ("Form", "dates")
        assert "2026" not in str(error)
        assert widget("dates").value == (date(2026, 5, 1),)
        dates.enter((date(2026, 5, 1), date(2026, 5, 9)))
        assert Form.widget_errors() == {}
        assert Form.dates == (date(2026, 5, 1), date(2026, 5, 9))

    def test_is_replaced_once_the_field_is_set(self, widget: Callable[..., Widget]) -> None:
        widget("n").enter("x")
        assert list(Form.widget_errors()) == ["n"]
        Form.n = 8
        assert Form.widget_errors() == {}
        assert widget("n").value == 8

    def test_is_reported_even_if_the_callback_did_not_run(
        self, widget: Callable[..., Widget]
    ) -> None:
        widget("n").enter(None, called=False)
        assert widget("n").value is None
        assert list(Form.widget_errors()) == ["n"]

    def test_is_forgotten_when_the_old_value_is_entered_again(
        self, widget: Callable[..., Widget]
    ) -> None:
        n = widget("n")
        n.enter("x")
        n.enter(1, called=False)
        assert widget("n").value == 1
        assert Form.widget_errors() == {}

    def test_a_value_without_a_url_text_is_rejected_too(
        self, widget: Callable[..., Widget]
    ) -> None:
        widget("word").enter("\ud800")
        assert Form.word == ""
        assert "surrogate" in Form.widget_errors()["word"].reason


class TestAFirstValue:
    def test_sets_the_state_without_a_claim(self) -> None:
        query = FakeQuery("?junk=1")
        with use_ports(FakeSession(), query):
            assert Form.n == 1
            Form.bind("n", value=10)
            assert Form.n == 10
        assert query.params == {"junk": ("1",), "n": ("10",), "t": ("",), "w": ("",)}

    def test_gives_way_to_the_url(self) -> None:
        with use_ports(FakeSession(), FakeQuery("?n=1")):
            Form.bind("n", value=10)
            assert Form.n == 1

    def test_gives_way_to_code_and_is_never_used_again(self, widget: Callable[..., Widget]) -> None:
        Form.bind("n", value=10)
        Form.reset("n")
        assert widget("n", value=20).value == 1


class TestOwnCallback:
    def test_is_called_after_the_state_is_set_with_its_arguments(
        self, widget: Callable[..., Widget]
    ) -> None:
        called: list[Any] = []

        def changed(*args: Any, **kwargs: Any) -> None:
            called.append((Form.n, args, kwargs))

        widget("n", on_change=changed, args=(1,), kwargs={"x": 2}).enter(5)
        assert called == [(5, (1,), {"x": 2})]

    def test_its_writes_are_part_of_the_same_update(
        self, widget: Callable[..., Widget], query: FakeQuery
    ) -> None:
        def changed() -> None:
            Form.word = "x"

        n = widget("n", on_change=changed)
        updates = len(query.updates)
        n.enter(5)
        assert len(query.updates) == updates + 1
        assert query.params == {"n": ("5",), "t": ("",), "w": ("x",)}

    def test_is_not_called_for_a_rejected_value(self, widget: Callable[..., Widget]) -> None:
        called: list[int] = []
        widget("n", on_change=called.append, args=[1]).enter("x")
        assert called == []

    def test_rolls_back_the_edit_once_if_it_fails(self, widget: Callable[..., Widget]) -> None:
        def fail() -> None:
            raise ZeroDivisionError

        n = widget("n", on_change=fail)
        with pytest.raises(ZeroDivisionError):
            n.enter(5)
        assert Form.n == 1
        assert widget("n", on_change=fail).value == 1


def test_an_invalid_in_place_change_delays_an_edit_by_one_run(
    ports: None, session: FakeSession
) -> None:
    class Listed(PageState):
        n: int = StateVar(1)
        tags: list[str] = StateVar(default_factory=list)

    n = Widget(session, Listed.bind("n"))
    Listed.tags.append(object())  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"Listed\.tags"):
        n.enter(5)
    assert Widget(session, Listed.bind("n")).value == 5
    assert Listed.n == 5


def test_a_failing_on_change_hook_rolls_back_the_edit(session: FakeSession) -> None:
    class Guarded(PageState):
        n: int = StateVar(1)
        allowed: ClassVar[bool] = False

        @classmethod
        def on_change(cls, field: str, old: Any, new: Any) -> None:
            if not cls.allowed:
                raise PermissionError

    with use_ports(session, FakeQuery()):
        n = Widget(session, Guarded.bind("n"))
        with pytest.raises(PermissionError):
            n.enter(5)
        assert Guarded.n == 1
        assert Widget(session, Guarded.bind("n")).value == 1


def test_an_unknown_field_is_an_error_that_suggests_the_nearest(ports: None) -> None:
    with pytest.raises(UnknownFieldError, match=r"bind\(\): Form has no field 'dats'.*'dates'"):
        Form.bind("dats")


def test_too_many_choices_stay_in_their_widget() -> None:
    class Few(PageState):
        chosen: Annotated[list[int], Field(max_length=1)] = StateVar(default_factory=list)

    session = FakeSession()
    with use_ports(session, FakeQuery()):
        key = Few.bind("chosen")["key"]
        session[key] = [1, 2]
        Few.bind("chosen")
        assert (session[key], Few.chosen) == ([1, 2], [])
        assert list(Few.widget_errors()) == ["chosen"]
