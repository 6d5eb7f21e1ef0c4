"""Stores that outlive sessions and processes.

``SQLiteStore`` needs nothing, ``SQLStore`` the extra ``sql`` and ``RedisStore`` the extra
``redis``; each is imported only when it is used. :func:`open_store` takes an address instead.
``python -m st_page_state.stores sweep ADDRESS`` removes what has expired, for a cron job.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from st_page_state.errors import MissingPackageError

if TYPE_CHECKING:
    from st_page_state.stores.addresses import open_store
    from st_page_state.stores.redis import RedisStore
    from st_page_state.stores.sql import SQLStore
    from st_page_state.stores.sqlite import SQLiteStore

__all__ = ["RedisStore", "SQLStore", "SQLiteStore", "open_store"]

_HOMES = {
    "RedisStore": "redis",
    "SQLStore": "sql",
    "SQLiteStore": "sqlite",
    "open_store": "addresses",
}
_PACKAGES = {"redis": "redis>=5", "sqlalchemy": "sqlalchemy>=2"}

if not TYPE_CHECKING:  # a type checker must see which names there are

    def __getattr__(name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        try:
            module = import_module(f"{__name__}.{_HOMES[name]}")
        except ModuleNotFoundError as error:
            package = (error.name or "").partition(".")[0]
            if package not in _PACKAGES:
                raise
            told = f'{name} needs {package}: pip install "{_PACKAGES[package]}"'
            raise MissingPackageError(told, name=package) from None
        globals()[name] = found = getattr(module, name)
        return found
