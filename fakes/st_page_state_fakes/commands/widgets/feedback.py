"""``st.feedback``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from st_page_state_fakes.commands.place import Args, Kwargs, OnChange, Place
from st_page_state_fakes.commands.widgets.common import check_choice, is_integer, key_of
from st_page_state_fakes.errors import StreamlitValueOutOfRangeError
from st_page_state_fakes.server.widget_spec import WidgetSpec

COUNTS = {"thumbs": 2, "faces": 5, "stars": 5}


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackSpec(WidgetSpec):
    """A rating, counted from 0."""

    default: int | None
    highest: int
    clearable: bool = True

    def decode(self, wire: str | None) -> int | None:
        if wire == "":
            return None
        if wire is None:
            return self.default
        return int(wire) if 0 <= int(wire) <= self.highest else self.default

    def encode(self, value: Any) -> str:
        return "" if value is None else str(value)

    def settle(self, value: Any) -> Any:
        """Replace a rating that does not exist by the default."""
        return value if value is None or is_integer(value, 0, self.highest) else self.default

    def enter(self, value: Any) -> str:
        if value is not None and not is_integer(value, 0, self.highest):
            raise self.refusal(value, f"it takes 0 to {self.highest}, or None")
        return self.encode(value)


class FeedbackCommand(Place):
    """The command ``feedback``."""

    def feedback(
        self,
        options: str = "thumbs",
        *,
        key: str | int | None = None,
        default: int | None = None,
        disabled: bool = False,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        width: Any = "content",
        bind: str | None = None,
        persist_state: str | None = None,
    ) -> Any:
        """Rate something, counted from 0: ``st.feedback("stars", key="rating")``."""
        check_choice("options", options, list(COUNTS))
        highest = COUNTS[options] - 1
        if default is not None and not 0 <= default <= highest:
            raise StreamlitValueOutOfRangeError("default", default, 0, highest)
        spec = FeedbackSpec(
            command="feedback",
            label="",
            key=key_of(key),
            identity=(options, default, width),
            keyed_identity=(options,),
            options=[str(rating) for rating in range(highest + 1)],
            default=default,
            highest=highest,
        )
        return self._widget(spec, on_change, args, kwargs, disabled, bind, persist_state)
