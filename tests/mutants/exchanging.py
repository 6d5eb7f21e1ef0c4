"""Exchanging the code of functions that live already, so that nothing is imported again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from types import CodeType, FunctionType

from mutants.making import Mutant, Where


class Functions:
    """The functions of the process, by the file and the place of their code."""

    def __init__(self, folders: tuple[str, ...]) -> None:
        self._found: dict[tuple[str, str, int], list[FunctionType]] = {}
        for thing in gc.get_objects():
            if type(thing) is FunctionType and thing.__code__.co_filename.startswith(folders):
                code = thing.__code__
                key = (code.co_filename, code.co_qualname, code.co_firstlineno)
                self._found.setdefault(key, []).append(thing)

    def exchange(self, mutant: Mutant) -> bool:
        """Give the living functions the mutant's code; False where that cannot be done."""
        where = mutant.where
        if where is None:
            return False
        new = compile(mutant.source, str(mutant.path), "exec", dont_inherit=True)
        changed = _at(new, where)
        living = self._found.get((str(mutant.path), where.qualname, where.line))
        if changed is None or not living:
            return False
        old = living[0].__code__
        # What it has made already, functions within the function, is changed with it.
        inner = {_key(code): code for code in _within(changed)}
        made = [
            (function, inner[_key(code)])
            for code in _within(old)
            for function in self._found.get((str(mutant.path), *_key(code)), ())
            if function.__code__ is code and _key(code) in inner
        ]
        try:
            for function, its in [*((one, changed) for one in living), *made]:
                function.__code__ = its
        except ValueError:
            return False  # one closes over something else now
        return True


def _key(code: CodeType) -> tuple[str, int]:
    return code.co_qualname, code.co_firstlineno


def _within(code: CodeType) -> Iterator[CodeType]:
    for part in code.co_consts:
        if isinstance(part, CodeType):
            yield part
            yield from _within(part)


def _at(module: CodeType, where: Where) -> CodeType | None:
    return next((code for code in _within(module) if _key(code) == where), None)
