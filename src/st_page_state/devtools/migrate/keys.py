"""Which keys an expression may be."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst

from st_page_state.devtools.migrate.literals import code_of, literal
from st_page_state.devtools.migrate.names import Names
from st_page_state.devtools.migrate.uses import Source, Unclear


def known_key(node: cst.BaseExpression) -> str | None:
    """Return the key if an expression is a plain text."""
    found, value = literal(node)
    return value if found and isinstance(value, str) else None


def unclear_key(source: Source, node: cst.BaseExpression, line: int) -> Unclear:
    """Return which keys an expression that is no plain text may be."""
    code = code_of(node)
    made = isinstance(node, (cst.FormattedString, cst.BinaryOperation))
    reason = (
        f"the key `{code}` is made at run time"
        if made
        else f"the key is the value of `{code}`, which is not a plain text"
    )
    return Unclear(line, reason, pattern=Keys().pattern(source, node) or ".*")


class Keys:
    """Finds the texts that an expression may be, as a regular expression."""

    def __init__(self) -> None:
        self._asked: set[cst.CSTNode] = set()

    def pattern(self, source: Source, node: cst.BaseExpression) -> str | None:
        """Return an expression that all texts match which a value may be, if that is known."""
        text = known_key(node)
        if text is not None:
            return re.escape(text)
        match node:
            case cst.FormattedString(parts=parts):
                return "".join(self._part(source, part) for part in parts)
            case cst.BinaryOperation(left=left, operator=cst.Add(), right=right):
                both = [self.pattern(source, left), self.pattern(source, right)]
                return None if both == [None, None] else "".join(each or ".*" for each in both)
            case cst.IfExp(body=body, orelse=orelse):
                return self._either([self.pattern(source, each) for each in (body, orelse)])
            case cst.Name(value=name):
                return self._named(source, node, name)
            case _:
                return None

    def _part(self, source: Source, part: cst.BaseFormattedStringContent) -> str:
        if isinstance(part, cst.FormattedStringExpression):
            plain = part.format_spec is None and part.conversion is None
            found = self.pattern(source, part.expression) if plain else None
            return f"(?:{found})" if found else ".*"
        return re.escape(part.value) if isinstance(part, cst.FormattedStringText) else ".*"

    def _either(self, patterns: list[str | None]) -> str | None:
        if not patterns or None in patterns:
            return None
        return "|".join(f"(?:{each})" for each in dict.fromkeys(patterns))

    def _named(self, source: Source, node: cst.CSTNode, name: str) -> str | None:
        if node in self._asked:
            return None
        self._asked.add(node)
        try:
            for holder in _above(source, node):
                found = self._bound_by(source, holder, name)
                if found != "":
                    return found
            values = source.names.bound.get(name, [])
            return self._either([None if v is None else self.pattern(source, v) for v in values])
        finally:
            self._asked.discard(node)

    def _bound_by(self, source: Source, holder: cst.CSTNode, name: str) -> str | None:
        """Return the pattern that a loop or a function binds a name to; "" if it does not."""
        if isinstance(holder, (cst.For, cst.CompFor)):
            place = _place(holder.target, name)
            if isinstance(holder, cst.For) and place == -1 and begun_with(holder):
                return begun_with(holder)
            if place is None or (isinstance(holder, cst.For) and _assigned(holder.body, name)):
                return "" if place is None else None
            texts = _iterated(source, holder.iter, place)
            return None if texts is None else self._either([re.escape(t) for t in sorted(texts)])
        if isinstance(holder, (cst.ListComp, cst.SetComp, cst.GeneratorExp, cst.DictComp)):
            return self._bound_by(source, holder.for_in, name)
        if isinstance(holder, cst.Lambda):
            return None if name in [p.name.value for p in holder.params.params] else ""
        if isinstance(holder, cst.FunctionDef):
            params = holder.params
            named = [p.name.value for p in (*params.params, *params.kwonly_params)]
            if name in named:
                return None if _assigned(holder.body, name) else self._given(source, holder, name)
            found = _assigned(holder.body, name)
            if found:
                return self._either([None if v is None else self.pattern(source, v) for v in found])
        return ""

    def _given(self, source: Source, function: cst.FunctionDef, name: str) -> str | None:
        """Return the pattern of what all calls of a function give it for a parameter."""
        params = [*function.params.params]
        places = [p.name.value for p in params]
        method = places[:1] in (["self"], ["cls"])
        default = next(
            p.default for p in (*params, *function.params.kwonly_params) if p.name.value == name
        )
        called = function.name.value
        found: list[str | None] = []
        for other in source.app:
            calls = other.names.calls.get(called, [])
            imported = sum(1 for each in other.names.bound.get(called, []) if each is None)
            if other.names.used[called] > len(calls) + max(imported, 1):
                return None  # it is handed on
            for call in calls:
                given = _argument(call, name, places[method:]) or default
                found.append(None if given is None else self.pattern(other, given))
        return self._either(found)


def begun_with(loop: cst.For) -> str:
    """Return the pattern of a loop whose body is an `if key.startswith("x"):` alone."""
    line = loop.body.body[0] if len(loop.body.body) == 1 else None
    test = line.test if isinstance(line, cst.If) and line.orelse is None else None
    match test:
        case cst.Call(
            func=cst.Attribute(value=cst.Name(value=name), attr=cst.Name(value="startswith")),
            args=[cst.Arg(value=start)],
        ) if isinstance(loop.target, cst.Name) and loop.target.value == name:
            text = known_key(start)
            return "" if text is None else f"{re.escape(text)}.*"
        case _:
            return ""


def _argument(call: cst.Call, name: str, places: list[str]) -> cst.BaseExpression | None:
    if any(arg.star for arg in call.args):
        return None
    for number, arg in enumerate(call.args):
        if arg.keyword is not None:
            if arg.keyword.value == name:
                return arg.value
        elif number < len(places) and places[number] == name:
            return arg.value
    return None


def _above(source: Source, node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    inner = node
    while not isinstance(inner, cst.Module):
        inner = source.parent(inner)
        yield inner


def _assigned(body: cst.CSTNode, name: str) -> list[cst.BaseExpression | None]:
    """Return what a name is assigned in a block; None for any other binding."""
    names = Names()
    body.visit(names)
    return names.bound.get(name, [])


def _place(target: cst.BaseExpression, name: str) -> int | None:
    """Return which item of each element a loop's target takes as the name; -1 for all of it."""
    if isinstance(target, cst.Name):
        return -1 if target.value == name else None
    if isinstance(target, cst.Tuple):
        names = [e.value.value if isinstance(e.value, cst.Name) else "" for e in target.elements]
        return names.index(name) if name in names else None
    return None


def _iterated(source: Source, node: cst.BaseExpression, place: int) -> set[str] | None:
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and len(node.args) == 1:
        copied = node.func.value in ("list", "tuple", "sorted", "set", "reversed")
        return _iterated(source, node.args[0].value, place) if copied else None
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute) and not node.args:
        if node.func.attr.value == "keys" and place == -1:
            return _iterated(source, node.func.value, -1)
        if node.func.attr.value == "items" and place == 0:
            return _iterated(source, node.func.value, -1)
        return None
    if isinstance(node, cst.Name):
        only = source.names.only_value(node.value)
        return (
            None if only is None or isinstance(only, cst.Name) else _iterated(source, only, place)
        )
    found: list[str | None] = []
    if isinstance(node, cst.Dict) and place == -1:
        found = [
            known_key(entry.key) if isinstance(entry, cst.DictElement) else None
            for entry in node.elements
        ]
    elif isinstance(node, (cst.List, cst.Tuple, cst.Set)):
        for element in node.elements:
            value = element.value
            if place >= 0:
                if not isinstance(value, (cst.Tuple, cst.List)) or len(value.elements) <= place:
                    return None
                value = value.elements[place].value
            found.append(known_key(value))
    else:
        return None
    texts = {text for text in found if text is not None}
    return texts if None not in found else None
