"""Output of the pytest plugin: help, errors, events and contract rows of failed tests."""

from __future__ import annotations

import sys
from functools import partial

import pytest

import st_page_state_fakes
from plugin_runs import PLUGIN, alone  # noqa: F401 - a fixture
from plugin_runs import run as run_below
from st_page_state_fakes import contract

STATE = """
    import threading
    import pytest
    from st_page_state import PageState, StateVar

    class Reported(PageState):
        page: int = StateVar(default=1, url_key="p")
        secret: str = StateVar(default="")
"""

pytestmark = pytest.mark.usefixtures("alone")
run = partial(run_below, STATE)


def events(result: pytest.RunResult) -> list[str]:
    """Return the lines of the events section."""
    (start,) = (n for n, line in enumerate(result.outlines) if "st_page_state trace" in line)
    assert result.outlines[start].strip("- ") == "st_page_state trace"
    lines = result.outlines[start + 1 :]
    return lines[: next(n for n, line in enumerate(lines) if line.startswith("==="))]


class TestHelp:
    def test_the_option_has_its_own_group_and_description(self, pytester: pytest.Pytester) -> None:
        shown = pytester.runpytest_inprocess("-p", PLUGIN, "--help").stdout.str()
        assert (
            "st_page_state: --st-page-state-trace show for a failed test what its state classes "
            "did: touch, claim, adopt, purge, restore and update of the URL, in order "
        ) in " ".join(shown.split())

    def test_the_marker_describes_its_argument(self, pytester: pytest.Pytester) -> None:
        shown = pytester.runpytest_inprocess("-p", PLUGIN, "--markers").outlines
        assert (
            '@pytest.mark.page_state_url(url): the query string, such as "?status=active", '
            "that fake_session and fake_query begin with"
        ) in shown


class TestMarker:
    def test_other_markers_are_ignored(self, pytester: pytest.Pytester) -> None:
        result = run(
            pytester,
            """
    @pytest.mark.parametrize("page", [7])
    @pytest.mark.page_state_url("?p=7")
    @pytest.mark.usefixtures("fake_session")
    def test_marked(page):
        assert Reported.page == page

    @pytest.mark.usefixtures("fake_session")
    def test_unmarked(fake_query):
        assert fake_query.url == ""
""",
        )
        result.assert_outcomes(passed=2)

    def test_a_param_may_be_an_address(self, pytester: pytest.Pytester) -> None:
        result = run(
            pytester,
            """
    @pytest.mark.page_state_url("?next=https://app.example/?a=1")
    def test_it(fake_query):
        assert fake_query.params == {"next": ("https://app.example/?a=1",)}
""",
        )
        result.assert_outcomes(passed=1)


class TestTrace:
    def test_it_includes_other_threads(self, pytester: pytest.Pytester) -> None:
        result = run(
            pytester,
            """
    def test_it():
        def script():
            from st_page_state import use_ports
            from st_page_state_fakes import FakeQuery, FakeSession

            with use_ports(FakeSession(), FakeQuery()):
                Reported.page = 2

        thread = threading.Thread(target=script)
        thread.start()
        thread.join()
        assert False
""",
            "--st-page-state-trace",
        )
        assert "claim   Reported page='2'" in events(result)

    @pytest.mark.parametrize(
        ("pages", "secrets", "first", "count"),
        [
            (48, 1, "touch   Reported", 100),
            (49, 0, "... 1 earlier lines left out", 101),
        ],
    )
    def test_long_output_keeps_the_last_hundred_lines(
        self, pytester: pytest.Pytester, pages: int, secrets: int, first: str, count: int
    ) -> None:
        result = run(
            pytester,
            f"""
    def test_it(fake_session):
        for _ in range({pages}):
            Reported.page += 1
        for _ in range({secrets}):
            Reported.secret = "hidden"
        assert False
""",
            "--st-page-state-trace",
        )
        lines = events(result)
        assert (lines[0], len(lines)) == (first, count)


def test_a_failing_contract_row_shows_its_comparison(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Import the rows again, as a fresh pytest does, and let only that pytest rewrite them.
    running = [finder for finder in sys.meta_path if "pytest" in type(finder).__module__]
    monkeypatch.setattr(sys, "meta_path", [f for f in sys.meta_path if f not in running])
    monkeypatch.setattr(st_page_state_fakes, "contract", contract)
    for name in [PLUGIN, *sys.modules]:
        if name == PLUGIN or name.startswith("st_page_state_fakes.contract"):
            monkeypatch.delitem(sys.modules, name, raising=False)
    result = run(
        pytester,
        """
    from contextlib import nullcontext
    from st_page_state_fakes import FakeQuery
    from st_page_state_fakes.contract import QueryPortContract

    class Wrong:
        def run(self):
            return nullcontext(FakeQuery("?a=1"))

    class TestWrong(QueryPortContract):
        @pytest.fixture
        def open_tab(self):
            return Wrong
""",
        "-k",
        "test_an_empty_address",
    )
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["E *{'a': ('1',)} == {}"])


def test_what_an_apps_own_file_did_is_shown(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        app="""
    from st_page_state import PageState, StateVar

    class Filed(PageState):
        page: int = StateVar(default=1, url_key="p")

    Filed.page += 1
"""
    )
    result = run(
        pytester,
        """
    def test_it(fake_app):
        fake_app("app.py").open("?junk=1")
        assert False
""",
        "--st-page-state-trace",
    )
    result.assert_outcomes(failed=1)
    assert "claim   Filed page='2'" in events(result)
