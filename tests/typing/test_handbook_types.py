"""The handbook's type errors are mypy's."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "examples" / "handbook" / "topics" / "types_and_mypy.md"
README = ROOT / "README.md"


def blocks(file: Path, language: str) -> list[str]:
    text = file.read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


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
    (mistakes,) = blocks(PAGE, "python no-run")
    (shown,) = blocks(PAGE, "console")
    found = mypy(f"{blocks(PAGE, 'python')[0]}{mistakes}", tmp_path)
    assert found == shown.splitlines()


def test_the_first_example_of_the_readme_is_accepted(tmp_path: Path) -> None:
    assert mypy(blocks(README, "python")[0], tmp_path) == []
