"""Declarative, typed, URL-synced state for Streamlit, testable without a running app."""

from st_page_state.actions import batch, link, params, reset_all
from st_page_state.declaration.fields import StateVar
from st_page_state.errors import (
    ArgumentError,
    DeclarationError,
    FrozenSnapshotError,
    InvalidQueryParamError,
    InvalidValueError,
    InvalidWidgetValueError,
    NamespaceError,
    NoJsonError,
    NoSessionError,
    PageStateWarning,
    StoreConflictError,
    StoreUnavailableError,
    StPageStateError,
    UnknownFieldError,
)
from st_page_state.ports import (
    Params,
    Put,
    QueryPort,
    Run,
    SessionPort,
    Stored,
    StorePort,
    Texts,
)
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
    "NoJsonError",
    "NoSessionError",
    "PageState",
    "PageStateWarning",
    "Params",
    "Put",
    "QueryPort",
    "Run",
    "SessionPort",
    "StPageStateError",
    "StateVar",
    "StoreConflictError",
    "StorePort",
    "StoreUnavailableError",
    "Stored",
    "Texts",
    "UnknownFieldError",
    "batch",
    "configure",
    "link",
    "params",
    "reset_all",
    "use_ports",
]
