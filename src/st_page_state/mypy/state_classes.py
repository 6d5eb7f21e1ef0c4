"""State classes as mypy sees them: their fields, and the possible values of types."""

from __future__ import annotations

from collections.abc import Iterator

from mypy.maptype import map_instance_to_supertype
from mypy.nodes import TypeInfo, Var
from mypy.plugin import CheckerPluginInterface
from mypy.typeops import coerce_to_literal
from mypy.types import (
    AnyType,
    FunctionLike,
    Instance,
    LiteralType,
    TupleType,
    Type,
    TypeOfAny,
    TypeType,
    TypeVarType,
    UnionType,
    get_proper_type,
)


def page_state_of(info: TypeInfo) -> TypeInfo | None:
    """Return PageState if the class is derived from it, wherever the stubs define it."""
    for base in info.mro:
        if base.name == "PageState" and _ours(base):
            return base
    return None


def _ours(info: TypeInfo) -> bool:
    return info.module_name.partition(".")[0] == "st_page_state"


def state_class(owner: Type, method: str) -> TypeInfo | None:
    """Return the state class that ``method`` is called on, if ``owner`` is one."""
    found = get_proper_type(owner)
    if isinstance(found, TypeType):
        found = found.item
    if isinstance(found, TypeVarType):
        found = get_proper_type(found.upper_bound)
    info = found.type if isinstance(found, Instance) else None
    if isinstance(found, FunctionLike) and found.is_type_obj():
        info = found.type_object()
    root = page_state_of(info) if info is not None else None
    # A class may have overridden the method with other parameters.
    where = info.get_containing_type_info(method) if info is not None else None
    return info if root is not None and where is not None and _ours(where) else None


def fields_of(info: TypeInfo) -> dict[str, Type]:
    """Return the fields of a state class and their types, inherited ones first."""
    root = page_state_of(info)
    return {
        name: symbol.node.type
        for base in reversed(info.mro)
        if base is not root and page_state_of(base) is not None
        for name, symbol in base.names.items()
        if isinstance(symbol.node, Var)
        and symbol.node.type is not None
        and not (symbol.node.is_classvar or symbol.node.is_inferred or symbol.node.is_final)
        and not name.startswith("__")
    }


def texts_of(given: Type) -> Iterator[str]:
    """Yield the strings that a value of this type can have, if they are known."""
    found = get_proper_type(coerce_to_literal(given))
    if isinstance(found, UnionType):
        for item in found.items:
            yield from texts_of(item)
    elif isinstance(found, LiteralType) and found.fallback.type.fullname == "builtins.str":
        yield str(found.value)


def items_of(api: CheckerPluginInterface, given: Type) -> list[Type]:
    """Return the types of the items of an iterable type."""
    found = get_proper_type(given)
    if isinstance(found, TupleType):
        return found.items
    if isinstance(found, Instance) and found.type.has_base("typing.Iterable"):
        iterable = api.named_generic_type("typing.Iterable", [AnyType(TypeOfAny.special_form)])
        return list(map_instance_to_supertype(found, iterable.type).args)
    return []
