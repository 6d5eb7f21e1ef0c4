"""Capabilities that a port, or the Streamlit beneath it, may lack.

A row that needs one says so with :func:`needs`; where the suite's ``capabilities`` lack it,
the row is skipped and the reason says what is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, TypeVar

import pytest

CAPABILITIES: dict[str, str] = {
    # of a session port
    "iterates_a_copy": "a loop over the keys may delete them, as in Streamlit",
    # of a query port
    "runs": "the port knows which script run is in progress",
    "pages": "the port knows which page runs",
    "began": "the port knows the params that the run began with (Streamlit 1.55 and newer)",
    "reserved": "embed and embed_options belong to Streamlit and not to the app",
    "counts_writes": "the tab can tell how often the browser was sent a query string",
    "address": "the tab can show the query string that the browser has in its address bar",
    "address_limit": "an address over a limit is read as empty (seen in Streamlit 1.67)",
    "history_flag": "a run is told that Back or Forward started it (Streamlit 1.65 and newer)",
    "native_bind": 'widgets take bind="query-params" (Streamlit 1.55 and newer)',
    "lists_bound": "the port knows which params are bound without trying to set them",
    # of a store
    "processes": "another process can connect to the same database",
    "sweeps": "what has expired takes room until it is swept; a store may forget by itself",
}
"""Every capability that a row for a port may need, with a sentence that describes it."""

Row = TypeVar("Row", bound=Callable[..., None])


def needs(*names: str, known: Mapping[str, str] = CAPABILITIES) -> Callable[[Row], Row]:
    """Skip a row of a suite unless the suite has certain capabilities.

    Args:
        names: the capabilities; the suite's attribute ``capabilities`` must have them all.
        known: the capabilities that there are, with a sentence for each.

    Raises:
        ValueError: there is no capability of that name.

    Example::

        @needs("runs")
        def test_each_run_has_its_own_id(self, open_tab: OpenQuery) -> None: ...
    """
    for name in names:
        if name not in known:
            raise ValueError(
                f"There is no capability {name!r}: take one of {', '.join(sorted(known))}, "
                "or describe it in CAPABILITIES."
            )

    def decorate(row: Row) -> Row:
        @wraps(row)
        def checked(self: Any, *args: Any, **kwargs: Any) -> None:
            for name in names:
                if name not in self.capabilities:
                    pytest.skip(f"needs {name}: {known[name]}")
            row(self, *args, **kwargs)

        return checked  # type: ignore[return-value]

    return decorate
