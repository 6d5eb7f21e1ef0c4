"""Which arguments make a field for texts, dates or times another one, on the fake and really."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from one_widget import Call, call
from same_widget import stays, streamlit_sees_one

LINE, AREA = call("text_input", "L"), call("text_area", "L")
CHAT = call("chat_input", "Say")
PICK = call("date_input", "L")
DAY, NEXT = date(2024, 2, 29), date(2024, 3, 1)
NOON = datetime(2024, 2, 29, 12)
ONE = PICK.but(value=DAY)
RANGE = PICK.but(value=(DAY, NEXT))
AT = call("time_input", "L").but(value=time(8))
MOMENT = call("datetime_input", "L").but(value=NOON)

TELLS = [
    *(
        (given, changed)
        for given in (LINE.but(value="x"), AREA.but(value="x"))
        for changed in (
            given.but(value="y"),
            given.but(value=None),
            given.but(help="h"),
            given.but(placeholder="p"),
            given.but(width=99),
            given.but(required=True),
        )
    ),
    (LINE, call("text_input", "M")),
    (AREA, call("text_area", "M")),
    (AREA, AREA.but(height=99)),
    *(
        (LINE, LINE.but(**change))
        for change in (
            {"type": "search"},
            {"autocomplete": "off"},
            {"icon": ":material/search:"},
            {"live": True},
        )
    ),
    (CHAT, call("chat_input", "Tell")),
    *(
        (CHAT, CHAT.but(**change))
        for change in (
            {"audio_sample_rate": 8000},
            {"submit_mode": "stop"},
            {"width": 99},
            {"height": 99},
        )
    ),
    (ONE, call("date_input", "M", DAY)),
    *(
        (ONE, ONE.but(**change))
        for change in (
            {"value": NEXT},
            {"value": "2024-02-29"},
            {"value": (DAY,)},
            {"min_value": DAY},
            {"max_value": NEXT},
            {"help": "h"},
            {"width": 99},
            {"required": True},
        )
    ),
    (PICK.but(value=()), PICK.but(value=None)),
    (RANGE, RANGE.but(value=(NEXT, NEXT))),
    (PICK.but(value="2024-02-29"), PICK.but(value="20240229")),
    (ONE.but(min_value=DAY), ONE.but(max_value=DAY)),
    (AT, call("time_input", "M", time(8))),
    *(
        (AT, AT.but(**change))
        for change in (
            {"value": time(9)},
            {"value": "08:00"},
            {"value": None},
            {"help": "h"},
            {"width": 99},
            {"required": True},
        )
    ),
    (AT.but(step=1), AT.but(step=1, value=time(8, 0, 5))),
    (AT.but(value="08:00"), AT.but(value="08:00:00")),
    (AT.but(value="now"), AT.but(value=None)),
    (MOMENT, call("datetime_input", "M", NOON)),
    *(
        (MOMENT, MOMENT.but(**change))
        for change in (
            {"value": NOON + timedelta(minutes=1)},
            {"value": "2024-02-29 12:00"},
            {"value": None},
            {"min_value": datetime(2014, 2, 28, 0, 1)},
            {"max_value": datetime(2034, 2, 28, 23, 58)},
            {"help": "h"},
            {"width": 99},
            {"required": True},
        )
    ),
    (MOMENT.but(value="now"), MOMENT.but(value=None)),
]
"""What tells fields apart as long as there is no key."""

ALWAYS = [
    *((given, given.but(max_chars=9)) for given in (LINE, AREA, CHAT)),
    (LINE, LINE.but(validate="a")),
    (LINE.but(type="email"), LINE.but(type="email", validate=r"^[^\s@]+@[^\s@]+\.[^\s@]+$")),
    (CHAT, CHAT.but(max_upload_size=9)),
    (CHAT, CHAT.but(file_type="csv")),
    (ONE, ONE.but(format="DD.MM.YYYY")),
    (AT, AT.but(step=60)),
    (AT, AT.but(step=900)),
    (MOMENT, MOMENT.but(step=60)),
    (MOMENT, MOMENT.but(step=900)),
    (MOMENT, MOMENT.but(format="DD.MM.YYYY")),
]
"""What tells them apart with a key as well."""

NEVER = [
    *(
        (given, given.but(value="", width="stretch", disabled=True, label_visibility="hidden"))
        for given in (LINE, AREA)
    ),
    (LINE.but(value=5), LINE.but(value="5")),
    (LINE, LINE.but(type="default", required=False, live=False)),
    (AREA, AREA.but(required=False)),
    (LINE.but(validate="a"), LINE.but(validate=("a", "An a!"))),
    (
        call("chat_input"),
        call("chat_input", "Your message").but(
            audio_sample_rate=16000,
            submit_mode="submit",
            width="stretch",
            height="content",
            disabled=True,
        ),
    ),
    (PICK, PICK.but(value="today", format="YYYY/MM/DD", width="stretch", required=False)),
    (ONE, ONE.but(disabled=True, label_visibility="hidden")),
    (ONE, ONE.but(value=NOON)),
    (RANGE, RANGE.but(value=[NOON, "2024-03-01"])),
    (PICK, PICK.but(value=None)),
    (PICK.but(value=("today",)), PICK.but(value=["today"])),
    (ONE.but(min_value=DAY), ONE.but(min_value=NOON)),
    (ONE.but(max_value=DAY), ONE.but(max_value="2024-02-29")),
    (PICK, PICK.but(min_value="today", max_value="today")),
    (AT, AT.but(step=timedelta(minutes=15), format="12h", width="stretch", required=False)),
    (AT, AT.but(disabled=True, label_visibility="hidden")),
    *((AT, AT.but(value=value)) for value in (time(8, 0, 5), NOON.replace(hour=8))),
    (call("time_input", "L"), call("time_input", "L", "now")),
    (MOMENT, MOMENT.but(format="YYYY/MM/DD", step=timedelta(minutes=15), width="stretch")),
    (MOMENT, MOMENT.but(disabled=True, label_visibility="hidden", required=False)),
    (MOMENT, MOMENT.but(value=NOON.replace(second=5, tzinfo=UTC))),
    (MOMENT, MOMENT.but(min_value="2014-02-28", max_value=date(2034, 2, 28))),
    (MOMENT.but(value=DAY), MOMENT.but(value=datetime(2024, 2, 29))),
    (call("datetime_input", "L"), call("datetime_input", "L", "now")),
]
"""What never does."""


@pytest.mark.parametrize(("given", "changed"), TELLS)
def test_a_key_stands_for_what_tells_fields_apart(given: Call, changed: Call) -> None:
    assert not stays(given, changed, None)
    assert stays(given, changed, "k")
    assert not stays(given, changed, "k", "1.45")


@pytest.mark.parametrize(("given", "changed"), ALWAYS)
def test_what_makes_it_another_field_although_it_has_a_key(given: Call, changed: Call) -> None:
    assert not stays(given, changed, None)
    assert not stays(given, changed, "k")


@pytest.mark.parametrize(("given", "changed"), NEVER)
def test_what_leaves_it_the_same_field(given: Call, changed: Call) -> None:
    assert stays(given, changed, None)
    assert stays(given, changed, "k")


def test_streamlit_tells_them_apart_alike() -> None:
    assert streamlit_sees_one(TELLS + ALWAYS) == [False] * len(TELLS + ALWAYS)
    assert streamlit_sees_one(NEVER) == [True] * len(NEVER)
