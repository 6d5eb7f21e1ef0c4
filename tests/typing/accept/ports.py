"""User-defined ports, the fakes, the trace and the errors."""

from __future__ import annotations

from typing import assert_type

from streamlit.testing.v1 import AppTest

import st_page_state
from st_page_state import (
    NoSessionError,
    PageState,
    PageStateWarning,
    Params,
    QueryPort,
    Run,
    SessionPort,
    StateVar,
    StPageStateError,
    Texts,
    UnknownFieldError,
    configure,
    use_ports,
)
from st_page_state.trace import Event, trace
from st_page_state_fakes import FakeApp, FakeQuery, FakeSession, FakeStreamlit, Tab, use_apptest


class Wizard(PageState):
    step: int = StateVar(default=1, url_key="step")


class DictQuery(QueryPort):
    def __init__(self) -> None:
        self.params: Params = {}

    def read(self) -> Params:
        return dict(self.params)

    def replace(self, params: Params) -> None:
        self.params = dict(params)


def script(st: FakeStreamlit) -> None:
    st.number_input("Step", 1, 10, **Wizard.bind("step"))


configure()
configure(freeze=True)
session: SessionPort = {}
texts: Texts = ("a", "b")
with use_ports(session, DictQuery()):
    Wizard.step = 2
with use_ports(FakeSession(), FakeQuery("?step=2")), trace() as events:
    Wizard.step += 1
assert_type(events, list[Event])
assert_type(DictQuery().token(), object)
assert_type(DictQuery().run(), Run | None)
tab = FakeApp(script).open("?step=3")
assert_type(tab, Tab)
assert_type(tab.url, str)
assert_type(tab.history, list[str])
assert_type(tab.state(Wizard), Wizard)
assert_type(tab.state(Wizard).step, int)
errors: list[type[StPageStateError]] = [UnknownFieldError, NoSessionError]
warning: UserWarning = PageStateWarning("slow")
assert_type(st_page_state.PageState, type[PageState])


def under_apptest() -> None:
    at = AppTest.from_file("app.py")
    with use_apptest(at):
        Wizard.step = 2
    query = FakeQuery({"step": "3", "tag": ["a", "b"], "more": ("c",)})
    with use_ports(at.session_state, query):
        query.go({"step": "4"})
