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


class ColorFilter(PageState):
    """The base of three classes that share the address."""

    class Config:
        hide_defaults = True
        share_url_with: tuple[str, ...] = ("RedFilter", "GreenFilter", "BlueFilter")


class RedFilter(ColorFilter):
    """The first of them."""

    red: int = StateVar(default=0, url_key="red")


class GreenFilter(ColorFilter):
    """The second."""

    green: int = StateVar(default=0, url_key="green")


class BlueFilter(ColorFilter):
    """The third."""

    blue: int = StateVar(default=0, url_key="blue")


def three(st: Any) -> None:
    """Three classes that share; the last of them until it is given up."""
    st.number_input("Red", step=1, **RedFilter.bind("red"))
    st.number_input("Green", step=1, **GreenFilter.bind("green"))
    if st.button("Less"):
        st.session_state["less"] = True
    if "less" not in st.session_state:
        st.number_input("Blue", step=1, **BlueFilter.bind("blue"))
    st.text("three")


def only_green(st: Any) -> None:
    """A page that touches the second of them."""
    st.text(f"green={GreenFilter.green}")
