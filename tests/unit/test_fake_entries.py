"""The values that users can enter into simulated widgets.

The contract's rows test the values that Streamlit's AppTest can enter too.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from one_widget import (
    BOTH,
    GROUPS,
    NEW,
    ONE,
    SEVERAL,
    Call,
    OnePage,
    area,
    at,
    call,
    chat,
    line,
    moment,
    number,
    pick,
    select,
    slider,
)
from st_page_state_fakes import FakeApp

DAY, NEXT = date(2024, 2, 29), date(2024, 3, 1)
NOON = datetime(2024, 3, 1, 12)
EIGHT, WORLD = time(8), time(8, tzinfo=UTC)
HOUR, ONE_DAY = timedelta(hours=1), timedelta(1)

NAMED = {"format_func": "No {}".format}
BY_LABEL = [call(c, "L", [1, 2]) for c in ("selectbox", "radio", *GROUPS)]


@pytest.mark.parametrize(
    ("given", "entered", "value"),
    [
        *((given, "2", 2) for given in BY_LABEL),
        *((call(c, "L", [1, 2], **NAMED), "No 2", 2) for c in ("select_slider", *GROUPS)),
        *((call(c.command, "L", [1, 2], **c.kwargs), [2, "1"], [2, 1]) for c in SEVERAL),
        *((given, entered, ["b"]) for given in SEVERAL for entered in (("b",), {"b"})),
        *((given, frozenset("c"), ["c"]) for given in SEVERAL),
        *((call("radio", "L", [1, True, 1.0]), option, option) for option in (1, True, 1.0)),
        (BOTH[0].but(**NEW), "z", "z"),
        (BOTH[0].but(**NEW, index=None), None, None),
        (call("selectbox", "L", [1, 2], **NEW), "2", 2),
        (SEVERAL[0].but(**NEW), ["z", "a"], ["z", "a"]),
        (SEVERAL[0].but(max_selections=2), ["c", "a"], ["c", "a"]),
        *((given.but(required=True), "c", "c") for given in ONE),
        (select(("a", "b")), ["b", "b"], ("b", "b")),
        (number(0, 10, 4), 3.0, 3),
        (number(), 3, 3.0),
        (number(value=None), None, None),
        *((slider(0, 10, 4, 3), value, value) for value in (0, 3, 9, 10, 4)),
        *((slider(-0.1, 1.0, 0.0, 0.1), value, value) for value in (0.2 - 0.3, 0.7, 1.0, 0.0)),
        (slider(0.0, 1.0), 1, 1.0),
        (slider(0.0, 1.0, (0.5, 0.75)), (0, 1), (0.0, 1.0)),
        (slider(0, 10, (2, 5), 2), [0, 4], (0, 4)),
        (slider(value=EIGHT), time(8, 15), time(8, 15)),
        (slider(value=EIGHT), time.max, time.max),
        (slider(value=WORLD), time(9), time(9, tzinfo=UTC)),
        (slider(value=DAY), DAY + 14 * ONE_DAY, DAY + 14 * ONE_DAY),
        (slider(NOON, NOON + 24 * HOUR, NOON), NOON + ONE_DAY, NOON + ONE_DAY),
        (pick(DAY), NOON, NOON.date()),
        (pick(None), None, None),
        (pick(()), (), ()),
        (pick(()), None, ()),
        (pick((DAY, NEXT)), [DAY, DAY], (DAY, DAY)),
        (pick((DAY, NEXT)), DAY, (DAY,)),
        (pick((DAY, NEXT)), (DAY, NOON), (DAY, NOON.date())),
        (pick(date(5, 1, 2)), date(7, 1, 2), date(7, 1, 2)),
        *((given(None), None, None) for given in (at, moment, line, area)),
        *((moment(NOON), end, end) for end in (datetime(2014, 3, 1), datetime(2034, 3, 1, 23, 59))),
        (moment(datetime(5, 1, 2)), datetime(7, 1, 2, 3, 4), datetime(7, 1, 2, 3, 4)),
        *((given(max_chars=2), "ab", "ab") for given in (area, chat)),
        (chat(max_chars=0), "abc", "abc"),
        (line(required=True), " a", " a"),
        (line(validate="^a.b$"), "a\nb", "a\nb"),
        (line(validate="^a$"), "", ""),
        (line(validate="", type="email"), "anything", "anything"),
        (line(validate="b", type="email"), "b", "b"),
        (line(type="email"), "ann@host.org", "ann@host.org"),
        *(
            (line(type="url"), f"{scheme}host.org/a/b", f"{scheme}host.org/a/b")
            for scheme in ("", "http://", "HTTPS://", "hTtPs://")
        ),
    ],
)
def test_what_a_user_can_enter(given: Call, entered: Any, value: Any) -> None:
    page = OnePage(given)
    assert repr(page.enter(entered)) == repr(value)
    shown = None if given.command == "chat_input" else value
    assert repr(page.widget.value) == repr(shown)


@pytest.mark.parametrize(
    ("given", "held", "entered", "says"),
    [
        (slider(step=7), (7, 14), (1, 14), "steps of 7"),
        (slider(2, step=7), [9, 16], (2, 1), "from 2 to 100"),
        (slider(max_value=3), (1, 2), (0, 4), "from 0 to 3"),
        (slider(), (1, 2), (0, 101), "from 0 to 100"),
        (slider(2), 7, (3, 4), "takes values like 2"),
        (pick(required=True), (), (), "it cannot be emptied"),
        (BOTH[0].but(required=True), None, None, "it has a selection that cannot be cleared"),
    ],
)
def test_what_is_held_decides_what_can_be_entered(
    given: Call, held: Any, entered: Any, says: str
) -> None:
    page = OnePage(given, held=(held,))
    with pytest.raises(ValueError, match=says):
        page.enter(entered)


@pytest.mark.parametrize(
    ("given", "entered"),
    [
        (BOTH[0], "b"),
        (number(0, 10, 4), 5),
        (line("x"), "a"),
        (area("x"), "a"),
        (at(EIGHT), time(9)),
        (moment(NOON), NOON + HOUR),
    ],
)
def test_while_session_state_holds_none_it_is_empty_and_can_be_emptied(
    given: Call, entered: Any
) -> None:
    page = OnePage(given, held=(None,))
    page.tab.rerun()
    assert (page.value, page.widget.value) == (None, None)
    assert page.enter(None) is None
    assert page.enter(entered) == entered


def test_none_counts_under_a_key_that_is_no_text() -> None:
    def script(st: Any) -> None:
        st.session_state.setdefault(1, None)
        st.text(line("x", key=1).on(st))

    tab = FakeApp(script).open()
    assert (tab.texts, tab.widget("1").value) == (["None"], None)


def test_a_range_that_session_state_holds_is_chosen_anew_as_one() -> None:
    assert OnePage(pick(), held=((DAY,),)).enter((DAY, NEXT)) == (DAY, NEXT)
