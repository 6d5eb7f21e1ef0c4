"""A form: its values count once they are submitted."""

import streamlit as st

st.title("Order")
with st.form("order"):
    name = st.text_input("Name", key="name")
    left, right = st.columns(2)
    amount = left.number_input("Amount", 1, 100, key="amount")
    size = right.selectbox("Size", ["S", "M", "L"], key="size")
    extras = st.multiselect("Extras", ["bag", "card", "ribbon"], key="extras")
    gift = st.checkbox("A gift", key="gift")
    submitted = st.form_submit_button("Order")
if submitted:
    st.success(f"{amount} of size {size} for {name or 'nobody'}")
    st.json({"extras": extras, "gift": gift})
