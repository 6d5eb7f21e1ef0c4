"""The handbook's pages: where they are, what they are called, and their texts."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

FENCE = re.compile(r"^(```.*?^```$)", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^(#{1,4}) (.+)$", re.MULTILINE)
_IN_THE_WHEEL = Path(__file__).parents[1] / "handbook"
_IN_THE_REPOSITORY = Path(__file__).parents[3] / "examples" / "handbook" / "topics"


class Topic(NamedTuple):
    """One page of the handbook.

    Attributes:
        slug: its name in addresses and on the command line; its text is ``<slug>.md``.
        title: its title.
        label: what the navigation calls it, where there is little room.
        icon: its Material symbol.
        group: the heading that it stands under in the table of contents.
        keywords: what users may call what it is about, for the search.
    """

    slug: str
    title: str
    label: str
    icon: str
    group: str
    keywords: tuple[str, ...] = ()

    @property
    def path(self) -> Path:
        """The file with its text."""
        return folder() / f"{self.slug}.md"

    @property
    def example(self) -> Path | None:
        """The file with its example; None if it has none."""
        found = folder() / f"{self.slug}.py"
        return found if found.exists() else None

    @property
    def test(self) -> Path:
        """The file with its example's test."""
        return folder() / f"test_{self.slug}_page.py"

    def text(self) -> str:
        """Return its text, as Markdown."""
        return self.path.read_text(encoding="utf-8")


def folder() -> Path:
    """Return the folder with the handbook's pages, wherever the library runs from."""
    return _IN_THE_WHEEL if _IN_THE_WHEEL.exists() else _IN_THE_REPOSITORY


def topics() -> list[Topic]:
    """Return all pages in their order."""
    contents = tomllib.loads((folder() / "contents.toml").read_text(encoding="utf-8"))
    keywords = {slug: tuple(each.split(", ")) for slug, each in contents["keywords"].items()}
    return [
        Topic(slug, title, rest[0] if rest else title, icon, group["title"], keywords.get(slug, ()))
        for group in contents["groups"]
        for slug, title, icon, *rest in group["pages"]
    ]


class Section(NamedTuple):
    """What stands under one heading of a page."""

    level: int
    title: str
    body: str

    @property
    def anchor(self) -> str:
        """The heading's name in links, the same as on GitHub."""
        words = re.sub(r"[^\w\- ]", "", self.title.lower())
        return words.replace(" ", "-")


def sections(text: str) -> list[Section]:
    """Return a page's sections in order; headings in blocks of code are none."""
    found: list[Section] = []
    for part in FENCE.split(text):
        if part.startswith("```"):
            found[-1] = found[-1]._replace(body=found[-1].body + part)
            continue
        first, *rest = _HEADING.split(part)
        if found:
            found[-1] = found[-1]._replace(body=found[-1].body + first)
        for marks, title, body in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
            found.append(Section(len(marks), title, body))
    return found
