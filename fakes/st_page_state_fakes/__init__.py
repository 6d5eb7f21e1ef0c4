"""In-memory ports for unit tests: no Streamlit, no server, no browser."""

from st_page_state_fakes.query import FakeQuery
from st_page_state_fakes.session import FakeSession

__all__ = ["FakeQuery", "FakeSession"]
