"""Tables in a browser, which Streamlit draws on a canvas."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

CELL = 35  # pixels: the height of a row, and the width of the column of check boxes


class Canvas:
    """A table, which is drawn on a canvas.

    For screen readers the canvas has the same cells as elements. They follow what it draws,
    a little later.
    """

    def __init__(self, table: Locator) -> None:
        self._table = table
        self._keyboard = table.page.keyboard
        self._entry = table.page.locator("#portal input")
        self._selected = table.locator("td[aria-selected=true]")

    def click(self, x: int, row: int) -> None:
        """Click at an x in pixels in a row, of which the head is row -1."""
        position = {"x": x, "y": CELL * (row + 1) + CELL / 2}
        self._table.click(position=position)  # type: ignore[arg-type] - Playwright's own type

    def delete(self) -> None:
        """Press Delete: it empties a cell, and removes rows that are selected."""
        self._keyboard.press("Delete")

    def add(self, row: int) -> None:
        """Add a row, by a click below the last one: it has the number ``row``."""
        self.click(150, row)
        expect(self._entry).to_have_value("")
        self._entry.press("Escape")
        expect(self._entry).to_have_count(0)

    def write(self, x: int, row: int, text: str) -> None:
        """Select the cell at an x in pixels in a row, and type in place of its text."""
        # To click the selected cell would open its old text.
        self._table.locator("canvas").first.press("Escape")
        expect(self._selected).to_have_count(0)
        self.click(x, row)
        cell = self._table.locator(f"tr[aria-rowindex='{row + 2}'] td[aria-selected=true]")
        expect(cell).to_have_count(1)
        self._keyboard.press(text[0])
        expect(self._entry).to_have_value(text[0])
        self._keyboard.type(text[1:])
        expect(self._entry).to_have_value(text)
        self._entry.press("Enter")
        expect(self._entry).to_have_count(0)
