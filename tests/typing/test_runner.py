"""The runner of the typing tests counts correctly, and fails if a checker saw nothing."""

from __future__ import annotations

import inspect
import runpy
import sys
from pathlib import Path

import pytest
from checkers import SOURCE, NotCheckedError, mypy
from verdicts import ACCEPT, REJECT, Finding, Tool, Verdict, judge, marks, named, statements

from st_page_state import StateVar, use_ports
from st_page_state_fakes import FakeQuery, FakeSession

TOOLS: list[Tool] = ["mypy", "basedpyright"]


def wanted(tool: Tool) -> list[Finding]:
    return [
        Finding(named(path), line, min(codes), "")
        for path in REJECT
        for line, codes in marks(path.read_text(encoding="utf-8"), tool).items()
    ]


@pytest.mark.parametrize("tool", TOOLS)
def test_exactly_the_wanted_findings_are_good(tool: Tool) -> None:
    verdict = judge(wanted(tool), tool)
    assert verdict.good
    assert verdict.refused == verdict.refusable > 90
    assert verdict.accepted == verdict.acceptable > 200


@pytest.mark.parametrize("tool", TOOLS)
def test_no_findings_at_all_are_a_failure(tool: Tool) -> None:
    verdict = judge([], tool)
    assert not verdict.good
    assert verdict.refused == 0


def test_nothing_to_judge_is_a_failure() -> None:
    assert not Verdict().good


def test_a_wanted_line_without_an_error_is_named() -> None:
    first, *others = wanted("mypy")
    verdict = judge(others, "mypy")
    assert verdict.refused == verdict.refusable - 1
    assert verdict.wrong == [f"{first.file}:{first.line}: {first.code} wanted, nothing found"]
    assert verdict.row("mypy").endswith("FAILED")


def test_a_line_with_another_error_does_not_count() -> None:
    first, *others = wanted("mypy")
    verdict = judge([*others, Finding(first.file, first.line, "import-not-found", "")], "mypy")
    assert verdict.refused == verdict.refusable - 1


def test_an_error_in_an_accepted_statement_is_counted_and_named() -> None:
    path = ACCEPT[-1]
    lines = list(statements(path.read_text(encoding="utf-8")))
    planted = Finding(named(path), lines[-1], "misc", "planted")
    verdict = judge([*wanted("mypy"), planted], "mypy")
    assert verdict.accepted == verdict.acceptable - 1
    assert verdict.wrong == [f"{planted.file}:{planted.line}: planted [misc]"]


def test_mypy_with_another_package_is_no_check(tmp_path: Path) -> None:
    stub = tmp_path / "st_page_state" / "state.pyi"
    with pytest.raises(NotCheckedError, match="mypy has not read"):
        mypy(Path(sys.executable), SOURCE, stub, tmp_path, Path(sys.executable))


@pytest.mark.filterwarnings("ignore:.*are used on one page")
@pytest.mark.parametrize("path", ACCEPT, ids=named)
def test_accepted_code_runs(path: Path) -> None:
    with use_ports(FakeSession(), FakeQuery()):
        runpy.run_path(str(path))


def test_state_var_has_the_defaults_that_its_stub_says() -> None:
    # stubtest ignores it: the stub takes `default` only by name.
    parameters = inspect.signature(StateVar).parameters
    assert list(parameters) == [
        "default", "url_key", "value_map", "default_factory", "hide_default", "persist",
    ]  # fmt: skip
    for name in ("url_key", "value_map", "default_factory", "hide_default"):
        assert parameters[name].default is None
    assert parameters["persist"].default is True
    stub = Path(__file__).parents[2] / "typings" / "st_page_state" / "declaration" / "state_var.pyi"
    for name in ("url_key", "value_map", "hide_default", "persist"):
        assert stub.read_text(encoding="utf-8").count(f"    {name}: ") == 2
