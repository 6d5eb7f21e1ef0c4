"""The Python in the handbook's texts runs as described; ``no-run`` marks what is only shown."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest

from real_session import RealSession
from st_page_state.declaration.config import DEFAULTS

ROOT = Path(__file__).parents[2]
TOPICS = ROOT / "examples" / "handbook" / "topics"
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PAGES = [page for page in sorted(TOPICS.glob("*.md")) if BLOCK.search(page.read_text("utf-8"))]


@pytest.fixture
def _rebuilt_modules(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.chdir(ROOT)
    monkeypatch.syspath_prepend(ROOT / "examples" / "shared_sidebar")
    monkeypatch.delitem(sys.modules, "state", raising=False)
    yield
    sys.modules.pop("state", None)


@pytest.mark.usefixtures("_rebuilt_modules")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_its_python_runs_and_its_tests_pass(page: Path) -> None:
    space: dict[str, Any] = {"__name__": __name__}
    with RealSession().run():
        for block in BLOCK.findall(page.read_text(encoding="utf-8")):
            exec(compile(block, f"<{page.name}>", "exec"), space)  # no file of sys.path
    for name, thing in space.items():
        if name.startswith("test_") and "fake_app" not in thing.__code__.co_varnames:
            thing()


def test_the_table_of_options_is_complete_and_right() -> None:
    text = (TOPICS / "options.md").read_text(encoding="utf-8")
    table = dict(re.findall(r"^\| `(\w+)` \| `(.+?)` \|", text, re.MULTILINE))
    assert set(table) == set(DEFAULTS.__slots__)
    for name, shown in table.items():
        default = getattr(DEFAULTS, name)
        assert eval(shown) == (list(default) if shown == "[]" else default), name
