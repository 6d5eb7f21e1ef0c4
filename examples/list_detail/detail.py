"""One record, named by the address."""

import streamlit as st
from expenses_state import Detail, Draft
from records import find

expense = find(Detail.id)
if expense is None:
    st.title("No such expense")
    st.write("The link names no expense that there is.")
else:
    st.title(expense.title)
    st.metric("Cost", f"{expense.cost:.2f}")
    st.write(f"Number {expense.id}, {expense.kind}")
    draft = Draft.of(expense.id)
    st.text_area("Note", **draft.bind("note"))
    st.button("Discard the note", on_click=draft.forget, disabled=not draft.note)
st.page_link("expenses.py", label="All expenses")
