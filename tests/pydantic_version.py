"""Limits of older pydantic versions."""

from __future__ import annotations

import pytest
from pydantic.version import version_short

_VERSION = tuple(map(int, version_short().split(".")))

KNOWS_DEQUES: bool = _VERSION >= (2, 14)
"""Whether pydantic accepts a deque as it is; older versions need a list."""

lets_enums_go = pytest.mark.skipif(
    _VERSION < (2, 14), reason="pydantic before 2.14 keeps every Enum it was ever given"
)

takes_notes = pytest.mark.skipif(
    _VERSION < (2, 11), reason="pydantic before 2.11 knows no Annotated[NotRequired[...], ...]"
)
