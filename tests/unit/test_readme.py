"""README's Python blocks do what it says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from real_session import RealSession
from st_page_state.config import DEFAULTS

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_its_blocks_run_one_after_the_other() -> None:
    space: dict[str, Any] = {"__name__": __name__}
    tests = 0
    tab = RealSession("?status=active&since=never")
    with tab.run():
        for block in BLOCKS:
            if "FilterState.typo" in block:
                continue  # shown for what the type checker says of it
            exec(compile(block, "README.md", "exec"), space)
    with tab.run():
        assert space["FilterState"].status == "active"
    for name, thing in space.items():
        if name.startswith("test_"):
            thing()
            tests += 1
    assert len(BLOCKS) >= 6
    assert tests == 1


def test_its_table_of_options_is_complete_and_right() -> None:
    rows = re.findall(r"^\| `(\w+)` \| `(.+?)` \|", README, re.MULTILINE)
    table = dict(rows)
    assert set(table) == set(DEFAULTS.__slots__)
    for name, shown in table.items():
        default = getattr(DEFAULTS, name)
        expected = list(default) if shown == "[]" else default
        assert eval(shown) == expected, name
