"""Results of mypy, basedpyright, stubtest and verifytypes for st_page_state."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from verdicts import ACCEPT, REJECT, Finding, Verdict, judge, named, statements

HERE = Path(__file__).parent
PLUGIN = HERE / "plugin"
ROOT = HERE.parents[1]
SOURCE = [ROOT / "src", ROOT / "fakes"]
STUBS = [ROOT / "typings", *SOURCE]
_MYPY_ERROR = re.compile(
    r"(?P<file>[^:]+):(?P<line>\d+): error: (?P<text>.*)  \[(?P<code>[\w-]+)]$"
)
_DRIFTS = {
    "state.PageState.focus": ("def focus(cls)", "def focus(cls, now: bool)"),
    "state.PageState.dump": ('= "python"', '= "json"'),
    "state.PageState.parse": ("def parse(cls, link: str)", "def parse(cls, text: str)"),
    "state.PageState.on_adopt": ("changed: dict[str, Any], /", "changed: dict[str, Any]"),
    "state.PageState.snapshot": ("    @classmethod\n    def snapshot(", "    def snapshot("),
    "state.PageState.options": ("def options(cls, field: str)", "def options(cls, name: str)"),
    "state.PageState.url_errors": ("def url_errors(", "def errors("),
    "actions.link": ('base: str = ""', "base: str"),
    "actions.batch": ("def batch()", "def batch(now: bool)"),
}
"""Mistakes in a modified copy of the stubs: name -> correct text, wrong text."""


class NotCheckedError(Exception):
    """A checker has skipped the files to check."""


def mypy(
    python: Path, path: Sequence[Path], stub: Path, folder: Path, interpreter: Path
) -> Verdict:
    """Judge with mypy --strict.

    Args:
        python: the interpreter that has mypy.
        path: a path that mypy searches before the interpreter's packages.
        stub: the file in which it has to find ``st_page_state.state``.
        folder: the folder of its cache.
        interpreter: the interpreter with the packages to read.
    """
    done = _run(
        [
            *(str(python), "-m", "mypy", "--strict", "--config-file=", "--verbose"),
            *("--cache-dir", str(folder), "--python-executable", str(interpreter)),
            *(str(file) for file in (*ACCEPT, *REJECT)),
        ],
        folder,
        MYPYPATH=os.pathsep.join(map(str, path)),
    )
    if str(stub) not in done.stderr:
        raise NotCheckedError(f"mypy has not read {stub}:\n{done.stdout}{done.stderr[-2000:]}")
    findings: list[Finding] = []
    for line in done.stdout.splitlines():
        if error := _MYPY_ERROR.match(line):
            name = named(Path(error["file"]))
            findings.append(Finding(name, int(error["line"]), error["code"], error["text"]))
        elif ": error: " in line:
            raise NotCheckedError(line)
    return judge(findings, "mypy")


def mypy_with_plugin(python: Path, folder: Path, interpreter: Path) -> Verdict:
    """Judge with one interpreter's mypy and plugin; an unneeded ignore is an error."""
    done = _run(
        [
            *(str(python), "-m", "mypy", f"--config-file={PLUGIN / 'mypy.ini'}"),
            *("--cache-dir", str(folder), "--python-executable", str(interpreter)),
            *(str(PLUGIN / name) for name in ("accepted.py", "refused.py")),
        ],
        folder,
        MYPYPATH=str(PLUGIN),
    )
    wrong = [line for line in done.stdout.splitlines() if ": error: " in line]
    if not wrong and not done.stdout.startswith("Success: no issues found in 2 source files"):
        raise NotCheckedError(f"{done.stdout}{done.stderr}")
    accepted = len(statements((PLUGIN / "accepted.py").read_text(encoding="utf-8")))
    refused = (PLUGIN / "refused.py").read_text(encoding="utf-8").count("  # type: ignore[")
    return Verdict(
        accepted - sum("accepted.py:" in line for line in wrong), accepted,
        refused - sum("refused.py:" in line for line in wrong), refused, wrong,
    )  # fmt: skip


def basedpyright(
    stub_path: Path | None, extra: Sequence[Path], folder: Path, interpreter: Path
) -> Verdict:
    """Judge with basedpyright in strict mode."""
    folder.mkdir(parents=True, exist_ok=True)
    config = {
        "typeCheckingMode": "strict",
        "include": [str(HERE / "accept"), str(HERE / "reject")],
        "extraPaths": [str(place) for place in extra],
        "stubPath": str(stub_path or folder),
    }
    (folder / "pyrightconfig.json").write_text(json.dumps(config), encoding="utf-8")
    done = _run([_tool("basedpyright"), "--pythonpath", str(interpreter), "--outputjson"], folder)
    report = _json(done)
    if report["summary"]["filesAnalyzed"] != len(ACCEPT) + len(REJECT):
        raise NotCheckedError(f"basedpyright has not read every file: {report['summary']}")
    return judge(
        [
            Finding(
                named(Path(entry["file"])),
                entry["range"]["start"]["line"] + 1,
                entry.get("rule", "syntax"),
                entry["message"].replace("\n", " "),
            )
            for entry in report["generalDiagnostics"]
            if entry["severity"] == "error"
        ],
        "basedpyright",
    )


def stubtest(folder: Path) -> Verdict:
    """Compare the stubs with the source, and a modified copy, which must be rejected."""
    stubs = sorted((ROOT / "typings" / "st_page_state").rglob("*.pyi"))
    found = _stubtest(ROOT / "typings", folder, "--allowlist", str(HERE / "stubtest_allowlist.txt"))
    verdict = Verdict(len(stubs), len(stubs), 0, len(_DRIFTS))
    if found.returncode:
        verdict.accepted = 0
        verdict.wrong += found.stdout.splitlines()
    modified = folder / "modified"
    shutil.rmtree(modified, ignore_errors=True)
    shutil.copytree(ROOT / "typings", modified)
    for name, (there, instead) in _DRIFTS.items():
        stub = modified / "st_page_state" / f"{name.partition('.')[0]}.pyi"
        text = stub.read_text(encoding="utf-8")
        if there not in text:
            raise NotCheckedError(f"{stub.name} no longer has {there!r}: choose another drift.")
        stub.write_text(text.replace(there, instead, 1), encoding="utf-8")
    noticed = _stubtest(modified, folder).stdout
    for name in _DRIFTS:
        if f"st_page_state.{name} " in noticed:
            verdict.refused += 1
        else:
            verdict.wrong.append(f"stubtest does not notice that {name} differs")
    return verdict


def _stubtest(stubs: Path, folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    folder.mkdir(parents=True, exist_ok=True)
    config = folder / "stubtest.ini"
    paths = os.pathsep.join(map(str, [stubs, *SOURCE]))
    config.write_text(f"[mypy]\nmypy_path = {paths}\n", encoding="utf-8")
    return _run(
        [
            *(sys.executable, "-m", "mypy.stubtest", "st_page_state", "--concise"),
            *("--mypy-config-file", str(config), *options),
        ],
        folder,
    )


def verifytypes(interpreter: Path, folder: Path) -> Verdict:
    """Count the public symbols with known types, and detect one made unknown."""
    verdict = Verdict(refusable=1)
    for package in ("st_page_state", "st_page_state_fakes"):
        report = _verify(package, interpreter, folder)
        counts = report["exportedSymbolCounts"]
        verdict.accepted += counts["withKnownType"]
        verdict.acceptable += sum(counts.values())
        if not Path(report["pyTypedPath"]).is_relative_to(interpreter.parents[1]):
            raise NotCheckedError(f"verifytypes has looked at {report['pyTypedPath']}")
        verdict.wrong += [
            f"{symbol['name']}: {entry['message']}"
            for symbol in report["symbols"]
            for entry in symbol["diagnostics"]
            if entry["severity"] == "error"
        ]
    stub = Path(_verify("st_page_state", interpreter, folder)["pyTypedPath"]).parent / "actions.pyi"
    whole = stub.read_text(encoding="utf-8")
    try:
        stub.write_text(whole.replace("*snapshots: PageState", "*snapshots"), encoding="utf-8")
        modified = _verify("st_page_state", interpreter, folder)
    finally:
        stub.write_text(whole, encoding="utf-8")
    verdict.refused = int(modified["exportedSymbolCounts"]["withUnknownType"] > 0)
    return verdict


def _verify(package: str, interpreter: Path, folder: Path) -> dict[str, Any]:
    # It finds the interpreter's packages through the PATH only.
    search = os.pathsep.join([str(interpreter.parent), os.environ["PATH"]])
    command = [_tool("basedpyright"), "--verifytypes", package, "--ignoreexternal", "--outputjson"]
    report: dict[str, Any] = _json(_run(command, folder, PATH=search))["typeCompleteness"]
    if "pyTypedPath" not in report:
        raise NotCheckedError(f"verifytypes has not found {package}.")
    return report


def _tool(name: str) -> str:
    return str(Path(sys.executable).parent / name)


def _json(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    try:
        report: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        raise NotCheckedError(f"{done.stdout[-2000:]}{done.stderr[-2000:]}") from None
    return report


def _run(command: Sequence[str], folder: Path, **env: str) -> subprocess.CompletedProcess[str]:
    folder.mkdir(parents=True, exist_ok=True)
    ours = {name: value for name, value in os.environ.items() if name != "MYPYPATH"}
    return subprocess.run(
        command, cwd=folder, env=ours | env, capture_output=True, text=True, check=False
    )
