"""Switches, colors, grades and pages: their arguments, what a user enters, what then comes out."""

from __future__ import annotations

from typing import Any

import pytest

from one_widget import Call, OnePage, call
from st_page_state_fakes.errors import (
    StreamlitAPIException,
    StreamlitInvalidParameterTypeError,
    StreamlitValueError,
    StreamlitValueOutOfRangeError,
)

COLORS = "it takes colors like '#00ffaa'."
TEXT = "it must be text such as '#00FFAA'."
NO_COLOR = "is not a color: use a value like '#00FFAA' or '#000'."
PAGES = "must be a positive integer."


@pytest.mark.parametrize(
    ("draw", "error", "message"),
    [
        (
            call("color_picker", "L", 5),
            StreamlitInvalidParameterTypeError,
            f"value=5 has type int: {TEXT}",
        ),
        *(
            (call("color_picker", "L", text), StreamlitAPIException, f"value={text!r} {NO_COLOR}")
            for text in ("", "red", "#12", "#1234", "#12345", "#1234567", "123456", "#00000g")
        ),
        (
            call("feedback", "hearts"),
            StreamlitValueError,
            "options='hearts' is invalid: it must be 'thumbs' or 'faces' or 'stars'.",
        ),
        *(
            (
                call("feedback", options, default=default),
                StreamlitValueOutOfRangeError,
                f"default={default} is out of range: it must be from 0 to {most}.",
            )
            for options, default, most in (
                ("thumbs", -1, 1),
                ("thumbs", 2, 1),
                ("faces", 5, 4),
                ("stars", 5, 4),
            )
        ),
        *(
            (call("pagination", many), StreamlitAPIException, f"num_pages={many!r} {PAGES}")
            for many in (0, -1, True, 1.5, "5", None)
        ),
        *(
            (
                call("pagination", 5, default=default),
                StreamlitInvalidParameterTypeError,
                f"default={default!r} has type {kind}: it must be int.",
            )
            for default, kind in ((True, "bool"), ("1", "str"), (None, "NoneType"), (1.5, "float"))
        ),
        *(
            (
                call("pagination", 5, default=default),
                StreamlitValueOutOfRangeError,
                f"default={default} is out of range: it must be from 1 to 5.",
            )
            for default in (0, 6)
        ),
    ],
)
def test_what_a_script_may_not_ask(draw: Call, error: type[Exception], message: str) -> None:
    with pytest.raises(error) as refused:
        OnePage(draw)
    assert (type(refused.value), str(refused.value)) == (error, message)


@pytest.mark.parametrize(
    ("draw", "value"),
    [
        (call("checkbox", "L"), False),
        (call("checkbox", "L", True), True),
        (call("checkbox", "L", "yes"), True),
        (call("toggle", "L", 0), False),
        (call("toggle", "L", True), True),
        (call("color_picker", "L"), "#000000"),
        *((call("color_picker", "L", text), text) for text in ("#09f", "#09AFaf", "#abcDEF")),
        (call("feedback"), None),
        (call("feedback", default=0), 0),
        (call("feedback", default=1), 1),
        (call("feedback", "faces", default=4), 4),
        (call("feedback", "stars", default=4), 4),
        (call("pagination", 1), 1),
        (call("pagination", 5), 1),
        (call("pagination", 5, default=5, max_visible_pages=0), 5),
        (call("pagination", 5, default=2, max_visible_pages=None), 2),
    ],
)
def test_what_it_begins_with(draw: Call, value: Any) -> None:
    page = OnePage(draw)
    assert (page.value, page.widget.value) == (value, value)
    assert type(page.value) is type(value)


@pytest.mark.parametrize(
    ("draw", "entered"),
    [
        (call("checkbox", "L"), (True, False)),
        (call("toggle", "L"), (True, False)),
        (call("color_picker", "L"), ("#09f", "#09AFaf", "#abcDEF", "#000000")),
        (call("feedback"), (0, 1, None)),
        (call("feedback", "faces"), (0, 4, None)),
        (call("feedback", "stars", default=2), (4, 0, None, 2)),
        (call("pagination", 5), (5, 2, 1)),
    ],
)
def test_what_a_user_can_enter(draw: Call, entered: tuple[Any, ...]) -> None:
    page = OnePage(draw)
    for value in entered:
        page.widget.set_value(value)
        assert (page.value, page.widget.value) == (value, value)


@pytest.mark.parametrize(
    ("draw", "entered", "into"),
    [
        (call("checkbox", "L"), 1, 'checkbox "L": it takes True or False.'),
        (call("toggle", "L"), None, 'toggle "L": it takes True or False.'),
        *(
            (call("color_picker", "L"), text, f'color_picker "L": {COLORS}')
            for text in ("red", "#12", "#1234567", "#00000g", "123456", None, 5)
        ),
        *(
            (call("feedback"), grade, "feedback: it takes 0 to 1, or None.")
            for grade in (-1, 2, True, 1.0, "1")
        ),
        (call("feedback", "faces"), 5, "feedback: it takes 0 to 4, or None."),
        *(
            (call("pagination", 5), page, "pagination: it takes 1 to 5.")
            for page in (0, 6, True, 2.0, "2", None)
        ),
    ],
)
def test_what_no_user_can_enter(draw: Call, entered: Any, into: str) -> None:
    page = OnePage(draw)
    before = page.value
    with pytest.raises(ValueError, match=r"^No user") as refused:
        page.widget.set_value(entered)
    assert str(refused.value) == f"No user could enter {entered!r} into the {into}"
    assert page.value == before


@pytest.mark.parametrize(
    ("draw", "held", "value"),
    [
        (call("checkbox", "L", key="k"), True, True),
        (call("toggle", "L", True, key="k"), False, False),
        (call("color_picker", "L", key="k"), "#123456", "#123456"),
        *(
            (call("feedback", "stars", default=2, key="k"), held, value)
            for held, value in ((0, 0), (4, 4), (None, None), (5, 2), (-1, 2), (True, 2), (1.0, 2))
        ),
        *(
            (call("pagination", 5, default=2, key="k"), held, value)
            for held, value in ((1, 1), (5, 5), (0, 2), (6, 2), (True, 2), (3.0, 2), (None, 2))
        ),
    ],
)
def test_what_code_has_set_before_it_is_drawn(draw: Call, held: Any, value: Any) -> None:
    page = OnePage(draw, held=(held,))
    found = (page.value, page.widget.value, page.tab.session_state["k"])
    assert found == (value, value, value)
    assert {type(each) for each in found} == {type(value)}


@pytest.mark.parametrize(
    ("held", "value"), [(2, True), (1, True), (0, False)], ids=["two", "one", "none"]
)
def test_a_number_that_code_has_set_is_shown_as_on_or_off(held: int, value: bool) -> None:
    page = OnePage(call("checkbox", "L", key="k"), held=(held,))
    assert page.value == held
    assert page.widget.value is value


@pytest.mark.parametrize("held", ["x", None, 1.0])
def test_a_switch_is_on_or_off(held: Any) -> None:
    with pytest.raises(TypeError, match="integer"):
        OnePage(call("toggle", "L", key="k"), held=(held,))


def test_a_color_is_text() -> None:
    with pytest.raises(TypeError) as refused:
        OnePage(call("color_picker", "Line", key="k"), held=(5,))
    assert str(refused.value) == 'The value of the color_picker "Line" must be text, not 5.'


def test_a_grade_is_chosen_by_its_number() -> None:
    assert OnePage(call("feedback")).widget.options == ["0", "1"]
    assert OnePage(call("feedback", "faces")).widget.options == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("draw", "texts", "value", "url"),
    [
        (call("color_picker", "L", key="k", bind="query-params"), "09F", "#09F", "?k=%2309F"),
        (call("color_picker", "L", key="k", bind="query-params"), "%23%2309F", "#000000", ""),
        (call("feedback", key="k", bind="query-params"), "0", 0, "?k=0"),
        (call("feedback", key="k", bind="query-params"), "1", 1, "?k=1"),
        (call("feedback", key="k", bind="query-params"), "2", None, ""),
        (call("feedback", key="k", bind="query-params"), "-1", None, ""),
        (call("feedback", key="k", default=1, bind="query-params"), "", None, "?k="),
        (call("pagination", 5, key="k", default=2, bind="query-params"), "1", 1, "?k=1"),
        (call("pagination", 5, key="k", default=2, bind="query-params"), "5", 5, "?k=5"),
        (call("pagination", 5, key="k", default=2, bind="query-params"), "0", 2, ""),
        (call("pagination", 5, key="k", default=2, bind="query-params"), "6", 2, ""),
    ],
)
def test_what_the_address_asks_for(draw: Call, texts: str, value: Any, url: str) -> None:
    page = OnePage(draw, url=f"?k={texts}")
    assert (page.value, page.tab.url) == (value, url)
