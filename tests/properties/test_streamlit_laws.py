"""The Streamlit adapter sends the same query string as Streamlit itself."""

from __future__ import annotations

from urllib.parse import urlencode

from hypothesis import given
from hypothesis import strategies as st

from st_page_state.adapters.query import _encoded

texts = st.text(st.sampled_from("ab1=&?%+ é.~-_/:"), max_size=6)


@given(
    st.dictionaries(texts.filter(bool), texts | st.lists(texts, min_size=1, max_size=3), max_size=5)
)
def test_the_query_string_is_encoded_as_urlencode_does(params: dict[str, str | list[str]]) -> None:
    assert _encoded(params) == urlencode(params, doseq=True)
