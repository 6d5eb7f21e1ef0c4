"""The options of Streamlit's configuration that an app's own folder has."""

from __future__ import annotations

import tomllib
from collections.abc import Container, Iterator, Mapping
from pathlib import Path
from typing import Any

from st_page_state_fakes.type_guards import is_mapping


def options_beside(script: Path, known: Container[str]) -> dict[str, Any]:
    """Return the options in the ``config.toml`` beside an app's main file.

    Streamlit itself reads the one of the working directory, which under pytest is another.

    Args:
        script: the main file.
        known: the names of the options that Streamlit has.
    """
    path = script.parent / ".streamlit" / "config.toml"
    if not path.is_file():
        return {}
    return dict(_options("", tomllib.loads(path.read_text(encoding="utf-8")), known))


def _options(
    section: str, told: Mapping[str, Any], known: Container[str]
) -> Iterator[tuple[str, Any]]:
    for name, value in told.items():
        full = f"{section}{name}"
        if full in known:
            yield full, value
        elif is_mapping(value):
            yield from _options(f"{full}.", value, known)
