"""Atlas's promises to its visitors, tested without Streamlit, a server or a browser.

Run it with ``pytest examples/atlas``. The fixtures come with st_page_state.
"""

from datetime import date

import pytest
from parts import heading, sidebar
from state import (
    FIRST_DAY,
    LAST_DAY,
    Decision,
    Draft,
    Explore,
    Filters,
    Review,
    Reviewed,
    Step,
    Weather,
)

DAY = date(2012, 1, 20)


def explore(st):  # the page without its charts; st takes the place of `import streamlit as st`
    sidebar(st)
    heading(st, "Explore", Filters, Explore)
    st.radio("Mean by", Explore.options("grain"), **Explore.bind("grain"))


def test_a_copied_address_opens_the_same_view(fake_app):
    app = fake_app(explore)  # one server process
    ann = app.open()  # a new tab is a new session
    ann.widget("Weather").set_value([Weather.RAIN, Weather.SNOW])
    ann.widget("Mean by").set_value("month")
    assert ann.url == "?measure=high&by=month&weather=rain&weather=snow"

    bob = app.open(ann.url)  # her address, pasted
    assert bob.url == ann.url
    assert bob.widget("Weather").value == [Weather.RAIN, Weather.SNOW]
    assert bob.state(Explore) == Explore(grain="month")


def test_back_undoes_one_edit_at_a_time(fake_app):
    tab = fake_app(explore).open()
    tab.widget("Mean by").set_value("day")
    tab.widget("Temperature").set_value((0, 10))
    tab.back()
    assert tab.widget("Temperature").value == (-10, 40)
    assert tab.state(Explore).grain == "day"
    tab.forward()
    assert tab.widget("Temperature").value == tab.state(Filters).temperature == (0, 10)


def test_a_broken_link_shows_the_page_and_names_ignored_params(fake_app):
    tab = fake_app(explore).open("?weather=mars&temp=5&temp=10")
    assert tab.state(Filters) == Filters(temperature=(5, 10))
    assert any("We left out `weather`" in text for text in tab.texts)


def test_a_half_chosen_period_waits_for_its_last_day(fake_app):
    tab = fake_app(explore).open()
    tab.widget("Period").set_value((date(2013, 5, 1),))
    assert tab.state(Filters).period == (FIRST_DAY, LAST_DAY)
    assert "Choose the last day, too." in tab.texts


def atlas(st):  # two pages under one sidebar, as app.py has them
    def explore():
        heading(st, "Explore", Filters, Explore)

    def review():
        heading(st, "Review", Filters, Review)

    page = st.navigation([st.Page(explore, default=True), st.Page(review)])
    sidebar(st)
    page.run()


def test_the_filters_stay_on_the_other_page(fake_app):
    tab = fake_app(atlas).open("?weather=snow&by=day")
    tab.switch_page("review")
    assert tab.url == "/review?weather=snow&step=queue"
    assert tab.widget("Weather").value == [Weather.SNOW]
    tab.button("Clear filters").click()
    assert tab.url == "/review?step=queue"


def test_a_new_filter_shows_the_first_page_in_one_history_entry(fake_app):
    tab = fake_app(atlas).open("/review?page=3")
    before = len(tab.history)
    tab.widget("Weather").set_value([Weather.FOG])
    assert tab.state(Filters) == Filters(weather=[Weather.FOG], page=1)
    assert len(tab.history) == before + 1


def test_copy_link_opens_the_same_view(fake_app):
    app = fake_app(atlas)
    ann = app.open("/review?utm_source=mail&step=inspect&day=2012-01-20&weather=snow")
    (link,) = [shown.text for shown in ann.outputs if shown.command == "code"]
    bob = app.open(f"/review{link}")
    assert bob.state(Review) == ann.state(Review) == Review(step=Step.INSPECT, day=DAY)
    assert bob.url == "/review?weather=snow&step=inspect&day=2012-01-20"


# One level lower: no app and no widgets, only a session and a query string.


@pytest.mark.page_state_url("?weather=rain&page=3")
def test_a_review_keeps_the_place_in_the_queue_and_files_the_draft(fake_query):
    Review.inspect(DAY)
    assert fake_query.url == "?weather=rain&page=3&step=inspect&day=2012-01-20"
    Review.go(Step.QUEUE)
    assert Review.day is None
    Review.inspect(DAY)
    Review.go(Step.DECIDE)
    Draft.of(str(DAY)).update(verdict="reject", note="Sensor moved")  # not in the address
    assert fake_query.url == "?weather=rain&page=3&step=decide&day=2012-01-20"
    Review.decide()
    assert Reviewed.decisions == {DAY: Decision("reject", "Sensor moved")}
    assert Draft.of(str(DAY)).note == ""
    assert fake_query.url == "?weather=rain&page=3&step=queue"


@pytest.mark.page_state_url("?step=queue&check=gale&weather=fog&page=2")
def test_an_empty_queue_is_cleared_in_one_update(fake_query):
    Review.clear()
    assert Review.check is None
    assert fake_query.updates == [{"step": ("queue",)}]
