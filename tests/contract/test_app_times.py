"""Times in an app's own file, on the Streamlit that is installed."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from app_texts import VERSION, opened

BERLIN = ZoneInfo("Europe/Berlin")
HEAD = """from datetime import *
from zoneinfo import ZoneInfo
import pandas as pd
from st_page_state import PageState, StateVar
BERLIN = ZoneInfo("Europe/Berlin")

class Visit(PageState):
    at: datetime = StateVar(datetime(2026, 5, 1, 12, 30, tzinfo=BERLIN), url_key="at")

"""
SHOWN = "\nst.text(Visit.at.isoformat())\nst.text(str(Visit.at.tzinfo))\n"
RANGE = "min_value=datetime(2026, 1, 1{0}), max_value=datetime(2026, 12, 31{0})"
SLIDER = f"st.slider('At', {RANGE}, step=timedelta(minutes=30), **Visit.bind('at'))"
INPUT = "st.datetime_input('At', **Visit.bind('at'))"

WIDGETS = [
    pytest.param(INPUT, marks=pytest.mark.skipif(VERSION < (1, 53), reason="no datetime_input")),
    SLIDER.format(""),
    SLIDER.format(", tzinfo=BERLIN"),
]


@pytest.mark.parametrize("widget", WIDGETS)
@pytest.mark.parametrize("url", ["", "?at=2026-05-01T12:30:00%2B02:00"])
def test_an_aware_datetime_keeps_its_zone(widget: str, url: str) -> None:
    tab = opened(HEAD + widget + SHOWN, url)
    assert tab.texts[0] == "2026-05-01T12:30:00+02:00"
    for winter in (dt.datetime(2026, 2, 3, 8, 0), dt.datetime(2026, 11, 2, 9, 30)):
        shown = tab.widget("At").value.tzinfo
        tab.widget("At").set_value(winter.replace(tzinfo=shown))
        for _ in range(2):
            assert tab.texts[0] == winter.replace(tzinfo=BERLIN).isoformat()
            assert tab.widget("At").value.replace(tzinfo=None) == winter
            tab.rerun()


def test_a_link_from_elsewhere_keeps_its_offset() -> None:
    tab = opened(HEAD + SLIDER.format("") + SHOWN, "?at=2026-05-01T12:30:00-05:00")
    assert tab.texts[0] == "2026-05-01T12:30:00-05:00"
    shown = tab.widget("At").value.tzinfo
    tab.widget("At").set_value(dt.datetime(2026, 11, 2, 9, 30, tzinfo=shown))
    assert tab.texts[0] == "2026-11-02T09:30:00-05:00"


DAYS = [
    "pd.date_range('2026-01-01', periods=3)",
    "pd.date_range('2026-01-01', periods=3).to_series()",
    "pd.date_range('2026-01-01', periods=3).values",
    "pd.date_range('2026-01-01', periods=3).values.astype('M8[us]')",
    "pd.date_range('2026-01-01', periods=3).values.astype('M8[ns]')",
]
CHOICE = """
class Day(PageState):
    day: {0} = StateVar({0}(2026, 1, 1), url_key="day")

st.selectbox("Day", **Day.bind("day", options={1}))
st.text(repr(Day.day))
"""


@pytest.mark.parametrize("days", DAYS)
@pytest.mark.parametrize("kind", ["datetime", "date"])
def test_a_choice_among_pandas_datetimes(days: str, kind: str) -> None:
    tab = opened(HEAD + CHOICE.format(kind, days), "?day=2026-01-03")
    for number in (2, 1):
        assert tab.widget("Day").options[number] == str(tab.widget("Day").value)
        assert tab.texts[0].startswith(f"datetime.{kind}(2026, 1, {number + 1}")
        tab.widget("Day").set_value(tab.widget("Day").options[1])
        tab.rerun()
    assert tab.widget("Day").value == getattr(dt, kind)(2026, 1, 2)


@pytest.mark.parametrize("days", ["[pd.NaT]", "pd.Series([pd.NaT]).values"])
def test_an_option_that_is_no_time_is_named(days: str) -> None:
    with pytest.raises(TypeError, match="has the option NaT, a missing time: remove it"):
        opened(HEAD + CHOICE.format("datetime", days))


def test_a_duration_from_pandas_is_an_option() -> None:
    tab = opened(
        HEAD
        + "class Wait(PageState):\n"
        + "    time: timedelta = StateVar(timedelta(hours=1))\n"
        + "hours = pd.to_timedelta([1, 2], unit='h')\n"
        + "st.selectbox('A', **Wait.bind('time', options=hours))\n"
        + "st.selectbox('B', **Wait.bind('time', key='b', options=hours.values))\n"
        + "st.text(repr(Wait.time))\n"
    )
    tab.widget("A").set_value(tab.widget("A").options[1])
    assert tab.widget("B").value == dt.timedelta(hours=2)


@pytest.mark.parametrize("default", ["BEGIN, BEGIN + timedelta(days=1)", ""])
def test_a_range_keeps_its_zone(default: str) -> None:
    tab = opened(
        HEAD
        + "BEGIN = datetime(2026, 5, 1, tzinfo=BERLIN)\n"
        + "class Stay(PageState):\n"
        + f"    stay: list[datetime] = StateVar(default_factory=lambda: [{default}])\n"
        + "if not Stay.stay: Stay.stay = [BEGIN, BEGIN + timedelta(days=1)]\n"
        + f"st.slider('Stay', {RANGE.format('')}, **Stay.bind('stay'))\n"
        + "st.text(' '.join(at.isoformat() for at in Stay.stay))\n"
    )
    first, last = dt.datetime(2026, 5, 1), dt.datetime(2026, 11, 3)
    shown = tab.widget("Stay").value[0].tzinfo
    tab.widget("Stay").set_value([at.replace(tzinfo=shown) for at in (first, last)])
    assert tab.texts[0] == "2026-05-01T00:00:00+02:00 2026-11-03T00:00:00+01:00"
