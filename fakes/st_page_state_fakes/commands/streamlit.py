"""``st`` in memory: the simulated counterpart of the streamlit module."""

from __future__ import annotations

from typing import Any, NoReturn

from st_page_state_fakes import errors
from st_page_state_fakes.commands.blocks import Block, Commands
from st_page_state_fakes.commands.caching import FakeCache
from st_page_state_fakes.commands.fragments import Fragments
from st_page_state_fakes.commands.navigation import FakePage, chosen_page, link
from st_page_state_fakes.commands.query_params import FakeQueryParams, ParamsInput, query_of
from st_page_state_fakes.commands.session_proxy import FakeSessionState
from st_page_state_fakes.errors import (
    NotSimulatedError,
    RerunException,
    StopException,
    StreamlitAPIException,
    StreamlitMissingRequiredParameterError,
)
from st_page_state_fakes.pages import Pages
from st_page_state_fakes.server.caches import Caches
from st_page_state_fakes.server.page import BlockInfo
from st_page_state_fakes.server.script_run import RerunData
from st_page_state_fakes.server.server import Server


class FakeStreamlit(Fragments, Commands):
    """The object that a simulated script gets as ``st``.

    It has Streamlit's commands as far as they matter to state: every input widget, layout,
    forms, fragments, pages, ``session_state`` and ``query_params``. What is shown is recorded.
    What it does not simulate raises :class:`NotSimulatedError`.

    Example::

        def script(st):
            st.selectbox("Status", ["pending", "active"], **FilterState.bind("status"))

        FakeApp(script).open("?status=active")

    Args:
        server: the session it acts on.
        pages: the pages of the app.
        caches: what the caches of the app hold.

    Attributes:
        cache_data: decorates a function whose results are cached; each caller gets a copy.
        cache_resource: decorates a function whose results are cached, and shared.
        session_state: the session state, by key or by attribute.
        query_params: the query params.
        sidebar: the sidebar.
        errors: Streamlit's exceptions in kind.
    """

    errors = errors

    def __init__(self, server: Server, pages: Pages, caches: Caches) -> None:
        self._server = server
        self._pages = pages
        self.cache_data: FakeCache = FakeCache(server, caches.data, "cache_data", copies=True)
        self.cache_resource: FakeCache = FakeCache(
            server, caches.resource, "cache_resource", copies=False
        )
        self.session_state: FakeSessionState = FakeSessionState(server.state)
        self.query_params: FakeQueryParams = FakeQueryParams(server.params)

    @property
    def sidebar(self) -> Block:
        """The sidebar."""
        return Block(self._server, self._server.sidebar)

    def set_page_config(self, *args: Any, **kwargs: Any) -> None:
        """Set the title and the layout, which are no state."""

    def stop(self) -> NoReturn:
        """End this run.

        In a parallel fragment of a full run it returns, as Streamlit's does: the fragment and
        the script end at the next command of each.
        """
        self._server.need_run("stop()").end(StopException())

    def rerun(self, scope: str = "app") -> NoReturn:
        """End this run and begin the next one; in a parallel fragment, return as ``stop`` does.

        Args:
            scope: ``"app"``, or ``"fragment"`` in a run of a fragment alone.

        Raises:
            StreamlitAPIException: this is no run of a fragment.
            NotSimulatedError: ``scope`` is the key of a fragment.
        """
        run = self._server.need_run("rerun()")
        queue: tuple[str, ...] = ()
        if scope == "fragment":
            if run.fragment not in run.fragments:
                raise StreamlitAPIException(
                    'st.rerun(scope="fragment") works only in a fragment that reruns on its own.'
                )
            queue = run.fragments[run.fragments.index(run.fragment) :]
        elif scope != "app":
            raise NotSimulatedError(f"st.rerun(scope={scope!r})")
        run.end(RerunException(RerunData(run.query, run.page, fragments=queue)))

    def switch_page(
        self, page: str | FakePage, *, query_params: ParamsInput | None = None
    ) -> NoReturn:
        """End this run and begin a run of another page.

        Args:
            page: a page's name or path, or what ``st.Page`` returned.
            query_params: the query string there; by default it is empty (Streamlit 1.52+).

        Raises:
            StreamlitAPIException: there is no such page, a widget has bound a param, or this
                is a parallel fragment of a full run.
        """
        run = self._server.need_run("switch_page()")
        run.check_not_parallel("switch_page")
        name = self._page_name(page)
        if query_params is None:
            self.query_params.clear()
        else:
            self._need_switch_with_params("switch_page")
            self.query_params.from_dict(query_params)
        raise RerunException(RerunData(run.query, name, switches=True))

    def page_link(
        self,
        page: str | FakePage,
        *,
        label: str | None = None,
        disabled: bool = False,
        query_params: ParamsInput | None = None,
        **kwargs: Any,
    ) -> None:
        """Show a link to another page; ``tab.button(label).click()`` follows it.

        Args:
            page: a page's name or path, what ``st.Page`` returned, or a whole address.
            label: what the link says; by default the page's title.
            disabled: it cannot be clicked.
            query_params: the query string there (Streamlit 1.52+).

        Raises:
            StreamlitAPIException: there is no such page, or a whole address has no label.
        """
        if isinstance(page, str) and "://" in page:
            if not label:
                raise StreamlitMissingRequiredParameterError("label")
            self._show("page_link", page, label=label)
            return
        if query_params is not None:
            self._need_switch_with_params("page_link")
        name = self._page_name(page)
        if label is None:
            label = page.title if isinstance(page, FakePage) else name or "main"
        query = query_of(query_params or {})
        spec = link(label, name, query, self._server.need_run("page_link()"))
        self._widget(spec, disabled=disabled, opens=(name, query))

    def Page(self, page: Any, **kwargs: Any) -> FakePage:
        """Declare a function as a page."""
        looks = ("visibility", "help")
        return FakePage(self._server, page, **{n: v for n, v in kwargs.items() if n not in looks})

    def navigation(self, pages: Any, **kwargs: Any) -> FakePage:
        """Declare the pages of the app, and return the one to run."""
        run = self._server.need_run("navigation()")
        found, page = chosen_page(self._server, pages, run.asked)
        self._pages.declare([p.url_path for p in found])
        self.show_page(page.url_path)
        return page

    def show_page(self, name: str) -> None:
        """Make this the current page and tell the browser."""
        server = self._server
        run = server.need_run("navigation()")
        server.page = run.page = name
        server.client.page_shown(name)

    def _page_name(self, page: str | FakePage) -> str:
        return page.url_path if isinstance(page, FakePage) else self._pages.at_path(str(page))

    def _need_switch_with_params(self, command: str) -> None:
        behaviour = self._server.behaviour
        if not behaviour.switch_with_params:
            version = ".".join(map(str, behaviour.version))
            raise TypeError(f"{command}() has no argument 'query_params' in Streamlit {version}.")

    def _block(self) -> BlockInfo:
        return self._server.block()

    def _form(self) -> str | None:
        blocks = reversed(self._server.blocks)
        return next((block.form for block in blocks if block.form is not None), None)
