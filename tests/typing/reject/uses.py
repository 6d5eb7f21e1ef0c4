"""Wrong uses of a state class; ``refused:`` marks the codes of mypy | pyright."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from st_page_state import PageState, StateVar, batch, configure, link, use_ports


class FilterState(PageState):
    status: str = StateVar(default="pending", url_key="status")
    page: int = StateVar(default=1, url_key="p")
    mode: Literal["list", "map"] = StateVar(default="list")
    tags: list[str] = StateVar(default_factory=list)

    @classmethod
    def clear(cls) -> None:
        cls.page = "one"  # refused: assignment | reportAttributeAccessIssue
        print(cls.typo)  # refused: attr-defined | reportAttributeAccessIssue

    def title(self) -> int:
        self.page = 2  # refused: misc | reportAttributeAccessIssue
        return self.status  # refused: return-value | reportReturnType


class NavState(PageState):
    view: str = StateVar(default="list")


snapshot = FilterState(status="x")

FilterState.page = "two"  # refused: assignment | reportAttributeAccessIssue
FilterState.page = None  # refused: assignment | reportAttributeAccessIssue
FilterState.page += "1"  # refused: operator | reportOperatorIssue
FilterState.page /= 2  # refused: assignment | reportAttributeAccessIssue
FilterState.status = 3  # refused: assignment | reportAttributeAccessIssue
FilterState.mode = "grid"  # refused: assignment | reportAttributeAccessIssue
FilterState.tags = ["a", 1]  # refused: list-item | reportAttributeAccessIssue
FilterState.tags = {"a"}  # refused: assignment | reportAttributeAccessIssue
FilterState.tags.append(1)  # refused: arg-type | reportArgumentType
FilterState.typo = 1  # refused: attr-defined | reportAttributeAccessIssue
print(FilterState.typo)  # refused: attr-defined | reportAttributeAccessIssue
print(FilterState.statuss)  # refused: attr-defined | reportAttributeAccessIssue
wrong: int = FilterState.status  # refused: assignment | reportAssignmentType

FilterState(typo=3)  # refused: call-arg | reportCallIssue
FilterState(status=3)  # refused: arg-type | reportArgumentType
FilterState(mode="grid")  # refused: arg-type | reportArgumentType
FilterState("x")  # refused: call-arg/misc | reportCallIssue
FilterState(view="list")  # refused: call-arg | reportCallIssue
snapshot.status = "y"  # refused: misc | reportAttributeAccessIssue
snapshot.page += 1  # refused: misc | reportAttributeAccessIssue
snapshot.typo = 1  # refused: attr-defined | reportAttributeAccessIssue
print(snapshot.typo)  # refused: attr-defined | reportAttributeAccessIssue
FilterState.snapshot().status = "y"  # refused: misc | reportAttributeAccessIssue
FilterState.parse("?p=1").page = 2  # refused: misc | reportAttributeAccessIssue

link(FilterState)  # refused: arg-type | reportArgumentType
link("?p=1")  # refused: arg-type | reportArgumentType
link({"p": "1"})  # refused: arg-type | reportArgumentType
link(snapshot, "https://a.example")  # refused: arg-type | reportArgumentType
link(snapshot, base=None)  # refused: arg-type | reportArgumentType
link(snapshot, bases="")  # refused: call-arg | reportCallIssue
FilterState.apply(NavState())  # refused: arg-type | reportArgumentType
FilterState.apply(FilterState)  # refused: arg-type | reportArgumentType
FilterState.apply({"page": 1})  # refused: arg-type | reportArgumentType
FilterState.apply("?p=1")  # refused: arg-type | reportArgumentType
FilterState.apply()  # refused: call-arg | reportCallIssue
FilterState.parse(3)  # refused: arg-type | reportArgumentType
FilterState.reset(3)  # refused: arg-type | reportArgumentType
FilterState.reset(["page"])  # refused: arg-type | reportArgumentType
FilterState.update({"page": 1})  # refused: call-arg/misc | reportCallIssue
FilterState.load("page=1")  # refused: arg-type | reportArgumentType
FilterState.dump("yaml")  # refused: arg-type | reportArgumentType
FilterState.dump(modes="json")  # refused: call-arg | reportCallIssue
FilterState.options(1)  # refused: arg-type | reportArgumentType
FilterState.focus(1)  # refused: call-arg | reportCallIssue
FilterState.snapshot(page=1)  # refused: call-arg | reportCallIssue

FilterState.bind()  # refused: call-overload | reportCallIssue
FilterState.bind(3)  # refused: call-overload | reportArgumentType
FilterState.bind("status", on_change="saved")  # refused: call-overload | reportArgumentType
FilterState.bind("status", on_changed=print)  # refused: call-overload | reportCallIssue
FilterState.bind("status", key=3)  # refused: call-overload | reportArgumentType
FilterState.bind("status", options=3)  # refused: call-overload | reportArgumentType
FilterState.bind("status", form="yes")  # refused: call-overload | reportArgumentType
st.selectbox("S", ["a"], **FilterState.bind("status", options=["a"]))  # refused: call-overload/misc | reportCallIssue
FilterState.bind("status")["options"]  # refused: typeddict-item | reportGeneralTypeIssues
FilterState.form()  # refused: call-arg | reportCallIssue
FilterState.form(3)  # refused: arg-type | reportArgumentType
FilterState.bind("status")["value"]  # refused: typeddict-item | reportGeneralTypeIssues
st.button("B", **FilterState.bind("status"))  # refused: misc | reportCallIssue
st.text_input("T", key="k", **FilterState.bind("status"))  # refused: call-overload | reportCallIssue
count: int = st.selectbox("S", ["a"], **FilterState.bind("status"))  # refused: assignment | reportAssignmentType

use_ports({}, {})  # refused: arg-type | reportArgumentType
use_ports({})  # refused: call-arg | reportCallIssue
batch(FilterState)  # refused: call-arg | reportCallIssue

configure(True)  # refused: call-arg | reportCallIssue
configure(freeze="yes")  # refused: arg-type | reportArgumentType
configure(freez=True)  # refused: call-arg | reportCallIssue
