"""The tabs of the ports that the project has: the fakes, plain dicts, Streamlit's objects."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from urllib.parse import parse_qs

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from real_session import RealSession
from st_page_state import Params, QueryPort, SessionPort
from st_page_state.adapters.private import PARTS
from st_page_state.adapters.public import ports_without
from st_page_state.adapters.streamlit import streamlit_ports
from st_page_state.runtime import current_ports
from st_page_state_fakes import FakeApp, FakeQuery, FakeSession, FakeStreamlit
from st_page_state_fakes.contract import QueryTab, SessionTab
from st_page_state_fakes.contract.query_tab import url_of
from st_page_state_fakes.server.caches import Caches
from st_page_state_fakes.server.script_run import RerunData
from st_page_state_fakes.server.server import Server
from st_page_state_fakes.server.versions import NEWEST, behaviour_of


class DictTab(SessionTab):
    def __init__(self) -> None:
        self.session: SessionPort = {}

    def run(self) -> AbstractContextManager[SessionPort]:
        return nullcontext(self.session)


class FakeSessionTab(DictTab):
    def __init__(self) -> None:
        self.session = FakeSession()


class RealSessionTab(SessionTab):
    def __init__(self) -> None:
        self.real = RealSession()

    @contextmanager
    def run(self) -> Iterator[SessionPort]:
        with self.real.run():
            yield streamlit_ports().session


class DictQuery(QueryPort):
    """The port of ten lines that QueryPort's docstring shows."""

    def __init__(self) -> None:
        self.params: Params = {}

    def read(self) -> Params:
        return dict(self.params)

    def replace(self, params: Params) -> None:
        self.params = dict(params)


class DictQueryTab(QueryTab):
    def __init__(self, url: str = "", bound: tuple[str, ...] = ()) -> None:
        self.query = DictQuery()
        self.go(url)

    def go(self, url: str) -> None:
        params = parse_qs(url.removeprefix("?"), keep_blank_values=True)
        self.put({name: tuple(texts) for name, texts in params.items()})

    def put(self, params: Params) -> None:
        self.query.params = params

    def run(
        self, url: str | None = None, *, history: bool = False, page: str = ""
    ) -> AbstractContextManager[QueryPort]:
        if url is not None:
            self.go(url)
        return nullcontext(self.query)


class FakeQueryTab(QueryTab):
    def __init__(self, url: str = "", bound: tuple[str, ...] = ()) -> None:
        self.query = FakeQuery(url, bound=bound)

    @property
    def writes(self) -> int:
        return len(self.query.updates)

    @property
    def address(self) -> str:
        return self.query.url

    def put(self, params: Params) -> None:
        self.query.go(url_of(params))

    def run(
        self, url: str | None = None, *, history: bool = False, page: str = ""
    ) -> AbstractContextManager[QueryPort]:
        if url is not None:
            self.query.go(url)
        return nullcontext(self.query)


class PublicSessionTab(RealSessionTab):
    """The session port that needs none of Streamlit's private names."""

    @contextmanager
    def run(self) -> Iterator[SessionPort]:
        with self.real.run():
            yield ports_without(PARTS)[0](get_script_run_ctx())


class RealQueryTab(QueryTab):
    def __init__(self, url: str = "", bound: tuple[str, ...] = ()) -> None:
        self.real = RealSession(url)
        self.bound = bound

    @property
    def writes(self) -> int:
        return len(self.real.sent)

    @property
    def address(self) -> str:
        return f"?{self.real.url}" if self.real.url else ""

    def put(self, params: Params) -> None:
        st.query_params.from_dict({name: list(texts) for name, texts in params.items()})

    @contextmanager
    def run(
        self, url: str | None = None, *, history: bool = False, page: str = ""
    ) -> Iterator[QueryPort]:
        with self.real.run(url, history=history, page=page):
            for name in self.bound:
                st.text_input(name, key=name, bind="query-params")
            yield streamlit_ports().query


class PublicQueryTab(RealQueryTab):
    """The query port that needs none of Streamlit's private names."""

    @contextmanager
    def run(
        self, url: str | None = None, *, history: bool = False, page: str = ""
    ) -> Iterator[QueryPort]:
        with super().run(url, history=history, page=page):
            yield ports_without(PARTS)[1](get_script_run_ctx())


class _Shown:
    """The browser of a simulated server: the address, and no page."""

    def __init__(self, url: str) -> None:
        self.url = url.removeprefix("?")
        self.sent: list[str] = []

    def query_changed(self, query: str) -> None:
        self.url = query
        self.sent.append(query)

    def page_shown(self, page: str) -> None: ...

    def render(self, elements: object, page: str) -> None: ...


class AppSessionTab(SessionTab):
    """The session that a simulated app's script has."""

    def __init__(self, version: str = NEWEST) -> None:
        self.tab = FakeApp(lambda st: None, streamlit=version).open()

    @contextmanager
    def run(self) -> Iterator[SessionPort]:
        with self.tab.run():
            yield current_ports().session


class AppQueryTab(QueryTab):
    """The query port that a simulated app's script has."""

    def __init__(self, url: str = "", bound: tuple[str, ...] = (), version: str = NEWEST) -> None:
        self.shown = _Shown(url)
        self.server = Server(behaviour_of(version), self.shown, lambda run: None, nullcontext)
        self.st = FakeStreamlit(self.server, FakeApp(lambda st: None), Caches())
        self.bound = bound

    @property
    def writes(self) -> int:
        return len(self.shown.sent)

    @property
    def address(self) -> str:
        return f"?{self.shown.url}" if self.shown.url else ""

    def put(self, params: Params) -> None:
        self.st.query_params.from_dict({name: list(texts) for name, texts in params.items()})

    @contextmanager
    def run(
        self, url: str | None = None, *, history: bool = False, page: str = ""
    ) -> Iterator[QueryPort]:
        if url is not None:
            self.shown.url = url.removeprefix("?")
        with self.server.running(RerunData(self.shown.url, page, {}, history=history)):
            for name in self.bound:
                self.st.text_input(name, key=name, bind="query-params")
            yield current_ports().query
