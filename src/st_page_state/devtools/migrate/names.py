"""What a module calls Streamlit's session state and query params."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import libcst as cst

SESSION, QUERY, OLD_QUERY = "session_state", "query_params", "experimental_get_query_params"
OLD_SET = "experimental_set_query_params"
_STATES = {SESSION, QUERY, OLD_QUERY, OLD_SET}


@dataclass(eq=False)
class Names(cst.CSTVisitor):
    """The names a module gives to Streamlit, and those it uses at all.

    Attributes:
        modules: names of the module streamlit.
        states: names imported from streamlit, and what each stands for.
        dates: the texts that stand for datetime's class ``date``, as the module imports it.
        used: how often each name stands in the module.
        bound: the right sides of plain assignments by name; None for any other binding.
        imported: the names of the modules that are imported under their own names.
        imported_first: those of them that the module's first statements import.
        aliases: names that are assigned one of Streamlit's states, and what each stands for.
        functions: the functions by name.
        calls: the calls by the last name of what is called.
    """

    modules: set[str] = field(default_factory=set[str])
    states: dict[str, str] = field(default_factory=dict[str, str])
    dates: list[str] = field(default_factory=list[str])
    used: Counter[str] = field(default_factory=Counter[str])
    bound: dict[str, list[cst.BaseExpression | None]] = field(
        default_factory=dict[str, list[cst.BaseExpression | None]]
    )
    imported: set[str] = field(default_factory=set[str])
    imported_first: set[str] = field(default_factory=set[str])
    aliases: dict[str, str] = field(default_factory=dict[str, str])
    functions: dict[str, list[cst.FunctionDef]] = field(
        default_factory=dict[str, list[cst.FunctionDef]]
    )
    calls: dict[str, list[cst.Call]] = field(default_factory=dict[str, list[cst.Call]])

    def visit_Name(self, node: cst.Name) -> None:
        self.used[node.value] += 1

    def visit_Import(self, node: cst.Import) -> None:
        for alias in node.names:
            name = alias.evaluated_alias or alias.evaluated_name
            if alias.evaluated_name == "streamlit":
                self.modules.add(name)
            if alias.evaluated_name == "datetime":
                self.dates.append(f"{name}.date")
            if alias.asname is None:
                self._bind(name.partition(".")[0], None)
                self.imported.add(name)

    def visit_ImportFrom(self, node: cst.ImportFrom) -> None:
        if isinstance(node.names, cst.ImportStar):
            return
        streamlit = isinstance(node.module, cst.Name) and node.module.value == "streamlit"
        for alias in node.names:
            name = alias.evaluated_alias or alias.evaluated_name
            if streamlit and not node.relative and alias.evaluated_name in _STATES:
                self.states[name] = alias.evaluated_name
            module = node.module.value if isinstance(node.module, cst.Name) else ""
            if (module, alias.evaluated_name) == ("datetime", "date") and not node.relative:
                self.dates.append(name)
            if alias.asname is None:
                self._bind(name, None)

    def visit_Assign(self, node: cst.Assign) -> None:
        for target in node.targets:
            self._bind_target(target.target, node.value)
        state = self.state(node.value)
        only = node.targets[0].target
        if state in (SESSION, QUERY) and len(node.targets) == 1 and isinstance(only, cst.Name):
            self.aliases[only.value] = state

    def visit_AnnAssign(self, node: cst.AnnAssign) -> None:
        if node.value is not None:
            self._bind_target(node.target, node.value)

    def visit_NamedExpr(self, node: cst.NamedExpr) -> None:
        self._bind_target(node.target, node.value)

    def visit_AugAssign(self, node: cst.AugAssign) -> None:
        self._bind_target(node.target, None)

    def visit_For(self, node: cst.For) -> None:
        self._bind_target(node.target, None)

    def visit_CompFor(self, node: cst.CompFor) -> None:
        self._bind_target(node.target, None)

    def visit_AsName(self, node: cst.AsName) -> None:
        self._bind_target(node.name, None)

    def visit_Param(self, node: cst.Param) -> None:
        known = node.annotation.annotation if node.annotation is not None else None
        plain = isinstance(known, cst.Name) and known.value in ("int", "float", "str", "bool")
        self._bind(node.name.value, cst.Call(known) if plain and known is not None else None)

    def visit_FunctionDef(self, node: cst.FunctionDef) -> None:
        self._bind(node.name.value, None)
        self.functions.setdefault(node.name.value, []).append(node)

    def visit_Call(self, node: cst.Call) -> None:
        func = node.func.attr if isinstance(node.func, cst.Attribute) else node.func
        if isinstance(func, cst.Name):
            self.calls.setdefault(func.value, []).append(node)

    def visit_ClassDef(self, node: cst.ClassDef) -> None:
        self._bind(node.name.value, None)

    def _bind_target(self, target: cst.BaseExpression, value: cst.BaseExpression | None) -> None:
        if isinstance(target, cst.Name):
            self._bind(target.value, value)
        elif isinstance(target, (cst.Tuple, cst.List)):
            for element in target.elements:
                self._bind_target(element.value, None)

    def _bind(self, name: str, value: cst.BaseExpression | None) -> None:
        self.bound.setdefault(name, []).append(value)

    def state(self, node: cst.CSTNode) -> str | None:
        """Return which of Streamlit's states an expression is."""
        if isinstance(node, cst.Attribute) and node.attr.value in _STATES:
            owner = node.value
            known = isinstance(owner, cst.Name) and owner.value in self.modules
            return node.attr.value if known else None
        if not isinstance(node, cst.Name):
            return None
        alias = self.aliases.get(node.value)
        once = alias is not None and len(self.bound.get(node.value, [])) == 1
        return alias if once else self.states.get(node.value)

    def is_alias(self, assign: cst.CSTNode) -> bool:
        """Return whether a statement only gives one of Streamlit's states another name."""
        if not isinstance(assign, cst.Assign) or len(assign.targets) > 1:
            return False
        target = assign.targets[0].target
        return isinstance(target, cst.Name) and self.state(target) is not None

    def command(self, call: cst.Call) -> str | None:
        """Return the command's name if a call may be one of Streamlit's, such as ``slider``.

        The owner may be Streamlit or whatever it makes: ``st.sidebar``, a column, a tab.
        """
        return call.func.attr.value if isinstance(call.func, cst.Attribute) else None

    def date(self, node: cst.CSTNode) -> str | None:
        """Return the text that an expression has for datetime's class ``date``, if it is that."""
        text = cst.Module([]).code_for_node(node)
        once = len(self.bound.get(text.partition(".")[0], ())) == 1
        return text if once and text in self.dates else None

    def only_value(self, name: str) -> cst.BaseExpression | None:
        """Return the expression of a name that is bound once in the module."""
        values = self.bound.get(name, [])
        return values[0] if len(values) == 1 else None

    def free(self, *wanted: str) -> str:
        """Return the first of the names that the module does not use."""
        numbered = (f"{wanted[-1]}{number}" for number in range(2, 100))
        return next(name for name in (*wanted, *numbered) if name not in self.used)


def after_imports(body: list[cst.SimpleStatementLine | cst.BaseCompoundStatement]) -> int:
    """Return where a module's first imports end."""
    place = 0
    for number, statement in enumerate(body):
        if not isinstance(statement, cst.SimpleStatementLine):
            break
        small = statement.body[0]
        docstring = isinstance(small, cst.Expr) and isinstance(
            small.value, (cst.SimpleString, cst.ConcatenatedString)
        )
        if isinstance(small, (cst.Import, cst.ImportFrom)) or (docstring and number == 0):
            place = number + 1
        else:
            break
    return place


def first_imports(module: cst.Module) -> list[cst.SimpleStatementLine | cst.BaseCompoundStatement]:
    """Return the statements that a module begins with: its docstring and imports."""
    body = list(module.body)
    return body[: after_imports(body)]
