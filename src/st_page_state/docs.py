"""The handbook's pages, and the command that prints them: ``python -m st_page_state docs``."""

from __future__ import annotations

import re
import sys
import tomllib
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from st_page_state.errors import nearest

HELP = "Print a page of the handbook, or its table of contents."
_IN_THE_WHEEL = Path(__file__).parent / "handbook"
_IN_THE_REPOSITORY = Path(__file__).parents[2] / "examples" / "handbook" / "topics"


class Topic(NamedTuple):
    """One page of the handbook.

    Attributes:
        slug: its name in addresses and on the command line; its text is ``<slug>.md``.
        title: its title.
        label: what the navigation calls it, where there is little room.
        icon: its Material symbol.
        group: the heading that it stands under in the table of contents.
    """

    slug: str
    title: str
    label: str
    icon: str
    group: str

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
    return [
        Topic(slug, title, rest[0] if rest else title, icon, group["title"])
        for group in contents["groups"]
        for slug, title, icon, *rest in group["pages"]
    ]


def add_arguments(parser: ArgumentParser) -> None:
    """Add the command's own arguments."""
    parser.add_argument("page", nargs="?", help="the page's name, or its title")


def run(chosen: Namespace) -> int:
    """Print what was chosen; return the exit status."""
    pages = {topic.slug: topic for topic in topics()}
    titles = {_simple(topic.title): topic.slug for topic in pages.values()}
    name = _simple(chosen.page or "")
    name = titles.get(name, name)
    if chosen.page is None:
        _print(_contents(pages.values()))
    elif name in pages:
        _print(_whole(pages[name]))
    else:
        near = nearest(name, pages)
        print(  # noqa: T201 - the output of a command
            f"The handbook has no page {chosen.page!r}.{near} "
            "`python -m st_page_state docs` lists them.",
            file=sys.stderr,
        )
        return 2
    return 0


def _simple(name: str) -> str:
    """Return a page's name, given its file, its title or another spelling."""
    words = re.findall(r"\w+", name.lower().rpartition("/")[2].removesuffix(".md"))
    return "_".join(words)


def _contents(pages: Iterable[Topic]) -> str:
    lines: list[str] = []
    group = ""
    for topic in pages:
        if topic.group != group:
            group = topic.group
            lines += ["", group, ""]
        lines.append(f"  {topic.slug:<22} {topic.title}")
    return "\n".join(lines[1:])


def _whole(topic: Topic) -> str:
    parts = [topic.text().rstrip()]
    if topic.example is not None:
        for path in (topic.example, topic.test):
            source = path.read_text(encoding="utf-8").rstrip()
            parts += [f"## {path.name}", f"```python\n{source}\n```"]
    return "\n\n".join(parts)


def _print(text: str) -> None:
    encoding = sys.stdout.encoding or "utf-8"
    shown = text.encode(encoding, "replace").decode(encoding)  # a terminal may know few characters
    sys.stdout.write(f"{shown}\n")
