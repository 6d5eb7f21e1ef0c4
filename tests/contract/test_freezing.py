"""``configure(freeze=True)``: on a server it freezes once, after the first run; in tests never."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Awaitable, Callable
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from drivers.client import Client
from drivers.server import served
from st_page_state import configure, freezing, use_ports
from st_page_state_fakes import FakeApp, FakeQuery, FakeSession

RUNS = 100

# What the server has in its memory: the calls of gc.freeze(), and an object of each run
NOTES = """
import gc
import weakref

calls, alive = [], weakref.WeakSet()
_freeze = gc.freeze


def _noted():
    calls.append(gc.get_freeze_count())
    _freeze()


gc.freeze = _noted
"""

APP = """
import gc

import streamlit as st

import notes
from st_page_state import PageState, StateVar, configure

{configured}


class Clicks(PageState):
    count: int = StateVar(default=0, url_key="n")


class Cycle:
    pass


large = Cycle()
large.itself = large
notes.alive.add(large)

st.text(f"{{len(notes.calls)}} calls")
st.text("frozen" if gc.get_freeze_count() else "not frozen")
st.text(f"{{len(notes.alive)}} alive")
if st.button("Again"):
    Clicks.count += 1
{ended}
"""


class PatientClient(Client):
    """A visitor whom the app's exceptions do not bother."""

    def _draw(self, element: Any) -> None:
        if element.WhichOneof("type") != "exception":
            super()._draw(element)


Visit = Callable[[str], Awaitable[None]]
Serve = Callable[..., None]


@pytest.fixture
def serve(tmp_path: Path) -> Serve:
    """Serve an app while a coroutine visits it."""

    def serve_to(visit: Visit, configured: str = "configure(freeze=True)", ended: str = "") -> None:
        (tmp_path / "notes.py").write_text(NOTES)
        app = tmp_path / "app.py"
        app.write_text(APP.format(configured=configured, ended=ended))
        with served(str(app)) as url:
            asyncio.run(asyncio.wait_for(visit(url), 60))

    return serve_to


async def wait_until_frozen(client: Client) -> None:
    """Rerun until the server has frozen its objects."""
    for _ in range(RUNS):
        await client.click("Again")
        if "frozen" in client.shown:
            await client.click("Again")  # it may have frozen in the middle of that run
            return


ENDS = {"by itself": "", "stopped": "st.stop()", "with an exception": "raise ValueError"}


@pytest.mark.parametrize("ended", ENDS.values(), ids=ENDS)
def test_it_freezes_once_after_the_first_run(serve: Serve, ended: str) -> None:
    """What later runs hold is freed; the variables of the first one stay, as documented."""

    async def visit(url: str) -> None:
        async with PatientClient(url) as ann:
            assert ann.shown == ["0 calls", "not frozen", "1 alive"]
            await wait_until_frozen(ann)
            async with PatientClient(url) as bob:
                for _ in range(10):
                    await bob.click("Again")
                    await ann.click("Again")
                assert ann.shown[:2] == bob.shown[:2] == ["1 calls", "frozen"]
                assert int(ann.shown[2].split()[0]) <= 5  # Ann's, Bob's, and a run's in progress

    serve(visit, ended=ended)


def test_it_freezes_nothing_unless_asked(serve: Serve) -> None:
    async def visit(url: str) -> None:
        async with Client(url) as ann:
            for _ in range(20):
                await ann.click("Again")
            assert ann.shown[:2] == ["0 calls", "not frozen"]

    serve(visit, "configure()")


def test_a_later_call_takes_nothing_back(serve: Serve) -> None:
    async def visit(url: str) -> None:
        async with Client(url) as ann:
            await wait_until_frozen(ann)
            assert ann.shown[:2] == ["1 calls", "frozen"]

    serve(visit, "configure(freeze=True)\nconfigure(freeze=False)\nconfigure()")


@pytest.fixture
def not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget that another test has asked for it."""
    monkeypatch.setattr(freezing, "_asked", False)


@pytest.mark.usefixtures("not_asked")
def test_runs_at_once_freeze_once(monkeypatch: pytest.MonkeyPatch) -> None:
    frozen, ended, calls = Event(), Event(), list[int]()

    def freeze() -> None:
        calls.append(1)
        frozen.set()

    monkeypatch.setattr(gc, "freeze", freeze)
    runs = [Thread(target=ended.wait) for _ in range(8)]
    askers = [Thread(target=freezing.freeze_after, args=(run,)) for run in runs]
    for thread in (*runs, *askers):
        thread.start()
    for thread in askers:
        thread.join()
    assert not frozen.is_set()
    ended.set()
    assert frozen.wait(60)
    assert calls == [1]


def _page(st: Any) -> None:
    configure(freeze=True)
    st.text("shown")


FILE = "import streamlit as st\nfrom st_page_state import configure\nconfigure(freeze=True)\n"


@pytest.mark.usefixtures("not_asked")
def test_the_process_of_a_test_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = list[int]()
    monkeypatch.setattr(gc, "freeze", lambda: calls.append(1))
    app = tmp_path / "app.py"
    app.write_text(FILE)
    configure(freeze=True)  # a test imports the app's modules outside of any run
    with use_ports(FakeSession(), FakeQuery()):
        configure(freeze=True)
    FakeApp(_page).open().rerun()
    FakeApp(app).open().rerun()
    assert not AppTest.from_file(str(app)).run().run().exception
    assert not freezing._asked
    assert not calls
