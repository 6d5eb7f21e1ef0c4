"""Choices whose words change, in a browser, which names what is chosen by its label."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from conftest import OpenPage, settled
from drivers.server import served

APP = """
import streamlit as st
from st_page_state import PageState, StateVar

class Trip(PageState):
    city: str = StateVar("oslo", url_key="city")
    visits: int = StateVar(1, url_key="visits")

def label(city: str) -> str:
    return f"{city} ({Trip.visits})"

def visit() -> None:
    Trip.visits += 1

st.title("Trip")
st.button("Visit", on_click=visit)
st.radio("City", ["oslo", "bergen", "lund"], format_func=label, **Trip.bind("city"))
st.text(f"city={Trip.city} visits={Trip.visits}")
"""


def test_a_choice_among_labels_that_change_is_understood(
    tmp_path: Path, open_page: OpenPage
) -> None:
    (tmp_path / "app.py").write_text(APP)
    with served(str(tmp_path / "app.py")) as url:
        page = open_page(f"{url}/?city=bergen")
        shown = page.get_by_test_id("stText")
        visits, city = 1, "bergen"
        expect(shown).to_have_text(f"city={city} visits={visits}")
        for chosen in (None, None, "lund", None, "oslo", None, None, "bergen"):
            if chosen is None:
                page.get_by_role("button", name="Visit").click()
                visits += 1
            else:
                page.get_by_text(f"{chosen} ({visits})", exact=True).click()
                city = chosen
            expect(shown).to_have_text(f"city={city} visits={visits}")
            settled(page)
            assert f"city={city}&" in f"{page.url}&"
            expect(page.get_by_role("radio", name=f"{city} ({visits})")).to_be_checked()
