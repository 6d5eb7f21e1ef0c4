"""What a person enters into the widgets of an app's own file."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from app_texts import opened, since, since_1_45

from st_page_state_fakes.errors import FakeUseError

WIDGETS: dict[str, tuple[str, Any, Any]] = {
    "a text": ("text_input('L', key='k')", "word", "word"),
    "a long text": ("text_area('L', key='k', max_chars=5)", "word", "word"),
    "a number": ("number_input('L', key='k', min_value=0)", 3, 3),
    "an empty number": ("number_input('L', value=3, key='k')", 5, 5),
    "a box": ("checkbox('L', key='k')", True, True),
    "a toggle": ("toggle('L', key='k')", True, True),
    "an option": ("selectbox('L', ['a', 'b'], key='k')", "b", "b"),
    "an option by its label": (
        "selectbox('L', [1, 2], format_func='n{}'.format, key='k')", "n2", 2,
    ),
    "a radio": ("radio('L', ['a', 'b'], key='k')", "b", "b"),
    "several options": ("multiselect('L', ['a', 'b'], key='k')", ["b", "a"], ["b", "a"]),
    "several labels": (
        "multiselect('L', [1, 2], format_func='n{}'.format, key='k')", ["n2"], [2],
    ),
    "a place on a scale": ("select_slider('L', ['lo', 'hi'], key='k')", "hi", "hi"),
    "a slider": ("slider('L', 0, 9, key='k')", 4, 4),
    "a range": ("slider('L', 0.0, 1.0, (0.2, 0.4), key='k')", (0.1, 0.9), (0.1, 0.9)),
    "a date": ("date_input('L', key='k')", date(2026, 2, 2), date(2026, 2, 2)),
    "a time": ("time_input('L', key='k')", time(3, 4), time(3, 4)),
    "a color": ("color_picker('L', key='k')", "#ff0000", "#ff0000"),
}  # fmt: skip


@pytest.mark.parametrize("name", WIDGETS)
def test_a_user_edits_every_widget(name: str) -> None:
    call, entered, expected = WIDGETS[name]
    tab = opened(f"st.{call}")
    widget = tab.widget("k")
    assert widget.command == call.partition("(")[0]
    widget.set_value(entered)
    assert tab.session_state["k"] == widget.value == expected


def test_a_number_is_shown_as_the_session_has_it() -> None:
    tab = opened("st.number_input('N', value=None, key='k')")
    tab.widget("N").set_value(3)
    assert isinstance(tab.session_state["k"], float)
    assert isinstance(tab.widget("N").value, float)


class Rude:
    """Cannot be compared."""

    def __eq__(self, other: object) -> bool:
        raise ValueError("no")

    __hash__ = None  # type: ignore[assignment]


REFUSED: dict[str, tuple[str, Any, str]] = {
    "no option": ("selectbox('L', ['a', 'b'], key='k')", "c", "it offers 'a', 'b'"),
    "no place on the scale": (
        "select_slider('L', ['lo', 'hi'], key='k')", "no", "it offers 'lo', 'hi'",
    ),
    "no such options": ("multiselect('L', ['a', 'b'], key='k')", ["c"], "it offers 'a', 'b'"),
    "what nothing offers": ("selectbox('L', [], key='k')", "a", "it offers nothing"),
    "a list of what is one": ("selectbox('L', ['a'], key='k')", ["a"], "it offers 'a'"),
    "no collection": ("multiselect('L', ['a', 'b'], key='k')", 5, "it offers 'a', 'b'"),
    "what cannot be compared": ("text_input('L', key='k')", Rude(), "it would be"),
    "too small": ("slider('L', 0, 9, key='k')", -1, "its min is 0"),
    "too large": ("number_input('L', key='k', max_value=9)", 10, "its max is 9"),
    "too long": ("text_input('L', key='k', max_chars=2)", "abc", "it takes 2 characters"),
    "several lines": ("text_input('L', key='k')", "a\nb", "it takes one line"),
    "no date": ("date_input('L', key='k')", "x", "Streamlit does not take it"),
    "no date in the range": (
        "date_input('L', D(2026, 2, 2), None, D(2026, 12, 1), key='k')", date(2027, 1, 1),
        "its max is 2026-12-01",
    ),
    "no day of the slider": (
        "slider('L', D(2026, 1, 1), D(2026, 12, 1), [D(2026, 2, 2)] * 2, key='k')",
        (date(2025, 1, 1), date(2026, 3, 3)), "its min is 2026-01-01",
    ),
    "the wrong way round": ("slider('L', 0, 9, (1, 2), key='k')", (5, 4), "ascending order"),
    "the wrong way round on the scale": (
        "select_slider('L', ['lo', 'mid', 'hi'], ('lo', 'hi'), key='k')",
        ("hi", "mid"), "ascending order",
    ),
    "one place of two": (
        "select_slider('L', ['lo', 'hi'], ('lo', 'hi'), key='k')", "hi", "it offers 'lo', 'hi'",
    ),
    "dates the wrong way round": (
        "date_input('L', [D(2026, 2, 2)] * 2, key='k')",
        (date(2026, 3, 3), date(2026, 3, 2)), "ascending order",
    ),
    "no step": ("slider('L', 0, 9, step=3, key='k')", 4, "it has steps of 3"),
    "no step of time": (
        "slider('L', value=datetime.time(8), key='k')", time(8, 7), "it has steps of 0:15:00",
    ),
    "no date at all": (
        "date_input('L', D(2026, 2, 2), key='k')", None, "it cannot be emptied",
    ),
    "too many": (
        "multiselect('L', ['a', 'b'], key='k', max_selections=1)", ["a", "b"], "at most 1",
    ),
    "one option twice": ("multiselect('L', ['a', 'b'], key='k')", ["a", "a"], "only once"),
    "no button at all": ("radio('L', ['a', 'b'], index=None, key='k')", None, "cannot be cleared"),
    "no color": ("color_picker('L', key='k')", "red", "it takes colors"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_no_user_enters_what_a_widget_does_not_take(name: str) -> None:
    call, entered, reason = REFUSED[name]
    tab = opened(f"import datetime\nD = datetime.date\nst.{call}")
    before = tab.session_state["k"]
    with pytest.raises(ValueError, match=f"^No user could enter .*{reason}"):
        tab.widget("k").set_value(entered)
    assert tab.session_state["k"] == before


@since_1_45
def test_a_new_option_has_a_text() -> None:
    widget = opened("st.selectbox('L', ['a'], accept_new_options=True)").widget("L")
    with pytest.raises(ValueError, match="it offers 'a', or new text"):
        widget.set_value("")
    widget.set_value("b")
    assert widget.value == "b"


@since((1, 67))
@pytest.mark.parametrize("command", ["pills", "segmented_control"])
@pytest.mark.parametrize("default", ["a", None])
def test_a_required_segment_is_not_cleared(command: str, default: str | None) -> None:
    call = f"st.{command}('L', ['a', 'b'], default={default!r}, required=True)"
    widget = opened(call).widget("L")
    with pytest.raises(FakeUseError, match="cannot be cleared"):
        widget.set_value(None)
    assert widget.value == default
    widget.set_value("b")
    assert widget.value == "b"


@since((1, 67))
def test_a_required_option_is_not_cleared() -> None:
    widget = opened("st.selectbox('L', ['a'], index=None, required=True)").widget("L")
    with pytest.raises(ValueError, match="cannot be cleared"):
        widget.set_value(None)


def test_a_slider_takes_its_ends_and_its_default_beside_the_steps() -> None:
    widget = opened("st.slider('L', 0, 10, 5, step=3)").widget("L")
    for number in (10, 5, 6):
        widget.set_value(number)
        assert widget.value == number


def test_a_pair_is_given_as_a_list_or_by_labels() -> None:
    tab = opened(
        """
        st.slider("S", 0, 9, (1, 2))
        st.select_slider("O", [1, 2, 3], (1, 2), format_func="no. {}".format)
        """
    )
    tab.widget("S").set_value([3, 4])
    tab.widget("O").set_value(("no. 2", "no. 3"))
    assert [widget.value for widget in tab.widgets] == [(3, 4), (2, 3)]


def test_a_disabled_widget_cannot_be_used() -> None:
    with pytest.raises(ValueError, match="is disabled"):
        opened("st.checkbox('L', disabled=True)").widget("L").set_value(True)


def test_a_form_is_submitted_and_cleared() -> None:
    tab = opened(
        """
        with st.form("f", clear_on_submit=True):
            word = st.text_input("Word")
            st.form_submit_button("Send")
        st.text(word)
        """
    )
    tab.widget("Word").set_value("sent")
    assert tab.texts == [""]
    tab.button("Send").click()
    assert (tab.texts, tab.widget("Word").value) == (["sent"], "")


def test_a_chat_message_lasts_for_one_run() -> None:
    tab = opened("st.text(st.chat_input('Say'))")
    tab.widget("Say").set_value("hello")
    assert tab.texts == ["hello"]
    tab.rerun()
    assert tab.texts == ["None"]


@since_1_45
@pytest.mark.parametrize(
    ("call", "entered"),
    [("pills('L', [1, 2], key='k')", 2), ("segmented_control('L', [1, 2], key='k')", 1)],
)
def test_buttons_in_a_group_are_options(call: str, entered: int) -> None:
    tab = opened(f"st.{call}")
    tab.widget("k").set_value(entered)
    assert tab.session_state["k"] == entered


@since_1_45
@pytest.mark.parametrize("command", ["pills", "segmented_control"])
def test_options_may_begin_with_an_icon_or_be_one(command: str) -> None:
    icons = [":material/home: Home", ":material/table:", "🎈 Fun"]
    tab = opened(f"st.{command}('L', [1, 2, 3], format_func=dict(enumerate({icons}, 1)).get)")
    widget = tab.widget("L")
    assert widget.options == icons
    for place, label in enumerate(icons, 1):
        widget.set_value(label)
        assert widget.value == place
    widget.set_value(1)
    assert widget.value == 1


def test_tables_are_widgets_by_their_command() -> None:
    tab = opened("st.data_editor({'a': [1]}, key='k')")
    assert tab.widget("k").command == "data_editor"


def test_a_value_set_in_code_is_shown() -> None:
    tab = opened(
        """
        def fill(): st.session_state["word"] = "filled"
        st.button("Fill", on_click=fill)
        st.text_input("Word", key="word")
        """
    )
    tab.button("Fill").click()
    assert tab.widget("Word").value == "filled"


@since_1_45
def test_an_option_that_cannot_be_compared_is_refused() -> None:
    tab = opened("st.pills('L', ['a', 'b'], key='k')")
    with pytest.raises(ValueError, match="it offers 'a', 'b'"):
        tab.widget("k").set_value(Rude())
