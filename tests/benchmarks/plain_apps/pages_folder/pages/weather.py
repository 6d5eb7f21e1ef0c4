import streamlit as st

st.title("Weather")
st.radio("Unit", ["°C", "°F"], key="unit")
st.toggle("Wind", key="wind")
