"""The parts in which two values of an action differ, as the inspector shows them."""

from __future__ import annotations

from st_page_state.devtools.differing import MOST_PARTS, parts


def test_items_between_equal_ones_are_compared_one_by_one() -> None:
    found = parts([1, 2, 3, 4, 5], [1, 9, 3, 8, 5])
    assert [(part.path, part.old, part.new) for part in found] == [
        ("[1]", "2", "9"),
        ("[3]", "4", "8"),
    ]


def test_many_parts_are_cut() -> None:
    found = parts([*range(100)], [*range(100, 200)])
    assert len(found) == MOST_PARTS + 1
    assert found[-1].new == "more differs"
