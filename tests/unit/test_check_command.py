"""``python -m st_page_state check``: what an app's classes own, and where they collide."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from st_page_state.__main__ import main
from st_page_state.adapters import quiet

STATE = """
from st_page_state import PageState, StateVar

class Filters(PageState):
    status: str = StateVar(default="open", url_key="status")
    page: int = StateVar(default=1, url_key="p")
    note: str = StateVar(default="")

class Detail(PageState):
    id: int | None = StateVar(default=None, url_key="id")

class Sharing(PageState):
    zoom: int = StateVar(default=3, url_key="zoom")
    class Config:
        share_url_with = [Filters]

class Also(PageState):
    p: int = StateVar(default=7, url_key="p")
"""


@pytest.fixture(autouse=True)
def _own_modules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path])
    for name in ("its_state", "its_parts"):
        monkeypatch.delitem(sys.modules, name, raising=False)


@pytest.fixture
def app(tmp_path: Path) -> Path:
    (tmp_path / "its_state.py").write_text(STATE, encoding="utf-8")
    return tmp_path / "app.py"


def checked(app: Path, source: str, *options: str) -> int:
    app.write_text(source, encoding="utf-8")
    return main(["check", str(app), *options])


def test_what_each_class_owns_and_the_longest_url(
    app: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = "from its_state import Filters, Sharing\nprint(Filters.page, Sharing.zoom)\n"
    assert checked(app, source) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Filters (its_state)",
        "  ?status  status: str",
        "  ?p  page: int",
        "  session only  note: str",
        "Sharing (its_state)",
        "  ?zoom  zoom: int",
        "",
        "app.py: Filters, Sharing",
        "  longest URL by defaults: ?status=open&p=1&zoom=3 (23 of 8,000 characters)",
        "",
        "Nothing is wrong.",
    ]


PURGING = "from its_state import Filters, Detail\nFilters.page = 2\nDetail.focus()\n"


def test_classes_that_purge_each_other_are_wrong_unless_allowed(
    app: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checked(app, PURGING) == 1
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.startswith("Wrong: Detail and Filters are used on app.py without sharing the URL")
    assert "share_url_with = ['Filters'] in Detail.Config" in last
    assert checked(app, PURGING, "--allow", "Filters", "Detail") == 0


def test_a_class_that_is_allowed_and_not_there_is_wrong(
    app: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pairs = ("--allow", "Filters", "Detail", "--allow", "Detail", "Filter", "--allow", "X", "X")
    assert checked(app, PURGING, *pairs) == 1
    assert capsys.readouterr().out.splitlines()[-2:] == [
        (
            "Wrong: --allow names 'Filter', and no page uses a class of this name. "
            "Did you mean 'Filters'?"
        ),
        "Wrong: --allow names 'X', and no page uses a class of this name.",
    ]


NESTED = """
from st_page_state import PageState, StateVar
class Outer:
    class One(PageState):
        a: int = StateVar(default=1, url_key="a")
    class Two(PageState):
        b: int = StateVar(default=1, url_key="b")
"""


@pytest.mark.parametrize("pair", [("Outer.One", "Outer.Two"), ("Two", "Outer.One")])
def test_a_nested_class_is_allowed_by_either_name(
    app: Path, pair: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    source = f"{NESTED}\ndef main():\n    return Outer.One.a, Outer.Two.b\nmain()\n"
    assert checked(app, source) == 1
    assert "Wrong: Outer.One and Outer.Two are used on app.py" in capsys.readouterr().out
    assert checked(app, source, "--allow", *pair) == 0


SAVED = """
from st_page_state import PageState, StateVar

class Draft(PageState):
    q: str = StateVar(default="", url_key="q")
    note: str = StateVar(default="")
    cursor: int = StateVar(default=0, persist=False)
    class Config:
        persist = "browser"

class Mine(PageState):
    dark: bool = StateVar(default=False)
    class Config:
        persist = "user"

Draft.q, Mine.dark
"""


def test_what_is_saved_is_told(app: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert checked(app, SAVED) == 0
    assert capsys.readouterr().out.splitlines()[:6] == [
        "Draft (__main__)",
        "  ?q, saved for the browser  q: str",
        "  saved for the browser  note: str",
        "  session only  cursor: int",
        "Mine (__main__)",
        "  saved for the user  dark: bool",
    ]


def test_one_param_of_two_classes_is_wrong_on_one_page_and_noted_on_two(
    app: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    both = "from its_state import Filters, Also\nFilters.page, Also.p\n"
    assert checked(app, both) == 1
    assert "both own ?p: give one of them" in capsys.readouterr().out
    (app.parent / "pages").mkdir()
    (app.parent / "pages" / "other.py").write_text("from its_state import Also\nAlso.p\n")
    (app.parent / "third.py").write_text("from its_state import Filters\nFilters.page\n")
    assert checked(app, "import streamlit as st\nst.Page('third.py')\n") == 0
    out = capsys.readouterr().out
    assert "Note: Filters and Also both own ?p, on different pages." in out
    assert "third.py: Filters" in out
    assert "pages/other.py: Also" in out


def test_a_snapshot_and_an_annotation_touch_nothing(app: Path) -> None:
    source = (
        "from its_state import Filters, Detail\nfrom st_page_state import params\n"
        "Filters.page\ndef opened(d: Detail) -> Detail:\n    return d\n"
        "params(Detail(id=3))\n"
    )
    assert checked(app, source) == 0


PARTS = """
import functools
from its_state import Detail
import its_state

def shown():
    def inner():
        return Detail.id
    return inner

@functools.cache
def decorated(x=Detail):
    return its_state.Filters.page

async def later():
    return None
"""


def test_functions_and_modules_of_the_app_are_followed(
    app: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (app.parent / "its_parts.py").write_text(PARTS, encoding="utf-8")
    source = "from its_parts import shown\nimport its_parts\nshown()\nits_parts.decorated()\n"
    assert checked(app, source, "--allow", "Filters", "Detail") == 0
    assert "app.py: Detail, Filters" in capsys.readouterr().out


HELPERS = """
import its_state
from its_state import Also

def first():
    return its_state.Filters.page

def second():
    return its_state.Detail.id

class Helper:
    def __init__(self):
        second()

    @staticmethod
    def sharing():
        return its_state.Sharing.zoom

    def unused(self):
        return Also.p
"""


def test_helper_classes_are_followed_and_modules_by_each_use(
    app: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (app.parent / "its_parts.py").write_text(HELPERS, encoding="utf-8")
    source = "from its_parts import Helper, first\nfirst()\nHelper().sharing()\n"
    assert checked(app, source) == 1
    assert "app.py: Detail, Sharing, Filters\n" in capsys.readouterr().out


SCRIPT = """
from st_page_state import PageState, StateVar
import streamlit as st

LIMIT: int = 5
OTHER = 1 / 0  # no class needs it
FIRST = LIMIT

class Inline(PageState):
    n: int = StateVar(default=FIRST, url_key="n")

    @classmethod
    def twice(cls):
        return cls.n * 2

if Inline.n:
    raise RuntimeError("a script is not run")
"""


def test_a_class_in_the_script_itself_is_made_without_running_it(
    app: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checked(app, SCRIPT) == 0
    assert "longest URL by defaults: ?n=5 (4 of 8,000 characters)" in capsys.readouterr().out


def test_what_cannot_be_imported_is_wrong(app: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert checked(app, "import not_there_at_all\n") == 1
    out = capsys.readouterr().out
    assert "Wrong: app.py:1: ModuleNotFoundError" in out
    assert checked(app, "def broken(:\n") == 1
    assert "SyntaxError" in capsys.readouterr().out
    (app.parent / "pages").mkdir()
    (app.parent / "pages" / "bad.py").write_text("x = (\n")
    assert checked(app, "") == 1
    assert main(["check", str(app.parent / "nothing.py")]) == 1
    assert "There is no file" in capsys.readouterr().out


def test_an_app_without_state_classes_is_wrong(
    app: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (app.parent / "third.py").write_text("", encoding="utf-8")
    assert checked(app, "import streamlit as st\nst.Page('third.py')\n") == 1
    out = capsys.readouterr().out
    assert "Wrong: no state classes were found in app.py, third.py, nor in what is imp" in out
    assert "Nothing is wrong" not in out


@pytest.mark.parametrize("usual", ["app.py", "streamlit_app.py"])
def test_a_folder_is_no_app(app: Path, capsys: pytest.CaptureFixture[str], usual: str) -> None:
    (app.parent / usual).write_text("", encoding="utf-8")
    assert main(["check", str(app.parent)]) == 1
    told = f"{app.parent} is a folder: give the app's main file, such as {app.parent / usual}.\n"
    assert capsys.readouterr().out == told


def test_the_help_says_what_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["check", "--help"])
    out = " ".join(capsys.readouterr().out.split())
    assert "exit status is 1 where something is wrong: a file that is not there" in out


def test_a_declaration_that_fails_is_wrong(app: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = "from st_page_state import PageState\nclass Bad(PageState):\n    n: int = 'x'\n"
    assert checked(app, source) == 1
    assert "DeclarationError" in capsys.readouterr().out


TYPES = """
from __future__ import annotations
from dataclasses import dataclass
from enum import Enum
from st_page_state import PageState, StateVar

class Color(Enum):
    RED = "red"

@dataclass
class Card:
    title: str
    color: Color = Color.RED

class Board(PageState):
    color: Color = StateVar(default=Color.RED, url_key="c")
    cards: list[Card] = StateVar(default_factory=list)

Board.color
"""


@pytest.mark.parametrize("future", [True, False])
def test_types_of_the_script_itself(
    app: Path, capsys: pytest.CaptureFixture[str], *, future: bool
) -> None:
    source = TYPES if future else TYPES.replace("from __future__ import annotations\n", "")
    main_module = sys.modules["__main__"]
    assert checked(app, source) == 0
    assert "cards: list[Card]" in capsys.readouterr().out
    assert sys.modules["__main__"] is main_module


GUARDED = """
try:
    from its_state import Also
except ImportError:
    Also = None
if True:
    from its_state import Filters
Filters.page, Also.p
"""
INSIDE = """
def main():
    from its_state import Also
    import its_state as s
    s.Filters.page, Also.p
main()
"""


@pytest.mark.parametrize(
    "source",
    [
        GUARDED,
        INSIDE,
        "while True:\n    from its_state import Also, Filters\n    Filters.page, Also.p\n",
        "import its_parts\nits_parts.late()\n",
    ],
    ids=["guarded", "in a function", "in a loop", "in another module's function"],
)
def test_classes_are_found_wherever_they_are_imported(
    app: Path, capsys: pytest.CaptureFixture[str], source: str
) -> None:
    late = "def late():\n    from its_state import Also, Filters\n    Also.p, Filters.page\n"
    (app.parent / "its_parts.py").write_text(late, encoding="utf-8")
    assert checked(app, source) == 1
    assert "both own ?p" in capsys.readouterr().out


def test_imports_that_the_page_does_not_reach_are_not_wrong(app: Path) -> None:
    source = (
        "import sys\nfrom its_state import Filters\nFilters.page\n"
        "if sys.argv.count('x'):\n    import not_there_at_all\n"
        "def later():\n    import not_there_at_all\n    from its_state import NotThere\n"
        "try:\n    import nothing_like_it\nexcept ImportError:\n    nothing_like_it = None\n"
        "finally:\n    pass\n"
    )
    assert checked(app, source) == 0


def test_a_module_that_exits_is_wrong(app: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (app.parent / "its_parts.py").write_text("import sys\nsys.exit(0)\n", encoding="utf-8")
    assert checked(app, "import its_parts\n") == 1
    assert "Wrong: app.py:1: SystemExit: 0" in capsys.readouterr().out


def test_functions_given_to_page_are_pages(app: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = (
        "import streamlit as st\nfrom its_state import Also, Filters\n"
        "def home():\n    st.write(Filters.page)\n"
        "def other():\n    st.write(Also.p)\n"
        "st.navigation([st.Page(home), st.Page(other, title='Other')]).run()\n"
    )
    assert checked(app, source) == 0
    out = capsys.readouterr().out
    assert "app.py: home: Filters" in out
    assert "app.py: other: Also" in out
    assert "Note: Filters and Also both own ?p, on different pages." in out


def test_what_is_wrong_on_each_page_is_told_once(
    app: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (app.parent / "pages").mkdir()
    (app.parent / "pages" / "other.py").write_text("from its_state import Also\nAlso.p\n")
    assert checked(app, PURGING) == 1
    assert capsys.readouterr().out.count("Detail and Filters are used on") == 1


def test_an_address_that_is_too_long_is_wrong(
    app: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = (
        "from st_page_state import PageState, StateVar\nclass Long(PageState):\n"
        "    t: str = StateVar(default='x' * 300, url_key='t')\n"
        "    class Config:\n        url_warn_length = 300\nLong.t\n"
    )
    assert checked(app, source) == 1
    assert "longer by defaults than Config.url_warn_length = 300" in capsys.readouterr().out


def test_a_long_address_is_shortened(app: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = (
        "from st_page_state import PageState, StateVar\nclass Long(PageState):\n"
        "    t: str = StateVar(default='x' * 300, url_key='t')\nLong.t\n"
    )
    assert checked(app, source) == 0
    assert "... (303 of 8,000 characters)" in capsys.readouterr().out


LONG = """
from st_page_state import PageState, StateVar

class Long(PageState):
    ids: list[int] = StateVar(default_factory=lambda: list(range(900)), url_key="id")
    note: str = StateVar(default="x" * 5000, url_key="note")
    class Config:
        url_warn_length = 7000

Long.ids
"""


def test_a_url_by_defaults_that_is_too_long_is_wrong(
    app: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert checked(app, LONG) == 1
    (wrong,) = (x for x in capsys.readouterr().out.splitlines() if x.startswith("Wrong"))
    assert wrong.startswith(
        "Wrong: The URL of app.py is longer by defaults than Config.url_warn_length = 7,000: it "
        "takes 11,196 characters. The biggest params: ?id (6,189), ?note (5,005)."
    )
    assert checked(app, LONG.replace("7000", "11196")) == 0
    assert checked(app, LONG.replace("7000", "7000\n        store_over = 300")) == 0
    assert "(56 of 7,000 characters)" in capsys.readouterr().out
    assert checked(app, LONG.replace("7000", "9999; hide_defaults = True")) == 0


def test_a_url_that_streamlit_drops_is_wrong(app: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert checked(app, LONG.replace("(900)", "(1001)").replace("7000", "99999")) == 1
    (wrong,) = (x for x in capsys.readouterr().out.splitlines() if x.startswith("Wrong"))
    assert (
        "app.py has 1,002 params by defaults, and Streamlit drops a URL with more than 1,000."
        in wrong
    )


def test_it_is_a_command_of_the_package(app: Path) -> None:
    app.write_text(PURGING, encoding="utf-8")
    command = [sys.executable, "-m", "st_page_state", "check", str(app)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (1, "")
    assert "Wrong: " in run.stdout


NOISY = """
import streamlit as st
from its_state import Filters

@st.cache_data
def found():
    return st.session_state.get("first", "open")

FIRST = found()
with st._bottom:
    st.write(FIRST)
st.text_input("Note", **Filters.bind("note"))
class Extra(Filters):
    first: str = FIRST
{more}
"""


@pytest.mark.parametrize(
    ("more", "code"), [("", 0), ("class Bad(Filters):\n    x: int = 1 / 0", 1)]
)
def test_streamlit_does_not_tell_that_no_server_runs(app: Path, more: str, code: int) -> None:
    app.write_text(NOISY.replace("{more}", more), encoding="utf-8")
    command = [sys.executable, "-m", "st_page_state", "check", str(app)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (code, "")
    assert ("ZeroDivisionError" in done.stdout) is bool(code)


def test_there_need_not_be_a_streamlit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quiet, "find_spec", lambda _name: None)
    monkeypatch.setattr(quiet, "import_module", None)
    with quiet.quiet():
        pass
