"""Tasks, threads and generators that begin or wait in a batch."""

from __future__ import annotations

import asyncio
import contextvars
import threading
from collections.abc import AsyncGenerator, Callable, Coroutine, Generator
from typing import Any

import pytest

from drivers.runs import in_a_thread
from st_page_state import PageState, StateVar, batch
from st_page_state_fakes import FakeQuery


class Pair(PageState):
    a: int = StateVar(default=0, url_key="a")
    b: int = StateVar(default=0, url_key="b")


pytestmark = pytest.mark.usefixtures("ports")


def urls(query: FakeQuery) -> list[str]:
    return ["&".join(f"{n}={t[0]}" for n, t in update.items()) for update in query.updates]


async def begun(work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
    """Begin a task, and let it come to where it waits."""
    task = asyncio.create_task(work)
    await asyncio.sleep(0)
    return task


def test_a_task_that_writes_after_the_batch_writes_an_action_of_its_own(query: FakeQuery) -> None:
    async def later(ended: asyncio.Event) -> None:
        await ended.wait()
        Pair.b = 5

    async def main() -> None:
        ended = asyncio.Event()
        with batch():
            Pair.a = 1
            task = await begun(later(ended))
        ended.set()
        await task

    asyncio.run(main())
    assert urls(query) == ["a=1&b=0", "a=1&b=5"]


def test_it_does_so_after_a_batch_that_failed(query: FakeQuery) -> None:
    async def later(ended: asyncio.Event) -> None:
        await ended.wait()
        Pair.b = 5

    async def main() -> None:
        ended = asyncio.Event()
        task: asyncio.Task[None] | None = None
        with pytest.raises(ZeroDivisionError), batch():
            Pair.a = 1
            task = await begun(later(ended))
            raise ZeroDivisionError
        ended.set()
        assert task is not None
        await task

    asyncio.run(main())
    assert urls(query) == ["a=0&b=5"]


def test_tasks_that_the_batch_waits_for_belong_to_it(query: FakeQuery) -> None:
    async def add() -> None:
        Pair.b += Pair.a

    async def main() -> None:
        with batch():
            Pair.a = 2
            await asyncio.gather(add(), add())

    asyncio.run(main())
    assert urls(query) == ["a=2&b=4"]


def test_a_task_begun_before_a_batch_has_no_part_in_it(query: FakeQuery) -> None:
    async def other(opened: asyncio.Event) -> None:
        await opened.wait()
        Pair.b = 5

    async def main() -> None:
        opened = asyncio.Event()
        task = await begun(other(opened))
        with pytest.raises(ZeroDivisionError), batch():
            Pair.a = 1
            opened.set()
            await task
            raise ZeroDivisionError

    asyncio.run(main())
    assert urls(query) == ["a=0&b=5"]


def test_a_tasks_own_batch_may_outlive_the_one_it_began_in(query: FakeQuery) -> None:
    async def other(ended: asyncio.Event) -> None:
        with batch():
            Pair.b = 5
            await ended.wait()
            Pair.b = 6

    async def main() -> None:
        ended = asyncio.Event()
        with batch():
            Pair.a = 1
            task = await begun(other(ended))
        ended.set()
        await task

    asyncio.run(main())
    assert urls(query) == ["a=1&b=5", "a=1&b=6"]


def test_a_thread_begun_in_a_batch_writes_actions_of_its_own(query: FakeQuery) -> None:
    written, ended = threading.Event(), threading.Event()

    def work() -> None:
        Pair.b = 5
        written.set()
        ended.wait()
        Pair.b = 6

    with batch():
        Pair.a = 1
        thread = threading.Thread(target=contextvars.copy_context().run, args=(work,))
        thread.start()
        written.wait()
    ended.set()
    thread.join()
    assert urls(query) == ["a=0&b=5", "a=1&b=5", "a=1&b=6"]


def in_batch() -> Generator[None, None, None]:
    with batch():
        Pair.a = 1
        yield
        Pair.a = 2


def drop(generator: Generator[None, None, None]) -> None:
    generator.close()


@pytest.mark.parametrize(("end", "a"), [(list, 2), (drop, 1)])
def test_a_batch_in_a_generator_ends_with_it(
    query: FakeQuery, end: Callable[[Generator[None, None, None]], object], a: int
) -> None:
    generator = in_batch()
    next(generator)
    Pair.b = 5
    assert urls(query) == []
    end(generator)
    assert urls(query) == [f"a={a}&b=5"]


def test_generators_may_take_turns(query: FakeQuery) -> None:
    one, two = in_batch(), in_batch()
    next(one)
    next(two)
    assert [*one, *two] == []
    assert urls(query) == ["a=2&b=0"]


def test_an_event_loop_may_end_a_generator(query: FakeQuery) -> None:
    async def numbers() -> AsyncGenerator[int, None]:
        with batch():
            Pair.a = 1
            yield 1

    async def main() -> None:
        async for _ in numbers():
            break
        Pair.b = 9

    asyncio.run(main())
    assert urls(query) == ["a=1&b=9"]
    Pair.b = 1
    assert urls(query) == ["a=1&b=9", "a=1&b=1"]


def test_what_another_thread_throws_away_is_rolled_back(query: FakeQuery) -> None:
    generator = in_batch()
    contextvars.copy_context().run(next, generator)
    in_a_thread(generator.close)
    assert urls(query) == []
    assert Pair.a == 0
