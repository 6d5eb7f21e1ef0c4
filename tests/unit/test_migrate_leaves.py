"""The uses that the codemod leaves, and the reasons it gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrated_scripts import HEAD, LINKED, migrated


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


@pytest.mark.parametrize("name", ["dump", "two words"])
def test_a_param_that_cannot_name_a_field_is_left(tmp_path: Path, name: str) -> None:
    proposal = migrated(tmp_path, f"{HEAD}print(st.query_params.get('{name}'))\n")
    assert not proposal.after
    assert "its name is" in str(proposal.left[0])


def test_a_param_of_a_module_that_is_not_given_is_left(tmp_path: Path) -> None:
    (tmp_path / "other.py").write_text(f"{HEAD}print(st.query_params.get('p'))\n", "utf-8")
    proposal = migrated(tmp_path, f"import other\n{HEAD}print(st.query_params.get('p'))\n")
    assert not proposal.after
    assert "not among the given" in str(proposal.left[0])


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("key = input()\nst.session_state[key] = 1\n", "is not a plain text"),
        ("st.session_state[f'a{1}b'] = 1\n", "is made at run time"),
        ("print(dict(st.session_state))\n", "used as a whole"),
        ("st.session_state.update(ab=2)\n", "used as a whole"),
        ("print(getattr(st.session_state, 'ab'))\n", "asks for it by name"),
        ("st.session_state.ab = open('x')\n", "is not known"),
        ("if 'ab' in st.session_state:\n    print(1)\n", "test `is not None`"),
        ("st.button('x', key='ab')\n", "cannot be bound"),
        ("with st.form('f'):\n    st.number_input('x', key='ab')\n", "in a form"),
        ("st.number_input('x', value=3, key='ab')\n", "first value of its own"),
        ("st.text_input('x', key='ab')\n", "holds another type"),
        ("a, st.session_state.ab = 1, 2\n", "more than a plain assignment"),
        ("x = st.session_state.ab = 1\n", "together with others"),
        ("print(st.session_state.pop('ab'))\n", "what pop() returns"),
        ("print(st.session_state.get('ab', 7), st.session_state.pop('ab', 1))\n", "pop() returns"),
        ("if 'ab' not in st.session_state:\n    st.session_state.ab = 5\n", "different first"),
        ("print('ab' in st.session_state)\n", "test `is not None`"),
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
        ("if 'ab' not in st.session_state: st.session_state.ab = 1\n", "to None first"),
        ("if 'ab' not in st.session_state:\n    print(1)\n", "to None first"),
        ("if 'ab' not in st.session_state:\n    if 1:\n        pass\n", "to None first"),
        ("if 'ab' not in st.session_state:\n    o.x = 1\n", "to None first"),
        ("if 'ab' not in st.session_state:\n    st.session_state.cd = input()\n", "to None first"),
        ("if 'ab' in st.session_state:\n    del o['x']\n", "to None first"),
        ("if 'ab' in st.session_state:\n    if 1:\n        pass\n", "to None first"),
        ("if 'ab' in st.session_state:\n    o.pop('x')\n", "to None first"),
        ("if 'ab' in st.session_state:\n    print()\n", "to None first"),
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
        ("print(f'{st.session_state.ab=}')\n", "an f-string with `=` shows it as text"),
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
    ("script", "reason"),
    [
        ("print(st.query_params['p'])\n", "with a default, and the code tests"),
        ("print(st.query_params.get_all('p'))\n", "get_all() reads it"),
        ("if 'p' in st.query_params:\n    print(1)\n", "with a default, and the code tests"),
        ("print(st.query_params.pop('p'))\n", "pop() reads it"),
        ("q = st.query_params\nq = 1\n", "may remove it"),
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
        ("print(st.session_state.cd)\n", "no first value is known"),
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
        (("if 'cd' not in st.session_state:\n    st.session_state.cd = None\n"
         "    st.session_state.ef = input\n"), "None is written to it"),
    ],
)  # fmt: skip
def test_what_depends_on_something_left_is_left(tmp_path: Path, script: str, reason: str) -> None:
    proposal = migrated(tmp_path, HEAD + script)
    assert not proposal.after
    assert any(reason in str(left) for left in proposal.left), [str(x) for x in proposal.left]


@pytest.mark.parametrize("key", ["two words", "dump", "class", "embed", "on_change"])
def test_a_key_that_cannot_name_a_field_is_left(tmp_path: Path, key: str) -> None:
    proposal = migrated(tmp_path, f"{HEAD}st.session_state.setdefault('{key}', 1)\n")
    assert not proposal.after
    assert "its name is" in str(proposal.left[0])


def test_params_that_are_used_as_a_whole_are_told(tmp_path: Path) -> None:
    (left,) = migrated(tmp_path, f"{HEAD}print(st.query_params.copy())\n").left
    assert "used as a whole" in left.reason


def test_a_key_whose_param_is_removed_apart_from_it_is_left(tmp_path: Path) -> None:
    script = (
        "if 'ab' not in st.session_state:\n"
        "    st.session_state.ab = int(st.query_params.get('ab', 1))\n"
        "del st.query_params['ab']\n"
    )
    assert not migrated(tmp_path, HEAD + script).after


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("st.experimental_set_query_params(p=1)", "write the fields, or X.update(...)"),
        ("print(st.experimental_get_query_params())", "use st.query_params, and get_all()"),
        ("print(st.query_params.get_all('p'))", "make it a field of type list[str]"),
    ],
)
def test_what_stays_is_told_with_what_to_write(tmp_path: Path, code: str, told: str) -> None:
    (left,) = migrated(tmp_path, HEAD + code).left
    assert told in left.reason
