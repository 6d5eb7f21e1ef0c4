"""The globals in which Streamlit keeps the server of a process: names beyond its public ones."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import streamlit
from streamlit import config, source_util
from streamlit.components.lib.local_component_registry import LocalComponentRegistry
from streamlit.runtime import Runtime
from streamlit.runtime.caching import cache_data_api, cache_resource_api
from streamlit.runtime.caching.storage.dummy_cache_storage import MemoryCacheStorageManager
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.secrets import secrets_singleton

from st_page_state_fakes.real.options import options_beside
from st_page_state_fakes.real.private import HAS_NAVIGATION_MESSAGE

_STREAMLIT: Any = streamlit
_CONFIG: Any = config
_SECRETS: Any = secrets_singleton
_RUNTIME: Any = Runtime
_PAGES: Any = PagesManager
_SOURCES: Any = source_util
_DATA: Any = cache_data_api
_RESOURCES: Any = cache_resource_api
_OPTIONS = {
    "browser.gatherUsageStats": False,
    "runner.postScriptGC": False,
    "global.appTest": True,  # without it the element tree has no value of a button, for one
}

_PAGES_KNOWN = "uses_pages_directory" if HAS_NAVIGATION_MESSAGE else "DefaultStrategy"
_PAGES_AT_FIRST: Any = None if HAS_NAVIGATION_MESSAGE else getattr(PagesManager, _PAGES_KNOWN, None)

_MAIN_SCRIPT = "_main_script_path"
_LOOKS_BESIDE_SCRIPT = hasattr(config, _MAIN_SCRIPT)
"""Secrets and options may lie in the folder of the main file too (since 1.55 at the latest)."""


@dataclass(slots=True)
class Globals:
    """The globals in which Streamlit keeps the server of a process.

    Attributes:
        runtime: the server.
        data: the caches of ``st.cache_data``.
        resources: the caches of ``st.cache_resource``.
        secrets: what ``st.secrets`` holds; None for what is read from files when it is asked.
        options: some options of the configuration.
        pages: whether the app has a ``pages/`` folder; None if nobody has looked.
        script: the app's main file, beside which Streamlit looks for secrets; None if unknown.
        main: the module ``__main__``, which each run puts there.
    """

    runtime: Any
    data: Any
    resources: Any
    secrets: Any
    options: dict[str, Any]
    pages: Any
    script: str | None
    main: Any = None


class _Server(SimpleNamespace):
    """The server of a process, as far as a script uses it."""

    @cached_property
    def bidi_component_registry(self) -> Any:
        """The components of ``st.components.v2``.

        Those that are installed are looked for when a script uses one: it takes a while.
        """
        from streamlit.components.v2.component_manager import BidiComponentManager

        manager = BidiComponentManager()
        for manifest, folder in _installed_components():
            manager.register_from_manifest(manifest, folder)
        return manager


@cache
def _installed_components() -> list[Any]:
    from streamlit.components.v2.manifest_scanner import scan_component_manifests

    return list(scan_component_manifests())


def _new_dataframe_sources() -> Any:
    try:
        from streamlit.runtime.dataframe_source_manager import DataframeSourceManager
    except ImportError:  # pragma: no cover - before Streamlit 1.6x
        return None
    return DataframeSourceManager()


def new_globals(
    script: Path, secrets: Mapping[str, Any] | None, uploads: Any, clients: Any
) -> Globals:
    """Return the globals of a new server process.

    Args:
        script: the app's main file.
        secrets: what ``st.secrets`` holds; None for what the app's own file says.
        uploads: the files that users have uploaded.
        clients: returns the client of a session.
    """
    runtime = _Server(
        media_file_mgr=MediaFileManager(MemoryMediaFileStorage("/media")),
        dataframe_source_mgr=_new_dataframe_sources(),
        component_registry=LocalComponentRegistry(),
        cache_storage_manager=MemoryCacheStorageManager(),
        uploaded_file_mgr=uploads,
        get_client=clients,
        clear_user_info_for_session=_nothing,
    )
    kept = None if secrets is None else dict(secrets)
    caches = type(_DATA._data_caches)(), type(_RESOURCES._resource_caches)()  # noqa: SLF001
    known = config.get_config_options() if _LOOKS_BESIDE_SCRIPT else {}
    options = {**options_beside(script, known), **_OPTIONS}
    return Globals(runtime, *caches, kept, options, _PAGES_AT_FIRST, str(script))


def current_globals(options: Iterable[str]) -> Globals:
    """Return the globals that are in force.

    Args:
        options: the names of the options of the configuration to take.
    """
    return Globals(
        runtime=_RUNTIME._instance,  # noqa: SLF001
        data=_DATA._data_caches,  # noqa: SLF001
        resources=_RESOURCES._resource_caches,  # noqa: SLF001
        secrets=_SECRETS._secrets,  # noqa: SLF001
        options={name: config.get_option(name) for name in options},
        pages=pages_known(),
        script=getattr(_CONFIG, _MAIN_SCRIPT, None),
        main=sys.modules.get("__main__"),
    )


def pages_known() -> Any:
    """Return whether the app has a ``pages/`` folder, as far as somebody has looked."""
    return getattr(_PAGES, _PAGES_KNOWN, None)


def set_globals(new: Globals) -> None:
    """Put globals in force."""
    _RUNTIME._instance = new.runtime  # noqa: SLF001
    _DATA._data_caches = new.data  # noqa: SLF001
    _RESOURCES._resource_caches = new.resources  # noqa: SLF001
    _SECRETS._secrets = new.secrets  # noqa: SLF001
    for name, value in new.options.items():
        config.set_option(name, value)
    if _LOOKS_BESIDE_SCRIPT:  # pragma: no branch - before Streamlit 1.55
        setattr(_CONFIG, _MAIN_SCRIPT, new.script)
    setattr(_PAGES, _PAGES_KNOWN, new.pages)
    if not HAS_NAVIGATION_MESSAGE:  # pragma: no cover - Streamlit 1.37
        _SOURCES.invalidate_pages_cache()
    if new.main is not None:
        sys.modules["__main__"] = new.main


def clear_caches() -> None:
    """Clear the caches of the process whose globals are in force."""
    _STREAMLIT.cache_data.clear()
    _STREAMLIT.cache_resource.clear()


def _nothing(*args: Any, **kwargs: Any) -> None:
    pass
