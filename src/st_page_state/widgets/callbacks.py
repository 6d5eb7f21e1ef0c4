"""The app's own callbacks, as Streamlit takes them: a function, its args and its kwargs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from st_page_state.errors import ArgumentError, quote


def callback(
    bound: tuple[type, str, object],
    function: Callable[..., Any] | None,
    args: Sequence[Any] | None,
    kwargs: Mapping[str, Any] | None,
    name: str = "on_change",
) -> Callable[[], Any] | None:
    """Return the callback with its arguments.

    Args:
        bound: the class, the method and the field, if it has one, for an error.
        function: what ``on_change`` was given.
        args: its positional arguments.
        kwargs: its keyword arguments.
        name: the name of that argument, if it is another.

    Raises:
        ArgumentError: they are no function, no sequence or no mapping of names.
    """
    if function is None:
        return None
    cls, method, field = bound
    where = f"{cls.__name__}.{method}({'' if field is None else f'{quote(field)}, '}...)"
    if not callable(function):
        raise ArgumentError(f"{where}: {name} must be a function, not {quote(function)}.")
    try:
        return partial(function, *(args or ()), **(kwargs or {}))
    except TypeError:
        raise ArgumentError(
            f"{where}: args must be a list or tuple and kwargs a dict whose keys are names, such "
            f"as args=(1,), kwargs={{'step': 2}}; not {quote(args)} and {quote(kwargs)}."
        ) from None
