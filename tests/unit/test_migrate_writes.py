"""What the codemod writes: options, dates, hidden defaults, and nothing that has no use."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrated_scripts import HEAD, migrated
from st_page_state.devtools.migrate import propose
from st_page_state_fakes import FakeApp

GUARD = "if 'ab' not in st.session_state:\n    st.session_state.ab = 1\n"
LINK = (
    "if 'ab' not in st.session_state:\n"
    "    st.session_state.ab = int(st.query_params.get('ab', 1))\n"
)


def new_text(folder: Path, script: str) -> str:
    return migrated(folder, HEAD + script).after[folder / "app.py"]


@pytest.mark.parametrize(
    ("widget", "becomes"),
    [
        (
            "selectbox('x', [1, 2], key='ab')",
            "selectbox('x', **State.bind(\"ab\", options=[1, 2]))",
        ),
        (
            "radio('x', key='ab', options=(1, 2), on_change=print, horizontal=True)",
            "radio('x', **State.bind(\"ab\", options=(1, 2), on_change=print), horizontal=True)",
        ),
        ("slider('x', 0, 9, key='ab')", "slider('x', 0, 9, **State.bind(\"ab\"))"),
    ],
)
def test_options_are_given_to_bind(tmp_path: Path, widget: str, becomes: str) -> None:
    assert f"st.{becomes}\n" in new_text(tmp_path, f"{GUARD}st.{widget}\n")


def test_options_before_others_by_position_stay(tmp_path: Path) -> None:
    script = f"{HEAD}{GUARD}st.selectbox('x', [1, 2], 0, str, key='ab')\n"
    proposal = migrated(tmp_path, script)
    assert not proposal.after
    assert "has more arguments by position than" in str(proposal.left[0])


WRITTEN = "st.query_params['ab'] = str(st.session_state.ab)\n"
HIDES = "        hide_defaults = True  # "


@pytest.mark.parametrize(
    ("script", "config"),
    [
        ("st.checkbox('x', key='q', bind='query-params')", f"{HIDES}as before, the address shows"),
        ("print(st.query_params.get('q', ''))", f"{HIDES}as before, the address shows"),
        (f"{LINK}", f"{HIDES}unlike before, the address follows the state"),
        (
            f"{LINK}def f():\n    {WRITTEN}",
            f"{HIDES}unlike before, what is set back to its",
        ),
        (f"{LINK}if 1:\n    {WRITTEN}", f"{HIDES}unlike before, what is set back to its"),
        (f"{LINK}{WRITTEN}", ""),
        (f"{LINK}with st.sidebar:\n    {WRITTEN}", ""),
    ],
)
def test_defaults_are_hidden_as_far_as_the_script_hid_them(
    tmp_path: Path, script: str, config: str
) -> None:
    text = new_text(tmp_path, f"{script}\n")
    assert config in text
    assert "url_selfish = False" in text
    assert ("hide_default" in text) is bool(config)


def test_one_field_of_several_shows_its_default(tmp_path: Path) -> None:
    text = new_text(tmp_path, f"{LINK}{WRITTEN}print(st.query_params.get('q', ''))\n")
    assert 'ab: int = StateVar(default=1, url_key="ab", hide_default=False)' in text
    assert 'q: str = StateVar(default="", url_key="q")' in text
    assert f"{HIDES}as before" in text


SELECT = "st.selectbox('x', [1, 2], key='ab', on_change=f, args=(1,))\n"
BOUND = "st.selectbox('x', **Params.bind(\"ab\", options=[1, 2]))"


@pytest.mark.parametrize(
    "function",
    [
        f"def f(n):\n    {WRITTEN}",
        f"def f(n):\n    'Write it.'\n    {WRITTEN}",
        "def f(n):\n    if 'cd' not in st.session_state:\n        st.session_state.cd = 1\n",
    ],
)
def test_a_callback_that_has_nothing_to_do_is_removed(tmp_path: Path, function: str) -> None:
    text = new_text(tmp_path, f"{LINK}{function}{SELECT}")
    assert "def f" not in text
    assert BOUND in text


@pytest.mark.parametrize(
    ("function", "more"),
    [
        (f"def f(n):\n    # why\n    {WRITTEN}", ""),
        (f"def f(n):\n    {WRITTEN}", "f(1)\n"),
        (f"def f(n):\n    {WRITTEN}    print()\n", ""),
        (f"def f(n):\n    {WRITTEN}    if n:\n        print()\n", ""),
        (f"@print\ndef f(n):\n    {WRITTEN}", ""),
        (f"def f(n):\n    {WRITTEN}", "st.button('x', on_click=f)\n"),
    ],
)
def test_a_callback_that_is_used_or_explained_stays(
    tmp_path: Path, function: str, more: str
) -> None:
    text = new_text(tmp_path, f"{LINK}{function}{SELECT}{more}")
    assert "def f(n):" in text
    assert "on_change=f, args=(1,)" in text


def test_the_lines_around_what_is_removed_stay_apart(tmp_path: Path) -> None:
    cd = "st.session_state.setdefault('cd', 1)"
    text = new_text(
        tmp_path,
        f"st.title('x')\n\n{GUARD}{cd}\nst.header('y')\n\n\n{cd}\n\n# z\nst.write('z')\n"
        f"def f():\n\n    {cd}\n    print()\n\n    {cd}\n",
    )
    assert text.endswith(
        "\n\n\nst.title('x')\n\nst.header('y')\n\n\n# z\nst.write('z')\ndef f():\n    print()\n"
    )


AB = "st.session_state.ab"


def dated(first: str, value: str, more: str = "") -> str:
    guard = "if 'ab' not in st.session_state:\n    st.session_state.ab = "
    return f"{first}\n{guard}{value}\nst.date_input('x', key='ab')\n{more}"


@pytest.mark.parametrize(
    ("script", "declared"),
    [
        (dated("from datetime import date", "date(2026, 1, 2)"), "ab: date = StateVar("),
        (dated("import datetime", "datetime.date(2026, 1, 2)"),
         "ab: datetime.date = StateVar(default=datetime.date(2026, 1, 2))"),
        (dated("import datetime as dt", "dt.date(2026, 1, 2)"),
         "ab: dt.date = StateVar(default=dt.date(2026, 1, 2))"),
        (dated("from datetime import date as d", "d(2026, 1, 2)"), "ab: d = StateVar(default=d("),
        (dated("import datetime as dt", "dt.date(2026, 1, 2)", f"{AB} = dt.date.today()"),
         "ab: dt.date = "),
        (dated("print()\nimport datetime as dt", "dt.date(2026, 1, 2)"),
         "from datetime import date\n"),
        (dated("print()\nimport datetime as dt\ndate = 1", "dt.date(2026, 1, 2)"),
         "from datetime import date as date_type\n"),
        ("import datetime as dt\nst.session_state.setdefault('dt', dt.date(2026, 1, 2))\n",
         "dt: date = StateVar(default=date(2026, 1, 2))"),
        ("from datetime import date\nst.session_state.setdefault('date', date(2026, 1, 2))\n",
         "date: date_type = StateVar(default=date_type(2026, 1, 2))"),
        ("from datetime import date\nst.date_input('x', date(2026, 1, 2), key='q', bind=NATIVE)\n",
         'q: date = StateVar(default=date(2026, 1, 2), url_key="q")'),
    ],
)  # fmt: skip
def test_dates_are_spelled_as_the_module_spells_them(
    tmp_path: Path, script: str, declared: str
) -> None:
    proposal = migrated(tmp_path, HEAD + script.replace("NATIVE", "'query-params'"))
    assert declared in proposal.after[tmp_path / "app.py"]
    proposal.write()
    tab = FakeApp(tmp_path / "app.py").open()
    assert not tab.tree.exception
    assert propose([tmp_path / "app.py"]).diff() == ""


@pytest.mark.parametrize("name", ["ab", "date"])
def test_a_date_of_several_pages_is_imported_where_they_share_it(tmp_path: Path, name: str) -> None:
    (tmp_path / "pages").mkdir()
    first = f"import datetime as dt\n{HEAD}st.session_state.setdefault('{name}', "
    page = f"{first}dt.date(2026, 1, 2))\nst.write(str(st.session_state['{name}']))\n"
    for path in (tmp_path / "app.py", tmp_path / "pages" / "two.py"):
        path.write_text(page, encoding="utf-8")
    propose([tmp_path]).write()
    tab = FakeApp(tmp_path / "app.py").open()
    assert tab.texts == ["2026-01-02"]
    tab.switch_page("two")
    assert tab.texts == ["2026-01-02"]


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (dated("from datetime import date", "date(2026, 1, 41)"), "is no plain value"),
        (dated("from datetime import date", "date(2026, 1, day=2)"), "is no plain value"),
        (dated("from datetime import date", "date(2026, 1, '2')"), "is no plain value"),
        (dated("from mine import date", "date(2026, 1, 2)"), "`date(2026, 1, 2)`, is no plain"),
        (dated("from .datetime import date", "date(2026, 1, 2)"), "is no plain value"),
        (dated("from datetime import date", "date(2026, 1, 2)", "date = 1\n"), "is no plain value"),
        (dated("from datetime import date", "'today'"), "st.date_input, holds another type"),
        (dated("from datetime import date", "date(2026, 1, 2)", "st.session_state.ab = date.min\n"),
         "the type of `date.min`, which is written to it, is not known"),
        ("st.date_input('x', key='q', bind='query-params')\n", "first value, that of its widget"),
    ],
)  # fmt: skip
def test_a_date_that_is_not_understood_is_left(tmp_path: Path, script: str, reason: str) -> None:
    proposal = migrated(tmp_path, HEAD + script)
    assert not proposal.after
    assert any(reason in str(left) for left in proposal.left), [str(x) for x in proposal.left]


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("key = input()\nst.session_state[key] = 1\n",
         "the key is the value of `key`, which is not a plain text"),
        ("st.session_state[f'a{1}b'] = 1\n", "the key `f'a{1}b'` is made at run time"),
        ("st.session_state.ab = open('x')\n",
         "the type of `open('x')`, which is written to it, is not known"),
        ("st.session_state.ab += input()\n", "`st.session_state.ab += input()`, which is written"),
        ("st.session_state.ab = max(1, input())\n", "`max(1, input())`, which is written to it"),
        ("st.session_state.ab = max([1])\n", "`max([1])`, which is written to it, is not known"),
        ("st.session_state.ab = max('a', 'b')\n", "`max('a', 'b')`, which is written to it"),
        ("st.session_state.ab = max(*[1], 2)\n", "`max(*[1], 2)`, which is written to it"),
        ("st.button('x', key='ab')\n", "st.button() with this key cannot be bound: only a user"),
        ("st.time_input('x', key='ab')\n",
         "migrate does not convert st.time_input(): bind it by hand, with X.bind()"),
        ("st.dataframe([], key='ab')\n", "st.dataframe(): bind it by hand, with X.bind_rows()"),
        ("st.container(key='ab')\n",
         "st.container() is given this key, and what it does with it is not known"),
    ],
)  # fmt: skip
def test_reasons_name_what_they_are_about(tmp_path: Path, script: str, reason: str) -> None:
    proposal = migrated(tmp_path, HEAD + GUARD + script)
    assert not proposal.after
    assert any(reason in str(left) for left in proposal.left), [str(x) for x in proposal.left]


def test_the_bigger_of_two_numbers_is_a_number(tmp_path: Path) -> None:
    script = f"{GUARD}st.session_state.ab = max(1, abs(st.session_state['ab'] - 1))\n"
    assert "State.ab = max(1, abs(State.ab - 1))" in new_text(tmp_path, script)


def test_a_param_that_is_removed_apart_from_its_key_is_told_so(tmp_path: Path) -> None:
    proposal = migrated(tmp_path, f"{HEAD}{LINK}del st.query_params['ab']\n")
    assert any('it is removed apart from the key "ab"' in str(left) for left in proposal.left)
