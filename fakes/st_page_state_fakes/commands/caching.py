"""``st.cache_data`` and ``st.cache_resource``."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from st_page_state_fakes.errors import NotSimulatedError, UnserializableReturnValueError
from st_page_state_fakes.server.caches import Cached, HashFuncs, function_key, value_key
from st_page_state_fakes.server.page import Output
from st_page_state_fakes.server.server import Server

Function = Callable[..., Any]


class FakeCache:
    """The decorator ``st.cache_data`` or ``st.cache_resource``.

    The results are those of the app, whichever session asks, until they are cleared. Time does
    not pass in a simulated app, and it holds few values: ``ttl`` and ``max_entries`` do nothing.

    Args:
        server: the session.
        held: what it holds: the results of each function.
        name: its command.
        copies: each caller gets a copy.
    """

    def __init__(
        self, server: Server, held: dict[str, dict[str, Cached]], name: str, *, copies: bool
    ) -> None:
        self._server = server
        self._held = held
        self._name = name
        self._copies = copies

    def __call__(
        self,
        func: Function | None = None,
        *,
        ttl: Any = None,
        max_entries: int | None = None,
        hash_funcs: HashFuncs | None = None,
        scope: str = "global",
        **options: Any,
    ) -> Any:
        """Decorate a function so that it runs once for each set of arguments.

        Args:
            func: the function.
            ttl: how long a result is kept; here always.
            max_entries: how many are; here all.
            hash_funcs: type, or its name -> what stands for such an argument in the key.
            scope: ``"global"``; results of a session alone are not simulated.
            **options: what else Streamlit takes, as far as it does not matter here.

        Raises:
            NotSimulatedError: an option matters and is not simulated.
        """
        harmless = ("show_spinner", "show_time", "max_size", "persist")
        matters = [n for n, given in options.items() if n not in harmless and given is not None]
        if scope != "global":
            matters.append("scope")
        if matters:
            raise NotSimulatedError(f"st.{self._name}({matters[0]}=...)")
        if func is None:
            return partial(self, hash_funcs=hash_funcs)
        return self._wrap(func, hash_funcs or {})

    def clear(self) -> None:
        """Forget the results of all functions."""
        self._held.clear()

    def _wrap(self, func: Function, hash_funcs: HashFuncs) -> Function:
        name = function_key(func)

        @wraps(func)
        def call(*args: Any, **kwargs: Any) -> Any:
            key = value_key(func, args, kwargs, hash_funcs)
            results = self._held.setdefault(name, {})
            if key in results:
                self._server.replay(results[key].outputs)
            else:
                with self._server.recording(self._name) as outputs:
                    result = func(*args, **kwargs)
                results[key] = self._cached(func, result, outputs)
            held = results[key].result
            return pickle.loads(held) if self._copies else held

        def clear(*args: Any, **kwargs: Any) -> None:
            results = self._held.setdefault(name, {})
            if args or kwargs:
                results.pop(value_key(func, args, kwargs, hash_funcs), None)
            else:
                results.clear()

        call.clear = clear  # type: ignore[attr-defined]
        return call

    def _cached(self, func: Function, result: Any, outputs: list[Output]) -> Cached:
        if not self._copies:
            return Cached(result, tuple(outputs))
        try:
            return Cached(pickle.dumps(result), tuple(outputs))
        except Exception as error:
            raise UnserializableReturnValueError(func.__qualname__, result) from error
