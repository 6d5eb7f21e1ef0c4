"""The arguments that make a widget another one, on the simulated Streamlit and on the real one."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from one_widget import Call, call
from same_widget import stays, streamlit_sees_one

ABC = ["a", "b", "c"]
OPTIONS = {c: call(c, label="L", options=ABC) for c in ("selectbox", "radio", "multiselect")}
GROUPS = [call(c, label="L", options=ABC) for c in ("pills", "segmented_control")]
SELECTS = [OPTIONS["selectbox"], OPTIONS["multiselect"]]
SLIDE = call("slider", label="L", min_value=0, max_value=10, value=5, step=1)
SELECT_SLIDE = call("select_slider", label="L", options=ABC, value="a")
NUMBER = call("number_input", label="L", min_value=0, max_value=10, value=5, step=1)
BOXES = [call(command, label="L") for command in ("checkbox", "toggle")]
COLOR = call("color_picker", label="L")
STARS = call("feedback")
PAGES = call("pagination", num_pages=5)
FILES = call("file_uploader", label="L", type="csv")
CAMERA, SOUND = call("camera_input", label="L"), call("audio_input", label="L")
ROWS = [{"a": 1, "b": "x"}, {"a": 2, "b": "y"}]
TABLE = call("data_editor", data=ROWS)
GROWING = TABLE.but(num_rows="dynamic")
URL = "https://example.com"
CLICKED = [
    call("button", label="L"),
    call("download_button", label="L", data="data"),
    call("link_button", label="L", url=URL, on_click="rerun"),
]
MENU = call("menu_button", label="L", options=ABC)
LINE, AREA = call("text_input", label="L"), call("text_area", label="L")
CHAT = call("chat_input", placeholder="Say")
PICK = call("date_input", label="L")
DAY, NEXT = date(2024, 2, 29), date(2024, 3, 1)
NOON = datetime(2024, 2, 29, 12)
ONE = PICK.but(value=DAY)
RANGE = PICK.but(value=(DAY, NEXT))
AT = call("time_input", label="L", value=time(8))
MOMENT = call("datetime_input", label="L", value=NOON)


def each(given: list[Call], **change: Any) -> list[tuple[Call, Call]]:
    """Return pairs of each call without and with a change."""
    return [(one, one.but(**change)) for one in given]


def all_of(given: Call, **changes: Any) -> list[tuple[Call, Call]]:
    """Return pairs of a call without and with each of some changes."""
    return [(given, given.but(**{name: value})) for name, value in changes.items()]


def with_values(given: Call, name: str, *values: Any) -> list[tuple[Call, Call]]:
    """Return pairs of a call without and with each of some values of one argument."""
    return [(given, given.but(**{name: value})) for value in values]


TYPED = [LINE.but(value="x"), AREA.but(value="x")]
PICKED = [ONE, AT, MOMENT]
LABELLED = [
    *OPTIONS.values(),
    *GROUPS,
    SLIDE,
    SELECT_SLIDE,
    NUMBER,
    *BOXES,
    COLOR,
    FILES,
    CAMERA,
    SOUND,
]

TELLS = [
    *each([*OPTIONS.values(), *GROUPS], options=["a", "b"]),
    *each([*OPTIONS.values(), *GROUPS], format_func=str.upper),
    *each([OPTIONS["selectbox"], OPTIONS["radio"]], index=2),
    *each([OPTIONS["multiselect"], *GROUPS], default="a"),
    *each(SELECTS, placeholder="..."),
    *each(SELECTS, filter_mode="prefix"),
    *all_of(OPTIONS["selectbox"], required=True, icon=":material/add:"),
    *all_of(OPTIONS["radio"], horizontal=True, captions=["A", "B", "C"]),
    *all_of(OPTIONS["multiselect"], select_all=False),
    *all_of(SLIDE, value=6, format="%i"),
    *all_of(NUMBER, min_value=-1, max_value=11, value=6, step=2, format="%d"),
    *all_of(NUMBER, placeholder="p", icon=":material/add:", required=True),
    *all_of(SELECT_SLIDE, options=["b", "a", "c"], value="b"),
    (SELECT_SLIDE, SELECT_SLIDE.but(value=("a", "a"))),
    *each(BOXES, value=True),
    *all_of(COLOR, value="#fff"),
    *all_of(STARS, default=1, width=99),
    *all_of(PAGES, num_pages=6, default=2, max_visible_pages=5, width=99),
    *all_of(CAMERA, resolution="480p"),
    *all_of(SOUND, sample_rate=8000),
    *all_of(
        TABLE,
        data=[{"a": 1, "b": "x"}, {"a": 2, "b": "z"}],
        width=9,
        height=99,
        hide_index=False,
        column_order=["b", "a"],
        column_config={"a": "A"},
        row_height=30,
        placeholder="-",
        alt="a table",
    ),
    (TABLE.but(disabled=["a", "b"]), TABLE.but(disabled=["b", "a"])),
    *(
        pair
        for change in ({"label": "M"}, {"help": "h"}, {"width": 99})
        for pair in each([*LABELLED, *TYPED, *PICKED, *CLICKED, MENU], **change)
    ),
    *each([*CLICKED, MENU], type="primary"),
    *each([*CLICKED, MENU], icon=":material/add:"),
    *each(CLICKED, icon_position="right"),
    *each(CLICKED, shortcut="Ctrl+K"),
    *all_of(CLICKED[1], file_name="a.txt", mime="text/csv"),
    *all_of(CLICKED[2], url=f"{URL}/more"),
    *all_of(MENU, options=["a"], format_func=str.upper),
    *each([*TYPED, *PICKED], required=True),
    *each(TYPED, value="y"),
    *each(TYPED, placeholder="p"),
    *each([*TYPED, AT, MOMENT], value=None),
    *all_of(AREA, height=99),
    *all_of(LINE, type="search", autocomplete="off", icon=":material/search:", live=True),
    *all_of(CHAT, placeholder="Tell", audio_sample_rate=8000, submit_mode="stop"),
    *all_of(CHAT, width=99, height=99),
    *with_values(ONE, "value", NEXT, "2024-02-29", (DAY,)),
    *all_of(ONE, min_value=DAY, max_value=NEXT),
    (PICK.but(value=()), PICK.but(value=None)),
    (RANGE, RANGE.but(value=(NEXT, NEXT))),
    (PICK.but(value="2024-02-29"), PICK.but(value="20240229")),
    (ONE.but(min_value=DAY), ONE.but(max_value=DAY)),
    *with_values(AT, "value", time(9), "08:00"),
    (AT.but(step=1), AT.but(step=1, value=time(8, 0, 5))),
    (AT.but(value="08:00"), AT.but(value="08:00:00")),
    (AT.but(value="now"), AT.but(value=None)),
    *with_values(MOMENT, "value", NOON + timedelta(minutes=1), "2024-02-29 12:00"),
    *all_of(MOMENT, min_value=datetime(2014, 2, 28, 0, 1), max_value=datetime(2034, 2, 28, 23, 58)),
    (MOMENT.but(value="now"), MOMENT.but(value=None)),
]
"""What tells widgets apart as long as there is no key."""

ALWAYS = [
    *each(SELECTS, accept_new_options=True),
    *each(GROUPS, selection_mode="multi"),
    *all_of(OPTIONS["multiselect"], max_selections=2),
    *all_of(SLIDE, min_value=-1, max_value=11, step=5),
    *all_of(STARS, options="faces"),
    *all_of(FILES, type=["csv"], accept_multiple_files=True, max_upload_size=5),
    *all_of(TABLE, num_rows="delete", disabled=["a"]),
    *with_values(
        TABLE,
        "data",
        ROWS[:1],
        [{"b": "x", "a": 1}, {"b": "y", "a": 2}],
        [{"a": 1.0, "b": "x"}, {"a": 2.0, "b": "y"}],
    ),
    *all_of(GROWING, data=[{"a": 1, "b": "x"}, {"a": 2, "b": "z"}], width=9, placeholder="-"),
    *each([LINE, AREA, CHAT], max_chars=9),
    *all_of(LINE, validate="a"),
    (LINE.but(type="email"), LINE.but(type="email", validate=r"^[^\s@]+@[^\s@]+\.[^\s@]+$")),
    *all_of(CHAT, max_upload_size=9, file_type="csv"),
    *each([ONE, MOMENT], format="DD.MM.YYYY"),
    *each([AT, MOMENT], step=60),
    *each([AT, MOMENT], step=900),
]
"""What tells them apart with a key as well."""

NEVER = [
    *each([*OPTIONS.values(), *GROUPS], format_func=str.lower),
    *each(GROUPS, required=True),
    *each([OPTIONS["multiselect"], *GROUPS, *BOXES], wrap=True),
    *each([*LABELLED, *PICKED], disabled=True, label_visibility="hidden", help=None),
    *each([STARS, PAGES], disabled=True, width="content"),
    *each([*CLICKED, MENU], disabled=True, wrap=True, on_click=print),
    *all_of(CLICKED[1], data=b"other"),
    (STARS, STARS.but(options="thumbs", default=None)),
    (PAGES, PAGES.but(default=1, max_visible_pages=7)),
    (call("slider", "L"), call("slider", "L", None, None, None, None)),
    (call("number_input", "L"), call("number_input", "L", None, None, "min", placeholder=None)),
    (call("select_slider", "L", ABC), call("select_slider", "L", ABC, None, str)),
    (COLOR, COLOR.but(value=None, width="content")),
    (FILES, FILES.but(accept_multiple_files=False, width="stretch")),
    (CAMERA, CAMERA.but(resolution=None, width="stretch")),
    (SOUND, SOUND.but(sample_rate=16000, width="stretch")),
    (TABLE, TABLE.but(num_rows="fixed", width="stretch", height="auto")),
    (TABLE, TABLE.but(disabled=[], hide_index=True)),
    (TABLE.but(column_order=["a"]), TABLE.but(column_order=("a",))),
    *each([LINE, AREA], value="", width="stretch", disabled=True, label_visibility="hidden"),
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
    (ONE, ONE.but(value=NOON)),
    (RANGE, RANGE.but(value=[NOON, "2024-03-01"])),
    (PICK, PICK.but(value=None)),
    (PICK.but(value=("today",)), PICK.but(value=["today"])),
    (ONE.but(min_value=DAY), ONE.but(min_value=NOON)),
    (ONE.but(max_value=DAY), ONE.but(max_value="2024-02-29")),
    (PICK, PICK.but(min_value="today", max_value="today")),
    (AT, AT.but(step=timedelta(minutes=15), format="12h", width="stretch", required=False)),
    *with_values(AT, "value", time(8, 0, 5), NOON.replace(hour=8)),
    (call("time_input", "L"), call("time_input", "L", "now")),
    (MOMENT, MOMENT.but(format="YYYY/MM/DD", step=timedelta(minutes=15), width="stretch")),
    (MOMENT, MOMENT.but(value=NOON.replace(second=5, tzinfo=UTC))),
    (MOMENT, MOMENT.but(min_value="2014-02-28", max_value=date(2034, 2, 28))),
    (MOMENT.but(value=DAY), MOMENT.but(value=datetime(2024, 2, 29))),
    (call("datetime_input", "L"), call("datetime_input", "L", "now")),
]
"""What never does."""

WITH_A_KEY = [
    (TABLE, TABLE.but(disabled=True)),
    (TABLE, TABLE.but(data={"a": [1, 2], "b": ["x", "y"]})),
]
"""What counts only with a key."""


@pytest.mark.parametrize(("given", "changed"), TELLS)
def test_a_key_stands_for_what_tells_widgets_apart(given: Call, changed: Call) -> None:
    assert not stays(given, changed, None)
    assert stays(given, changed, "k")
    assert not stays(given, changed, "k", "1.45")


@pytest.mark.parametrize(("given", "changed"), ALWAYS)
def test_what_makes_it_another_one_although_it_has_a_key(given: Call, changed: Call) -> None:
    assert not stays(given, changed, None)
    assert not stays(given, changed, "k")


@pytest.mark.parametrize(("given", "changed"), WITH_A_KEY)
def test_what_makes_it_another_one_only_if_it_has_a_key(given: Call, changed: Call) -> None:
    assert stays(given, changed, None)
    assert not stays(given, changed, "k")


@pytest.mark.parametrize(("given", "changed"), NEVER)
def test_what_leaves_it_the_same_one(given: Call, changed: Call) -> None:
    assert stays(given, changed, None)
    assert stays(given, changed, "k")


def test_streamlit_tells_them_apart_alike() -> None:
    assert streamlit_sees_one(TELLS + ALWAYS) == [False] * len(TELLS + ALWAYS)
    assert streamlit_sees_one(NEVER) == [True] * len(NEVER)
