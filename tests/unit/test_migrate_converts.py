"""The uses that the codemod understands."""

from __future__ import annotations

from pathlib import Path

import pytest
from libcst import parse_module

from migrated_scripts import HEAD, LINKED, migrated
from st_page_state.devtools.migrate import propose


@pytest.mark.parametrize(
    "clear", ["def f(): st.query_params.clear()", "print(); st.query_params.clear()"]
)
def test_params_are_reset_where_all_are_cleared(tmp_path: Path, clear: str) -> None:
    script = f"{HEAD}print(st.query_params.get('p'))\n{clear}\n"
    text = migrated(tmp_path, script).after[tmp_path / "app.py"]
    assert clear.replace("st.query", 'Params.reset("p"); st.query') in text


def test_a_flag_is_written_as_it_is(tmp_path: Path) -> None:
    script = "f = st.query_params.get('p') == 'true'\nst.query_params['p'] = str(not f).lower()\n"
    text = migrated(tmp_path, HEAD + script).after[tmp_path / "app.py"]
    assert "Params.p = not f" in text


@pytest.mark.parametrize(
    ("value", "becomes"),
    [("str('a').strip()", "str('a').strip()"), ("str('a')", "str('a')")],
)
def test_a_text_is_written_as_it_is(tmp_path: Path, value: str, becomes: str) -> None:
    script = f"print(st.query_params.get('p', ''))\nst.query_params['p'] = {value}\n"
    text = migrated(tmp_path, HEAD + script).after[tmp_path / "app.py"]
    assert f"Params.p = {becomes}" in text


def test_a_key_and_the_text_of_it_in_the_address_are_one_field(tmp_path: Path) -> None:
    script = (
        "if 'ab' not in st.session_state:\n"
        "    st.session_state.ab = int(st.query_params.get('ab', 1))\n"
        "st.query_params['ab'] = str(st.session_state.ab)\n"
    )
    assert not migrated(tmp_path, HEAD + script).left


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
        "n: int\nst.session_state.ab = 1\n",
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


def test_a_key_from_a_param_without_a_default_may_be_none(tmp_path: Path) -> None:
    text = migrated(tmp_path, HEAD + LINKED).after[tmp_path / "app.py"]
    assert 'cd: str | None = StateVar(default=None, url_key="p")' in text


@pytest.mark.parametrize(
    "read",
    [
        "str(st.query_params.get('p', ''))",
        "len(st.query_params.get('p', ''))",
        "st.query_params.get('p', '').lower()",
        "st.query_params.get('p', '').lower",
        "'a'.join(*[st.query_params.get('p', '')])",
    ],
)
def test_a_text_stays_a_text(tmp_path: Path, read: str) -> None:
    text = migrated(tmp_path, f"{HEAD}print({read})\n").after[tmp_path / "app.py"]
    assert read.replace("st.query_params.get('p', '')", "Params.p") in text


def test_a_param_that_is_read_alike_twice_is_one_field(tmp_path: Path) -> None:
    read = "print(st.query_params.get('p', 'a'))\n"
    proposal = migrated(tmp_path, f"{HEAD}{read}{read}")
    assert not proposal.left
    assert proposal.after[tmp_path / "app.py"].count("print(Params.p)") == 2
