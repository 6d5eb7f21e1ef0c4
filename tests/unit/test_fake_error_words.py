"""What each of the simulated Streamlit's exceptions says, word by word."""

from __future__ import annotations

import pytest

from st_page_state_fakes import errors

NEEDS_APP_TEST = "Test what needs it with Streamlit's own AppTest (streamlit.testing.v1)."


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (
            errors.StreamlitDuplicateElementKey("k"),
            "There are two elements with key='k' in this run: give each a key of its own.",
        ),
        (
            errors.StreamlitDuplicateElementId("slider"),
            (
                "There are two slider elements with the same arguments in this run: give each "
                "a key of its own."
            ),
        ),
        (
            errors.StreamlitWidgetAlreadyInstantiatedError("k"),
            (
                "st.session_state['k'] cannot be assigned once the widget with that key has been "
                "drawn in this run: assign it before, or in a callback."
            ),
        ),
        (
            errors.StreamlitValueAssignmentNotAllowedError("k"),
            (
                "st.session_state['k'] was assigned, but the value of this kind of widget cannot "
                "be set."
            ),
        ),
        (
            errors.StreamlitInvalidFormCallbackError(),
            "A widget inside st.form() may not have a callback; only st.form_submit_button() may.",
        ),
        (errors.FragmentHandledException(ValueError("inside")), "inside"),
        (
            errors.StreamlitValueError("width", ["'stretch'", "an int"], "wide"),
            "width='wide' is wrong: it must be 'stretch' or an int.",
        ),
        (
            errors.StreamlitInvalidParameterTypeError("index", "1", ["int", "None"]),
            "index='1' has the type str: it must be int or None.",
        ),
        (
            errors.StreamlitMissingRequiredParameterError("pages"),
            "pages is empty or missing: give at least one.",
        ),
        (
            errors.StreamlitIncompatibleParametersError("a", "b"),
            "a cannot be used together with b.",
        ),
        (
            errors.StreamlitDefaultNotInOptionsError("x"),
            "The default 'x' is not among the options: add it to them.",
        ),
        (
            errors.StreamlitSelectionCountExceedsMaxError(3, 2),
            "3 options are chosen, but max_selections=2.",
        ),
        (
            errors.StreamlitMixedNumericTypesError(value=1, step=0.5),
            "All numbers must be ints, or all floats, but: value=1, step=0.5.",
        ),
        (
            errors.StreamlitValueBelowMinError(1, 2),
            "The value 1 is less than min_value=2.",
        ),
        (
            errors.StreamlitValueAboveMaxError(3, 2),
            "The value 3 is greater than max_value=2.",
        ),
        (
            errors.StreamlitInvalidMinMaxError(3, 2),
            "min_value=3 must be less than max_value=2.",
        ),
        (
            errors.StreamlitValueOutOfRangeError("index", 9, 0, 2),
            "index=9 is out of range: it must be from 0 to 2.",
        ),
        (
            errors.StreamlitJSNumberBoundsError("value", 2**53),
            "value=9007199254740992 is more than a browser can hold exactly.",
        ),
        (
            errors.NotSimulatedError("st.x"),
            f"st.x is not simulated by FakeStreamlit. {NEEDS_APP_TEST}",
        ),
        (
            errors.NotSimulatedError("st.x", "st.y"),
            f"st.x is not simulated by FakeStreamlit. Did you mean st.y? {NEEDS_APP_TEST}",
        ),
    ],
    ids=lambda given: type(given).__name__ if isinstance(given, Exception) else "",
)
def test_it_says_what_is_wrong_and_what_helps(error: Exception, says: str) -> None:
    assert str(error) == says


def test_what_a_fragment_raised_goes_with_what_tells_of_it() -> None:
    inside = ValueError("inside")
    assert errors.FragmentHandledException(inside).error is inside


def test_what_ends_a_run_says_what_runs_next_and_is_no_exception_to_catch() -> None:
    ended = errors.RerunException("what runs next")
    assert (ended.rerun_data, ended.args) == ("what runs next", ("what runs next",))
    assert not isinstance(ended, Exception)
