from st_page_state.actions import (
    batch,
    forget_all,
    link,
    params,
    reset_all,
    share,
    share_error,
    unshare,
)
from st_page_state.configuring import configure
from st_page_state.errors import (
    ArgumentError,
    DeclarationError,
    FrozenSnapshotError,
    InvalidQueryParamError,
    InvalidSavedValueError,
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
from st_page_state.declaration.state_var import StateVar
from st_page_state.ports import (
    Params,
    QueryPort,
    Run,
    SessionPort,
    Texts,
)
from st_page_state.store_port import Put, Stored, StorePort
from st_page_state.runtime import use_ports
from st_page_state.savable import Saved
from st_page_state.state import PageState

__all__ = [
    "ArgumentError",
    "DeclarationError",
    "FrozenSnapshotError",
    "InvalidQueryParamError",
    "InvalidSavedValueError",
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
    "Saved",
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
    "forget_all",
    "link",
    "params",
    "reset_all",
    "share",
    "share_error",
    "unshare",
    "use_ports",
]
