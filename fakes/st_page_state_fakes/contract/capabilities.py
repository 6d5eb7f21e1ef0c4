"""What not every port, driver or version of Streamlit can do: a name and a sentence for each.

A row that needs one of them says so with :func:`needs`; where the suite's ``capabilities``
lack it, the row is skipped and the reason says exactly what is missing.
"""

from __future__ import annotations

from collections.abc import Callable
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
    # of a query port and of an app
    "history_flag": "a run is told that Back or Forward started it (Streamlit 1.65 and newer)",
    "native_bind": 'widgets take bind="query-params" (Streamlit 1.55 and newer)',
    # of an app
    "history": "the driver has an address bar: entries, Back, Forward, reload, typed addresses",
    "navigation": "the driver follows the sidebar and page links, as a browser does",
    "stays_on_page": "a run goes on with its page (each is a page switch in AppTest before 1.66)",
    "page_callbacks": "callbacks can switch the page (AppTest does not tell them of pages)",
    "remounts": "a widget that comes back shows, and then sends, what it shows in a browser",
    "rerun_spares": "st.rerun() drops no widget's value (seen in Streamlit 1.67)",
    "fragment_runs": "the driver can run a fragment by itself",
    "parallel_fragments": "fragments can be parallel (Streamlit 1.58 and newer)",
    "run_every": "the driver has timers, for fragments that run by themselves",
    "clears_forms": "the driver clears a form's widgets as clear_on_submit asks a browser to",
    "key_identity": "a key alone says which widget it is (Streamlit 1.55 and newer)",
    "options_win": "a value that is no option gives way to one that is (Streamlit 1.55 and newer)",
    "persist_state": "widgets take persist_state (Streamlit 1.60 and newer)",
    "page_params": "pages can be linked to with query_params (Streamlit 1.52 and newer)",
    "blank_params": "the driver's address may have blank texts (AppTest from 1.66)",
}
"""Every capability that a row may need. A suite's ``capabilities`` are some of these names."""

Row = TypeVar("Row", bound=Callable[..., None])


def needs(*names: str) -> Callable[[Row], Row]:
    """Mark a row of a suite that only makes sense with certain capabilities.

    Args:
        names: names in :data:`CAPABILITIES`; the suite's attribute ``capabilities`` must
            have them all, or the row is skipped.

    Raises:
        ValueError: there is no capability of that name.

    Example::

        @needs("history")
        def test_back_shows_the_former_address(self, start: Start) -> None: ...
    """
    for name in names:
        if name not in CAPABILITIES:
            raise ValueError(
                f"There is no capability {name!r}: take one of {', '.join(sorted(CAPABILITIES))}, "
                "or describe it in CAPABILITIES."
            )

    def decorate(row: Row) -> Row:
        @wraps(row)
        def checked(self: Any, *args: Any, **kwargs: Any) -> None:
            for name in names:
                if name not in self.capabilities:
                    pytest.skip(f"needs {name}: {CAPABILITIES[name]}")
            row(self, *args, **kwargs)

        return checked  # type: ignore[return-value]

    return decorate
