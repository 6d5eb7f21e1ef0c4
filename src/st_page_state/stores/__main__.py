"""``python -m st_page_state.stores sweep ADDRESS``: removes what has expired."""

from __future__ import annotations

import argparse
import sys

from st_page_state.errors import ArgumentError, StoreUnavailableError
from st_page_state.stores import SQLiteStore, open_store


def main(arguments: list[str] | None = None) -> int:
    """Sweep a store until nothing is left that has expired; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m st_page_state.stores",
        description="Removes what has expired from a store of st_page_state.",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    sweep = commands.add_parser("sweep", help="remove all that has expired")
    sweep.add_argument("address", help="such as sqlite:///state.db")
    sweep.add_argument("--most", type=int, default=1000, help="how many at a time (1000)")
    chosen = parser.parse_args(arguments)
    try:
        store = open_store(chosen.address)
        if isinstance(store, SQLiteStore) and not store.path.exists():
            raise ArgumentError(f"There is no file {store.path}.")  # nor is one to be made
        total = 0
        while removed := store.sweep(chosen.most):
            total += removed
    except (ImportError, StoreUnavailableError, ValueError) as error:
        print(error, file=sys.stderr)  # noqa: T201 - the output of a command
        return 1
    print(f"{total} removed")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
