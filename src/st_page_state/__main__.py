"""``python -m st_page_state COMMAND``: what can be done with an app from the command line."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast

COMMANDS = {
    "check": "st_page_state.devtools.check",
    "docs": "st_page_state.docs",
    "migrate": "st_page_state.devtools.migrate_command",
}
"""Command -> the module that has it."""


class Command(Protocol):
    """A module with a command."""

    HELP: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add the command's own arguments."""

    def run(self, chosen: argparse.Namespace) -> int:
        """Do it, and return the exit status."""
        ...


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m st_page_state", description="Tools for apps with st_page_state."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    modules = {name: cast("Command", import_module(path)) for name, path in COMMANDS.items()}
    for name, module in modules.items():
        module.add_arguments(commands.add_parser(name, help=module.HELP, description=module.HELP))
    chosen = parser.parse_args(arguments)
    return modules[chosen.command].run(chosen)


if __name__ == "__main__":
    sys.exit(main())
