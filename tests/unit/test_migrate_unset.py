"""The codemod on keys and params without a first value, and on dynamic keys that are known."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from migrated_scripts import HEAD, migrated
from st_page_state.__main__ import main
from st_page_state.devtools.migrate import propose
from st_page_state.devtools.migrate.fields import Left
from st_page_state.devtools.migrate_command import summary
from st_page_state_fakes import FakeApp
from st_page_state_fakes.tab import Tab


def click(label: str) -> Callable[[Tab], object]:
    return lambda tab: tab.button(label).click()


def enter(label: str, value: object) -> Callable[[Tab], object]:
    return lambda tab: tab.widget(label).set_value(value)


QUIZ = """
if "quiz" not in st.session_state:
    st.session_state.quiz = open
    st.session_state.score = 0
    st.session_state.name = str(1 + 1)
if st.button("Right"):
    st.session_state.score += 1
st.write(str(st.session_state.score), st.session_state.name)
"""

ANSWERED = """
def ask():
    st.session_state["answer"] = f"{len('abc')} letters"


if "answer" in st.session_state:
    st.write(st.session_state["answer"])
    if st.button("Again"):
        del st.session_state["answer"]
        st.rerun()
else:
    st.button("Ask", on_click=ask)
if "answer" in st.session_state and 1 and st.session_state.answer:
    st.write("answered")
if st.session_state.get("answer"):
    st.write("still")
"""

COMPUTED = """
if "half" not in st.session_state:
    st.session_state.half = round(len("abc") / 2)
else:
    st.write(str(st.session_state.half))
if "half" in st.session_state and 1 and st.session_state.half:
    st.write("half")


def parts():
    def inner():
        return open

    made = sorted([1], key=lambda part: -part)
    return made


if "parts" not in st.session_state:
    st.session_state.parts = parts()
if "found" not in st.session_state:
    st.write("computing")
    st.session_state.found = len("abc")
    st.write(str(st.session_state.found))
st.write(str(st.session_state.found + 1))
if st.button("Other"):
    st.session_state.found = 7
    st.rerun()
"""

WIDGETS = """
with st.sidebar:
    st.slider("Size", 1, 9, 4, key="size")
st.checkbox("Wide", key="wide")
st.selectbox("Kind", ["a", "b"], key="kind")
st.write(str(st.session_state.size), str(st.session_state.wide), st.session_state.kind)
"""

CHOSEN = """
KINDS = ["a", "b"]
LEVEL = 3


def doubled(n: int) -> int:
    return n * 2


def label():
    if st.session_state.kind == "a":
        return "first"
    return "other"


if "kind" not in st.session_state:
    st.session_state.kind = "a"
if "level" not in st.session_state:
    st.session_state.level = LEVEL
if "text" not in st.session_state:
    st.session_state.text = ""
chosen = st.selectbox("Kind", KINDS)
number = st.slider("Level", 1, 9)
if st.button("Take"):
    st.session_state.kind = chosen
    st.session_state.level = doubled(number)
    st.session_state.text = label()
    st.rerun()
st.write(st.session_state.kind, str(st.session_state.level), st.session_state.text)
"""

ALIASED = """
state = st.session_state
query = st.query_params
if "n" not in state:
    state.n = 0
if st.button("More"):
    state["n"] += 1
if "who" in query:
    st.write("Hello " + query["who"])
    if st.button("Leave"):
        del query["who"]
        st.rerun()
st.write(str(state.n))
if st.button("Ann"):
    query["who"] = "Ann"
    st.rerun()
"""

NAMED = """
DEFAULTS = {"alpha": 1, "beta": 2}
WHICH = "gamma"


def total(key):
    return st.session_state[key]


def both(prefix, *, end="x"):
    st.session_state[f"{prefix}_{end}"] = 1


both("p")
st.session_state.setdefault("n", 1)
for key in DEFAULTS:
    if key not in st.session_state:
        st.session_state[key] = DEFAULTS[key]
for key in list(st.session_state.keys()):
    if key.startswith("row_"):
        del st.session_state[key]
for key in list(DEFAULTS.keys()):
    st.write(str(total(key)))
st.session_state[WHICH] = 1
st.session_state["row_" + WHICH] = 1
if st.button("More"):
    st.session_state.n += 1
st.write(str(st.session_state.n))
"""


@pytest.mark.parametrize(
    ("script", "left", "url", "steps"),
    [
        (QUIZ, {"quiz"}, "", [click("Right"), click("Right")]),
        (ANSWERED, set[str](), "", [click("Ask"), click("Again"), click("Ask")]),
        (COMPUTED, set[str](), "", [click("Other")]),
        (WIDGETS, set[str](), "", [enter("Size", 7), enter("Wide", True), enter("Kind", "b")]),
        (CHOSEN, set[str](), "", [enter("Kind", "b"), enter("Level", 4), click("Take")]),
        (ALIASED, set[str](), "?who=Bob", [click("More"), click("Leave"), click("Ann")]),
        (ALIASED, set[str](), "", [click("Ann"), click("More")]),
        (NAMED, None, "", [click("More")]),
    ],
    ids=["quiz", "answered", "computed", "widgets", "chosen", "aliased", "unaliased", "named"],
)
def test_the_outputs_stay(
    tmp_path: Path,
    script: str,
    left: set[str] | None,
    url: str,
    steps: list[Callable[[Tab], object]],
) -> None:
    proposal = migrated(tmp_path, HEAD + script)
    if left is not None:
        told = [str(each) for each in proposal.left]
        assert {each.what[18:-2] for each in proposal.left} == left, told
    (tmp_path / "new").mkdir()
    new = tmp_path / "new" / "app.py"
    new.write_text(proposal.after[tmp_path / "app.py"], encoding="utf-8")
    assert not propose([new]).after
    seen: list[list[object]] = []
    for path in (tmp_path / "app.py", new):
        tab = FakeApp(path).open(url)
        seen.append([tab.texts, tab.url])
        for step in steps:
            step(tab)
            seen[-1] += [tab.texts, tab.url]
    assert seen[1] == seen[0]


@pytest.mark.parametrize(
    ("script", "field"),
    [
        (QUIZ, "score: int = StateVar(default=0)"),
        (QUIZ, 'name: str = StateVar(default="")'),
        (ANSWERED, "answer: str | None = StateVar(default=None)"),
        (ANSWERED, "if State.answer is not None and 1 and State.answer:"),
        (COMPUTED, "found: int | None = StateVar(default=None)"),
        (COMPUTED, "if State.found is None:"),
        (WIDGETS, 'st.slider("Size", 1, 9, **State.bind("size"))'),
        (CHOSEN, "level: int = StateVar(default=3)"),
        (ALIASED, 'who: str | None = StateVar(default=None, url_key="who")'),
        (ALIASED, "state = st.session_state\n"),
        (NAMED, "n: int = StateVar(default=1)"),
    ],
)
def test_what_becomes_of_it(tmp_path: Path, script: str, field: str) -> None:
    assert field in migrated(tmp_path, HEAD + script).after[tmp_path / "app.py"]


SPLIT = """
if "made" not in st.session_state:
    st.session_state.made = 1
    st.session_state.handle = open
st.write(str(st.session_state.made))
"""
ELIF = """
if input():
    pass
elif "made" not in st.session_state:
    st.session_state.made = 1
elif "made" in st.session_state:
    del st.session_state["made"]
st.session_state.made = 1
"""


def test_a_first_value_beside_one_that_stays_is_asked_for(tmp_path: Path) -> None:
    text = migrated(tmp_path, HEAD + SPLIT).after[tmp_path / "app.py"]
    assert "if State.made is None:\n    State.made = 1\n    st.session_state.handle" in text


def test_an_elif_is_no_guard(tmp_path: Path) -> None:
    text = migrated(tmp_path, HEAD + ELIF).after[tmp_path / "app.py"]
    assert "elif State.made is None:\n    State.made = 1\nelif State.made is not None:" in text
    assert 'State.reset("made")' in text


TIMED = """
if "begun" not in st.session_state:
    st.session_state.begun = time.time()
st.write(str(st.session_state.begun > 0))
"""


def test_the_time_of_the_first_run_is_made_by_a_factory(tmp_path: Path) -> None:
    text = migrated(tmp_path, f"import time\n{HEAD}{TIMED}").after[tmp_path / "app.py"]
    assert "begun: float = StateVar(default_factory=time.time)" in text
    inside = "".join(f"    {line}\n" for line in TIMED.splitlines())
    for script in (
        f"{HEAD}x = 1\nimport time\n{TIMED}",
        f"import time\n{HEAD}if input():\n{inside}",
    ):
        text = migrated(tmp_path, script).after[tmp_path / "app.py"]
        assert "begun: float | None = StateVar(default=None)" in text
        assert "State.begun = time.time()\n" in text


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("if 'ab' in st.session_state:\n    print(1)\n", "test `is not None`"),
        ("if 'ab' in st.session_state:\n    print(1)\nst.session_state.ab = input()\n", "known"),
        ("print('ab' in st.session_state)\nst.session_state.ab = None\n", "None is written to it"),
        (("if 'ab' in st.session_state:\n    print(1)\nprint(st.session_state.ab)\n"
         "st.session_state.ab = 1\n"), "may be unset where it is read"),
        (("if 'ab' not in st.session_state:\n    print(st.session_state.ab)\n"
         "    st.session_state.ab = 1\n"), "may be unset where it is read"),
        (("if 'ab' not in st.session_state and 1:\n    st.session_state.ab = 1\n"
         "print(st.session_state.ab)\n"), "may be unset where it is read"),
        (("if 'ab' not in st.session_state: st.session_state.ab = 1\nelif 1:\n    pass\n"
         "def f():\n    print(st.session_state.ab)\n"), "may be unset where it is read"),
        (("if 'ab' in st.session_state or 1:\n    print(st.session_state.ab)\n"
         "st.session_state.ab = 1\n"), "may be unset where it is read"),
        (("if 1:\n    pass\nelif 'ab' not in st.session_state:\n    st.session_state.ab = 1\n"
         "print(st.session_state.ab)\n"), "may be unset where it is read"),
        (("print('ab' in st.session_state)\ntry:\n    print(st.session_state.ab)\n"
         "except KeyError:\n    st.session_state.ab = 1\n"), "is caught"),
        ("try:\n    print(st.session_state.ab)\nexcept KeyError:\n    st.session_state.ab = 1\n",
         "is caught"),
        ("if input():\n    st.checkbox('x', key='ab')\nprint(st.session_state.ab)\n", "no first"),
        ("st.checkbox('x', key='ab')\nst.checkbox('y', key='ab')\nprint(st.session_state.ab)\n",
         "no first"),
        ("print('ab' in st.session_state, st.session_state.get('ab', 1))\n", "test `is not None`"),
        ("st.session_state.ab = [open]\nprint(st.session_state.pop('ab'))\n", "what pop() returns"),
        ("def f(): return open\nst.session_state.ab = f()\n", "no first value"),
        ("st.session_state.ab = st.selectbox('x', [1, 2], index=None)\n", "no first value"),
        ("st.session_state.ab = st.slider('x', (1, 2))\n", "no first value"),
        ("st.session_state.ab = time.time()\n", "no first value"),
        ("import pandas as pd\nst.session_state.setdefault('ab', pd.DataFrame())\n",
         "an object belongs in st.session_state"),
        ("st.session_state.setdefault('ab', 1)\nc = Client()\nst.session_state.ab = c\n",
         "an object belongs in st.session_state"),
        (
            (
                "for k in list(st.session_state.keys()):\n    if k.startswith('a'):\n"
                "        print(st.session_state[k])\nst.session_state.setdefault('ab', 1)\n"
            ),
            "is used as a whole",
        ),
        (
            (
                "for k in list(st.session_state.keys()):\n    if k.startswith(input()):\n"
                "        print(k)\nst.session_state.setdefault('ab', 1)\n"
            ),
            "is used as a whole",
        ),
        ("k = k\nprint(st.session_state[k])\nst.session_state.setdefault('ab', 1)\n", "may use"),
        (
            (
                "K = 'ab'\ndef f():\n    print(st.session_state[K])\n"
                "st.session_state.setdefault('ab', 1)\n"
            ),
            "may use it",
        ),
        (
            (
                "def f(k, *, o):\n    print(st.session_state[k])\nf(o=1, k='ab')\n"
                "st.session_state.setdefault('ab', 1)\n"
            ),
            "may use it",
        ),
        ("@cache\ndef f(): return 1\nst.session_state.ab = f()\n", "no first value"),
        ("async def f(): return 1\nst.session_state.ab = f()\n", "no first value"),
        ("def f():\n    yield 1\n    return 1\nst.session_state.ab = f()\n", "no first value"),
        ("def f(): return f()\nst.session_state.ab = f()\n", "no first value"),
        ("print(1 if 'ab' not in st.session_state else st.session_state.ab)\n", "may be unset"),
        (("def f(k):\n    st.session_state[k] = 1\nst.session_state.setdefault('ab', 1)\n"
         "g = f\n"), "may use it"),
        (("def f(k):\n    st.session_state[k] = 1\nst.session_state.setdefault('ab', 1)\n"
         "f(input())\n"), "may use it"),
        (("def f(k):\n    k += 'b'\n    st.session_state[k] = 1\n"
         "st.session_state.setdefault('ab', 1)\nf('a')\n"), "may use it"),
        (("def f(k):\n    st.session_state[k] = 1\nst.session_state.setdefault('ab', 1)\n"
         "f(*input())\n"), "may use it"),
        (("def f(k, l='ab'):\n    st.session_state[l] = 1\nst.session_state.setdefault('ab', 1)\n"
         "f('x')\nf(1, l='y')\n"), "may use it"),
        (("class C:\n    def f(self, k):\n        st.session_state[k] = 1\n"
         "st.session_state.setdefault('ab', 1)\nC().f('ab')\n"), "may use it"),
        ("f = lambda k: st.session_state[k]\nst.session_state.setdefault('ab', 1)\n", "may use"),
        (("k = 'a' if 1 else 'ab'\nprint(st.session_state[k])\n"
         "st.session_state.setdefault('ab', 1)\n"), "may use it"),
        ("print([st.session_state[k] for k in ['ab']])\nst.session_state.setdefault('ab', 1)\n",
         "may use it"),
        (("def f():\n    k = 'ab'\n    print(st.session_state[k])\n"
         "st.session_state.setdefault('ab', 1)\n"), "may use it"),
        (("for k in ['x']:\n    k = 'ab'\n    print(st.session_state[k])\n"
         "st.session_state.setdefault('ab', 1)\n"), "may use it"),
        ("print(st.session_state[input() + 'b'])\nst.session_state.setdefault('ab', 1)\n",
         "may use it"),
        ("print(st.session_state[f'{1!r}b'])\nst.session_state.setdefault('ab', 1)\n",
         "is made at run time"),
    ],
)  # fmt: skip
def test_what_may_fail_or_mean_more_is_left(tmp_path: Path, script: str, reason: str) -> None:
    proposal = migrated(tmp_path, HEAD + script)
    assert 'st.session_state["ab"]' not in proposal.converted
    assert any(reason in str(left) for left in proposal.left), [str(x) for x in proposal.left]


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("print(st.query_params['ab'])\n", "without a default"),
        ("if 'ab' in st.query_params:\n    print(int(st.query_params.get('ab', 1)))\n", "tests"),
        ("try:\n    print(st.query_params['ab'])\nexcept KeyError:\n    pass\n", "is caught"),
        ("st.query_params.ab += 'x'\n", "without a default"),
        (("if 'ab' not in st.session_state:\n"
         "    st.session_state.ab = st.query_params.get('ab', 'x')\n"
         "if 'ab' in st.query_params:\n    print(1)\n"), "whether the address has it"),
    ],
)  # fmt: skip
def test_a_param_that_may_be_missing_is_left(tmp_path: Path, script: str, reason: str) -> None:
    proposal = migrated(tmp_path, HEAD + script)
    assert 'st.query_params["ab"]' not in proposal.converted
    assert any(reason in str(left) for left in proposal.left), [str(x) for x in proposal.left]


@pytest.mark.parametrize(
    ("fields", "reasons", "files", "told"),
    [
        (1, ["x"], 1, "1 becomes a field, 1 stays, 1 file changes."),
        (2, ["x", "y"], 3, "2 become fields, 2 stay, 3 files change."),
        (0, [], 0, "0 become fields, 0 stay, 0 files change."),
        (0, ["x: an object belongs in st.session_state"], 0,
         ("0 become fields, 0 stay, 1 holds an object and belongs in st.session_state, "
         "0 files change.")),
        (0, ["x: an object belongs in st.session_state"] * 2, 0,
         ("0 become fields, 0 stay, 2 hold objects and belong in st.session_state, "
         "0 files change.")),
    ],
)  # fmt: skip
def test_the_summary_counts_in_english(
    fields: int, reasons: list[str], files: int, told: str
) -> None:
    left = [Left(Path("a"), 1, "x", reason) for reason in reasons]
    proposal = SimpleNamespace(
        converted=["x"] * fields, left=left, after=dict.fromkeys(range(files))
    )
    assert summary(proposal) == told  # type: ignore[arg-type]


def test_the_command_tells_the_summary(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "app.py").write_text(f"{HEAD}st.session_state.setdefault('n', 1)\n", "utf-8")
    main(["migrate", str(tmp_path)])
    assert "1 becomes a field, 0 stay, 1 file changes. Nothing is" in capsys.readouterr().err
