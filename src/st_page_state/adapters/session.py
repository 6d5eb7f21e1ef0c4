"""The session port over Streamlit's own session state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, suppress
from typing import Any

import streamlit

from st_page_state.ports import SESSION_KEY, WidgetSession

_VERSION = (int(streamlit.__version__.split(".")[0]), int(streamlit.__version__.split(".")[1]))

_NUMBERS = "st_page_state_numbers"
"""Our attribute of the session's params: the numbers that next_number() last returned."""


class StreamlitSession(WidgetSession):
    """The session of one script run's browser tab.

    Args:
        context: Streamlit's script run context.
    """

    __slots__ = ("_state",)

    def __init__(self, context: Any) -> None:
        self._state = context.session_state

    def __getitem__(self, key: str) -> Any:
        return self._state[key]

    def get(self, key: str, default: Any = None) -> Any:
        # No widget has the library's own key, so skip the search among widgets. Like any other
        # use of the session, this one can stop the run.
        if key != SESSION_KEY:
            return super().get(key, default)
        self._state._yield_callback()  # noqa: SLF001
        state = self._state._state  # noqa: SLF001
        value = state._new_session_state.get(key)  # noqa: SLF001
        return state._old_state.get(key, default) if value is None else value  # noqa: SLF001

    def __setitem__(self, key: str, value: Any) -> None:
        self._state[key] = value
        if key == SESSION_KEY:
            # Until the next run Streamlit also holds the value of the one before, unread.
            earlier = self._state._state._old_state  # noqa: SLF001
            if key in earlier:
                earlier[key] = value

    def __delitem__(self, key: str) -> None:
        del self._state[key]

    def __contains__(self, key: object) -> bool:
        return key in self._state

    def __iter__(self) -> Iterator[str]:
        return iter(self._state.filtered_state)

    def __len__(self) -> int:
        return len(self._state.filtered_state)

    def widget_identity(self, key: str) -> str | None:
        identity: str = self._state._state._get_widget_id(key)  # noqa: SLF001
        return None if identity == key else identity

    def in_browser(self, key: str) -> bool:
        # The widget states that the browser sent with this run, and widgets drawn in it.
        state = self._state._state  # noqa: SLF001
        return state._get_widget_id(key) in state._new_widget_state.states  # noqa: SLF001

    def streamlit_version(self) -> tuple[int, int]:
        return _VERSION

    def sends_labels(self, key: str) -> bool:
        # Bound to an object that knows the labels, for the widgets of choices.
        choices = getattr(getattr(self._widget(key), "serializer", None), "__self__", None)
        return hasattr(choices, "format_func") or hasattr(choices, "formatted_options")

    def holds_text(self, key: str) -> bool:
        kind = getattr(self._widget(key), "value_type", None)
        return kind == "string_value" and not self.sends_labels(key)

    def _widget(self, key: str) -> object:
        """Return what Streamlit knows of a widget; None if nothing."""
        try:
            state = self._state._state  # noqa: SLF001
            metadata = state._new_widget_state.widget_metadata  # noqa: SLF001
            return metadata.get(state._get_widget_id(key))  # noqa: SLF001
        except AttributeError:
            return None

    def early(self) -> Mapping[str, object]:
        held = self._state._state._new_widget_state  # noqa: SLF001
        names = [name for name in held.states if name not in held.widget_metadata]
        # The name of a widget ends with its key: "$$ID-<hash>-<key>".
        return {name.split("-", 2)[-1]: (name, held.states[name]) for name in names}

    def took(self, key: str, sent: Any) -> bool:
        name, wire = sent
        if self.widget_identity(key) != name:
            return False
        widget = self._state._state._new_widget_state.widget_metadata[name]  # noqa: SLF001
        if getattr(widget, "disabled", False):
            return False
        if self.sends_labels(key):
            with suppress(AttributeError, TypeError, ValueError):
                return _took_all(_plain(widget.serializer(self._state[key])), _told_by(wire))
        return True

    def offer(self, key: str, value: Any) -> None:
        # Streamlit looks there last, as for a value that an earlier run has set.
        self._state._state._old_state[key] = value  # noqa: SLF001

    def withdraw(self, key: str) -> None:
        state = self._state._state  # noqa: SLF001
        name, earlier = state._get_widget_id(key), state._old_state  # noqa: SLF001
        if key in earlier:
            value = earlier.pop(key)
            if name != key and name not in state._new_widget_state:  # noqa: SLF001
                earlier.setdefault(name, value)

    def next_number(self, name: str, former: int) -> int:
        # An attribute of the params, because the app can empty the session's state.
        numbers: dict[str, int] = {}
        with suppress(AttributeError, TypeError), self._state.query_params() as own:
            numbers = own.__dict__.setdefault(_NUMBERS, numbers)
        numbers[name] = number = max(numbers.get(name, 0), former) + 1
        return number

    def form(self, key: str, **options: Any) -> AbstractContextManager[Any]:
        return streamlit.form(key, **options)


def _told_by(state: Any) -> Any:
    """Return what the browser has sent for a choice."""
    message = state.value
    told = getattr(message, message.WhichOneof("value"))
    return _plain(getattr(told, "data", told))


def _plain(sent: Any) -> Any:
    return sent if isinstance(sent, str | int | None) else [*sent]


def _took_all(held: Any, told: Any) -> bool:
    """Return whether a choice holds what was sent, or of several options those that there are.

    For a label that there is no more, it holds its default.
    """
    is_one = isinstance(held, str | int | None)
    return bool(held == told) or (not is_one and bool(held) and all(one in told for one in held))
