"""``st.multiselect``, and the list of chosen options that it shares with ``st.pills``."""

# ruff: noqa: A002 - the parameters are Streamlit's

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from numbers import Integral
from typing import Any

from st_page_state_fakes.commands.place import Args, Kwargs, OnChange, Place
from st_page_state_fakes.commands.widgets.common import (
    Options,
    as_list,
    coerce_enum,
    key_of,
    label_of,
    offer,
)
from st_page_state_fakes.errors import (
    StreamlitSelectionCountExceedsMaxError,
    StreamlitValueError,
)
from st_page_state_fakes.server.widget_spec import Native, WidgetSpec


@dataclass(frozen=True, slots=True, kw_only=True)
class MultiselectSpec(WidgetSpec):
    """A choice of any number of options.

    Attributes:
        offered: the options.
        indices: the indices of the default.
        new_options: a user can type options.
    """

    offered: Options
    indices: list[int]
    new_options: bool = False
    native: Native = "strings"
    clearable: bool = True

    @property
    def default(self) -> list[Any]:
        """The options chosen by default."""
        return [self.offered.values[index] for index in self.indices]

    def decode(self, wire: list[str] | None) -> list[Any]:
        if wire is None:
            return self.default
        values, first = self.offered.values, self.offered.labels.index
        return [values[first(w)] if w in self.offered.index_by_label else w for w in wire]

    def encode(self, value: Any) -> list[str]:
        return [self.offered.label_of(item) for item in as_list(value)]

    def settle(self, value: Any) -> Any:
        """Drop values that are no longer options."""
        chosen = list(value)
        if self.most is not None and len(chosen) > self.most:
            raise StreamlitSelectionCountExceedsMaxError(len(chosen), self.most)
        if self.new_options:
            return value
        kept = [v for v in chosen if self.offered.offers(coerce_enum(v, self.offered.members))]
        return value if len(kept) == len(chosen) else kept

    def enter(self, value: Any) -> list[str]:
        items: Iterable[Any] = value
        if not isinstance(value, list | tuple | set | frozenset):
            raise self.refusal(value, "a list of options is expected")
        labels: list[str] = []
        for item in items:
            label = self.offered.entered(item)
            if label is None and self.new_options and isinstance(item, str) and item:
                label = item
            if label is None:
                raise self.refusal(item, offer(self.offered.labels))
            if label in labels:
                raise self.refusal(value, f"{label!r} can be chosen only once")
            labels.append(label)
        if self.most is not None and len(labels) > self.most:
            raise self.refusal(value, f"at most {self.most} can be chosen")
        return labels


def _check_most(most: Any) -> None:
    whole = isinstance(most, Integral) and not isinstance(most, bool)
    if most is not None and (not whole or most < 1):
        raise StreamlitValueError("max_selections", ["a positive integer"], most)


class MultiselectCommand(Place):
    """The command ``multiselect``.

    ``st.multiselect("Tags", tags, key="tags")`` returns a list of options.
    """

    def multiselect(
        self,
        label: str,
        options: Any,
        default: Any = None,
        format_func: Callable[[Any], Any] = str,
        key: str | int | None = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        max_selections: int | None = None,
        placeholder: str | None = None,
        disabled: bool = False,
        label_visibility: str = "visible",
        accept_new_options: bool = False,
        filter_mode: str | None = "fuzzy",
        select_all: bool | int = 1000,
        width: Any = "stretch",
        wrap: bool | None = None,
        bind: str | None = None,
        persist_state: str | None = None,
    ) -> Any:
        """Choose any number of options: ``st.multiselect("Tags", tags, default=tags[:1])``."""
        label = label_of(label)
        _check_most(max_selections)
        offered = Options(options, format_func)
        indices = offered.indices_of(default)
        keyed = (max_selections, accept_new_options)
        looks = (help, placeholder, filter_mode, select_all, width)
        spec = MultiselectSpec(
            command="multiselect",
            label=label,
            key=key_of(key),
            identity=(label, offered.labels, indices, *keyed, *looks),
            keyed_identity=keyed,
            options=offered.labels,
            allowed=None if accept_new_options else offered.labels,
            most=max_selections,
            offered=offered,
            indices=indices,
            new_options=accept_new_options,
        )
        chosen = self._widget(spec, on_change, args, kwargs, disabled, bind, persist_state)
        return offered.coerce(chosen)
