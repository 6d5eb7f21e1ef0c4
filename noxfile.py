"""What guards the project; ``nox`` runs all of it but the benchmarks and the matrix."""

import os
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import nox

nox.needs_version = ">=2024.10.9"
nox.options.reuse_existing_virtualenvs = True
nox.options.sessions = ["lint", "types", "tests", "browser"]

PROJECT = nox.project.load_toml("pyproject.toml")
WORKERS = ("--numprocesses=auto", "--dist=worksteal")
SOURCES = ("src", "fakes", "tests", "examples", "noxfile.py")


def group(name: str) -> list[str]:
    """Return the requirements of one dependency group."""
    return list(nox.project.dependency_groups(PROJECT, name))


@nox.session
def lint(session: nox.Session) -> None:
    """Style and format."""
    session.install(*group("lint"))
    session.run("ruff", "check", *SOURCES)
    session.run("ruff", "format", "--check", *SOURCES)


@nox.session
def types(session: nox.Session) -> None:
    """The source under mypy --strict and basedpyright, and the table of what users' code gets."""
    session.install("-e", ".", *group("types"), *group("test"))
    session.run("mypy")
    session.run("basedpyright", "--level", "error")
    session.run("pytest", *WORKERS, "tests/typing")
    session.run("python", "tests/typing/table.py", str(Path(session.cache_dir) / "types"))


@nox.session
def tests(session: nox.Session) -> None:
    """Unit, property and contract tests on the newest Streamlit, with branch coverage."""
    session.install("-e", ".", *group("test"))
    # Not pytest-cov: the plugin is imported before that begins to measure.
    session.run("coverage", "erase")
    session.run("coverage", "run", "-m", "pytest", *WORKERS, *session.posargs)
    session.run("coverage", "combine", "--quiet")
    session.run("coverage", "report")


@nox.session
def browser(session: nox.Session) -> None:
    """The examples, the contract's rows and the address bar in a real Chromium."""
    session.install("-e", ".", *group("browser"))
    versions = ("1.37", "1.45", "1.55")
    with ThreadPoolExecutor() as pool:
        older = pool.map(partial(with_streamlit, session), versions)
    named = os.pathsep.join(f"{v}={python}" for v, python in zip(versions, older, strict=True))
    session.run("pytest", "tests/browser", *session.posargs, env={"OLDER_STREAMLITS": named})


def with_streamlit(session: nox.Session, version: str) -> Path:
    """Return an interpreter that has the project and an older Streamlit."""
    place = Path(session.cache_dir) / f"streamlit-{version}"
    python = (place / ("Scripts" if os.name == "nt" else "bin") / "python").absolute()
    if not python.exists():
        session.run("python", "-m", "venv", str(place), silent=True)
        session.run(
            *(str(python), "-m", "pip", "install", "-qq", "--disable-pip-version-check"),
            *("-e", ".", *older_streamlit(version)),
            external=True,
        )
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
def bench(session: nox.Session) -> None:
    """Print the benchmark's targets, and the comparison with other ways to do the same."""
    session.install("-e", ".", *group("test"))
    first = Path(session.cache_dir) / "compared"  # another st_page_state: not for this session
    into = ("--quiet", "--no-deps", "--upgrade", "--target", str(first))
    session.run("python", "-m", "pip", "install", *into, *group("compared"))
    session.run("python", "-m", "tests.benchmarks", "--first", str(first), *session.posargs)


@nox.session(default=False)
def fuzz(session: nox.Session) -> None:
    """Hostile input under atheris; then what the longest query strings cost."""
    session.install("-e", ".", *group("fuzz"))
    session.run("python", "-m", "fuzz", *session.posargs, env={"PYTHONPATH": "tests"})
    session.run("python", "-m", "fuzz.limits", env={"PYTHONPATH": "tests"})


@nox.session(default=False)
def soak(session: nox.Session) -> None:
    """Many visitors at once, then panels in parallel: `-- --minutes 10 --seed x` for each."""
    session.install("-e", ".", *group("test"))
    for name in ("soak", "panels"):
        module = f"concurrency.{name}"
        session.run("python", "-m", module, *session.posargs, env={"PYTHONPATH": "tests"})


@nox.session(default=False)
def matrix(session: nox.Session) -> None:
    """The tests on every supported CPython and Streamlit that is installed or can be had."""
    session.install("tox>=4.21")
    session.run("tox", "run", *session.posargs)


@nox.session(default=False)
@nox.parametrize("streamlit", ["1.37", "1.45", "1.55", "newest"])
def contract(session: nox.Session, streamlit: str) -> None:
    """The contract's rows on the fakes and on four Streamlits; then comes their table."""
    session.notify("contract_table")
    older = [] if streamlit == "newest" else older_streamlit(streamlit)
    session.install("-e", ".", *group("test"), *group("browser"), *older)
    rows = {streamlit: ["test_port_contract.py", "test_app_contract.py"]}
    folders = {streamlit: "tests/contract", "chromium": "tests/browser"}
    if streamlit == "newest":
        rows["chromium"] = ["test_app_contract.py"]
    quietly = ("-q", "-rN", "--tb=line")
    for name, files in rows.items():
        report = Path(session.cache_dir) / f"contract-{name}.json"
        report.unlink(missing_ok=True)
        session.run(
            *("pytest", *quietly, "-p", "contract_report", f"--contract-report={report}"),
            *(f"{folders[name]}/{file}" for file in files),
            env={"PYTHONPATH": "tests"},
            success_codes=[0, 1],  # the table tells what failed, and fails
        )


@nox.session(default=False)
def contract_table(session: nox.Session) -> None:
    """Print the rows of the contract by what they were run on, as `contract` left them."""
    session.install("-e", ".", *group("test"))
    reports = sorted(Path(session.cache_dir).glob("contract-*.json"))
    session.run("python", "tests/contract_table.py", *map(str, reports))
