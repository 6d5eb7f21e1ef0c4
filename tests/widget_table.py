"""The handbook's table of widgets, from the rows that the tests check.

``python tests/widget_table.py`` rewrites it in ``examples/handbook/topics/widget_kinds.md``.
"""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

from contract.bound_row import Bound, Unbound
from contract.bound_widgets import BOUND, UNBOUND

PAGE = Path(__file__).parents[1] / "examples" / "handbook" / "topics" / "widget_kinds.md"
BEGIN, END = "<!-- widgets -->\n", "<!-- /widgets -->\n"


def code(kind: str) -> str:
    """Return a kind of field as Markdown code for a table cell."""
    name, word, rest = re.fullmatch(r"(.+?)(?:( on | with | of )(.+))?", kind).groups("")  # type: ignore[union-attr]
    return f"`{name}`{word}{rest}".replace("|", r"\|")


def bound_line(command: str, rows: list[Bound]) -> str:
    """Return the line of a widget that can be bound."""
    kinds = ", ".join(dict.fromkeys(code(row.kind) for row in rows))
    notes = "; ".join(dict.fromkeys(row.note for row in rows if row.note))
    return f"| `st.{command}` | {kinds} | {rows[0].since} | {notes} |"


def unbound_line(rows: list[Unbound]) -> str:
    """Return the line of widgets that Streamlit refuses to bind with the same error."""
    names = ", ".join(f"`st.{row.command}`" for row in rows)
    return f"| {names} | `{rows[0].error}`: … {rows[0].message} … |"


NEEDS = ("index", "value", "step", "selection_mode", "accept_new_options")
"""Arguments of a widget without which it does not fit the type of its field."""


def call(row: Bound) -> str:
    """Return the call of a widget, with what its field's type needs."""
    given = {name: row.kwargs[name] for name in NEEDS if name in row.kwargs}
    if row.command == "slider":
        given.pop("step", None)
    if row.command == "select_slider" and "value" in given:
        given["value"] = ("S", "L")
    elif "value" in given and "None" not in row.kind:
        del given["value"]  # such a widget can be emptied, which its field rejects
    text = ", ".join(f"{name}={value!r}" for name, value in given.items())
    return f"`st.{row.command}({text})`".replace("()", "").replace("'", '"')


def type_line(kind: str, rows: list[Bound]) -> str:
    """Return the line of a type of fields."""
    calls = list(dict.fromkeys(map(call, rows)))
    calls = [text for text in calls if f"{text[:-1]}(step=1)`" not in calls]  # it needs that
    return f"| {code(kind)} | {', '.join(calls)} |"


def table() -> str:
    """Return the tables as Markdown.

    Example::

        assert table() in PAGE.read_text(encoding="utf-8")
    """
    by_command: dict[str, list[Bound]] = {}
    by_kind: dict[str, list[Bound]] = {}
    for row in BOUND:
        by_command.setdefault(row.command, []).append(row)
        if not re.search(" on | with m| with p", row.kind):  # a constraint needs nothing
            by_kind.setdefault(row.kind, []).append(row)
    lines = [
        "| field type | widgets that fit, with what they need |",
        "|---|---|",
        *(type_line(kind, by_kind[kind]) for kind in sorted(by_kind, key=_of_one_type)),
        "",
        "| widget | field types | since | |",
        "|---|---|---|---|",
        *(bound_line(command, rows) for command, rows in by_command.items()),
        "",
        "| cannot be bound | Streamlit says |",
        "|---|---|",
    ]
    by_error = sorted(UNBOUND, key=lambda row: row.error, reverse=True)
    lines += [unbound_line(list(rows)) for _, rows in groupby(by_error, key=lambda r: r.error)]
    return "\n".join(["", *lines, "", ""])


def _of_one_type(kind: str) -> tuple[int, str]:
    """Return a key that sorts types of one value first, and then together by their names."""
    many = "[" in kind or "list" in kind or kind == "DataFrame"
    return (int(many), kind.lower())


def with_table(text: str) -> str:
    """Return a text with the table between its two comments."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}{table()}{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(with_table(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
