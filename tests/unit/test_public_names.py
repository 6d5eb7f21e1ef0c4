"""The names and modules that users may import, as the documentation promises them."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import pytest

import st_page_state
import st_page_state_fakes
from st_page_state import PageState

NAMES = {
    "st_page_state": {
        "ArgumentError", "DeclarationError", "FrozenSnapshotError", "InvalidQueryParamError",
        "InvalidSavedValueError", "Saved",
        "InvalidValueError", "InvalidWidgetValueError", "NamespaceError", "NoJsonError",
        "NoSessionError", "PageState", "PageStateWarning", "Params", "Put", "QueryPort", "Run",
        "SessionPort", "StPageStateError", "StateVar", "StoreConflictError", "StorePort",
        "StoreUnavailableError", "Stored", "Texts", "UnknownFieldError", "batch", "configure",
        "forget_all", "link", "params", "reset_all", "share", "share_error", "unshare",
        "use_ports",
    },
    "st_page_state.state": {
        "Binding", "EditorBinding", "NewOptionsBinding", "OptionsBinding", "PageState",
        "Saved", "SelectionBinding", "SubmitBinding", "TabsBinding",
    },
    "st_page_state_fakes": {
        "FakeApp", "FakeQuery", "FakeSession", "FakeStore", "FakeStreamlit", "Tab", "use_apptest",
    },
    "st_page_state.devtools": {"inspector", "load_state"},
    "st_page_state.stores": {"RedisStore", "SQLStore", "SQLiteStore", "open_store"},
    "st_page_state_fakes.contract": {
        "CAPABILITIES", "OpenDatabase", "OpenQuery", "OpenSession", "QueryPortContract", "QueryTab",
        "SessionPortContract", "SessionTab", "StoreDatabase", "StorePortContract", "needs",
    },
}  # fmt: skip

ON_A_CLASS = {
    "Config", "apply", "before_set", "bind", "bind_editor", "bind_rows", "bind_selection",
    "bind_submit", "bind_tabs", "can_redo", "can_undo", "dump", "focus", "forget", "form",
    "keyed_by", "keys", "load", "migrate",
    "of", "on_adopt", "on_change", "on_init", "on_ready", "on_url_error",
    "options", "parse", "redo", "refresh", "reset", "saved", "saved_errors", "saved_keys",
    "schema", "snapshot", "take_over", "undo", "update", "url_errors", "widget_errors",
}  # fmt: skip

TYPES = {"mro"}
"""What every class has."""

WINGS = {"adapters", "codecs", "declaration", "devtools", "engine", "url", "widgets"}
"""Packages that are nobody's but the library's."""


@pytest.mark.parametrize("module", NAMES)
def test_a_public_module_exports_its_names(module: str) -> None:
    found = import_module(module)
    assert set(found.__all__) == NAMES[module]
    assert all(hasattr(found, name) for name in NAMES[module])


def test_a_state_class_has_its_public_attributes() -> None:
    assert {name for name in dir(PageState) if not name.startswith("_")} - TYPES | {
        "Config"
    } == ON_A_CLASS


def test_the_packages_have_their_modules() -> None:
    modules = {module.name for module in pkgutil.iter_modules(st_page_state.__path__)}
    assert modules - WINGS == {
        "__main__", "actions", "browser_ids", "configuring", "docs", "errors", "freezing",
        "identities", "keyed", "keywords", "links", "meta", "mypy", "persistence", "ports",
        "runtime", "savable", "snapshots", "state", "store_port", "stored_values", "stores",
        "trace", "undoable",
    }  # fmt: skip
    fakes = {module.name for module in pkgutil.iter_modules(st_page_state_fakes.__path__)}
    assert fakes >= {"app", "contract", "errors", "plugin", "query", "session", "tab"}


@pytest.mark.parametrize(
    ("module", "names"),
    [
        ("st_page_state.trace", ("Event", "Kind", "trace")),
        ("st_page_state.mypy", ("plugin",)),
        ("st_page_state.ports", ("Ending", "Ports", "WidgetSession")),
        ("st_page_state_fakes.errors", ("NotSimulatedError",)),
    ],
)
def test_a_documented_name_stands_where_it_is_documented(
    module: str, names: tuple[str, ...]
) -> None:
    assert all(hasattr(import_module(module), name) for name in names)
