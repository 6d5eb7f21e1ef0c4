"""The mypy plugin, in this process: errors, their wording, and correct code."""

from __future__ import annotations

import gc
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Protocol

import pytest
from mypy import api

from st_page_state.declaration.config import Config

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "typing" / "plugin"
IGNORE = re.compile(r"  # type: ignore\[(?P<codes>[^]]+)\]  # (?P<says>.+)$")
ERROR = re.compile(r"(?P<file>[^:]+):(?P<line>\d+): error: (?P<says>.*)  \[(?P<code>[a-z-]+)\]$")

Found = list[tuple[int, str, str]]
"""Line, code and text of each error."""


class Check(Protocol):
    def __call__(self, source: str, config: Path = ...) -> Found: ...


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    yield tmp_path_factory.mktemp("mypy")
    gc.unfreeze()  # mypy has frozen all that it knew
    gc.collect()
    gc.freeze()


@pytest.fixture
def check(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Check]:
    """Type-check one file in a folder with the module that it imports."""
    limit, thresholds = sys.getrecursionlimit(), gc.get_threshold()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MYPYPATH", str(ROOT / "src"))
    shutil.copy(CASES / "shared.py", tmp_path)

    def run(source: str, config: Path = CASES / "mypy.ini") -> Found:
        Path("checked.py").write_text(source, encoding="utf-8")
        out, err, _ = api.run([f"--config-file={config}", f"--cache-dir={cache}", "checked.py"])
        assert not err
        errors = [ERROR.fullmatch(line) for line in out.splitlines() if ": error: " in line]
        assert all(error is not None and error["file"] == "checked.py" for error in errors), out
        return [(int(error["line"]), error["code"], error["says"]) for error in errors if error]

    yield run
    # mypy sets both for good.
    sys.setrecursionlimit(limit)
    gc.set_threshold(*thresholds)


def test_correct_code_passes(check: Check) -> None:
    assert check((CASES / "accepted.py").read_text(encoding="utf-8")) == []


def test_each_mistake_is_reported_in_the_expected_words(check: Check) -> None:
    source = (CASES / "refused.py").read_text(encoding="utf-8")
    expected = {
        number: marked
        for number, line in enumerate(source.splitlines(), 1)
        if (marked := IGNORE.search(line))
    }
    assert len(expected) == source.count("type: ignore") > 50
    found = check(re.sub(IGNORE.pattern, "", source, flags=re.MULTILINE))
    assert {line for line, _, _ in found} == set(expected)
    for line, marked in expected.items():
        codes = {code for where, code, _ in found if where == line}
        texts = "; ".join(text for where, _, text in found if where == line)
        assert codes == set(marked["codes"].split(", ")), line
        assert marked["says"] in texts, line


def test_a_cached_result_follows_a_field_of_another_module(
    check: Check,
) -> None:
    source = 'from shared import Remote\n\nRemote.bind("query")\n'
    assert check(source) == []
    shared = Path("shared.py")
    shared.write_text(shared.read_text(encoding="utf-8").replace("query:", "search:"), "utf-8")
    assert [(line, code) for line, code, _ in check(source)] == [(3, "arg-type")]


def test_a_cached_result_follows_the_type_of_a_field(check: Check) -> None:
    source = (
        "import streamlit as st\nfrom shared import Remote\n\n"
        'Remote.bind("query", options=["a"])\n'
        'Remote.load({"query": "a"})\n'
        'st.date_input("D", **Remote.bind("query", form=True))\n'
        'st.text(Remote.options("query")[0].upper())\n'
    )
    assert [line for line, _, _ in check(source)] == [6]
    shared = Path("shared.py")
    text = shared.read_text(encoding="utf-8")
    shared.write_text(text.replace('query: str = StateVar(default="")', "query: int = 1"), "utf-8")
    assert [line for line, _, _ in check(source)] == [4, 5, 6, 7]


def test_the_daemon_follows_a_field_of_another_module(check: Check, cache: Path) -> None:
    Path("checked.py").write_text(
        'from shared import Remote\n\n\ndef f() -> None:\n    Remote.bind("query")\n'
        '    Remote.load({"query": "a"})\n',
        "utf-8",
    )
    options = [f"--config-file={CASES / 'mypy.ini'}", f"--cache-dir={cache}"]

    def daemon(*command: str) -> str:
        call = [sys.executable, "-m", "mypy.dmypy", "--status-file=daemon.json", *command]
        env = os.environ | {"PYTHONPATH": str(ROOT / "src")}
        return subprocess.run(call, capture_output=True, text=True, check=False, env=env).stdout

    try:
        assert "Success" in daemon("run", "--", *options, "checked.py", "shared.py")
        shared = Path("shared.py")
        shared.write_text(shared.read_text(encoding="utf-8").replace("query:", "search:"), "utf-8")
        said = daemon("run", "--", *options, "checked.py", "shared.py")
        assert "checked.py:5: error: bind(): Remote has no field 'query'." in said
        assert "checked.py:6: error: load(): Remote has no field 'query'." in said
    finally:
        daemon("stop")


def test_it_knows_every_option(check: Check) -> None:
    ((_, _, text),) = check(
        "from st_page_state import PageState\n\n\n"
        "class X(PageState):\n    class Config:\n        nothing_like_it = 1\n"
    )
    listed = text.partition("The options: ")[2].rstrip(".").split(", ")
    assert listed == sorted(option.name for option in fields(Config))


def test_other_plugins_are_asked_too(check: Check, tmp_path: Path) -> None:
    config = tmp_path / "both.ini"
    config.write_text(
        "[mypy]\nplugins = st_page_state.mypy, pydantic.mypy\n[pydantic-mypy]\ninit_typed = True\n"
    )
    source = "from pydantic import BaseModel\n\nclass M(BaseModel):\n    a: int\n\nM(a='1')\n"
    assert [(line, code) for line, code, _ in check(source, config)] == [(6, "arg-type")]
