"""A session in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

from st_page_state_fakes.errors import FakeUseError


class FakeSession(MutableMapping[str, Any]):
    """A mapping that stands in for ``st.session_state``.

    Args:
        content: what it holds to begin with.

    Example::

        session = FakeSession()
        with use_ports(session, FakeQuery("?status=active")):
            FilterState.page += 1
        session.clear()                                 # the tab begins anew
    """

    def __init__(self, content: Mapping[str, Any] | None = None) -> None:
        self._content: dict[str, Any] = dict(content or {})

    def __getitem__(self, key: str) -> Any:
        try:
            return self._content[key]
        except KeyError:
            raise KeyError(f"the session has no key {key!r}") from None

    def __setitem__(self, key: str, value: Any) -> None:
        if not isinstance(key, str):
            raise FakeUseError(f"session keys must be strings, not {type(key).__name__}")
        self._content[key] = value

    def __delitem__(self, key: str) -> None:
        if key not in self._content:
            raise KeyError(f"the session has no key {key!r}")
        del self._content[key]

    def __iter__(self) -> Iterator[str]:
        return iter(list(self._content))  # as in Streamlit, a loop may delete the keys

    def __len__(self) -> int:
        return len(self._content)

    def __repr__(self) -> str:
        return f"FakeSession({self._content!r})"
