"""The handbook shows the newest Streamlit: on older ones Back and Forward do less, and names lack.

What the library does on those is shown by the contract, in ``tests/contract``.
"""

from pathlib import Path

import pytest
import streamlit

HERE = Path(__file__).parent
VERSION = tuple(map(int, streamlit.__version__.split(".")[:2]))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if VERSION < (1, 65):
        reason = pytest.mark.skip(reason="the handbook shows Streamlit 1.65 and newer")
        for item in items:
            if item.path.is_relative_to(HERE):
                item.add_marker(reason)
