"""``st.Page`` and ``st.navigation``: pages that a script declares itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from st_page_state_fakes.errors import NotSimulatedError, StreamlitAPIException
from st_page_state_fakes.server.control import Control
from st_page_state_fakes.server.native_bind import DEFAULT_PAGE

if TYPE_CHECKING:
    from st_page_state_fakes.commands.streamlit import FakeStreamlit


class FakePage:
    """What ``st.Page`` returns: a function as a page.

    Args:
        st: the simulated Streamlit it runs on.
        page: the function; it is called without arguments.
        title: the name in the navigation; the function's name if there is none.
        url_path: its address; by default the function's name.
        default: it is the page at the root.
    """

    def __init__(
        self,
        st: FakeStreamlit,
        page: Callable[[], Any],
        *,
        title: str | None = None,
        url_path: str | None = None,
        default: bool = False,
    ) -> None:
        if not callable(page):
            raise NotSimulatedError(f"st.Page({page!r}) with a file instead of a function")
        name = getattr(page, "__name__", "page")
        if url_path is None and name == "<lambda>":
            raise StreamlitAPIException("st.Page() of a lambda needs a url_path.")
        self._st = st
        self._function = page
        self._path = name if url_path is None else url_path.strip("/")
        self.title = title or name.replace("_", " ")
        self.default = default

    @property
    def url_path(self) -> str:
        """Its address; empty for the default page."""
        return "" if self.default else self._path

    def run(self) -> None:
        """Run the page; only the one that ``st.navigation`` returned can be run."""
        run = self._st.need_run("navigation")
        if run.page != self.url_path:
            raise StreamlitAPIException(
                f"Only the page that st.navigation() returned can be run, not {self.title!r}."
            )
        with run.on_script(self.url_path or DEFAULT_PAGE):
            self._function()


def chosen_page(
    pages: Iterable[FakePage] | Mapping[str, Iterable[FakePage]], asked: str
) -> tuple[list[FakePage], FakePage]:
    """Return all pages, and the one that is asked for or else the default.

    Raises:
        StreamlitAPIException: there is no page, or two have the same address.
    """
    groups = pages.values() if isinstance(pages, Mapping) else [pages]
    found = [page for group in groups for page in group]
    if not found:
        raise StreamlitAPIException("st.navigation() needs at least one page.")
    if not any(page.default for page in found):
        found[0].default = True
    paths = [page.url_path for page in found]
    if len(set(paths)) < len(paths):
        raise StreamlitAPIException(
            f"Two pages have the same address: {', '.join(map(repr, paths))}. Give each a url_path."
        )
    default = next(page for page in found if page.default)
    return found, next((page for page in found if page.url_path == asked), default)


def link(label: str, page: str) -> Control:
    """Return the control of a link to a page."""
    return Control(
        command="page_link",
        label=label,
        key=None,
        identity=(label, page),
        decode=bool,
        trigger=True,
        rest=False,
        writable=False,
    )
