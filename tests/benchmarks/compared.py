"""Tasks of the comparison with other ways to keep state in the address, and its table.

This module imports nothing beyond the standard library, so that a test can check the handbook's
table without Streamlit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

BEGIN, END = "<!-- speed -->\n", "<!-- /speed -->\n"

OURS, FIRST, NATIVE = "st_page_state", "st-page-state 0.2.5", '`bind="query-params"`'
CONTENDERS = {"ours": OURS, "first": FIRST, "native": NATIVE}

NOTES = {
    "widget": "It keeps the values of widgets and no others; the rows about a page show those.",
    "browser": "The browser's own part, which replaces the entry of the history, is not counted.",
    "class": "It has no classes to make.",
    "streamlit": "It is a part of Streamlit.",
    "defaults": "It leaves defaults out of the address.",
}


@dataclass(frozen=True)
class Task:
    """One row of the comparison.

    Attributes:
        key: the name of the function that measures it.
        name: the task and, unless it is the same by hand, the reference.
        unit: the unit of the figures; for times, "us", the table shows the ratio.
        without: a contender that cannot do it -> the reason, a key of ``NOTES``.
        notes: a contender that does it with a reservation -> a key of ``NOTES``.
    """

    key: str
    name: str
    unit: str = "us"
    without: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)


NO_WIDGET, NO_CLASS = {"native": "widget"}, {"native": "class"}
BY_BROWSER, NO_DEFAULTS = {"native": "browser"}, {"native": "defaults"}

TASKS = (
    Task("read_plain", "read a field that is not in the URL", without=NO_WIDGET),
    Task("read_url", "read one of 20 URL fields"),
    Task("write_plain", "write a field that is not in the URL", without=NO_WIDGET),
    Task("write_url", "write one of 20 URL fields", without=NO_WIDGET),
    Task("first_touch", "read 20 URL fields from a deep link", without=NO_WIDGET),
    Task("remake", "make a class of 20 fields again / a pydantic model", without=NO_CLASS),
    Task("rerun_classes", "a rerun that reads 10 classes of 10 URL fields", without=NO_WIDGET),
    Task("page_landing", "a page of 20 text inputs, opened by a deep link"),
    Task("page_rerun", "that page again, nothing changed"),
    Task("page_edit", "that page after an edit", notes=BY_BROWSER),
    Task("imported", "import / `import streamlit`", without={"native": "streamlit"}),
    Task("url_bytes", "URL of lists, dates, flags, text / base64 of JSON", "bytes"),
    Task("sent_bare", "browser updates, landing without params", "updates", notes=NO_DEFAULTS),
    Task("sent_link", "browser updates, landing on a complete link", "updates"),
    Task("sent_click", "browser updates, a click that sets 5 fields", "updates"),
    Task("sent_edit", "browser updates, an edit of a text input", "updates", notes=BY_BROWSER),
)  # fmt: skip


@dataclass(frozen=True)
class Figures:
    """One contender's figure and the reference's, from one process.

    Attributes:
        own: the contender's figure.
        by_hand: the reference's.
    """

    own: float
    by_hand: float


Found = dict[str, dict[str, Figures]]
"""Task -> contender -> its figures."""


def text_table(off: Found, on: Found) -> str:
    """Return the figures side by side, with telemetry off and on, for a terminal."""
    head = ("", "by hand", *CONTENDERS.values())
    lines = ["{:<52}{:>12}{:>20}{:>22}{:>24}".format(*head)]
    for task in TASKS:
        cells = [_cell(task, who, off, on) for who in CONTENDERS]
        lines.append(
            "{:<52}{:>12}{:>20}{:>22}{:>24}".format(task.name, _by_hand(task, off), *cells)
        )
    lines += ["", *(f"[{number}] {NOTES[key]}" for key, number in _numbers().items())]
    return "\n".join(lines)


def markdown(off: Found, on: Found, head: str) -> str:
    """Return the table as Markdown, with telemetry off and on, and the conditions."""
    lines = [
        f"| {head} | by hand | {' | '.join(CONTENDERS.values())} |",
        "|---|--:|--:|--:|--:|",
    ]
    for task in TASKS:
        cells = [_cell(task, who, off, on) for who in CONTENDERS]
        lines.append(f"| {task.name} | {_by_hand(task, off)} | {' | '.join(cells)} |")
    notes = (f"[{number}] {NOTES[key]}" for key, number in _numbers().items())
    return "\n".join(["", *lines, "", "  \n".join(notes), "", ""])


def with_table(page: str, table: str) -> str:
    """Return the page's text with this table between its two comments."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}{table}{END}{after}"


def shown_in(page: str) -> tuple[list[str], list[str], list[str]]:
    """Return the contenders, the names of the rows and the notes of the handbook's table."""
    _, _, rest = page.partition(BEGIN)
    lines = rest.partition(END)[0].splitlines()
    cells = [[c.strip() for c in line.strip("|").split("|")] for line in lines if line[:1] == "|"]
    notes = [m[1] for line in lines if (m := re.match(r"\[\d+\] (.+)", line.rstrip()))]
    return cells[0][2:], [row[0] for row in cells[2:]], notes


def _numbers() -> dict[str, int]:
    """Number the notes in the order in which the table needs them."""
    used = [
        note
        for task in TASKS
        for who in CONTENDERS
        for note in (task.without.get(who), task.notes.get(who))
        if note is not None
    ]
    return {note: number for number, note in enumerate(dict.fromkeys(used), start=1)}


def _cell(task: Task, who: str, off: Found, on: Found) -> str:
    numbers = _numbers()
    if (why := task.without.get(who)) is not None:
        return f"- [{numbers[why]}]"
    note = task.notes.get(who)
    mark = "" if note is None else f" [{numbers[note]}]"
    figures = off[task.key][who]
    if task.unit != "us":
        return f"{figures.own:.0f}{mark}"
    ratios = [figures.own / figures.by_hand]
    if (counted := on.get(task.key, {}).get(who)) is not None:
        ratios.append(counted.own / counted.by_hand)
    return " / ".join(f"{ratio:.2f}" for ratio in ratios) + mark


def _by_hand(task: Task, off: Found) -> str:
    figures = list(off[task.key].values())
    middle = sorted(each.by_hand for each in figures)[len(figures) // 2]
    if task.unit == "us":
        scaled, unit = (middle / 1000, "ms") if middle >= 1000 else (middle, "us")
        return f"{scaled:.{0 if scaled >= 100 else 1}f} {unit}"
    return f"{middle:.0f} bytes" if task.unit == "bytes" else f"{middle:.0f}"
