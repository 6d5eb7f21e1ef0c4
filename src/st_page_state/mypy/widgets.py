"""Check of ``st.slider("N", **X.bind("n"))``: the field must be able to hold the value."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TypeAlias

from mypy.errorcodes import ARG_TYPE
from mypy.messages import format_type
from mypy.nodes import CallExpr, Expression, MemberExpr, TypeInfo
from mypy.plugin import FunctionContext, MethodContext
from mypy.types import Type

from st_page_state.mypy.kinds import kinds_of
from st_page_state.mypy.state_classes import fields_of, state_class, texts_of

WidgetCall: TypeAlias = FunctionContext | MethodContext

NEVER_HELD: Mapping[str, frozenset[str]] = {
    "checkbox": frozenset({"text", "bytes"}),
    "toggle": frozenset({"text", "bytes"}),
    "number_input": frozenset({"text", "bytes"}),
    "slider": frozenset({"text", "bytes"}),
    "date_input": frozenset({"text", "bytes", "number", "time", "duration"}),
    "time_input": frozenset({"text", "bytes", "day"}),
}
"""Widget -> the kinds of fields that refuse each of its values."""


def check_widget(widget: str, call: WidgetCall) -> Type:
    """Reject a bound field whose type has none of the widget's values."""
    bindings = {id(given): given for several in call.args for given in several}
    for expression in bindings.values():
        info, name = _bound(call, expression)
        wanted = None if info is None else fields_of(info).get(name)
        if info is None or wanted is None:
            continue
        kinds = kinds_of(wanted)
        if kinds and kinds <= NEVER_HELD[widget]:
            call.api.fail(
                f"st.{widget}() cannot hold {info.name}.{name}, which has the type "
                f"{format_type(wanted, call.api.options)}",
                expression,
                code=ARG_TYPE,
            )
    return call.default_return_type


def hook_for(fullname: str) -> partial[Type] | None:
    """Return the check for a command of Streamlit, or a method of a container."""
    widget = fullname.rpartition(".")[2]
    known = fullname.startswith("streamlit.") and widget in NEVER_HELD
    return partial(check_widget, widget) if known else None


def _bound(call: WidgetCall, given: Expression) -> tuple[TypeInfo | None, str]:
    """Return the state class and the field of ``X.bind("name", ...)``, if it is that."""
    callee = given.callee if isinstance(given, CallExpr) and given.args else None
    if not (isinstance(given, CallExpr) and isinstance(callee, MemberExpr)):
        return None, ""
    if callee.name != "bind":
        return None, ""
    owner = call.api.get_expression_type(callee.expr)
    names = [*texts_of(call.api.get_expression_type(given.args[0]))]
    return state_class(owner, "bind"), names[0] if len(names) == 1 else ""
