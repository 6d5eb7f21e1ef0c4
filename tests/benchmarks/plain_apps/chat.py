"""A chat with a bot that repeats what it hears."""

import streamlit as st

st.title("Echo")
messages = st.session_state.setdefault("messages", [])
for message in messages:
    st.chat_message(message["role"]).write(message["content"])

if said := st.chat_input("Say something", key="said"):
    st.chat_message("user").write(said)
    with st.chat_message("assistant"):
        answer = st.write_stream(f"{word} " for word in said.split())
    messages += [{"role": "user", "content": said}, {"role": "assistant", "content": answer}]
    del messages[:-6]
