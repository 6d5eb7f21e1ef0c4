"""The measured browser tabs, with Streamlit's telemetry off and on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from streamlit import config
from streamlit.logger import set_log_level
from tests.real_session import RealSession

TELEMETRY = "browser.gatherUsageStats"

# AppTest warns at each use of its params that no script is running.
config.set_option("logger.level", "error")
set_log_level("ERROR")


class Tab(RealSession):
    """A tab with runs that count commands, if configured, as a script runner's do.

    With telemetry on, Streamlit records the name, arguments and time of each command, of each
    ``st.session_state[k] = v`` and of each read and written item of ``st.query_params``. It records
    neither reads of ``st.session_state[k]`` nor ``st.query_params.update()``.
    """

    def _context(self) -> Any:
        context = super()._context()
        context.gather_usage_stats = bool(config.get_option(TELEMETRY))
        return context


@contextmanager
def telemetry(*, on: bool) -> Iterator[None]:
    """Run the block with Streamlit's telemetry off or on; nothing is sent without a browser."""
    before = config.get_option(TELEMETRY)
    config.set_option(TELEMETRY, on)
    try:
        yield
    finally:
        config.set_option(TELEMETRY, before)
