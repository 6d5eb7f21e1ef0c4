"""The widget gallery: widgets, state and address in a browser.

Widget values are read from the page, never from Python.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from conftest import OpenPage, settled
from drivers.chromium import IDLE, PATIENCE
from drivers.server import served

Check = Callable[[Page], None]
Edit = Callable[[Page], object]


@pytest.fixture(scope="module")
def gallery_url() -> Iterator[str]:
    with served("gallery/app.py") as url:
        yield url


def widget(page: Page, kind: str, label: str) -> Locator:
    """Return the widget of a kind with a label."""
    return page.get_by_test_id(f"st{kind}").filter(has=page.get_by_text(label, exact=True))


def state(page: Page) -> Locator:
    """Return the state as the page shows it, one text per field: ``"size = 'L'"``."""
    return (
        page.get_by_test_id("stMain")
        .get_by_test_id("stCode")
        .filter(has_text=re.compile(r"^\w+ = "))
    )


# Checks of the displayed value, by kind of widget


def checked(role: str, label: str, *, on: bool) -> Check:
    return lambda page: expect(page.get_by_role(role, name=label)).to_be_checked(checked=on)


def entered(label: str, text: str) -> Check:
    return lambda page: expect(page.get_by_label(label, exact=True)).to_have_value(text)


def chosen(label: str, text: str) -> Check:
    return lambda page: expect(page.get_by_role("combobox", name=label)).to_have_value(text)


def tags(label: str, *texts: str) -> Check:
    return lambda page: expect(
        widget(page, "MultiSelect", label).locator("[data-tag]:visible")
    ).to_have_text([*texts])


def pressed(group: str, label: str, *texts: str) -> Check:
    """Return a check of the pressed buttons, or of the selected option, of a group."""
    on = "[aria-checked=true], [aria-pressed=true]"
    return lambda page: expect(
        page.get_by_role(group, name=label, exact=True).locator(on)
    ).to_have_text([*texts])


def stars(count: int) -> Check:
    return lambda page: expect(page.get_by_test_id("stFeedbackButtonActive")).to_have_count(count)


def color(rgb: str) -> Check:
    return lambda page: expect(page.get_by_test_id("stColorPickerBlock")).to_have_css(
        "background-color", rgb
    )


def thumbs(label: str, *texts: str) -> Check:
    """Return a check of a slider's labels and of its values for assistive technology."""

    def check(page: Page) -> None:
        slider = widget(page, "Slider", label)
        expect(slider.get_by_test_id("stSliderThumbValue")).to_have_text([*texts])
        for thumb, text in zip(slider.locator("input").all(), texts, strict=True):
            expect(thumb).to_have_attribute("aria-valuetext", text)

    return check


def digits(label: str, *texts: str) -> Check:
    """Return a check of the parts of a date or time, each of which is a separate input."""
    return lambda page: expect(
        page.get_by_role("group", name=label, exact=True).get_by_role("spinbutton")
    ).to_have_text([*texts])


def both(*checks: Check) -> Check:
    def check(page: Page) -> None:
        for one in checks:
            one(page)

    return check


# Each widget's params, the state on the page, and the value displayed
WIDGETS: list[tuple[str, str, Check]] = [
    ("switch_checkbox=true", "checkbox = True", checked("checkbox", "Checkbox", on=True)),
    ("switch_toggle=true", "toggle = True", checked("switch", "Toggle", on=True)),
    ("switch_stars=3", "stars = 3", stars(4)),
    ("switch_color=%23d1495b", "color = '#d1495b'", color("rgb(209, 73, 91)")),
    ("choice_radio=tea", "radio = 'tea'", checked("radio", "tea", on=True)),
    ("choice_select=star", "select = Shape.STAR", chosen("Selectbox", "star")),
    (
        "choice_multi=square&choice_multi=circle",
        "multi = [Shape.SQUARE, Shape.CIRCLE]",
        tags("Multiselect", "square", "circle"),
    ),
    ("choice_pill=Wed", "pill = 'Wed'", pressed("radiogroup", "Pills", "Wed")),
    (
        "choice_pills=Fri&choice_pills=Mon",
        "pills = {'Fri', 'Mon'}",
        pressed("toolbar", "Pills, several", "Mon", "Fri"),
    ),
    (
        "choice_segment=square",
        "segment = Shape.SQUARE",
        pressed("radiogroup", "Segmented control", "square"),
    ),
    (
        "choice_segments=water&choice_segments=coffee",
        "segments = ('water', 'coffee')",
        pressed("toolbar", "Segmented control, several", "coffee", "water"),
    ),
    ("choice_size=L", "size = 'L'", thumbs("Select slider", "L")),
    (
        "choice_sizes=S&choice_sizes=L",
        "sizes = ('S', 'L')",
        thumbs("Select slider, a range", "S", "L"),
    ),
    ("text_line=a+%26+b+%3D+%C3%BC", "line = 'a & b = ü'", entered("Text input", "a & b = ü")),
    ("text_note=", "note = ''", entered("Text input, optional", "")),
    ("text_area=one%0Atwo", r"area = 'one\ntwo'", entered("Text area", "one\ntwo")),
    ("order_name=Ann", "name = 'Ann'", entered("Name, 20 characters at most", "Ann")),
    ("order_seats=4", "seats = 4", entered("Seats", "4")),
    (
        "order_drinks=tea&order_drinks=water",
        "drinks = ['tea', 'water']",
        tags("Drinks", "tea", "water"),
    ),
    ("number_whole=42", "whole = 42", entered("Number input, int", "42")),
    ("number_real=0.75", "real = 0.75", entered("Number input, float", "0.75")),
    ("number_maybe=-7", "maybe = -7", entered("Number input, optional", "-7")),
    ("number_slider=64", "slider = 64", thumbs("Slider, int", "64")),
    ("number_share=0.9", "share = 0.9", thumbs("Slider, float", "0.90")),
    (
        "number_span=20&number_span=80",
        "span = (20, 80)",
        thumbs("Slider, a range of int", "20", "80"),
    ),
    (
        "number_shares=0.1&number_shares=0.6",
        "shares = (0.1, 0.6)",
        thumbs("Slider, a range of float", "0.10", "0.60"),
    ),
    (
        "linked_volume=77",
        "volume = 77",
        both(thumbs("Volume", "77"), entered("Volume, typed", "77")),
    ),
    ("linked_country=Japan", "country = 'Japan'", chosen("Country", "Japan")),
    ("linked_city=Osaka", "city = 'Osaka'", chosen("City", "Osaka")),
    ("time_day=2026-07-14", "day = 2026-07-14", digits("Date input", "2026", "07", "14")),
    (
        "time_days=2026-03-01&time_days=2026-03-09",
        "days = (2026-03-01, 2026-03-09)",
        both(
            digits("Date input, a range start date", "2026", "03", "01"),
            digits("Date input, a range end date", "2026", "03", "09"),
        ),
    ),
    ("time_clock=18%3A45%3A00", "clock = 18:45", digits("Time input", "18", "45")),
    (
        "time_moment=2026-06-30T07%3A15%3A00",
        "moment = 2026-06-30 07:15",
        digits("Datetime input", "2026", "06", "30", "07", "15"),
    ),
    ("time_slid_day=2026-10-03", "slid_day = 2026-10-03", thumbs("Slider, date", "2026-10-03")),
    (
        "time_slid_days=2026-02-01&time_slid_days=2026-06-01",
        "slid_days = (2026-02-01, 2026-06-01)",
        thumbs("Slider, a range of date", "2026-02-01", "2026-06-01"),
    ),
    ("time_slid_clock=06%3A30%3A00", "slid_clock = 06:30", thumbs("Slider, time", "06:30")),
    (
        "time_slid_clocks=07%3A00%3A00&time_slid_clocks=19%3A15%3A00",
        "slid_clocks = (07:00, 19:15)",
        thumbs("Slider, a range of time", "07:00", "19:15"),
    ),
    (
        "time_slid_moment=2026-05-09T18%3A00%3A00",
        "slid_moment = 2026-05-09 18:00",
        thumbs("Slider, datetime", "May 9, 18:00"),
    ),
    (
        "time_slid_moments=2026-05-04T12%3A00%3A00&time_slid_moments=2026-05-20T06%3A00%3A00",
        "slid_moments = (2026-05-04 12:00, 2026-05-20 06:00)",
        thumbs("Slider, a range of datetime", "May 4, 12:00", "May 20, 06:00"),
    ),
    *(
        widget
        for drink, cups in (("coffee", 2), ("tea", 3), ("water", 9))
        for widget in (
            (
                f"cups_{drink}.count={cups}",
                f"count = {cups}",
                entered(f"Cups of {drink}", str(cups)),
            ),
            (
                f"cups_{drink}.sugar=true",
                "sugar = True",
                checked("switch", f"Sugar in {drink}", on=True),
            ),
        )
    ),
]


LINK = "&".join(params for params, _, _ in WIDGETS)


def expect_all_set(page: Page) -> None:
    expect(state(page)).to_have_text([line for _, line, _ in WIDGETS])
    for _, _, check in WIDGETS:
        check(page)


def test_a_link_sets_all_widgets_and_stays_unchanged(gallery_url: str, open_page: OpenPage) -> None:
    address = f"{gallery_url}/?{LINK}"

    page = open_page(address)

    expect_all_set(page)
    settled(page)
    assert page.evaluate("navigation.entries().map(entry => entry.url)") == [address]
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.get_by_test_id("stAlert")).to_have_count(0)


# Edits of a widget


def click(role: str, name: str) -> Edit:
    return lambda page: page.get_by_role(role, name=name, exact=True).click()


def press(role: str, name: str, key: str) -> Edit:
    return lambda page: page.get_by_role(role, name=re.compile(f"^{name}")).press(key)


def turn(part: str) -> Edit:
    """Return an edit that increases a part of a date by one; it counts when the focus leaves."""

    def edit(page: Page) -> None:
        page.get_by_role("spinbutton", name=part, exact=True).press("ArrowUp")
        page.get_by_role("heading", level=1).click()

    return edit


def type_in(label: str, text: str, key: str = "Enter") -> Edit:
    def edit(page: Page) -> None:
        field = page.get_by_label(label, exact=True)
        field.fill(text)
        field.press(key)

    return edit


def choose(label: str, option: str, *, several: bool = False) -> Edit:
    def edit(page: Page) -> None:
        entry = page.get_by_role("combobox", name=label)
        choice = page.get_by_role("option", name=option, exact=True)
        # A closing menu takes the focus back, and may close this menu too.
        for _ in range(PATIENCE):
            entry.press("ArrowDown")
            page.evaluate(IDLE)
            if choice.is_visible():
                break
        choice.click()
        if several:
            page.keyboard.press("Escape")  # the menu stays open and hides the rest
        entry.blur()

    return edit


def order(page: Page) -> None:
    type_in("Name, 20 characters at most", "Ann", "Tab")(page)
    type_in("Seats", "3", "Tab")(page)
    page.get_by_role("button", name="Order", exact=True).click()


# The edit, the address and the page after it, and the widgets before it
EDITS: list[tuple[Edit, str, str, Check, Check]] = [
    (
        lambda page: page.get_by_text("Checkbox", exact=True).click(),
        "switch_checkbox=true",
        "checkbox = True",
        checked("checkbox", "Checkbox", on=True),
        checked("checkbox", "Checkbox", on=False),
    ),
    (click("radio", "3 out of 5 stars"), "switch_stars=2", "stars = 2", stars(3), stars(0)),
    (
        lambda page: page.get_by_role("radiogroup", name="Radio").get_by_text("water").click(),
        "choice_radio=water",
        "radio = 'water'",
        checked("radio", "water", on=True),
        checked("radio", "coffee", on=True),
    ),
    (
        choose("Selectbox", "square"),
        "choice_select=square",
        "select = Shape.SQUARE",
        chosen("Selectbox", "square"),
        chosen("Selectbox", ""),
    ),
    (
        choose("Multiselect", "star", several=True),
        "choice_multi=star",
        "multi = [Shape.STAR]",
        tags("Multiselect", "star"),
        tags("Multiselect"),
    ),
    (
        lambda page: page.get_by_role("toolbar", name="Pills").get_by_text("Fri").click(),
        "choice_pills=Fri",
        "pills = {'Fri'}",
        pressed("toolbar", "Pills, several", "Fri"),
        pressed("toolbar", "Pills, several"),
    ),
    (
        press("slider", "Select slider, a range — start", "ArrowRight"),
        "choice_sizes=S&choice_sizes=XL",
        "sizes = ('S', 'XL')",
        thumbs("Select slider, a range", "S", "XL"),
        thumbs("Select slider, a range", "XS", "XL"),
    ),
    (
        type_in("Number input, optional", "-3"),
        "number_maybe=-3",
        "maybe = -3",
        entered("Number input, optional", "-3"),
        entered("Number input, optional", ""),
    ),
    (
        press("slider", "Slider, float", "ArrowRight"),
        "number_share=0.26",
        "share = 0.26",
        thumbs("Slider, float", "0.26"),
        thumbs("Slider, float", "0.25"),
    ),
    (
        type_in("Text area", "one\ntwo", "Control+Enter"),
        "text_area=one%0Atwo",
        r"area = 'one\ntwo'",
        entered("Text area", "one\ntwo"),
        entered("Text area", ""),
    ),
    (
        press("slider", "Slider, a range of datetime — end", "ArrowLeft"),
        "time_slid_moments=2026-05-01T00%3A00%3A00&time_slid_moments=2026-05-30T18%3A00%3A00",
        "slid_moments = (2026-05-01 00:00, 2026-05-30 18:00)",
        thumbs("Slider, a range of datetime", "May 1, 00:00", "May 30, 18:00"),
        thumbs("Slider, a range of datetime", "May 1, 00:00", "May 31, 00:00"),
    ),
    (
        turn("day, Date input"),
        "time_day=2026-05-02",
        "day = 2026-05-02",
        digits("Date input", "2026", "05", "02"),
        digits("Date input", "2026", "05", "01"),
    ),
    (
        type_in("Volume, typed", "55"),
        "linked_volume=55",
        "volume = 55",
        both(thumbs("Volume", "55"), entered("Volume, typed", "55")),
        both(thumbs("Volume", "30"), entered("Volume, typed", "30")),
    ),
    (
        choose("Country", "Peru"),
        "linked_country=Peru&linked_city=Cusco",
        "city = 'Cusco'",
        both(chosen("Country", "Peru"), chosen("City", "Cusco")),
        both(chosen("Country", "France"), chosen("City", "Paris")),
    ),
    (
        type_in("Cups of tea", "4"),
        "cups_tea.count=4",
        "count = 4",
        both(entered("Cups of tea", "4"), entered("Cups of coffee", "1")),
        both(entered("Cups of tea", "1"), entered("Cups of coffee", "1")),
    ),
    (
        order,
        "order_name=Ann&order_seats=3",
        "seats = 3",
        both(entered("Name, 20 characters at most", "Ann"), entered("Seats", "3")),
        both(entered("Name, 20 characters at most", ""), entered("Seats", "1")),
    ),
]


def test_edits_reach_state_and_address_and_back_undoes_them(
    gallery_url: str, open_page: OpenPage
) -> None:
    page = open_page(gallery_url)
    addresses = []
    for edit, params, line, after, before in EDITS:
        before(page)
        addresses.append(page.url)
        edit(page)
        expect(page).to_have_url(re.compile(re.escape(params)))
        expect(state(page).filter(has_text=line)).to_have_count(1)
        after(page)
        settled(page)
    assert page.evaluate("navigation.entries().length") == len(EDITS) + 1

    for (_, _, line, _, before), address in reversed([*zip(EDITS, addresses, strict=True)]):
        page.go_back()
        expect(page).to_have_url(address)
        expect(state(page).filter(has_text=line)).to_have_count(0)
        before(page)
        settled(page)


def test_one_click_resets_all_and_back_sets_all_again(
    gallery_url: str, open_page: OpenPage
) -> None:
    page = open_page(f"{gallery_url}/?{LINK}")
    expect_all_set(page)

    page.get_by_role("button", name="Reset").click()

    expect(page).to_have_url(re.compile("^[^=]*$"))
    for _, _, _, _, before in EDITS:
        before(page)
    assert page.evaluate("navigation.entries().length") == 2

    page.go_back()

    expect(page).to_have_url(f"{gallery_url}/?{LINK}")
    expect_all_set(page)
    settled(page)


def test_a_rejected_value_is_reported_beside_its_widget(
    gallery_url: str, open_page: OpenPage
) -> None:
    page = open_page(f"{gallery_url}/?number_whole=42")
    type_in("Name, 20 characters at most", "A name of more than 20", "Tab")(page)
    type_in("Seats", "3", "Tab")(page)
    page.get_by_role("button", name="Order", exact=True).click()

    expect(page.get_by_test_id("stMain").get_by_text("at most 20 characters")).to_be_visible()
    entered("Name, 20 characters at most", "A name of more than 20")(page)
    expect(state(page).filter(has_text="name = ")).to_have_text("name = ''")
    expect(state(page).filter(has_text="seats = ")).to_have_text("seats = 1")
    assert page.url == f"{gallery_url}/?number_whole=42"
