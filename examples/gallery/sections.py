"""The gallery's sections: every widget that takes a key, bound to a field.

Widgets that an older Streamlit lacks are left out; their fields are in the address all the same.
"""

from datetime import timedelta
from typing import Any, get_args

from fields import (
    CITIES,
    FIRST_DAY,
    FIRST_MOMENT,
    FIRST_TIME,
    LAST_DAY,
    LAST_MOMENT,
    LAST_TIME,
    Choices,
    Cups,
    Drink,
    Linked,
    Numbers,
    Order,
    Size,
    Switches,
    Texts,
    Times,
    Weekday,
)
from rows import address, row, section, value

SIZES, WEEKDAYS, DRINKS = get_args(Size), get_args(Weekday), get_args(Drink)


def name_of(member: Any) -> str:
    """Return the displayed name of an Enum member."""
    return member.value


def switches(st: Any) -> None:
    """Draw switches and clickable widgets."""
    with section(st, "Switches", "bool, an int that may be missing, a constrained str"):
        with row(st, Switches, "checkbox"):
            st.checkbox("Checkbox", **Switches.bind("checkbox"))
        with row(st, Switches, "toggle"):
            st.toggle("Toggle", **Switches.bind("toggle"))
        with row(st, Switches, "stars"):
            st.feedback("stars", **Switches.bind("stars"))
        with row(st, Switches, "color"):
            st.color_picker("Color", **Switches.bind("color"))


def choices(st: Any) -> None:
    """Draw widgets that choose among options."""
    with section(st, "Choices", "Literals and Enums: alone, optional, in a list, a set, a tuple"):
        with row(st, Choices, "radio"):
            st.radio("Radio", Choices.options("radio"), horizontal=True, **Choices.bind("radio"))
        with row(st, Choices, "select"):
            st.selectbox(
                "Selectbox",
                Choices.options("select"),
                index=None,
                format_func=name_of,
                **Choices.bind("select"),
            )
        with row(st, Choices, "multi"):
            st.multiselect(
                "Multiselect",
                Choices.options("multi"),
                format_func=name_of,
                **Choices.bind("multi"),
            )
        if hasattr(st, "pills"):
            buttons(st)
        with row(st, Choices, "size"):
            st.select_slider("Select slider", SIZES, **Choices.bind("size"))
        with row(st, Choices, "sizes"):
            # Only a pair as `value` makes a range; this widget ignores the state's type.
            st.select_slider(
                "Select slider, a range", SIZES, value=("XS", "XL"), **Choices.bind("sizes")
            )


def buttons(st: Any) -> None:
    """Draw pills and segmented controls, available since Streamlit 1.40."""
    with row(st, Choices, "pill"):
        st.pills("Pills", WEEKDAYS, **Choices.bind("pill"))
    with row(st, Choices, "pills"):
        st.pills("Pills, several", WEEKDAYS, selection_mode="multi", **Choices.bind("pills"))
    with row(st, Choices, "segment"):
        st.segmented_control(
            "Segmented control",
            Choices.options("segment"),
            format_func=name_of,
            **Choices.bind("segment"),
        )
    with row(st, Choices, "segments"):
        st.segmented_control(
            "Segmented control, several",
            DRINKS,
            selection_mode="multi",
            **Choices.bind("segments"),
        )


def numbers(st: Any) -> None:
    """Draw widgets for numbers and ranges of numbers."""
    with section(st, "Numbers", "int stays int, float stays float, None is no number"):
        with row(st, Numbers, "whole"):
            st.number_input("Number input, int", 0, 100, **Numbers.bind("whole"))
        with row(st, Numbers, "real"):
            st.number_input("Number input, float", 0.0, 1.0, step=0.05, **Numbers.bind("real"))
        with row(st, Numbers, "maybe"):
            st.number_input(
                "Number input, optional",
                value=None,
                step=1,
                placeholder="None",
                **Numbers.bind("maybe"),
            )
        with row(st, Numbers, "slider"):
            st.slider("Slider, int", 0, 100, **Numbers.bind("slider"))
        with row(st, Numbers, "share"):
            st.slider("Slider, float", 0.0, 1.0, **Numbers.bind("share"))
        with row(st, Numbers, "span"):
            st.slider("Slider, a range of int", 0, 100, **Numbers.bind("span"))
        with row(st, Numbers, "shares"):
            st.slider("Slider, a range of float", 0.0, 1.0, **Numbers.bind("shares"))


def texts(st: Any) -> None:
    """Draw text inputs."""
    with section(st, "Texts", "str, and str | None"):
        with row(st, Texts, "line"):
            st.text_input("Text input", **Texts.bind("line"))
        with row(st, Texts, "note"):
            st.text_input("Text input, optional", value=None, **Texts.bind("note"))
        with row(st, Texts, "area"):
            st.text_area("Text area", height=96, **Texts.bind("area"))


def times(st: Any) -> None:
    """Draw widgets for dates and times."""
    with section(st, "Dates and times", "date, time, datetime: alone and as ranges"):
        with row(st, Times, "day"):
            st.date_input(
                "Date input", min_value=FIRST_DAY, max_value=LAST_DAY, **Times.bind("day")
            )
        with row(st, Times, "days"):
            st.date_input(
                "Date input, a range",
                min_value=FIRST_DAY,
                max_value=LAST_DAY,
                **Times.bind("days"),
            )
        with row(st, Times, "clock"):
            st.time_input("Time input", **Times.bind("clock"))
        if hasattr(st, "datetime_input"):
            with row(st, Times, "moment"):
                st.datetime_input("Datetime input", **Times.bind("moment"))
        with row(st, Times, "slid_day"):
            st.slider("Slider, date", FIRST_DAY, LAST_DAY, **Times.bind("slid_day"))
        with row(st, Times, "slid_days"):
            st.slider("Slider, a range of date", FIRST_DAY, LAST_DAY, **Times.bind("slid_days"))
        with row(st, Times, "slid_clock"):
            st.slider("Slider, time", FIRST_TIME, LAST_TIME, **Times.bind("slid_clock"))
        with row(st, Times, "slid_clocks"):
            st.slider("Slider, a range of time", FIRST_TIME, LAST_TIME, **Times.bind("slid_clocks"))
        every = timedelta(hours=6)
        with row(st, Times, "slid_moment"):
            st.slider(
                "Slider, datetime",
                FIRST_MOMENT,
                LAST_MOMENT,
                step=every,
                format="MMM D, HH:mm",
                **Times.bind("slid_moment"),
            )
        with row(st, Times, "slid_moments"):
            st.slider(
                "Slider, a range of datetime",
                FIRST_MOMENT,
                LAST_MOMENT,
                step=every,
                format="MMM D, HH:mm",
                **Times.bind("slid_moments"),
            )


def linked(st: Any) -> None:
    """Draw two widgets of one field, and a choice whose options depend on another."""
    with section(st, "Linked", "two widgets in step; options that depend on another choice"):
        with row(st, Linked, "volume"):
            st.slider("Volume", 0, 100, **Linked.bind("volume"))
            st.number_input("Volume, typed", 0, 100, **Linked.bind("volume", key="typed"))
        with row(st, Linked, "country"):
            st.selectbox("Country", Linked.options("country"), **Linked.bind("country"))
        with row(st, Linked, "city"):
            st.selectbox("City", **Linked.bind("city", options=CITIES[Linked.country]))


def order(st: Any) -> None:
    """Draw a form with fields that change together."""
    with section(st, "Form", "taken over as a whole when it is submitted, or not at all"):
        left, right = st.columns([4, 5], vertical_alignment="bottom")
        with left, Order.form("order"):
            st.text_input("Name, 20 characters at most", **Order.bind("name"))
            st.number_input("Seats", 1, 9, **Order.bind("seats"))
            st.multiselect("Drinks", DRINKS, **Order.bind("drinks"))
            st.form_submit_button("Order", type="primary")
        with right:
            for field in ("name", "seats", "drinks"):
                value(st, Order, field)


def cups(st: Any) -> None:
    """Draw the rows of a list, each with the state of one key."""
    with section(st, "Rows", "one class for many entities: Cups.of(drink) is the state of one"):
        for drink in DRINKS:
            mine = Cups.of(drink)
            with row(st, mine, "count"):
                st.number_input(f"Cups of {drink}", 1, 9, **mine.bind("count"))
            with row(st, mine, "sugar"):
                st.toggle(f"Sugar in {drink}", **mine.bind("sugar"))


def gallery(st: Any) -> None:
    """Draw the whole page."""
    st.title("Widget gallery")
    st.write("Beside each widget is what the state holds; what is no default is in the address.")
    top = st.container()
    columns = ((switches, choices, texts, order), (numbers, linked, times, cups))
    for place, sections in zip(st.columns(len(columns)), columns, strict=True):
        with place:
            for draw in sections:
                draw(st)
    with top:  # last, as every widget may add an error
        address(st)
