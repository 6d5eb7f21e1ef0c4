"""``check`` on apps of every layout, each with a planted mistake: it finds it, or says so."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app_layouts import FOUND, SHOWS, TOLD, TWO, USES, made
from st_page_state.__main__ import main


@pytest.fixture(autouse=True)
def _own_modules(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(sys, "path", [*sys.path])
    yield
    for name in [name for name in sys.modules if name.startswith("layout_")]:
        del sys.modules[name]


@pytest.mark.parametrize("name", FOUND)
def test_the_mistake_is_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    app = made(tmp_path, FOUND[name])
    status = main(["check", str(app)])
    out = capsys.readouterr().out
    assert (status, "both own ?p" in out) == (1, True), out
    assert "Not looked at" not in out


@pytest.mark.parametrize("name", FOUND)
def test_an_app_without_the_mistake_is_clean(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    script, files = FOUND[name]
    clean = {file: text.replace("Also.p", "Filters") for file, text in files.items()}
    layout = script.replace("Also.p", "Filters"), {"sub/x.py": USES.replace("Also.p", "2"), **clean}
    assert main(["check", str(made(tmp_path, layout))]) == 0, capsys.readouterr().out


@pytest.mark.parametrize(
    "script",
    [
        "import layout_views as v\n[st.Page(v.one), st.Page(v.two)]\n",
        "import layout_views as v\nfor f in (v.one, v.two):\n    st.Page(f)\n",
        "from layout_views import one, two\nst.navigation({'A': [one], 'B': [two]})\n",
        "from layout_views import one, two\nst.Page(lambda: one()), st.Page(lambda: two())\n",
        "import layout_views\nv = layout_views.V()\nst.Page(v.one), st.Page(v.two)\n",
        (
            "import layout_views as v\ndef main():\n    def one():\n        v.one()\n"
            "    def two():\n        v.two()\n    st.navigation([one, two])\nmain()\n"
        ),
    ],
    ids=["each", "a loop", "sections", "lambdas", "methods", "inner functions"],
)
def test_functions_that_are_pages_are_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], script: str
) -> None:
    app = made(tmp_path, (script, TWO))
    app.write_text(
        app.read_text("utf-8").replace("from layout_state import Filters\n", ""), "utf-8"
    )
    status = main(["check", str(app)])
    out = capsys.readouterr().out
    assert status == 0, out
    assert "Note: Filters and Also both own ?p, on different pages." in out


@pytest.mark.parametrize("name", TOLD)
def test_what_is_not_looked_at_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    app = made(tmp_path, TOLD[name])
    status = main(["check", str(app)])
    out = capsys.readouterr().out
    assert (status, "Not looked at: " in out) == (2, True), out
    assert "Nothing is wrong." not in out


UNCLEAR = "import json\n[st.Page(p) for p in json.load(open('p.json'))]"


def test_pages_that_are_named_are_looked_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app = made(tmp_path, (f"{UNCLEAR}\n", {"sub/y.py": USES.replace("Also.p", "2")}))
    assert main(["check", str(app)]) == 2
    told = "Not looked at: app.py:4: which pages st.Page gets is only known when the app runs: name"
    assert told in capsys.readouterr().out
    assert main(["check", str(app), str(tmp_path / "sub" / "y.py")]) == 0
    assert main(["check", str(app), str(tmp_path / "sub" / "x.py")]) == 1
    assert main(["check", str(app), str(tmp_path / "sub" / "z.py")]) == 1
    assert "There is no file" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("said", "status"),
    [("files sub/y.py", 0), ("files sub/*.py", 1), ("no files", 0), ("allow X", 2), ("", 2)],
)
def test_a_comment_names_the_pages(tmp_path: Path, said: str, status: int) -> None:
    files = {"sub/y.py": USES.replace("Also.p", "2")}
    app = made(tmp_path, (f"{UNCLEAR}  # check: {said}\nFilters.page\n", files))
    assert main(["check", str(app)]) == status


def test_a_page_that_is_not_there_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app = made(tmp_path, ("Filters.page\nst.Page('sub/z.py')\n", {}))
    assert main(["check", str(app)]) == 1
    told = "Wrong: app.py:4: st.Page is given 'sub/z.py', and there is no such file."
    assert told in capsys.readouterr().out


def test_the_folder_that_the_command_runs_in_does_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = made(tmp_path, FOUND["a glob from here"])
    (tmp_path / "else" / "where").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "else" / "where")
    assert main(["check", os.path.relpath(app)]) == 1


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@pytest.mark.parametrize("what", ["the page", "the folder", "the app"])
def test_links_are_followed_as_streamlit_does(tmp_path: Path, what: str) -> None:
    app = made(tmp_path / "app", ("Filters.page\n", {}))
    pages = tmp_path / "app" / "pages"
    away = tmp_path / "away"
    away.mkdir()
    (away / "x.py").write_text(USES, encoding="utf-8")
    if what == "the page":
        pages.mkdir()
        (pages / "x.py").symlink_to(away / "x.py")
    elif what == "the folder":
        pages.symlink_to(away)
    else:
        away.rename(pages)
        (tmp_path / "real.py").write_text(app.read_text("utf-8"), "utf-8")
        app.unlink()
        app.symlink_to(tmp_path / "real.py")
    assert main(["check", str(app)]) == 1


def test_a_package_beside_the_app_is_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"src/layout_pkg/__init__.py": "", "src/layout_pkg/inner.py": SHOWS}
    made(tmp_path, ("", files))
    monkeypatch.syspath_prepend(str(tmp_path / "src"))
    monkeypatch.syspath_prepend(str(tmp_path))
    app = tmp_path / "app" / "main.py"
    app.parent.mkdir()
    app.write_text("from layout_pkg.inner import show\nshow()\n", encoding="utf-8")
    assert main(["check", str(app)]) == 1
    app.write_text("def main():\n    from layout_pkg import inner\n    inner.show()\nmain()\n")
    assert main(["check", str(app)]) == 1


ALLOWED = """
import streamlit as st
from st_page_state import PageState, StateVar, batch
class One(PageState):{one}
    a: int = StateVar(default=1, url_key="a")
class Two(PageState):{two}
    b: int = StateVar(default=1, url_key="b")
One.a
"""


@pytest.mark.parametrize(
    ("one", "two", "status"),
    [
        ("", "", 1),
        ("  # check: allow Two", "", 0),
        ("", "  # check: allow One, Two", 0),
        ("  # check: allow Three", "", 1),
        ('\n    """Text."""  # check: allow Two', "", 0),
    ],
)
def test_a_comment_allows_a_pair(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], one: str, two: str, status: int
) -> None:
    app = tmp_path / "app.py"
    app.write_text(ALLOWED.format(one=one, two=two) + "Two.b\n", encoding="utf-8")
    assert main(["check", str(app)]) == status
    out = capsys.readouterr().out
    if not one:
        assert ("class One(PageState):  # check: allow Two" in out) is (status == 1)


@pytest.mark.parametrize(
    ("block", "status"),
    [
        ("Two.b = 2", 0),
        ("Two.update(b=2)", 0),
        ("Two.update(b=One.a)", 0),
        ("x = Two.b", 1),
        ("Two.focus()", 1),
    ],
)
def test_what_a_batch_sets_before_it_leaves_the_page_is_no_use_of_it(
    tmp_path: Path, block: str, status: int
) -> None:
    app = tmp_path / "app.py"
    source = ALLOWED.format(one="", two="")
    app.write_text(f"{source}with batch():\n    {block}\n    st.switch_page('x.py')\n", "utf-8")
    assert main(["check", str(app)]) == status
    app.write_text(f"{source}with batch():\n    {block}\n    st.write('x')\n", "utf-8")
    assert main(["check", str(app)]) == 1
    app.write_text(f"{source}with st.form():\n    {block}\n    st.switch_page('x')\n", "utf-8")
    assert main(["check", str(app)]) == 1


def test_the_list_and_its_detail_page_need_no_option(capsys: pytest.CaptureFixture[str]) -> None:
    example = Path(__file__).parents[2] / "examples" / "list_detail" / "app.py"
    assert main(["check", str(example)]) == 0, capsys.readouterr().out


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("exec('x = (')\n", "SyntaxError"),
        ("import importlib\nimportlib.import_module('layout_nothing')\n", "ModuleNotFoundError"),
    ],
)
def test_code_by_a_text_that_fails_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], script: str, told: str
) -> None:
    assert main(["check", str(made(tmp_path, (script, {})))]) == 1
    assert f"Wrong: app.py: {told}" in capsys.readouterr().out


def test_a_page_is_looked_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    app = made(tmp_path, ("Filters.page\nst.Page('sub/x.py'), st.Page('sub/../sub/x.py')\n", {}))
    main(["check", str(app)])
    assert capsys.readouterr().out.count("\nsub/x.py: ") == 1


def test_modules_that_cannot_be_found_are_none_of_the_app_s(tmp_path: Path) -> None:
    script = "Filters.page\ndef f():\n    import layout_none.x\n    import os.path\nf()\n"
    assert main(["check", str(made(tmp_path, (script, {})))]) == 0
