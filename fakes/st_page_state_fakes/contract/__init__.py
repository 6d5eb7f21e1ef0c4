"""The suites that check a port of your own: derive a test class from one.

``SessionPortContract``, ``QueryPortContract`` and ``StorePortContract`` show how in their
docstrings. A capability from ``CAPABILITIES`` that a port lacks is left out of its class, and the
rows that need it are skipped.
"""

from st_page_state_fakes.contract.capabilities import CAPABILITIES, needs
from st_page_state_fakes.contract.query_port import QueryPortContract
from st_page_state_fakes.contract.query_tab import OpenQuery, QueryTab
from st_page_state_fakes.contract.session_port import (
    OpenSession,
    SessionPortContract,
    SessionTab,
)
from st_page_state_fakes.contract.store_database import OpenDatabase, StoreDatabase
from st_page_state_fakes.contract.store_port import StorePortContract

__all__ = [
    "CAPABILITIES",
    "OpenDatabase",
    "OpenQuery",
    "OpenSession",
    "QueryPortContract",
    "QueryTab",
    "SessionPortContract",
    "SessionTab",
    "StoreDatabase",
    "StorePortContract",
    "needs",
]
