"""Fragments beside the main script, which share session state with it."""

import streamlit as st


@st.fragment
def counter(name: str) -> None:
    st.subheader(name)
    if st.button("More", key=f"more {name}"):
        st.session_state[name] = st.session_state.get(name, 0) + 1
    st.metric("Count", st.session_state.get(name, 0))


st.header("Counters")
title = st.text_input("Title", "Both", key="title")
st.markdown(f"**{title}**")
for column, name in zip(st.columns(2), ("left", "right"), strict=True):
    with column:
        counter(name)
st.caption(f"The sum: {sum(st.session_state.get(name, 0) for name in ('left', 'right'))}")
