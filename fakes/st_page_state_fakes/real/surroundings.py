"""What a script finds and changes around it: paths, arguments, environment variables."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from itertools import takewhile
from pathlib import Path
from typing import Any

_SIMPLE = (str, int, float)


class Surroundings:
    """What the scripts of one server process have changed, without a trace in the tests.

    Args:
        script: the app's main file.
        secrets: the secrets of a test: as of a file's, those at the top that are texts or
            numbers are environment variables, too.
    """

    def __init__(self, script: Path, secrets: Mapping[str, Any] | None) -> None:
        self._script = script
        top = (secrets or {}).items()
        self._variables = {name: str(value) for name, value in top if type(value) in _SIMPLE}
        self._first: list[str] = []
        self._last: list[str] = []
        self._folder: str | None = None

    @contextmanager
    def in_force(self) -> Generator[None, None, None]:
        """Let scripts find what those before have left, for the duration of a block."""
        path, entries, argv, folder = sys.path, list(sys.path), sys.argv, os.getcwd()  # noqa: PTH109 - as it is
        own = str(self._script.parent.resolve())
        sys.path[:] = [own, *self._first, *entries, *self._last]
        sys.argv = [str(self._script)]
        variables = dict(os.environ)
        os.environ.update(self._variables)
        if self._folder is not None:
            os.chdir(self._folder)
        try:
            yield
        finally:
            left, now = [entry for entry in sys.path if entry != own], os.getcwd()  # noqa: PTH109
            self._first = list(takewhile(lambda entry: entry not in entries, left))
            self._last = [e for e in left[len(self._first) :] if e not in entries]
            self._folder = now if now != folder else self._folder
            path[:] = entries
            sys.path, sys.argv = path, argv
            os.chdir(folder)
            changed = dict(os.environ)
            if changed != variables:  # secrets that are read from a file are variables, too
                self._variables = {n: v for n, v in changed.items() if variables.get(n) != v}
                os.environ.clear()
                os.environ.update(variables)
