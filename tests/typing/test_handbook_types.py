"""The handbook's type errors are mypy's."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from checkers import STUBS

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "examples" / "handbook" / "topics" / "types_and_mypy.md"
README = ROOT / "README.md"
OF_THE_FIRST = "from_first.py"  # code for the first implementation, which had no types
CODE = sorted(
    path
    for folder in (ROOT / "examples" / "handbook", ROOT / "examples" / "handbook" / "topics")
    for path in folder.glob("*.py")
    if not path.name.startswith("test_") and path.name != OF_THE_FIRST
)


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


def test_mypy_accepts_all_of_it_as_users_code(tmp_path: Path) -> None:
    config = tmp_path / "mypy.ini"  # stubs of pandas are for users to install
    config.write_text("[mypy]\nstrict = True\n[mypy-pandas.*]\nignore_missing_imports = True\n")
    found = subprocess.run(
        [
            *(sys.executable, "-m", "mypy", "--config-file", str(config)),
            *("--cache-dir", str(ROOT / ".mypy_cache" / "handbook")),
            *map(str, CODE),
        ],
        cwd=tmp_path, capture_output=True, text=True, check=False,
        env={**os.environ, "MYPYPATH": os.pathsep.join(map(str, [*STUBS, CODE[0].parent]))},
    )  # fmt: skip
    names = "|".join(path.stem for path in CODE)
    assert re.findall(rf"^.*\b(?:{names})\.py:\d+: error: .*", found.stdout, re.MULTILINE) == []
    assert "error: " not in found.stderr


def test_basedpyright_accepts_all_of_it_as_users_code(tmp_path: Path) -> None:
    config = {
        "typeCheckingMode": "standard",  # a strict one refuses pandas, which has no types
        "include": [str(path) for path in CODE],
        "extraPaths": [str(path) for path in [*STUBS[1:], CODE[0].parent]],
        "stubPath": str(STUBS[0]),
    }
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(config), encoding="utf-8")
    found = subprocess.run(
        [
            sys.executable, "-m", "basedpyright",
            "--pythonpath", sys.executable, "--level", "error", "--outputjson",
        ],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    report = json.loads(found.stdout)
    assert report["summary"]["filesAnalyzed"] == len(CODE)
    assert [(entry["file"], entry["message"]) for entry in report["generalDiagnostics"]] == []
