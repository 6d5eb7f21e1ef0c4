"""Names and values that would be executed if the inspector drew them as HTML or Markdown."""

import streamlit as st

from st_page_state import PageState, StateVar
from st_page_state.devtools import inspector

EVIL = "</code></div></style><img src=x onerror=\"document.title='hit'\"><script>1</script>"

st.title("Inspected")
inspector(enabled=True)


class Evil(PageState):
    text: str = StateVar(default=EVIL, url_key="<i>text")


st.text_input(EVIL, **Evil.bind("text"))
if st.button("More"):
    Evil.text += "`$x$"
st.caption("Drawn")
