"""The address bar of one browser tab, with its history."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit


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
    """Split a typed or pasted address into the page's name and the query string."""
    parts = urlsplit(url)
    return parts.path.strip("/"), parts.query


def embedding(query: str) -> str:
    """Return the part of a query string that embeds the app, which page switches keep."""
    params = parse_qsl(query, keep_blank_values=True)
    if not any(name.lower() == "embed" and text.lower() == "true" for name, text in params):
        return ""
    options = [(name, text) for name, text in params if name == "embed_options"]
    return urlencode([("embed", "true"), *options])


class AddressBar:
    """A browser tab's address and its history.

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
        """Add an entry after the current one and drop the entries ahead of it."""
        self._follow(Address(page, query, self.current.document))

    def replace(self, query: str) -> None:
        """Change the current entry's query string."""
        current = self.current
        self._entries[self._index] = Address(current.page, query, current.document)

    def shows(self, url: str) -> bool:
        """Tell whether the tab shows this address."""
        return parse_url(url) == (self.current.page, self.current.query)

    def visit(self, url: str) -> None:
        """Load an address as a new document."""
        self._follow(Address(*parse_url(url), document=self.current.document + 1))

    def at(self, steps: int) -> Address | None:
        """Return the entry a number of steps back (negative) or forward, or None."""
        place = self._index + steps
        return self._entries[place] if 0 <= place < len(self._entries) else None

    def move(self, steps: int) -> None:
        """Go a number of steps back (negative) or forward."""
        self._index += steps

    def _follow(self, entry: Address) -> None:
        del self._entries[self._index + 1 :]
        self._entries.append(entry)
        self._index += 1
