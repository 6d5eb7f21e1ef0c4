"""The modules beside an app, which several apps in one test process may call the same."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

_INSTALLED = tuple(str(Path(prefix).resolve()) for prefix in {sys.prefix, sys.base_prefix})


class AppModules:
    """The modules of one server process that lie beside the app's main file.

    Args:
        folder: the folder of the main file.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder.resolve())
        self._names = {path.stem for path in folder.glob("*.py")}
        self._names |= {path.parent.name for path in folder.glob("*/*.py")}
        self._own: dict[str, ModuleType] = {}

    @contextmanager
    def in_force(self) -> Generator[None, None, None]:
        """Let imports find the modules of this app, for the duration of a block.

        A module of the same name that is imported from elsewhere is put back afterwards. Installed
        ones stay: in a server process, too, they are imported before the app.
        """
        tops = {name for name in self._names if self._is_in_way(name)}
        tops |= {_top(name) for name in self._own}
        others = _taken(tops)
        sys.modules.update(self._own)
        try:
            yield
        finally:
            self._own = _taken(tops)
            sys.modules.update(others)

    def _is_in_way(self, name: str) -> bool:
        # A folder without an __init__.py has no file: what was imported from it has.
        inside = [module for found, module in list(sys.modules.items()) if _top(found) == name]
        files = [file for module in inside if (file := getattr(module, "__file__", None))]
        known = (self._folder, *_INSTALLED)
        return any(not str(Path(file).resolve()).startswith(known) for file in files[:1])


def _top(name: str) -> str:
    return name.partition(".")[0]


def _taken(tops: set[str]) -> dict[str, ModuleType]:
    """Take modules and what is in them out of the imported ones."""
    names = [name for name in sys.modules if _top(name) in tops] if tops else []
    return {name: sys.modules.pop(name) for name in names}
