"""The first page: an overview of the workspace."""

import streamlit as st
from state import SidebarState, WorkspaceState

st.title(f"{SidebarState.region}, {SidebarState.year}")
st.text_input("Topic", **WorkspaceState.bind("topic"))
