"""Kinds of values: two types of different kinds have no equal values.

Only what is certain has a kind. A subclass may be equal to anything, and so may an Enum that is
also a str or an int.
"""

from __future__ import annotations

from collections.abc import Iterator

from mypy.nodes import (
    DictExpr,
    Expression,
    ListExpr,
    SetExpr,
    StarExpr,
    StrExpr,
    TupleExpr,
    TypeInfo,
)
from mypy.plugin import CheckerPluginInterface
from mypy.typeops import coerce_to_literal
from mypy.types import (
    FunctionLike,
    Instance,
    LiteralType,
    NoneType,
    Type,
    UnionType,
    get_proper_type,
)

from st_page_state.mypy.state_classes import items_of

KINDS = {
    "builtins.str": "text",
    "builtins.bytes": "bytes",
    "builtins.bool": "number",
    "builtins.int": "number",
    "builtins.float": "number",
    "decimal.Decimal": "number",
    "datetime.date": "day",
    "datetime.datetime": "day",
    "datetime.time": "time",
    "datetime.timedelta": "duration",
}
"""Type -> its kind."""

_COLLECTIONS = {"builtins.list", "builtins.set", "builtins.frozenset"}


def members(given: Type) -> Iterator[Type]:
    """Yield the members of a union except None, or the type itself."""
    found = get_proper_type(given)
    if isinstance(found, UnionType):
        for item in found.items:
            yield from members(item)
    elif not isinstance(found, NoneType):
        yield found


def kinds_of(given: Type) -> set[str | None]:
    """Return the kinds of a type's values except None; None stands for an unknown kind."""
    return {_kind(member) for member in members(given)}


def _kind(given: Type) -> str | None:
    found = get_proper_type(given)
    if isinstance(found, LiteralType):
        found = found.fallback
    if not isinstance(found, Instance):
        return None
    info = found.type
    return info.fullname if _is_plain_enum(info) else KINDS.get(info.fullname)


def _is_plain_enum(info: TypeInfo) -> bool:
    others = [base for base in info.mro[:-1] if base.module_name != "enum"]
    return info.is_enum and "__eq__" not in info.names and others == [info]


def is_other_kind(given: Type, wanted: Type) -> bool:
    """Return whether no value of a type can equal one of another; None is left out."""
    found, expected = kinds_of(given), kinds_of(wanted)
    if not found or not expected or None in found or None in expected:
        return False
    if found.isdisjoint(expected):
        return True
    values = [m.value for t in members(given) if isinstance(m := get_proper_type(t), LiteralType)]
    allowed = [m.value for t in members(wanted) if isinstance(m := get_proper_type(t), LiteralType)]
    complete = (len(values), len(allowed)) == (len([*members(given)]), len([*members(wanted)]))
    return complete and not any(value in allowed for value in values)


def item_of(wanted: Type) -> Type:
    """Return what a field holds one of, or several: the item type of a list or set."""
    found = [get_proper_type(member) for member in members(wanted)]
    if len(found) == 1 and isinstance(found[0], Instance):
        only = found[0]
        if only.type.fullname in _COLLECTIONS and only.args:
            return only.args[0]
    return wanted


def offered(
    api: CheckerPluginInterface, given: Expression, whole: Type
) -> Iterator[tuple[Expression, Type]]:
    """Yield the options of a widget and their types, as far as they are known."""
    found = get_proper_type(whole)
    if isinstance(given, ListExpr | SetExpr | TupleExpr):
        for item in given.items:
            if not isinstance(item, StarExpr):
                yield item, coerce_to_literal(api.get_expression_type(item))
    elif isinstance(found, FunctionLike) and found.is_type_obj():  # an Enum class
        yield given, Instance(found.type_object(), [])
    else:
        for item_type in items_of(api, found):
            yield given, item_type


def cannot_load(given: Expression, wanted: Type) -> bool:
    """Return whether a value, as written, fits no field of this type: load() casts texts."""
    expected = kinds_of(wanted)
    if not expected or None in expected:
        return False
    if isinstance(given, ListExpr | SetExpr | TupleExpr | DictExpr):
        return True
    flags = any(_is_flag(member) for member in members(wanted))
    return (
        isinstance(given, StrExpr)
        and expected == {"number"}
        and not (flags or _is_number(given.value))
    )


def _is_flag(given: Type) -> bool:
    found = get_proper_type(given)
    if isinstance(found, LiteralType):
        found = found.fallback
    return isinstance(found, Instance) and found.type.fullname == "builtins.bool"


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
