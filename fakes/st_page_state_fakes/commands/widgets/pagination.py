"""``st.pagination``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from st_page_state_fakes.commands.place import Args, Kwargs, OnChange, Place
from st_page_state_fakes.commands.widgets.common import is_integer, key_of
from st_page_state_fakes.errors import (
    StreamlitAPIException,
    StreamlitInvalidParameterTypeError,
    StreamlitValueOutOfRangeError,
)
from st_page_state_fakes.server.widget_spec import Native, WidgetSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class PaginationSpec(WidgetSpec):
    """A choice of one of several pages, counted from 1."""

    default: int
    last: int
    native: Native = "int"

    def decode(self, wire: int | None) -> int:
        return self.default if wire is None or not 1 <= wire <= self.last else wire

    def settle(self, value: Any) -> Any:
        """Replace a page that does not exist by the default."""
        return value if is_integer(value, 1, self.last) else self.default

    def enter(self, value: Any) -> Any:
        if not is_integer(value, 1, self.last):
            raise self.refusal(value, f"it takes 1 to {self.last}")
        return value


class PaginationCommand(Place):
    """The command ``pagination``."""

    def pagination(
        self,
        num_pages: int,
        *,
        default: int = 1,
        max_visible_pages: int | None = 7,
        width: Any = "content",
        key: str | int | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        disabled: bool = False,
        bind: str | None = None,
        persist_state: str | None = None,
    ) -> Any:
        """Go to a page, counted from 1: ``st.pagination(12, key="page")``."""
        if not is_integer(num_pages, 1):
            raise StreamlitAPIException(f"num_pages={num_pages!r} must be a positive integer.")
        if isinstance(default, bool) or not isinstance(default, int):
            raise StreamlitInvalidParameterTypeError("default", default, ["int"])
        if not 1 <= default <= num_pages:
            raise StreamlitValueOutOfRangeError("default", default, 1, num_pages)
        spec = PaginationSpec(
            command="pagination",
            label="",
            key=key_of(key),
            identity=(num_pages, default, max_visible_pages, width),
            default=default,
            last=num_pages,
        )
        return self._widget(spec, on_change, args, kwargs, disabled, bind, persist_state)
