import streamlit as st

st.title("People")
st.text_input("Name", key="name")
