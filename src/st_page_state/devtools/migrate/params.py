"""The uses of query params: what is read, with which default and cast, and what is written."""

from __future__ import annotations

import libcst as cst

from st_page_state.devtools.migrate.guards import only_deletes
from st_page_state.devtools.migrate.keys import known_key
from st_page_state.devtools.migrate.literals import code_of, literal, literal_list
from st_page_state.devtools.migrate.names import OLD_QUERY, QUERY
from st_page_state.devtools.migrate.uses import Kind, Source, Unclear, Use

_METHODS = {"get", "get_all", "keys", "items", "values", "update", "clear", "to_dict", "from_dict"}

_READ = {
    "get_all": "get_all() reads it: by hand, make it a field of type list[str]",
    "pop": "pop() reads it",
}


def collect(source: Source, node: cst.BaseExpression, *, old: bool) -> None:
    """Add the use that an expression such as `st.query_params` is part of.

    Args:
        source: the module.
        node: the expression.
        old: whether it is `st.experimental_get_query_params`, whose values are lists.
    """
    line = source.line(node)
    if old:
        call = source.parent(node)
        whole: cst.CSTNode = call if isinstance(call, cst.Call) else node
    else:
        whole = node
    holder = source.parent(whole)
    if isinstance(holder, cst.Attribute) and holder.value is whole:
        name, caller = holder.attr.value, source.parent(holder)
        called = isinstance(caller, cst.Call) and caller.func is holder
        if called and isinstance(caller, cst.Call) and name in _METHODS | {"pop"}:
            _method(source, name, caller, line, old=old)
            return
        if not called and not old:
            _target(source, name, holder, line)
            return
    elif isinstance(holder, cst.Subscript) and holder.value is whole and not old:
        index = holder.slice[0].slice
        key = known_key(index.value) if isinstance(index, cst.Index) else None
        if key is not None:
            _target(source, key, holder, line)
            return
    elif isinstance(holder, cst.ComparisonTarget) and not old:
        _presence(source, holder, line)
        return
    told = "the query params are used as a whole, or by a name made at run time"
    if old:
        told = f"{OLD_QUERY}() gives lists: use st.query_params, and get_all() for lists"
    blocks = not _only_reads(source, whole, holder)
    source.unclear.append(Unclear(line, told, blocks=blocks, query=True))


def _only_reads(source: Source, whole: cst.CSTNode, holder: cst.CSTNode) -> bool:
    """Return whether a use of all params, or of one made at run time, removes none."""
    if isinstance(holder, cst.Subscript) and holder.value is whole:
        return not isinstance(source.parent(holder), cst.Del)
    call = source.parent(holder) if isinstance(holder, cst.Arg) else None
    if not isinstance(call, cst.Call):
        return False
    return code_of(call.func).rpartition(".")[2] in ("dict", "list", "len", "str", "write")


def _method(source: Source, name: str, call: cst.Call, line: int, *, old: bool) -> None:
    key = known_key(call.args[0].value) if call.args else None
    if name == "get" and key is not None:
        source.params.append(_read(source, key, call, line, old=old))
    elif name == "pop" and key is not None and isinstance(source.parent(call), cst.Expr):
        source.params.append(Use(key, Kind.DELETE, call, line))
    elif name in ("get_all", "pop") and key is not None:
        source.params.append(Use(key, Kind.OTHER, call, line, reason=_READ[name]))
    elif name == "from_dict" and isinstance(source.parent(call), cst.Expr):
        source.from_dicts.append(call)
    elif name == "clear" and isinstance(source.parent(call), cst.Expr):
        source.clears.append(call)
    else:
        told = f"{name}() uses the query params as a whole"
        blocks = name in ("pop", "clear", "from_dict")
        source.unclear.append(Unclear(line, told, blocks=blocks, query=True))


def _read(source: Source, key: str, call: cst.Call, line: int, *, old: bool) -> Use:
    default = call.args[1].value if len(call.args) > 1 else cst.Name("None")
    use = Use(key, Kind.GET, call, line, default)
    if old:
        item = source.parent(call)
        is_list, values = literal_list(default)
        if (
            not isinstance(item, cst.Subscript)
            or source.code(item)[-3:] != "[0]"
            or not is_list
            or len(values) != 1
        ):
            use.kind, use.reason = Kind.OTHER, "it is read as a list"
            return use
        use.node, use.value = item, cst.parse_expression(repr(values[0]))
    _climb(source, use)
    return use


def _climb(source: Source, use: Use) -> None:
    """Take the cast around a read along."""
    outer = source.parent(use.node)
    if isinstance(outer, cst.Arg):
        call = source.parent(outer)
        if isinstance(call, cst.Call) and isinstance(call.func, cst.Name) and len(call.args) == 1:
            name = call.func.value
            if name in ("int", "float") and name not in source.names.bound:
                use.node, use.cast = call, name
        return
    lowered = use.node
    if isinstance(outer, cst.Attribute) and outer.attr.value == "lower":
        called = source.parent(outer)
        if isinstance(called, cst.Call) and not called.args:
            lowered, outer = called, source.parent(called)
    if (
        isinstance(outer, cst.Comparison)
        and outer.left is lowered
        and len(outer.comparisons) == 1
        and isinstance(outer.comparisons[0].operator, cst.Equal)
        and literal(outer.comparisons[0].comparator) == (True, "true")
    ):
        use.node, use.cast = outer, "bool"


def _target(source: Source, key: str, target: cst.BaseExpression, line: int) -> None:
    holder = source.parent(target)
    use = Use(key, Kind.READ, target, line)
    if isinstance(holder, cst.AssignTarget):
        assign = source.parent(holder)
        if isinstance(assign, cst.Assign) and len(assign.targets) == 1:
            use.kind, use.node, use.value, use.reason = Kind.WRITE, assign, assign.value, ""
        else:
            use.kind, use.reason = Kind.OTHER, "it is assigned together with others"
    elif isinstance(holder, cst.Del):
        use.kind, use.node = Kind.DELETE, holder
    elif isinstance(holder, (cst.AugAssign, cst.Element, cst.AsName, cst.AnnAssign)):
        use.kind, use.reason = Kind.OTHER, "it is read without a default"
    source.params.append(use)


def _presence(source: Source, holder: cst.ComparisonTarget, line: int) -> None:
    comparison = source.parent(holder)
    assert isinstance(comparison, cst.Comparison)
    key = known_key(comparison.left)
    if key is None:
        told = "a name made at run time is looked for in the query params"
        source.unclear.append(Unclear(line, told, blocks=False, query=True))
        return
    statement = source.parent(comparison)
    if isinstance(statement, cst.If) and only_deletes(source, statement, QUERY) == key:
        source.params.append(Use(key, Kind.DELETE, statement, line))
        return
    source.params.append(Use(key, Kind.PRESENCE, comparison, line))
