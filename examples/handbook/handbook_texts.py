"""The handbook's texts: their sections, the links between them, and what a search finds."""

import re
from typing import NamedTuple

from st_page_state.docs import Topic, topics

LINK = re.compile(r"\[([^\]]+)\]\((?!https?:)([^)\s]*)\)")
FENCE = re.compile(r"^(```.*?^```$)", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^(#{1,4}) (.+)$", re.MULTILINE)
EXAMPLE = re.compile(r"^Example: \[.*\n\n?", re.MULTILINE)


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


class Found(NamedTuple):
    """A section that a search has found."""

    topic: Topic
    section: Section
    excerpt: str


def sections(text: str) -> list[Section]:
    """Return a page's sections in order; headings in blocks of code are none."""
    found: list[Section] = []
    for part in FENCE.split(text):
        if part.startswith("```"):
            found[-1] = found[-1]._replace(body=found[-1].body + part)
            continue
        first, *rest = HEADING.split(part)
        if found:
            found[-1] = found[-1]._replace(body=found[-1].body + first)
        for marks, title, body in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
            found.append(Section(len(marks), title, body))
    return found


def linked(text: str) -> str:
    """Return Markdown whose links to other pages stay in the tab: Streamlit opens a new one."""

    def link(found: re.Match[str]) -> str:
        label, target = found.groups()
        page, _, anchor = target.partition("#")
        if not page:
            return found[0]
        where = place(page.removesuffix(".md"), anchor)
        label = re.sub(r"`([^`]+)`", r"<code>\1</code>", label)
        return f'<a href="{where}" target="_self">{label}</a>'

    parts = FENCE.split(text)
    return "".join(part if part.startswith("```") else LINK.sub(link, part) for part in parts)


def place(slug: str, anchor: str = "") -> str:
    """Return a page's address, as seen from any other page; the first one is the app's own."""
    return ("." if slug == "start" else slug) + (f"#{anchor}" if anchor else "")


def search(query: str) -> list[Found]:
    """Return the sections with all words of a query; those with them in a title come first."""
    words = query.lower().split()
    ranked: list[tuple[int, Found]] = []
    for topic in topics():
        for section in sections(topic.text()):
            titles = f"{topic.title} {section.title}".lower()
            text = f"{titles} {section.body}".lower()
            if words and all(word in text for word in words):
                rank = -sum(word in titles for word in words) * 10 + section.level
                ranked.append((rank, Found(topic, section, excerpt(section.body, words))))
    return [found for _, found in sorted(ranked, key=lambda each: each[0])]


def excerpt(body: str, words: list[str], around: int = 90) -> str:
    """Return the plain text about the first of the words."""
    plain = LINK.sub(r"\1", EXAMPLE.sub("", body))
    plain = re.sub(r"^```.*$|^[|:\- ]+$|(?<!\\)\||^\* ", " ", plain, flags=re.MULTILINE)
    plain = re.sub(r"`|\*\*(?=\S)|(?<=\S)\*\*|\*(?=\w)|(?<=\w)\*", "", plain)
    plain = " ".join(plain.replace(r"\|", "|").split())
    places = [at for word in words if (at := plain.lower().find(word)) >= 0]
    start = max(min(places, default=0) - around, 0)
    shown = plain[start : start + 2 * around]
    shown = shown.partition(" ")[2] if start else shown
    if start + 2 * around < len(plain):
        shown = shown.rpartition(" ")[0] + " …"
    return f"… {shown}" if start else shown
