"""Types of expressions, as far as they can be known without running them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import libcst as cst

from st_page_state.devtools.migrate.literals import literal, literal_date, literal_list
from st_page_state.devtools.migrate.names import Names

Types = frozenset[str]
"""The names of the types an expression may have; empty if that is not known."""

UNKNOWN: Types = frozenset()
CONTAINERS = {"list", "dict", "set", "tuple"}
DATE = "datetime.date"
"""The type of a date, which each module spells as it imports it."""
_MADE = {"int", "float", "str", "bool", "list", "dict", "set", "tuple"}
_BUILTINS = {"len": "int", "sorted": "list", "repr": "str", "ord": "int", "chr": "str"}
_TEXTS = {"strip", "lower", "upper", "title", "replace", "join", "capitalize"}
_TESTS = {"startswith", "endswith", "isdigit", "isalpha"}
_COMMANDS = {
    "text_input": "str", "text_area": "str", "color_picker": "str", "checkbox": "bool",
    "toggle": "bool", "button": "bool", "form_submit_button": "bool", "multiselect": "list",
}  # fmt: skip
_LIBRARY = {
    "time.time": "float", "time.perf_counter": "float", "time.strftime": "str",
    "random.random": "float", "random.uniform": "float", "random.randint": "int",
    "random.randrange": "int", "json.dumps": "str", "os.getcwd": "str", "os.listdir": "list",
}  # fmt: skip
_NUMBERS = {"min_value", "max_value", "value", "step"}
_ARITHMETIC = (cst.Add, cst.Subtract, cst.Multiply, cst.Modulo, cst.FloorDivide)


def of_value(value: Any) -> Types:
    """Return the type of a literal's value."""
    name = "None" if value is None else type(value).__name__
    if isinstance(value, dt.date):
        return frozenset({DATE})
    return frozenset({name}) if name in _MADE | {"None"} else UNKNOWN


class Returns(cst.CSTVisitor):
    """Collects what a function returns."""

    def __init__(self) -> None:
        self.values: list[cst.BaseExpression | None] = []
        self.yields = False

    def visit_FunctionDef(self, node: cst.FunctionDef) -> bool:
        return False

    def visit_Lambda(self, node: cst.Lambda) -> bool:
        return False

    def visit_Yield(self, node: cst.Yield) -> None:
        self.yields = True

    def visit_Return(self, node: cst.Return) -> None:
        self.values.append(node.value)


class Inference:
    """Types of the expressions of one module.

    Args:
        names: the names of the module.
        of_state: returns what is known of an expression that reads a field.
    """

    def __init__(self, names: Names, of_state: Callable[[cst.CSTNode], Types | None]) -> None:
        self._names = names
        self._of_state = of_state
        self._asked: set[str] = set()

    def types(self, node: cst.BaseExpression) -> Types:
        """Return the types an expression may have; empty if unknown."""
        known = self._of_state(node)
        if known is not None:
            return known
        is_literal, value = literal(node)
        if is_literal:
            return of_value(value)
        match node:
            case cst.FormattedString() | cst.ConcatenatedString():
                return frozenset({"str"})
            case cst.List() | cst.ListComp():
                return frozenset({"list"})
            case cst.Dict() | cst.DictComp():
                return frozenset({"dict"})
            case cst.Set() | cst.SetComp():
                return frozenset({"set"})
            case cst.Tuple():
                return frozenset({"tuple"})
            case cst.Comparison():
                return self._compared(node)
            case cst.UnaryOperation():
                negated = isinstance(node.operator, cst.Not)
                return frozenset({"bool"}) if negated else self.types(node.expression)
            case cst.IfExp():
                return self._either(node.body, node.orelse)
            case cst.BooleanOperation():
                return self._either(node.left, node.right)
            case cst.BinaryOperation():
                return self._arithmetic(node)
            case cst.Call():
                return self._called(node)
            case cst.Name():
                return self._named(node.value)
            case _:
                return UNKNOWN

    def _either(self, first: cst.BaseExpression, second: cst.BaseExpression) -> Types:
        one, other = self.types(first), self.types(second)
        return one | other if one and other else UNKNOWN

    def _compared(self, node: cst.Comparison) -> Types:
        # Compared arrays and columns give arrays and columns.
        sure = (cst.In, cst.NotIn, cst.Is, cst.IsNot)
        known = all(
            isinstance(each.operator, sure)
            or (self.types(node.left) and self.types(each.comparator))
            for each in node.comparisons
        )
        return frozenset({"bool"}) if known else UNKNOWN

    def _arithmetic(self, node: cst.BinaryOperation) -> Types:
        return self.combined(node.operator, self.types(node.left), self.types(node.right))

    def combined(self, operator: cst.CSTNode, left: Types, right: Types) -> Types:
        """Return the types of an operation on values of these types."""
        name = type(operator).__name__.removesuffix("Assign")
        both = left | right
        if not left or not right:
            return UNKNOWN
        if both <= {"int", "float"}:
            if name == "Divide":
                return frozenset({"float"})
            known = name in {kind.__name__ for kind in _ARITHMETIC}
            return (frozenset({"float"}) if "float" in both else both) if known else UNKNOWN
        return left if name == "Add" and left == right and len(left) == 1 else UNKNOWN

    def _biggest(self, name: str, call: cst.Call) -> Types:
        """Return the types of a call such as ``max(1, page)``."""
        plain = all(arg.keyword is None and not arg.star for arg in call.args)
        if not plain or (name, min(len(call.args), 2)) not in (("max", 2), ("min", 2), ("abs", 1)):
            return UNKNOWN
        found = [self.types(arg.value) for arg in call.args]
        known = all(found) and UNKNOWN.union(*found) <= {"int", "float"}
        return UNKNOWN.union(*found) if known else UNKNOWN

    def _called(self, call: cst.Call) -> Types:
        if literal_date(self._names, call) is not None:
            return frozenset({DATE})
        if isinstance(call.func, cst.Name):
            name = call.func.value
            if name == "round" and len(call.args) == 1 and name not in self._names.bound:
                known = self.types(call.args[0].value)
                return frozenset({"int"}) if known and known <= {"int", "float"} else UNKNOWN
            if name in self._names.bound:
                return self._returned(name)
            made = name if name in _MADE else _BUILTINS.get(name)
            return frozenset({made}) if made else self._biggest(name, call)
        if isinstance(call.func, cst.Attribute):
            name = call.func.attr.value
            if name == "today" and self._names.date(call.func.value):
                return frozenset({DATE})
            chosen = self._chosen(name, call)
            if chosen:
                return chosen
            made = _COMMANDS.get(name) or self._of_module(name, call.func.value)
            if made is None and self.types(call.func.value) == frozenset({"str"}):
                made = "bool" if name in _TESTS else "str" if name in _TEXTS else None
                made = "list" if name in ("split", "splitlines") else made
            maybe_none = any(
                arg.keyword is not None
                and arg.keyword.value == "value"
                and literal(arg.value) == (True, None)
                for arg in call.args
            )
            return frozenset({made}) if made and not maybe_none else UNKNOWN
        return UNKNOWN

    def _of_module(self, name: str, owner: cst.BaseExpression) -> str | None:
        """Return the type of a function of Python's library, by its module's name."""
        module = owner.value if isinstance(owner, cst.Name) else ""
        imported = self._names.bound.get(module) == [None] and module in self._names.imported
        return _LIBRARY.get(f"{module}.{name}") if imported else None

    def _chosen(self, name: str, call: cst.Call) -> Types:
        """Return the types of what a widget with options or numbers gives."""
        if name in ("selectbox", "radio") and self.is_streamlit(call.func):
            words = {arg.keyword.value: arg.value for arg in call.args if arg.keyword is not None}
            plain = [arg.value for arg in call.args if arg.keyword is None and not arg.star]
            node = words.get("options", plain[1] if len(plain) > 1 else None)
            if isinstance(node, cst.Name):
                node = self._names.only_value(node.value)
            nothing = literal(words.get("index", plain[2] if len(plain) > 2 else None))
            found, items = literal_list(node)
            free = {"accept_new_options", "index"} & words.keys() and nothing != (True, 0)
            if found and items and nothing != (True, None) and not free:
                types = [of_value(item) for item in items]
                return UNKNOWN.union(*types) if all(types) else UNKNOWN
        if name in ("slider", "number_input") and self.is_streamlit(call.func):
            numbers = [
                self.types(arg.value)
                for arg in call.args
                if (arg.keyword is None or arg.keyword.value in _NUMBERS) and not arg.star
            ][0 if any(a.keyword and a.keyword.value == "label" for a in call.args) else 1 :]
            known = UNKNOWN.union(*numbers) if numbers and all(numbers) else UNKNOWN
            return known if len(known) == 1 and known <= {"int", "float"} else UNKNOWN
        return UNKNOWN

    def is_streamlit(self, func: cst.BaseExpression) -> bool:
        """Return whether what is called may be one of Streamlit's commands: ``st.slider``."""
        return isinstance(func, cst.Attribute)

    def _returned(self, name: str) -> Types:
        """Return the types of what a function of the module returns."""
        functions = self._names.functions.get(name, [])
        if len(functions) != 1 or self._names.bound[name] != [None] or name in self._asked:
            return UNKNOWN
        (function,) = functions
        if function.asynchronous is not None or function.decorators:
            return UNKNOWN
        if function.returns is not None:
            known = function.returns.annotation
            plain = isinstance(known, cst.Name) and known.value in _MADE
            return frozenset({known.value}) if plain and isinstance(known, cst.Name) else UNKNOWN
        found = Returns()
        function.body.visit(found)
        self._asked.add(name)
        try:
            types = [UNKNOWN if each is None else self.types(each) for each in found.values]
        finally:
            self._asked.discard(name)
        return UNKNOWN.union(*types) if types and all(types) and not found.yields else UNKNOWN

    def _named(self, name: str) -> Types:
        values = self._names.bound.get(name, [])
        if not values or name in self._asked:
            return UNKNOWN
        self._asked.add(name)
        try:
            found = [UNKNOWN if value is None else self.types(value) for value in values]
        finally:
            self._asked.discard(name)
        return UNKNOWN.union(*found) if all(found) else UNKNOWN
