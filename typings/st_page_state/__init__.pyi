from st_page_state.actions import batch, link, params, reset_all
from st_page_state.errors import (
    ArgumentError,
    DeclarationError,
    FrozenSnapshotError,
    InvalidQueryParamError,
    InvalidValueError,
    InvalidWidgetValueError,
    NamespaceError,
    NoSessionError,
    PageStateWarning,
    StPageStateError,
    UnknownFieldError,
)
from st_page_state.declaration.fields import StateVar
from st_page_state.ports import Params, QueryPort, Run, SessionPort, Texts
from st_page_state.runtime import configure, use_ports
from st_page_state.state import PageState

__all__ = [
    "ArgumentError",
    "DeclarationError",
    "FrozenSnapshotError",
    "InvalidQueryParamError",
    "InvalidValueError",
    "InvalidWidgetValueError",
    "NamespaceError",
    "NoSessionError",
    "PageState",
    "PageStateWarning",
    "Params",
    "QueryPort",
    "Run",
    "SessionPort",
    "StPageStateError",
    "StateVar",
    "Texts",
    "UnknownFieldError",
    "batch",
    "configure",
    "link",
    "params",
    "reset_all",
    "use_ports",
]
