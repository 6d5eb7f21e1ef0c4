"""Streamlit as it would be if it had other private names: hidden from the library alone."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest

from st_page_state.adapters import private, query, run_end
from st_page_state.adapters import streamlit as adapter


@contextmanager
def hidden(context: Any, *names: str) -> Iterator[None]:
    """Let the library find none of these names, and check for names anew.

    Args:
        context: a run's context, to find the objects that have the names.
        names: as in ``private.Part``.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(private._Told, "yet", False)
        patch.setattr(adapter, "_ways", {})
        patch.setattr(adapter, "_here", adapter._Here())
        for name, (owner, last) in {n: private.owner_of(context, n) for n in names}.items():
            module, _, path = name.rpartition(":")
            if owner is None:
                continue
            if module == "threading":
                _hide_in_class(patch, threading.Thread, last)
            elif not module:
                _hide_in_class(patch, type(owner), last)
            else:
                _hide_in_module(patch, import_module(module), path.split(".")[0].removesuffix("()"))
        for home, imported, place, missing in (
            (query, "ForwardMsg", "streamlit.proto.ForwardMsg_pb2", None),
            (run_end, "RerunException", "streamlit.runtime.scriptrunner", ()),
        ):
            if any(f"{place}:{imported}" in name for name in names):
                patch.setattr(home, imported, missing)
        yield


def _asked_by_library() -> bool:
    caller: str = sys._getframe(2).f_globals["__name__"]
    return caller.startswith("st_page_state.")


def _hide_in_class(patch: pytest.MonkeyPatch, cls: Any, name: str) -> None:
    own = cls.__getattribute__

    def getattribute(self: Any, asked: str) -> Any:
        if asked == name and _asked_by_library():
            raise AttributeError(asked)
        return own(self, asked)

    patch.setattr(cls, "__getattribute__", getattribute)


def _hide_in_module(patch: pytest.MonkeyPatch, module: ModuleType, name: str) -> None:
    class Module(type(module)):  # type: ignore[misc]
        def __getattribute__(self, asked: str) -> Any:
            if asked == name and _asked_by_library():
                raise AttributeError(asked)
            return super().__getattribute__(asked)

    patch.setattr(module, "__class__", Module)
