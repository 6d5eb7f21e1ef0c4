"""Calls that the library refuses: every error is a StPageStateError and names what was called."""

from __future__ import annotations

import pickle
import warnings
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

import pytest
from pydantic import AfterValidator

import st_page_state
from st_page_state import (
    ArgumentError,
    DeclarationError,
    InvalidValueError,
    PageState,
    PageStateWarning,
    StateVar,
    StoreUnavailableError,
    StPageStateError,
    UnknownFieldError,
    use_ports,
)
from st_page_state.actions import share, unshare
from st_page_state_fakes import FakeApp, FakeQuery, FakeSession, FakeStore, FakeStreamlit
from st_page_state_fakes.errors import FakeUseError


class Loan(PageState):
    count: int = StateVar(default=1, url_key="count")
    view: str = StateVar(default="x", url_key="view")
    tags: list[str] = StateVar(default_factory=list)
    rows: list[int] | None = None
    day: date | None = None
    points: dict[str, Any] = StateVar(default_factory=dict)

    @property
    def broken(self) -> int:
        wrong: Any = self
        return int(wrong.cuont)


X: Any = Loan
LIBRARY: Any = st_page_state
MANY = "others by name: key=..., options="
WRONG: dict[str, tuple[Callable[[], Any], str]] = {
    "too many": (lambda: X.bind("count", 1, 5), f"Loan.bind() takes field and value, and {MANY}"),
    "no place": (lambda: LIBRARY.configure(5), "configure() takes its arguments by name: freeze="),
    "values": (lambda: X.update(5), "Loan.update() takes its arguments by name: name=..."),
    "snapshot": (lambda: X(5), "Loan() takes its values by name: count=..., view=..."),
    "none": (lambda: X.focus(1), "Loan.focus() takes no arguments."),
    "function": (lambda: LIBRARY.reset_all(1), "reset_all() takes no arguments."),
    "batch": (lambda: LIBRARY.batch(1), "batch() takes no arguments."),
    "only places": (lambda: X.options("a", 2), "Loan.options() takes field; 2 values were given."),
    "missing": (lambda: X.bind(), "Loan.bind() needs the argument 'field'. Its arguments: field,"),
    "missing tabs": (lambda: X.bind_tabs("view"), "Loan.bind_tabs() needs the argument 'tabs'."),
    "twice": (lambda: X.bind("count", 1, value=2), "Loan.bind() was given two values for value"),
    "unknown": (lambda: X.reset(feild="count"), "Loan.reset() has no argument 'feild'."),
    "nothing known": (lambda: X.focus(a=1), "Loan.focus() has no argument 'a'. Its arguments: non"),
    "secret": (lambda: LIBRARY.configure(secret=5), "configure(secret=...) takes a text, or a lis"),
    "secrets": (lambda: LIBRARY.configure(secret=[""]), "configure(secret=...) takes a text, or"),
    "app": (lambda: LIBRARY.configure(app=5), "configure(app=...) takes the app's name, a text, n"),
    "freeze": (lambda: LIBRARY.configure(freeze="no"), "configure(freeze=...) takes True or False"),
    "base": (lambda: share(X(), base=X), "share(..., base=...) takes a str, not a value of type"),
    "tabs of a list": (lambda: X.bind_tabs("tags", ["a"]), "Loan.bind_tabs('tags', ...) is for a "),
    "tab": (lambda: X.bind_tabs("count", ["a"]), "Loan.bind_tabs('count', tabs) has the tab 'a', "),
    "tabs": (lambda: X.bind_tabs("view", 5), "Loan.bind_tabs('view', tabs) takes a list or an Enu"),
    "rows of a str": (lambda: X.bind_rows("view", count=3), "Loan.bind_rows('view', ...): count= "),
    "rows of strs": (lambda: X.bind_rows("tags", count=3), "Loan.bind_rows('tags', ...): count= i"),
    "rows of a date": (lambda: X.bind_rows("day", count=3), "Loan.bind_rows('day', ...): count= i"),
    "selection": (lambda: X.bind_selection("view"), "Loan.bind_selection('view', ...) is for a di"),
    "editor": (lambda: X.bind_editor("view"), "Loan.bind_editor('view', ...) is for a table or a "),
    "form": (lambda: X.form(5).__enter__(), "Loan.form() takes the form's name, a text, not an in"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_call_that_is_refused_is_told_with_its_class(name: str) -> None:
    call, says = WRONG[name]
    store = FakeStore()
    with use_ports(FakeSession(), FakeQuery(), store=store), pytest.raises(ArgumentError) as caught:
        call()
    assert str(caught.value).startswith(says)
    assert store.calls == []


def test_a_type_error_of_the_apps_own_code_stays() -> None:
    def wrong() -> None:
        raise TypeError("mine")

    class Own(PageState):
        n: int = StateVar(default=1, url_key="n")

        @classmethod
        def before_set(cls) -> None:
            wrong()

    with use_ports(FakeSession(), FakeQuery()), pytest.raises(TypeError, match="mine") as caught:
        Own.update(n=2)
    assert not isinstance(caught.value, StPageStateError)


def test_the_rows_of_an_optional_list_may_be_none() -> None:
    with use_ports(FakeSession(), FakeQuery()):
        assert Loan.bind_rows("rows", count=3)["key"]
        assert Loan.bind_selection("points")["key"]
        assert Loan.rows is None


@pytest.mark.parametrize(
    ("argument", "says"),
    [
        ({"default_factory": 5}, "default_factory must be a function that returns a default"),
        ({"default": 1, "hide_default": "yes"}, "hide_default must be True or False, not 'yes'"),
        ({"default": 1, "persist": None}, "persist must be True or False, not None"),
        ({"default": "x"}, "such as|an int, or n: int"),
    ],
)
def test_an_argument_of_a_field_of_the_wrong_type(argument: dict[str, Any], says: str) -> None:
    declared: Any = StateVar
    with pytest.raises(DeclarationError, match=says):

        class Wrong(PageState):
            n: int = declared(**argument)


def test_a_misspelt_name_on_a_snapshot_is_an_attribute_error_with_the_nearest_one() -> None:
    snapshot: Any = Loan()
    with pytest.raises(UnknownFieldError, match=r"Loan has no field 'cuont'. Did you mean 'count'"):
        _ = snapshot.cuont
    assert not hasattr(snapshot, "cuont")
    assert not hasattr(snapshot, "_repr_html_")
    with pytest.raises(AttributeError, match="Did you mean 'count'"):
        _ = snapshot.broken


def script(st: FakeStreamlit) -> None:
    st.selectbox("View", ["x", "y"], **Loan.bind("view"))


def test_an_impossible_entry_is_a_fake_use_error() -> None:
    tab = FakeApp(script).open()
    with pytest.raises(FakeUseError, match="No user could enter 'z'"):
        tab.widget("View").set_value("z")
    with pytest.raises(FakeUseError, match="upload\\(\\) is for file_uploader"):
        tab.widget("View").upload("a.csv", b"")
    assert issubclass(FakeUseError, StPageStateError)


def test_the_place_of_a_warning_is_the_users_line() -> None:
    class Attributes(PageState):
        n: int = StateVar(default=1, url_key="n")
        extra = 5

    app = FakeApp(script)
    attributes: Any = Attributes
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        app.open("/nowhere")
        app.tabs[0].visit("/nowhere?view=y")
        attributes.extra = 6
    assert [one.filename for one in told] == [__file__] * 3
    assert [type(one) for one in app.warnings] == [PageStateWarning] * 2
    assert "no page 'nowhere'" in str(app.warnings[0])


class Dated(PageState):
    day: date = StateVar(default=date(2026, 1, 1), url_key="day")


def long(text: str) -> str:
    if len(text) > 3:
        raise ValueError("It is too long.")
    return text


class Short(PageState):
    name: Annotated[str, AfterValidator(long)] = StateVar(default="", url_key="name")


def test_messages_are_sentences_for_people() -> None:
    live: Any = Dated
    short: Any = Short
    with use_ports(FakeSession(), FakeQuery()):
        with pytest.raises(InvalidValueError, match=r"accept '\(2026-01-01\)' \(tuple\): "):
            live.day = (date(2026, 1, 1),)
        with pytest.raises(InvalidValueError, match=r"accept '\[2026-01-01, \(1\)\]' \(list\)"):
            live.day = [date(2026, 1, 1), (Decimal(1),)]
        with pytest.raises(InvalidValueError, match=r"long\. The field's type"):
            short.name = "longer"


def test_a_store_that_is_down_is_logged_without_the_escapes_of_markdown() -> None:
    error = StoreUnavailableError("localhost:6379: Connection refused.")
    assert error.logged == "localhost:6379: Connection refused"
    assert str(error) == r"The store is unavailable: localhost\x3a6379: Connection refused"
    assert pickle.loads(pickle.dumps(error)).logged == error.logged


def test_unshare_takes_one_link() -> None:
    wild: Any = unshare
    with pytest.raises(ArgumentError, match="needs the argument 'link'"):
        wild()
