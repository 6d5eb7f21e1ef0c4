"""README's type errors are mypy's."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def mypy(source: str, folder: Path) -> list[str]:
    (folder / "shown.py").write_text(source, encoding="utf-8")
    found = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", "shown.py"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return [
        line.split(": ", 1)[1] for line in found.stdout.splitlines() if line.startswith("shown.py")
    ]


def test_its_mistakes_are_rejected_as_shown(tmp_path: Path) -> None:
    declared = blocks("python")[0].split("st.selectbox")[0].replace("import streamlit as st\n", "")
    (mistakes,) = [block for block in blocks("python") if "FilterState.typo" in block]
    (shown,) = blocks("console")
    found = mypy(f"from st_page_state import link\n{declared}{mistakes}", tmp_path)
    assert found == shown.splitlines()


def test_its_first_example_is_accepted(tmp_path: Path) -> None:
    assert mypy(blocks("python")[0], tmp_path) == []
