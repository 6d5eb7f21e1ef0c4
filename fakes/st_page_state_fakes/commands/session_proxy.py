"""``st.session_state`` of the simulated Streamlit."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from typing import Any

from st_page_state_fakes.server.session_state import SessionState
from st_page_state_fakes.server.widget_spec import check_reserved


class FakeSessionState(MutableMapping[str, Any]):
    """The mapping ``st.session_state``, which has its keys as attributes too.

    Args:
        state: the session state.
    """

    _state: SessionState

    def __init__(self, state: SessionState) -> None:
        object.__setattr__(self, "_state", state)

    def __getitem__(self, key: str | int) -> Any:
        return self._state[str(key)]

    def __setitem__(self, key: str | int, value: Any) -> None:
        check_reserved(str(key))
        self._state[str(key)] = value

    def __delitem__(self, key: str | int) -> None:
        del self._state[str(key)]

    def __iter__(self) -> Iterator[str]:
        return iter(self._state)

    def __len__(self) -> int:
        return len(self._state)

    def __getattr__(self, name: str) -> Any:
        try:
            return self._state[name]
        except KeyError as error:
            raise AttributeError(error.args[0]) from None

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value

    def __delattr__(self, name: str) -> None:
        try:
            del self._state[name]
        except KeyError as error:
            raise AttributeError(error.args[0]) from None

    def __repr__(self) -> str:
        return f"FakeSessionState({self})"

    def __str__(self) -> str:
        return str(dict(self))

    def to_dict(self) -> dict[str, Any]:
        """Return every key with its value."""
        return dict(self._state)
