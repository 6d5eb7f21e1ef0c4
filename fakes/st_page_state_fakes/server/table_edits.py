"""The edits of a table, as a data editor keeps them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from typing import Any

from st_page_state_fakes.errors import NotOnPageError


class TableEdits:
    """What a user has edited in a table, row by row as the table shows them.

    Args:
        count: the number of rows that the script has drawn.
        state: the edits so far: ``edited_rows``, ``added_rows`` and ``deleted_rows``.
        send: returns the wire value of such edits.
    """

    def __init__(
        self, count: int, state: Mapping[str, Any], send: Callable[[dict[str, Any]], Any]
    ) -> None:
        self._send = send
        own = deepcopy(dict(state))
        self._edited: dict[int, dict[str, Any]] = own["edited_rows"]
        self._added: list[dict[str, Any]] = own["added_rows"]
        self._deleted: list[int] = own["deleted_rows"]
        self._kept = [place for place in range(count) if place not in self._deleted]

    def wire(self) -> Any:
        """Return the edits as the browser sends them."""
        return self._send({
            "edited_rows": self._edited,
            "added_rows": self._added,
            "deleted_rows": sorted(self._deleted),
        })  # fmt: skip

    def edit_cell(self, row: int, column: str, value: Any) -> None:
        """Enter a value into a cell.

        Raises:
            IndexError: there is no such row.
        """
        self._check(row)
        if row < len(self._kept):
            self._edited.setdefault(self._kept[row], {})[column] = value
        else:
            self._added[row - len(self._kept)][column] = value

    def add_row(self, cells: Mapping[str, Any]) -> None:
        """Add a row at the end."""
        self._added.append(dict(cells))

    def delete_rows(self, rows: Iterable[int]) -> None:
        """Delete rows.

        Raises:
            IndexError: there is no such row.
        """
        count = len(self._kept)
        for row in sorted(set(rows), reverse=True):
            self._check(row)
            if row >= count:
                del self._added[row - count]
            else:
                place = self._kept.pop(row)
                self._edited.pop(place, None)
                self._deleted.append(place)
                count -= 1

    def _check(self, row: int) -> None:
        count = len(self._kept) + len(self._added)
        if row not in range(count):
            raise NotOnPageError(f"The table has no row {row}: it has {count}, the first is row 0.")
