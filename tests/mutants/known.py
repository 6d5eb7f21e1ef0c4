"""What a run without mutants shows: which tests run a line, and how long they take."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from coverage import Coverage
from hypothesis import Phase, settings

from mutants.making import Mutant

QUIETLY = (
    *("-q", "--no-header", "-p", "no:cacheprovider"),
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),
)


class Config(NamedTuple):
    """``[tool.mutants]`` in pyproject.toml.

    Attributes:
        modules: what is changed; ``package.*`` stands for all below it.
        leave: the modules of these that are not.
        tests: arguments for pytest.
        folders: where what is changed lies.
        examples: how many examples a property test has.
        slowest: how many seconds the slowest test may take.
        most: how many seconds the tests of one mutant may take together.
        least: what share of a module's mutants is to be noticed.
        near: module -> what is in the names of tests that are to be tried early.
    """

    modules: list[str]
    leave: list[str]
    tests: list[str]
    folders: tuple[str, ...]
    examples: int
    slowest: float
    most: float
    least: float
    near: dict[str, list[str]]


class Known:
    """Which tests to try a mutant with.

    Args:
        data: what :func:`watch` has written.
        config: how many seconds they may take, and what is in the names of the first.
    """

    def __init__(self, data: dict[str, Any], config: Config) -> None:
        self.seconds: dict[str, float] = data["seconds"]
        self._most, self._near = config.most, config.near
        self._names: list[str] = data["names"]
        self._lines: dict[str, dict[str, list[int]]] = data["lines"]
        self._by_file: dict[str, list[str]] = {}
        for test in self.seconds:
            self._by_file.setdefault(test.partition("::")[0], []).append(test)
        self._kills: Counter[tuple[str, str]] = Counter()

    def tests(self, mutant: Mutant, *, imports: bool) -> list[str]:
        """Return the tests to try a mutant with, those that tell soonest first.

        Args:
            mutant: the mutant.
            imports: also those of files whose import runs what was changed.
        """
        module, function = mutant.path.stem, _function(mutant)
        near = self._near.get(module, [f"_{module}"])
        found: set[str] = set()
        for name in self._names_of(mutant):
            if not name.startswith("@"):
                found.add(name)
            elif imports:
                found.update(self._by_file.get(name[1:], ()))
        if imports and not found:
            found.update(self.seconds)  # it is imported before any file of tests
        if imports:  # what a dataclass generates is no line of its file
            found.update(test for test in self.seconds if any(word in test for word in near))

        passed = sorted(found & self.seconds.keys(), key=lambda test: (self.seconds[test], test))
        of_file: Counter[str] = Counter()
        turns: dict[str, int] = {}
        for test in passed:  # a few of each file tell more than many of one
            file = test.partition("::")[0]
            of_file[file] += 1
            turns[test] = of_file[file]

        def soon(test: str) -> tuple[float, int, float]:
            kills = 9 * self._kills[function, test] + self._kills[module, test]
            own = any(word in test for word in near)
            return (
                -kills / (self.seconds[test] + 0.02),
                0 if own else turns[test],
                self.seconds[test],
            )

        left = self._most
        chosen: list[str] = []
        for test in sorted(passed, key=soon):
            if self.seconds[test] <= left:
                left -= self.seconds[test]
                chosen.append(test)
        return chosen

    def is_imported(self, mutant: Mutant) -> bool:
        """Return whether the import of some file of tests runs what was changed."""
        return any(name.startswith("@") for name in self._names_of(mutant))

    def killed(self, mutant: Mutant, test: str) -> None:
        """Note which test noticed a mutant: it is tried first with the next."""
        self._kills[_function(mutant), test] += 1
        self._kills[mutant.path.stem, test] += 1

    def limit(self, tests: list[str]) -> float:
        """Return how many seconds the tests may take with a mutant."""
        return 10 + 10 * sum(self.seconds[test] for test in tests)

    def _names_of(self, mutant: Mutant) -> set[str]:
        of_file = self._lines.get(str(mutant.path), {})
        first, last = mutant.lines
        if mutant.where is None:  # only the first to import it is known to have run the line
            return {self._names[i] for tests in of_file.values() for i in tests}
        return {self._names[i] for n in range(first, last + 1) for i in of_file.get(str(n), ())}


def _function(mutant: Mutant) -> str:
    return f"{mutant.path} {mutant.name.partition(' ')[0]}"


class FewExamples:
    """Gives each property test few examples, always the same, and never shrinks one."""

    def __init__(self, examples: int) -> None:
        self._examples = examples

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        name = "_hypothesis_internal_use_settings"
        for item in items:
            test = getattr(item, "obj", None)
            test = getattr(test, "__func__", test)
            given = getattr(test, name, None)
            if isinstance(given, settings):
                fewer = settings(
                    given,
                    max_examples=min(given.max_examples, self._examples),
                    phases=[Phase.explicit, Phase.generate],
                    database=None,
                    derandomize=True,
                    deadline=None,
                )
                setattr(test, name, fewer)


class _Watching:
    """Notes which lines each test runs, whether it passes and how long it takes."""

    def __init__(self, coverage: Coverage) -> None:
        self._coverage = coverage
        self.seconds: dict[str, float] = {}
        self.failed: set[str] = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self, collector: pytest.Collector) -> Iterator[None]:
        if isinstance(collector, pytest.Module):
            self._coverage.switch_context(f"@{collector.nodeid}")
        return (yield)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self._coverage.switch_context(item.nodeid)
        began = time.perf_counter()
        result = yield
        self.seconds[item.nodeid] = time.perf_counter() - began
        return result

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if not report.passed:
            self.failed.add(report.nodeid)


def watch(config: Config, into: Path) -> None:
    """Run the tests without a mutant, and write down what :class:`Known` reads.

    Where that has been done before, only the files of tests are run that are newer.
    """
    old: dict[str, Any] = {"seconds": {}, "names": [], "lines": {}, "left_out": {}}
    tests, plugins = config.tests, list[object]()
    if into.exists():
        old = json.loads(into.read_text("utf-8"))
        plugins.append(_Newer(into.stat().st_mtime))
    coverage = Coverage(
        data_file=None, config_file=False, include=[f"{folder}/*" for folder in config.folders]
    )
    coverage.start()
    watching = _Watching(coverage)
    plugins += [watching, FewExamples(config.examples)]
    pytest.main([*QUIETLY, *tests], plugins=plugins)
    coverage.stop()
    again = {test.partition("::")[0] for test in watching.seconds}
    kept = {t: took for t, took in old["seconds"].items() if t.partition("::")[0] not in again}
    numbers = {name: number for number, name in enumerate(old["names"])}
    lines: dict[str, dict[str, list[int]]] = old["lines"]
    data = coverage.get_data()
    for file in data.measured_files():
        of_file = lines.setdefault(file, {})
        for line, names in data.contexts_by_lineno(file).items():
            found = {numbers.setdefault(name, len(numbers)) for name in names if name}
            of_file[str(line)] = sorted({*of_file.get(str(line), ()), *found})
    passed = {t: took for t, took in watching.seconds.items() if t not in watching.failed}
    slow = {t: took for t, took in passed.items() if took > config.slowest}
    found = {
        "seconds": kept | {t: took for t, took in passed.items() if t not in slow},
        "names": list(numbers),
        "lines": lines,
        "left_out": {"failed": sorted(watching.failed), "slow": slow},
    }
    into.write_text(json.dumps(found), "utf-8")


class _Newer:
    """Leaves the tests of files that were written after a time."""

    def __init__(self, since: float) -> None:
        self._since = since

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if item.path.stat().st_mtime > self._since]
