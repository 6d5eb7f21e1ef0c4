"""Apps of many layouts, each with a planted mistake: two classes that own one param."""

from __future__ import annotations

from pathlib import Path

STATE = """
from st_page_state import PageState, StateVar

class Filters(PageState):
    page: int = StateVar(default=1, url_key="p")

class Also(PageState):
    p: int = StateVar(default=7, url_key="p")
"""
USES = "from layout_state import Also, Filters\nFilters.page, Also.p\n"
SHOWS = "from layout_state import Also, Filters\ndef show():\n    Filters.page, Also.p\n"
HEAD = "import streamlit as st\nfrom layout_state import Filters\n"
NAMES = "from layout_names import *\n"

Layout = tuple[str, dict[str, str]]

FOUND: dict[str, Layout] = {
    "loop over an imported list": (
        "import layout_names\nfor p in layout_names.PAGES:\n    st.Page(p)\n",
        {"layout_names.py": "PAGES = ['sub/x.py']\n"},
    ),
    "list from another module": (
        f"{NAMES}st.navigation([st.Page(p) for p in PAGES]).run()\n",
        {"layout_names.py": "PAGES = ['sub/' + n for n in ['x.py']]\n"},
    ),
    "dict from another module": (
        f"{NAMES}st.navigation({{k: [st.Page(p) for p in v] for k, v in PAGES.items()}}).run()\n",
        {"layout_names.py": "PAGES = {'A': ['sub/' + 'x.' + 'py']}\n"},
    ),
    "function of another module": (
        "from layout_names import pages\nst.navigation([st.Page(p) for p in pages('sub')])\n",
        {"layout_names.py": "def pages(folder):\n    return [f'{folder}/{n}.py' for n in ['x']]\n"},
    ),
    "generator of another module": (
        "from layout_names import pages\nst.navigation([st.Page(p) for p in pages()])\n",
        {"layout_names.py": "def pages():\n    for n in ['x']:\n        yield f'sub/{n}.py'\n"},
    ),
    "records of another module": (
        "from layout_names import PAGES\nst.navigation([st.Page(p.file) for p in PAGES])\n",
        {
            "layout_names.py": (
                "from dataclasses import dataclass\n@dataclass\nclass P:\n    file: str\n"
                "PAGES = [P('sub/x' + '.py')]\n"
            )
        },
    ),
    "records made in the script": (
        (
            "from layout_names import P\n"
            "st.navigation([st.Page(p.file) for p in [P('sub/x' + '.py')]])\n"
        ),
        {"layout_names.py": "from typing import NamedTuple\nclass P(NamedTuple):\n    file: str\n"},
    ),
    "an Enum of another module": (
        "from layout_names import P\nst.navigation([st.Page(p.value) for p in P])\n",
        {"layout_names.py": "from enum import Enum\nclass P(Enum):\n    A = 'sub/' + 'x.py'\n"},
    ),
    "pages built in another module": (
        "from layout_names import build\nst.navigation(build()).run()\n",
        {
            "layout_names.py": (
                "import streamlit as st\ndef build():\n    return [st.Page('sub/x.py')]\n"
            )
        },
    ),
    "pages built by a class of another module": (
        "from layout_names import Site\nSite('sub').run()\n",
        {
            "layout_names.py": (
                "import streamlit as st\nclass Site:\n    def __init__(self, folder):\n"
                "        self.folder = folder\n    def run(self):\n"
                "        st.navigation([st.Page(p) for p in self.files()]).run()\n"
                "    def files(self):\n        return ['sub/x' + '.py']\n"
            )
        },
    ),
    "a helper that makes a page": (
        (
            "def page(name):\n    return st.Page(f'sub/{name}.py')\n"
            "st.navigation([page(n) for n in ['x']]).run()\n"
        ),
        {},
    ),
    "a helper called by keyword": (
        (
            "def page(*, name='y', folder='sub'):\n    return st.Page(f'{folder}/{name}.py')\n"
            "st.navigation([page(name='x')]).run()\n"
        ),
        {},
    ),
    "a literal list": ("st.navigation([st.Page(p) for p in ['sub/x' '.py']]).run()\n", {}),
    "a constant": ("X = 'sub/x'\nst.navigation([st.Page(X + '.py')]).run()\n", {}),
    "pairs": ("for a, p in [('A', 'x')]:\n    st.Page(f'sub/{p}.py', title=a)\n", {}),
    "a zip": ("for a, p in zip(['A'], ['x']):\n    st.Page(f'sub/{p}.py', title=a)\n", {}),
    "enumerated": ("for n, p in enumerate(sorted(['x'])):\n    st.Page('sub/%s.py' % p)\n", {}),
    "a map": ("st.navigation(list(map(st.Page, ['sub/x' + '.py']))).run()\n", {}),
    "strings alone": ("st.navigation(['sub/x' + '.py']).run()\n", {}),
    "sections of strings": ("st.navigation({'A': ['sub/x' + '.py']}).run()\n", {}),
    "another name of Page": ("P = st.Page\nst.navigation([P('sub/x' + '.py')]).run()\n", {}),
    "Page imported": ("from streamlit import Page as P\nP('sub/x' + '.py')\n", {}),
    "a branch": (
        "p = 'y' if st.session_state else 'x'\nst.Page(f'sub/{p}.py')\n",
        {"sub/y.py": ""},
    ),
    "assigned twice": ("p = 'y'\nif 1:\n    p = 'x'\nst.Page(f'sub/{p}.py')\n", {"sub/y.py": ""}),
    "appended": ("ps = []\nps.append('sub/x')\nfor p in ps:\n    st.Page(p + '.py')\n", {}),
    "appended to a section": (
        "ps = {'A': []}\nps['A'].append('sub/x' + '.py')\nst.navigation(ps).run()\n",
        {},
    ),
    "added up": ("st.navigation(['sub/y' + '.py'] + ['sub/x' + '.py'])\n", {"sub/y.py": ""}),
    "by keywords": ("for k in [{'page': 'sub/x' + '.py'}]:\n    st.Page(**k)\n", {}),
    "by star": ("for k in [('sub/x' + '.py',)]:\n    st.Page(*k)\n", {}),
    "by a key": ("F = {'a': 'sub/x' + '.py'}\nst.Page(F['a'])\n", {}),
    "a path": ("from pathlib import Path\nst.Page(Path('sub') / ('x' + '.py'))\n", {}),
    "a path of this file": (
        "from pathlib import Path\nst.Page(Path(__file__).parent / 'sub' / 'x.py')\n",
        {},
    ),
    "os.path": ("import os\nst.Page(os.path.join(os.path.dirname(__file__), 'sub', 'x.py'))\n", {}),
    "a glob": (
        (
            "from pathlib import Path\n"
            "ps = [st.Page(p) for p in Path(__file__).parent.glob('sub/*.py')]\n"
        ),
        {},
    ),
    "a glob from here": (
        "from pathlib import Path\n[st.Page(p) for p in Path('sub').glob('*.py')]\n",
        {},
    ),
    "listdir": ("import os\nfor n in os.listdir('sub'):\n    st.Page('sub/' + n)\n", {}),
    "the pages folder": ("Filters.page\n", {"pages/1_x.py": USES}),
    "a function": (
        (
            "def home():\n    from layout_state import Also\n    Filters.page, Also.p\n"
            "st.navigation([st.Page(home)]).run()\n"
        ),
        {},
    ),
    "a function of another module": (
        "import layout_views\nst.navigation([st.Page(layout_views.show)]).run()\n",
        {"layout_views.py": SHOWS},
    ),
    "functions of one name": (
        (
            "import layout_views, layout_names\n"
            "st.navigation([st.Page(m.show) for m in (layout_names, layout_views)]).run()\n"
        ),
        {"layout_views.py": SHOWS, "layout_names.py": "def show():\n    pass\n"},
    ),
    "a function inside a function": (
        (
            "def main():\n    def helper():\n"
            "        from layout_state import Also\n        Also.p\n"
            "    def home():\n        helper()\n        Filters.page\n    st.Page(home)\nmain()\n"
        ),
        {},
    ),
    "a lambda": ("from layout_state import Also\nst.Page(lambda: (Filters.page, Also.p))\n", {}),
    "a named lambda": (
        "from layout_state import Also\nhome = lambda: (Filters.page, Also.p)\nst.Page(home)\n",
        {},
    ),
    "a lambda that calls": (
        "import layout_views\nst.Page(lambda: layout_views.show())\n",
        {"layout_views.py": SHOWS},
    ),
    "a partial": (
        "from functools import partial\nfrom layout_views import show\nst.Page(partial(show))\n",
        {"layout_views.py": SHOWS},
    ),
    "a method": (
        "from layout_views import V\nst.Page(V().show)\n",
        {"layout_views.py": SHOWS + "class V:\n    def show(self):\n        show()\n"},
    ),
    "registered by a decorator": (
        "import layout_views\nfrom layout_names import ALL\nfor f in ALL:\n    st.Page(f)\n",
        {
            "layout_names.py": "ALL = []\ndef page(f):\n    ALL.append(f)\n    return f\n",
            "layout_views.py": "from layout_names import page\n"
            + SHOWS.replace("def", "@page\ndef"),
        },
    ),
    "wrapped by a decorator": (
        "import layout_views\nlayout_views.show()\n",
        {
            "layout_views.py": "def deco(f):\n    def inner():\n        return f()\n"
            "    return inner\n" + SHOWS.replace("def", "@deco\ndef")
        },
    ),
    "in a dict of functions": (
        "from layout_views import ALL\nALL[st.radio('', ALL)]()\n",
        {"layout_views.py": SHOWS + "ALL = {'a': show}\n"},
    ),
    "an object's method": (
        "from layout_views import v\nv.go()\n",
        {
            "layout_views.py": SHOWS
            + "class B:\n    def go(self):\n        show()\nclass V(B):\n    pass\nv = V()\n"
        },
    ),
    "a property": (
        "from layout_views import v\nv.go\n",
        {
            "layout_views.py": SHOWS
            + "class V:\n    @property\n    def go(self):\n        show()\nv = V()\n"
        },
    ),
    "a package": (
        "from layout_pkg import show\nshow()\n",
        {"layout_pkg/__init__.py": "from .inner import show\n", "layout_pkg/inner.py": SHOWS},
    ),
    "a package with pages": (
        "from layout_pkg import PAGES\n[st.Page(p) for p in PAGES]\n",
        {
            "layout_pkg/__init__.py": "from .inner import PAGES\n",
            "layout_pkg/inner.py": "PAGES = ['sub/x' + '.py']\n",
        },
    ),
    "a src layout": (
        (
            "import sys\nfrom pathlib import Path\n"
            "sys.path.insert(0, str(Path(__file__).parent / 'src'))\n"
            "from layout_pkg.inner import show\nshow()\n"
        ),
        {"src/layout_pkg/__init__.py": "", "src/layout_pkg/inner.py": SHOWS},
    ),
    "exec of a file": ("exec(open('sub/x.py').read())\n", {}),
    "exec of a file in a with": (
        "with open('sub/x.py') as f:\n    code = f.read()\nexec(compile(code, 'x', 'exec'))\n",
        {},
    ),
    "exec of a path's text": ("from pathlib import Path\nexec(Path('sub/x.py').read_text())\n", {}),
    "exec of a text": (f"exec({USES!r})\n", {}),
    "run_path": ("import runpy\nrunpy.run_path('sub/x.py')\n", {}),
    "import_module": (
        "import importlib\nimportlib.import_module('layout_views').show()\n",
        {"layout_views.py": SHOWS},
    ),
    "import_module by a choice": (
        (
            "from importlib import import_module\n"
            "for n in ['views']:\n    import_module(f'layout_{n}').show()\n"
        ),
        {"layout_views.py": SHOWS},
    ),
    "reload": (
        "import importlib, layout_views\nimportlib.reload(layout_views)\n",
        {
            "layout_views.py": "from layout_state import Also, Filters\ndef f(): pass\n"
            "if st_runs := False:\n    Filters.page, Also.p\n"
        },
    ),
    "getattr by its name": (
        "import layout_views\ngetattr(layout_views, 'show')()\n",
        {"layout_views.py": SHOWS},
    ),
    "getattr of something else": (
        (
            "getattr(st.session_state.x, st.text_input(''))\nimport layout_views\n"
            "print(globals(), globals().get)\nlayout_views.show()\n"
        ),
        {"layout_views.py": SHOWS},
    ),
    "navigation imported": (
        "from streamlit import navigation\nnavigation(['sub/x' + '.py']).run()\n",
        {},
    ),
    "pages made in another module": (
        "import layout_names\nst.navigation(layout_names.ALL)\nst.a.Page(5)\n",
        {"layout_names.py": "import streamlit as st\nALL = [st.Page('sub/x' + '.py')]\n"},
    ),
    "its own name": ("st.Page('app.py'), st.Page('sub/x.py')\n", {}),
    "run_module": ("import runpy\nrunpy.run_module('layout_views')\n", {"layout_views.py": USES}),
    "exec of an opened path": (
        (
            "from pathlib import Path\nwith open('sub/y.py') as g, Path('sub/x.py').open() as f:\n"
            "    exec(f.read())\n"
        ),
        {"sub/y.py": ""},
    ),
    "globals().get": (
        "from layout_views import show\nglobals().get('sh' + 'ow')()\n",
        {"layout_views.py": SHOWS},
    ),
    "vars": (
        "import layout_views\nvars(layout_views)['sh' + 'ow']()\n",
        {"layout_views.py": SHOWS},
    ),
    "getattr of a class": (
        "from layout_views import V\ngetattr(V, 'go' + 'es')()\n",
        {"layout_views.py": SHOWS + "class V:\n    goes = staticmethod(show)\n"},
    ),
    "a cached property": (
        "from layout_views import v\nv.go\n",
        {
            "layout_views.py": "from functools import cached_property\n"
            + SHOWS
            + "class V:\n    @cached_property\n    def go(self):\n        show()\nv = V()\n"
        },
    ),
    "a number is closed over": (
        "import layout_views\nlayout_views.outer(1)()\n",
        {
            "layout_views.py": SHOWS
            + "def outer(n):\n    def inner():\n        return n, show()\n    return inner\n"
            + "show_too = outer(2)\n"
        },
    ),
    "made by a function that closes over": (
        "import layout_views\nlayout_views.show_too()\n",
        {
            "layout_views.py": SHOWS
            + "def outer(n):\n    def inner():\n        return n, show()\n    return inner\n"
            + "show_too = outer(2)\n"
        },
    ),
    "getattr": (
        "import layout_views\ngetattr(layout_views, 'sh' + 'ow')()\n",
        {"layout_views.py": SHOWS},
    ),
    "globals": (
        "from layout_views import show\nglobals()['sh' + 'ow']()\n",
        {"layout_views.py": SHOWS},
    ),
    "imported inside": (
        "def main():\n    from layout_views import show\n    show()\nmain()\n",
        {"layout_views.py": SHOWS},
    ),
    "names inside a function": (
        (
            "def main():\n    from layout_names import PAGES\n    for p in PAGES:\n"
            "        st.Page(p)\nmain()\n"
        ),
        {"layout_names.py": "PAGES = ['sub/x' + '.py']\n"},
    ),
}

TOLD: dict[str, Layout] = {
    "read from a file": ("import json\n[st.Page(p) for p in json.load(open('p.json'))]\n", {}),
    "from a package": ("import os\nst.navigation([st.Page(p) for p in os.environ['P']])\n", {}),
    "navigation of another's": ("from json import loads\nst.navigation(loads('[]')).run()\n", {}),
    "a page of the session": ("st.Page(st.session_state.page).run()\n", {}),
    "Page given away": ("from functools import partial\nmake = partial(st.Page, title='a')\n", {}),
    "exec of what is made": ("exec(st.session_state.code)\n", {}),
    "exec of a file that is not there": ("exec(open('sub/nothing.py').read())\n", {}),
    "import of a choice": ("import importlib\nimportlib.import_module(st.text_input(''))\n", {}),
    "getattr by a choice": (
        "import layout_views\ngetattr(layout_views, st.text_input(''))()\n",
        {"layout_views.py": SHOWS},
    ),
    "globals by a choice": (
        "from layout_views import show\nglobals()[st.text_input('')]()\n",
        {"layout_views.py": SHOWS},
    ),
    "an import that fails": (
        "def main():\n    import layout_views\n    layout_views.show()\nmain()\n",
        {"layout_views.py": "import nothing_like_it\n" + SHOWS},
    ),
    "an import that fails in a module": (
        "from layout_names import go\ngo()\n",
        {
            "layout_names.py": "def go():\n    import layout_views\n    layout_views.show()\n",
            "layout_views.py": "import nothing_like_it\n" + SHOWS,
        },
    ),
    "a file that may be there": ("for n in ['x', 'z']:\n    st.Page(f'su/{n}.py')\n", {}),
    "a callable object": ("class V:\n    def __call__(self): ...\nst.Page(V())\n", {}),
    "a call without a page": ("st.Page(title='x')\n", {}),
    "a helper that is not called": ("def page(p):\n    st.Page(p)\n", {}),
    "a helper given a star": ("def page(p):\n    st.Page(p)\npage(*[1])\n", {}),
    "a helper without a page": ("def page(p):\n    st.Page(p)\npage()\n", {}),
    "getattr of a number": (
        "import layout_views\ngetattr(layout_views, 5)\n",
        {"layout_views.py": SHOWS},
    ),
    "all of globals": ("for f in list(globals().values()):\n    f()\n", {}),
    "reload of a choice": ("import importlib\nimportlib.reload(st.session_state.m)\n", {}),
    "run_module of nothing": ("import runpy\nrunpy.run_module('layout_nothing')\n", {}),
    "exec of numbers": ("exec(compile(1 + 1, 'x', 'exec'))\n", {}),
    "exec of a stream": ("exec(st.file_uploader('x').read())\n", {}),
    "exec of a name": ("exec(made)\n", {}),
    "exec of a name's text": ("exec(f.read())\n", {}),
    "a path that a name joins": ("st.Page(*['x', 'y'][5:9])\n", {}),
    "an endless name": ("p = 'a'\np = p + p\nst.Page(p)\n", {}),
}


TWO = {
    "layout_views.py": (
        "from layout_state import Also, Filters\n"
        "def one():\n    Filters.page\n"
        "def two():\n    Also.p\n"
        "class V:\n    def one(self):\n        one()\n    def two(self):\n        two()\n"
    )
}


def made(folder: Path, layout: Layout) -> Path:
    script, files = layout
    everything = {"layout_state.py": STATE, "sub/x.py": USES, "app.py": HEAD + script, **files}
    for name, text in everything.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "app.py"
