"""A mypy plugin that checks the names of fields and the contents of ``Config``.

Enable it in mypy's configuration; mypy must run where this package is installed::

    [tool.mypy]
    plugins = ["st_page_state.mypy"]

It rejects ``X.bind("typo")``, ``X.reset("typo")``, ``X.options("typo")``, ``X.update(typo=1)``,
``X.load({"typo": 1})``, ``X.update(field=<another type>)``, ``options=`` that the field cannot
hold, a widget that cannot hold the field (a slider of a ``str``), invalid keys of a ``value_map``,
and mistakes in an inner class ``Config``. It accepts names that are only known at run time (a
``str``). ``X.options("field")`` is a list of the field's type.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

from mypy.nodes import TypeAlias, TypeInfo
from mypy.plugin import ClassDefContext, FunctionContext, MethodContext, Plugin, ReportConfigContext
from mypy.types import Instance, Type, get_proper_type

from st_page_state.mypy.calls import CHECKS, check_call
from st_page_state.mypy.options import check_class
from st_page_state.mypy.state_classes import page_state_of
from st_page_state.mypy.value_maps import check_value_map
from st_page_state.mypy.widgets import hook_for

# mypy itself checks only this file to decide whether its cache is out of date.
_SOURCE = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
_DIGEST = hashlib.sha256(_SOURCE).hexdigest()


class PageStatePlugin(Plugin):
    """The hooks that mypy asks for at each call and each class."""

    def report_config_data(self, ctx: ReportConfigContext) -> str:
        """Return a digest of the plugin, on which cached results depend."""
        return _DIGEST

    def get_method_hook(self, fullname: str) -> Callable[[MethodContext], Type] | None:
        """Return the check for a call of ``bind``, ``load``, ``update`` and the like."""
        # If X is a type variable, mypy asks for "bind of PageState" (without stubs: of Bindable).
        method = fullname.partition(" of ")[0].rpartition(".")[2]
        if method not in CHECKS:
            return hook_for(fullname)
        ours = fullname in {f"{method} of PageState", f"{method} of Bindable"}
        ours = ours or self._is_state_class(fullname.rpartition(".")[0])
        return partial(check_call, method) if ours else None

    def get_function_hook(self, fullname: str) -> Callable[[FunctionContext], Type] | None:
        """Return the check for ``StateVar(...)``, or a command of Streamlit."""
        ours = fullname.startswith("st_page_state.") and fullname.endswith(".StateVar")
        return check_value_map if ours else hook_for(fullname)

    def get_base_class_hook(self, fullname: str) -> Callable[[ClassDefContext], None] | None:
        """Return the check for the inner ``Config``."""
        return check_class if self._is_state_class(fullname) else None

    def _is_state_class(self, fullname: str) -> bool:
        # A hook for any other class would prevent mypy from asking later plugins.
        symbol = self.lookup_fully_qualified(fullname)
        node = symbol.node if symbol is not None else None
        if isinstance(node, TypeAlias):
            target = get_proper_type(node.target)
            node = target.type if isinstance(target, Instance) else None
        return isinstance(node, TypeInfo) and page_state_of(node) is not None


def plugin(version: str) -> type[Plugin]:  # noqa: ARG001 - mypy passes it
    """Return the plugin's class; mypy calls this.

    Example::

        plugins = ["st_page_state.mypy"]
    """
    return PageStatePlugin
