"""The URL rules: pure functions over params, independent of Streamlit."""
