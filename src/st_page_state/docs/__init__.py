"""The handbook's pages, and the command that prints them: ``python -m st_page_state docs``."""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable

from st_page_state.docs.pages import FENCE, Section, Topic, folder, sections, topics
from st_page_state.docs.search import WORD, Found, Results, answers, pieces, search, stem

__all__ = [
    "FENCE",
    "WORD",
    "Found",
    "Results",
    "Section",
    "Topic",
    "answers",
    "folder",
    "pieces",
    "search",
    "sections",
    "stem",
    "topics",
]

HELP = "Print a page of the handbook, or its table of contents."


def add_arguments(parser: ArgumentParser) -> None:
    """Add the command's own arguments."""
    parser.add_argument("page", nargs="*", help="the page's name, or its title")


def run(chosen: Namespace) -> int:
    """Print what was chosen; return the exit status."""
    pages = {topic.slug: topic for topic in topics()}
    titles = {_simple(topic.title): topic.slug for topic in pages.values()}
    words = " ".join(chosen.page)
    name = _simple(words)
    name = titles.get(name, name)
    if not words:
        _print(_contents(pages.values()))
    elif name in pages:
        _print(_whole(pages[name]))
    else:
        near = _listed([topic.slug for topic in answers(words)])
        print(  # noqa: T201 - the output of a command
            f"The handbook has no page {words!r}.{near} `python -m st_page_state docs` lists them.",
            file=sys.stderr,
        )
        return 2
    return 0


def _listed(names: list[str]) -> str:
    """Return " Did you mean 'x' or 'y'?", or an empty string."""
    *others, last = map(repr, names or [""])
    named = f"{', '.join(others)} or {last}" if others else last
    return f" Did you mean {named}?" if names else ""


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
