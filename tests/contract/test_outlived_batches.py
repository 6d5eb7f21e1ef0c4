"""Tasks and threads that begin in a batch and outlive it, on Streamlit's real state."""

from __future__ import annotations

import asyncio
import contextvars
import threading

from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx

from real_session import RealSession
from st_page_state import PageState, StateVar, batch


class Outlived(PageState):
    a: int = StateVar(default=0, url_key="a")
    b: int = StateVar(default=0, url_key="b")


def test_a_task_writes_an_action_of_its_own() -> None:
    async def later(ended: asyncio.Event) -> None:
        await ended.wait()
        Outlived.b = 5

    async def main() -> None:
        ended = asyncio.Event()
        with batch():
            Outlived.a = 1
            task = asyncio.create_task(later(ended))
            await asyncio.sleep(0)
        ended.set()
        await task

    tab = RealSession()
    with tab.run():
        asyncio.run(main())
    assert tab.sent == ["a=1&b=0", "a=1&b=5"]


def test_a_thread_writes_actions_of_its_own() -> None:
    written, ended = threading.Event(), threading.Event()

    def work() -> None:
        Outlived.b = 5
        written.set()
        ended.wait()
        Outlived.b = 6

    tab = RealSession()
    with tab.run():
        with batch():
            Outlived.a = 1
            target = contextvars.copy_context().run
            thread = threading.Thread(target=target, args=(work,))
            add_script_run_ctx(thread, get_script_run_ctx())
            thread.start()
            written.wait()
        ended.set()
        thread.join()
        assert (Outlived.a, Outlived.b) == (1, 6)
    assert tab.sent == ["a=0&b=5", "a=1&b=5", "a=1&b=6"]
