"""What guards the project; ``nox`` runs all of it but the benchmarks and the matrix."""

from pathlib import Path

import nox

nox.needs_version = ">=2024.10.9"
nox.options.reuse_existing_virtualenvs = True
nox.options.sessions = ["lint", "types", "tests", "browser"]

PROJECT = nox.project.load_toml("pyproject.toml")
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
    """The source under mypy --strict and basedpyright."""
    session.install("-e", ".", *group("types"), *group("test"))
    session.run("mypy")
    session.run("basedpyright", "--level", "error")
    session.run("pytest", "tests/typing")


@nox.session
def tests(session: nox.Session) -> None:
    """Unit, property and contract tests on the newest Streamlit, with branch coverage."""
    session.install("-e", ".", *group("test"))
    session.run("pytest", "--cov", "--cov-report=term-missing", *session.posargs)


@nox.session
def browser(session: nox.Session) -> None:
    """The example app in a real Chromium."""
    session.install("-e", ".", *group("browser"))
    session.run("pytest", "tests/browser", *session.posargs)


@nox.session(default=False)
def demo(session: nox.Session) -> None:
    """Start the example app."""
    session.install("-e", ".", *group("demo"))
    app = Path("examples") / "atlas" / "app.py"
    session.run("streamlit", "run", str(app), *session.posargs)


@nox.session(default=False)
def bench(session: nox.Session) -> None:
    """Print the benchmark table: ratios within one run, with the raw figures."""
    session.install("-e", ".", *group("test"))
    session.run("python", "-m", "tests.benchmarks", *session.posargs)


@nox.session(default=False)
def matrix(session: nox.Session) -> None:
    """The tests on every supported CPython and Streamlit that is installed or can be had."""
    session.install("tox>=4.21")
    session.run("tox", "run", *session.posargs)
