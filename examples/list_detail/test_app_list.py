"""The app as it is: its own files on the installed Streamlit, in a simulated browser.

Run it with ``pytest examples/list_detail``. The fixture comes with st_page_state.
"""

import pytest
from expenses_state import HAS_QUERY_PARAMS


@pytest.fixture
def app(fake_app):
    return fake_app("app.py")  # the file beside this test


def table(tab):
    """Return the list's table."""
    return next(widget for widget in tab.widgets if "@rows" in (widget.key or ""))


def title(tab):
    """Return the title of the page."""
    return tab.tree.title[0].value


def filtered(app):
    """Return a tab with the taxis, the dearest last."""
    tab = app.open()
    tab.widget("Title contains").set_value("taxi")
    tab.widget("Sort by").set_value("cost")
    assert tab.history == ["", "?q=taxi", "?q=taxi&by=cost"]
    return tab


def test_a_click_opens_the_record_and_back_the_list_with_its_filters(app):
    tab = filtered(app)
    before = len(tab.history)
    table(tab).select(rows=[1])
    assert tab.url == "/detail?id=22"
    assert title(tab) == "Taxi from the airport"
    plain = 1 if HAS_QUERY_PARAMS else 2  # Streamlit's own entries beside that of the record
    assert len(tab.history) == before + plain + 1

    tab.back()
    if not HAS_QUERY_PARAMS:  # Streamlit's own entry of the page is still before that
        assert title(tab) == "Taxi from the airport"
        tab.back()
    assert tab.url.endswith("q=taxi&by=cost")
    assert (tab.widget("Title contains").value, tab.widget("Sort by").value) == ("taxi", "cost")
    assert title(tab) == "Expenses"


def test_the_link_to_the_list_brings_its_filters_in_one_entry(app):
    tab = filtered(app)
    table(tab).select(rows=[0])
    before = len(tab.history)
    tab.switch_page("")
    assert tab.history[before:] == ["", "?q=taxi&by=cost"]
    assert tab.tree.caption[0].value == "2 of 5 expenses"
    table(tab).select(rows=[0])  # the same row again
    assert tab.url == "/detail?id=21"


def test_the_address_of_a_record_is_a_link_to_it(app):
    tab = app.open("/detail?id=23")
    assert title(tab) == "Lunch with Ann"
    assert tab.history == ["/detail?id=23"]
    tab.visit("/detail?id=99")
    assert title(tab) == "No such expense"


def test_each_record_has_a_draft_of_its_own(app):
    tab = app.open("/detail?id=22")
    tab.widget("Note").set_value("ask Ann")
    tab.switch_page("")
    assert tab.tree.info[0].value == "Notes in progress: 22"
    table(tab).select(rows=[0])
    assert tab.widget("Note").value == ""
    tab.widget("Note").set_value("paid")
    tab.visit("/detail?id=22")  # another session: a draft is not in the address
    assert tab.widget("Note").value == ""


def test_a_draft_stays_while_its_record_is_not_shown(app):
    tab = app.open("/detail?id=22")
    tab.widget("Note").set_value("ask Ann")
    for row in (0, 1):
        tab.switch_page("")
        table(tab).select(rows=[row])
    assert (title(tab), tab.widget("Note").value) == ("Taxi from the airport", "ask Ann")
    tab.button("Discard the note").click()
    assert tab.widget("Note").value == ""
    tab.switch_page("")
    assert not tab.tree.info
