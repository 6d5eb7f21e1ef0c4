"""Keys of widgets, and the Streamlit version that an argument needs."""

from __future__ import annotations

from st_page_state.declaration.spec import Spec
from st_page_state.errors import ArgumentError, quote
from st_page_state.ports import WidgetSession
from st_page_state.runtime import current_ports

SETS_SELECTION = (1, 56)
"""The first Streamlit version in which code can select rows of a table."""


def widget_key(spec: Spec, name: str) -> str:
    """Return the widget key of a field: its namespace, class and name."""
    key = spec.keys.get(name)
    if key is None:
        key = spec.keys[name] = f"{place(spec)}.{name}"
    return key


def place(spec: Spec) -> str:
    """Return where a class's keys are: its namespace and, if that was chosen, its name."""
    # Two colons keep configured namespaces distinct from the default ones (module:class).
    chosen = spec.config.namespace is not None
    return f"{spec.namespace}::{spec.qualname}" if chosen else spec.namespace


def further_key(spec: Spec, name: str, key: str | None, method: str) -> str:
    """Return the end of a widget key, which distinguishes a further widget of a field.

    Raises:
        ArgumentError: ``key`` cannot be part of a key.
    """
    if key is None:
        return ""
    if not (isinstance(key, str) and key):
        raise ArgumentError(
            f"{spec.name}.{method}({name!r}, key=...) takes a non-empty str, not {quote(key)}: "
            "it distinguishes a second widget of the field from the first."
        )
    return f"#{key}"


def has(version: tuple[int, int]) -> bool:
    """Return whether Streamlit is of this version or newer, or unknown."""
    present = _version()
    return present is None or present >= version


def need(version: tuple[int, int], what: str) -> None:
    """Check the version of Streamlit, if it is known.

    Raises:
        ArgumentError: it is older than ``version``, which ``what`` needs.
    """
    present = _version()
    if present is not None and present < version:
        needed, found = (".".join(map(str, v)) for v in (version, present))
        raise ArgumentError(f"{what} needs Streamlit {needed} or newer; this is {found}.")


def _version() -> tuple[int, int] | None:
    session = current_ports().session
    return session.streamlit_version() if isinstance(session, WidgetSession) else None
