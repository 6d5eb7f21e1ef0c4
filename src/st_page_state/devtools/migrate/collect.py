"""Finds the uses of session state and query params in a module."""

from __future__ import annotations

import libcst as cst

from st_page_state.devtools.migrate import params
from st_page_state.devtools.migrate.guards import guard_of, only_deletes
from st_page_state.devtools.migrate.keys import begun_with, known_key, unclear_key
from st_page_state.devtools.migrate.names import OLD_QUERY, OLD_SET, SESSION
from st_page_state.devtools.migrate.uses import Guard, Kind, Source, Unclear, Use
from st_page_state.devtools.migrate.widgets import keyed_call

_METHODS = {"get", "setdefault", "pop", "keys", "items", "values", "update", "clear", "to_dict"}
_ABOUT_ATTRIBUTES = {"hasattr", "getattr", "setattr", "delattr"}


class Collector(cst.CSTVisitor):
    """Fills in a source's uses."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._done: set[cst.CSTNode] = set()

    def visit_ImportFrom(self, node: cst.ImportFrom) -> bool:
        return False

    def visit_If(self, node: cst.If) -> None:
        guard = guard_of(self._source, node)
        if guard is not None:
            self._source.guards.append(guard)

    def visit_For(self, node: cst.For) -> None:
        if _clears(self._source, node):
            stack: list[cst.CSTNode] = [node.iter, node.body]
            while stack:
                inner = stack.pop()
                self._done.add(inner)
                stack += inner.children

    def visit_Call(self, node: cst.Call) -> None:
        keyed_call(self._source, node)

    def visit_Attribute(self, node: cst.Attribute) -> bool:
        return not self._found(node)

    def visit_Name(self, node: cst.Name) -> None:
        parent = self._source.parent(node)
        if isinstance(parent, cst.Attribute) and parent.attr is node:
            return
        if isinstance(parent, (cst.Arg, cst.Param)) and getattr(parent, "keyword", None) is node:
            return
        self._found(node)

    def _found(self, node: cst.BaseExpression) -> bool:
        state = self._source.names.state(node)
        if state is None or node in self._done:
            return False
        holder = self._source.parent(node)
        if isinstance(holder, cst.AssignTarget):
            holder = self._source.parent(holder)
        if self._source.names.is_alias(holder):
            return True
        if state == SESSION:
            self._session(node)
        elif state == OLD_SET:
            told = f"{OLD_SET}() replaces all params: write the fields, or X.update(...)"
            self._source.unclear.append(Unclear(self._source.line(node), told, query=True))
        else:
            params.collect(self._source, node, old=state == OLD_QUERY)
        return True

    def _session(self, node: cst.BaseExpression) -> None:
        source = self._source
        holder = source.parent(node)
        if isinstance(holder, cst.Attribute) and holder.value is node:
            name = holder.attr.value
            caller = source.parent(holder)
            if name in _METHODS and isinstance(caller, cst.Call) and caller.func is holder:
                self._method(name, caller)
            else:
                self._target(name, holder)
        elif isinstance(holder, cst.Subscript) and holder.value is node:
            index = holder.slice[0].slice
            value = index.value if isinstance(index, cst.Index) else node
            key = known_key(value)
            if key is None:
                source.unclear.append(unclear_key(source, value, source.line(node)))
            else:
                self._target(key, holder)
        elif isinstance(holder, cst.ComparisonTarget):
            self._presence(holder)
        else:
            self._whole(node, holder)

    def _whole(self, node: cst.BaseExpression, holder: cst.CSTNode) -> None:
        source = self._source
        call = source.parent(holder) if isinstance(holder, cst.Arg) else holder
        if (
            isinstance(call, cst.Call)
            and isinstance(call.func, cst.Name)
            and call.func.value in _ABOUT_ATTRIBUTES
            and len(call.args) > 1
        ):
            self._key_of(call.args[1].value, call, f"{call.func.value}() asks for it by name")
            return
        source.unclear.append(Unclear(source.line(node), "st.session_state is used as a whole"))

    def _key_of(self, key: cst.BaseExpression, node: cst.CSTNode, reason: str) -> None:
        source, line = self._source, self._source.line(node)
        text = known_key(key)
        if text is None:
            source.unclear.append(unclear_key(source, key, line))
        else:
            source.session.append(Use(text, Kind.OTHER, node, line, reason=reason))

    def _target(self, key: str, target: cst.BaseExpression) -> None:
        source = self._source
        holder = source.parent(target)
        use = Use(key, Kind.READ, target, source.line(target))
        if isinstance(holder, cst.AssignTarget):
            assign = source.parent(holder)
            if isinstance(assign, cst.Assign) and len(assign.targets) == 1:
                use.kind, use.value = Kind.WRITE, assign.value
            else:
                use.kind, use.reason = Kind.OTHER, "it is assigned together with others"
        elif isinstance(holder, cst.AugAssign) and holder.target is target:
            use.kind = Kind.AUGMENT
        elif isinstance(holder, cst.Del):
            use.kind, use.node = Kind.DELETE, holder
        elif not _is_read(source, target, holder):
            use.kind, use.reason = Kind.OTHER, "this is more than a plain assignment or `del`"
        guards = [guard for guard in source.guards if key in guard.keys]
        if use.kind is Kind.WRITE and any(_inside(source, target, each) for each in guards):
            use.kind = Kind.FIRST
        source.session.append(use)

    def _method(self, name: str, call: cst.Call) -> None:
        source, line = self._source, self._source.line(call)
        if name == "clear":
            return  # state classes begin anew as well
        holder = source.parent(call)
        if name == "keys" and isinstance(holder, cst.ComparisonTarget):
            self._presence(holder)
            return
        if name not in ("get", "setdefault", "pop") or not call.args:
            told = f"st.session_state.{name}() is used as a whole"
            loop = holder
            while isinstance(loop, (cst.Arg, cst.Call)):
                loop = source.parent(loop)
            only = begun_with(loop) if isinstance(loop, cst.For) and name == "keys" else ""
            source.unclear.append(Unclear(line, told, pattern=only or ".*"))
            return
        key = known_key(call.args[0].value)
        if key is None:
            source.unclear.append(unclear_key(source, call.args[0].value, line))
            return
        default = call.args[1].value if len(call.args) > 1 else None
        use = Use(key, Kind.GET, call, line, default or cst.Name("None"))
        statement = isinstance(source.parent(call), cst.Expr)
        if name == "setdefault":
            use.kind = Kind.SET_DEFAULT
        elif name == "pop":
            use.kind = Kind.DELETE if statement else Kind.OTHER
            use.reason = "" if statement else "the code uses what pop() returns"
        source.session.append(use)

    def _presence(self, holder: cst.ComparisonTarget) -> None:
        source = self._source
        comparison = source.parent(holder)
        assert isinstance(comparison, cst.Comparison)
        if not isinstance(holder.operator, (cst.In, cst.NotIn)):
            source.unclear.append(
                Unclear(source.line(holder), "st.session_state is used as a whole")
            )
            return
        statement = source.parent(comparison)
        if any(guard.node is statement for guard in source.guards):
            return
        if isinstance(statement, cst.If):
            key = only_deletes(source, statement, SESSION)
            if key is not None:
                source.session.append(Use(key, Kind.DELETE, statement, source.line(statement)))
                return
        key = known_key(comparison.left)
        if key is not None and len(comparison.comparisons) == 1:
            line = source.line(comparison)
            source.session.append(Use(key, Kind.PRESENCE, comparison, line))
            return
        reason = "the code tests whether it is set: set it to None first, and test `is not None`"
        self._key_of(comparison.left, comparison, reason)


def _inside(source: Source, node: cst.CSTNode, guard: Guard) -> bool:
    inner = node
    while not isinstance(inner, cst.Module):
        if inner is guard.node:
            return True
        inner = source.parent(inner)
    return False


def _is_read(source: Source, target: cst.CSTNode, holder: cst.CSTNode) -> bool:
    """Return whether an expression is read, not bound by a loop, a `with` or the like."""
    if isinstance(holder, cst.AnnAssign):
        return holder.target is not target
    inner = target
    while isinstance(holder, (cst.Element, cst.StarredElement, cst.Tuple, cst.List)):
        inner, holder = holder, source.parent(holder)
    if isinstance(holder, (cst.For, cst.CompFor)):
        return holder.target is not inner
    return not isinstance(holder, (cst.AssignTarget, cst.Del, cst.AsName))


def _clears(source: Source, loop: cst.For) -> bool:
    """Return whether a loop deletes all keys: `for key in st.session_state.keys(): del ...`."""
    whole = loop.iter
    if isinstance(whole, cst.Call) and isinstance(whole.func, cst.Name) and len(whole.args) == 1:
        whole = whole.args[0].value if whole.func.value in ("list", "tuple") else whole
    if isinstance(whole, cst.Call) and isinstance(whole.func, cst.Attribute) and not whole.args:
        whole = whole.func.value if whole.func.attr.value == "keys" else whole
    body = loop.body.body
    if source.names.state(whole) != SESSION or len(body) != 1 or loop.orelse is not None:
        return False
    line = body[0]
    deleted = line.body[0] if isinstance(line, cst.SimpleStatementLine) else line
    if not isinstance(deleted, cst.Del) or not isinstance(deleted.target, cst.Subscript):
        return False
    index = deleted.target.slice[0].slice
    return (
        source.names.state(deleted.target.value) == SESSION
        and isinstance(index, cst.Index)
        and index.value.deep_equals(loop.target)
    )


def collect(source: Source) -> None:
    """Fill in a source's uses."""
    source.module.visit(Collector(source))
    for use in (*source.session, *source.params):
        inner = use.node
        while not isinstance(inner, (cst.BaseStatement, cst.Module)):
            inner = source.parent(inner)
            if isinstance(inner, cst.FormattedStringExpression) and inner.equal is not None:
                use.kind, use.reason = Kind.OTHER, "an f-string with `=` shows it as text"
