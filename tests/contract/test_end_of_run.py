"""What the last lines of a script change in place is noticed at the end of that very run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

import pytest
from streamlit.runtime.state import SafeSessionState, SessionState

from drivers.apptest import AppTestApp
from drivers.base import Script, TabDriver
from drivers.fake import FakeAppDriver
from drivers.script_runner import RunnerApp, running
from st_page_state import InvalidValueError, PageState, StateVar

Open = Callable[..., TabDriver]


@pytest.fixture(params=["AppTest", "runner", "fake"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Open an app in a new tab."""
    Chat.seen, Chat.asks = [], []

    def open_tab(main: Script = script) -> TabDriver:
        pages: Mapping[str, Script] = {"other": other}
        if request.param == "fake":
            return FakeAppDriver(main, pages).open()
        app = AppTestApp if request.param == "AppTest" else RunnerApp
        return app(tmp_path, main, pages).open()

    if request.param == "runner":
        with running():
            yield open_tab
    else:
        yield open_tab


class Chat(PageState):
    """A chat, whose hook does what a test asks for."""

    messages: list[str] = StateVar(default_factory=list, url_key="m")
    long: list[int] = StateVar(default_factory=lambda: [*range(1000)])
    title: str = StateVar(default="new")
    seen: ClassVar[list[str]] = []
    asks: ClassVar[list[str]] = []

    @classmethod
    def on_change(cls, field: str, old: Any, new: Any, /) -> None:
        """Note the last item."""
        cls.seen.append(f"{field}:{new[-1]}")
        ask = cls.asks.pop() if cls.asks else ""
        if ask == "fail":
            raise RuntimeError("the hook failed")
        if ask == "rerun":
            st = jobs["st"]
            st.rerun()
            cls.seen.append("went on")
        if ask == "stop":
            jobs["st"].stop()


def fail() -> None:
    """Fail as an app may."""
    raise RuntimeError("the app failed")


jobs: dict[str, Any] = {}


def script(st: Any) -> None:
    """Does something at its end that only the end of the run can notice."""
    jobs["st"] = st
    st.text(f"{len(Chat.seen)} seen")
    ends: dict[str, Callable[[], object]] = {
        "Append": lambda: Chat.messages.append("hello"),
        "Append to the long one": lambda: Chat.long.append(-1),
        "Spoil": lambda: Chat.messages.append(object()),  # type: ignore[arg-type]
        "Append and clear": lambda: (Chat.messages.append("hello"), st.session_state.clear()),
        "Append and stop": lambda: (Chat.messages.append("hello"), st.stop()),
        "Append and fail": lambda: (Chat.messages.append("hello"), fail()),
        "Append and switch": lambda: (Chat.messages.append("hello"), st.switch_page("other")),
        "Append and rerun": lambda: (Chat.messages.append("hello"), st.rerun()),
    }
    pressed = [end for label, end in ends.items() if st.button(label)]
    for end in pressed:
        end()


def other(st: Any) -> None:
    """A page that does not use the state."""
    st.text("other")


def click(tab: TabDriver, label: str) -> list[str]:
    """Click a button; return the names of the exceptions that the page then shows."""
    try:
        tab.click(label)
    except (RuntimeError, InvalidValueError) as error:  # FakeApp raises them as well
        return [type(error).__name__]
    return tab.exceptions


def test_a_change_in_the_last_line_is_published_and_told(opened: Open) -> None:
    tab = opened()
    tab.click("Append")
    assert Chat.seen == ["messages:hello"]
    assert tab.url.endswith("?m=hello")
    tab.click("Append to the long one")
    assert Chat.seen == ["messages:hello", "long:-1"]
    tab.rerun()
    assert len(Chat.seen) == 2


def test_a_rerun_that_a_hook_asks_for_follows(opened: Open) -> None:
    tab = opened()
    Chat.asks.append("rerun")
    tab.click("Append")
    assert Chat.seen == ["messages:hello"]
    assert tab.shown == ["1 seen"]
    assert tab.url.endswith("?m=hello")


def test_a_hook_that_stops_keeps_the_change(opened: Open) -> None:
    tab = opened()
    Chat.asks.append("stop")
    assert click(tab, "Append") == []
    assert tab.url.endswith("?m=hello")


def test_a_hook_that_fails_does_so_again_inside_the_app(opened: Open) -> None:
    tab = opened()
    Chat.asks += ["fail", "fail"]
    assert click(tab, "Append") == []
    assert Chat.seen == ["messages:hello"]
    assert "hello" not in tab.url
    assert click(tab, "Append") == ["RuntimeError"]
    assert Chat.seen == ["messages:hello"] * 2


def test_what_is_refused_is_refused_inside_the_app(opened: Open) -> None:
    tab = opened()
    assert click(tab, "Spoil") == []
    assert click(tab, "Append") == ["InvalidValueError"]
    assert click(tab, "Append") == []
    assert Chat.seen == ["messages:hello"]


@pytest.mark.parametrize("label", ["Append and stop", "Append and fail", "Append and switch"])
def test_a_script_that_was_ended_leaves_it_to_the_next_touch(opened: Open, label: str) -> None:
    tab = opened()
    click(tab, label)
    assert Chat.seen == []
    assert "hello" not in tab.url


def test_a_session_that_was_cleared_has_nothing_to_notice(opened: Open) -> None:
    tab = opened()
    tab.click("Append and clear")
    assert Chat.seen == []
    tab.click("Append")
    assert Chat.seen == ["messages:hello"]


def test_a_rerun_notices_at_its_first_touch_or_its_end(opened: Open) -> None:
    tab = opened()
    tab.click("Append and rerun")
    assert Chat.seen == []
    tab.click("Append")
    assert Chat.seen == ["messages:hello"] * 2
    assert "m=hello&m=hello" in tab.url


def test_streamlit_takes_another_function_for_the_end_of_a_run() -> None:
    state = SafeSessionState(SessionState(), lambda: None)
    vars(state)["on_script_finished"] = lambda: "replaced"
    assert state.on_script_finished() == "replaced"
