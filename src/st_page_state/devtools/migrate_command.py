"""The command line of the codemod."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from st_page_state.errors import StPageStateError

if TYPE_CHECKING:
    from st_page_state.devtools.migrate import Proposal

HELP = (
    "Propose state classes for a script that uses st.session_state and st.query_params, as a "
    "unified diff. What is not understood stays as it is, and is listed with the reason. The exit "
    "status is 1 if a file cannot be read."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `migrate`."""
    parser.add_argument("paths", nargs="+", type=Path, help="the app's files or folders")
    parser.add_argument("--write", action="store_true", help="write the changes into the files")


def run(options: argparse.Namespace) -> int:
    """Propose, or write, and return the exit status."""
    try:
        from st_page_state.devtools.migrate import propose

        proposal = propose(options.paths)
    except StPageStateError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 2
    if options.write:
        proposal.write()
    else:
        sys.stdout.write(proposal.diff())
    for each in proposal.left:
        print(each, file=sys.stderr)  # noqa: T201
    told = summary(proposal)
    print(told if options.write else f"{told} Nothing is written without --write.", file=sys.stderr)  # noqa: T201
    return int(any(each.is_error for each in proposal.left))


def summary(proposal: Proposal) -> str:
    """Return in one sentence what becomes of the uses, and how many files change."""
    fields, files = len(proposal.converted), len(proposal.after)
    objects = sum(each.is_object for each in proposal.left)
    others = len(proposal.left) - objects
    parts = [
        f"{fields} becomes a field" if fields == 1 else f"{fields} become fields",
        f"{others} stays" if others == 1 else f"{others} stay",
    ]
    if objects:
        verb = "holds an object and belongs" if objects == 1 else "hold objects and belong"
        parts.append(f"{objects} {verb} in st.session_state")
    parts.append(f"{files} file changes" if files == 1 else f"{files} files change")
    return f"{', '.join(parts)}."
