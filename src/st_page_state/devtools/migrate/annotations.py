"""The types that fields are given: as narrow as the rest of the module allows.

What is in Streamlit's session state is of any type for a type checker. A field has a type of its
own, and code that was right before must be right after, so where that type does not fit a use of
it, a wider one is taken, or a narrower one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import libcst as cst

from st_page_state.devtools.migrate import widgets
from st_page_state.devtools.migrate.facts import Facts
from st_page_state.devtools.migrate.flow import Bound, Flow, Way
from st_page_state.devtools.migrate.literals import literal
from st_page_state.devtools.migrate.narrowing import Reads
from st_page_state.devtools.migrate.types import CONTAINERS, DATE, UNKNOWN, Inference, Types
from st_page_state.devtools.migrate.uses import Kind, Source

_ORDER = ("bool", "int", "float", "str", DATE, *sorted(CONTAINERS), "None")
_ANY = "Any"
_FEW_TEXTS = {
    "alignment", "delta_color", "gap", "height", "horizontal_alignment", "initial_sidebar_state",
    "label_visibility", "layout", "num_rows", "on_select", "renderer", "selection_mode", "style",
    "submit_mode", "text_alignment", "theme", "type", "vertical_alignment", "width",
}  # fmt: skip
"""The arguments of Streamlit's commands that take only certain texts."""
_NARROWER = {"float": frozenset({"int", "bool"}), "int": frozenset({"bool"})}
_GENERIC = {"max", "min", "abs", "sum", "round", "next"}
"""Functions whose result has the type of what they are given."""


class Annotations:
    """Finds the types of the session's fields.

    Args:
        sources: the modules.
        facts: what is known of the keys that become fields.
        types: the types of their values.
        inference: returns what infers the types of a module's expressions.
    """

    def __init__(
        self,
        sources: list[Source],
        facts: dict[str, Facts],
        types: dict[str, Types],
        inference: Callable[[Source], Inference],
    ) -> None:
        self._facts, self._types, self._inference = facts, types, inference
        self._flows = {source.path: Flow.of(source) for source in sources}
        self._reads = {
            id(use.node): key
            for key, found in facts.items() for _, use in found.uses
            if use.kind in (Kind.READ, Kind.GET)
        }  # fmt: skip
        self._chosen: dict[str, str] = {}
        self.untyped: list[Bound] = []
        """The first bindings of names that need to hold values of any type."""
        for key, found in facts.items():
            if self._needs_few_texts(key, found):
                self._chosen[key] = _texts_of(found) or _ANY
        for flow in self._flows.values():
            for bounds in flow.bound.values():
                self._name(flow, bounds)
        for key, found in facts.items():
            if len(types[key]) > 1 and not self._is_safe(key, found):
                self._chosen.setdefault(key, _ANY)

    def of(self, key: str, facts: Facts) -> str:
        """Return the type of a key's field; what is in the address is never of any type."""
        chosen = self._chosen.get(key, "")
        public = facts.linked is not None or any(use.kind is Kind.NATIVE for _, use in facts.uses)
        if chosen and not (chosen == _ANY and public):
            return chosen
        return annotation_of(facts, self._types[key])

    def _needs_few_texts(self, key: str, facts: Facts) -> bool:
        if self._types[key] != frozenset({"str"}):
            return False
        return any(
            _takes_few_texts(source, node)
            for source, use in facts.uses
            if use.kind in (Kind.READ, Kind.GET) and isinstance(use.node, cst.BaseExpression)
            for node in self._flows[source.path].onward(use.node)
        )

    def _name(self, flow: Flow, bounds: list[Bound]) -> None:
        """Let a name hold values of any type that is bound to a field's and to others."""
        keys = {key for bound in bounds for key in self._inside(bound.given())}
        if len(bounds) < 2 or not keys or self._is_alike(flow.source, bounds, keys):
            return
        if bounds[0].way is Way.FIXED:
            self._chosen.update(dict.fromkeys(keys, _ANY))
        else:
            self.untyped.append(bounds[0])

    def _is_alike(self, source: Source, bounds: list[Bound], keys: set[str]) -> bool:
        """Return whether all that a name is bound to fits the type of the first of it."""
        if keys & self._chosen.keys():
            return all(self._chosen.get(key) == _ANY for key in keys)
        inference = self._inference(source)
        first = UNKNOWN
        for bound in bounds:
            if isinstance(bound.node, cst.AugAssign):
                right = inference.types(bound.node.value)
                types = inference.combined(bound.node.operator, first, right)
            else:
                types = UNKNOWN if bound.value is None else inference.types(bound.value)
            first = first or types
            fits = first.union(*(_NARROWER.get(each, first) for each in first))
            if not types or not types <= fits:
                return False
        return True

    def _inside(self, node: cst.CSTNode | None) -> Iterator[str]:
        """Yield the keys whose values give an expression its type."""
        if node is None:
            return
        if id(node) in self._reads:
            yield self._reads[id(node)]
        for child in node.children:
            func = node.func if isinstance(node, cst.Call) else None
            generic = isinstance(func, cst.Name) and func.value in _GENERIC
            if generic or not isinstance(child, cst.Arg):
                yield from self._inside(child)

    def _is_safe(self, key: str, facts: Facts) -> bool:
        """Return whether no use of a value of several types needs one of them."""
        for source, use in facts.uses:
            node = use.node
            reads = use.kind in (Kind.READ, Kind.GET, Kind.AUGMENT)
            if not reads or not isinstance(node, cst.BaseExpression):
                continue
            if self._is_untyped(source, node):
                continue
            flow, inference = self._flows[source.path], self._inference(source)
            if not Reads(flow, key, self._types[key], inference).is_safe(node):
                return False
        return True

    def _is_untyped(self, source: Source, node: cst.BaseExpression) -> bool:
        """Return whether just this becomes a name that holds values of any type."""
        holder = source.parent(node)
        target = holder.targets[0].target if isinstance(holder, cst.Assign) else None
        flow = self._flows[source.path]
        if not isinstance(target, cst.Name):
            return False
        return any(bound in self.untyped for bound in flow.bound[flow.home(target)])


def annotation_of(facts: Facts, types: Types) -> str:
    """Return the text of a type."""
    bound = any(use.kind in (Kind.WIDGET, Kind.NATIVE) for _, use in facts.uses)
    if types == frozenset({"list"}) and bound:
        return "list[str]"
    return " | ".join(name for name in _ORDER if name in types)


def _takes_few_texts(source: Source, node: cst.BaseExpression) -> bool:
    holder = source.parent(node)
    if not isinstance(holder, cst.Arg) or holder.keyword is None:
        return False
    call = source.parent(holder)
    command = isinstance(call, cst.Call) and source.names.command(call) is not None
    return command and holder.keyword.value in _FEW_TEXTS


def _texts_of(facts: Facts) -> str:
    """Return a type of the texts that a key may have; empty if they are not known."""
    texts: list[Any] = [facts.value]
    for source, use in facts.uses:
        if use.kind in (Kind.WIDGET, Kind.NATIVE) and use.call is not None:
            chosen = source.names.command(use.call) in widgets.CHOICES
            texts += (widgets.options(source, use.call) if chosen else None) or [None]
        elif use.kind in (Kind.WRITE, Kind.AUGMENT):
            texts.append(literal(use.value)[1])
    if not all(isinstance(text, str) for text in texts):
        return ""
    return f"Literal[{', '.join(repr(text) for text in dict.fromkeys(texts))}]".replace("'", '"')
