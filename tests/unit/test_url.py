"""The URL rules through whole classes: adopt, publish, purge, restore, share, hide."""

from __future__ import annotations

from typing import ClassVar

import pytest

from st_page_state import PageState, StateVar, batch, use_ports
from st_page_state_fakes import FakeApp, FakeQuery, FakeSession


class Filters(PageState):
    status: str = StateVar("pending", url_key="status")
    page: int = StateVar(1, url_key="p")
    note: str = StateVar("")


class Nav(PageState):
    view: str = StateVar("list", url_key="view")


def test_a_read_takes_the_deep_link_and_publishes_the_rest() -> None:
    query = FakeQuery("?status=active")
    with use_ports(FakeSession(), query):
        assert (Filters.status, Filters.page) == ("active", 1)
    assert query.updates == [{"status": ("active",), "p": ("1",)}]


def test_a_complete_url_is_not_written_at_all() -> None:
    query = FakeQuery("?p=1&status=active&utm=x")
    with use_ports(FakeSession(), query):
        assert Filters.status == "active"
        assert Nav.__name__
    assert query.updates == []


def test_a_read_never_purges_and_a_claim_does() -> None:
    query = FakeQuery("?utm=x")
    with use_ports(FakeSession(), query):
        Filters.page
        assert "utm" in query.params
        Filters.page = 2
    assert query.params == {"status": ("pending",), "p": ("2",)}


def test_assigning_the_same_value_is_no_claim() -> None:
    query = FakeQuery("?utm=x&p=1&status=pending")
    with use_ports(FakeSession(), query):
        Filters.page = 1
        Filters.update(page=1, status="pending")
    assert query.updates == []


def test_a_field_without_url_key_claims_nothing() -> None:
    query = FakeQuery("?utm=x&p=1&status=pending")
    with use_ports(FakeSession(), query):
        Filters.note = "hello"
        assert Filters.note == "hello"
    assert query.updates == []


def test_focus_claims_without_a_change_even_if_not_selfish() -> None:
    class Modest(PageState):
        n: int = StateVar(1, url_key="n")

        class Config:
            url_selfish = False

    query = FakeQuery("?utm=x")
    with use_ports(FakeSession(), query):
        Modest.n = 2
        assert query.params == {"utm": ("x",), "n": ("2",)}
        Modest.focus()
    assert query.params == {"n": ("2",)}
    assert len(query.updates) == 2


def test_a_param_changed_outside_is_adopted() -> None:
    query = FakeQuery()
    with use_ports(FakeSession(), query):
        Filters.page = 3
        query.go("?p=7&status=active")
        assert (Filters.page, Filters.status) == (7, "active")
        query.go("?p=008&status=active")
        assert Filters.page == 8
    assert query.params["p"] == ("8",)


def test_a_missing_param_is_restored_from_the_session() -> None:
    query = FakeQuery()
    with use_ports(FakeSession(), query):
        Filters.update(page=3, status="active")
        query.go("?other=1")
        assert Filters.page == 3
    assert query.params == {"other": ("1",), "status": ("active",), "p": ("3",)}


def test_a_param_without_texts_is_none() -> None:
    tab = FakeApp(lambda st: None).open("?status=active&p=1")
    with tab.run() as st:
        assert Filters.status == "active"
        st.query_params["status"] = []
        assert Filters.status == "active"
    assert tab.url == "?p=1&status=active"


def test_without_restore_only_a_claim_publishes() -> None:
    class Quiet(PageState):
        n: int = StateVar(1, url_key="n")
        m: int = StateVar(1, url_key="m")

        class Config:
            restore_url_on_touch = False

    query = FakeQuery("?m=05")
    with use_ports(FakeSession(), query):
        assert (Quiet.n, Quiet.m) == (1, 5)
        assert query.params == {"m": ("5",)}
        Quiet.n = 2
        assert query.params == {"m": ("5",), "n": ("2",)}
        query.go("")
        assert Quiet.n == 2
        assert query.params == {}
        query.go("?m=bad")
        assert Quiet.m == 5
        assert query.params == {"m": ("5",)}


class TestHiding:
    class Hidden(PageState):
        n: int = StateVar(1, url_key="n")
        shown: int = StateVar(1, url_key="shown", hide_default=False)
        maybe: int | None = StateVar(None, url_key="maybe")
        always: int | None = StateVar(5, url_key="always")

        class Config:
            hide_defaults = True

    def test_a_default_leaves_no_param(self) -> None:
        query = FakeQuery("?n=1")
        with use_ports(FakeSession(), query):
            assert self.Hidden.n == 1
            assert query.params == {"shown": ("1",)}
            self.Hidden.n = 2
            self.Hidden.always = None
        assert query.params == {"shown": ("1",), "n": ("2",), "always": ("null",)}

    def test_a_missing_param_on_the_same_page_means_the_default(self) -> None:
        query = FakeQuery()
        with use_ports(FakeSession(), query):
            self.Hidden.update(n=2, maybe=3)
            query.go("?shown=1")
            assert (self.Hidden.n, self.Hidden.maybe) == (1, None)
            assert query.params == {"shown": ("1",)}

    def test_a_param_lost_to_a_purge_is_restored(self) -> None:
        query = FakeQuery()
        with use_ports(FakeSession(), query):
            self.Hidden.n = 2
            Nav.view = "map"
            assert query.params == {"view": ("map",)}
            assert self.Hidden.n == 2
        assert query.params["n"] == ("2",)

    def test_a_hidden_factory_default_is_compared_with_a_fresh_one(self) -> None:
        class Made(PageState):
            tags: list[str] = StateVar(
                default_factory=lambda: ["a"], url_key="t", hide_default=True
            )

        query = FakeQuery()
        with use_ports(FakeSession(), query):
            assert Made.tags == ["a"]
            Made.tags = []
            assert query.params == {"t": ("",)}
            Made.tags = ["a"]
        assert query.params == {}

    def test_none_is_published_on_request(self) -> None:
        class Written(PageState):
            maybe: int | None = StateVar(None, url_key="maybe")

            class Config:
                ignore_none_url = False

        query = FakeQuery()
        with use_ports(FakeSession(), query):
            assert Written.maybe is None
        assert query.params == {"maybe": ("null",)}


class TestSharing:
    class Sidebar(PageState):
        q: str = StateVar("", url_key="q")

        class Config:
            share_url_with: ClassVar = ["Work", "test_url.Elsewhere"]

    class Work(PageState):
        tab: str = StateVar("a", url_key="tab")

    def test_it_is_symmetric(self) -> None:
        query = FakeQuery("?junk=1")
        with use_ports(FakeSession(), query):
            self.Sidebar.q = "x"
            self.Work.tab = "b"
            self.Sidebar.q = "y"
        assert query.params == {"q": ("y",), "tab": ("b",)}

    def test_a_purge_spares_the_params_of_a_class_not_loaded_yet(self) -> None:
        query = FakeQuery("?unknown=1&view=map")
        with use_ports(FakeSession(), query):
            self.Sidebar.q = "x"
        assert query.params == {"unknown": ("1",), "q": ("x",)}

    def test_it_is_not_transitive(self) -> None:
        class Mid(PageState):
            m: int = StateVar(1, url_key="m")

            class Config:
                share_url_with: ClassVar = [Filters, Nav]

        query = FakeQuery("?status=active&p=1&view=map")
        with use_ports(FakeSession(), query):
            Mid.m = 2
            assert set(query.params) == {"status", "p", "view", "m"}
            Filters.page = 2
        assert set(query.params) == {"status", "p", "m"}

    def test_a_name_of_two_classes_is_an_error(self) -> None:
        def make(module: str) -> None:
            type(PageState)(
                "Twin",
                (PageState,),
                {"__module__": module, "__annotations__": {"n": int}, "n": StateVar(1)},
            )

        make("left")
        make("right")

        class Unsure(PageState):
            u: int = StateVar(1, url_key="u")

            class Config:
                share_url_with: ClassVar = ["Twin"]

        with (
            use_ports(FakeSession(), FakeQuery("?x=1")),
            pytest.raises(ValueError, match=r"more than one class: write 'left\.Twin' or"),
        ):
            Unsure.u = 2

    def test_a_class_may_be_named_with_its_module(self) -> None:
        class Exact(PageState):
            e: int = StateVar(1, url_key="e")

            class Config:
                share_url_with: ClassVar = [f"{__name__}.Nav"]

        query = FakeQuery("?view=map&x=1")
        with use_ports(FakeSession(), query):
            Exact.e = 2
        assert set(query.params) == {"view", "e"}


def test_kept_params_and_native_ones_and_embed_are_never_purged() -> None:
    class Careful(PageState):
        n: int = StateVar(1, url_key="n")

        class Config:
            keep_params: ClassVar = ["lang", "utm_*"]

    query = FakeQuery("?lang=en&utm_source=x&utm=y&q=z&embed=true", bound=["q"])
    with use_ports(FakeSession(), query):
        Careful.n = 2
    assert query.params == {"lang": ("en",), "utm_source": ("x",), "n": ("2",), "q": ("z",)}
    assert query.url == "?q=z&embed=true&lang=en&utm_source=x&n=2"


def test_an_own_param_that_a_widget_has_bound_follows_the_widget() -> None:
    query = FakeQuery("?view=map", bound=["view"])
    with use_ports(FakeSession(), query):
        Nav.view = "table"
        assert query.params == {"view": ("map",)}
        assert Nav.view == "map"


class TestDeepLinks:
    def test_the_first_touch_sees_the_landing_url_despite_a_purge(self) -> None:
        query = FakeQuery("?view=map&p=7&utm=x")
        with use_ports(FakeSession(), query):
            Filters.status = "active"
            assert query.params == {"p": ("7",), "status": ("active",)}
            assert Nav.view == "map"
            assert (Filters.page, Filters.status) == (7, "active")

    @pytest.mark.filterwarnings("ignore:.* are used on one page")
    def test_a_kept_text_is_adopted_once(self) -> None:
        class Elsewhere(PageState):
            view: str = StateVar("none", url_key="view")

        query = FakeQuery("?view=map")
        with use_ports(FakeSession(), query):
            assert Nav.view == "map"
            Filters.page = 2
            assert Elsewhere.view == "none"

    def test_a_purged_text_is_kept_for_its_class(self) -> None:
        query = FakeQuery()
        with use_ports(FakeSession(), query):
            Nav.view = "list"
            query.go("?view=map&p=5&status=pending&fresh=1")
            Filters.status = "active"
            assert query.params == {"p": ("5",), "status": ("active",)}
            assert Nav.view == "map"
            assert "fresh" not in query.params

    def test_an_untouched_class_adopts_a_purged_text_of_a_later_url(self) -> None:
        class Late(PageState):
            late: int = StateVar(0, url_key="late")

        query = FakeQuery()
        with use_ports(FakeSession(), query):
            Filters.page
            query.go("?late=5")
            Filters.page = 2
            assert "late" not in query.params
            assert Late.late == 5

    def test_a_text_that_a_class_has_seen_is_not_kept(self) -> None:
        query = FakeQuery("?view=map")
        with use_ports(FakeSession(), query):
            assert Nav.view == "map"
            Filters.page = 2
            Nav.view = "table"
            Filters.page = 3
            assert Nav.view == "table"

    def test_a_kept_text_equal_to_the_state_is_not_adopted(self) -> None:
        query = FakeQuery("?view=map")
        with use_ports(FakeSession(), query):
            assert Nav.view == "map"
            Filters.page = 2
            query.go("?view=map&p=2&status=pending")
            Filters.page = 3
            assert Nav.view == "map"

    @pytest.mark.filterwarnings("ignore:.* are used on one page")
    def test_a_text_written_for_one_class_is_not_adopted_by_another(self) -> None:
        class Twin(PageState):
            view: str = StateVar("twin", url_key="view")

        query = FakeQuery()
        with use_ports(FakeSession(), query):
            Nav.view = "map"
            assert Twin.view == "twin"
            assert query.params == {"view": ("map",)}
            Twin.view = "own"
            assert query.params == {"view": ("own",)}
            assert Nav.view == "map"
            assert query.params == {"view": ("own",)}

    def test_after_a_cleared_session_the_url_wins_then_the_default(self) -> None:
        session, query = FakeSession(), FakeQuery()
        with use_ports(session, query):
            Filters.update(page=3, note="x")
            session.clear()
            assert (Filters.page, Filters.note) == (3, "")


class TestOneWrite:
    def test_a_batch_writes_once_at_its_end(self) -> None:
        query = FakeQuery("?junk=1")
        with use_ports(FakeSession(), query):
            with batch():
                Filters.page = 2
                Nav.view = "map"
                Filters.status = "active"
                assert Filters.page == 2
                assert query.updates == []
            assert len(query.updates) == 1
        assert query.params == {"status": ("active",), "p": ("2",)}

    def test_a_batch_that_changes_nothing_writes_nothing(self) -> None:
        query = FakeQuery("?status=pending&p=1")
        with use_ports(FakeSession(), query), batch():
            Filters.page = 2
            Filters.page = 1
        assert query.updates == []

    def test_an_exception_rolls_back_a_batch(self) -> None:
        session, query = FakeSession(), FakeQuery()
        with use_ports(session, query):
            with pytest.raises(ZeroDivisionError), batch():
                Filters.page = 2
                1 / 0
            assert (query.updates, dict(session)) == ([], {})
            assert Filters.page == 1

    def test_a_caught_rejection_leaves_the_batch_alone(self) -> None:
        query = FakeQuery()
        with use_ports(FakeSession(), query):
            with batch():
                Filters.status = "active"
                with pytest.raises(ValueError, match="type is int"):
                    Filters.update(status="lost", page="x")
            assert (Filters.status, Filters.page) == ("active", 1)

    def test_control_flow_commits_a_batch(self) -> None:
        class Rerun(BaseException):
            pass

        query = FakeQuery()
        with use_ports(FakeSession(), query):
            with pytest.raises(Rerun), batch():
                Filters.page = 2
                raise Rerun
            assert Filters.page == 2
        assert len(query.updates) == 1

    def test_a_foreign_write_inside_a_batch_is_seen(self) -> None:
        query = FakeQuery()
        with use_ports(FakeSession(), query), batch():
            Filters.page = 2
            query.go("?status=active")
            assert (Filters.status, Filters.page) == ("active", 2)
        assert query.params == {"status": ("active",), "p": ("2",)}

    def test_another_session_in_a_batch_has_its_own_transaction(self) -> None:
        query, other = FakeQuery(), FakeQuery()
        with use_ports(FakeSession(), query), batch():
            Filters.page = 2
            with use_ports(FakeSession(), other):
                Filters.page = 9
            assert Filters.page == 2
        assert (query.params["p"], other.params["p"]) == (("2",), ("9",))


class TestBadTexts:
    def test_a_bad_text_is_replaced_and_reported(self) -> None:
        query = FakeQuery("?p=abc&status=active")
        with use_ports(FakeSession(), query):
            assert Filters.page == 1
            assert query.params == {"p": ("1",), "status": ("active",)}
            (error,) = Filters.url_errors().values()
            assert (error.cls, error.field, error.param, error.text) == (
                "Filters", "page", "p", "abc",
            )  # fmt: skip
            assert error.reason == "expected a whole number"
            Filters.page = 1
            assert Filters.url_errors() == {}

    def test_a_running_session_keeps_the_value(self) -> None:
        query = FakeQuery()
        with use_ports(FakeSession(), query):
            Filters.page = 3
            query.go("?p=x&status=pending")
            assert Filters.page == 3
            assert list(Filters.url_errors()) == ["page"]
            query.go("?p=5&status=pending")
            assert Filters.page == 5
            assert Filters.url_errors() == {}
            query.go("?p=&status=pending")
            assert list(Filters.url_errors()) == ["page"]
            Filters.reset("page")
            assert Filters.url_errors() == {}

    def test_an_error_quotes_a_bounded_escaped_part(self) -> None:
        query = FakeQuery("?p=" + "%0A" + "9" * 5000 + "x")
        with use_ports(FakeSession(), query):
            message = str(Filters.url_errors()["page"])
        assert "\n" not in message
        assert len(message) < 400
        assert "5,002 characters" in message
