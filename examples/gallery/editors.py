"""Data editors: their rows as one field."""

import streamlit as st
from rows import section
from states import Editors, Line

st.title("Editors")
with section(st, "Dicts", "list[dict]: edit a cell, add a row below, or select rows and press Del"):
    st.data_editor(**Editors.bind_editor("notes"), num_rows="dynamic")
    st.code(f"notes = {Editors.notes}", language="python")
with section(st, "Dataclasses", "list[Line]: a new row waits in the editor until it has an item"):
    st.data_editor(**Editors.bind_editor("lines"), num_rows="dynamic")
    if error := Editors.widget_errors().get("lines"):
        st.caption(f":red[{error.reason}]")
    st.code(f"lines = {Editors.lines}", language="python")
    if st.button("Add tea"):
        Editors.lines.append(Line("tea", 2.5))
        st.rerun()
with section(st, "DataFrame", "held in the session only"):
    st.data_editor(**Editors.bind_editor("frame"), num_rows="dynamic")
    st.code(f"frame = {Editors.frame.to_dict('list')}", language="python")
st.button("Reset", on_click=Editors.reset)
