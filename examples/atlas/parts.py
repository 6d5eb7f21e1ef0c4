"""The pages' common parts: the sidebar, the heading with its link, the empty state.

``st`` is an argument here, so that test_views.py can draw these parts without Streamlit.
"""

from collections.abc import Callable
from typing import Any

from state import COLDEST, FIRST_DAY, LAST_DAY, WARMEST, Filters

from st_page_state import PageState, StoreUnavailableError, link, share


def sidebar(st: Any) -> None:
    """Draw the filters."""
    st.sidebar.subheader("Filters")
    st.sidebar.date_input(
        "Period", min_value=FIRST_DAY, max_value=LAST_DAY, **Filters.bind("period")
    )
    if "period" in Filters.widget_errors():
        st.sidebar.caption("Choose the last day, too.")
    st.sidebar.multiselect(
        "Weather",
        Filters.options("weather"),
        format_func=lambda weather: weather.value.capitalize(),
        placeholder="Any weather",
        **Filters.bind("weather"),
    )
    st.sidebar.slider(
        "Temperature", COLDEST, WARMEST, format="%d °C", **Filters.bind("temperature")
    )
    st.sidebar.button("Clear filters", on_click=Filters.reset)


def heading(st: Any, title: str, *shown: type[PageState]) -> None:
    """Draw a page's title, the link to this view, and the errors in its address."""
    left, right = st.columns([6, 1], vertical_alignment="center")
    left.title(title)
    with right.popover("Copy link"):
        st.caption("Opens this view, with these filters.")
        context = getattr(st, "context", None)  # st.context.url exists since Streamlit 1.45
        here = getattr(context, "url", None) or ""
        view = [state.snapshot() for state in shown]
        st.code(link(*view, base=here), language=None)
        if st.button("Shorten"):
            try:
                st.code(share(*view, base=here.partition("?")[0]), language=None)
            except StoreUnavailableError:
                st.caption("No short link at the moment: use the long one.")

    errors = [error for state in shown for error in state.url_errors().values()]
    if errors:
        names = ", ".join(f"`{error.param}`" for error in errors)
        st.warning(f"This link is not quite right. We left out {names}; the rest is as it says.")


def nothing_found(st: Any, what: str, clear: Callable[[], None]) -> None:
    """Say that no observation passes the filters, and offer to clear them."""
    st.info(f"No {what} with these filters.")
    st.button("Clear all filters", on_click=clear)
