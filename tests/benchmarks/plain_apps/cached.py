"""Data and a resource that are cached."""

import streamlit as st


@st.cache_data
def primes(below: int) -> list[int]:
    return [n for n in range(2, below) if all(n % d for d in range(2, n))]


@st.cache_resource
def settings() -> dict[str, int]:
    return {"limit": 500}


st.title("Primes")
below = st.number_input("Below", 2, settings()["limit"], 100, key="below")
found = primes(int(below))
first, second, third = st.tabs(["Numbers", "Sum", "Last"])
first.write(found)
second.metric("Sum", sum(found))
third.metric("Last", found[-1] if found else None)
with st.expander("How"):
    st.code("all(n % d for d in range(2, n))")
