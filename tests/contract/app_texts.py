"""Apps that are given as text, and the Streamlit they need."""

from __future__ import annotations

from textwrap import dedent
from typing import Any

import pytest
import streamlit

from st_page_state_fakes import FakeApp
from st_page_state_fakes.tab import Tab

VERSION = tuple(int(part) for part in streamlit.__version__.split(".")[:2])

FRAME = "import pandas as pd\nd = pd.DataFrame({'a': [1, 2, 3], 'b': ['x', 'y', 'z']})\n"
"""The beginning of a script with a small table."""


def since(version: tuple[int, int]) -> pytest.MarkDecorator:
    """Skip a test on Streamlits before a version."""
    name = ".".join(map(str, version))
    return pytest.mark.skipif(version > VERSION, reason=f"needs Streamlit {name}")


since_1_45 = since((1, 45))
since_1_55 = since((1, 55))
since_1_66 = since((1, 66))


def opened(source: str, url: str = "", **options: Any) -> Tab:
    """Open an app that is given as text, below an import of streamlit."""
    return FakeApp("import streamlit as st\n" + dedent(source), **options).open(url)
