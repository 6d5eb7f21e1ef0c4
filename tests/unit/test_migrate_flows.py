"""What migrate makes of names and tests that its types have to follow: it compiles, as before."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrated_scripts import HEAD
from st_page_state.devtools.migrate import propose
from typed_scripts import ASKED, FIRST

NUMBER = FIRST.format(value="1")
SIZED = FIRST.format(value='"small"')

SCRIPTS = {
    "a_global": (
        NUMBER
        + "value = None\n\ndef f():\n    global value\n    value = st.session_state.x\n\nf()\n",
        "value: Any = None",
    ),
    "a_nonlocal": (
        NUMBER + "def f():\n    value = None\n    def g():\n        nonlocal value\n"
        "        value = st.session_state.x\n    g()\n    return value\n\nf()\n",
        "nonlocal value",
    ),
    "a_parameter": (
        NUMBER + "def f(value=None):\n    value = st.session_state.x\n    return value\n\nf()\n",
        "x: Any",
    ),
    "a_name_of_the_module": (
        "import os.path\n" + NUMBER + "value = st.session_state.x\n\ndef f():\n"
        "    st.write(value, os.path.sep)\n\nf()\n",
        "x: int",
    ),
    "an_argument_bound_twice": (
        SIZED + 'gap = st.session_state.x\ngap = "large"\nst.columns(2, gap=gap)\n',
        "gap",
    ),
    "two_that_fit": (
        NUMBER + "value = st.session_state.x\nvalue += 1\nst.write(value)\n",
        "x: int",
    ),
    "read_in_a_lambda": (
        ASKED + "show = lambda: st.write(st.session_state.x.upper())\n",
        "x",
    ),
    "assigned_to_an_item": (
        ASKED + "texts = {}\ntexts['a'] = st.session_state.x\nst.write(texts)\n",
        "x",
    ),
    "a_while_and_an_or": (
        ASKED
        + "while st.session_state.x is None or st.session_state.x.upper() == 'A':\n    break\n",
        "x: str | None",
    ),
    "the_other_way_round": (
        ASKED + "if st.session_state.x is None or not st.session_state.x:\n"
        "    st.write(1)\nelse:\n    st.write(st.session_state.x.upper())\n",
        "x",
    ),
    "compared_with_more": (
        ASKED + "if st.session_state.x > 'a':\n    st.write(st.session_state.x.upper())\n",
        "x",
    ),
    "got_with_a_test": (
        ASKED + "if st.session_state.get('x'):\n    st.write(st.session_state.x.upper())\n",
        "x: str | None",
    ),
    "not_there": (
        ASKED + "if 'x' not in st.session_state:\n    st.stop()\n"
        "if st.session_state.x != None and 'x' in st.session_state:\n"
        "    st.write(st.session_state.x.upper())\n",
        "x",
    ),
    "a_global_that_may_be_none": (
        ASKED
        + "value = None\n\ndef f():\n    global value\n    value = st.session_state.x\n\nf()\n",
        "x",
    ),
    "read_into_a_parameter": (
        ASKED + "def f(value=None):\n    value = st.session_state.x\n    value.upper()\n\nf()\n",
        "x",
    ),
    "two_names_one_of_which_takes_anything": (
        NUMBER + "def f(value=None):\n    value = st.session_state.x\n    return value\n\nf()\n"
        "other = st.session_state.x\nother = 'text'\nst.write(other)\n",
        "x: Any",
    ),
    "tests_that_say_nothing": (
        ASKED + "if st.checkbox('A'):\n    st.write(st.session_state.x.upper())\n",
        "x",
    ),
    "an_and_that_says_nothing": (
        ASKED + "st.write(st.checkbox('A') and st.session_state.x.upper())\n",
        "x",
    ),
    "an_or_whose_left_side_needs_it": (
        ASKED + "st.write(st.session_state.x.upper() or 'b')\n",
        "x",
    ),
    "the_wrong_branch": (
        ASKED + "if st.session_state.x is None:\n    st.write(st.session_state.x.upper())\n",
        "x",
    ),
    "deleted_and_read": (
        ASKED + "del st.session_state.x\nst.write(st.session_state.get('x'))\n",
        "x",
    ),
}


@pytest.mark.parametrize("name", SCRIPTS)
def test_it_compiles_and_is_converted_once(tmp_path: Path, name: str) -> None:
    text, wanted = SCRIPTS[name]
    script = tmp_path / "app.py"
    script.write_text(HEAD + text, encoding="utf-8")
    proposal = propose([script])
    after = proposal.after.get(script, script.read_text(encoding="utf-8"))
    compile(after, str(script), "exec")
    assert wanted in after
    script.write_text(after, encoding="utf-8")
    assert not propose([script]).after


def test_a_name_of_another_module_stays_there(tmp_path: Path) -> None:
    app, other = tmp_path / "app.py", tmp_path / "other.py"
    app.write_text(HEAD + "import other\n" + NUMBER + "st.write(st.session_state.x)\n")
    other.write_text(HEAD + "value = st.session_state.x\nvalue = 'text'\nst.write(value)\n")
    after = propose([app, other]).after
    assert "value: Any = " in after[other]
    assert "Any" not in after[app]
