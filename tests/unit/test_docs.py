"""``python -m st_page_state docs`` prints the handbook, from the repository or from the wheel."""

from __future__ import annotations

import io
import runpy
import shutil
import sys
import tomllib
from pathlib import Path

import pytest

from st_page_state import docs
from st_page_state.__main__ import main
from st_page_state.docs import pages

ROOT = Path(__file__).parents[2]


def test_without_a_page_it_prints_the_contents(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["docs"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("Begin\n\n  start ")
    for topic in docs.topics():
        assert f"  {topic.slug} " in printed
        assert topic.title in printed


def test_a_page_is_printed_with_its_example_and_its_test(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["docs", "filters"]) == 0
    printed = capsys.readouterr().out
    (topic,) = (topic for topic in docs.topics() if topic.slug == "filters")
    assert topic.example is not None
    assert printed.startswith("# Filters in the URL\n")
    for path in (topic.example, topic.test):
        assert f"## {path.name}\n\n```python\n{path.read_text('utf-8')}```" in printed


def test_a_page_without_an_example_is_its_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["docs", "glossary"]) == 0
    (topic,) = (topic for topic in docs.topics() if topic.slug == "glossary")
    assert capsys.readouterr().out == topic.text()


def test_an_unknown_page_suggests_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["docs", "filter"]) == 2
    assert "no page 'filter'. Did you mean 'filters'?" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("back button", "actions"),
        ("Snowflake", "deployment"),
        ("secruity", "security"),
    ],
)
def test_words_suggest_the_pages_that_a_search_finds(
    words: str, page: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["docs", *words.split()]) == 2
    assert f"Did you mean '{page}'" in capsys.readouterr().err


@pytest.mark.parametrize("words", ["nothing", "nope"])
def test_what_no_page_is_about_suggests_none(
    words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["docs", words]) == 2
    assert "Did you mean" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "name", ["filters.md", "Filters in the URL", "Filters", "topics/filters.md"]
)
def test_a_page_may_be_named_by_its_file_or_its_title(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["docs", name]) == 0
    assert capsys.readouterr().out.startswith("# Filters in the URL")


def test_a_misspelt_title_suggests_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["docs", "share link"]) == 2
    assert "Did you mean 'share_links'?" in capsys.readouterr().err


def test_a_terminal_without_the_characters_gets_others(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="ascii"))
    assert main(["docs", "actions"]) == 0
    sys.stdout.flush()
    assert written.getvalue().startswith(b"# Actions, Back and Forward")
    assert b"Example: [actions.py](actions.py) ? Test:" in written.getvalue()


def test_it_is_a_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["st_page_state", "docs", "glossary"])
    monkeypatch.delitem(sys.modules, "st_page_state.__main__")
    with pytest.raises(SystemExit, match="0"):
        runpy.run_module("st_page_state", run_name="__main__")
    assert capsys.readouterr().out.startswith("# Words")


def test_the_wheel_has_the_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    included = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    (source,) = (ROOT / path for path, to in included.items() if to == "st_page_state/handbook")
    shutil.copytree(source, tmp_path / "handbook")
    here = docs.topics()
    monkeypatch.setattr(pages, "_IN_THE_WHEEL", tmp_path / "handbook")
    assert docs.topics() == here
    assert here[0].path.is_relative_to(tmp_path)
