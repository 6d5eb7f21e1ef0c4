"""The handbook's texts: the links between them, and what is shown of what a search finds."""

import re

from st_page_state.docs import FENCE, WORD, Found, pieces, stem

LINK = re.compile(r"\[([^\]]+)\]\((?!https?:)([^)\s]*)\)")
CODE = re.compile(r"(^```.*?^```$|`[^`]+`)", re.MULTILINE | re.DOTALL)
FENCES = re.compile(r"^```.*$", re.MULTILINE)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
RULE = re.compile(r"^\|[|:\- ]+\|$", re.MULTILINE)
ROW = re.compile(r"^\|(.*)\|$", re.MULTILINE)
CELL = re.compile(r"(?<!\\)\|")
MARKS = re.compile(r"^ *(?:[*-]|\d+\.) |^#+ ", re.MULTILINE)
EMPHASIS = re.compile(r"\*\*|(?<!\w)\*(?=\w)|(?<=[\w.,])\*(?!\w)")
EXAMPLE = re.compile(r"^Example: \[.*\n\n?", re.MULTILINE)


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


def plain(markdown: str) -> str:
    """Return a section's text in one line, without the marks of Markdown; code as it is written."""
    text = COMMENT.sub("", LINK.sub(r"\1", EXAMPLE.sub("", markdown)))
    text = ROW.sub(cells, RULE.sub("", text))
    parts = CODE.split(text)
    parts[::2] = [EMPHASIS.sub("", MARKS.sub("", part)) for part in parts[::2]]
    parts[1::2] = [FENCES.sub(" ", part).strip("`") for part in parts[1::2]]
    return " ".join("".join(parts).split())


def cells(row: re.Match[str]) -> str:
    """Return the cells of a table's row, told apart."""
    parts = [each.strip().replace(r"\|", "|") for each in CELL.split(row[1])]
    return " · ".join(filter(None, parts)) + "."


def excerpt(found: Found, around: int = 90) -> list[tuple[str, bool]]:
    """Return the plain text about the words that were found: its parts, and which are the words."""
    text = plain(found.section.body)
    hits = [word for word in WORD.finditer(text) if is_hit(word[0], found.stems)]
    start = best_place(hits, 2 * around) - around // 2
    end = start + 3 * around
    start = 0 if start <= 0 else text.find(" ", start) + 1
    end = len(text) if end >= len(text) else text.rindex(" ", 0, end)
    parts = [("… " if start else "", False)]
    at = start
    for word in hits:
        if start <= word.start() and word.end() <= end:
            parts += [(text[at : word.start()], False), (word[0], True)]
            at = word.end()
    parts.append((text[at:end] + (" …" if end < len(text) else ""), False))
    return [part for part in parts if part[0]]


def is_hit(word: str, stems: frozenset[str]) -> bool:
    """Tell whether a word, or a part of a name, is one that a search looked for."""
    return any(stem(each) in stems for each in (word, *pieces(word)))


def best_place(hits: list[re.Match[str]], room: int) -> int:
    """Return where the part of a text begins that has most of the words."""

    def kinds(first: re.Match[str]) -> int:
        near = [word[0] for word in hits if 0 <= word.start() - first.start() < room]
        return len({stem(word) for word in near})

    return max(hits, key=kinds).start() if hits else 0
