"""st.stop(), st.rerun() and st.switch_page() end the app's code at once.

Earlier changes are kept, and published once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest

from contract.control_flow import LEAVE, Scene, begin, form, other, script
from drivers.apptest import AppTestApp, AppTestTab
from drivers.base import Script, TabDriver
from drivers.fake import FakeAppDriver
from drivers.script_runner import RunnerApp, RunnerTab, running
from st_page_state import PageState, StateVar

pytestmark = pytest.mark.no_cover  # others reach its lines sooner

Open = Callable[..., TabDriver]


class Counted(PageState):
    """What a button counts."""

    n: int = StateVar(default=0, url_key="n")


@pytest.fixture(params=["AppTest", "runner", "fake"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Open an app in a new tab."""

    def open_tab(main: Script = script, url: str = "") -> TabDriver:
        pages: Mapping[str, Script] = {"other": other}
        if request.param == "fake":
            return FakeAppDriver(main, pages).open(url)
        app = AppTestApp if request.param == "AppTest" else RunnerApp
        return app(tmp_path, main, pages).open(url)

    if request.param == "runner":
        with running():
            yield open_tab
    else:
        yield open_tab


def sent(tab: TabDriver) -> int | None:
    """Return the number of address updates, if the driver knows."""
    if isinstance(tab, RunnerTab):
        return len(tab.updates)
    return None


def params(tab: TabDriver) -> dict[str, str]:
    """Return the non-blank params: AppTest reports blank ones only since Streamlit 1.66."""
    return dict(parse_qsl(tab.url.partition("?")[2]))


def shown_later(tab: TabDriver) -> str:
    """Return the state as the next run shows it."""
    tab.rerun()
    assert tab.exceptions == []
    return tab.shown[-1]


ROWS = {
    # job, place: the state afterwards, and the number of address updates
    ("batch", "body"): ("n=1 word= deleted=False note=begun", 1),
    ("nested batch", "body"): ("n=1 word=w deleted=False note=begun", 1),
    ("batch after a refused value", "body"): ("n=1 word= deleted=False note=begun", 1),
    ("assign", "on_change"): ("n=5 word= deleted=False note=begun", 1),
    ("assign", "before_set"): ("n=0 word= deleted=False note=begun", 0),
    ("batch", "before_set"): ("n=0 word= deleted=False note=begun", 0),
    ("batch", "on_change"): ("n=1 word= deleted=False note=begun", 1),
    ("update", "before_set"): ("n=0 word= deleted=False note=begun", 0),
    ("update", "on_change"): ("n=5 word= deleted=False note=updated", 1),
    ("adopt", "on_adopt"): ("n=9 word= deleted=False note=begun", 1),
    # Once by the app itself, and once to correct its text.
    ("adopt a bad text", "on_url_error"): ("n=0 word= deleted=False note=begun", 2),
}


@pytest.mark.parametrize("button", ["In the body", "In a callback"])
@pytest.mark.parametrize("how", LEAVE)
@pytest.mark.parametrize(("job", "place"), ROWS)
def test_it_ends_the_code_at_once(
    opened: Open, job: str, place: str, how: str, button: str
) -> None:
    scene = begin(job=job)
    tab = opened()
    if isinstance(tab, AppTestTab) and (how, button) == ("switch_page", "In a callback"):
        pytest.skip("AppTest knows of no pages before the script has begun")
    written = sent(tab)
    scene.place, scene.leave = place, LEAVE[how]

    tab.click(button)

    expected, writes = ROWS[job, place]
    assert "went on" not in scene.log
    if how != "switch_page" and written is not None:  # a switch clears the address itself
        assert sent(tab) == written + writes
    assert shown_later(tab) == expected
    if how != "switch_page":
        state = dict(pair.split("=") for pair in expected.split())
        address = {"n": state["n"], "word": state["word"], "deleted": "false"}
        assert params(tab) == {name: text for name, text in address.items() if text}


def adds_and_reruns(st: Any) -> None:
    """Changes the state and reruns at once."""
    if st.button("Add"):
        Counted.n += 1
        st.rerun()
    st.text(f"n={Counted.n}")


def test_a_click_before_a_rerun_has_reached_the_address_takes_nothing_back(tmp_path: Path) -> None:
    with running():
        tab = RunnerApp(tmp_path, adds_and_reruns, {}).open("?n=0")
        assert isinstance(tab, RunnerTab)
        tab.click("Add")
        tab.query = "n=0"  # the browser has not received the update yet
        tab.rerun()
        assert tab.shown == ["n=1"]
        tab.click("Add")
        assert (tab.query, tab.shown) == ("n=2", ["n=2"])


@pytest.mark.parametrize("how", LEAVE)
def test_a_stopped_on_init_runs_again_before_the_link(opened: Open, how: str) -> None:
    scene = begin(place="on_init", leave=LEAVE[how])
    tab = opened(url="?n=7")
    assert shown_later(tab) == "n=7 word= deleted=False note=begun"
    assert "went on" not in scene.log
    # A rerun ends on_init for good. A guard that stops is called again.
    assert scene.log.count("on_init") == (2 if how == "stop" else 1)


@pytest.mark.parametrize("how", LEAVE)
@pytest.mark.parametrize("place", ["callback", "on_change"])
def test_an_edit_is_kept_if_its_callback_or_hook_leaves(opened: Open, place: str, how: str) -> None:
    scene = begin()
    tab = opened()
    if isinstance(tab, AppTestTab) and how == "switch_page":
        pytest.skip("AppTest knows of no pages before the script has begun")
    written = sent(tab)
    scene.place, scene.leave = place, LEAVE[how]

    tab.set("Word", "hello")

    assert "went on" not in scene.log
    if how != "switch_page" and written is not None:
        assert sent(tab) == written + 1
    assert shown_later(tab) == "n=0 word=hello deleted=False note=begun"


@pytest.mark.parametrize("how", ["stop", "rerun"])
def test_state_and_widget_agree_after_before_set_stops_an_edit(opened: Open, how: str) -> None:
    scene = begin()
    tab = opened()
    scene.place, scene.leave = "before_set", LEAVE[how]

    tab.set("Word", "hello")

    assert "went on" not in scene.log
    assert shown_later(tab) == f"n=0 word={tab.value('Word')} deleted=False note=begun"


@pytest.mark.parametrize("how", ["stop", "rerun"])
def test_a_submitted_form_is_kept_if_its_hook_leaves(opened: Open, how: str) -> None:
    scene = begin()
    tab = opened(form)
    tab.set("Word", "hello")
    scene.place, scene.leave = "on_change", LEAVE[how]

    tab.click("Save")

    assert "went on" not in scene.log
    assert shown_later(tab) == "n=0 word=hello deleted=False note=begun"


def test_everything_is_executed_without_control_flow(opened: Open) -> None:
    scene: Scene = begin(job="batch")
    tab = opened()
    tab.click("In the body")
    assert shown_later(tab) == "n=1 word= deleted=True note=begun"
    assert scene.log[-1] == "went on"
