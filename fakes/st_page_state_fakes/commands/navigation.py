"""``st.Page`` and ``st.navigation``: pages that a script declares itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from st_page_state_fakes.errors import (
    NotSimulatedError,
    StreamlitAPIException,
    StreamlitMissingRequiredParameterError,
)
from st_page_state_fakes.server.script_run import DEFAULT_PAGE, ScriptRun
from st_page_state_fakes.server.server import Server
from st_page_state_fakes.server.widget_spec import WidgetSpec
from st_page_state_fakes.type_guards import is_mapping


class FakePage:
    """The page that ``st.Page`` makes of a function.

    Args:
        server: the session it runs in.
        page: the function; it is called without arguments.
        title: the name in the navigation; the function's name if there is none.
        url_path: its address; by default the function's name.
        default: it is the page at the root.
        icon: what stands beside the name.
    """

    def __init__(
        self,
        server: Server,
        page: Callable[[], Any],
        *,
        title: str | None = None,
        url_path: str | None = None,
        default: bool = False,
        icon: str | None = None,
    ) -> None:
        if not callable(page):
            raise NotSimulatedError(f"st.Page({page!r}) with a file instead of a function")
        name = str(getattr(page, "__name__", ""))
        self._server = server
        self._function = page
        self.title: str = title or name.replace("_", " ")
        if not self.title.strip():
            raise StreamlitMissingRequiredParameterError("title")
        self.path: str = name if url_path is None else url_path.strip().strip("/")
        if url_path is not None and not self.path and not default:
            raise StreamlitMissingRequiredParameterError("url_path")
        if "/" in self.path:
            raise StreamlitAPIException(f"url_path={url_path!r} must not contain a slash.")
        self.default = default
        self.icon: str = icon or ""
        self.may_run: bool = False

    @property
    def url_path(self) -> str:
        """Its address; empty for the default page, which reserves its ``path`` all the same."""
        return "" if self.default else self.path

    def run(self) -> None:
        """Run the page; only the page that ``st.navigation`` returned can run, and only once."""
        run = self._server.need_run("Page().run()")
        if not self.may_run:
            raise StreamlitAPIException(
                f"{self.title!r} cannot be run: only the page that st.navigation() returned can, "
                "and only once."
            )
        self.may_run = False
        with run.on_script(self.url_path or DEFAULT_PAGE):
            self._function()


def chosen_page(
    server: Server, pages: Iterable[Any] | Mapping[str, Iterable[Any]], asked: str
) -> tuple[list[FakePage], FakePage]:
    """Return all pages, and the requested one or else the default.

    Raises:
        StreamlitAPIException: there is no page, two are the default, or two have one address.
    """
    groups: Iterable[Any] = pages.values() if is_mapping(pages) else [pages]
    given: list[Any] = [page for group in groups for page in group]
    found = [page if isinstance(page, FakePage) else FakePage(server, page) for page in given]
    if not found:
        raise StreamlitMissingRequiredParameterError("pages")
    defaults = [page for page in found if page.default] or found[:1]
    if len(defaults) > 1:
        titles = ", ".join(repr(page.title) for page in defaults)
        raise StreamlitAPIException(f"Only one page can have default=True, not {titles}.")
    default = defaults[0]
    default.default = True
    paths = [page.path for page in found]
    if len(set(paths)) < len(paths):
        raise StreamlitAPIException(
            f"Two pages have the same address: {', '.join(map(repr, paths))}. Give each a url_path."
        )
    chosen = next((page for page in found if page.url_path == asked), default)
    chosen.may_run = True
    return found, chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLinkSpec(WidgetSpec):
    """A link to a page."""

    trigger: bool = True
    rest: bool = False

    def decode(self, wire: Any) -> bool:
        return bool(wire)

    def enter(self, value: Any) -> bool:
        return bool(value)


def link(label: str, page: str, query: str, run: ScriptRun) -> PageLinkSpec:
    """Return the spec of a link to a page; a run can draw the same link several times."""
    identity = (label, page, query, run.inside)
    same = tuple(map(repr, identity))
    number = sum(widget.identity[: len(same)] == same for widget in run.widgets)
    return PageLinkSpec(command="page_link", label=label, key=None, identity=(*identity, number))
