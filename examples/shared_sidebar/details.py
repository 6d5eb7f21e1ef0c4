"""The second page: the workspace in detail."""

import streamlit as st
from state import SidebarState, WorkspaceState

st.title(f"{WorkspaceState.topic.capitalize()} in the {SidebarState.region}")
st.slider("Zoom", 1, 5, **WorkspaceState.bind("zoom"))
st.write(f"{WorkspaceState.topic} · {SidebarState.year} · zoom {WorkspaceState.zoom}")
