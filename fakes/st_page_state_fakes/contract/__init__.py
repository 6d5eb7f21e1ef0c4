"""The suites that the fakes and the real thing both pass; derive a test class from one.

A port of your own is checked by ``SessionPortContract`` or ``QueryPortContract``: their
docstrings show how. The other suites are about whole apps and are driven through a
``TabDriver``. What a port or a driver cannot do is a name of ``CAPABILITIES`` it leaves out.
"""

from st_page_state_fakes.contract.app import APP, AppContract
from st_page_state_fakes.contract.app_address import AddressContract
from st_page_state_fakes.contract.app_address_pages import (
    AddressNavigationContract,
    AddressPageContract,
)
from st_page_state_fakes.contract.app_address_runs import AddressRunContract
from st_page_state_fakes.contract.app_bound import BoundWidgetContract
from st_page_state_fakes.contract.app_control_flow import ControlFlowContract
from st_page_state_fakes.contract.app_forms import FormContract
from st_page_state_fakes.contract.app_fragments import FragmentContract
from st_page_state_fakes.contract.app_history import HistoryContract
from st_page_state_fakes.contract.app_native import NativeBindContract
from st_page_state_fakes.contract.app_pages import PageContract
from st_page_state_fakes.contract.app_params import QueryParamsContract
from st_page_state_fakes.contract.app_runs import RerunContract
from st_page_state_fakes.contract.app_state import PageStateContract
from st_page_state_fakes.contract.app_widgets import WidgetContract
from st_page_state_fakes.contract.capabilities import CAPABILITIES, needs
from st_page_state_fakes.contract.driver import AppDriver, Script, Start, TabDriver
from st_page_state_fakes.contract.query_port import QueryPortContract
from st_page_state_fakes.contract.query_tab import OpenQuery, QueryTab
from st_page_state_fakes.contract.session_port import (
    OpenSession,
    SessionPortContract,
    SessionTab,
)

__all__ = [
    "APP",
    "CAPABILITIES",
    "AddressContract",
    "AddressNavigationContract",
    "AddressPageContract",
    "AddressRunContract",
    "AppContract",
    "AppDriver",
    "BoundWidgetContract",
    "ControlFlowContract",
    "FormContract",
    "FragmentContract",
    "HistoryContract",
    "NativeBindContract",
    "OpenQuery",
    "OpenSession",
    "PageContract",
    "PageStateContract",
    "QueryParamsContract",
    "QueryPortContract",
    "QueryTab",
    "RerunContract",
    "Script",
    "SessionPortContract",
    "SessionTab",
    "Start",
    "TabDriver",
    "WidgetContract",
    "needs",
]
