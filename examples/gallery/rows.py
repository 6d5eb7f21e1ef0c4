"""A row of the gallery: the widget, the state's value, and any error.

``st`` is an argument here and in sections.py, so that test_gallery_links.py can draw the
gallery without Streamlit.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from enum import Enum
from typing import Any

from fields import in_use, reset_all

from st_page_state import PageState, link

WIDTH = 20  # characters of a value that fit beside its field's name


@contextmanager
def row(st: Any, state: type[PageState], field: str) -> Iterator[None]:
    """Draw the block's widget on the left, and its field's value beside it."""
    left, right = st.columns([4, 5], vertical_alignment="bottom")
    with left:
        yield
    with right:
        value(st, state, field)


def value(st: Any, state: type[PageState], field: str) -> None:
    """Draw a field's value and, if the widget has another one, the reason."""
    st.code(f"{field} = {shown(getattr(state, field))}", language="python")
    error = state.widget_errors().get(field)
    if error is not None:
        st.caption(f":red[{error.reason}]")


def shown(value: Any) -> str:
    """Return a value in Python's notation, or dates and times in ISO's."""
    match value:
        case Enum():
            return str(value)
        case datetime():
            return value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
        case time():
            return value.isoformat("minutes")
        case tuple() | list() | set() if value:
            items = [shown(item) for item in (sorted(value) if isinstance(value, set) else value)]
            opening, closing = {tuple: "()", list: "[]", set: "{}"}[type(value)]
            between = ",\n " if sum(map(len, items)) > WIDTH else ", "
            return f"{opening}{between.join(items)}{closing}"
        case _:
            return repr(value)


@contextmanager
def section(st: Any, title: str, about: str) -> Iterator[None]:
    """Draw the block as a card with a title."""
    with st.container(border=True):
        st.subheader(title)
        st.caption(about)
        yield


def address(st: Any) -> None:
    """Draw the link to this page, the button that resets it, and the link's errors."""
    context = getattr(st, "context", None)  # st.context.url exists since Streamlit 1.45
    here = getattr(context, "url", None) or ""
    shown, reset = st.columns([12, 1])
    shown.code(link(*(state.snapshot() for state in in_use()), base=here), language=None)
    reset.button("Reset", on_click=reset_all)
    errors = [error for state in in_use() for error in state.url_errors().values()]
    for error in errors:
        st.warning(f"The link's `{error.param}` was left out: {error.reason}.")
