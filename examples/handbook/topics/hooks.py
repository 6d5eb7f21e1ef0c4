"""Another filter begins on page 1; Back does not."""

import streamlit as st

from st_page_state import PageState, StateVar


class Log(PageState):
    lines: list[str] = []


class Orders(PageState):
    kind: str = StateVar(default="open", url_key="kind")
    page: int = StateVar(default=1, url_key="p")

    @classmethod
    def on_ready(cls) -> None:
        Log.lines.append(f"on_ready: page {cls.page}")

    @classmethod
    def on_change(cls, field: str, old: object, new: object) -> None:
        Log.lines.append(f"on_change: {field} {old!r} → {new!r}")
        if field == "kind":
            cls.page = 1

    @classmethod
    def on_adopt(cls, changed: dict[str, object]) -> None:
        Log.lines.append(f"on_adopt: {changed}")


st.selectbox("Kind", **Orders.bind("kind", options=["open", "paid"]))
st.number_input("Page", 1, 99, **Orders.bind("page"))
st.code("\n".join(Log.lines), language=None)
