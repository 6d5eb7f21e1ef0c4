"""The source is edited while tabs are open, on Streamlit's own script runner."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import indent

import pytest

from drivers import script_runner
from drivers.script_runner import RunnerTab, running
from st_page_state.declaration import registry


@pytest.fixture(autouse=True)
def _process() -> Iterator[None]:
    with running():
        yield


class Edited:
    """An app whose files a developer edits."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def save(self, source: str, name: str = "app.py") -> None:
        """Save a file; what the watcher of Streamlit does then is done at once."""
        file = self.folder / name
        text = f"import streamlit as st\nfrom st_page_state import PageState, StateVar\n{source}"
        before = file.stat().st_mtime_ns if file.exists() else 0
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
        while file.stat().st_mtime_ns == before:  # within one tick of the file system's clock
            file.write_text(text)
        script_runner._cache.clear()
        for module in [n for n, m in sys.modules.items() if _is_in(m, self.folder)]:
            if module != "__main__":
                del sys.modules[module]

    def open(self, url: str = "") -> RunnerTab:
        tab = RunnerTab(self.folder / "app.py", url)
        tab.rerun()
        return tab


def _is_in(module: object, folder: Path) -> bool:
    return str(getattr(module, "__file__", "")).startswith(str(folder))


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Edited:
    for classes in ("_loaded", "_sharers", "_definitions"):  # each test is a process of its own
        monkeypatch.setattr(registry, classes, {})
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # its age is in whole seconds
    return Edited(tmp_path)


def state_class(name: str, *fields: str, share: str = "", config: str = "") -> str:
    lines = [f"    {field}: int = StateVar(0, url_key={field!r})" for field in fields]
    if share:
        config = f"share_url_with = [{share!r}]"
    if config:
        lines.append(f"    class Config:\n        {config}")
    return "\n".join([f"class {name}(PageState):", *lines, ""])


SHOWN = "st.text(' '.join(str({**One.dump(), **Two.dump()}[n]) for n in 'xyz'))\n"
BEFORE = state_class("One", "x", share="Two") + state_class("Two", "y", "z") + SHOWN
AFTER = state_class("One", "x", "y", share="Two") + state_class("Two", "z") + SHOWN


@pytest.mark.parametrize("versions", [(BEFORE, AFTER), (AFTER, BEFORE)])
def test_a_field_moves_to_a_class_that_shares_the_url(
    app: Edited, versions: tuple[str, str]
) -> None:
    first, second = versions
    app.save(first)
    ann, bob = app.open("?x=1&y=2&z=3"), app.open("?x=4&y=5&z=6")
    for source in (second, first, second):
        app.save(source)
        for tab, shown in ((bob, "4 5 6"), (ann, "1 2 3"), (bob, "4 5 6")):
            tab.rerun()
            assert (tab.shown, tab.exceptions) == ([shown], [])
    assert app.open("?x=7&y=8&z=9").shown == ["7 8 9"]


def test_a_conflict_lasts_until_it_is_mended(app: Edited) -> None:
    app.save(BEFORE)
    tab = app.open("?x=1&y=2&z=3")
    clash = state_class("One", "x", "y", share="Two") + state_class("Two", "y", "z") + SHOWN
    app.save(clash)
    for _ in range(3):
        tab.rerun()
        assert tab.exceptions == ["DeclarationError"]
        assert app.open().exceptions == ["DeclarationError"]
    app.save(AFTER)
    tab.rerun()
    assert (tab.shown, tab.exceptions) == (["1 2 3"], [])


def test_a_field_moves_between_modules(app: Edited) -> None:
    app.save(state_class("One", "x", share="Two"), "edited_one.py")
    app.save(state_class("Two", "y", "z"), "edited_two.py")
    app.save("from edited_one import One\nfrom edited_two import Two\n" + SHOWN)
    tab = app.open("?x=1&y=2&z=3")
    for fields in (("x", "y"), ("x",)) * 2:
        app.save(state_class("One", *fields, share="Two"), "edited_one.py")
        app.save(state_class("Two", *{"x", "y", "z"}.difference(fields)), "edited_two.py")
        tab.rerun()
        assert (tab.shown, tab.exceptions) == (["1 2 3"], [])
    app.save(state_class("Two", "x", "z"), "edited_two.py")
    tab.rerun()
    assert tab.exceptions == ["DeclarationError"]


def test_a_class_moves_to_another_module(app: Edited) -> None:
    one = state_class("One", "x", share="Two")
    app.save(state_class("Two", "y", "z"), "edited_three.py")
    app.save(f"from edited_three import Two\n{one}One.x += 1\n{SHOWN}")
    tab = app.open("?x=1&y=2&z=3")
    assert tab.shown == ["2 2 3"]
    app.save("", "edited_three.py")
    app.save(state_class("Two", "y", "z"), "edited_four.py")
    app.save(f"from edited_four import Two\n{one}One.x += 1\n{SHOWN}")
    for x in (3, 4):
        tab.rerun()
        assert (tab.shown, tab.exceptions) == ([f"{x} 2 3"], [])


def test_a_field_moves_between_pages(app: Edited) -> None:
    switch = "if st.button('Go'):\n    st.switch_page('pages/two.py')\n"
    app.save(state_class("Two", "y") + "Two.y\nst.text('two')\n", "pages/two.py")
    app.save(state_class("One", "x", share="Two") + "One.x\nst.text('one')\n" + switch)
    tab = app.open("?x=1")
    tab.click("Go")
    assert tab.shown == ["two"]
    app.save(state_class("Two", "z") + "Two.z\nst.text('two')\n", "pages/two.py")
    app.save(state_class("One", "x", "y", share="Two") + "One.y\nst.text('one')\n" + switch)
    other = app.open("?x=1&y=5")
    assert (other.shown, other.exceptions) == (["one"], [])
    other.click("Go")
    assert (other.shown, other.exceptions) == (["two"], [])
    app.save(state_class("Two", "x") + "Two.x\nst.text('two')\n", "pages/two.py")
    last = app.open("?x=1")
    last.click("Go")
    assert last.exceptions == ["DeclarationError"]


def test_a_field_moves_between_classes_of_a_function(app: Edited) -> None:
    def source(one: str, two: str) -> str:
        body = f"{one}{two}{SHOWN}".replace("{**One", "dict(**One").replace("dump()}", "dump())")
        lines = "\n".join(f"    {line}" for line in body.splitlines())
        return f"def main():\n{lines}\nmain()\n"

    app.save(source(state_class("One", "x", share="Two"), state_class("Two", "y", "z")))
    tab = app.open("?x=1&y=2&z=3")
    assert tab.shown == ["1 2 3"]
    app.save(source(state_class("One", "x", "y", share="Two"), state_class("Two", "z")))
    tab.rerun()
    assert (tab.shown, tab.exceptions) == (["1 2 3"], [])
    app.save(source(state_class("One", "x", "y", share="Two"), state_class("Two", "y", "z")))
    tab.rerun()
    assert tab.exceptions == ["DeclarationError"]


USES = """
st.number_input("X", step=1, **One.bind("x"))
def add():
    One.x += 1
st.button("Add", on_click=add)
st.text(str(sorted(One.dump().items())))
"""


@pytest.mark.parametrize("act", ["edit", "click", "rerun"])
def test_a_field_is_added_and_removed_while_tabs_are_open(app: Edited, act: str) -> None:
    app.save(state_class("One", "x") + USES)
    ann, bob = app.open("?x=1"), app.open("?x=1")
    x = 1
    for fields in (("x", "w"), ("v", "w", "x"), ("x",)):
        app.save(state_class("One", *fields) + USES)
        for _ in range(2):
            x += act != "rerun"
            for tab in (ann, bob):
                if act == "edit":
                    tab.set("X", x)
                elif act == "click":
                    tab.click("Add")
                else:
                    tab.rerun()
                values = {**dict.fromkeys(fields, 0), "x": x}
                assert (tab.shown, tab.exceptions) == ([str(sorted(values.items()))], [])


THREAD = """
import threading
from streamlit.runtime.scriptrunner import add_script_run_ctx
def work(turns):
    for begin, end in turns:
        begin.wait(20)
        One.x += 10
        end.set()
if "turns" not in st.session_state:
    turns = [(threading.Event(), threading.Event()) for _ in range(2)]
    st.session_state.turns = iter(turns)
    add_script_run_ctx(threading.Thread(target=work, args=(turns,))).start()
    One.x
else:
    begin, end = next(st.session_state.turns)
    One.w += 1
    begin.set()
    end.wait(20)
    One.x += 1
st.text(str(sorted(One.dump().items())))
"""


def test_a_thread_of_a_run_before_the_edit_writes_on(app: Edited) -> None:
    app.save(state_class("One", "x") + THREAD)
    tab = app.open("?x=1")
    app.save(state_class("One", "x", "w") + THREAD)
    for w, x in ((1, 12), (2, 23)):
        tab.rerun()
        assert (tab.exceptions, tab.shown) == ([], [f"[('w', {w}), ('x', {x})]"])


def test_a_field_with_an_error_is_removed(app: Edited) -> None:
    shown = "st.text(', '.join([*One.url_errors(), *One.widget_errors()]))\n"
    word = "from typing import Literal\n" + state_class("One", "x", "y")
    word += '    w: Literal["a", "b"] = StateVar("a")\nst.text_input("W", **One.bind("w"))\n'
    app.save(word + shown)
    tab = app.open("?x=bad")
    tab.set("W", "bad")
    assert tab.shown == ["x, w"]
    app.save(state_class("One", "y") + shown)
    tab.rerun()
    assert (tab.shown, tab.exceptions) == ([""], [])


def test_two_classes_of_one_namespace_stay_an_error(app: Edited) -> None:
    factory = "def make(name):\n    class Made(PageState):\n        "
    factory += "__annotations__ = {name: int}\n        locals()[name] = StateVar(0)\n"
    factory += "    return Made\n"
    app.save(factory + "make('x').x\nst.text('once')\n")
    tab = app.open()
    assert (tab.shown, tab.exceptions) == (["once"], [])
    app.save(factory + "make('x').x\nmake('y').y\nst.text('twice')\n")
    for _ in range(3):
        tab.rerun()
    assert tab.exceptions == ["NamespaceError"]
    assert app.open().exceptions == ["NamespaceError"]


X = "    x: str = StateVar('x', url_key='lx')\n"
CONFIG = "    class Config:\n        share_url_with = ['Two']\n"
Y, N = "    y: str = StateVar('y', url_key='ly')\n", "    n: int = StateVar(1, url_key='ln')\n"
USE = """
st.text_input('x', **{owner}.bind('x'))
st.text_input('y', **Two.bind('y'))
st.number_input('n', **{one}.bind('n'))
st.text(f'{{{owner}.x}} {{Two.y}} {{{one}.n}}')
"""
OWN = "class One(PageState):\n" + X + N + CONFIG + "class Two(PageState):\n" + Y
OWN += USE.format(owner="One", one="One")
EDITS = {
    "moved": "class Two(PageState):\n" + X + Y + "class One(PageState):\n" + N + CONFIG
    + USE.format(owner="Two", one="One"),
    "renamed": OWN.replace("One", "Uno"),
    "nested": "class Outer:\n" + indent("class One(PageState):\n" + X + N + CONFIG, "  ")
    + "def make():\n" + indent("class Two(PageState):\n" + Y, "  ")
    + "  return Two\nTwo, One = make(), Outer.One\n" + USE.format(owner="One", one="One"),
    "swapped": OWN.replace("'lx'", "'l_'").replace("'ly'", "'lx'").replace("'l_'", "'ly'"),
}  # fmt: skip


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("entered", [True, False])
def test_what_was_entered_is_there_after_an_edit(app: Edited, edit: str, entered: bool) -> None:
    """The class that has written a param may not be the one that owns it now."""
    app.save(OWN)
    tab = app.open("" if entered else "?lx=7&ly=q&ln=3")
    if entered:
        for label, value in (("x", "7"), ("y", "q"), ("n", 3)):
            tab.set(label, value)
    app.save(EDITS[edit])
    tab.rerun()
    # A link's texts are the params' own, whatever fields they belong to now.
    words = "q 7" if edit == "swapped" and not entered else "7 q"
    assert (tab.shown, tab.exceptions) == ([f"{words} 3"], [])
    tab.set("n", 5)
    assert (tab.shown, tab.exceptions) == ([f"{words} 5"], [])
    assert app.open(tab.url).shown == [f"{words} 5"]


def test_the_text_of_another_class_is_not_adopted_after_an_edit_of_both(app: Edited) -> None:
    both = "class One(PageState):\n" + X + "class Two(PageState):\n" + X + "    n: int = {n}\n"
    both += "if st.button('go'):\n    One.x = '7'\nst.text(f'{{One.x}} {{Two.x}}')\n"
    app.save(both.format(n=1))
    tab = app.open()
    tab.click("go")
    app.save(both.format(n=2))
    for _ in range(2):
        tab.rerun()
        assert (tab.shown, tab.exceptions) == (["7 x"], [])


def test_what_was_entered_goes_with_a_class_of_a_module(app: Edited) -> None:
    app.save("class One(PageState):\n" + X, "edited_words.py")
    main = "from edited_words import {0}\nst.text_input('x', **{1}.bind('x'))\nst.text({1}.x)\n"
    app.save(main.format("One", "One"))
    tab = app.open()
    tab.set("x", "7")
    app.save("class One(PageState):\n" + X + "class Rest(PageState):\n" + X, "edited_words.py")
    app.save("class Own(PageState):\n" + X + main.format("One, Rest", "Own"))
    tab.rerun()
    assert (tab.shown, tab.exceptions) == (["x"], [])  # it is still the text of One
    app.save("class Rest(PageState):\n" + X, "edited_words.py")
    app.save("class Uno(PageState):\n" + X + main.format("Rest", "Uno"))
    tab.rerun()
    assert tab.exceptions == []
