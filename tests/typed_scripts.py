"""Scripts that the codemod converts and mypy then judges: one for each widget and each rule."""

from __future__ import annotations

WIDGETS = {
    "text_input": 'st.text_input("W", key="x", label_visibility="hidden").upper()',
    "text_area": 'st.text_area("W", key="x", height=100).upper()',
    "color_picker": 'st.color_picker("W", "#00ff00", key="x").upper()',
    "checkbox": 'st.checkbox("W", value=True, key="x")',
    "toggle": 'st.toggle("W", key="x", help="h")',
    "number_input": 'st.number_input("W", 0, 9, key="x", step=1) + 1',
    "number_input_float": 'st.number_input("W", 0.5, 9.5, 1.5, key="x") + 1',
    "slider": 'st.slider("W", 0, 9, key="x", disabled=True) + 1',
    "slider_float": 'st.slider("W", 0.5, 9.5, 1.5, key="x") + 1',
    "selectbox": 'st.selectbox("W", ["a", "b"], key="x", index=1).upper()',
    "selectbox_numbers": 'st.selectbox("W", (1, 2), key="x", format_func=str) + 1',
    "radio": 'st.radio("W", ["a", "b"], key="x", horizontal=True).upper()',
    "multiselect": 'st.multiselect("W", ["a", "b"], ["a"], key="x")[0].upper()',
}
"""One widget each whose key is not used elsewhere, and what is done with its value."""

FIRST = """
if "x" not in st.session_state:
    st.session_state.x = {value}
"""

RULES = {
    "literal_argument": (
        FIRST.format(value='"visible"')
        + 'st.radio("W", ["visible", "hidden", "collapsed"], key="x",\n'
        "         label_visibility=st.session_state.x)\n"
    ),
    "literal_argument_written": (
        FIRST.format(value='"primary"')
        + 'if st.button("B", type=st.session_state.x):\n    st.session_state.x = "secondary"\n'
    ),
    "literal_argument_by_a_local": (
        FIRST.format(value='"small"') + "gap = st.session_state.x\nst.columns(2, gap=gap)\n"
    ),
    "literal_argument_of_any_text": (
        FIRST.format(value='"primary"')
        + 'st.button("B", type=st.session_state.x)\nst.session_state.x = str("secondary")\n'
    ),
    "literal_argument_chosen": (
        FIRST.format(value='"primary"')
        + 'kinds = ["primary", "secondary"]\nst.selectbox("W", kinds, key="x")\n'
        'st.button("B", type=st.session_state.x)\n'
    ),
    "literal_argument_from_the_address": (
        'st.button("B", type=st.query_params.get("x", "primary"))\n'
    ),
    "none_for_a_local": (
        FIRST.format(value="1.5")
        + "if st.checkbox('C'):\n    every = st.session_state.x\nelse:\n    every = None\n"
        "st.write(every)\n"
    ),
    "local_of_another_type": (
        FIRST.format(value='"a,b"')
        + 'text = st.session_state.x\ntext = text.split(",")\nst.write(text[0].upper())\n'
    ),
    "local_bound_before": (
        FIRST.format(value='"a"')
        + "found = 1\nif st.checkbox('C'):\n    found = st.session_state.x\nst.write(found)\n"
    ),
    "local_in_a_loop": (
        FIRST.format(value='"a"')
        + "for found in range(3):\n    st.write(found)\nfound = st.session_state.x\n"
    ),
    "local_in_a_function": (
        FIRST.format(value="2")
        + "def f() -> None:\n    n = st.session_state.x + 1\n    n /= 2\n    st.write(n)\n\n\nf()\n"
    ),
    "locals_at_once": (
        FIRST.format(value="2")
        + "one, two = st.session_state.x, st.session_state.x\none = None\nst.write(one, two)\n"
    ),
    "walrus": (
        FIRST.format(value="2")
        + "if (n := st.session_state.x) > 1:\n    st.write(n)\n    n = None\n"
    ),
    "maybe_none": (
        FIRST.format(value="None") + 'if st.button("B"):\n    st.session_state.x = "Ann"\n'
        "st.write(st.session_state.x.upper())\n"
    ),
    "maybe_none_asked": (
        FIRST.format(value="None") + 'if st.button("B"):\n    st.session_state.x = "Ann"\n'
        "if st.session_state.x:\n    st.write(st.session_state.x.upper())\n"
    ),
    "maybe_none_counted": (
        FIRST.format(value="None")
        + 'if st.button("B"):\n    st.session_state.x = 1\nst.write(st.session_state.x + 1)\n'
    ),
    "several_types": (
        FIRST.format(value="0")
        + 'if st.button("B"):\n    st.session_state.x = "a"\nst.write(st.session_state.x + 1)\n'
    ),
    "float_as_an_index": (
        FIRST.format(value="0")
        + 'if st.button("B"):\n    st.session_state.x = 1.0\nst.write("ab"[st.session_state.x])\n'
    ),
    "lists": (
        FIRST.format(value="[]")
        + "st.session_state.x.append(1)\nfor each in st.session_state.x:\n    st.write(each + 1)\n"
        "st.session_state.x[0]['a'] = 2\n"
    ),
    "dicts": FIRST.format(value="{}")
    + 'st.session_state.x["a"] = 1\nst.write(st.session_state.x)\n',
    "presence": (
        'if st.button("B"):\n    st.session_state.x = "a"\n'
        'if "x" in st.session_state:\n    st.write(st.session_state.x.upper())\n'
    ),
    "get": (
        'if st.button("B"):\n    st.session_state["x"] = "a"\n'
        'st.write(str(st.session_state.get("x", "")).upper())\n'
    ),
    "setdefault": 'st.session_state.setdefault("x", 1)\nst.session_state.x += 1\n',
    "param": 'who = st.query_params.get("x")\nif who:\n    st.write(who.upper())\n',
    "param_number": (
        'page = int(st.query_params.get("x", "1"))\nif st.button("B"):\n'
        '    st.query_params["x"] = str(page + 1)\n'
    ),
    "param_flag": (
        'deep = st.query_params.get("x", "false") == "true"\nst.checkbox("C", deep)\n'
        'st.query_params["x"] = str(deep).lower()\n'
    ),
    "param_asked": 'if "x" in st.query_params:\n    st.write(st.query_params["x"].upper())\n',
    "native": 'st.write(st.text_input("Q", "all", key="x", bind="query-params").upper())\n',
    "param_and_key": (
        'if "x" not in st.session_state:\n'
        '    st.session_state.x = st.query_params.get("x", "a")\n'
        'st.selectbox("W", ["a", "b"], key="x")\nst.query_params["x"] = st.session_state.x\n'
    ),
    "param_in_a_local": (
        'text = st.query_params.get("x", "1")\nnumber = int(text)\nst.write(number)\n'
    ),
    "date": (
        "from datetime import date\n"
        + FIRST.format(value="date(2026, 1, 1)")
        + 'st.date_input("D", key="x")\nst.write(st.session_state.x.year)\n'
    ),
    "callback": (
        FIRST.format(value="0") + "def more(by: int) -> None:\n    st.session_state.x += by\n\n\n"
        'st.button("More", on_click=more, args=(2,))\n'
    ),
    "argument_of_the_app": (
        FIRST.format(value="None")
        + "def show(name: str) -> None:\n    st.write(name)\n\n\nshow(st.session_state.x)\n"
        'st.session_state.x = "a"\n'
    ),
    "returned": (
        FIRST.format(value="None") + "def name() -> str:\n    return st.session_state.x\n\n\n"
        'st.session_state.x = name() + "a"\n'
    ),
}

ASKED = FIRST.format(value="None") + 'if st.button("B"):\n    st.session_state.x = "a"\n'
SAFE = [
    'st.write(f"{st.session_state.x}")',
    "assert st.session_state.x\nst.write(st.session_state.x.upper())",
    "while st.session_state.x:\n    break",
    "st.write(not st.session_state.x, st.session_state.x == 'a', 'a' != st.session_state.x)",
    "st.write((st.session_state.x or 'b').upper())",
    "st.write(st.session_state.x.upper() if st.session_state.x else 'b')",
    "st.write(1 if st.session_state.x is None else st.session_state.x.upper())",
    "st.write(st.session_state.x and st.session_state.x.upper())",
    "st.write(not st.session_state.x or st.session_state.x.upper())",
    "def f():\n    return st.session_state.x\n\n\nst.write(f())",
    "def f(name):\n    st.write(name)\n\n\nf(st.session_state.x)",
    "who = st.session_state.x\nif who is not None and 1:\n    st.write(who.upper())",
    "if st.session_state.x is None:\n    st.stop()\nst.write(st.session_state.x.upper())",
    "def f():\n    if not st.session_state.x:\n        return\n    st.session_state.x.upper()\n",
    "if not st.session_state.x:\n    st.session_state.x = 'b'\nst.session_state.x.upper()",
    "st.session_state.x = 'b'\nst.write(st.session_state.x.upper())",
    "if (who := st.session_state.x):\n    st.write(who.upper())",
]
"""Reads of a key that may be None, where that is asked for before, or does no harm."""
