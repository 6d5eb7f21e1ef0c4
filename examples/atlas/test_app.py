"""Atlas itself, as it is: its own files on the installed Streamlit, in a simulated browser.

``test_views.py`` tests parts of it without Streamlit. Run both with ``pytest examples/atlas``.
"""

import json

import pytest
from state import Decision, Explore, Filters, Reviewed, Weather

from st_page_state_fakes import FakeStore


@pytest.fixture
def atlas(fake_app):
    return fake_app("app.py", store=FakeStore())  # the file beside this test


def charts(tab):
    """Return the encodings of the charts on the page, from Streamlit's own element tree."""
    found = tab.tree.get("arrow_vega_lite_chart") + tab.tree.get("vega_lite_chart")
    return [json.loads(chart.proto.spec) for chart in found]


def test_a_copied_link_opens_the_same_view(atlas):
    ann = atlas.open()
    ann.widget("Weather").set_value([Weather.SNOW])
    ann.widget("Measure").set_value("low")
    assert ann.url == "?measure=low&by=week&weather=snow"

    bob = atlas.open(ann.url)
    assert bob.state(Explore) == Explore(measure="low")
    assert [metric.value for metric in bob.tree.metric] == [m.value for m in ann.tree.metric]


def test_metrics_and_charts_follow_the_filters(atlas):
    tab = atlas.open()
    assert tab.tree.metric[0].value == "1,461"
    timeline = charts(tab)[0]
    assert timeline["encoding"]["y"]["field"] == "high"

    tab.widget("Weather").set_value([Weather.FOG])
    tab.widget("Compare years").set_value(True)
    assert tab.tree.metric[0].value == "411"
    assert charts(tab)[0]["encoding"]["color"]["field"] == "year"
    tab.widget("Compare years").set_value(False)
    assert "color" not in charts(tab)[0]["encoding"]


def test_a_row_of_the_table_shows_the_day_among_its_neighbors(atlas):
    tab = atlas.open("?weather=snow")
    assert len(charts(tab)) == 3
    tab.widget("dataframe").select(rows=[1])
    assert len(charts(tab)) == 4
    assert "**15 Jan 2012 and its neighbors**" in tab.texts
    tab.widget("Weather").set_value([Weather.SNOW, Weather.FOG])  # another table: nothing selected
    assert len(charts(tab)) == 3


def test_filters_that_match_nothing_offer_a_way_out(atlas):
    tab = atlas.open("?weather=snow&temp=30&temp=40")
    assert "No day was observed with these filters." in tab.texts
    tab.button("Clear all filters").click()
    assert tab.state(Filters) == Filters()
    assert tab.tree.metric[0].value == "1,461"


def test_a_suspect_day_is_reviewed(atlas):
    tab = atlas.open("/review?weather=snow")
    assert tab.page == "review"
    inspect = next(widget for widget in tab.widgets if widget.label == "Inspect")
    tab.button(inspect.key).click()
    assert tab.url == "/review?weather=snow&step=inspect&day=2012-01-20"
    assert len(charts(tab)) == 1

    tab.button("Decide").click()
    tab.widget("Verdict").set_value("correct")
    tab.widget("Note").set_value("Check the gauge")
    tab.button("File decision").click()
    assert tab.url == "/review?weather=snow&step=queue"
    assert [*tab.state(Reviewed).decisions.values()] == [Decision("correct", "Check the gauge")]


def test_a_draft_and_the_decisions_outlive_the_session(atlas):
    ann = atlas.open("/review?step=decide&day=2012-01-20", browser="Ann's")
    ann.widget("Note").set_value("Check the gauge")
    ann.reload()
    assert ann.widget("Note").value == "Check the gauge"
    ann.button("File decision").click()

    later = atlas.open("/review?weather=snow", browser="Ann's")
    assert [*later.state(Reviewed).decisions.values()] == [Decision("keep", "Check the gauge")]
    later = atlas.open("/review?step=decide&day=2012-01-20", browser="Ann's")
    assert later.widget("Note").value == ""
    bob = atlas.open("/review?weather=snow")  # in a browser of his own
    assert bob.state(Reviewed).decisions == {}


def test_a_short_link_opens_the_same_view(atlas):
    ann = atlas.open("?weather=snow&by=day&temp=-5&temp=20")
    ann.button("Shorten").click()
    short = ann.tree.code[1].value.partition("?")[2]
    assert short.startswith("share=")
    bob = atlas.open(f"?{short}")
    assert bob.state(Filters) == ann.state(Filters)
    bob.widget("Compare years").set_value(True)
    assert "share" not in bob.url
    atlas.store.down = True
    ann.button("Shorten").click()
    assert "No short link at the moment: use the long one." in ann.texts


def test_the_filters_follow_to_the_other_page(atlas):
    tab = atlas.open()
    tab.widget("Weather").set_value([Weather.SNOW])
    tab.switch_page("review")
    assert tab.url == "/review?weather=snow&step=queue"
    assert tab.widget("Weather").value == [Weather.SNOW]
