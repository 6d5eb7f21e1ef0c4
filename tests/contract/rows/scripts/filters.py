"""Scripts of the rows about filters that hide their defaults."""

from __future__ import annotations

from typing import Any

from st_page_state import PageState, StateVar


class WordFilter(PageState):
    """Two filters, which are in the address unless they are at their defaults."""

    word: str = StateVar(default="", url_key="word")
    most: int = StateVar(default=9, url_key="most")

    class Config:
        hide_defaults = True


def home(st: Any) -> None:
    """The filters, bound to widgets."""
    st.text_input("Word", **WordFilter.bind("word"))
    st.number_input("Most", step=1, **WordFilter.bind("most"))
    if st.button("Clear"):
        st.query_params.clear()
        st.rerun()
    st.text(f"word={WordFilter.word} most={WordFilter.most}")


def on_request(st: Any) -> None:
    """The filters, once they are asked for."""
    if st.checkbox("Show"):
        home(st)


def unbound(st: Any) -> None:
    """The filters, set by buttons."""
    if st.button("Filter"):
        WordFilter.word = "taxi"
    if st.button("Limit"):
        WordFilter.most = 3
    st.text(f"word={WordFilter.word} most={WordFilter.most}")


def blank(st: Any) -> None:
    """A page that touches no state."""
    st.text("blank")
