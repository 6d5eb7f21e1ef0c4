"""What mypy finds in a converted script it finds in the script before."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

from migrated_scripts import HEAD
from st_page_state.devtools.migrate import propose
from typed_scripts import ASKED, RULES, SAFE, WIDGETS

ROOT = Path(__file__).parents[2]
CONFIG = """
[mypy]
check_untyped_defs = true
follow_imports = silent
[mypy-altair.*,anyio.*,blinker.*,click.*,git.*,google.*,httpx.*,numpy.*,pandas.*,PIL.*,plotly.*]
follow_imports = skip
[mypy-pyarrow.*,pydantic.*,pydeck.*,rich.*,starlette.*,streamlit.proto.*,tornado.*,uvicorn.*]
follow_imports = skip
"""
"""For speed, without the packages that Streamlit hands values on to."""
SHOWN = "value = {}\nst.write(value, st.session_state.x)\n"
ERROR = re.compile(r"(?P<name>\w+)_(?P<when>before|after)\.py:\d+: error: (?P<text>.*)")


def test_a_converted_script_has_no_new_errors_of_types(tmp_path: Path) -> None:
    scripts = {f"w_{name}": SHOWN.format(code) for name, code in WIDGETS.items()}
    scripts |= RULES | {f"safe_{number}": ASKED + text + "\n" for number, text in enumerate(SAFE)}
    for name, text in scripts.items():
        before = tmp_path / f"{name}_before.py"
        before.write_text(HEAD + text, encoding="utf-8")
        proposal = propose([before])
        assert proposal.converted, (name, proposal.left)
        after = tmp_path / f"{name}_after.py"
        after.write_text(proposal.after[before], encoding="utf-8")
        assert "safe" not in name or "x: str | None" in proposal.after[before], name
    made = tmp_path.glob("*.py")
    (tmp_path / "mypy.ini").write_text(CONFIG, encoding="utf-8")
    paths = os.pathsep.join(map(str, (ROOT / "typings", ROOT / "src")))
    found = subprocess.run(
        [sys.executable, "-m", "mypy", "--cache-dir=.cache", *sorted(map(str, made))],
        cwd=tmp_path, env={**os.environ, "MYPYPATH": paths}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    errors = [ERROR.search(line) for line in found.stdout.splitlines() if ": error: " in line]
    told = {
        when: Counter((error["name"], error["text"]) for error in errors if error["when"] == when)
        for when in ("before", "after")
        if all(errors)
    }
    assert sum(told["before"].values()) == 1, found.stdout
    assert told["after"] == told["before"]
