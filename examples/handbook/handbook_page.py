"""How a page of the handbook looks."""

from collections.abc import Callable, Sequence
from inspect import signature
from typing import Any, NamedTuple

import streamlit as st
from handbook_texts import EXAMPLE, linked

from st_page_state import PageState
from st_page_state.docs import Topic, sections

STYLE = """
<style>
[data-testid="stMainBlockContainer"] { max-width: 82rem; padding: 3.5rem clamp(1rem, 3vw, 4rem); }
[data-testid="stHeading"] h2 { font-size: 1.8rem; }
[data-testid="stHeading"] h3 { font-size: 1.3rem; }
[data-testid="stMarkdownContainer"] :is(p, li) { max-width: 46rem; }
[data-testid="stMarkdownContainer"] table { display: block; max-width: 100%; overflow-x: auto; }
[data-testid="stMarkdownContainer"] td { vertical-align: top; min-width: 6rem; }
[data-testid="stMarkdownContainer"] pre { max-width: 52rem; }
[data-testid="stCode"] code, [data-testid="stMarkdownContainer"] pre code { font-size: 0.78rem; }
[data-testid="stSidebarContent"] { display: flex; flex-direction: column; }
[data-testid="stSidebarContent"] { reading-flow: flex-visual; } /* the keyboard's order, too */
[data-testid="stSidebarHeader"] { order: -2; }
[data-testid="stSidebarUserContent"] { order: -1; padding-top: 0; padding-bottom: 0.5rem; }
[data-testid="stSidebarNavSeparator"] { display: none; }
[data-testid="stSidebar"] form input { width: 100%; padding: 0.5rem 0.75rem; font: inherit; }
form input { color: inherit; border: 1px solid #8888; border-radius: 0.5rem; background: #8882; }
</style>
"""
ROOM = """
<style>
[data-testid="stMain"] [data-testid="stTabs"] {{ min-height: calc({lines} * 1.248rem + 8rem); }}
</style>
"""
TO_THE_HEADING = """
<script>
const { hash } = new URL(performance.getEntriesByType("navigation")[0].name);
const go = () => document.getElementById(hash.slice(1))?.scrollIntoView();
if (hash) [0, 200, 600].forEach(wait => setTimeout(go, wait));
</script>
"""
"""Streamlit goes to the heading of a link before it can scroll so far, and only if the app has not
published anything by then, since that takes the heading's name out of the address."""
HAS_SCRIPTS = "unsafe_allow_javascript" in signature(st.html).parameters  # Streamlit 1.52
DRAWN = {2: st.header, 3: st.subheader, 4: st.subheader}


class Visit(PageState):
    """What has happened since the handbook was opened."""

    begun: bool = False


class Leaf(NamedTuple):
    """A topic and the page that shows it."""

    topic: Topic
    page: Any


def text_alone() -> None:
    """Stand for the example on a page that has none."""


def style() -> None:
    """Set a readable width."""
    st.html(STYLE)


def draw(leaves: Sequence[Leaf], at: int, run: Callable[[], None]) -> None:
    """Draw one of the pages; its example last, so that nothing it does cuts off the text."""
    topic = leaves[at].topic
    first, *rest = sections(topic.text())
    st.title(first.title, anchor=first.anchor)
    intro, _, more = EXAMPLE.sub("\f", first.body, count=1).partition("\f")
    text(intro)
    place = None if topic.example is None else stage(topic)
    text(more)
    named = [section for section in rest if section.level == 2]
    if len(named) > 1:
        links = " · ".join(f"[{each.title}](#{each.anchor})" for each in named)
        st.caption(f"On this page: {links}")
    for section in rest:
        DRAWN[section.level](section.title, anchor=section.anchor)
        text(section.body)
    neighbors(leaves, at)
    if HAS_SCRIPTS and not Visit.begun:
        Visit.begun = True
        st.html(TO_THE_HEADING, unsafe_allow_javascript=True)
    if place is not None:
        with place:
            run()


def stage(topic: Topic) -> Any:
    """Draw an example's source and its test; return the place beside them for the example."""
    live, code = st.columns([3, 4], gap="medium")
    source, test = code.tabs(["Source", "Test"])
    for tab, path in ((source, topic.example), (test, topic.test)):
        assert path is not None  # pages with an example only are staged
        text = path.read_text(encoding="utf-8").rstrip()
        if tab is source:  # a link to a heading below must not miss it when the code comes late
            st.html(ROOM.format(lines=text.count("\n") + 1))
        tab.code(text, language="python")
        tab.caption(f"`examples/handbook/topics/{path.name}`")
    return live.container(border=True)


def text(markdown: str) -> None:
    """Draw a part of a page's text."""
    if markdown.strip():
        st.markdown(linked(markdown), unsafe_allow_html=True)


def neighbors(leaves: Sequence[Leaf], at: int) -> None:
    """Draw links to the page before and to the page after."""
    st.divider()
    before, after = st.columns(2)
    if at:
        before.page_link(leaves[at - 1].page, icon=":material/arrow_back:")
    if at + 1 < len(leaves):
        after.page_link(leaves[at + 1].page, icon=":material/arrow_forward:")
