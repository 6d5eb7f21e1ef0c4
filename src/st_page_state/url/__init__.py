"""The URL rules: pure functions over params, which know nothing of Streamlit."""
