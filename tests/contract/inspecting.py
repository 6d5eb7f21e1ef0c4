"""The inspector of an app's tab: opened, and what it shows."""

from __future__ import annotations

import re
from html import unescape

import streamlit

from st_page_state_fakes.tab import Tab

VERSION = tuple(map(int, streamlit.__version__.split(".")[:2]))
KEY = "st_page_state.inspector"
OPENS = KEY if VERSION >= (1, 55) else f"{KEY}.show"


def opened(tab: Tab) -> str:
    """Open the inspector; return all that it shows."""
    tab.widget(OPENS).set_value(True)
    return shown(tab)


def shown(tab: Tab) -> str:
    """Return all that the page shows as plain text, without tags."""
    parts = [re.sub(r"<style>.*?</style>|<[^>]+>", " ", t, flags=re.DOTALL) for t in tab.texts]
    return " ".join(unescape(" ".join(parts)).split())
