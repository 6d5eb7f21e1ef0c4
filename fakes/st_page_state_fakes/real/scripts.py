"""The compiled scripts of a server process."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from st_page_state_fakes.real.private import ScriptCache, has_magic


class Scripts(ScriptCache):
    """The compiled scripts of one server process.

    The server of a later test compiles a file again only if its text has changed by then.
    """

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[str, Any] = {}

    def get_bytecode(self, script_path: str) -> Any:
        path = str(Path(script_path).absolute())
        if path not in self._known:
            text, magic = Path(path).read_bytes(), has_magic()
            self._known[path] = _compiled((path, text, magic))
        return self._known[path]


@lru_cache(maxsize=256)
def _compiled(source: tuple[str, bytes, bool]) -> Any:
    path, *_ = source
    return ScriptCache().get_bytecode(path)
