"""The codemod: what it converts gives the same outputs, and its diff applies."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import lists, sampled_from
from libcst import ParserSyntaxError, parse_module

from migrated_scripts import (
    ALWAYS,
    ANNOUNCED,
    ANY,
    COUNTER,
    DATED,
    HEAD,
    NATIVE,
    PAGED,
    migrated,
)
from st_page_state.__main__ import main
from st_page_state.devtools.migrate import propose
from st_page_state.errors import ArgumentError
from st_page_state_fakes import FakeApp
from st_page_state_fakes.tab import Tab


def click(label: str) -> Callable[[Tab], object]:
    return lambda tab: tab.button(label).click()


def enter(label: str, value: object) -> Callable[[Tab], object]:
    return lambda tab: tab.widget(label).set_value(value)


def outputs(script: Path, url: str, steps: list[Callable[[Tab], object]]) -> list[object]:
    tab = FakeApp(script).open(url)
    seen: list[object] = [(tab.texts, parse_qs(tab.url.lstrip("?")))]
    for step in steps:
        step(tab)
        seen.append((tab.texts, parse_qs(tab.url.lstrip("?"))))
    return seen


@pytest.mark.parametrize(
    ("script", "url", "steps"),
    [
        (COUNTER, "", [click("More"), enter("Name", "Bob"), click("More"), click("Forget")]),
        (COUNTER, "?other=1", [click("More"), click("Rename"), click("More")]),
        (PAGED, "?page=4&other=1", [click("Next"), click("Flag"), click("First"), click("Next")]),
        (PAGED, "", [click("All"), click("Next"), click("None"), click("Next")]),
        (ANNOUNCED, "?status=active", [enter("Status", "pending")]),
        (NATIVE, "?q=some", [enter("Query", "more"), enter("Deep", True)]),
        (DATED, "", [enter("Since", date(2026, 2, 3)), click("Back to the first")]),
        (ALWAYS, "", [enter("Wide", True), enter("Wide", False), enter("Status", "active")]),
        (ALWAYS, "?status=active", [enter("Status", "pending")]),
    ],
    ids=[
        "counter",
        "counter-pop",
        "params",
        "whole-params",
        "announcement",
        "native",
        "date",
        "always",
        "always-opened",
    ],
)
def test_a_converted_script_gives_the_same_outputs(
    tmp_path: Path, script: str, url: str, steps: list[Callable[[Tab], object]]
) -> None:
    proposal = migrated(tmp_path, HEAD + script)
    (tmp_path / "new").mkdir()
    new = tmp_path / "new" / "app.py"
    new.write_text(proposal.after[tmp_path / "app.py"], encoding="utf-8")
    assert not proposal.left
    before, after = (outputs(path, url, steps) for path in (tmp_path / "app.py", new))
    if script is ANNOUNCED:  # a default that was in the address is hidden now
        assert [texts for texts, _ in after] == [texts for texts, _ in before]
    else:
        assert after == before
    assert "session_state" not in new.read_text("utf-8")


@pytest.mark.parametrize(
    ("script", "url"), [(ANNOUNCED, "?status=nonsense"), (ALWAYS, "?status=nonsense&wide=1")]
)
def test_a_broken_link_opens_as_before(tmp_path: Path, script: str, url: str) -> None:
    proposal = migrated(tmp_path, HEAD + script)
    (tmp_path / "new").mkdir()
    new = tmp_path / "new" / "app.py"
    new.write_text(proposal.after[tmp_path / "app.py"], encoding="utf-8")
    tabs = [FakeApp(path).open(url) for path in (tmp_path / "app.py", new)]
    assert tabs[0].texts == tabs[1].texts
    assert {tab.widget("Status").value for tab in tabs} == {"pending"}


@pytest.mark.parametrize("script", [COUNTER, PAGED, ANNOUNCED, NATIVE, DATED, ALWAYS])
def test_a_second_run_proposes_nothing(tmp_path: Path, script: str) -> None:
    migrated(tmp_path, HEAD + script).write()
    again = propose([tmp_path / "app.py"])
    assert again.diff() == ""
    assert not again.left


@pytest.mark.parametrize("script", [COUNTER, PAGED, ANNOUNCED, NATIVE, DATED, ALWAYS])
def test_the_diff_applies(tmp_path: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("app.py").write_text(HEAD + script, encoding="utf-8")
    proposal = propose(["app.py"])
    subprocess.run(
        ["git", "apply", "-"], input=proposal.diff(), text=True, check=True, cwd=tmp_path
    )
    assert Path("app.py").read_text("utf-8") == proposal.after[Path("app.py")]


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(parts=lists(sampled_from([*COUNTER.split("\n\n"), *PAGED.split("\n\n"), *ANY]), max_size=8))
def test_any_script_parses_or_stays(tmp_path: Path, parts: list[str]) -> None:
    text = HEAD + "\n\n".join(parts)
    try:
        parse_module(text)
    except ParserSyntaxError:
        return
    proposal = migrated(tmp_path, text)
    for new in proposal.after.values():
        parse_module(new)
        assert new != text
    assert bool(proposal.after) is bool(proposal.converted)


def test_comments_move_with_what_they_explain(tmp_path: Path) -> None:
    text = migrated(tmp_path, HEAD + COUNTER).after[tmp_path / "app.py"]
    for comment in ("# The counter", "# clicks so far", "# a callback"):
        assert comment in text


def test_pages_share_one_class_in_a_module(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    page = f"{HEAD}st.session_state.setdefault('n', 0)\nst.write(str(st.session_state.n))\n"
    (tmp_path / "pages" / "two.py").write_text(page, encoding="utf-8")
    (tmp_path / "app.py").write_text(
        f"{page}if st.button('More'):\n    st.session_state.n += 1\n    st.rerun()\n", "utf-8"
    )
    proposal = propose([tmp_path])
    assert "class SharedState(PageState):" in proposal.after[tmp_path / "state.py"]
    assert "from state import SharedState" in proposal.after[tmp_path / "pages" / "two.py"]
    alone = propose([tmp_path / "app.py"])
    assert not alone.after
    assert "not among the given" in str(alone.left[0])
    proposal.write()
    tab = FakeApp(tmp_path / "app.py").open()
    tab.button("More").click()
    tab.switch_page("two")
    assert tab.texts == ["1"]


def test_a_script_for_the_first_implementation_names_the_default(tmp_path: Path) -> None:
    old = (
        "from st_page_state import PageState, RedisBackend, StateVar\n\n\n"
        'class A(PageState):\n    a: int = StateVar(1, "a")\n    b: str = StateVar(default="")\n'
    )
    proposal = migrated(tmp_path, old)
    assert 'a: int = StateVar(default=1, url_key="a")' in proposal.after[tmp_path / "app.py"]
    assert "RedisBackend" in str(proposal.left[0])


def test_the_command_proposes_and_writes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app = tmp_path / "app.py"
    app.write_text(HEAD + COUNTER, encoding="utf-8")
    assert main(["migrate", str(app)]) == 0
    shown = capsys.readouterr()
    assert "+class State(PageState):" in shown.out
    assert "Nothing is written" in shown.err
    assert app.read_text("utf-8") == HEAD + COUNTER
    assert main(["migrate", "--write", str(app)]) == 0
    assert "class State(PageState):" in app.read_text("utf-8")
    assert main(["migrate", str(tmp_path / "none.py")]) == 2


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"import os\n\nif :\n", ":3: the file stays: it cannot be read as Python: expected"),
        (b"a = 1\nb = '\xe9'\n", ":2: the file stays: it cannot be read as Python: it is not"),
    ],
)
def test_a_file_that_is_no_python_is_named(
    tmp_path: Path, content: bytes, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    app, good = tmp_path / "app.py", tmp_path / "good.py"
    app.write_bytes(content)
    good.write_text(HEAD + COUNTER, "utf-8")
    assert main(["migrate", str(app)]) == 1
    assert f"{app}{told}" in capsys.readouterr().err
    assert main(["migrate", str(tmp_path)]) == 1
    assert "+class State(PageState):" in capsys.readouterr().out


def test_a_file_that_cannot_be_opened_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("st_page_state.devtools.migrate.proposal._read", refused)
    (left,) = migrated(tmp_path, HEAD).left
    assert "Permission denied" in str(left)
    assert left.is_error


def test_what_is_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ArgumentError):
        propose([tmp_path / "missing"])


def test_every_output_parses(tmp_path: Path) -> None:
    for script in (COUNTER, PAGED, ANNOUNCED, NATIVE):
        for text in migrated(tmp_path, HEAD + script).after.values():
            parse_module(text)


def test_the_package_runs_as_a_command(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(f"{HEAD}print(st.session_state.x)\n", "utf-8")
    command = [sys.executable, "-m", "st_page_state", "migrate", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == ""
    assert 'app.py:3: st.session_state["x"] stays: no first value' in done.stderr


def test_without_libcst_the_extra_is_named(tmp_path: Path) -> None:
    code = (
        "import importlib.util as u; find = u.find_spec\n"
        "u.find_spec = lambda name, *a: None if name == 'libcst' else find(name, *a)\n"
        "from st_page_state.__main__ import main\n"
        f"raise SystemExit(main(['migrate', {str(tmp_path)!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert 'pip install "libcst>=1.5"' in done.stderr


def test_modules_beside_are_read_as_far_as_they_can_be(tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text("if :\n", "utf-8")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "app.py").write_text("if :\n", "utf-8")
    text = f"import broken\nfrom . import broken\nfrom os import *\nfrom os import path\n{HEAD}"
    text += "st.text_input('x', key='alone')\nst.session_state.setdefault('n', 1)\n"
    alone = migrated(tmp_path, text)
    assert alone.converted == ['st.session_state["n"]']
    assert not alone.left
    (tmp_path / "broken.py").unlink()
    assert propose([tmp_path]).converted == alone.converted
