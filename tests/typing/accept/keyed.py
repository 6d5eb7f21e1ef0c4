"""Uses of keyed state that every checker accepts."""

from __future__ import annotations

from typing import Any, Self, assert_type

import streamlit as st

from st_page_state import PageState, StateVar, link, params
from st_page_state.state import Binding
from st_page_state_fakes import FakeApp


class Draft(PageState):
    body: str = StateVar(default="", url_key="body")
    votes: int = 0
    key: str = ""

    @classmethod
    def on_ready(cls) -> None:
        assert_type(cls.keyed_by, str | None)
        if cls.keyed_by is not None:
            cls.body = f"draft of {cls.keyed_by}"

    @classmethod
    def open(cls, number: int) -> type[Self]:
        return cls.of(number)


class Long(Draft):
    pages: int = 1


draft = Draft.of("22")
assert_type(draft, type[Draft])
assert_type(Draft.of(22), type[Draft])
assert_type(Long.of(22), type[Long])
assert_type(Draft.open(1), type[Draft])
assert_type(draft.body, str)
draft.body = "x"
draft.votes += 1
Draft.of("22").body = "y"
Draft.of("22").votes += 1
Long.of("22").pages = 3
draft.update(body="z", votes=2)
draft.reset("body")
assert_type(draft.keyed_by, str | None)
assert_type(Draft.keys(), list[str])
draft.forget()
assert_type(draft.dump(), dict[str, Any])
assert_type(draft.bind("body"), Binding)
assert_type(st.text_input("Body", **Draft.of("22").bind("body")), str)
assert_type(draft.snapshot(), Draft)
assert_type(draft(body="x"), Draft)
assert_type(Draft.of("22")(body="x").body, str)
assert_type(draft.parse("?22.body=x"), Draft)
draft.apply(Draft.of(23).snapshot())
draft.apply(Draft(body="x"))
link(draft(body="x"), Draft.of("23").snapshot())
params(draft(body="x"))
rows = [*map(Draft.of, Draft.keys())]
assert_type(rows, list[type[Draft]])


def script(st: Any) -> None:
    st.text_input("Body", **draft.bind("body"))


assert_type(FakeApp(script).open().state(Draft.of("22")), Draft)
