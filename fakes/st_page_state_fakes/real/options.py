"""The options of Streamlit's configuration that an app's own folder has."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from streamlit import config

from st_page_state_fakes.type_guards import is_mapping


def options_beside(script: Path) -> dict[str, Any]:
    """Return the options in the ``config.toml`` beside an app's main file.

    Streamlit itself reads the one of the working directory, which under pytest is another.
    """
    path = script.parent / ".streamlit" / "config.toml"
    if not path.is_file():
        return {}
    return dict(_options("", tomllib.loads(path.read_text(encoding="utf-8"))))


def _options(section: str, told: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    known = config.get_config_options()
    for name, value in told.items():
        full = f"{section}{name}"
        if full in known:
            yield full, value
        elif is_mapping(value):
            yield from _options(f"{full}.", value)
