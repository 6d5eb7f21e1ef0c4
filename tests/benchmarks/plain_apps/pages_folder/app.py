"""An app with a folder of pages, and what its pages share in the sidebar."""

import streamlit as st

st.title("Home")
city = st.sidebar.selectbox("City", ["Oslo", "Rome", "Lima"], key="city")
st.write(f"Welcome to {city}.")
st.page_link("pages/weather.py", label="Its weather")
st.page_link("pages/people.py", label="Its people")
