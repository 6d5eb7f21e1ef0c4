"""An app's own file on Streamlit's own script runner, behind the simulated browser."""
