"""Import contracts in pyproject.toml, and proof that each one can fail."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINT = (
    "import sys; from importlinter.cli import lint_imports_command; "
    "sys.path.insert(0, 'copy'); lint_imports_command([sys.argv[1], '--no-cache'])"
)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with copies of both packages."""
    folder = tmp_path_factory.mktemp("architecture")
    for package in ("src/st_page_state", "fakes/st_page_state_fakes"):
        shutil.copytree(ROOT / package, folder / "copy" / Path(package).name)
    return folder


def verdict(folder: Path) -> str:
    """Return the linter's report on the copy."""
    command = [sys.executable, "-c", LINT, str(ROOT / "pyproject.toml")]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False
    ).stdout


def test_the_packages_keep_the_contracts(copy: Path) -> None:
    assert "5 kept, 0 broken" in verdict(copy)


@pytest.mark.parametrize(
    ("module", "planted", "contract"),
    [
        ("url/rules.py", "st_page_state.engine.memory", "A wing imports only what stands below"),
        ("codecs/scalars.py", "st_page_state.trace", "A wing imports only what stands below"),
        ("engine/writes.py", "st_page_state.widgets.options", "A wing imports only what stands"),
        ("engine/merge.py", "st_page_state.codecs.copies", "Above declarations, values are only"),
        ("engine/memory.py", "st_page_state.adapters.streamlit", "Only what is in force knows"),
        ("engine/memory.py", "streamlit.runtime", "Only the adapter, the panel"),
        ("runtime.py", "st_page_state_fakes.query", "Production code never imports the fakes"),
    ],
)
def test_a_planted_import_breaks_a_contract(
    copy: Path, module: str, planted: str, contract: str
) -> None:
    path = copy / "copy" / "st_page_state" / module
    source = path.read_text(encoding="utf-8")
    try:
        path.write_text(f"{source}\n\nimport {planted}\n", encoding="utf-8")
        broken = [line for line in verdict(copy).splitlines() if " BROKEN" in line]
        assert any(line.startswith(contract) for line in broken)
    finally:
        path.write_text(source, encoding="utf-8")


USES_PLAIN_TYPES = """
import sys
from enum import Enum
from st_page_state import PageState, StateVar

Level = Enum("Level", "LOW HIGH")

class Plain(PageState):
    text: str = StateVar(default="")
    numbers: list[int] = StateVar(default_factory=list, url_key="n")
    level: Level | None = StateVar(default=None, url_key="level")

print(*sys.modules)
"""


def test_a_class_of_plain_types_leaves_pydantics_own_types_alone() -> None:
    """Streamlit collects garbage over every loaded object after each run of every user."""
    command = [sys.executable, "-c", USES_PLAIN_TYPES]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    assert not {"pydantic.types", "annotated_types"} & {*run.stdout.split()}
