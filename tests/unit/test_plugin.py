"""The pytest plugin, in its own pytest."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from importlib.metadata import entry_points

import pytest

import st_page_state_fakes
from plugin_runs import PLUGIN, alone  # noqa: F401 - a fixture
from plugin_runs import run as run_below

STATE = """
    import pytest
    from st_page_state import PageState, StateVar

    class Filters(PageState):
        status: str = StateVar(default="pending", url_key="status")
        page: int = StateVar(default=1, url_key="p")
        secret: str = StateVar(default="")
"""

pytestmark = pytest.mark.usefixtures("alone")
run = partial(run_below, STATE)


class TestFixtures:
    def test_each_fixture_activates_both_ports(self, pytester: pytest.Pytester) -> None:
        result = run(
            pytester,
            """
    def test_session(fake_session):
        Filters.page += 1
        assert len(fake_session) == 1

    def test_query(fake_query):
        assert Filters.page == 1
        Filters.page += 1
        assert fake_query.url == "?status=pending&p=2"

    def test_both(fake_session, fake_query):
        assert fake_query.updates == [] and dict(fake_session) == {}
        assert Filters.page == 1
        assert len(fake_session) == len(fake_query.updates) == 1

    def test_neither():
        with pytest.raises(RuntimeError, match="No Streamlit script run"):
            Filters.page
""",
        )
        result.assert_outcomes(passed=4)

    def test_the_marker_sets_their_first_address(self, pytester: pytest.Pytester) -> None:
        result = run(
            pytester,
            """
    @pytest.mark.page_state_url("?status=active")
    class TestActive:
        def test_session(self, fake_session):
            assert Filters.status == "active"

        @pytest.mark.page_state_url("p=7")
        def test_the_nearest_one_counts(self, fake_query):
            assert fake_query.params == {"p": ("7",)}
""",
        )
        result.assert_outcomes(passed=2)

    @pytest.mark.parametrize(
        "given", ["", "7", '"?a=1", "?b=1"', 'url="?a=1"', '"https://app.example/?a=1"']
    )
    def test_any_other_marker_is_an_error(self, pytester: pytest.Pytester, given: str) -> None:
        result = run(
            pytester,
            f"""
    @pytest.mark.page_state_url({given})
    def test_it(fake_query):
        pass
""",
        )
        result.assert_outcomes(errors=1)
        refused = f"not ({given.replace(*QUOTES)})."
        result.stdout.fnmatch_lines(
            [f"The marker page_state_url takes one query string, * {refused}"]
        )

    def test_fake_app_makes_an_app_from_a_script(self, pytester: pytest.Pytester) -> None:
        result = run(
            pytester,
            """
    def test_it(fake_app):
        app = fake_app(lambda st: Filters.page, pages={"map": lambda st: None})
        assert app.open("?p=7").state(Filters) == Filters(page=7)
        assert app.open().state(Filters) == Filters()
""",
        )
        result.assert_outcomes(passed=1)

    def test_fake_app_finds_a_file_beside_the_test_or_in_the_rootdir(
        self, pytester: pytest.Pytester
    ) -> None:
        folder = pytester.mkdir("nested")
        (folder / "near.py").write_text("import streamlit as st\nst.text('near')\n")
        pytester.makepyfile(
            far="import streamlit as st\nst.text('far')\n",
            **{
                "nested/test_it": """
                def test_it(fake_app):
                    assert fake_app("near.py").open().texts == ["near"]
                    assert fake_app("far.py").open().texts == ["far"]
                """
            },
        )
        pytester.runpytest_inprocess("-p", PLUGIN, "nested").assert_outcomes(passed=1)

    def test_they_are_listed_with_a_description(self, pytester: pytest.Pytester) -> None:
        listed = pytester.runpytest_inprocess("-p", PLUGIN, "--fixtures").stdout
        listed.fnmatch_lines(["fake_session *", "    A fresh session, in force*"])


QUOTES = ('"', "'")


class TestFailedComparison:
    def test_it_lists_differences_by_param(self, pytester: pytest.Pytester) -> None:
        result = run(
            pytester,
            """
    @pytest.mark.page_state_url("?q=caf%C3%A9")
    def test_url(fake_query):
        Filters.status = "active"
        assert fake_query.url == "?status=done&p=1&q=caf%C3%A9"

    def test_params(fake_query):
        Filters.page = 2
        assert fake_query.params == {"status": ("pending",)}
""",
        )
        result.assert_outcomes(failed=2)
        result.stdout.fnmatch_lines(
            [
                "*assert '?status=active&p=1' == '?status=done&p=1&q=caf%C3%A9'",
                "E*param status: 'active' != 'done'",
                "E*param q: only right, 'café'",
                "E*1 param is the same",
                "E*assert {'status': ('pending',), 'p': ('2',)} == {'status': ('pending',)}",
                "E*param p: only left, '2'",
                "E*1 param is the same",
            ]
        )

    def test_other_comparisons_look_as_usual(self, pytester: pytest.Pytester) -> None:
        result = run(
            pytester,
            """
    def test_text():
        assert "what? yes" == "what? no"

    def test_another_operator():
        assert "?a=1" != "?a=1"
""",
        )
        result.assert_outcomes(failed=2)
        result.stdout.no_fnmatch_line("*param*")
        result.stdout.fnmatch_lines(["*- what? no", "*+ what? yes"])


FAILING = """
    @pytest.fixture
    def landed(fake_query):
        fake_query.go("?junk=1&p=7")
        yield
        Filters.reset()

    def test_it(landed):
        Filters.update(status="active", secret="swordfish")
        assert False

    def test_passing(fake_query):
        Filters.page = 3
"""


class TestTrace:
    def test_a_failed_test_shows_its_events_in_order(self, pytester: pytest.Pytester) -> None:
        result = run(pytester, FAILING, "--st-page-state-trace")
        result.assert_outcomes(failed=1, passed=1)
        start = next(n for n, line in enumerate(result.outlines) if "st_page_state trace" in line)
        assert result.outlines[start + 1 : start + 7] == [
            "touch   Filters",
            "adopt   Filters page='7'",
            "restore Filters ?status='pending'",
            "claim   Filters status='active' secret=str",
            "purge   Filters ?junk='1'",
            "update  Filters ?p='7' ?status='active'",
        ]
        # Neither what its teardown did nor the test that passed.
        assert result.outlines[start + 7].startswith("====")
        assert result.stdout.str().count("st_page_state trace") == 1

    def test_a_failing_teardown_shows_its_events(self, pytester: pytest.Pytester) -> None:
        result = run(
            pytester,
            """
    @pytest.fixture
    def reset(fake_session):
        yield
        Filters.reset()
        assert False

    def test_it(reset):
        Filters.page = 2
""",
            "--st-page-state-trace",
        )
        result.assert_outcomes(passed=1, errors=1)
        result.stdout.fnmatch_lines(["claim   Filters page='2'", "claim   Filters page='1'"])

    def test_it_is_bounded(self, pytester: pytest.Pytester) -> None:
        result = run(
            pytester,
            """
    def test_it(fake_session):
        for _ in range(60):
            Filters.page += 1
        for _ in range(5):
            Filters.secret = ""
        assert False
""",
            "--st-page-state-trace",
        )
        result.stdout.fnmatch_lines(
            [
                "... 24 earlier lines left out",
                "claim   Filters page='61'",
                "update  Filters ?status='pending' ?p='61'",
                "touch   Filters secret=str  (5 times)",
            ]
        )

    def test_nothing_is_shown_without_the_option_or_events(self, pytester: pytest.Pytester) -> None:
        run(pytester, FAILING).stdout.no_fnmatch_line("*st_page_state trace*")
        idle = run(
            pytester,
            """
    def test_it():
        assert False
""",
            "--st-page-state-trace",
        )
        idle.assert_outcomes(failed=1)
        idle.stdout.no_fnmatch_line("*st_page_state trace*")


@pytest.mark.skipif(
    PLUGIN not in {found.name for found in entry_points(group="pytest11")},
    reason="the project is not installed, only on the path",
)
@pytest.mark.parametrize("named", [(), ("-p", PLUGIN)])
def test_pytest_finds_it_by_itself_and_only_once(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, named: tuple[str, ...]
) -> None:
    monkeypatch.delenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD")
    pytester.makepyfile("def test_it(fake_session): assert len(fake_session) == 0")
    result = pytester.runpytest_inprocess("-p", "no:hypothesispytest", *named)
    result.assert_outcomes(passed=1)


def test_an_unknown_attribute_is_named() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'FakeThing'"):
        st_page_state_fakes.FakeThing  # type: ignore[attr-defined]


def test_loading_it_imports_nothing_heavy() -> None:
    check = (
        f"import sys, {PLUGIN}; "
        "sys.exit(any(name in sys.modules for name in ('st_page_state', 'pydantic', 'streamlit')))"
    )
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
