"""The codemod behind ``python -m st_page_state migrate``; it needs libcst."""

from __future__ import annotations

from importlib.util import find_spec

from st_page_state.errors import MissingPackageError

if find_spec("libcst") is None:
    raise MissingPackageError('migrate needs libcst: pip install "libcst>=1.5"', name="libcst")

from st_page_state.devtools.migrate.proposal import Proposal, propose

__all__ = ["Proposal", "propose"]
