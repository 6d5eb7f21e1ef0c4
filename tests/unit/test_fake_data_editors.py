"""The simulated data editor: its data, the edits of users, and its values."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from one_widget import OnePage, call
from st_page_state_fakes import FakeApp
from st_page_state_fakes.errors import (
    NotSimulatedError,
    StreamlitValueAssignmentNotAllowedError,
)

ANN: dict[str, Any] = {"name": "Ann", "age": 40}
BOB: dict[str, Any] = {"name": "Bob", "age": 50}
CY: dict[str, Any] = {"name": "Cy", "age": 60}
COLUMNS = {"x": [1.5, 2.5], "on": [True, False]}
OTHERWISE = (
    " is not simulated by FakeStreamlit. To test it, give FakeApp the app's own file, as in "
    'FakeApp("app.py"): that runs on Streamlit itself.'
)
TYPES = "a column of several types"
DATA = "it takes the data with its columns ['name', 'age'] edited."


class OnPage(OnePage):
    """The only editor on a page."""

    def __init__(self, data: Any, **given: Any) -> None:
        super().__init__(call("data_editor", data, **given))

    @property
    def state(self) -> Any:
        return self.tab.session_state["k"]


def edits(**made: Any) -> dict[str, Any]:
    return {"edited_rows": {}, "added_rows": [], "deleted_rows": [], **made}


@pytest.mark.parametrize(
    ("data", "what"),
    [
        *(
            (data, "other data than a list of dicts")
            for data in (
                "text",
                None,
                [],
                {},
                [1],
                [ANN, 1],
                (ANN,),
                {"a": 1},
                {"a": [1], "b": 2},
                {"a": []},
                {"a": [1], "b": [1, 2]},
            )
        ),
        *(
            ([{"a": 1}, row], TYPES)
            for row in ({"a": "x"}, {"a": 1.0}, {"a": True}, {"b": 1}, {}, {"a": 1, "b": 1})
        ),
        ([{"a": None}], "other cells than bool, int, float and str"),
        ([{"b": 1, "a": date(2026, 1, 2)}], "other cells than bool, int, float and str"),
    ],
)
def test_what_is_not_simulated(data: Any, what: str) -> None:
    with pytest.raises(NotSimulatedError) as refused:
        OnPage(data)
    assert str(refused.value) == f"data_editor() with {what}{OTHERWISE}"


@pytest.mark.parametrize(
    "data",
    [
        [ANN, BOB],
        COLUMNS,
        [{"on": True, "many": 1, "much": 1.5, "text": "x"}],
        {"one": [1], "two": [2]},
    ],
)
def test_the_data_come_out_as_they_were_given(data: Any) -> None:
    page = OnPage(data)
    assert (page.value, page.state) == (data, edits())
    assert page.value is not data
    assert page.enter(data) == data
    assert page.state == edits()


@pytest.mark.parametrize(
    ("data", "num_rows", "given", "value", "state"),
    [
        (
            [ANN, BOB],
            "fixed",
            [ANN, {"name": "Bo", "age": 50}],
            [ANN, {"name": "Bo", "age": 50}],
            edits(edited_rows={1: {"name": "Bo"}}),
        ),
        (
            [ANN, BOB],
            "fixed",
            {"edited_rows": {0: {"age": 41}, 1: {"age": 51, "name": "Bo"}}},
            [{"name": "Ann", "age": 41}, {"name": "Bo", "age": 51}],
            edits(edited_rows={0: {"age": 41}, 1: {"age": 51, "name": "Bo"}}),
        ),
        (
            [ANN],
            "fixed",
            {"name": ["An"], "age": [40]},
            [{"name": "An", "age": 40}],
            edits(edited_rows={0: {"name": "An"}}),
        ),
        (
            COLUMNS,
            "fixed",
            {"edited_rows": {0: {"x": 3}}},
            {"x": [3.0, 2.5], "on": [True, False]},
            edits(edited_rows={0: {"x": 3}}),
        ),
        ([ANN], "add", [ANN, BOB], [ANN, BOB], edits(added_rows=[BOB])),
        ([ANN], "dynamic", [ANN, BOB, CY], [ANN, BOB, CY], edits(added_rows=[BOB, CY])),
        ([ANN, BOB], "delete", {"deleted_rows": [0]}, [BOB], edits(deleted_rows=[0])),
        ([ANN, BOB], "dynamic", {"deleted_rows": [1, 0]}, [], edits(deleted_rows=[1, 0])),
        (
            COLUMNS,
            "add",
            {"added_rows": [{"on": True, "x": 3}]},
            {"x": [1.5, 2.5, 3.0], "on": [True, False, True]},
            edits(added_rows=[{"on": True, "x": 3}]),
        ),
        (
            [ANN, BOB],
            "dynamic",
            edits(edited_rows={1: {"age": 51}}, added_rows=[CY], deleted_rows=[0]),
            [{"name": "Bob", "age": 51}, CY],
            edits(edited_rows={1: {"age": 51}}, added_rows=[CY], deleted_rows=[0]),
        ),
    ],
)
def test_what_a_user_edits(data: Any, num_rows: str, given: Any, value: Any, state: Any) -> None:
    page = OnPage(data, num_rows=num_rows)
    assert page.enter(given) == value
    assert repr(page.value) == repr(value)  # a float is no int
    assert page.state == page.widget.value == state
    page.tab.rerun()
    assert (page.value, page.state) == (value, state)


@pytest.mark.parametrize(
    ("num_rows", "given", "refused", "could"),
    [
        *(
            (num_rows, given, given, f"rows cannot be added or deleted with num_rows={num_rows!r}.")
            for num_rows, given in (
                ("fixed", {"added_rows": [CY]}),
                ("fixed", [ANN, BOB, CY]),
                ("fixed", {"deleted_rows": [0]}),
                ("add", {"deleted_rows": [0]}),
                ("delete", {"added_rows": [CY]}),
                ("many", {"added_rows": [CY]}),
            )
        ),
        *(
            ("dynamic", given, given, "it has rows 0 to 1.")
            for given in (
                {"edited_rows": {2: {"age": 1}}},
                {"edited_rows": {-1: {"age": 1}}},
                {"edited_rows": {"0": {"age": 1}}},
                {"deleted_rows": [2]},
                {"deleted_rows": [0, -1]},
            )
        ),
        *(
            ("dynamic", given, given, DATA)
            for given in (
                "Ann",
                None,
                {},
                [],
                [{"name": "Ann"}, {"name": "Bob"}],
                [ANN, {**BOB, "size": 1}],
                {"edited_rows": {}, "rows": []},
                {"name": ["Ann", "Bob"], "age": [40]},
            )
        ),
        ("dynamic", [ANN], [ANN], "to delete rows, say which: {'deleted_rows': [0]}."),
        ("fixed", {"edited_rows": {0: {"size": 1}}}, "size", "it has columns ['name', 'age']."),
        *(
            ("fixed", {"edited_rows": {1: {"age": cell}}}, cell, "the column 'age' takes int.")
            for cell in ("x", 1.0, True)
        ),
        ("fixed", {"edited_rows": {0: {"name": 5}}}, 5, "the column 'name' takes str."),
        ("add", {"added_rows": [{**CY, "age": "x"}]}, "x", "the column 'age' takes int."),
    ],
)
def test_what_no_user_can_edit(num_rows: str, given: Any, refused: Any, could: str) -> None:
    page = OnPage([ANN, BOB], num_rows=num_rows)
    with pytest.raises(ValueError, match=r"^No user") as said:
        page.enter(given)
    assert str(said.value) == f"No user could enter {refused!r} into the data_editor: {could}"
    assert page.value == [ANN, BOB]


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ({"edited_rows": {0: {"age": None}}}, "an empty cell"),
        ({"added_rows": [{"age": 1}]}, "a row that is filled in partly"),
        ({"added_rows": [CY, {**CY, "size": 1}]}, "a row that is filled in partly"),
    ],
)
def test_what_a_user_could_edit_but_is_not_simulated(given: Any, what: str) -> None:
    with pytest.raises(NotSimulatedError) as refused:
        OnPage([ANN], num_rows="dynamic").enter(given)
    assert str(refused.value) == f"data_editor() with {what}{OTHERWISE}"


def test_each_edit_is_one_of_the_data_the_script_gave() -> None:
    page = OnPage([ANN, BOB])
    page.enter([{**ANN, "age": 41}, BOB])
    assert page.enter([{**ANN, "age": 41}, {**BOB, "age": 51}]) == [
        {**ANN, "age": 41},
        {**BOB, "age": 51},
    ]
    assert page.state == edits(edited_rows={0: {"age": 41}, 1: {"age": 51}})
    assert page.enter([ANN, BOB]) == [ANN, BOB]
    assert ANN == {"name": "Ann", "age": 40}


def test_what_a_script_does_to_its_data_after_drawing_is_not_on_the_page() -> None:
    values: list[Any] = []

    def script(st: Any) -> None:
        data = [dict(ANN)]
        values.append(st.data_editor(data, key="k"))
        st.session_state["k"].edited_rows[0] = {"age": 99}
        data[0]["age"] = 7
        data.append(BOB)

    tab = FakeApp(script).open()
    tab.widget("k").set_value([{"name": "Ann", "age": 7}])
    tab.rerun()
    assert values == [[ANN], [{"name": "Ann", "age": 7}], [{"name": "Ann", "age": 7}]]


def test_edits_are_named_as_attributes_too() -> None:
    page = OnPage([ANN], num_rows="dynamic")
    page.enter(edits(edited_rows={0: {"age": 1}}, added_rows=[BOB], deleted_rows=[0]))
    state = page.state
    assert (state.edited_rows, state.added_rows, state.deleted_rows) == (
        {0: {"age": 1}},
        [BOB],
        [0],
    )
    with pytest.raises(AttributeError) as missing:
        _ = state.cells
    assert str(missing.value) == "the edits have no 'cells'"


def test_it_can_be_disabled_in_part() -> None:
    assert OnPage([ANN], disabled=["name"]).enter([{**ANN, "age": 1}]) == [{**ANN, "age": 1}]
    assert OnPage([ANN], disabled=["name", 0]).value == [ANN]
    assert OnPage([ANN], disabled=[]).enter([CY]) == [CY]


def test_code_cannot_set_it() -> None:
    def script(st: Any) -> None:
        st.session_state["k"] = edits()
        st.data_editor([ANN], key="k")

    with pytest.raises(StreamlitValueAssignmentNotAllowedError, match="'k'"):
        FakeApp(script).open()
