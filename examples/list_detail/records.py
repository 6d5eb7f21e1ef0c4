"""The records: what a database would hold."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["travel", "food", "office"]


@dataclass(frozen=True)
class Expense:
    """One expense."""

    id: int
    title: str
    kind: Kind
    cost: float


EXPENSES = [
    Expense(21, "Taxi to the airport", "travel", 38.0),
    Expense(22, "Taxi from the airport", "travel", 41.5),
    Expense(23, "Lunch with Ann", "food", 27.0),
    Expense(24, "Paper", "office", 12.0),
    Expense(25, "Train to Oslo", "travel", 84.0),
]


def find(number: int | None) -> Expense | None:
    """Return an expense by its id."""
    return next((one for one in EXPENSES if one.id == number), None)
