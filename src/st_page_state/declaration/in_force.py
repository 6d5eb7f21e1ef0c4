"""Whether the last definition of a class is in force, or the source has been edited since.

A server executes an edited script or module anew, class by class. Until a class's turn has come,
what is known of it may be out of date, and must not stand in the way of the others.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from types import CodeType, FrameType
from typing import Any
from weakref import ref

from st_page_state.declaration.spec import Source, Spec, stamp_of


class Definition:
    """The last definition of a class.

    Args:
        spec: the class's spec.
        cls: the class.
        frame: the frame of its class statement.
    """

    __slots__ = ("_cls", "_code", "_stamp", "file", "imported", "spec")

    def __init__(self, spec: Spec, cls: type, frame: FrameType) -> None:
        self.spec = spec
        self._cls = ref(cls)
        self._look(frame)
        code = frame.f_code
        compiled = hash(code) if code.co_name == "<module>" else None
        spec.source = Source(self.file, self._stamp, compiled)

    def is_made_again(self, cls: type, frame: FrameType) -> None:
        """Record that its class statement was executed again, with the same result."""
        self._cls = ref(cls)
        if self._code() is not frame.f_code:  # the rest of the source may be another
            self._look(frame)
            self.spec.source = self.spec.source._replace(stamp=self._stamp)

    @property
    def code(self) -> CodeType | None:
        """The code in which the class statement stands, while the code lives."""
        return self._code()

    def _look(self, frame: FrameType) -> None:
        self._code = ref(frame.f_code)
        self.file = _file_of(frame)
        self._stamp = stamp_of(self.file)
        scope = {**frame.f_globals, **frame.f_locals} if self.spec.config.share_url_with else {}
        named = {entry: scope.get(entry) for entry in self.spec.config.share_url_with}
        specs = {entry: getattr(cls, "__page_state__", None) for entry, cls in named.items()}
        self.imported = {e: spec.namespace for e, spec in specs.items() if isinstance(spec, Spec)}
        """Names in ``share_url_with`` that the file has for a class: the class's namespace."""

    def is_in_force(self, other: Spec | None = None, frame: FrameType | None = None) -> bool:
        """Return whether the source still has it, as far as that can be told.

        Args:
            other: a class that is being made.
            frame: the frame of its class statement.
        """
        spec = self.spec
        scope, _, name = spec.qualname.rpartition(".")
        can_tell = "<locals>" not in scope
        if other is not None and frame is not None and _file_of(frame) == self.file:
            if scope == other.qualname.rpartition(".")[0]:
                found = frame.f_locals.get(name)
            else:
                found = _found(frame.f_globals, spec.qualname)
        else:
            can_tell = can_tell and spec.module != "__main__"  # pages are nowhere to be found
            found = _found(getattr(sys.modules.get(spec.module), "__dict__", {}), spec.qualname)
        if found is not None and found is self._cls():
            return True
        return not can_tell and self._stamp == stamp_of(self.file)

    def has_outlived(self, other: Definition) -> bool:
        """Return whether the source of this class seems not to have the other one any more."""
        if self.file == other.file:
            here, there = self._stamp, other._stamp
            return here is not None and there is not None and here[0] > there[0]
        return other.spec.module != "__main__" and not other.is_in_force()


def _found(scope: Mapping[str, Any], qualname: str) -> Any:
    outermost, *inner = qualname.split(".")
    found: Any = scope.get(outermost)
    for name in inner:
        found = getattr(found, "__dict__", {}).get(name)
    return found


def _file_of(frame: FrameType) -> str:
    return str(frame.f_globals.get("__file__") or frame.f_code.co_filename)
