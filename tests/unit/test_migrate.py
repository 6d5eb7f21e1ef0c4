"""The codemod: what it converts gives the same outputs, what it leaves is named."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import lists, sampled_from
from libcst import ParserSyntaxError, parse_module

from st_page_state.__main__ import main
from st_page_state.devtools.migrate import Proposal, propose
from st_page_state.errors import ArgumentError
from st_page_state_fakes import FakeApp
from st_page_state_fakes.tab import Tab

HEAD = "import streamlit as st\n\n"

COUNTER = """
# The counter
if "count" not in st.session_state:
    st.session_state.count = 0  # clicks so far
if 'log' not in st.session_state:
    st.session_state["log"] = []
st.session_state.setdefault("name", "Ann")


def more(by: int) -> None:
    st.session_state.count += by  # a callback
    st.session_state["log"].append(by)


st.button("More", on_click=more, args=(2,))
st.text_input("Name", key="name")
if st.button("Forget"):
    if "count" in st.session_state:
        del st.session_state["count"]
    st.rerun()
if st.button("Rename"):
    st.session_state.pop("log")
    st.rerun()
st.write(str(st.session_state.get("count", 0)), str(st.session_state.log), st.session_state.name)
"""

PAGED = """
page = int(st.query_params.get("page", "1"))
flag = st.query_params.get("flag", "false").lower() == "true"
who = st.query_params.get("who")
if st.button("Next"):
    st.query_params["page"] = str(page + 1)
    st.rerun()
if st.button("Flag"):
    st.query_params.flag = "true"
    st.rerun()
if st.button("First"):
    del st.query_params["page"]
    st.rerun()
if st.button("All"):
    st.query_params.from_dict({"page": "3", "flag": "true", "who": "me"})
    st.rerun()
if st.button("None"):
    st.query_params.clear()
    st.rerun()
st.write(str(page), str(flag), str(who))
"""

ANNOUNCED = """
if "status" not in st.session_state:
    url_val = st.query_params.get("status", "pending")
    st.session_state["status"] = url_val

status = st.session_state["status"]


def update_status():
    st.query_params["status"] = st.session_state["status"]


st.selectbox("Status", ["pending", "active"], key="status", on_change=update_status)
st.write(status)
"""

ANY = [
    "print(dict(st.session_state))",
    "st.session_state[input()] = 1",
    "st.session_state.count = input()",
    "st.session_state.setdefault('log', 3)",
    "st.query_params['page'] = input()",
    "def f():\n    st.session_state.setdefault('name', 'Ann')",
    "st.session_state.name += 'x'; st.session_state.setdefault('name', '')",
    "if st.session_state.get('count'): del st.session_state['count']",
    "st.query_params.clear()",
    "def f(): st.query_params.clear()",
    "if 1: st.session_state.pop('count')",
]

LINKED = (
    "if 'cd' not in st.session_state:\n    st.session_state.cd = st.query_params.get('p')\n"
    "print(st.session_state.cd)\n"
)

NATIVE = """
query = st.text_input("Query", "all", key="q", bind="query-params")
deep = st.checkbox("Deep", bind="query-params", key="deep")
st.write(query, str(deep))
"""


def click(label: str) -> Callable[[Tab], object]:
    return lambda tab: tab.button(label).click()


def enter(label: str, value: object) -> Callable[[Tab], object]:
    return lambda tab: tab.widget(label).set_value(value)


def migrated(folder: Path, text: str, name: str = "app.py") -> Proposal:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return propose([folder / name])


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
    ],
    ids=["counter", "counter-pop", "params", "whole-params", "announcement", "native"],
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


@pytest.mark.parametrize("script", [COUNTER, PAGED, ANNOUNCED, NATIVE])
def test_a_second_run_proposes_nothing(tmp_path: Path, script: str) -> None:
    migrated(tmp_path, HEAD + script).write()
    again = propose([tmp_path / "app.py"])
    assert again.diff() == ""
    assert not again.left


@pytest.mark.parametrize("script", [COUNTER, PAGED, ANNOUNCED, NATIVE])
def test_the_diff_applies(tmp_path: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("app.py").write_text(HEAD + script, encoding="utf-8")
    proposal = propose(["app.py"])
    subprocess.run(
        ["git", "apply", "-"], input=proposal.diff(), text=True, check=True, cwd=tmp_path
    )
    assert Path("app.py").read_text("utf-8") == proposal.after[Path("app.py")]


def test_a_default_of_get_counts_where_the_key_may_be_unset(tmp_path: Path) -> None:
    guard = "if 'ab' not in st.session_state:\n    st.session_state.ab = 1\n"
    inner = "".join(f"    {line}\n" for line in guard.splitlines())
    read = "print(st.session_state.get('ab', 7))\n"
    for first in (
        f"if input():\n{inner}",
        f"def f():\n{inner}",
        f"{guard}del st.session_state.ab\n",
    ):
        assert "different first" in str(migrated(tmp_path, HEAD + first + read).left[0])
    assert not migrated(tmp_path, HEAD + guard + read).left


@pytest.mark.parametrize(
    "clear", ["def f(): st.query_params.clear()", "print(); st.query_params.clear()"]
)
def test_params_are_reset_where_all_are_cleared(tmp_path: Path, clear: str) -> None:
    script = f"{HEAD}print(st.query_params.get('p'))\n{clear}\n"
    text = migrated(tmp_path, script).after[tmp_path / "app.py"]
    assert clear.replace("st.query", 'Params.reset("p"); st.query') in text


@pytest.mark.parametrize("name", ["dump", "two words"])
def test_a_param_that_cannot_name_a_field_is_left(tmp_path: Path, name: str) -> None:
    proposal = migrated(tmp_path, f"{HEAD}print(st.query_params.get('{name}'))\n")
    assert not proposal.after
    assert "its name is" in str(proposal.left[0])


def test_a_flag_is_written_as_it_is(tmp_path: Path) -> None:
    script = "f = st.query_params.get('p') == 'true'\nst.query_params['p'] = str(not f).lower()\n"
    text = migrated(tmp_path, HEAD + script).after[tmp_path / "app.py"]
    assert "Params.p = not f" in text


def test_a_param_of_a_module_that_is_not_given_is_left(tmp_path: Path) -> None:
    (tmp_path / "other.py").write_text(f"{HEAD}print(st.query_params.get('p'))\n", "utf-8")
    proposal = migrated(tmp_path, f"import other\n{HEAD}print(st.query_params.get('p'))\n")
    assert not proposal.after
    assert "not among the given" in str(proposal.left[0])


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


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("key = input()\nst.session_state[key] = 1\n", "is not a plain text"),
        ("st.session_state[f'a{1}b'] = 1\n", "is made at run time"),
        ("print(dict(st.session_state))\n", "used as a whole"),
        ("st.session_state.update(ab=2)\n", "used as a whole"),
        ("print(getattr(st.session_state, 'ab'))\n", "asks for it by name"),
        ("st.session_state.ab = open('x')\n", "is not known"),
        ("if 'ab' in st.session_state:\n    print(1)\n", "more depends on it"),
        ("st.button('x', key='ab')\n", "cannot be bound"),
        ("with st.form('f'):\n    st.number_input('x', key='ab')\n", "in a form"),
        ("st.number_input('x', value=3, key='ab')\n", "first value of its own"),
        ("st.text_input('x', key='ab')\n", "holds another type"),
        ("a, st.session_state.ab = 1, 2\n", "more than a plain assignment"),
        ("x = st.session_state.ab = 1\n", "together with others"),
        ("print(st.session_state.pop('ab'))\n", "takes it out"),
        ("print(st.session_state.get('ab', 7), st.session_state.pop('ab', 1))\n", "takes it out"),
        ("if 'ab' not in st.session_state:\n    st.session_state.ab = 5\n", "different first"),
        ("print('ab' in st.session_state)\n", "more depends on it"),
        ("print(1 == st.session_state)\n", "used as a whole"),
        ("for k in st.session_state:\n    print(k)\n", "used as a whole"),
        ("for k in st.session_state:\n    del k\n", "used as a whole"),
        ("def f(k):\n    for o.k in []:\n        st.session_state[k] = 1\n", "not a plain text"),
        ("print(getattr(st.session_state, f'{1}b'))\n", "at run time"),
        ("print(st.session_state.get(f'{1}b'))\n", "at run time"),
        ("k, = input()\nst.session_state[k] = 1\n", "not a plain text"),
        ("st.session_state[input()] = 1\n", "not a plain text"),
        ("k = 1\nk = 2\nst.session_state[k] = 1\n", "not a plain text"),
        ("for k in input():\n    st.session_state[k] = 1\n", "not a plain text"),
        ("for k in ab.values():\n    st.session_state[k] = 1\n", "not a plain text"),
        ("for k in ab:\n    st.session_state[k] = 1\n", "not a plain text"),
        ("for k in [1]:\n    st.session_state[k] = 1\n", "not a plain text"),
        ("for k, v in [1]:\n    st.session_state[k] = 1\n", "not a plain text"),
        ("for o.k in []:\n    for x.k in []:\n        st.session_state[k] = 1\n", "not a plain"),
        ("def f(k):\n    st.session_state[k] = 1\n", "not a plain text"),
        ("def f(k):\n    for x in []:\n        st.session_state[k] = 1\n", "not a plain text"),
        ("for x in []:\n    del st.session_state['ab'], x\n", "more than a plain"),
        ("st.session_state.ab: int = 1\n", "more than a plain"),
        ("if 'ab' not in st.session_state: st.session_state.ab = 1\n", "more depends"),
        ("if 'ab' not in st.session_state:\n    print(1)\n", "more depends"),
        ("if 'ab' not in st.session_state:\n    if 1:\n        pass\n", "more depends"),
        ("if 'ab' not in st.session_state:\n    o.x = 1\n", "more depends"),
        ("if 'ab' not in st.session_state:\n    st.session_state.cd = 1\n", "more depends"),
        ("if 'ab' in st.session_state:\n    del o['x']\n", "more depends"),
        ("if 'ab' in st.session_state:\n    if 1:\n        pass\n", "more depends"),
        ("if 'ab' in st.session_state:\n    o.pop('x')\n", "more depends"),
        ("if 'ab' in st.session_state:\n    print()\n", "more depends"),
        ("st.session_state.ab = int(input()) + input()\n", "is not known"),
        ("int = input\nst.session_state.ab = int()\n", "is not known"),
        ("st.session_state.ab = o[1]\n", "is not known"),
        ("st.session_state.ab = o.x()\n", "is not known"),
        ("st.session_state.ab = o()()\n", "is not known"),
        ("x = x\nst.session_state.ab = x\n", "is not known"),
        ("st.session_state.ab = o if 1 else 2\n", "is not known"),
        ("st.session_state.ab = o < 2\n", "is not known"),
        ("st.session_state.ab = st.text_input('x', value=None)\n", "is not known"),
        ("st.session_state.ab = 1.5\nst.number_input('x', key='ab')\n", "several types"),
        ("st.selectbox('x', input(), key='ab')\n", "options of its widget"),
        ("st.selectbox('x', [2, 3], key='ab')\n", "not the default"),
        ("for st.session_state.ab in []:\n    pass\n", "more than a plain"),
        ("print([1 for st.session_state.ab in []])\n", "more than a plain"),
        ("with o as st.session_state.ab:\n    pass\n", "more than a plain"),
        ("print(hasattr(st.session_state), (y := 1))\n", "used as a whole"),
        ("from os import *\nprint(st.session_state.keys(), st.session_state['a':'b'])\n", "whole"),
    ],
)
def test_what_is_not_understood_is_left_byte_by_byte(
    tmp_path: Path, script: str, reason: str
) -> None:
    guard = "if 'ab' not in st.session_state:\n    st.session_state.ab = 1\n"
    proposal = migrated(tmp_path, HEAD + guard + script)
    assert not proposal.after
    assert any(reason in str(left) for left in proposal.left), [str(x) for x in proposal.left]
    assert all(f"{tmp_path / 'app.py'}:" in str(left) for left in proposal.left)


@pytest.mark.parametrize(
    "script",
    [
        "for k in ['x', 'y']:\n    st.session_state[k] = 1\n",
        "for k, v in {'x': 1}.items():\n    st.session_state[k] = v\n",
        "firsts = {'x': 1}\nfor k, v in firsts.items():\n    st.session_state[k] = v\n",
        "for k, v in [('x', 1), ('y', 2)]:\n    st.session_state[k] = v\n",
        "KEY = 'x'\nst.session_state[KEY] = 1\n",
        "st.button('b', key=f'{1}-{2}')\n",
        "st.button('b', key=st.session_state.ab)\n",
        "st.button('b', key=None)\n",
        "sorted([], key=len)\n",
        "st.session_state.clear()\n",
        "for k in list(st.session_state.keys()):\n    del st.session_state[k]\n",
        "for k in st.session_state:\n    del st.session_state[k]\n",
        "for x in [st.session_state.ab]:\n    print(x)\n",
        "print([st.session_state.ab, (st.session_state.ab, 1)])\n",
        "st.session_state.ab += 2\nst.session_state.ab = 3 * st.session_state.ab\n",
        "st.session_state.ab = len('x') if st.session_state.get('ab') else -1\n",
        "st.session_state.ab = st.session_state['ab'] or 5\n",
        "x = 1\nst.session_state.ab = x\nst.session_state.ab -= int('1')\n",
        "from streamlit import session_state as ss\nss.ab = ss['ab'] // 2\n",
        "st.session_state.ab = st.session_state.ab / 2\n",
        "st.session_state.ab = 'a' + 'b'\n",
        "st.session_state.ab = not 1\n",
        "st.session_state.ab = 'a' in 'b'\n",
        "st.session_state.ab = 1 < 2\n",
        "st.session_state.ab = f'{1}'.strip()\n",
        "st.session_state.ab = 'x'.startswith('y')\n",
        "st.session_state.ab = [x for x in '']\n",
        "st.session_state.ab = {x: 1 for x in ''}\n",
        "st.session_state.ab = {x for x in ''}\n",
        "st.session_state.ab = (open, 1)\n",
        "st.session_state.ab = st.checkbox('x')\n",
        "if 'ab' not in st.session_state.keys():\n    st.session_state.ab = 1\n",
        "with open('x') as f:\n    st.session_state.ab = 2\n",
        "if 'ab' in st.session_state:\n    st.session_state.pop('ab', None)\n",
        "print(st.session_state.setdefault('ab', 1))\n",
        "st.number_input('x', 0, 10, key='ab')\n",
        "st.sidebar.slider(\n    'x',\n    0,\n    key='ab',\n)\n",
        "st.selectbox('x', [1, 2], key='ab')\n",
        "if 'ab' not in st.session_state:  # note\n    st.session_state.ab = 1\n",
        "for k in {}:\n    print(k)\nelse:\n    pass\n",
        "for k in st.session_state.ab:\n    print(k)\n",
    ],
)
def test_what_is_understood_is_converted(tmp_path: Path, script: str) -> None:
    guard = "if 'ab' not in st.session_state:\n    st.session_state.ab = 1\n"
    proposal = migrated(tmp_path, HEAD + guard + script)
    assert proposal.converted == ['st.session_state["ab"]'], [str(x) for x in proposal.left]
    parse_module(proposal.after[tmp_path / "app.py"])
    proposal.write()
    assert propose([tmp_path / "app.py"]).diff() == ""


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("print(st.query_params['p'])\n", "without a default"),
        ("print(st.query_params.get_all('p'))\n", "get_all() reads it"),
        ("if 'p' in st.query_params:\n    print(1)\n", "more depends on it"),
        ("print(st.query_params.pop('p'))\n", "pop() reads it"),
        ("q = st.query_params\n", "may remove it"),
        ("for k in []:\n    del st.query_params[k]\n", "may remove it"),
        ("st.query_params.from_dict({'other': 1})\n", "all params are replaced"),
        ("st.query_params.from_dict(dict())\n", "all params are replaced"),
        ("st.query_params.p = 'text'\n", "does not fit"),
        ("a = st.query_params.p = '1'\n", "together with others"),
        ("print(st.query_params.get('p', '1'))\n", "different casts"),
        ("st.text_input('x', key='p', bind='query-params')\n", "bound to it as well"),
    ],
)
def test_a_param_that_is_not_understood_is_left(tmp_path: Path, script: str, reason: str) -> None:
    proposal = migrated(tmp_path, f"{HEAD}print(int(st.query_params.get('p', 1)))\n{script}")
    assert 'st.query_params["p"]' not in proposal.converted
    assert any(reason in str(left) for left in proposal.left), [str(x) for x in proposal.left]


@pytest.mark.parametrize(
    "script",
    [
        "print(dict(st.query_params), st.query_params.to_dict())\n",
        "key = input()\nprint(st.query_params[key], key in st.query_params)\n",
        "if 'p' in st.query_params:\n    del st.query_params['p']\n",
        "st.query_params.pop('p', None)\n",
        "st.query_params.p = '3'\n",
        "st.query_params.p = 4\n",
    ],
)
def test_a_param_that_is_understood_is_converted(tmp_path: Path, script: str) -> None:
    proposal = migrated(tmp_path, f"{HEAD}print(int(st.query_params.get('p', 1)))\n{script}")
    assert proposal.converted == ['st.query_params["p"]'], [str(x) for x in proposal.left]


@pytest.mark.parametrize(
    ("read", "declared"),
    [
        ("experimental_get_query_params().get('p', ['a'])[0]", 'p: str = StateVar(default="a"'),
        ("query_params.get('p')", "p: str | None = StateVar(default=None"),
        ("query_params.get('p') == 'true'", "p: bool = StateVar(default=False"),
        ("query_params.get('p', 'x') == 'y'", 'p: str = StateVar(default="x"'),
    ],
)
def test_a_param_has_the_type_it_is_read_as(tmp_path: Path, read: str, declared: str) -> None:
    assert declared in migrated(tmp_path, f"{HEAD}print(st.{read})\n").after[tmp_path / "app.py"]


@pytest.mark.parametrize(
    ("read", "reason"),
    [
        ("experimental_get_query_params().get('p')", "read as a list"),
        ("query_params.get('p', 1)", "its default is no text"),
        ("query_params.get('p', open)", "no plain value"),
    ],
)
def test_a_param_without_a_plain_default_is_left(tmp_path: Path, read: str, reason: str) -> None:
    proposal = migrated(tmp_path, f"{HEAD}print(st.{read})\n")
    assert not proposal.after
    assert reason in str(proposal.left[0])


@pytest.mark.parametrize(
    ("widget", "declared"),
    [
        ("text_input('x', key='q'", 'q: str = StateVar(default=""'),
        ("selectbox('x', ['a', 'b'], index=1, key='q'", 'q: str = StateVar(default="b"'),
        ("radio('x', OPTIONS, key='q'", 'q: str = StateVar(default="c"'),
        ("multiselect('x', ['a', 'b'], ['a'], key='q'", "q: list[str] = StateVar(default=['a']"),
        ("multiselect('x', ['a', 'b'], key='q'", "q: list[str] = StateVar(default_factory=list"),
        ("number_input('x', key='q'", "q: float = StateVar(default=0.0"),
        ("slider('x', 3, 9, key='q'", "q: int = StateVar(default=3"),
        ("slider('x', max_value=9, key='q'", ""),
        ("text_input('x', open, key='q'", ""),
        ("multiselect('x', [1, 2], key='q'", ""),
        ("selectbox('x', [1, 'b'], key='q'", ""),
        ("selectbox('x', open, key='q'", ""),
        ("slider(*[], key='q'", ""),
    ],
)
def test_a_natively_bound_widget_gives_the_default(
    tmp_path: Path, widget: str, declared: str
) -> None:
    script = f"{HEAD}OPTIONS = ['c', 'd']\nst.{widget}, bind='query-params')\n"
    proposal = migrated(tmp_path, script)
    assert declared in (proposal.after[tmp_path / "app.py"] if declared else "")
    assert bool(proposal.left) is not bool(declared)


@pytest.mark.parametrize(
    ("default", "reason"),
    [
        ("pd.DataFrame()", "is no plain value"),
        ("None", "only ever None"),
        ("b''", "is a bytes"),
    ],
)
def test_a_key_without_a_supported_value_is_left(tmp_path: Path, default: str, reason: str) -> None:
    script = f"if 'ab' not in st.session_state:\n    st.session_state.ab = {default}\n"
    proposal = migrated(tmp_path, HEAD + script)
    assert not proposal.after
    assert reason in str(proposal.left[0])


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("print(st.session_state.cd)\n", "no first value of its own"),
        (f"{LINKED}st.query_params['p'] = 'x'\n", 'something else than the key "cd"'),
        (f"{LINKED}st.session_state.setdefault('cd', None)\n", "only some of its first values"),
        (f"{LINKED}st.session_state.cd = input()\n", "is not known"),
        (f"{LINKED}st.query_params.clear()\n", "all params are replaced"),
        ("st.query_params['p'] = '1'\n", "it is never read"),
        ("print(int(st.query_params.get('p', 'x')))\n", "no plain value"),
        (("print(int(st.query_params.get('p', '1')))\nst.query_params.p = input()\n"
         "st.query_params.from_dict({'p': 1})\n"), "does not fit"),
        (("print(st.query_params.get('p', ''), st.query_params.get('o', 1))\n"
         "st.query_params.from_dict({'p': '', 'o': ''})\n"), "all params are replaced"),
        (("if 'cd' not in st.session_state:\n    st.session_state.cd = 1\n"
         "    st.session_state.ef = input\n"), 'together with "ef"'),
    ],
)  # fmt: skip
def test_what_depends_on_something_left_is_left(tmp_path: Path, script: str, reason: str) -> None:
    proposal = migrated(tmp_path, HEAD + script)
    assert not proposal.after
    assert any(reason in str(left) for left in proposal.left), [str(x) for x in proposal.left]


def test_a_key_from_a_param_without_a_default_may_be_none(tmp_path: Path) -> None:
    text = migrated(tmp_path, HEAD + LINKED).after[tmp_path / "app.py"]
    assert 'cd: str | None = StateVar(default=None, url_key="p")' in text


@pytest.mark.parametrize("key", ["two words", "dump", "class", "embed", "on_change"])
def test_a_key_that_cannot_name_a_field_is_left(tmp_path: Path, key: str) -> None:
    proposal = migrated(tmp_path, f"{HEAD}st.session_state.setdefault('{key}', 1)\n")
    assert not proposal.after
    assert "its name is" in str(proposal.left[0])


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


def test_a_file_that_is_no_python_is_named(tmp_path: Path) -> None:
    assert "no Python" in str(migrated(tmp_path, "if :\n").left[0])
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
    assert 'app.py:3: st.session_state["x"] stays: it has no first value' in done.stderr


def test_without_libcst_the_extra_is_named(tmp_path: Path) -> None:
    code = (
        "import importlib.util as u; find = u.find_spec\n"
        "u.find_spec = lambda name, *a: None if name == 'libcst' else find(name, *a)\n"
        "from st_page_state.__main__ import main\n"
        f"raise SystemExit(main(['migrate', {str(tmp_path)!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert 'pip install "st-page-state[migrate]"' in done.stderr
