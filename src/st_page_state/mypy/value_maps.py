"""Check of ``StateVar(value_map=...)``: its keys are values of the field, or items."""

from __future__ import annotations

from mypy.errorcodes import ARG_TYPE
from mypy.messages import format_type
from mypy.nodes import DictExpr, Expression
from mypy.plugin import CheckerPluginInterface, FunctionContext
from mypy.subtypes import is_subtype
from mypy.typeops import coerce_to_literal
from mypy.types import Instance, NoneType, ProperType, Type, UnionType, get_proper_type

from st_page_state.errors import nearest
from st_page_state.mypy.state_classes import items_of, texts_of


def check_value_map(call: FunctionContext) -> Type:
    """Reject keys that the field, or an item of it, cannot have as a value."""
    position = call.callee_arg_names.index("value_map")
    declared = call.api.type_context[-1] or call.default_return_type
    wanted = _mapped(call.api, declared)
    for expression, given in zip(call.args[position], call.arg_types[position], strict=True):
        if isinstance(expression, DictExpr):
            for key, _ in expression.items:
                if key is not None:
                    found = coerce_to_literal(call.api.get_expression_type(key, wanted))
                    if not is_subtype(found, wanted):
                        _refuse_key(call.api, found, wanted, key)
        else:
            # A map with a wider annotation, such as dict[str, str], may hold the right keys.
            for found in items_of(call.api, given):
                if not (is_subtype(found, wanted) or is_subtype(wanted, found)):
                    _refuse_key(call.api, found, wanted, expression)
    return call.default_return_type


def _mapped(api: CheckerPluginInterface, declared: Type) -> ProperType:
    """Return the key type of a field's ``value_map``: its own type, or a list's item type."""
    found = get_proper_type(declared)
    if isinstance(found, UnionType):
        others = [t for t in found.items if not isinstance(get_proper_type(t), NoneType)]
        return _mapped(api, others[0]) if len(others) == 1 else found
    one = isinstance(found, Instance) and len(found.args) == 1
    items = items_of(api, found) if one else []
    return _mapped(api, items[0]) if items else found


def _refuse_key(
    api: CheckerPluginInterface, found: Type, wanted: Type, context: Expression
) -> None:
    given, expected = (format_type(t, api.options) for t in (found, wanted))
    hints = [nearest(text, list(texts_of(wanted))) for text in texts_of(found)]
    api.fail(
        f"A key of value_map has incompatible type {given}; expected {expected}"
        + "".join(f".{hint}" for hint in hints if hint),
        context,
        code=ARG_TYPE,
    )
