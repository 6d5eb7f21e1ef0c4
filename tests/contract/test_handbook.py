"""The Python on the handbook's pages runs as described."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "examples" / "handbook").glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_its_tests_pass(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.syspath_prepend(ROOT / "examples" / "shared_sidebar")
    monkeypatch.delitem(sys.modules, "state", raising=False)
    text = page.read_text(encoding="utf-8")
    space: dict[str, Any] = {"__name__": __name__}
    for block in re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        exec(compile(block, page.name, "exec"), space)
    tests = [thing for name, thing in space.items() if name.startswith("test_")]
    assert tests
    for test in tests:
        test()
    sys.modules.pop("state", None)
