"""The suites that check a port of your own: derive a test class from one.

``SessionPortContract`` and ``QueryPortContract`` show how in their docstrings. A capability
from ``CAPABILITIES`` that a port lacks is left out of its class, and the rows that need it
are skipped.
"""

from st_page_state_fakes.contract.capabilities import CAPABILITIES, needs
from st_page_state_fakes.contract.query_port import QueryPortContract
from st_page_state_fakes.contract.query_tab import OpenQuery, QueryTab
from st_page_state_fakes.contract.session_port import (
    OpenSession,
    SessionPortContract,
    SessionTab,
)

__all__ = [
    "CAPABILITIES",
    "OpenQuery",
    "OpenSession",
    "QueryPortContract",
    "QueryTab",
    "SessionPortContract",
    "SessionTab",
    "needs",
]
