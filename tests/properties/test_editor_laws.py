"""Laws of edited tables: a field has what st.data_editor itself returns for the same edits."""

from __future__ import annotations

import warnings
from datetime import date, time
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest
import streamlit
from hypothesis import assume, example, given
from hypothesis import strategies as st

from st_page_state.widgets.frames import Frames

pytestmark = pytest.mark.skipif(
    tuple(map(int, streamlit.__version__.split(".")[:2])) < (1, 66),
    reason="edits are applied as the newest Streamlit applies them",
)
MOMENTS = ["2026-05-01T09:30:00.000", "1999-12-31T00:00:00.000"]
INSTANTS = [f"{moment}Z" for moment in MOMENTS]
SPANS = [5, 2.5, "3s", 1e12, float("nan"), "long"]
COLUMNS: dict[str, tuple[Any, list[Any]]] = {
    "int": (lambda n: range(n), [7, 0, -3]),
    "int8": (lambda n: np.arange(n, dtype="int8"), [7, 1000]),
    "uint": (lambda n: np.arange(n, dtype="uint8"), [7, -1]),
    "float": (lambda n: [k + 0.5 for k in range(n)], [7, 2.5]),
    "gaps": (lambda n: [None if k % 2 else k + 0.5 for k in range(n)], [7, 2.5]),
    "f32": (lambda n: np.arange(n, dtype="float32"), [7, 0.1]),
    "bool": (lambda n: [k % 2 == 0 for k in range(n)], [True, False]),
    "text": (lambda n: [f"t{k}" for k in range(n)], ["x", "", "0", 5]),
    "texts": (lambda n: pd.Series([f"t{k}" for k in range(n)], dtype=object), ["x", "", "0"]),
    "words": (lambda n: pd.array([None, "a", "b", "c"][:n], dtype="string"), ["x"]),
    "nullable": (lambda n: pd.array([1, None, 3, 4][:n], dtype="Int64"), [7]),
    "maybe": (lambda n: pd.array([True, None, False, True][:n], dtype="boolean"), [True, False]),
    "kinds": (lambda n: pd.Categorical(["p", "q", "p", "q"][:n], ["p", "q"]), ["p", "q", "r"]),
    "levels": (lambda n: pd.Categorical([1, 2, 1, 2][:n], [1, 2]), [1, 2]),
    "at": (lambda n: pd.date_range("2026-01-01", periods=n, freq="h"), [*MOMENTS, "soon"]),
    "local": (lambda n: pd.date_range("2026-01-01", periods=n, tz="Europe/Oslo"), INSTANTS),
    "long": (lambda n: pd.to_timedelta(range(n), unit="s"), SPANS),
    "day": (lambda n: [date(2026, 1, 1)] * n, ["2026-05-01", "1999-12-31T00:00:00.000Z"]),
    "clock": (lambda n: [time(1, 2)] * n, ["03:00:00.000"]),
    "money": (lambda n: [Decimal("1.50")] * n, ["2.5", 3]),
    "list": (lambda n: [["a"]] * n, [["x", "y"], [], "z"]),
    "none": (lambda n: pd.Series([None] * n, dtype=object), ["x", 5, True, ["x"]]),
}
INDEXES: dict[str, tuple[Any, list[Any]]] = {
    "range": (lambda n: pd.RangeIndex(n), []),
    "step": (lambda n: pd.RangeIndex(5, 5 + 2 * n, 2), []),
    "odd": (lambda n: pd.RangeIndex(0, max(2 * n - 1, 0), 2), []),
    "down": (lambda n: pd.RangeIndex(9, 9 - n, -1), []),
    "named": (lambda n: pd.RangeIndex(n, name="row"), []),
    "numbers": (lambda n: pd.Index([3, 10, 7, 1][:n], name="no", dtype="int64"), [3, 20]),
    "floats": (lambda n: pd.Index([0.5, 1.5, 2.5, 3.5][:n], dtype="float64"), [0.5, 9.5]),
    "texts": (lambda n: pd.Index(["p", "q", "r", "s"][:n], dtype=object), ["p", "z"]),
    "dates": (lambda n: pd.date_range("2026-01-01", periods=n, freq="D"), MOMENTS),
    "local": (lambda n: pd.date_range("2026-01-01", periods=n, tz="Europe/Oslo"), INSTANTS),
    "kinds": (lambda n: pd.CategoricalIndex(["p", "q", "r", "s"][:n]), ["p", "r"]),
}


@st.composite
def edited_tables(draw: st.DrawFn) -> tuple[pd.DataFrame, dict[str, Any]]:
    """Return a table, and edits of it as a browser sends them."""
    rows = draw(st.integers(0, 4))
    labels, entered = INDEXES[draw(st.sampled_from([*INDEXES]))]
    names = draw(st.lists(st.sampled_from([*COLUMNS]), min_size=1, max_size=4, unique=True))
    table = pd.DataFrame({name: COLUMNS[name][0](rows) for name in names}, columns=names)
    table.index = labels(rows)
    cells = {name: st.none() | st.sampled_from(COLUMNS[name][1]) for name in names}
    if entered:
        cells["_index"] = st.sampled_from(entered)
    row = st.fixed_dictionaries({}, optional=cells)
    numbers = st.integers(0, rows - 1)
    return table, {
        "edited_rows": draw(st.dictionaries(numbers, row, max_size=3)) if rows else {},
        "added_rows": draw(st.lists(row, max_size=3)),
        "deleted_rows": draw(st.lists(numbers, unique=True)) if rows else [],
    }


def returned(table: pd.DataFrame, edits: dict[str, Any]) -> Any:
    """Return the table with edits that st.data_editor returns."""
    import pyarrow as pa
    from streamlit.elements.widgets import data_editor

    own: Any = data_editor
    frame = table.copy()
    own._fix_column_headers(frame)
    schema = own.determine_dataframe_schema(frame, pa.Table.from_pandas(frame).schema)
    return own._apply_dataframe_edits(frame, edits, schema)


def made(**edits: Any) -> dict[str, Any]:
    """Return edits."""
    return {"edited_rows": {}, "added_rows": [], "deleted_rows": [], **edits}


THREE = pd.DataFrame({"a": [1, 2, 3], "c": [True, False, True]})


@given(edited_tables())
@example((THREE, made(edited_rows={0: {"a": 9}})))
@example((THREE, made(deleted_rows=[2], added_rows=[{"a": 5}])))
@example((THREE, made(deleted_rows=[0, 1, 2], added_rows=[{"a": 5}])))
@example((THREE.set_axis(range(0, 6, 2)), made(added_rows=[{"a": 5}])))
@example((THREE.rename(columns={"a": 7}), made(edited_rows={0: {"7": 9}})))
def test_a_field_has_the_table_that_the_editor_returns(
    given: tuple[pd.DataFrame, dict[str, Any]],
) -> None:
    table, edits = given
    before, frames = table.copy(), Frames()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of pandas, and of Streamlit about what it skips
        relabelled = returned(table, made(edited_rows=edits["edited_rows"]))
        # Of rows with one label, Streamlit deletes all that do not show it.
        assume(relabelled.index.is_unique or not edits["deleted_rows"])
        theirs = returned(table, edits)
    ours = frames.edited(table, edits, frames.columns(table))
    theirs.columns = table.columns
    if not isinstance(ours.index, pd.RangeIndex):  # an empty one may be numbers for Streamlit
        assert not isinstance(theirs.index, pd.RangeIndex)
    pd.testing.assert_frame_equal(ours, theirs, check_index_type="equiv", check_exact=True)
    pd.testing.assert_frame_equal(table, before)
