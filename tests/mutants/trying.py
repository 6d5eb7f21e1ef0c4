"""Trying mutants, each in a process forked for it."""

from __future__ import annotations

import gc
import importlib.machinery
import os
import resource
import signal
import sys
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec
from types import CodeType
from typing import Any, NamedTuple

import pytest
from _pytest.assertion.rewrite import AssertionRewritingHook

from mutants.exchanging import Functions
from mutants.known import QUIETLY, Config, FewExamples, Known
from mutants.making import Mutant

_ANEW = 2


class Fate(NamedTuple):
    """What became of a mutant.

    Attributes:
        fate: killed, timeout, survived, untested; or anew, to be told by :func:`try_anew`.
        test: the test that told.
    """

    fate: str
    test: str = ""

    @property
    def noticed(self) -> bool:
        """Whether a test failed, or never came to an end."""
        return self.fate in ("killed", "timeout")


class Trying:
    """Tries mutants in the place of running the tests, once these have been collected."""

    def __init__(
        self,
        known: Known,
        config: Config,
        mutants: Sequence[Mutant],
        told: Callable[[Mutant, Fate], None],
    ) -> None:
        self._known, self._mutants, self._told = known, mutants, told
        self._folders = config.folders

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = {item.nodeid: item for item in session.items}
        functions = Functions(self._folders)
        gc.collect()
        gc.freeze()
        for mutant in self._mutants:
            tests = [t for t in self._known.tests(mutant, imports=False) if t in items]

            def run(mutant: Mutant = mutant, tests: list[str] = tests) -> int:
                if not functions.exchange(mutant):
                    return _ANEW
                return _first_failure(session, [items[test] for test in tests])

            fate = Fate("anew")
            if mutant.where is not None and tests:
                fate = _in_a_fork(run, self._known.limit(tests), tests)
            if fate.noticed:
                self._known.killed(mutant, fate.test)
            elif not tests or self._known.is_imported(mutant):
                fate = Fate("anew")
            self._told(mutant, fate)
        return True


class _Failures:
    failed = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.failed |= report.failed


def _first_failure(session: pytest.Session, items: list[pytest.Item]) -> int:
    """Run the tests until one fails; return 1 if one did."""
    failures = _Failures()
    session.config.pluginmanager.register(failures)
    for number, item in enumerate(items):
        following = items[number + 1] if number + 1 < len(items) else None
        _progress.write(number)
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if failures.failed:
            return 1
    return 0


class _Progress:
    """The number of the test a child is at; its parent can read it when the child is gone."""

    def __init__(self) -> None:
        self._file = os.memfd_create("progress")

    def write(self, number: int) -> None:
        os.pwrite(self._file, number.to_bytes(4, "big"), 0)

    def read(self) -> int:
        return int.from_bytes(os.pread(self._file, 4, 0), "big")


_progress = _Progress()


def _in_a_fork(run: Callable[[], int], limit: float, tests: Sequence[str]) -> Fate:
    """Run it in a process of its own; return what became of the mutant."""
    _progress.write(0)
    pid = os.fork()
    if not pid:
        code = 1
        try:
            _confine(limit)
            code = run()
        finally:
            os._exit(code)
    _, ended = os.waitpid(pid, 0)
    test = tests[_progress.read()]
    if os.WIFSIGNALED(ended):
        late = os.WTERMSIG(ended) in (signal.SIGALRM, signal.SIGXCPU, signal.SIGKILL)
        return Fate("timeout" if late else "killed", test)
    fates = {0: "survived", _ANEW: "anew"}
    return Fate(fates.get(os.WEXITSTATUS(ended), "killed"), test)


def _confine(limit: float) -> None:
    """Bound the time and the memory of this process, and send what it prints nowhere."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, 6 * limit)
    resource.setrlimit(resource.RLIMIT_CPU, (int(limit) + 1, int(limit) + 2))
    resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)


class _Chosen:
    """Leaves the tests of one mutant, in their order."""

    def __init__(self, tests: Sequence[str]) -> None:
        self._places = {test: place for place, test in enumerate(tests)}

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        chosen = [item for item in items if item.nodeid in self._places]
        items[:] = sorted(chosen, key=lambda item: self._places[item.nodeid])

    def pytest_runtest_protocol(self, item: pytest.Item) -> None:
        _progress.write(self._places[item.nodeid])


def try_anew(mutant: Mutant, known: Known, config: Config) -> Fate:
    """Try a mutant in a process that imports everything with it."""
    tests = known.tests(mutant, imports=True)
    if not tests:
        return Fate("untested")

    def run() -> int:
        _import_as(mutant)
        files = dict.fromkeys(test.partition("::")[0] for test in tests)
        plugins = [_Chosen(tests), FewExamples(config.examples)]
        return 1 if pytest.main([*QUIETLY, "-x", *files], plugins=plugins) else 0

    fate = _in_a_fork(run, 20 + known.limit(tests), tests)
    if fate.noticed:
        known.killed(mutant, fate.test)
    return fate


def _import_as(mutant: Mutant) -> None:
    """Have the import of its module give the mutant."""
    get_code: Any = importlib.machinery.SourceFileLoader.get_code

    def changed(self: Any, fullname: str) -> CodeType | None:
        if self.get_filename(fullname) == str(mutant.path):
            return compile(mutant.source, str(mutant.path), "exec", dont_inherit=True)
        code: CodeType | None = get_code(self, fullname)
        return code

    find_spec: Any = AssertionRewritingHook.find_spec

    def unless_changed(self: Any, name: str, *places: Any) -> ModuleSpec | None:
        # pytest reads the files of its plugins by itself, to rewrite their assertions.
        spec: ModuleSpec | None = find_spec(self, name, *places)
        return None if spec is not None and spec.origin == str(mutant.path) else spec

    assert not any(name.startswith("st_page_state") for name in sys.modules)
    importlib.machinery.SourceFileLoader.get_code = changed  # type: ignore[method-assign]
    AssertionRewritingHook.find_spec = unless_changed  # type: ignore[method-assign]
