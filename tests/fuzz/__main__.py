"""``python -m fuzz``: each target under atheris, then the smallest corpus of equal coverage."""

from __future__ import annotations

import argparse
import hashlib
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import SystemRandom
from typing import NamedTuple

from fuzz import inputs
from fuzz.targets import TARGETS

FOLDER = Path(".nox") / ".cache" / "fuzz"
LONGEST = 512
_SLOWEST = 20  # seconds for one input, after which it counts as a hang
_MOST_MEMORY = 2048  # megabytes
_PROGRESS = re.compile(r"^#(\d+)\s.*\bcov: (\d+) ft: (\d+)", re.MULTILINE)
_RATE = re.compile(r"stat::average_exec_per_sec:\s+(\d+)")


class Result(NamedTuple):
    """The result of one target.

    Attributes:
        runs: the number of executions.
        rate: executions per second.
        coverage: libFuzzer's count of edges reached in the library.
        failure: the input that broke a law or took too much time or memory, or None.
    """

    runs: int
    rate: int
    coverage: int
    failure: bytes | None


def main() -> int:
    """Fuzz, print the figures, keep the corpus if asked to; return 1 if a law was broken."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("--runs", type=int, default=100_000, help="executions of each target")
    parser.add_argument("--target", action="append", choices=[*TARGETS], help="only this one")
    parser.add_argument("--seed", type=int, help="to fuzz just as another time; printed")
    parser.add_argument("--keep", action="store_true", help="write what is found into the corpus")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="for what is found")
    options = parser.parse_args()
    seed = options.seed or SystemRandom().randrange(1, 2**31)
    print(f"seed {seed}", flush=True)
    failed = False
    for target in options.target or TARGETS:
        place: Path = options.folder.absolute() / target
        result = fuzz(target, place, options.runs, seed)
        print(
            f"{target}: {result.runs:,} executions, {result.rate:,} a second, "
            f"{result.coverage:,} edges reached",
            flush=True,
        )
        if result.failure is not None:
            failed = True
            print(f"  this breaks a law, see {place / 'log'}: {inputs.to_line(result.failure)}")
        smallest = merge(target, place)
        size = sum(map(len, smallest))
        print(f"  as much is reached by {len(smallest):,} inputs of {size:,} bytes", flush=True)
        if options.keep:
            print(f"  kept in {inputs.keep(target, smallest)}")
    return 1 if failed else 0


def fuzz(target: str, place: Path, runs: int, seed: int) -> Result:
    """Run a target this often, from kept, known and earlier inputs."""
    _write(place / "known", [*inputs.kept(target), *inputs.examples(target)])
    (place / "found").mkdir(parents=True, exist_ok=True)
    broken = place / "broken"
    broken.unlink(missing_ok=True)
    code = _run(
        *(target, place, f"-runs={runs}", f"-seed={seed}", f"-timeout={_SLOWEST}"),
        *(f"-exact_artifact_path={broken}", "-print_final_stats=1", "-reload=0"),
        *(place / "found", place / "known"),
    )
    told = (place / "log").read_text(errors="replace")
    progress = _PROGRESS.findall(told)
    if not progress:
        raise SystemExit(f"{target} did not run:\n{told[-4000:]}")
    done, coverage = int(progress[-1][0]), max(int(reached) for _, reached, _ in progress)
    rate = _RATE.search(told)
    failure = broken.read_bytes() if code and broken.exists() else None
    return Result(done, int(rate[1]) if rate else 0, coverage, failure)


def merge(target: str, place: Path) -> list[bytes]:
    """Return the fewest inputs with the coverage of all."""
    smallest = place / "smallest"
    _write(smallest, [])
    found = (smallest, place / "found", place / "known")
    _run(target, place, "-merge=1", *found, log="merge.log")
    return [path.read_bytes() for path in _files(smallest)]


def _run(target: str, place: Path, *arguments: object, log: str = "log") -> int:
    command = place / "command"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m fuzz.child {target} "$0" "$@"\n')
    command.chmod(0o755)
    given = [command, f"-max_len={LONGEST}", f"-rss_limit_mb={_MOST_MEMORY}", *arguments]
    with (place / log).open("wb") as output:
        return subprocess.run(
            list(map(str, given)), stdout=output, stderr=subprocess.STDOUT, check=False
        ).returncode


def _write(folder: Path, inputs: Iterable[bytes]) -> None:
    """Replace the content of a folder, with one file each."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in _files(folder):
        path.unlink()
    for data in inputs:
        (folder / hashlib.sha256(data).hexdigest()[:20]).write_bytes(data)


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.iterdir()) if path.is_file())


if __name__ == "__main__":
    sys.exit(main())
