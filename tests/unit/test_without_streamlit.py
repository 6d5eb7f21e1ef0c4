"""Tests on the fakes run without Streamlit and never import it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

BLOCKED = """\
import sys

sys.modules["streamlit"] = None  # importing it is an ImportError from here on
import pytest

sys.exit(pytest.main(["-q", "-p", "no:cacheprovider", "--strict-markers", *sys.argv[1:]]))
"""
EXAMPLES = Path(__file__).parents[2] / "examples"
ON_FILES = {*EXAMPLES.glob("**/test_app*.py"), *EXAMPLES.glob("handbook/**/test_*.py")}
"""What opens an app's own file, which runs on Streamlit."""
TUTORIALS = sorted({*EXAMPLES.glob("**/test_*.py")} - ON_FILES)


@pytest.mark.parametrize(
    "tests", [Path(__file__).with_name("test_sample.py"), *TUTORIALS], ids=lambda path: path.stem
)
def test_they_pass_without_streamlit_installed(tests: Path) -> None:
    command = [sys.executable, "-c", BLOCKED, str(tests)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_importing_the_packages_never_imports_streamlit() -> None:
    code = (
        "import sys, st_page_state, st_page_state_fakes.app, st_page_state_fakes.contract\n"
        "assert not [name for name in sys.modules if name.partition('.')[0] == 'streamlit']"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
