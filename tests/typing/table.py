"""The table of code that each checker accepts and rejects: ``python tests/typing/table.py FOLDER``.

With ``--release`` first it also checks the source, the built wheel and an older mypy. The folder
keeps the virtualenvs for that, and caches.
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


def main(folder: Path, *, release: bool) -> int:
    """Print the table and the errors; return the number of failed rows."""
    caches = folder / "caches"
    rows = _of_a_commit(caches) | (_of_a_release(folder, caches) if release else {})
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


def _of_a_commit(caches: Path) -> dict[str, Callable[[], Verdict]]:
    """Return the rows about the stubs, for each checker in this environment."""
    return {
        f"mypy {version('mypy')}, stubs": lambda: mypy(THIS, STUBS, _STUB, caches / "stubs", THIS),
        f"basedpyright {version('basedpyright')}, stubs": lambda: basedpyright(
            ROOT / "typings", SOURCE, caches / "basedpyright", THIS
        ),
        "stubtest": lambda: stubtest(caches / "stubtest"),
    }


def _of_a_release(folder: Path, caches: Path) -> dict[str, Callable[[], Verdict]]:
    """Return the rows about the source, the wheel and the oldest mypy."""
    old = _virtualenv(folder / "mypy-oldest", f"mypy=={OLDEST_MYPY}", "pydantic")
    wheel = _built(folder / "wheels", old)
    # The plugin's types depend on mypy's own.
    new = version("mypy")
    fresh = _virtualenv(folder / "wheel", f"{wheel}[contract]", f"mypy=={new}")
    for python in (old, fresh):
        _pip(python, "install", "--force-reinstall", "--no-deps", str(wheel))
    installed = _site_packages(fresh) / "st_page_state" / "state.pyi"
    return {
        f"mypy {new}, source": lambda: mypy(THIS, SOURCE, _SOURCE_STATE, caches / "source", THIS),
        f"mypy {OLDEST_MYPY}, stubs": lambda: mypy(old, STUBS, _STUB, caches / "oldest", THIS),
        f"wheel + mypy {new}": lambda: mypy(THIS, [], installed, caches / "wheel", fresh),
        f"wheel + mypy {new} + plugin": lambda: mypy_with_plugin(fresh, caches / "plugin", fresh),
        f"wheel + mypy {OLDEST_MYPY} + plugin": lambda: mypy_with_plugin(
            old, caches / "old-plugin", fresh
        ),
        "wheel + basedpyright": lambda: basedpyright(None, [], caches / "right-wheel", fresh),
        "verifytypes": lambda: verifytypes(fresh, caches / "verifytypes"),
    }


def _judged(check: Callable[[], Verdict]) -> Verdict:
    try:
        return check()
    except NotCheckedError as error:
        return Verdict(wrong=[str(error)])


def _built(wheels: Path, python: Path) -> Path:
    for old in wheels.glob("*.whl"):
        old.unlink()
    _pip(python, "wheel", "--no-deps", "--wheel-dir", str(wheels), str(ROOT))
    (wheel,) = wheels.glob("*.whl")
    return wheel


def _virtualenv(place: Path, *requirements: str) -> Path:
    """Return the interpreter of an environment without the project."""
    python = place / "bin" / "python"
    if not python.exists():
        subprocess.run([THIS, "-m", "venv", str(place)], check=True)
        _pip(python, "install", *requirements)
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
    *_options, _folder = sys.argv[1:]
    sys.exit(main(Path(_folder).resolve(), release="--release" in _options))
