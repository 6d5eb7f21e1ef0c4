"""State classes with fields drawn for a law."""

from __future__ import annotations

import types
from collections.abc import Mapping
from copy import deepcopy
from functools import partial
from typing import Any

from st_page_state import PageState, StateVar


def state_class(name: str, fields: Mapping[str, tuple[Any, Any]], **options: Any) -> Any:
    """Make a state class as a class statement would make it.

    Args:
        name: its name; its module is this one.
        fields: the type and the default of each field; its name is its url_key.
        options: its Config.
    """

    def body(namespace: dict[str, Any]) -> None:
        namespace["__module__"] = __name__
        namespace["__qualname__"] = f"declared.{name}"  # no app's class that shares is called so
        namespace["__annotations__"] = {field: kind for field, (kind, _) in fields.items()}
        namespace["Config"] = type("Config", (), options)
        for field, (_, default) in fields.items():
            namespace[field] = StateVar(default_factory=partial(deepcopy, default), url_key=field)

    return types.new_class(name, (PageState,), exec_body=body)
