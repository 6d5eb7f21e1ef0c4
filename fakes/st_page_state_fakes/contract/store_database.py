"""What the rows for a store drive: a database, and stores that are connected to it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import timedelta
from typing import TypeAlias

from st_page_state import StorePort


class StoreDatabase(ABC):
    """One database whose stores are under test, as the rows drive it.

    With the capability "processes" it is pickled: :meth:`connect` works in another process.
    """

    @abstractmethod
    def connect(self) -> StorePort:
        """Return a store that is connected to it."""

    @abstractmethod
    def advance(self, by: timedelta) -> None:
        """Let time pass for all that it holds, or bring the ends of their time nearer."""


OpenDatabase: TypeAlias = Callable[[], StoreDatabase]
"""Opens an empty database."""
