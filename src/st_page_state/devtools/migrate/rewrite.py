"""Writes a module anew, with fields in place of keys and params."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import libcst as cst

from st_page_state.devtools.migrate.classes import Classes
from st_page_state.devtools.migrate.facts import copies
from st_page_state.devtools.migrate.fields import Field, Plan
from st_page_state.devtools.migrate.flow import Bound, Way, after_declared, line_of, of_any_type
from st_page_state.devtools.migrate.keys import known_key
from st_page_state.devtools.migrate.leftovers import (
    callback,
    gone,
    idle_callbacks,
    without_gone,
)
from st_page_state.devtools.migrate.literals import plain_value
from st_page_state.devtools.migrate.presence import is_positive
from st_page_state.devtools.migrate.uses import Kind, Source, Use
from st_page_state.devtools.migrate.widgets import is_first, is_options

_MOVED = ("on_change", "args", "kwargs")
Change = Callable[[Any], Any]


class Rewriter(cst.CSTTransformer):
    """Changes the nodes that a plan converts.

    Args:
        source: the module.
        plan: what is converted.
        classes: the class of each field.
    """

    def __init__(self, source: Source, plan: Plan, classes: Classes) -> None:
        super().__init__()
        self._source, self._plan, self._classes = source, plan, classes
        self._changes: dict[cst.CSTNode, Change] = {}
        self.used: set[str] = set()
        """The names of the classes that the new text uses."""
        for use in source.session:
            if use.key in plan.session:
                self._session(use, plan.session[use.key])
        for use in source.params:
            if use.key in plan.params:
                self._param(use, plan.params[use.key])
        for guard in source.guards:
            if guard.keys[0] in plan.session:
                self._changes[guard.node] = _removed
                for text in guard.node.body.body:
                    self._changes[text] = _kept
        for call in source.from_dicts:
            self._from_dict(call)
        for call in source.clears:
            self._clear(call)
        self._declared: dict[cst.CSTNode, list[str]] = {}
        """The names whose type is declared in front of a line."""
        self.needs_any = False
        for each in plan.untyped:
            self._untyped(each)
        removed = {node for node, change in self._changes.items() if change is _removed}
        bound = [
            use.call for use in source.session
            if use.call is not None and use.call in self._changes
        ]  # fmt: skip
        self._idle = idle_callbacks(source, removed, bound)
        self._changes.update(dict.fromkeys(self._idle.values(), _removed))

    @property
    def changes(self) -> int:
        """How many places are changed."""
        return len(self._changes)

    def on_leave(self, original_node: Any, updated_node: Any) -> Any:
        """Apply the change of a node."""
        names = self._declared.get(original_node)
        if names is not None:
            return after_declared(names, self._changed(original_node, updated_node))
        return self._changed(original_node, updated_node)

    def _changed(self, original_node: Any, updated_node: Any) -> Any:
        change = self._changes.get(original_node)
        if change is not None:
            return change(updated_node)
        if isinstance(updated_node, cst.SimpleStatementLine) and not updated_node.body:
            return gone(updated_node)
        if isinstance(updated_node, (cst.Module, cst.IndentedBlock)):
            return updated_node.with_changes(body=without_gone(updated_node.body))
        return updated_node

    def _reference(self, found: Field) -> str:
        self.used.add(self._classes.owner(found))
        return f"{self._classes.owner(found)}.{found.name}"

    def _session(self, use: Use, found: Field) -> None:
        if use.kind is Kind.FIRST:
            return  # it goes with its guard
        if use.kind is Kind.PRESENCE:
            self._present(use, found)
            return
        if use.kind is Kind.SET_DEFAULT and self._is_statement(use.node):
            self._changes[self._line_of(use.node)] = _removed
        elif use.kind is Kind.DELETE:
            self._reset(use, found)
        elif use.kind in (Kind.WIDGET, Kind.NATIVE):
            self._changes[use.node] = self._bound(use, found)
        else:
            self._replace(use.node, self._reference(found))

    def _param(self, use: Use, found: Field) -> None:
        if use.kind in (Kind.GET, Kind.READ):
            self._replace(use.node, self._reference(found))
        elif use.kind is Kind.PRESENCE:
            self._present(use, found)
        elif use.kind is Kind.DELETE:
            self._reset(use, found)
        elif found.url_key is not None and copies(self._source, use, found.name):
            self._changes[self._line_of(use.node)] = _removed
        else:
            self._write(use, found)

    def _present(self, use: Use, found: Field) -> None:
        """Ask for None in place of presence."""
        operator = "is not" if is_positive(use) else "is"
        test = cst.parse_expression(f"{self._reference(found)} {operator} None")
        assert isinstance(use.node, cst.Comparison)
        changed = test.with_changes(lpar=use.node.lpar, rpar=use.node.rpar)
        self._changes[use.node] = lambda _: changed.deep_clone()

    def _write(self, use: Use, found: Field) -> None:
        owner, name = self._reference(found).split(".")
        target = cst.Attribute(cst.Name(owner), cst.Name(name))

        def change(assign: cst.Assign) -> cst.Assign:
            value = plain_value(assign.value, found.annotation)
            return assign.with_changes(targets=[cst.AssignTarget(target)], value=value)

        self._changes[use.node] = change

    def _replace(self, node: cst.CSTNode, code: str) -> None:
        replacement = cst.parse_expression(code)
        self._changes[node] = lambda _: replacement.deep_clone()

    def _reset(self, use: Use, found: Field) -> None:
        self.used.add(self._classes.owner(found))
        code = f'{self._classes.owner(found)}.reset("{found.name}")'
        call = cst.parse_expression(code)
        if isinstance(use.node, cst.If):
            line = cst.SimpleStatementLine([cst.Expr(call)])
            self._changes[use.node] = lambda old: line.with_changes(leading_lines=old.leading_lines)
        elif isinstance(use.node, cst.Del):
            self._changes[use.node] = lambda old: cst.Expr(call, semicolon=old.semicolon)
        else:
            self._changes[use.node] = lambda _: call

    def _from_dict(self, call: cst.Call) -> None:
        """Convert a call that gives all params of one class; any other is adopted as it is."""
        given = call.args[0].value
        if not self._plan.params or not isinstance(given, cst.Dict):
            return
        keys = [each.key for each in given.elements if isinstance(each, cst.DictElement)]
        fields = [self._plan.params[str(known_key(key))] for key in keys]
        owners = sorted({self._classes.owner(each) for each in fields})
        owner = owners[0]
        self.used.add(owner)

        def change(updated: cst.Call) -> cst.Call:
            values = updated.args[0].value
            assert isinstance(values, cst.Dict)
            args = [
                cst.Arg(
                    keyword=cst.Name(found.name),
                    value=plain_value(element.value, found.annotation),
                    equal=cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace("")),
                )
                for found, element in zip(fields, values.elements, strict=True)
            ]
            return updated.with_changes(func=cst.parse_expression(f"{owner}.update"), args=args)

        self._changes[call] = change

    def _clear(self, call: cst.Call) -> None:
        """Reset the fields first: what only goes from the address would come back."""
        names: dict[str, list[str]] = {}
        for each in self._plan.params.values():
            names.setdefault(self._classes.owner(each), []).append(f'"{each.name}"')
        if not names:
            return
        self.used.update(names)
        small = [
            cst.Expr(cst.parse_expression(f"{owner}.reset({', '.join(fields)})"))
            for owner, fields in names.items()
        ]
        resets = [cst.SimpleStatementLine([reset]) for reset in small]
        line = self._source.parent(self._line_of(call))
        if not isinstance(line, cst.SimpleStatementLine) or len(line.body) > 1:
            self._changes[self._line_of(call)] = lambda old: cst.FlattenSentinel([*small, old])
            return

        def change(old: cst.SimpleStatementLine) -> cst.FlattenSentinel[cst.SimpleStatementLine]:
            first = resets[0].with_changes(leading_lines=old.leading_lines)
            return cst.FlattenSentinel([first, *resets[1:], old.with_changes(leading_lines=[])])

        self._changes[line] = change

    def _bound(self, use: Use, found: Field) -> Change:
        owner = self._classes.owner(found)
        self.used.add(owner)
        native = use.kind is Kind.NATIVE or use.gives_first

        def change(call: cst.Call) -> cst.Call:
            offered: list[cst.Arg] = []
            moved: list[cst.Arg] = []
            kept: list[cst.Arg] = []
            for number, arg in enumerate(call.args):
                name = arg.keyword.value if arg.keyword is not None else ""
                if name == "key":
                    kept.append(arg)
                elif name in _MOVED:
                    moved += [] if self._is_idle(call) else [arg]
                elif is_options(call, number, arg):
                    offered.append(_named("options", arg))
                elif not (native and (name == "bind" or is_first(call, number, arg))):
                    kept.append(arg)
            equal = cst.MaybeSentinel.DEFAULT
            bind = cst.parse_expression(f'{owner}.bind("{found.name}")')
            assert isinstance(bind, cst.Call)
            bind = bind.with_changes(args=_joined([*bind.args, *offered, *moved]))
            kept = [
                arg.with_changes(star="**", keyword=None, value=bind, equal=equal)
                if arg.keyword is not None and arg.keyword.value == "key"
                else arg
                for arg in kept
            ]
            last = call.args[-1]
            if kept[-1].comma != last.comma:
                kept[-1] = kept[-1].with_changes(
                    comma=last.comma, whitespace_after_arg=last.whitespace_after_arg
                )
            return call.with_changes(args=kept)

        return change

    def _untyped(self, bound: Bound) -> None:
        """Let a name hold values of any type, as it did."""
        if bound.node not in self._source.parents:
            return
        self.needs_any = True
        if bound.way is Way.ASSIGNED:
            self._changes[bound.node] = of_any_type
        else:
            line = line_of(self._source, bound.node)
            self._declared.setdefault(line, []).append(bound.name)

    def _is_idle(self, call: cst.Call) -> bool:
        return callback(call) in self._idle

    def _is_statement(self, node: cst.CSTNode) -> bool:
        return isinstance(self._source.parent(node), cst.Expr)

    def _line_of(self, node: cst.CSTNode) -> cst.CSTNode:
        """Return the small statement that a node is or stands in."""
        inner = node
        while not isinstance(inner, cst.BaseSmallStatement):
            inner = self._source.parent(inner)
        return inner


def _removed(node: Any) -> Any:
    return cst.RemoveFromParent() if isinstance(node, cst.BaseSmallStatement) else gone(node)


def _named(name: str, arg: cst.Arg) -> cst.Arg:
    """Return an argument by name."""
    equal = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))
    return arg.with_changes(keyword=cst.Name(name), equal=equal)


def _kept(node: Any) -> Any:
    return node


def _joined(args: list[cst.Arg]) -> list[cst.Arg]:
    return [
        arg.with_changes(
            comma=cst.MaybeSentinel.DEFAULT, whitespace_after_arg=cst.SimpleWhitespace("")
        )
        for arg in args
    ]
