"""Pages, scripts and apps whose classes have the same names, on Streamlit's own script runner."""

from __future__ import annotations

import sys
from itertools import permutations
from pathlib import Path

import pytest

from st_page_state import DeclarationError
from st_page_state_fakes import FakeApp

HEAD = "import streamlit as st\nfrom st_page_state import PageState, StateVar\n"
VIEW = """
class View(PageState):
    tab: str = StateVar(default="x", url_key="{p}tab")
"""
FILTERS = """
class Filters(PageState):
    t: str = StateVar(default="x", url_key="{p}t")
    class Config:
        share_url_with = ["{name}"]
"""
USE = """
View.tab
st.text_input("t", **Filters.bind("t"))
"""
HOME = 'import streamlit as st\nst.write("home")'


@pytest.fixture(autouse=True)
def _modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)


def site(folder: Path, main: str = HOME, **pages: str) -> FakeApp:
    (folder / "pages").mkdir(parents=True)
    for name, source in pages.items():
        (folder / "pages" / f"{name}.py").write_text(HEAD + source)
    (folder / "app.py").write_text(main)
    return FakeApp(folder / "app.py")


def page(p: str, name: str = "View", *, filters_first: bool = False) -> str:
    parts = [VIEW.format(p=p), FILTERS.format(p=p, name=name)]
    return "".join(reversed(parts) if filters_first else parts) + USE


@pytest.mark.parametrize("name", ["View", "__main__.View"])
@pytest.mark.parametrize("filters_first", [False, True])
def test_each_page_means_its_own(tmp_path: Path, name: str, filters_first: bool) -> None:
    app = site(tmp_path, **{p: page(p, name, filters_first=filters_first) for p in ("sna", "snb")})
    ann, bob = app.open(), app.open()
    ann.switch_page("sna")
    ann.widget("t").set_value("1")
    bob.switch_page("snb")
    ann.widget("t").set_value("2")
    bob.widget("t").set_value("3")
    assert set(ann.url[5:].split("&")) == {"snatab=x", "snat=2"}
    assert set(bob.url[5:].split("&")) == {"snbtab=x", "snbt=3"}


def test_another_page_may_own_a_param_of_the_sharer(tmp_path: Path) -> None:
    """Page two's own View shares with nobody, in whatever order the pages run."""
    two = VIEW.format(p="sno") + 'st.text_input("t", **View.bind("tab"))'
    for n, order in enumerate(permutations(["one", "two"])):
        for filters_first in (False, True):
            one = page(f"sno{n}", filters_first=filters_first)
            one = one.replace(f'url_key="sno{n}t"', 'url_key="snotab"')
            app = site(tmp_path / f"{n}{filters_first}", one=one, two=two)
            tab = app.open()
            for name in (*order, *order):
                tab.switch_page(name)
                tab.widget("t").set_value(name)
                assert f"snotab={name}" in tab.url


def test_an_imported_class_is_meant_before_one_of_another_page(tmp_path: Path) -> None:
    (tmp_path / "sn_model.py").write_text(HEAD + VIEW.format(p="sni"))
    imports = "from sn_model import View\n"
    app = site(
        tmp_path / "app",
        one=imports + FILTERS.format(p="sni", name="View") + USE,
        late=FILTERS.format(p="snl", name="sn_model.View") + imports + USE,
        two=VIEW.format(p="snj") + 'st.text_input("t", **View.bind("tab"))',
    )
    tab = app.open()
    for name in ("two", "one", "late", "two", "one"):
        tab.switch_page(name)
        tab.widget("t").set_value(name)
        assert f"{'snjtab' if name == 'two' else 'snitab=x'}" in tab.url


def test_a_name_in_the_main_script_means_the_class_of_each_page(tmp_path: Path) -> None:
    main = (
        HEAD
        + FILTERS.format(p="snm", name="View")
        + "p = st.navigation([st.Page('pages/one.py'), st.Page('pages/two.py')])\n"
        + "st.text_input('t', **Filters.bind('t'))\np.run()\n"
    )
    views = {n: VIEW.format(p=f"snm{n}") + "View.tab" for n in ("one", "two")}
    app = site(tmp_path, main, **views)
    ann, bob = app.open(), app.open()
    bob.switch_page("two")
    ann.widget("t").set_value("1")
    bob.widget("t").set_value("2")
    assert ann.url == "?snmt=1&snmonetab=x"
    assert bob.url == "/two?snmt=2&snmtwotab=x"


def test_a_page_and_a_module_may_not_both_be_meant(tmp_path: Path) -> None:
    (tmp_path / "sn_other.py").write_text(HEAD + VIEW.format(p="snum"))
    main = HEAD + FILTERS.format(p="snu", name="View")
    main += "import sn_other\nsn_other.View.tab\nst.text_input('t', **Filters.bind('t'))\n"
    app = site(tmp_path, main, one=VIEW.format(p="snu1") + "View.tab")
    tab = app.open()
    app.open().switch_page("one")
    with pytest.raises(DeclarationError, match=r"write '__main__\.View' or 'sn_other\.View'"):
        tab.widget("t").set_value("1")


def test_two_apps_in_one_process(tmp_path: Path) -> None:
    def make(folder: str, shared: str, own: str) -> FakeApp:
        main = (
            HEAD
            + FILTERS.format(p=own, name="View")
            + "p = st.navigation([st.Page('pages/one.py')])\n"
            + "st.text_input('t', **Filters.bind('t'))\np.run()\n"
        )
        view = VIEW.format(p=shared).replace(f"{shared}tab", shared) + "View.tab"
        return site(tmp_path / folder, main, one=view)

    first = make("first", "snv", "snw").open()
    second = make("second", "snx", "sn").open()  # 'snt'
    third = make("third", "sny", "snz").open()
    for tab, url in ((first, "?snwt=1&snv=x"), (second, "?snt=1&snx=x"), (third, "?snzt=1&sny=x")):
        tab.widget("t").set_value("1")
        assert tab.url == url


def test_two_apps_may_own_each_others_params(tmp_path: Path) -> None:
    """The page of an app that has not run yet is not the other app's."""
    main = "p = st.navigation([st.Page('pages/one.py')])\nst.text_input('t', **Filters.bind('t'))\n"
    view = VIEW.format(p="snq") + "View.tab"
    old = site(tmp_path / "old", HEAD + "st.navigation([st.Page('pages/one.py')]).run()", one=view)
    old.open()
    filters = FILTERS.format(p="snq", name="View").replace("snqt", "snqtab")
    tab = site(tmp_path / "new", HEAD + filters + main, one="").open()
    tab.widget("t").set_value("1")
    assert tab.url == "?snqtab=1"


def test_a_class_that_an_edit_has_moved_is_not_meant(tmp_path: Path) -> None:
    (tmp_path / "sn_home.py").write_text(HEAD + VIEW.format(p="sne"))
    app = site(tmp_path, one=page("sne"))
    app.open().switch_page("one")
    moved = "if True:\n    from sn_home import View\n" + FILTERS.format(p="sne", name="View") + USE
    (tmp_path / "pages" / "one.py").write_text(HEAD + moved)
    edited = FakeApp(tmp_path / "app.py").open()
    edited.switch_page("one")
    edited.widget("t").set_value("2")
    assert edited.url == "/one?snetab=x&snet=2"
