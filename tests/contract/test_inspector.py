"""The inspector in an app's own file: what it shows, that it touches nothing, restore and load."""

from __future__ import annotations

import json
import pickle
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from inspecting import KEY, VERSION, opened, shown

from st_page_state import runtime
from st_page_state.devtools import VARIABLE, recorder, timeline
from st_page_state.ports import SESSION_KEY
from st_page_state.trace import trace
from st_page_state_fakes import FakeApp
from st_page_state_fakes.tab import Tab

STATE = """
from pydantic import SecretStr
from st_page_state import PageState, StateVar

class Filters(PageState):
    status: str = StateVar(default="open", url_key="status")
    page: int = StateVar(default=1, url_key="p")
    note: str = StateVar(default="")
    token: SecretStr = StateVar(default=SecretStr("swordfish"))
    tags: list[str] = StateVar(default_factory=list)
    table: object = StateVar(default=None)

    class Config:
        keep_params = ["lang"]

    @classmethod
    def on_change(cls, field, old, new):
        if field == "status":
            cls.page = 1
        if new == "bad":
            raise ValueError("refused")

class Draft(PageState):
    body: str = StateVar(default="", url_key="body", hide_default=True)
    size: int | None = StateVar(default=None)

    class Config:
        url_selfish = False
        share_url_with = [Filters]

class Saved(PageState):
    color: str = StateVar(default="red", url_key="color", hide_default=True)

    class Config:
        persist = "user"
        share_url_with = [Filters]

class Unused(PageState):
    n: int = StateVar(default=0, url_key="n")
    m: int = 0
"""

APP = """
import streamlit as st
from inspected_state import Draft, Filters, Saved
from st_page_state import reset_all
from st_page_state.devtools import inspector

inspector({arguments})
st.text_input("Status", **Filters.bind("status"))
st.number_input("Page", **Filters.bind("page"))
st.number_input("Size", value=None, **Draft.bind("size"))
st.button("Reset", on_click=Filters.reset)
st.text_input("Size as text", **Draft.bind("size", key="text"))
st.button("All", on_click=reset_all)
st.button("Lambda", on_click=lambda: Filters.update(note="lambda"))
if st.button("Note"):
    Filters.note = "noted"
if st.button("Body"):
    Draft.body = "text"
if st.button("Purge"):
    Filters.focus()
if st.button("Fail"):
    try:
        Filters.status = "bad"
    except ValueError:
        st.caption("refused")
if st.button("Table"):
    Filters.table = object
if st.button("Color"):
    Saved.color = "blue"
if st.button("Goto"):
    st.query_params["p"] = "9"
    st.write(Filters.page)
st.caption(f"{{Filters.note}} {{Saved.color}}")
"""


SWITCHED_OFF = "import st_page_state as s\ns.configure(devtools=False)"


@pytest.fixture(autouse=True)
def _own_modules(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr(runtime, "devtools", None)
    yield
    sys.modules.pop("inspected_state", None)


@pytest.fixture
def app(tmp_path: Path) -> Callable[..., FakeApp]:
    def make(arguments: str = "", before: str = "") -> FakeApp:
        (tmp_path / "inspected_state.py").write_text(STATE, encoding="utf-8")
        source = before + APP.format(arguments=arguments)
        (tmp_path / "app.py").write_text(source, encoding="utf-8")
        return FakeApp(tmp_path / "app.py")

    return make


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "1")


def record(tab: Tab) -> timeline.Timeline:
    kept = tab.session_state[SESSION_KEY].record
    assert isinstance(kept, recorder.Recorder)
    return kept.timeline


class TestSwitch:
    @pytest.mark.parametrize(
        "before", ["", "import st_page_state as s\ns.configure(devtools=False)"]
    )
    def test_it_draws_nothing_and_records_nothing_in_production(
        self, app: Callable[..., FakeApp], before: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        if before:
            monkeypatch.setenv(VARIABLE, "1")  # what the app configures counts more
        tab = app(before=before).open()
        assert not any(KEY in (widget.key or "") for widget in tab.widgets)
        assert tab.session_state[SESSION_KEY].record is None
        tab.button("Note").click()
        assert tab.session_state[SESSION_KEY].record is None

    @pytest.mark.usefixtures("on")
    def test_the_variable_switches_it_on(self, app: Callable[..., FakeApp]) -> None:
        assert "Filters" in opened(app().open())

    def test_the_app_switches_it_on(self, app: Callable[..., FakeApp]) -> None:
        before = "import st_page_state as s\ns.configure(devtools=True)"
        assert "Filters" in opened(app("st.sidebar", before).open())

    def test_one_call_switches_it_on_for_its_session(self, app: Callable[..., FakeApp]) -> None:
        before = "import streamlit as st\nwho = st.query_params.get('who')"
        both = app("enabled=who == 'admin'", before)
        admin, other = both.open("?who=admin"), both.open()
        assert "?who=admin" in opened(admin)
        assert other.session_state[SESSION_KEY].record is None

    def test_it_may_begin_after_the_first_touch(self, app: Callable[..., FakeApp]) -> None:
        before = "from inspected_state import Filters\nFilters.page\n"
        tab = app("enabled=True", before).open("?p=4")
        tab.button("Note").click()
        assert "Landing URL what this session began with ?" in opened(tab)


@pytest.mark.usefixtures("on")
class TestView:
    def test_it_touches_nothing(self, app: Callable[..., FakeApp]) -> None:
        tab = app().open("?body=kept")
        before = tab.url, tab.history, repr(tab.session_state[SESSION_KEY])
        text = opened(tab)
        assert (tab.url, tab.history, repr(tab.session_state[SESSION_KEY])) == before
        assert "Unused inspected_state · not touched in this session n int" in text, text
        assert "Unused" not in before[2]

    def test_where_each_value_came_from(self, app: Callable[..., FakeApp]) -> None:
        tab = app().open("?p=4")
        tab.widget("Status").set_value("done")
        tab.button("Note").click()
        text = opened(tab)
        assert "status 'done' widget str ?status=done" in text
        assert "page 1 the default hook int ?p=1" in text
        assert "note 'noted' code str session only" in text
        assert "tags [] default" in text
        assert "swordfish" not in text
        assert "color 'red' default str ?color not in the address" in text
        assert "saved for the user: off" in text
        assert "keeps foreign params" in text

    def test_a_link_and_back_are_sources(self, app: Callable[..., FakeApp]) -> None:
        tab = app().open("?p=4")
        assert "page 4 link int ?p=4" in opened(tab)
        if VERSION < (1, 65):
            return  # Back reruns an app of one page only from there on
        tab.widget("Page").set_value(5)
        tab.back()
        assert "page 4 Back" in shown(tab)
        assert [act.kind for act in record(tab).acts] == ["open", "edit", "back"]
        tab.forward()
        assert record(tab).acts[-1].kind == "forward"

    def test_errors_of_links_and_widgets(self, app: Callable[..., FakeApp]) -> None:
        tab = app().open("?p=soon")
        tab.widget("Page").set_value(2)
        tab = app().open("?p=soon")
        assert "link: 'soon'" in opened(tab)
        tab.widget("Size as text").set_value("x")
        assert "widget: " in shown(tab)

    def test_the_address_by_owner_and_why_a_param_went(self, app: Callable[..., FakeApp]) -> None:
        tab = app().open("?utm=mail&lang=de&embed_options=light_theme")
        text = opened(tab)
        assert "foreign utm ?utm=mail a claim (a write to a param) removes it" in text
        assert "kept lang ?lang=de Filters.Config.keep_params" in text
        tab.button("Purge").click()
        text = shown(tab)
        assert (
            "No longer in the address utm ?utm=mail purged by a change of Filters, action" in text
        )
        assert "purge by Filters: ?utm" in text

    def test_the_timeline_tells_what_caused_each_action(self, app: Callable[..., FakeApp]) -> None:
        tab = app().open()
        tab.widget("Status").set_value("done")
        tab.button("Reset").click()
        tab.button("Lambda").click()
        tab.button("Note").click()
        tab.button("Fail").click()
        tab.button("Goto").click()
        tab.button("All").click()
        causes = [action.cause for action in record(tab).actions]
        for cause in ("widget Status", "callback Filters.reset", "callback reset_all"):
            assert cause in causes
        assert any(re.fullmatch(r"callback <lambda> app.py:\d+ in <lambda>", c) for c in causes)
        assert any(re.fullmatch(r"code app.py:\d+", c) for c in causes)
        text = opened(tab)
        assert "Reset: callback Filters.reset" in text
        assert "Filters.status 'open' → 'done' widget" in text
        assert "rollback because of ValueError" in text
        assert "one history entry" in text
        assert [a for a in record(tab).actions if a.rolled_back]

    def test_a_saved_write_and_its_source(self, app: Callable[..., FakeApp]) -> None:
        one = app()
        user = {"iss": "https://id.example", "sub": "7"}
        first = one.open(user=user)
        first.button("Color").click()
        assert "save of Saved" in opened(first)
        assert "color 'blue' saved" in opened(one.open(user=user))

    def test_the_record_is_bounded_and_pickles(
        self, app: Callable[..., FakeApp], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(timeline, "MOST_WIDGETS", 3)
        tab = app().open()
        for _ in range(3):
            tab.button("Note").click()
        kept = tab.session_state[SESSION_KEY]
        again = pickle.loads(pickle.dumps(kept))
        assert [a.cause for a in again.record.timeline.actions] == [
            a.cause for a in record(tab).actions
        ]
        assert len(record(tab).seen) <= 9
        assert record(tab).actions.maxlen == 50


@pytest.mark.usefixtures("on")
class TestRestore:
    def test_restore_is_one_action_and_one_entry(self, app: Callable[..., FakeApp]) -> None:
        tab = app().open()
        tab.widget("Status").set_value("done")
        tab.widget("Page").set_value(7)
        tab.button("Note").click()
        opened(tab)
        entries = len(tab.history)
        action = next(a for a in record(tab).actions if a.cause == "widget Status")
        label = next(
            o for o in tab.widget(f"{KEY}.action").options if o.startswith(f"#{action.number} ")
        )
        tab.widget(f"{KEY}.action").set_value(label)
        assert any(text.endswith("?status=done&p=1") for text in tab.texts)
        tab.button("Restore to here").click()
        assert tab.url == "?status=done&p=1"
        assert len(tab.history) == entries + 1
        assert (tab.widget("Page").value, tab.widget("Status").value) == (1, "done")
        assert record(tab).actions[-1].cause == f"restored to #{action.number}"
        assert {c.field for c in record(tab).actions[-1].changes} == {"page", "note"}

    def test_json_is_copied_and_loaded(self, app: Callable[..., FakeApp]) -> None:
        tab = app().open()
        tab.button("Note").click()
        opened(tab)
        data = json.loads(next(t for t in tab.texts if t.startswith("{")))
        assert data["inspected_state:Filters"]["note"] == "noted"
        assert "token" not in data["inspected_state:Filters"]
        data["inspected_state:Filters"] |= {"page": 3, "status": "done"}
        tab.widget("Load JSON").set_value(json.dumps(data))
        tab.button("Load").click()
        assert tab.url == "?status=done&p=3"

    @pytest.mark.parametrize(
        ("text", "problem"),
        [
            ("{", "This is not JSON"),
            ("[1]", 'This is not what "Copy as JSON" writes'),
            ('{"nowhere": {"a": 1}}', "the app has no such class"),
            ('{"inspected_state:Filters": {"page": "x"}}', "page"),
            ('{"inspected_state:Filters": {"pages": 1}}', "pages"),
        ],
    )
    def test_json_that_does_not_fit(
        self, app: Callable[..., FakeApp], text: str, problem: str
    ) -> None:
        tab = app().open()
        opened(tab)
        tab.widget("Load JSON").set_value(text)
        tab.button("Load").click()
        assert problem in shown(tab)
        assert "Not loaded" in shown(tab)
        assert tab.url == "?status=open&p=1"


def test_an_app_without_state_has_nothing_to_show(app: Callable[..., FakeApp]) -> None:
    made = app()
    (Path(made._site._process.script)).write_text(  # type: ignore[attr-defined]
        "from st_page_state.devtools import inspector\ninspector(enabled=True)\n"
    )
    tab = made.open("?q=1")
    tab.rerun()
    assert "Nothing has happened yet." in opened(tab)


@pytest.mark.usefixtures("on")
def test_a_trace_receives_what_is_recorded(app: Callable[..., FakeApp]) -> None:
    tab = app().open()
    with trace(all_threads=True) as events:
        tab.widget("Status").set_value("done")
    assert [event.kind for event in events if event.kind != "touch"] == ["claim", "update"]
    assert events[0].cause.startswith("widget ")
