"""Scripts of the rows about pages and about the browser's history."""

from __future__ import annotations

from typing import Any

from contract.rows.scripts.showing import count_run, outcome, params_of

MAP = "pages/map.py"
TARGET = {"to": "here", "many": ["1", "2"]}


def home(st: Any) -> None:
    """The main page: every way to the other one."""
    number = count_run(st)
    word = st.text_input("Word", "default", key="word")
    st.text(f"home run={number} word={word} params={params_of(st)}")
    if st.button("Switch"):
        st.session_state["switched"] = True
        st.switch_page(MAP)
    if st.button("Write and switch"):
        st.query_params["written"] = "1"
        st.switch_page(MAP)
    if st.button("Unknown"):
        st.text(outcome(st, lambda: st.switch_page("pages/nowhere.py")))
    st.page_link(MAP, label="Map")


def linked_home(st: Any) -> None:
    """The main page: ways to the other one that bring query params along."""
    st.text(f"home params={params_of(st)}")
    if st.button("Switch with params"):
        st.switch_page(MAP, query_params=TARGET)
    if st.button("Switch with none"):
        st.switch_page(MAP, query_params={})
    st.page_link(MAP, label="Map with params", query_params=TARGET)


def map_page(st: Any) -> None:
    """The other page."""
    number = count_run(st)
    word = st.text_input("Word", "default", key="word")
    switched = st.session_state.get("switched", False)
    st.text(f"map run={number} word={word} switched={switched} params={params_of(st)}")
    if st.button("Home"):
        st.switch_page("app.py")
    if st.button("Write"):
        st.query_params["a"] = "1"


def switching_in_callback(st: Any) -> None:
    """Switches to the other page in a callback."""
    st.button("Switch", on_click=lambda: st.switch_page(MAP))
    st.text("home")


def numbered(st: Any) -> None:
    """Writes numbers into the address."""
    number = count_run(st)
    st.text(f"run={number} params={params_of(st)}")
    word = st.text_input("Word", "default", key="word")
    st.text(f"word={word}")
    for n in ("1", "2", "3"):
        if st.button(f"Write {n}"):
            st.query_params["n"] = n
    if st.button("Write twice"):
        st.query_params["n"] = "4"
        st.query_params["m"] = "5"


def correcting(st: Any) -> None:
    """Corrects an address that it has left, when it is there again."""
    st.text(f"params={params_of(st)}")
    if st.query_params.get("n") == "bad" and "left" in st.session_state:
        st.query_params["n"] = "good"
        st.query_params["m"] = "more"
    if st.button("Leave"):
        st.session_state["left"] = True
        st.query_params["n"] = "other"
