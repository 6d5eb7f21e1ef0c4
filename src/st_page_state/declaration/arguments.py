"""The arguments of a ``StateVar(...)``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from st_page_state.codecs.equality import same
from st_page_state.errors import DeclarationError, quote


class _Missing:
    """The type of MISSING, the default of a StateVar that has none."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final[Any] = _Missing()


class StateVarInfo:
    """The arguments of a ``StateVar(...)``, until its class is created."""

    __slots__ = ("default", "default_factory", "hide_default", "persist", "url_key", "value_map")

    def __init__(
        self,
        default: Any,
        default_factory: Callable[[], Any] | None,
        url_key: str | None,
        value_map: Mapping[Any, str] | None,
        hide_default: bool | None,  # noqa: FBT001
        persist: bool = True,  # noqa: FBT001, FBT002
    ) -> None:
        self.default, self.default_factory = default, default_factory
        self.url_key, self.value_map, self.hide_default = url_key, value_map, hide_default
        self.persist = persist

    def same_as(self, other: StateVarInfo) -> bool:
        """Return whether the other one has the same arguments."""
        return (
            self.default_factory is other.default_factory
            and self.url_key == other.url_key
            and self.hide_default is other.hide_default
            and self.persist is other.persist
            and same(self.default, other.default)
            and self.value_map == other.value_map
        )


def check_kinds(where: str, info: StateVarInfo) -> None:
    """Refuse arguments that are neither what they should be nor left out.

    Raises:
        DeclarationError: there is one.
    """
    factory = info.default_factory
    if factory is not None and not callable(factory):
        raise DeclarationError(
            f"{where}: default_factory must be a function that returns a default, such as list, "
            f"not {quote(factory)}. Write default=... for a value."
        )
    for name, given in (("hide_default", info.hide_default), ("persist", info.persist)):
        if not isinstance(given, bool) and (given is not None or name == "persist"):
            raise DeclarationError(f"{where}: {name} must be True or False, not {quote(given)}.")


def plain(default: Any) -> StateVarInfo:
    """Return what ``StateVar(default=default)`` would."""
    return StateVarInfo(default, None, None, None, None)
