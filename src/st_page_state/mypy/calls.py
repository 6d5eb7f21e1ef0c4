"""Checks of calls to ``bind`` and its kin, ``load``, ``options``, ``reset`` and ``update``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from mypy.errorcodes import ARG_TYPE, CALL_ARG
from mypy.messages import format_type
from mypy.nodes import ARG_STAR, ArgKind, DictExpr, Expression, StrExpr, TypeInfo
from mypy.plugin import CheckerPluginInterface, MethodContext
from mypy.subtypes import is_subtype
from mypy.types import Type, TypedDictType, get_proper_type

from st_page_state.errors import UnknownFieldError
from st_page_state.mypy.kinds import cannot_load, is_other_kind, item_of, offered
from st_page_state.mypy.state_classes import fields_of, items_of, state_class, texts_of


def check_call(method: str, call: MethodContext) -> Type:
    """Reject names that are not fields of the state class, and values that do not fit."""
    info = state_class(call.type, method)
    if info is not None:
        CHECKS[method](method, call, info)
        if method == "options":
            return _choices(call, info)
    return call.default_return_type


def _check_name(method: str, call: MethodContext, info: TypeInfo) -> None:
    """Check ``X.bind("status")`` and ``X.options("status")``."""
    for expression, given in zip(call.args[0], call.arg_types[0], strict=True):
        _refuse_unknown(method, call.api, info, expression, texts_of(given))


def _check_bind(method: str, call: MethodContext, info: TypeInfo) -> None:
    """Check ``X.bind("status", options=["pending", "active"])``."""
    _check_name(method, call, info)
    fields, names = fields_of(info), [*texts_of(call.arg_types[0][0])] if call.args[0] else []
    position = call.callee_arg_names.index("options")
    if len(names) != 1 or names[0] not in fields or not call.args[position]:
        return
    given, wanted = call.arg_types[position][0], item_of(fields[names[0]])
    for expression, option in offered(call.api, call.args[position][0], given):
        if is_other_kind(option, wanted):
            found, expected = (format_type(t, call.api.options) for t in (option, wanted))
            call.api.fail(
                f"{method}(): an option of {info.name}.{names[0]} has incompatible type {found}; "
                f"expected {expected}",
                expression,
                code=ARG_TYPE,
            )


def _choices(call: MethodContext, info: TypeInfo) -> Type:
    """Return the type of ``X.options("status")``, a list of the field's values."""
    names = [*texts_of(call.arg_types[0][0])] if call.args[0] else []
    wanted = fields_of(info).get(names[0]) if len(names) == 1 else None
    if wanted is None:
        return call.default_return_type
    return call.api.named_generic_type("builtins.list", [item_of(wanted)])


def _check_load(method: str, call: MethodContext, info: TypeInfo) -> None:
    """Check the keys of ``X.load({"status": "active"})``, and values that no dump can have."""
    fields = fields_of(info)
    # Another argument may say that unknown keys are fine.
    data = call.args[0][0] if call.args[0] and not any(call.args[1:]) else None
    for key, value in data.items if isinstance(data, DictExpr) else ():
        if not isinstance(key, StrExpr):
            continue
        _refuse_unknown(method, call.api, info, key, [key.value])
        wanted = fields.get(key.value)
        if wanted is not None and cannot_load(value, wanted):
            found = format_type(call.api.get_expression_type(value), call.api.options)
            call.api.fail(
                f'"{key.value}" in "{method}" of "{info.name}" has incompatible type {found}; '
                f"expected {format_type(wanted, call.api.options)}",
                value,
                code=ARG_TYPE,
            )


def _check_names(method: str, call: MethodContext, info: TypeInfo) -> None:
    """Check ``X.reset("status", *others)``."""
    for expression, given, kind in _given(call):
        names = items_of(call.api, given) if kind is ARG_STAR else [given]
        for name in names:
            _refuse_unknown(method, call.api, info, expression, texts_of(name))


def _check_values(method: str, call: MethodContext, info: TypeInfo) -> None:
    """Check ``X.update(status="active", **others)``."""
    fields = fields_of(info)
    for name, (expression, given, _) in zip(call.arg_names[0], _given(call), strict=True):
        splat = get_proper_type(given)
        values: dict[str, Type] = {}
        if name is not None:
            # Infer it again in the field's context, which matters for a value such as [].
            values[name] = call.api.get_expression_type(expression, fields.get(name))
        elif isinstance(splat, TypedDictType):
            values = splat.items
        _refuse_unknown(method, call.api, info, expression, values)
        for field, value in values.items():
            wanted = fields.get(field)
            if wanted is not None and not is_subtype(value, wanted):
                found, expected = (format_type(t, call.api.options) for t in (value, wanted))
                call.api.fail(
                    f'Argument "{field}" to "{method}" of "{info.name}" has incompatible type '
                    f"{found}; expected {expected}",
                    expression,
                    code=ARG_TYPE,
                )


CHECKS: Mapping[str, Callable[[str, MethodContext, TypeInfo], None]] = {
    "bind": _check_bind,
    "bind_editor": _check_name,
    "bind_rows": _check_name,
    "bind_selection": _check_name,
    "bind_tabs": _check_name,
    "load": _check_load,
    "options": _check_name,
    "reset": _check_names,
    "update": _check_values,
}


def _given(call: MethodContext) -> Iterator[tuple[Expression, Type, ArgKind]]:
    return zip(call.args[0], call.arg_types[0], call.arg_kinds[0], strict=True)


def _refuse_unknown(
    method: str,
    api: CheckerPluginInterface,
    info: TypeInfo,
    expression: Expression,
    names: Iterable[str],
) -> None:
    fields = fields_of(info)
    for name in names:
        if name not in fields:
            error = UnknownFieldError(info.name, name, fields, f"{method}()")
            code = CALL_ARG if method in ("load", "update") else ARG_TYPE
            api.fail(str(error), expression, code=code)
