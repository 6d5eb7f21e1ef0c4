"""The handbook's speed table has the rows that the benchmark prints."""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks.compared import (
    CONTENDERS,
    NOTES,
    TASKS,
    Figures,
    markdown,
    shown_in,
    with_table,
)  # fmt: skip

FILE = Path(__file__).parents[2] / "examples" / "handbook" / "topics" / "performance.md"
PAGE = FILE.read_text(encoding="utf-8")
MEASURED = {
    task.key: {who: Figures(2.0, 1.0) for who in CONTENDERS if who not in task.without}
    for task in TASKS
}


def test_it_matches_the_benchmarks_contenders_rows_and_notes() -> None:
    anew = with_table(PAGE, markdown(MEASURED, {}, "measured on"))
    assert shown_in(PAGE) == shown_in(anew)


def test_it_shows_one_row_for_each_task_and_explains_each_mark() -> None:
    contenders, names, notes = shown_in(PAGE)
    assert contenders == list(CONTENDERS.values())
    assert names == [task.name for task in TASKS]
    assert set(notes) <= set(NOTES.values())
    assert set(re.findall(r"\[(\d)\] \|", PAGE)) == {str(n + 1) for n in range(len(notes))}


def test_a_renamed_row_is_noticed() -> None:
    drifted = PAGE.replace(f"| {TASKS[0].name} |", "| something else |")
    assert shown_in(drifted) != shown_in(PAGE)


def test_rewriting_it_leaves_the_rest_of_the_page_alone() -> None:
    table = markdown(MEASURED, MEASURED, "measured on")
    assert "2.00 / 2.00" in table
    anew = with_table(PAGE, table)
    assert anew != PAGE
    assert with_table(anew, "") == with_table(PAGE, "")
