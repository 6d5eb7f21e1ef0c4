"""Prints what every checker accepts and refuses: ``python tests/typing/table.py FOLDER``.

The folder keeps virtualenvs, with the oldest mypy and with the built wheel, and caches.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path

from checkers import (
    ROOT,
    SOURCE,
    STUBS,
    NotCheckedError,
    basedpyright,
    mypy,
    mypy_with_plugin,
    stubtest,
    verifytypes,
)
from verdicts import Verdict

OLDEST_MYPY = "1.8.0"
THIS = Path(sys.executable)
_SOURCE_STATE = ROOT / "src" / "st_page_state" / "state.py"
_STUB = ROOT / "typings" / "st_page_state" / "state.pyi"


def main(folder: Path) -> int:
    """Print the table, and under it all that is wrong; return how many rows have failed."""
    wheel = _built(folder / "wheels")
    # Without Streamlit: the plugin needs none.
    old = _virtualenv(folder / "mypy-oldest", wheel, f"mypy=={OLDEST_MYPY}", "pydantic")
    # mypy's own types are needed to know those of the plugin.
    fresh = _virtualenv(folder / "wheel", wheel, f"{wheel}[contract]", f"mypy=={version('mypy')}")
    installed = _site_packages(fresh) / "st_page_state" / "state.pyi"
    new, caches = version("mypy"), folder / "caches"
    rows: dict[str, Callable[[], Verdict]] = {
        f"mypy {new}, source": lambda: mypy(THIS, SOURCE, _SOURCE_STATE, caches / "source", THIS),
        f"mypy {new}, stubs": lambda: mypy(THIS, STUBS, _STUB, caches / "stubs", THIS),
        f"mypy {OLDEST_MYPY}, stubs": lambda: mypy(old, STUBS, _STUB, caches / "oldest", THIS),
        f"basedpyright {version('basedpyright')}, stubs": lambda: basedpyright(
            ROOT / "typings", SOURCE, caches / "basedpyright", THIS
        ),
        f"wheel + mypy {new}": lambda: mypy(THIS, [], installed, caches / "wheel", fresh),
        f"wheel + mypy {new} + plugin": lambda: mypy_with_plugin(fresh, caches / "plugin", fresh),
        f"wheel + mypy {OLDEST_MYPY} + plugin": lambda: mypy_with_plugin(
            old, caches / "old-plugin", fresh
        ),
        "wheel + basedpyright": lambda: basedpyright(None, [], caches / "right-wheel", fresh),
        "stubtest": lambda: stubtest(caches / "stubtest"),
        "verifytypes": lambda: verifytypes(fresh, caches / "verifytypes"),
    }
    print(f"{'':<28}  {'accepted':>9}  {'refused':>9}", flush=True)
    wrong: list[str] = []
    failed = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, verdict in zip(rows, pool.map(_judged, rows.values()), strict=True):
            print(verdict.row(name), flush=True)
            failed += not verdict.good
            wrong += [f"{name}: {line}" for line in verdict.wrong]
    print(*wrong, sep="\n", end="\n" if wrong else "")
    return failed


def _judged(check: Callable[[], Verdict]) -> Verdict:
    try:
        return check()
    except NotCheckedError as error:
        return Verdict(wrong=[str(error)])


def _built(wheels: Path) -> Path:
    for old in wheels.glob("*.whl"):
        old.unlink()
    _pip(THIS, "wheel", "--no-deps", "--wheel-dir", str(wheels), str(ROOT))
    (wheel,) = wheels.glob("*.whl")
    return wheel


def _virtualenv(place: Path, wheel: Path, *requirements: str) -> Path:
    """Return the interpreter of an environment that has the wheel and knows of no project."""
    python = place / "bin" / "python"
    if not python.exists():
        subprocess.run([THIS, "-m", "venv", str(place)], check=True)
        _pip(python, "install", *requirements)
    _pip(python, "install", "--force-reinstall", "--no-deps", str(wheel))
    return python


def _pip(python: Path, *arguments: str) -> None:
    subprocess.run(
        [str(python), "-m", "pip", "-qq", "--disable-pip-version-check", *arguments], check=True
    )


def _site_packages(python: Path) -> Path:
    shown = subprocess.run(
        [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return Path(shown.stdout.strip())


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
