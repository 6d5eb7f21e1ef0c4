"""What Config does to an address: choose, and look at the link."""

from typing import Annotated

import streamlit as st
from pydantic import Field

from st_page_state import PageState, StateVar, link


class Plain(PageState):
    size: Annotated[int, Field(ge=10, le=50)] = StateVar(
        default=10, url_key="size"
    )
    tags: list[str] = StateVar(default=[], url_key="tag")


class Hidden(Plain):
    class Config:
        hide_defaults = True


class Prefixed(Hidden):
    class Config(Hidden.Config):  # the rest is inherited
        url_prefix = "list_"
        keep_params = ["lang", "utm_*"]
        share_url_with = [Plain, Hidden]


st.slider("Size", 10, 50, step=10, **Prefixed.bind("size"))
tags = ["new", "sale", "used"]
st.multiselect("Tags", **Prefixed.bind("tags", options=tags))
now = Prefixed.dump()
for shown in (Plain(**now), Hidden(**now), Prefixed(**now)):
    st.markdown(f"**{type(shown).__name__}**")
    st.code(link(shown, base="/app"), language=None)
