"""The handbook: one page for each thing to do, with an example that runs, its source and its test.

Start it with ``nox -s handbook``, or with ``streamlit run examples/handbook/app.py``. The texts are
the Markdown files in ``topics``; ``python -m st_page_state docs`` prints them.
"""

from inspect import signature
from pathlib import Path
from typing import Any

import streamlit as st
from handbook_page import Leaf, draw, style, text_alone
from handbook_search import results, search_box

from st_page_state import configure
from st_page_state.docs import topics

ICON = Path(__file__).with_name("icon.svg")  # Streamlit would fetch one of its own from Google

configure(app="handbook")

leaves = [
    Leaf(
        topic,
        st.Page(
            topic.example or text_alone,
            title=topic.label,
            icon=f":material/{topic.icon}:",
            url_path=topic.slug,
            default=topic.slug == "start",
        ),
    )
    for topic in topics()
]
groups: dict[str, list[Any]] = {}
for leaf in leaves:
    groups.setdefault(leaf.topic.group, []).append(leaf.page)
searched = st.Page(results, title="Search", icon=":material/search:", url_path="search")
groups["Look up"].append(searched)

shown: dict[str, Any] = (
    {"expanded": True} if "expanded" in signature(st.navigation).parameters else {}
)
here = st.navigation(groups, **shown)
at = next((n for n, leaf in enumerate(leaves) if leaf.page.title == here.title), None)
title = here.title if at is None else leaves[at].topic.title
st.set_page_config(f"{title} · st_page_state", page_icon=str(ICON), layout="wide")
style()
if here.title != searched.title:
    search_box()
if at is None:
    here.run()
else:
    draw(leaves, at, here.run)
