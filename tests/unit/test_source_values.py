"""What expressions of an app may be, read without running it."""

from __future__ import annotations

import ast
import glob
import itertools
import os
from dataclasses import dataclass
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from st_page_state.devtools.source_kinds import Mapped, Several, UnknownValueError
from st_page_state.devtools.source_names import Code
from st_page_state.devtools.source_values import Values


class Record(NamedTuple):
    file: str


@dataclass
class Maker:
    file: str = "m"
    kind = "class"

    def name(self) -> str:
        return self.file

    @staticmethod
    def fixed(of: str) -> str:
        return of

    @property
    def hidden(self) -> str:
        return self.file


class Color(Enum):
    RED = "red"
    BLUE = "blue"


SCOPE = {
    "Path": Path, "os": os, "glob": glob, "partial": partial, "chain": itertools.chain,
    "itertools": itertools, "R": Record("r"), "Record": Record, "Maker": Maker, "Color": Color,
    "M": Maker("o"), "LIST": ["a", "b"], "PAIRS": [("a", 1)], "DICT": {"k": "v"}, "open": open,
    "WRONG": object(),
}  # fmt: skip


def plain(value: Any) -> Any:
    if isinstance(value, Several):
        return [plain(each[0]) if len(each) == 1 else {*map(plain, each)} for each in value.items]
    if isinstance(value, Mapped):
        return {keys[0]: plain(values[0]) for keys, values in value.items}
    return value.as_posix() if isinstance(value, Path) else value


def read(folder: Path, source: str) -> Any:
    tree = ast.parse(source)
    code = Code(folder / "app.py", tree, {**SCOPE, "__file__": str(folder / "app.py")}, True)
    maker = ast.parse(Path(__file__).read_bytes())
    methods = {node.name: node for node in ast.walk(maker) if isinstance(node, ast.FunctionDef)}
    there = Code(Path(__file__), maker, globals())

    def calls(name: str) -> list[tuple[Code, ast.Call]]:
        found = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        return [(code, node) for node in found if getattr(node.func, "id", "") == name]

    values = Values(folder, lambda function: (there, methods[function.__name__]), calls)
    last = tree.body[-1]
    assert isinstance(last, ast.Expr)
    found = [plain(value) for value in values.of(last.value, code)]
    return found[0] if len(found) == 1 else found


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("{**{'a': 1}, 'b': 2}", {"a": 1, "b": 2}),
        ("{**DICT}", {"k": "v"}),
        ("[*LIST, 'c']", ["a", "b", "c"]),
        ("LIST + ['c']", ["a", "b", "c"]),
        ("DICT | {'a': 1}", {"k": "v", "a": 1}),
        ("LIST[0], LIST[1], LIST[:1], DICT['k']", ["a", "b", ["a", "b"], "v"]),
        ("LIST[open]", ["a", "b"]),
        ("{'a': 1}[open]", 1),
        ("f'{R!r}'", "Record(file='r')"),
        ("(1 or 2)", [1, 2]),
        ("(x := 'a')", "a"),
        ("(x := 'a')\nx", "a"),
        ("'a%s' % 'b'", "ab"),
        ("3 - 1", 2),
        ("DICT.get('k', 'd')", ["v", "d"]),
        ("DICT.get('k')", "v"),
        ("DICT.copy()", {"k": "v"}),
        ("[*DICT.items()]", [["k", "v"]]),
        ("[*DICT.keys()]", ["k"]),
        ("[*{'a': 1}.values()]", [1]),
        ("LIST.copy()", ["a", "b"]),
        ("['a'].copy()", ["a"]),
        ("dict([('a', 1)], b=2)", {"a": 1, "b": 2}),
        ("dict(DICT)", {"k": "v"}),
        ("list()", []),
        ("[*zip(LIST, 'xy')]", [["a", "x"], ["b", "y"]]),
        ("[*enumerate(LIST)]", [[0, "a"], [1, "b"]]),
        ("[*map(str, [1, 2])]", ["1", "2"]),
        ("[*filter(None, LIST)]", ["a", "b"]),
        ("sum([['a'], ['b']], [])", ["a", "b"]),
        ("[*chain(['a'], ['b'])]", ["a", "b"]),
        ("[*itertools.chain.from_iterable([['a'], ['b']])]", ["a", "b"]),
        ("[c for c in Color]", [Color.RED, Color.BLUE]),
        ("[c.value for c in Color]", ["red", "blue"]),
        ("Color.RED.name", "RED"),
        ("R.file, Record('x').file, Record(file='y').file", ["r", "x", "y"]),
        ("M.file, M.kind, Maker.kind, Maker('z').file, Maker().kind", ["o"] + ["class"] * 2 +
         ["z", "class"]),
        ("Maker.fixed('s')", "s"),
        ("Maker.fixed(of='s')", "s"),
        ("[p for p, n in PAIRS]", ["a"]),
        ("{k: v for k, v in PAIRS}", {"a": 1}),
        ("[a for a in LIST if a != 'a']", ["b"]),
        ("[a for a in LIST if a == 'a']", ["a"]),
        ("[a for a in LIST if a not in LIST]", []),
        ("[a for a in LIST if not a.startswith('a')]", ["b"]),
        ("[a for a in LIST if a.startswith('a')]", ["a"]),
        ("[a for a in LIST if open]", ["a", "b"]),
        ("[a for a in LIST if unknown]", ["a", "b"]),
        ("[a for a in LIST if not unknown]", ["a", "b"]),
        ("[a for a in LIST if a < 1]", ["a", "b"]),
        ("[a for a in LIST if a == unknown]", ["a", "b"]),
        ("[a + b for a in LIST for b in 'xy']", ["ax", "ay", "bx", "by"]),
        ("x = ['a']\nx += ['b']\nx", ["a", "b"]),
        ("x = ['a']\nx.extend(['b'])\nx.insert(0, 'c')\nx", ["a", "b", "c"]),
        ("x = {}\nx['a'] = 'b'\nx", ["b"]),
        ("x = {'k': 'v'}\nx['a'] = 'b'\nx", ["v", "b"]),
        ("x = {}\nx.update({'a': 'b'})\nx.setdefault('c', 'd')\nx", ["b", "d"]),
        ("(x, y), z = (1, 2), 3\ny", 2),
        ("for x in LIST:\n    pass\nx", ["a", "b"]),
        ("for n, x in enumerate(LIST):\n    pass\nx", ["a", "b"]),
        ("x: str = 'a'\nx", "a"),
        ("def f(a, b='c'):\n    return a + b\nf('a'), f('a', b='d')", [{"ac", "ad"}, "ad"]),
        ("def f(a):\n    def g():\n        return a\n    return g()\nf('x')", "x"),
        ("def f(*, a='c'):\n    return a\nf()", "c"),
        ("def f():\n    import os.path as p\n    return p\nf().basename('a/b')", "b"),
        ("def f():\n    import os\n    return os.path.basename('a/b')\nf()", "b"),
        ("def f():\n    from os import path\n    return path.basename('a/b')\nf()", "b"),
        ("def f():\n    yield 'a'\nf()", ["a"]),
        ("g = lambda a: a + 'x'\ng('y')", "yx"),
        ("[(lambda a: a)(x) for x in LIST]", ["a", "b"]),
        ("str(Path('a') / 'b' / LIST[0])", "a/b/a"),
        ("Path('a/b.py').stem, Path('a/b.py').with_suffix('.x').name", ["b", "b.x"]),
        ("os.path.join('a', 'b')", "a/b"),
        ("Path(__file__).parent.name", "here"),
        ("[p.name for p in Path(__file__).parent.iterdir()]", ["x.py", "y.py"]),
        ("[p.name for p in Path('.').glob('nothing/*')]", []),
        ("[os.path.basename(p) for p in glob.glob('x*.py')]", ["x.py"]),
        ("'-'.join(['a', 'b'])", "a-b"),
        ("[k for k in {'a': 1}]", ["a"]),
        ("def f(a):\n    a.append('x')\n    return a\nf(['a'])", [["a"], ["x"]]),
        ("x = 'y'\nprint()[0] = 1\nx.y = 2\nx", "y"),
        ("def f():\n    import ast\n    import os\n    return os.path.basename('a/b')\nf()", "b"),
    ],
)  # fmt: skip
def test_what_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, value: Any
) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    (folder / "x.py").touch()
    (folder / "y.py").touch()
    monkeypatch.chdir(tmp_path)
    assert read(folder, source) == value


@pytest.mark.parametrize(
    "source",
    [
        "unknown", "open('x')", "WRONG.x", "M.hidden", "WRONG()", "LIST[5]", "1 < 2", "-1",
        "f'{unknown}'", "f'{1:>3}'", "f'{[1]}'", "[*WRONG]", "{**WRONG}", "1 / 0", "R + 1",
        "'a' - 1",
        "int('x')", "'a'.index('b')", "len(5)", "'a'.join([unknown])", "Record()", "map(str)",
        "zip(*unknown)", "dict(**DICT)", "sum(1)", "x = x\nx", "x, y = 1\nx", "LIST[0][0][0].x",
        "def f():\n    pass\nf()",
        "def f(a):\n    return f(a)\nf(1)", "def f():\n    return f()\nf()",
        "[a for a in a]", "str([1 if 1 else 2])", "Maker(1, 2, 3)",
        "[a + b + c for a in 'abcdefghij' for b in 'abcdefghij' for c in 'abcdefghij'][0][open]",
        "'%s' * 3", "glob.glob(5)", "print",
        "str(lambda: 1)", "x = LIST\nif 1:\n    x = []\nlist(zip(x, x))",
        "for a in 'abcdefghij':\n    pass\nf'{a}{a}{a}'",
    ],
)  # fmt: skip
def test_what_is_not_known(tmp_path: Path, source: str) -> None:
    with pytest.raises(UnknownValueError):
        read(tmp_path, source)
