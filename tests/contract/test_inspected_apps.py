"""The inspector in apps of every kind: nothing of it is executed, leaks, or is in the way."""

from __future__ import annotations

import json
import pickle
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from inspecting import KEY, VERSION, opened, shown

from st_page_state import runtime
from st_page_state.devtools import VARIABLE, as_test, timeline
from st_page_state.errors import ArgumentError
from st_page_state.ports import SESSION_KEY
from st_page_state_fakes import FakeApp
from st_page_state_fakes.tab import Tab

HEAD = """
import streamlit as st
from st_page_state import PageState, StateVar, batch
from st_page_state.devtools import inspector
"""


@pytest.fixture(autouse=True)
def _own_modules(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(VARIABLE, "1")
    monkeypatch.setattr(runtime, "devtools", None)
    yield
    for name in ("its_state", "more_state"):
        sys.modules.pop(name, None)


@pytest.fixture
def app(tmp_path: Path) -> Callable[..., FakeApp]:
    def make(source: str, state: str = "", **pages: str) -> FakeApp:
        for name, text in {"its_state": state, **pages}.items():
            (tmp_path / f"{name}.py").write_text(HEAD + text, encoding="utf-8")
        (tmp_path / "app.py").write_text(HEAD + source, encoding="utf-8")
        return FakeApp(tmp_path / "app.py")

    return make


def record(tab: Tab) -> timeline.Timeline:
    found: timeline.Timeline = tab.session_state[SESSION_KEY].record.timeline
    return found


def copied(tab: Tab, folder: Path) -> str:
    return as_test.written(tab.session_state[SESSION_KEY], record(tab), folder / "app.py")


UNDO = """
inspector()
class Draft(PageState):
    title: str = StateVar(default="a", url_key="title")
    class Config:
        undo = 50
Draft.title
if st.button("Set"):
    Draft.title = "b"
st.button("Undo", on_click=Draft.undo)
st.button("Redo", on_click=Draft.redo)
"""


def test_undo_and_redo_are_sources(app: Callable[..., FakeApp]) -> None:
    tab = app(UNDO).open()
    tab.button("Set").click()
    tab.button("Undo").click()
    text = opened(tab)
    assert "title 'a' the default undo" in text
    assert "undo of Draft" in text
    tab.button("Redo").click()
    assert "title 'b' redo" in shown(tab)


SECRETS = """
from dataclasses import dataclass, field
from pydantic import SecretStr, BaseModel

class Inner(BaseModel):
    pin: SecretStr = SecretStr("swordfish")

@dataclass
class Login:
    name: str = "ada"
    word: SecretStr = field(default_factory=lambda: SecretStr("swordfish"))

class Private(PageState):
    token: SecretStr = StateVar(default=SecretStr("swordfish"))
    login: Login = StateVar(default_factory=Login)
    inner: Inner = StateVar(default_factory=Inner)
    several: list[SecretStr] = StateVar(default_factory=lambda: [SecretStr("swordfish")])
    loose: object = StateVar(default=None)
    plain: str = StateVar(default="")
"""
SECRET_APP = """
from its_state import Private, SecretStr
inspector()
st.text_input("Plain", type="password", **Private.bind("plain"))
st.text_input("Raw", type="password")
if st.button("Loose"):
    Private.loose = {"x": SecretStr("swordfish")}
"""


def test_secrets_stay_hidden(app: Callable[..., FakeApp], tmp_path: Path) -> None:
    tab = app(SECRET_APP, SECRETS).open()
    tab.button("Loose").click()
    tab.widget("Plain").set_value("hunter2")
    tab.widget("Raw").set_value("hunter2")
    text = opened(tab)
    assert "swordfish" not in text
    assert "Private" in text
    written = copied(tab, tmp_path)
    assert "hunter2" not in written, written
    assert written.count("is a secret") == 2
    assert "hunter2" not in text
    assert "plain ********** widget" in text
    assert "swordfish" not in written


EVIL = "<img src=x onerror=alert(1)></div></style><script>alert(2)</script>`$x$ **b** \u202e\u200b"

HOSTILE_STATE = """
EVIL = {evil!r}
class Raises:
    def __repr__(self):
        raise RuntimeError("no")

class Huge(PageState):
    evil: str = StateVar(default=EVIL, url_key=EVIL)
    long: str = StateVar(default="x" * 100_000)
    many: list[int] = StateVar(default_factory=lambda: list(range(10_000)))
    digits: int = StateVar(default=10 ** 5000)
    half: str = StateVar(default="")
    raises: object = StateVar(default=None)

Evil = type(EVIL, (PageState,), {{"__annotations__": {{"n": int}}, "n": StateVar(default=1)}})
"""
HOSTILE_APP = """
from its_state import EVIL, Evil, Huge, Raises
inspector()
st.text_input(EVIL, **Huge.bind("evil"))
Evil.n += 1
if st.button("Raises"):
    Huge.raises = Raises()
if st.button("Evil"):
    Huge.evil = EVIL * 2
"""


def test_nothing_that_it_shows_is_executed(app: Callable[..., FakeApp], tmp_path: Path) -> None:
    tab = app(HOSTILE_APP, HOSTILE_STATE.format(evil=EVIL)).open("?<b>foreign=<i>&\u202e=1")
    tab.button("Raises").click()
    tab.widget(EVIL).set_value("'''\"\"\"\\" + EVIL)
    tab.button("Evil").click()
    opened(tab)
    drawn = [text for text in tab.texts if 'class="sps"' in text]
    assert len(drawn) == 3
    for text in drawn:
        assert not re.search(
            r"<(?!/?(div|section|header|b|small|code|span|i|p|style|details|summary|pre)\b)", text
        )
        assert text.count("<style>") == text.count("</style>") == 1
        assert "\u202e" not in text
        assert len(text) < 40_000
        for tag in ("div", "section", "code", "span"):
            assert len(re.findall(f"<{tag}[ >]", text)) == text.count(f"</{tag}>")
    compile(copied(tab, tmp_path), "test_copied.py", "exec")
    tab.widget("Load JSON").set_value(json.dumps({f"![x](http://evil) {EVIL}": {EVIL: 1}}))
    tab.button("Load").click()
    assert not tab.tree.warning
    assert not any("![x]" in one.value for one in tab.tree.markdown)
    assert "Not loaded ![x](http://evil)" in shown(tab)


COPIED = """
inspector()
class F(PageState):
    n: int = StateVar(default=1, url_key="n")
F.n
if st.button("More"):
    F.n += 1
st.file_uploader("Upload")
st.page_link("two.py", label="Two"{})
"""


def test_a_copy_says_what_it_cannot_repeat(app: Callable[..., FakeApp], tmp_path: Path) -> None:
    query = ", query_params={'n': '5'}" if VERSION >= (1, 52) else ""
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "two.py").write_text(
        "from st_page_state.devtools import inspector\ninspector()\n", encoding="utf-8"
    )
    tab = app(COPIED.format(query).replace("two.py", "pages/two.py")).open()
    tab.button("More").click()
    tab.button("More").click()
    opened(tab)
    choice = tab.widget(f"{KEY}.action")
    choice.set_value(choice.options[-1])
    tab.button("Restore to here").click()
    tab.button("More").click()
    tab.widget("Upload").set_value(("a.txt", b"x"))
    tab.button("Two").click()
    namespace = next(iter(tab.session_state[SESSION_KEY].classes))
    lines = [
        line.strip() for line in copied(tab, tmp_path).partition("def test_session")[2].splitlines()
    ]
    assert lines[2:] == [
        'tab.button("More").click()',
        'tab.button("More").click()',
        f'load_state(tab, {{"url": "?n=1", "{namespace}": {{"n": 1}}}})',
        'tab.button("More").click()',
        "# 'Upload' was edited: such a value cannot be written here.",
        *(
            ["# This was a link to '/two?n=5': click it, because switch_page() brings no params."]
            if query
            else []
        ),
        'tab.switch_page("two")',
        f'assert tab.url == "{tab.url}"',
        "# F is not asserted: a test cannot import it from a script.",
    ]


@pytest.mark.parametrize(
    "source",
    [
        "inspector()\ninspector(st.sidebar)\nst.caption(str(F.n))",
        "inspector(st.sidebar)\nst.set_page_config(page_title='x')\nst.caption(str(F.n))",
        "inspector(st.columns(2)[1])\nst.caption(str(F.n))",
        "inspector(st.container())\nst.caption(str(F.n))",
        "@st.fragment\ndef part():\n    inspector()\n    st.caption(str(F.n))\npart()",
        "inspector()\n@st.fragment\ndef part():\n    inspector()\npart()\nst.caption(str(F.n))",
        "inspector()\nst.caption(str(F.n))\nst.stop()",
        "@st.dialog('D')\ndef ask():\n    inspector()\n    st.caption(str(F.n))\nask()",
    ],
    ids=["twice", "early", "column", "container", "fragment", "both", "stopped", "dialog"],
)
def test_it_opens_wherever_it_is_drawn(app: Callable[..., FakeApp], source: str) -> None:
    if "set_page_config" in source and VERSION < (1, 46):
        pytest.skip("set_page_config() must be the first command")
    tab = app(
        "class F(PageState):\n    n: int = StateVar(default=7, url_key='n')\n" + source
    ).open()
    opened(tab)
    assert "n 7 default int ?n=7" in opened(tab)
    tab.rerun()
    assert "n 7 default int ?n=7" in shown(tab)


def test_a_place_that_is_none(app: Callable[..., FakeApp]) -> None:
    with pytest.raises(ArgumentError, match="not a str"):
        app("inspector('sidebar')").open()


RESTORED = """
from its_state import Draft, Kept
inspector()
st.text_input("Of 22", **Draft.of("22").bind("body"))
st.number_input("Size", value=None, **Kept.bind("size", key="size"))
if st.button("Kept"):
    Kept.names.append("x")
"""
RESTORED_STATE = """
class Draft(PageState):
    body: str = StateVar(default="", url_key="body", hide_default=True)
    class Config:
        share_url_with = ["Kept"]

class Kept(PageState):
    names: list[str] = StateVar(default_factory=list)
    size: int = 1
    class Config:
        persist = "user"
"""


def act(tab: Tab, number: int, button: str = "Restore to here") -> None:
    choice = tab.widget(f"{KEY}.action")
    choice.set_value(next(one for one in choice.options if one.startswith(f"#{number} ")))
    tab.button(button).click()


def test_keyed_saved_and_rejected_values_are_restored(app: Callable[..., FakeApp]) -> None:
    user = {"iss": "https://id.example", "sub": "7"}
    one = app(RESTORED, RESTORED_STATE)
    tab = one.open(user=user)
    tab.widget("Of 22").set_value("first")
    tab.button("Kept").click()
    number = record(tab).count
    tab.widget("Of 22").set_value("second")
    tab.button("Kept").click()
    tab.widget("Size").set_value(None)
    opened(tab)
    assert "widget: " in shown(tab)
    entries = len(tab.history)
    act(tab, number)
    assert tab.widget("Of 22").value == "first"
    assert "first" in tab.url
    assert len(tab.history) == entries + 1
    assert "names ['x'] inspector" in shown(tab)
    assert "names ['x'] saved" in opened(one.open(user=user))


EDITED = """
from typing import NamedTuple
inspector()
edited = st.toggle("Edited")
kind, one = (str, "1") if edited else (int, 1)
class Pair(NamedTuple):
    left: int = 0
class F(PageState):
    n: kind = StateVar(default=one, url_key="n")
    p: Pair if edited else int = StateVar(default=Pair() if edited else 0)
    q: int if edited else Pair = StateVar(default=0 if edited else Pair())
    f: float if edited else int = StateVar(default=0)
    t: int = 0
    if not edited:
        gone: str = ""
if st.button("More"):
    more = {} if edited else {"gone": "x", "p": F.p + 1, "q": Pair(F.q.left + 1)}
    F.update(n=F.n + one, t=F.t + 1, f=F.f + 1, **more)
st.caption(str(F.n))
"""


@pytest.mark.filterwarnings("ignore:F.. was reset to its default")
def test_a_restore_after_an_edit_of_the_source(app: Callable[..., FakeApp]) -> None:
    tab = app(EDITED).open()
    tab.button("More").click()
    number = record(tab).count
    tab.button("More").click()
    tab.widget("Edited").set_value(True)
    assert "n '3'" in opened(tab)
    act(tab, number)
    text = shown(tab)
    assert tab.url == "?n=2"
    assert "n '2' inspector" in text
    assert "t 1 inspector" in text
    assert "f 1.0 inspector" in text
    assert "q 0 the default" in text


def test_a_thousand_actions_are_bounded_and_pickle(app: Callable[..., FakeApp]) -> None:
    source = (
        "inspector()\nclass F(PageState):\n    text: str = ''\n"
        "for i in range(50 if st.button('More') else 0):\n    F.text = str(i) * 100\n"
    )
    tab = app(source).open()
    sizes: list[int] = []
    for _ in range(20):
        tab.button("More").click()
        sizes.append(len(pickle.dumps(tab.session_state[SESSION_KEY])))
    assert record(tab).count >= 1000
    assert sizes[-1] <= sizes[5] * 1.3
    assert sizes[-1] < 100_000


def test_a_big_value_is_held_once(app: Callable[..., FakeApp]) -> None:
    source = (
        "inspector()\nclass F(PageState):\n    big: str = ''\n    n: int = 0\n"
        "if not F.big:\n    F.big = 'x' * 1_000_000\n"
        "if st.button('More'):\n    F.n += 1\n"
    )
    tab = app(source).open()
    for _ in range(9):
        tab.button("More").click()
    assert len(pickle.dumps(tab.session_state[SESSION_KEY])) < 1_100_000
    text = opened(tab)
    assert len(text) < 30_000
    assert "too long to be shown: 1,000," in text
    tab.rerun()
    assert "# F is not asserted" in shown(tab)


def test_a_copy_leaves_out_long_values(app: Callable[..., FakeApp], tmp_path: Path) -> None:
    state = "class F(PageState):\n    big: str = ''\n    n: int = 0\n"
    tab = app("from its_state import F\nF.update(big='x' * 20_000, n=2)\n", state).open()
    written = copied(tab, tmp_path)
    assert "# F: this source does not say the values of big." in written
    assert "assert tab.state(F).n == 2" in written
    assert len(written) < 1000


def test_the_session_can_be_serialized(
    app: Callable[..., FakeApp], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = (
        "from its_state import Kind, F\ninspector()\n"
        "F.n\nst.selectbox('Kind', list(Kind))\nif st.button('More'):\n    F.n += 1\n"
        "if st.button('Odd'):\n    F.odd = lambda: 1\n"
    )
    state = (
        "from enum import Enum\nclass Kind(Enum):\n    A = 1\n    B = 2\n"
        "class F(PageState):\n    n: int = 1\n    odd: object = None\n"
    )
    tab = app(source, state).open()
    opened(tab)
    tab.widget("Kind").set_value("Kind.B")
    tab.button("More").click()
    again = pickle.loads(pickle.dumps(tab.session_state[SESSION_KEY]))
    assert again.record.timeline.count == record(tab).count
    tab.button("More").click()
    assert record(tab).acts[-1].kind == "edit"


def test_json_of_garbage_and_of_another_app(app: Callable[..., FakeApp]) -> None:
    tab = app("inspector()\nclass F(PageState):\n    n: int = 1\nF.n\n").open()
    opened(tab)
    namespace = next(iter(tab.session_state[SESSION_KEY].classes))
    for text in (
        "[" * 100_000, "null", "1", '"x"', "{}", '{"a": 1}', '{"a": {"b": NaN}}',
        json.dumps({namespace: {"n": {"n": {}}}}), json.dumps({namespace: {"": 1, "x y": None}}),
        json.dumps({namespace: {"__class__": 1, "n": "\ud800"}}), "1" * 5000,
    ):  # fmt: skip
        tab.widget("Load JSON").set_value(text)
        tab.button("Load").click()
        assert "n 1 default int" in shown(tab)
    tab.widget("Load JSON").set_value(json.dumps({"other": {"n": 2}, namespace: {"n": 5}}))
    tab.button("Load").click()
    assert "n 5 inspector" in shown(tab)
    assert "the app has no such class" in shown(tab)


PURGED_STATE = """
class A(PageState):
    n: int = StateVar(default=0, url_key="a")
class B(PageState):
    n: int = StateVar(default=0, url_key="b")
class C(PageState):
    n: int = StateVar(default=0, url_key="c")
    class Config:
        share_url_with = ["Nobody", "D"]
class D(PageState):
    n: int = StateVar(default=0, url_key="d")
"""
PURGED = """
from its_state import A, B, C
inspector()
if st.button("B"):
    B.n = 1
if st.button("A"):
    A.n = 1
if st.button("C"):
    C.n = 1
"""


def test_the_address_of_a_purged_class_is_restored(app: Callable[..., FakeApp]) -> None:
    tab = app(PURGED, PURGED_STATE).open()
    tab.button("B").click()
    number = record(tab).count
    tab.button("A").click()
    tab.button("C").click()
    opened(tab)
    assert "shares the URL with Nobody, D" in shown(tab)
    act(tab, number)
    assert tab.url == "?b=1"
    assert record(tab).actions[-1].place.query == "b=1"


AMBIGUOUS = """
import its_state, more_state
class Alone(PageState):
    n: int = 0
    class Config:
        share_url_with = ["Other"]
inspector()
Alone.n
"""


def test_an_ambiguous_name_is_shown_as_it_is(app: Callable[..., FakeApp]) -> None:
    state = "class Other(PageState):\n    n: int = 0\n"
    assert "shares the URL with Other" in opened(app(AMBIGUOUS, state, more_state=state).open())
