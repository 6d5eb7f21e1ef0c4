"""What guards the project: ``nox`` what guards a commit, ``nox -s full`` a release."""

import os
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import nox

nox.needs_version = ">=2026.10.20"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.reuse_existing_virtualenvs = True
nox.options.parallel = 2  # the browser waits much: another session has the time
# First what uses one core or waits; the last two have workers for both, until the end.
nox.options.sessions = ["lint", "browser", "types", "tests", "laws"]

PROJECT = nox.project.load_toml("pyproject.toml")
WORKERS = ("--numprocesses=auto", "--dist=worksteal")
SOURCES = ("src", "fakes", "tests", "examples", "noxfile.py")
MEASURED = ("tests/unit", "tests/contract")
"""What reaches every line and branch; to measure the others too would double their time."""
DRAWN = ("tests/properties", "tests/differential")
LAWS = (*DRAWN, "tests/concurrency", "examples")
STORES = tuple(str(path) for path in sorted(Path("tests").glob("*/test_store*.py")))
ROWS = tuple(
    f"tests/contract/test_{name}.py" for name in ("port_contract", "app_contract", "real_app")
)
REPORTED: dict[str, Any] = {
    "env": {"PYTHONPATH": "tests"},
    "success_codes": [0, 1],  # the table tells what failed, and fails
}
BIN = "Scripts" if os.name == "nt" else "bin"

check = partial(nox.session, venv_backend="none", requires=["environment"])
"""A session in the environment that all of them share."""


def group(name: str) -> list[str]:
    """Return the requirements of one dependency group."""
    return list(nox.project.dependency_groups(PROJECT, name))


def run(session: nox.Session, program: str, *arguments: str, **options: Any) -> None:
    """Run a program of the shared environment, as if that were activated."""
    programs = (Path(session.cache_dir).parent / "environment" / BIN).absolute()
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"  # there basedpyright looks for Python
    env = {"PATH": path, **options.pop("env", {})}
    session.run(str(programs / program), *arguments, env=env, **options)


@nox.session(default=False)
def environment(session: nox.Session) -> None:
    """The packages of all sessions that check the project."""
    session.install("-e", ".", *group("check"))


@check(default=False)
def quick(session: nox.Session) -> None:
    """Style, the types of the source and the unit tests, in a minute."""
    style(session)
    source_types(session)
    run(session, "pytest", "-q", *WORKERS, *(session.posargs or ["tests/unit"]))


@check(allow_parallel=True)
def lint(session: nox.Session) -> None:
    """Style, format and which wing imports which."""
    style(session)


def style(session: nox.Session) -> None:
    """Let ruff look at everything, and import-linter at the imports."""
    run(session, "ruff", "check", *SOURCES)
    run(session, "ruff", "format", "--check", *SOURCES)
    run(session, "lint-imports")


@check(allow_parallel=True)
def types(session: nox.Session) -> None:
    """The source under mypy --strict and basedpyright, and the table of what users' code gets."""
    source_types(session)
    run(session, "pytest", "tests/typing")
    run(session, "python", "tests/typing/table.py", str(Path(session.cache_dir) / "types"))


def source_types(session: nox.Session) -> None:
    """Let both checkers look at the source."""
    run(session, "mypy")
    run(session, "basedpyright", "--level", "error")


@check(allow_parallel=True)
def tests(session: nox.Session) -> None:
    """Unit and contract tests, with branch coverage: where no server is missing, of all code."""
    have_servers(session)
    run(session, "pytest", *WORKERS, *(session.posargs or [*MEASURED, "--cov"]))


@check(default=False)
def stores(session: nox.Session) -> None:
    """The stores, on SQLite and on a real PostgreSQL and Redis, which it installs if it can."""
    have_servers(session)
    run(session, "pytest", *WORKERS, *(session.posargs or STORES))


def have_servers(session: nox.Session) -> None:
    """Look for PostgreSQL and Redis, and install them as root on Debian."""
    run(session, "python", "-m", "drivers.servers", env={"PYTHONPATH": "tests"})


@check(allow_parallel=True)
def laws(session: nox.Session) -> None:
    """Property and differential tests, those of threads, and those beside the examples."""
    run(session, "pytest", *WORKERS, *(session.posargs or LAWS))


@check(default=False)
def laws_release(session: nox.Session) -> None:
    """The laws that draw their examples, with three times as many."""
    env = {"HYPOTHESIS_PROFILE": "release"}
    run(session, "pytest", *WORKERS, *(session.posargs or DRAWN), env=env)


@check(allow_parallel=True)
def browser(session: nox.Session) -> None:
    """The examples, and what only a browser shows, in a Chromium, Chrome or Edge."""
    have_browser(session)
    run(session, "pytest", "-m", "not release", "tests/browser", *session.posargs)


def have_browser(session: nox.Session) -> None:
    """Look for a browser, and install one where there is none."""
    run(session, "python", "-m", "drivers.browsers", env={"PYTHONPATH": "tests"})


@nox.session(
    venv_backend="none",
    default=False,
    requires=[
        "lint",
        "browser",
        "tests",
        "laws",
        "types",
        "types_release",
        "laws_release",
        "browser_release",
        "contract",
        "soak",
    ],
)
def full(session: nox.Session) -> None:
    """What guards a release: the default sessions, and those that take longer."""


@check(default=False)
def types_release(session: nox.Session) -> None:
    """The table of types with the oldest mypy and from the built wheel too."""
    folder = Path(session.cache_dir) / "types"
    run(session, "python", "tests/typing/table.py", "--release", str(folder))


@check(default=False)
def browser_release(session: nox.Session) -> None:
    """Slow and broken lines, many visitors and older Streamlits in the browser."""
    have_browser(session)
    versions = ("1.37", "1.45", "1.55")
    with ThreadPoolExecutor() as pool:
        older = pool.map(partial(with_streamlit, session), versions)
    named = os.pathsep.join(f"{v}={python}" for v, python in zip(versions, older, strict=True))
    env = {"OLDER_STREAMLITS": named}
    run(session, "pytest", "-m", "release", "tests/browser", *session.posargs, env=env)


def with_streamlit(session: nox.Session, version: str) -> Path:
    """Return an interpreter that has the project and an older Streamlit."""
    place = Path(session.cache_dir) / f"streamlit-{version}"
    python = (place / BIN / "python").absolute()
    if not python.exists():
        run(session, "python", "-m", "venv", str(place))
        pip = (str(python), "-m", "pip", "install", "-qq", "--disable-pip-version-check")
        session.run(*pip, "-e", ".", *older_streamlit(version))
    return python


def older_streamlit(version: str) -> list[str]:
    """Return the requirements of an older Streamlit, and of what it cannot do without."""
    needed = ["pyarrow<21", "numpy<2.3"] if version == "1.37" else []
    return [f"streamlit=={version}.*", *needed]


@nox.session(default=False)
def demo(session: nox.Session) -> None:
    """Start the example app."""
    session.install("-e", ".", *group("demo"))
    app = Path("examples") / "atlas" / "app.py"
    session.run("streamlit", "run", str(app), *session.posargs)


@nox.session(default=False)
def handbook(session: nox.Session) -> None:
    """Show the handbook: examples that run beside their sources, and a search."""
    session.install("-e", ".")
    app = Path("examples") / "handbook" / "app.py"
    session.run("streamlit", "run", str(app), *session.posargs)


@nox.session(default=False)
def bench(session: nox.Session) -> None:
    """Print the benchmark's targets, and the comparison with other ways to do the same."""
    session.install("-e", ".", *group("test"))
    first = Path(session.cache_dir) / "compared"  # another st_page_state: not for this session
    into = ("--quiet", "--no-deps", "--upgrade", "--target", str(first))
    session.install(*into, *group("compared"))
    session.run("python", "-m", "tests.benchmarks", "--first", str(first), *session.posargs)


@nox.session(default=False)
def fuzz(session: nox.Session) -> None:
    """Hostile input under atheris; then what the longest query strings cost."""
    session.install("-e", ".", *group("fuzz"))
    session.run("python", "-m", "fuzz", *session.posargs, env={"PYTHONPATH": "tests"})
    session.run("python", "-m", "fuzz.limits", env={"PYTHONPATH": "tests"})


@check(default=False)
def soak(session: nox.Session) -> None:
    """Many visitors, panels in parallel, values in stores: `-- --minutes 10 --seed x` for each."""
    for name in ("soak", "panels", "saved"):
        module = f"concurrency.{name}"
        run(session, "python", "-m", module, *session.posargs, env={"PYTHONPATH": "tests"})


@nox.session(default=False)
def matrix(session: nox.Session) -> None:
    """The tests on every supported CPython and Streamlit that is installed or can be had."""
    session.install("tox>=4.21")
    session.run("tox", "run", *session.posargs)


@nox.session(default=False)
@nox.parametrize("streamlit", ["1.37", "1.45", "1.55"])
def rows(session: nox.Session, streamlit: str) -> None:
    """The contract's rows on the fakes and an older Streamlit; `contract` has their table."""
    session.install("-e", ".", *group("test"), *older_streamlit(streamlit))
    session.run("pytest", *reported(session, streamlit, *ROWS), **REPORTED)


@nox.session(default=False, reuse_venv=False)
def nightly(session: nox.Session) -> None:
    """Unit and contract tests, a served app among them, on Streamlit's newest nightly; weekly."""
    session.install("-e", ".", *group("test"))
    session.install("streamlit-nightly")  # last: it overwrites the package that streamlit installed
    session.run("python", "-c", "import streamlit; print('Streamlit', streamlit.__version__)")
    session.run("pytest", *WORKERS, *(session.posargs or MEASURED))


@check(default=False, requires=["environment", "rows"])
def contract(session: nox.Session) -> None:
    """The contract's rows on the newest Streamlit and in a browser, and the table of all."""
    have_browser(session)
    in_browser = ("--every-row", "tests/browser/test_app_contract.py")
    rows_of_stores = "tests/contract/test_store_contract.py"
    have_servers(session)
    run(session, "pytest", *reported(session, "newest", *ROWS, rows_of_stores), **REPORTED)
    run(session, "pytest", *reported(session, "chromium", *in_browser), **REPORTED)
    reports = sorted(Path(session.cache_dir).glob("contract-*.json"))
    run(session, "python", "tests/contract_table.py", *map(str, reports))


def reported(session: nox.Session, name: str, *rows: str) -> list[str]:
    """Return pytest's arguments to run rows and to note for the table what became of them."""
    report = Path(session.cache_dir) / f"contract-{name}.json"
    report.unlink(missing_ok=True)
    written = ("-p", "contract_report", f"--contract-report={report}")
    return ["-q", "-rN", "--tb=line", *written, *rows]
