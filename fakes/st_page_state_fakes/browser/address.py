"""The address bar of one browser tab, with its history."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Address:
    """One entry of the history.

    Attributes:
        page: the page's name; empty for the main page.
        query: the query string without its question mark.
        document: the number of the document it belongs to: Back and Forward within one
            document keep the session, across documents they load the app anew.
    """

    page: str
    query: str
    document: int = 0

    def __str__(self) -> str:
        return (f"/{self.page}" if self.page else "") + (f"?{self.query}" if self.query else "")


def parse_url(url: str) -> tuple[str, str]:
    """Split what was typed or pasted into the page's name and the query string."""
    parts = urlsplit(url)
    return parts.path.strip("/"), parts.query


class AddressBar:
    """A browser tab's address and the entries that Back and Forward move through.

    Args:
        url: what was opened first.
    """

    def __init__(self, url: str) -> None:
        self._entries = [Address(*parse_url(url))]
        self._index = 0

    @property
    def current(self) -> Address:
        """The entry that is shown."""
        return self._entries[self._index]

    @property
    def entries(self) -> list[Address]:
        """All entries, the oldest first."""
        return list(self._entries)

    def push(self, page: str, query: str) -> None:
        """Add an entry after the current one; what was ahead of it is gone."""
        self._follow(Address(page, query, self.current.document))

    def replace(self, query: str) -> None:
        """Change the current entry's query string."""
        current = self.current
        self._entries[self._index] = Address(current.page, query, current.document)

    def shows(self, url: str) -> bool:
        """Tell whether this is the address that is shown."""
        return parse_url(url) == (self.current.page, self.current.query)

    def visit(self, url: str) -> None:
        """Load an address as a new document."""
        self._follow(Address(*parse_url(url), document=self.current.document + 1))

    def at(self, steps: int) -> Address | None:
        """Return the entry so many steps back (negative) or forward; None if there is none."""
        place = self._index + steps
        return self._entries[place] if 0 <= place < len(self._entries) else None

    def move(self, steps: int) -> None:
        """Go to the entry so many steps back (negative) or forward."""
        self._index += steps

    def _follow(self, entry: Address) -> None:
        del self._entries[self._index + 1 :]
        self._entries.append(entry)
        self._index += 1
