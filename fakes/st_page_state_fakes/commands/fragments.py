"""Functions that rerun on their own: ``st.fragment`` and ``st.dialog``."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from st_page_state_fakes.commands.place import Place
from st_page_state_fakes.errors import (
    FragmentHandledException,
    NotSimulatedError,
    ScriptControlException,
    StreamlitAPIException,
)
from st_page_state_fakes.server.outside import Fragment
from st_page_state_fakes.server.page import BlockInfo, Output
from st_page_state_fakes.server.script_run import ScriptRun
from st_page_state_fakes.server.server import Server

Function = Callable[..., Any]


class Fragments(Place):
    """The commands ``fragment`` and ``dialog``."""

    def fragment(
        self,
        func: Function | None = None,
        *,
        run_every: Any = None,
        parallel: bool = False,
        **kwargs: Any,
    ) -> Any:
        """Decorate a function that reruns alone when one of its widgets is used.

        A simulated app has one thread. A parallel fragment runs where it is called, to its end,
        before the script goes on: one of the orders that Streamlit's threads may take. What
        depends on the order, or on two fragments at work at once, needs Streamlit itself.
        As there, the call returns None in a full run, what the fragment raises does not end
        the script, and it can neither switch the page, nor open a dialog, nor draw outside of
        itself.

        Args:
            func: the function.
            run_every: it reruns by itself, too; ``tab.tick()`` makes it do so.
            parallel: in a full run it has a thread of its own (Streamlit 1.58+).
        """
        if kwargs.get("key") is not None:
            raise NotSimulatedError("st.fragment(key=...)")
        behaviour = self._server.behaviour
        if parallel and not behaviour.parallel_fragments:
            version = ".".join(map(str, behaviour.version))
            raise TypeError(f"fragment() has no argument 'parallel' in Streamlit {version}.")
        if func is None:
            return partial(self.fragment, run_every=run_every, parallel=parallel)
        return self._wrap(func, "fragment", timed=run_every is not None, parallel=parallel)

    def dialog(self, title: str, **kwargs: Any) -> Callable[[Function], Function]:
        """Decorate a function whose call opens a dialog; it is a fragment of its own."""
        if callable(kwargs.get("on_dismiss")):
            raise NotSimulatedError("st.dialog(on_dismiss=...)")
        return lambda func: self._wrap(func, "dialog", timed=False, parallel=False)

    def _wrap(self, func: Function, kind: str, *, timed: bool, parallel: bool) -> Function:
        @wraps(func)
        def call(*args: Any, **kwargs: Any) -> Any:
            server = self._server
            run = server.need_run(f"{kind}()")
            if kind == "dialog":
                run.check_not_parallel("dialog")
                if run.dialog:
                    raise StreamlitAPIException("Only one dialog can be open at a time.")
                run.dialog = True
            block = server.block()
            place = server.open(server.overlay if kind == "dialog" else block, kind, block.form)
            name = f"{func.__module__}.{func.__qualname__}{place.place}"
            inside, script, outer = (*run.inside, name), run.script, list(server.blocks)

            former = server.fragments.get(name)
            outside = {} if former is None else former.kept_outside(run)
            fragment = Fragment(timed, place, outside, server.sidebar.count)

            def body() -> Any:
                fresh = fragment.begin(server)
                where = (outer, inside, script)
                return _run_inside(server, fresh, where, lambda: func(*args, **kwargs))

            fragment.call = body
            server.fragments[name] = fragment
            if not parallel or run.fragments:
                return body()
            with run.in_parallel(place):
                _run_beside(run, body)
            return None

        return call


def _run_beside(run: ScriptRun, body: Callable[[], Any]) -> None:
    """Run a parallel fragment; an exception in it ends the run later, or not at all."""
    try:
        body()
    except FragmentHandledException as handled:
        run.failure = run.failure or handled.error
    except ScriptControlException as control:
        run.ending = run.ending or control


def _run_inside(
    server: Server,
    block: BlockInfo,
    where: tuple[list[BlockInfo], tuple[str, ...], str],
    call: Callable[[], Any],
) -> Any:
    outer, inside, script = where
    run = server.need_run("fragment")
    before, server.blocks = server.blocks, [*outer, block]
    try:
        with run.within(inside), run.on_script(script), run.in_parallel(run.parallel and block):
            server.show(block, Output("fragment", ()))
            try:
                return call()
            except FragmentHandledException:
                raise
            except Exception as error:
                server.show(block, Output("exception", (error,)))
                raise FragmentHandledException(error) from error
    finally:
        server.blocks = before
