"""Checks of the inner class ``Config``: its names and their types."""

from __future__ import annotations

from collections.abc import Mapping

from mypy.errorcodes import ASSIGNMENT, ATTR_DEFINED
from mypy.nodes import (
    AssignmentStmt,
    ClassDef,
    Context,
    Expression,
    NameExpr,
    RefExpr,
    StrExpr,
    TypeInfo,
    Var,
)
from mypy.plugin import ClassDefContext, SemanticAnalyzerPluginInterface
from mypy.server.trigger import make_trigger, make_wildcard_trigger
from mypy.types import Instance, LiteralType, NoneType, Type, TypeType, UnionType

from st_page_state.errors import nearest
from st_page_state.mypy.calls import CHECKS
from st_page_state.mypy.state_classes import page_state_of


def check_class(context: ClassDefContext) -> None:
    """Reject unknown names in ``Config``, and make mypy check the values of the others."""
    info, api = context.cls.info, context.api
    root = page_state_of(info)
    for base in info.mro:
        if page_state_of(base) is not None:
            # Makes the daemon check these calls again after a field has changed.
            for method in CHECKS:
                trigger = make_trigger(f"{info.fullname}.{method}")
                api.add_plugin_dependency(make_wildcard_trigger(base.fullname), trigger)
    inner = _inner_config(context.cls)
    if inner is not None and root is not None:
        types = _option_types(api, root)
        for config in inner.mro[:-1]:
            if config.module_name == api.cur_mod_id:
                _check_names(api, config, types, None)
                _check_values(api, config, types)
            else:
                _check_names(api, config, types, context.cls)


def _inner_config(definition: ClassDef) -> TypeInfo | None:
    for statement in definition.defs.body:
        if isinstance(statement, ClassDef) and statement.name == "Config":
            return statement.info
        if isinstance(statement, AssignmentStmt) and isinstance(statement.rvalue, RefExpr):
            names = [target.name for target in statement.lvalues if isinstance(target, NameExpr)]
            if "Config" in names and isinstance(statement.rvalue.node, TypeInfo):
                return statement.rvalue.node
    return None


def _check_names(
    api: SemanticAnalyzerPluginInterface,
    config: TypeInfo,
    types: Mapping[str, Type],
    place: Context | None,
) -> None:
    for name, symbol in config.names.items():
        if name not in types and not name.startswith("__"):
            api.fail(
                f"Config has no option {name!r}.{nearest(name, types)} "
                f"The options: {', '.join(sorted(types))}.",
                place or symbol.node or config.defn,
                code=ATTR_DEFINED,
            )


def _check_values(
    api: SemanticAnalyzerPluginInterface, config: TypeInfo, types: Mapping[str, Type]
) -> None:
    """Declare the types in ``Config`` as if annotated, so that mypy checks the values."""
    for statement in config.defn.defs.body:
        if isinstance(statement, AssignmentStmt):
            for target in statement.lvalues:
                if not (isinstance(target, NameExpr) and isinstance(target.node, Var)):
                    continue
                if target.name in types:
                    target.node.type, target.node.is_inferred = types[target.name], False
                    target.is_inferred_def = False
                    _refuse_text(api, target.name, statement.rvalue)


def _option_types(api: SemanticAnalyzerPluginInterface, root: TypeInfo) -> dict[str, Type]:
    text, flag = api.named_type("builtins.str"), api.named_type("builtins.bool")
    number = api.named_type("builtins.int")
    kinds = [LiteralType(kind, text) for kind in ("session", "browser", "user")]
    shared = UnionType([text, TypeType(Instance(root, []))])
    return {
        "url_prefix": text,
        "url_selfish": flag,
        "restore_url_on_touch": flag,
        "ignore_none_url": flag,
        "share_url_with": api.named_type("typing.Iterable", [shared]),
        "keep_params": api.named_type("typing.Iterable", [text]),
        "hide_defaults": flag,
        "namespace": UnionType([text, NoneType()]),
        "url_warn_length": number,
        "persist": UnionType(kinds),
        "persist_days": number,
        "version": number,
        "undo": UnionType([number, NoneType()]),
        "store_over": UnionType([number, NoneType()]),
    }


def _refuse_text(api: SemanticAnalyzerPluginInterface, name: str, value: Expression) -> None:
    # For a type checker a str is an iterable of str, but the library rejects it.
    if name in ("share_url_with", "keep_params") and isinstance(value, StrExpr):
        api.fail(f"{name} must be a list: write {name} = [{value.value!r}]", value, code=ASSIGNMENT)
