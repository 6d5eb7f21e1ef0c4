"""State across script runs: stale reads, Back, page switches, warnings, port failures."""

from __future__ import annotations

import warnings
from contextlib import nullcontext
from typing import ClassVar

import pytest

from drivers.runs import RunningTab
from st_page_state import PageState, PageStateWarning, Params, Run, StateVar, batch, use_ports
from st_page_state.url.length import MOST_CHARACTERS, MOST_PARAMS
from st_page_state_fakes import FakeQuery, FakeSession


class Filters(PageState):
    status: str = StateVar("pending", url_key="status")
    page: int = StateVar(1, url_key="p")


class Nav(PageState):
    view: str = StateVar("list", url_key="view")


START = "?status=pending&p=1"


class TestStaleReads:
    def test_a_run_with_the_replaced_text_is_ignored(self) -> None:
        tab = RunningTab(START)
        with tab.run():
            Filters.status = "active"
        with tab.run(START):
            Filters.page = 2
            assert Filters.status == "active"
            assert tab.sent == 2
        assert tab.query.params == {"status": ("active",), "p": ("2",)}
        with tab.run():
            assert (Filters.status, Filters.page) == ("active", 2)

    def test_any_of_several_pending_writes_may_come_back(self) -> None:
        tab = RunningTab(START)
        with tab.run():
            Filters.page = 2
        with tab.run(START):
            Filters.page = 3
        with tab.run("?status=pending&p=2"):
            assert Filters.page == 3

    def test_after_confirmation_the_old_text_is_adopted(self) -> None:
        tab = RunningTab(START)
        with tab.run():
            Filters.status = "active"
        with tab.run():
            assert Filters.status == "active"
        with tab.run(START):
            assert Filters.status == "pending"

    def test_a_third_text_is_adopted_at_once(self) -> None:
        tab = RunningTab(START)
        with tab.run():
            Filters.status = "active"
        with tab.run("?status=done&p=1"):
            assert Filters.status == "done"

    def test_back_is_no_stale_read_if_runs_know_of_it(self) -> None:
        tab = RunningTab(START)
        with tab.run():
            Filters.status = "active"
        with tab.run(START, history=True):
            assert Filters.status == "pending"
        assert tab.sent == 1

    def test_the_apps_own_write_of_the_old_text_is_adopted(self) -> None:
        tab = RunningTab(START)
        with tab.run():
            Filters.status = "active"
        with tab.run():
            tab.query.go(START)
            assert Filters.status == "pending"

    def test_a_rerun_is_no_answer_of_the_browser(self) -> None:
        tab = RunningTab(START)
        with tab.run():
            Filters.status = "active"
        for _ in range(2):
            with tab.run(from_browser=False):  # st.rerun()
                assert Filters.status == "active"
        assert tab.sent == 1
        with tab.run(START):  # clicked before the browser had the address
            assert Filters.status == "active"
        with tab.run(START):  # now it is what somebody wants
            assert Filters.status == "active"

    def test_what_the_app_writes_after_a_rerun_is_adopted(self) -> None:
        tab = RunningTab(START)
        with tab.run():
            Filters.status = "active"
        with tab.run(from_browser=False):
            tab.query.go(START)
            assert Filters.status == "pending"
        with tab.run(START):
            assert Filters.status == "pending"

    def test_what_the_app_writes_after_its_own_write_is_adopted(self) -> None:
        tab = RunningTab(START)
        with tab.run():
            Filters.status = "active"
            tab.query.go(START)
            assert Filters.status == "pending"
        with tab.run(START):
            assert Filters.status == "pending"

    def test_a_purged_param_that_comes_back_stale_stays_purged(self) -> None:
        tab = RunningTab(START + "&utm=x")
        with tab.run():
            Filters.page = 2
        with tab.run(START + "&utm=x"):
            Filters.status = "active"
        assert tab.query.params == {"status": ("active",), "p": ("2",)}

    def test_a_foreign_write_in_a_stale_run_is_kept(self) -> None:
        tab = RunningTab(START)
        with tab.run():
            Filters.status = "active"
        with tab.run(START):
            assert Filters.status == "active"
            tab.query.go(START + "&x=1")
            Filters.status
            tab.query.go("?status=done&p=1&x=1")
            assert Filters.status == "done"

    def test_a_pending_write_survives_a_pickle(self) -> None:
        import pickle

        tab = RunningTab(START)
        with tab.run():
            Filters.status = "active"
        tab.session = FakeSession(pickle.loads(pickle.dumps(dict(tab.session))))
        with tab.run(START):
            assert Filters.status == "active"


class TestLostMessages:
    """A run that another one cuts short may not update the browser."""

    def test_the_address_is_written_once_more(self) -> None:
        tab = RunningTab(START)
        with tab.run():
            Filters.status = "active"
        with tab.run(START):
            assert Filters.status == "active"
            assert Filters.page == 1
        assert tab.sent == 2
        assert tab.query.params == {"status": ("active",), "p": ("1",)}
        with tab.run():
            assert Filters.status == "active"
        assert tab.sent == 2


class TestWhereNobodyTellsOfBack:
    """On Streamlit before 1.65, publishing again after Back would trap the user."""

    def test_an_address_already_published_from_is_left_alone(self) -> None:
        tab = RunningTab()
        with tab.run(history=None):
            assert Filters.page == 1
        with tab.run(history=None):
            assert Filters.page == 1
        for _ in range(2):
            with tab.run("", history=None):
                assert (Filters.status, Filters.page) == ("pending", 1)
                Filters.status = "pending"
            assert (tab.query.params, tab.sent) == ({}, 1)
        with tab.run(history=None):
            Filters.page = 2
        assert tab.query.params == {"status": ("pending",), "p": ("2",)}

    def test_last_seen_params_of_other_classes_are_kept(self) -> None:
        tab = RunningTab("?view=list")
        with tab.run(history=None):
            assert (Nav.view, Filters.page) == ("list", 1)
        with tab.run(history=None):
            assert Filters.page == 1
        with tab.run("?view=list", history=None):
            assert (Filters.page, Nav.view) == (1, "list")
        assert (tab.query.params, tab.sent) == ({"view": ("list",)}, 1)
        with tab.run("?view=map", history=None):
            assert Nav.view == "map"

    def test_a_bad_text_is_corrected_and_reported_once(self) -> None:
        tab = RunningTab("?p=x")
        with tab.run(history=None):
            assert list(Filters.url_errors()) == ["page"]
        with tab.run(history=None):
            Filters.page = 1
        for _ in range(2):
            with tab.run("?p=x", history=None):
                assert list(Filters.url_errors()) == ["page"]
            assert tab.query.params == {"p": ("x",)}

    def test_an_address_set_by_the_app_is_published_again(self) -> None:
        tab = RunningTab("?view=list")
        with tab.run(history=None):
            assert (Filters.page, Nav.view) == (1, "list")
        for view in ("map", "list", "map", "list"):
            with tab.run(history=None):
                Nav.view = view
            with tab.run(history=None):
                assert Filters.page == 1
            expected = {"view": (view,), "status": ("pending",), "p": ("1",)}
            assert tab.query.params == expected

    def test_returning_to_a_page_restores_its_params(self) -> None:
        tab = RunningTab()
        for page in ("one", "two", "one", "two"):
            with tab.run("", page=page, history=None):
                assert (Filters if page == "one" else Nav).dump()
            assert len(tab.query.params) == (2 if page == "one" else 1)

    def test_it_lasts_as_long_as_the_session(self) -> None:
        import pickle

        tab = RunningTab()
        with tab.run(history=None):
            assert Filters.page == 1
        with tab.run(history=None):
            assert Filters.page == 1
        tab.session = FakeSession(pickle.loads(pickle.dumps(dict(tab.session))))
        with tab.run("", history=None):
            assert Filters.page == 1
        assert tab.query.params == {}


class TestPages:
    def test_a_page_switch_clears_and_a_return_restores(self) -> None:
        tab = RunningTab()
        with tab.run(page="one"):
            Filters.page = 3
        with tab.run("", page="two"):
            assert Nav.view == "list"
            assert tab.query.params == {"view": ("list",)}
        with tab.run("", page="one"):
            assert Filters.page == 3
        assert tab.query.params == {"status": ("pending",), "p": ("3",)}

    @pytest.mark.parametrize("history", [False, None])
    def test_a_hidden_value_is_put_back_after_a_page_without_its_class(
        self, history: bool | None
    ) -> None:
        class Hidden(PageState):
            n: int = StateVar(1, url_key="n", hide_default=True)

        tab = RunningTab()
        for _ in range(2):
            with tab.run("", page="one", history=history):
                Hidden.n = 5
                assert tab.query.params == {"n": ("5",)}
            with tab.run("", page="two", history=history):
                assert Nav.view == "list"
        with tab.run("", page="one", history=history):
            assert Hidden.n == 5

    def test_a_hidden_value_lost_to_a_page_switch_is_put_back(self) -> None:
        class Hidden(PageState):
            n: int = StateVar(1, url_key="n", hide_default=True)

        tab = RunningTab()
        with tab.run(page="one"):
            Hidden.n = 5
        with tab.run("", page="two"):
            assert Hidden.n == 5
            assert tab.query.params == {"n": ("5",)}
        with tab.run("", page="two", history=True):
            assert Hidden.n == 5
            assert tab.query.params == {"n": ("5",)}

    def test_params_given_to_the_switch_are_adopted(self) -> None:
        tab = RunningTab()
        with tab.run(page="one"):
            Filters.page = 3
        with tab.run("?p=9", page="two"):
            assert Filters.page == 9

    @pytest.mark.filterwarnings("ignore:.* are used on one page")
    def test_after_a_page_switch_a_class_adopts_texts_of_another(self) -> None:
        class Twin(PageState):
            view: str = StateVar("twin", url_key="view")

        tab = RunningTab()
        with tab.run(page="one"):
            Nav.view = "map"
            assert Twin.view == "twin"
        with tab.run("?view=map", page="two"):
            assert Twin.view == "map"

    def test_a_port_that_knows_no_pages_is_no_switch(self) -> None:
        class Twin(PageState):
            view: str = StateVar("twin", url_key="view")

        tab = RunningTab()
        with tab.run(page="one"):
            Nav.view = "map"
        with use_ports(tab.session, FakeQuery(tab.query.params)):
            assert Nav.view == "map"
        with tab.run(page="one"):
            assert Twin.view == "twin"  # after a switch it would adopt the text

    def test_a_page_named_during_a_run_is_no_switch(self) -> None:
        tab = RunningTab()
        with tab.run():
            assert Filters.page == 1
            tab.query.now = Run(key=tab.query.now.key, page="main")
            Filters.bind("page", value=10)
            assert Filters.page == 10
        with tab.run(page="main"):
            assert Filters.page == 10
        assert tab.sent == 2


def test_a_purge_and_restore_in_one_run_warns_once_per_pair() -> None:
    tab = RunningTab()
    with tab.run():
        Nav.view
        Filters.page = 2
        with pytest.warns(PageStateWarning, match=r"share_url_with = \['Nav'\] in Filters.Config"):
            Nav.view
        Filters.page = 3
        Nav.view
    with tab.run():
        Nav.view


def test_a_purge_and_restore_in_two_runs_does_not_warn() -> None:
    tab = RunningTab()
    with tab.run():
        Nav.view
        Filters.page = 2
    with tab.run():
        Nav.view
    with tab.run(), batch():
        Filters.page = 3
        Nav.view


class Long(PageState):
    text: str = StateVar("", url_key="text")
    other: str = StateVar("", url_key="other")
    many: list[int] = StateVar(default_factory=list, url_key="many")


class TestLength:
    def test_a_too_long_url_warns_once_with_the_biggest_fields(self) -> None:
        tab = RunningTab()
        with tab.run():
            with pytest.warns(PageStateWarning, match=r"8,\d\d\d characters.*text \(8,5\d\d\)"):
                Long.text = "x" * 8500
            Long.text = "x" * 9000
        assert tab.query.params["text"] == ("x" * 9000,)

    def test_the_limit_can_be_set(self) -> None:
        class Short(PageState):
            text: str = StateVar("", url_key="text")

            class Config:
                url_warn_length = 100

        with use_ports(FakeSession(), FakeQuery()), pytest.warns(PageStateWarning, match="longer"):
            Short.text = "x" * 100

    @pytest.mark.parametrize(
        ("field", "value"),
        [("text", "x" * MOST_CHARACTERS), ("many", list(range(MOST_PARAMS + 1)))],
    )
    def test_a_value_too_long_for_streamlit_stays_in_the_session(
        self, field: str, value: object
    ) -> None:
        tab = RunningTab()
        with tab.run():
            Long.other = "kept"
            with pytest.warns(PageStateWarning, match=f"kept only in the session.*: {field}"):
                setattr(Long, field, value)
            assert getattr(Long, field) == value
            assert tab.query.params["other"] == ("kept",)
            assert field not in tab.query.params
            sent = tab.sent
            assert getattr(Long, field) == value
            assert tab.sent == sent


class TestPortsThatFail:
    class Failing(FakeSession):
        failing: ClassVar[list[BaseException]] = []

        def __setitem__(self, key: str, value: object) -> None:
            if self.failing:
                raise self.failing.pop()
            super().__setitem__(key, value)

    class Broken(FakeQuery):
        failing: ClassVar[list[BaseException]] = []

        def replace(self, params: Params) -> None:
            if self.failing:
                raise self.failing.pop()
            super().replace(params)

    def test_a_replace_that_fails_leaves_everything_as_it_was(self) -> None:
        session, query = FakeSession(), self.Broken(START)
        with use_ports(session, query):
            Filters.page = 2
            self.Broken.failing.append(OSError())
            with pytest.raises(OSError):
                Filters.page = 3
            assert Filters.page == 2
            Filters.page = 4
        assert query.params["p"] == ("4",)

    def test_control_flow_from_the_session_completes_the_transaction(self) -> None:
        session, query = self.Failing(), FakeQuery(START)
        with use_ports(session, query):
            self.Failing.failing.append(SystemExit())
            with pytest.raises(SystemExit):
                Filters.page = 3
            assert Filters.page == 3
        assert query.params["p"] == ("3",)

    def test_a_session_that_fails_leaves_everything_as_it_was(self) -> None:
        session, query = self.Failing(), FakeQuery(START)
        with use_ports(session, query):
            Filters.page = 2
            self.Failing.failing.append(MemoryError())
            with pytest.raises(MemoryError):
                Filters.page = 3
            assert Filters.page == 2
        assert query.params["p"] == ("2",)


@pytest.mark.parametrize("in_batch", [True, False])
def test_a_warning_points_at_the_apps_own_line(in_batch: bool) -> None:
    tab = RunningTab()
    with tab.run(), warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        with batch() if in_batch else nullcontext():
            Long.text = "x" * 8500
    assert [warning.filename for warning in caught] == [__file__]


def test_a_batch_that_a_rerun_ends_warns_too() -> None:
    class Rerun(BaseException):
        pass

    def rerun() -> None:
        with batch():
            Long.text = "x" * 8500
            raise Rerun

    tab = RunningTab()
    with tab.run(), pytest.warns(PageStateWarning, match="characters"), pytest.raises(Rerun):
        rerun()
