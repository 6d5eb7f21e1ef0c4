"""reset_all(): every class of the session at its defaults, in one update."""

from __future__ import annotations

import pickle
from typing import Any, ClassVar

import pytest

from drivers.runs import RunningTab
from st_page_state import PageState, StateVar, batch, reset_all
from st_page_state_fakes import FakeApp, FakeQuery, FakeSession, FakeStreamlit


class Filters(PageState):
    q: str = StateVar(default="", url_key="q", hide_default=True)
    page: int = StateVar(default=1, url_key="p")
    tags: list[str] = StateVar(default_factory=list)
    note: str = StateVar(default="")

    class Config:
        share_url_with: ClassVar = ["Shell"]
        keep_params: ClassVar = ["utm_*"]


class Shell(PageState):
    view: str = StateVar(default="list", url_key="view")


class Told(PageState):
    n: int = StateVar(default=0, url_key="told_n")
    word: str = StateVar(default="")
    log: ClassVar[list[Any]] = []

    class Config:
        url_selfish = False

    @classmethod
    def before_set(cls) -> None:
        cls.log.append("before")

    @classmethod
    def on_change(cls, field: str, old: Any, new: Any) -> None:
        cls.log.append((field, old, new, Shell.view))
        if old == 13:
            raise RuntimeError


@pytest.fixture
def tab() -> RunningTab:
    Told.log.clear()
    return RunningTab("?utm_source=mail&q=x&p=3&view=map")


def test_every_class_is_reset_in_one_update(tab: RunningTab) -> None:
    with tab.run():
        assert (Filters.page, Shell.view) == (3, "map")
        Filters.note = "secret"
        Filters.tags = ["a"]
        sent = tab.sent
        reset_all()
        assert tab.sent == sent + 1
        assert tab.query.params == {"utm_source": ("mail",), "p": ("1",), "view": ("list",)}
        assert Filters.snapshot() == Filters()
        assert Shell.snapshot() == Shell()
        reset_all()
        assert tab.sent == sent + 1
    with tab.run():
        assert (Filters.snapshot(), Shell.view) == (Filters(), "list")
        assert tab.sent == sent + 1


def test_without_any_state_it_does_nothing(tab: RunningTab) -> None:
    with tab.run():
        reset_all()
        assert tab.sent == 0
        assert tab.query.params["q"] == ("x",)


def test_what_was_changed_in_place_does_not_come_back(tab: RunningTab) -> None:
    with tab.run():
        tags = Filters.tags
        tags.append("secret")
        reset_all()
        assert Filters.tags == []
        Filters.tags.append("mine")
        assert (Filters.tags, tags) == (["mine"], ["secret"])


def test_params_of_other_pages_are_removed() -> None:
    tab = RunningTab("?q=x&p=3")
    with tab.run(page="one"):
        assert Filters.page == 3
    with tab.run("?view=map&p=3", page="two"):
        assert Shell.view == "map"
        reset_all()
        assert tab.query.params == {"view": ("list",)}
    with tab.run("", page="one"):
        assert Filters.snapshot() == Filters()


def test_the_link_is_used_up() -> None:
    tab = RunningTab("?q=x&told_n=5")
    with tab.run():
        assert Filters.q == "x"
        Filters.page = 2  # purges the param of a class that nobody has touched yet
        reset_all()
    with tab.run():
        assert Told.n == 0


def test_errors_are_cleared_and_first_values_apply_again() -> None:
    tab = RunningTab("?p=bad")
    with tab.run():
        assert list(Filters.url_errors()) == ["page"]
        Filters.bind("note", value="first")
        Filters.note = "mine"
        reset_all()
        assert Filters.url_errors() == {}
        Filters.bind("note", value="first")
        assert Filters.note == "first"


def test_hooks_are_called_once_all_is_reset(tab: RunningTab) -> None:
    with tab.run():
        Told.n, Told.word = 5, "x"
        assert Shell.view == "map"
        Told.log.clear()
        reset_all()
        assert Told.log == ["before", ("n", 5, 0, "list"), ("word", "x", "", "list")]
        Told.log.clear()
        reset_all()
        assert Told.log == ["before"]


def test_a_hook_that_fails_takes_everything_back(tab: RunningTab) -> None:
    with tab.run():
        Told.n = 12
        Told.log.clear()
        Filters.note = "mine"
        Told.n = 13
        sent = tab.sent
        with pytest.raises(RuntimeError):
            reset_all()
        assert (Told.n, Filters.note, tab.sent) == (13, "mine", sent)


def test_a_new_version_of_a_class_has_its_own_hooks_called() -> None:
    calls: list[int] = []

    def made(number: int) -> Any:
        class Made(PageState):
            n: int = StateVar(default=0)

            @classmethod
            def on_change(cls, field: str, old: int, new: int) -> None:
                calls.append(number)

        return Made

    tab = RunningTab()
    with tab.run():
        made(1).n = 5
    with tab.run():
        assert made(2).n == 5
        calls.clear()
        reset_all()
        assert calls == [2]


def test_a_class_not_used_since_the_session_was_loaded(tab: RunningTab) -> None:
    with tab.run():
        Filters.note = "secret"
        assert Shell.view == "map"
    tab.session = FakeSession(pickle.loads(pickle.dumps(dict(tab.session))))
    with tab.run():
        assert Shell.view == "map"
        reset_all()
        assert tab.query.params == {"utm_source": ("mail",), "view": ("list",)}
        assert Filters.snapshot() == Filters()


def test_it_joins_a_batch(tab: RunningTab) -> None:
    with tab.run():
        assert Filters.page == 3
        sent = tab.sent
        with batch():
            Filters.page = 7
            reset_all()
            Shell.view = "table"
        assert tab.sent == sent + 1
        assert (Filters.page, Shell.view) == (1, "table")


@pytest.mark.filterwarnings("ignore:.* are used on one page")
def test_another_class_of_the_same_param_keeps_it(tab: RunningTab) -> None:
    class Twin(PageState):
        view: str = StateVar(default="twin", url_key="view")

    with tab.run():
        Shell.view = "tree"
        assert Twin.view == "twin"
        reset_all()
        assert tab.query.params["view"] == ("list",)


def test_in_a_hook_of_the_first_touch() -> None:
    class Fresh(PageState):
        n: int = StateVar(default=0, url_key="fresh_n")

        @classmethod
        def on_init(cls) -> None:
            Filters.note = "x"
            reset_all()
            cls.n = 3

    with RunningTab().run():
        assert (Fresh.n, Filters.note) == (3, "")


def page(st: FakeStreamlit) -> None:
    st.text_input("Note", **Filters.bind("note"))
    st.number_input("Page", step=1, value=None, **Filters.bind("page"))
    with Filters.form("form"):
        st.text_input("Query", **Filters.bind("q"))
        st.form_submit_button("Send", on_click=reset_all)
    if st.button("In the script"):
        reset_all()
    st.button("Log out", on_click=reset_all)
    st.text(f"{Filters.note} {Filters.page} {Filters.q}")


@pytest.mark.parametrize("button", ["Log out", "In the script", "Send"])
def test_bound_widgets_show_the_defaults(button: str) -> None:
    tab = FakeApp(page).open("?q=x&p=3&lang=en")
    for _ in range(2):
        tab.widget("Note").set_value("secret")
        tab.widget("Page").set_value(5)
        tab.widget("Page").set_value(None)
        tab.widget("Query").set_value("typed")
        entries = len(tab.history)
        tab.button(button).click()
        assert len(tab.history) == entries + 1
        tab.rerun()
        assert tab.widget("Note").value == tab.widget("Query").value == ""
        assert tab.widget("Page").value == 1
        assert tab.state(Filters) == Filters()
        assert tab.url == "?p=1"
        assert len(tab.history) == entries + 1
        tab.widget("Note").set_value("mine")
        assert tab.state(Filters).note == "mine"
        tab.widget("Query").set_value("y")
        tab.widget("Page").set_value(2)


def test_natively_bound_params_stay() -> None:
    from st_page_state import use_ports

    query = FakeQuery("?q=x&mine=1", bound={"mine"})
    with use_ports(FakeSession(), query):
        assert Filters.q == "x"
        reset_all()
    assert query.params == {"mine": ("1",), "p": ("1",)}
