"""Streamlit in memory, for tests of apps: no server, no browser, no streamlit."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from st_page_state_fakes.app import FakeApp
    from st_page_state_fakes.apptest import use_apptest
    from st_page_state_fakes.commands.streamlit import FakeStreamlit
    from st_page_state_fakes.query import FakeQuery
    from st_page_state_fakes.session import FakeSession
    from st_page_state_fakes.store import FakeStore
    from st_page_state_fakes.tab import Tab

__all__ = [
    "FakeApp", "FakeQuery", "FakeSession", "FakeStore", "FakeStreamlit", "Tab", "use_apptest",
]  # fmt: skip

_HOMES = {
    "FakeApp": "app",
    "FakeQuery": "query",
    "FakeSession": "session",
    "FakeStore": "store",
    "FakeStreamlit": "commands.streamlit",
    "Tab": "tab",
    "use_apptest": "apptest",
}

if not TYPE_CHECKING:  # a type checker must see which names there are

    def __getattr__(name: str) -> Any:
        # pytest imports this package at every start, for its plugin, and most runs need no more.
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals()[name] = found = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
        return found
