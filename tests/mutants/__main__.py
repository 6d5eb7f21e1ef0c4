"""``python -m mutants [MODULE ...]``: which changes of the source do the tests not notice?

Each module that ``[tool.mutants]`` in pyproject.toml names, or that is given, is changed in
one small thing at a time, and the tests that run the changed line are run until one fails.
Prints each survivor, those apart that ``reasons.toml`` has a reason for, and how many there
were in each module. Exit code 1 if less than ``least`` of a module's mutants were noticed,
not counting those that are the same program.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tomllib
import traceback
from collections import Counter
from collections.abc import Callable
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

import pytest
import streamlit.testing.v1  # noqa: F401 - what is imported here need not be for each mutant

from mutants.known import QUIETLY, Config, FewExamples, Known, watch
from mutants.making import Mutant, modules, mutants
from mutants.trying import Fate, Trying, try_anew

ROOT = Path(__file__).parent.parent.parent
PACKAGES = {
    "st_page_state": ROOT / "src" / "st_page_state",
    "st_page_state_fakes": ROOT / "fakes" / "st_page_state_fakes",
}


def main() -> int:
    """Try the mutants and print what became of them."""
    parser = argparse.ArgumentParser(prog="python -m mutants", description=__doc__)
    parser.add_argument("modules", nargs="*", metavar="MODULE")
    parser.add_argument("--work", type=Path, default=ROOT / ".nox" / ".cache" / "mutants")
    parser.add_argument("--known", action="store_true", help="run only new tests to know them")
    parser.add_argument("--examples", type=int, help="of each property test")
    parser.add_argument("--most", type=float, help="seconds for the tests of one mutant")
    parser.add_argument("--survivors", action="store_true", help="only those of the last run")
    options = parser.parse_args()
    config = _config(options)
    os.chdir(ROOT)
    work: Path = options.work
    work.mkdir(parents=True, exist_ok=True)
    baseline = work / "baseline.json"
    if not options.known:
        baseline.unlink(missing_ok=True)
    _forked(lambda: watch(config, baseline), work / "baseline.log")
    known = Known(json.loads(baseline.read_text("utf-8")), config)
    enough = True
    for name, path in modules(options.modules or config.modules, PACKAGES):
        if not any(fnmatchcase(name, left) for left in config.leave):
            log = work / f"{name}.jsonl"
            if not options.survivors:
                log.unlink(missing_ok=True)
            enough &= _try_module(name, mutants(path), known, config, log)
    return 0 if enough else 1


def _config(options: argparse.Namespace) -> Config:
    written = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mutants"]
    given = {name: getattr(options, name) for name in ("examples", "most")}
    written |= {name: value for name, value in given.items() if value is not None}
    return Config(**written, folders=tuple(str(folder) for folder in PACKAGES.values()))


def _forked(run: Callable[[], object], log: Path) -> None:
    """Run it in a process of its own, so that this one never imports what is changed."""
    sys.stdout.flush()
    pid = os.fork()
    if not pid:
        code = 1
        try:
            to = os.open(log, os.O_CREAT | os.O_WRONLY | os.O_TRUNC)
            os.dup2(to, 1)
            os.dup2(to, 2)
            run()
            code = 0
        except BaseException:  # noqa: BLE001 - the process ends here, whatever it was
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            os._exit(code)
    _, ended = os.waitpid(pid, 0)
    if ended:
        sys.exit(f"the tests could not be run: {log}")


class Row(NamedTuple):
    """A mutant as the log has it."""

    name: str
    line: int
    fate: str
    test: str
    difference: str


def _rows(log: Path) -> dict[tuple[str, str], Row]:
    """The last that the log has of each mutant, by its name and what was changed."""
    if not log.exists():
        return {}
    rows = [Row(*json.loads(line)) for line in log.read_text("utf-8").splitlines()]
    return {(row.name, row.difference): row for row in rows}


def _reasons() -> dict[tuple[str, str], str]:
    """Why a survivor is none: by its module and its difference."""
    written = tomllib.loads((Path(__file__).parent / "reasons.toml").read_text("utf-8"))
    return {
        (module, _plain(each["change"])): each["why"]
        for module, rows in written.items()
        for each in rows
    }


def _plain(difference: str) -> str:
    """The difference without how far its lines are indented."""
    return "\n".join(line[:1] + line[1:].strip() for line in difference.strip().splitlines())


def _try_module(name: str, made: list[Mutant], known: Known, config: Config, log: Path) -> bool:
    """Try the mutants of a module; return whether enough of them were noticed."""
    rows = _rows(log)
    left = [
        mutant
        for mutant in made
        if (row := rows.get((mutant.name, mutant.difference()))) is None
        or not Fate(row.fate).noticed
    ]

    def told(mutant: Mutant, fate: Fate) -> None:
        row = Row(mutant.name, mutant.lines[0], *fate, mutant.difference())
        with log.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")

    def all_but_new_imports() -> None:
        plugins = [Trying(known, config, left, told), FewExamples(config.examples)]
        pytest.main([*QUIETLY, *config.tests], plugins=plugins)

    if left:
        _forked(all_but_new_imports, log.with_suffix(".log"))
    rows = _rows(log)
    reasons = _reasons()
    counts: Counter[str] = Counter()
    for mutant in made:
        difference = mutant.difference()
        row = rows[mutant.name, difference]
        fate = Fate(row.fate, row.test)
        if fate.fate == "anew":
            fate = try_anew(mutant, known, config)
            told(mutant, fate)
        reason = None if fate.noticed else reasons.get((name, _plain(difference)))
        counts["noticed" if fate.noticed else "explained" if reason else "not noticed"] += 1
        if not fate.noticed:
            print(f"{name} {mutant.lines[0]}, {mutant.name}: {reason or fate.fate}\n{difference}")
    possible = len(made) - counts["explained"]
    share = counts["noticed"] / possible if possible else 1.0
    print(
        f"== {name:45}{len(made):6} mutants{counts['noticed']:6} noticed"
        f"{counts['explained']:5} explained{counts['not noticed']:5} not {share:7.1%}",
        flush=True,
    )
    return share >= config.least


if __name__ == "__main__":
    sys.exit(main())
