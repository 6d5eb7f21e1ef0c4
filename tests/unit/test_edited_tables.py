"""Tables with the edits of an editor, without Streamlit: types, labels, names."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from st_page_state.widgets.frames import Frames


def edited(table: pd.DataFrame, **made: Any) -> pd.DataFrame:
    edits = {"edited_rows": {}, "added_rows": [], "deleted_rows": [], **made}
    frames = Frames()
    new: pd.DataFrame = frames.edited(table, edits, frames.columns(table))
    return new


def test_cells_have_the_types_of_their_columns() -> None:
    table = pd.DataFrame(
        {
            "n": [1], "d": [date(2026, 1, 1)], "t": [time(1)], "m": [Decimal("1.5")],
            "at": [datetime(2026, 1, 1)], "utc": [datetime(2026, 1, 1, tzinfo=UTC)],
            "long": [pd.Timedelta("1s")], "none": [None],
        }
    )  # fmt: skip
    cells = {
        "n": 2, "d": "2026-02-02", "t": "03:00:00.000", "m": "2.5",
        "at": "2026-02-02T00:00:00.000", "utc": "2026-02-02T00:00:00.000Z",
        "long": 2, "none": "x",
    }  # fmt: skip
    row = edited(table, edited_rows={0: cells}).iloc[0]
    assert row.to_dict() == {
        "n": 2, "d": date(2026, 2, 2), "t": time(3), "m": Decimal("2.5"),
        "at": pd.Timestamp("2026-02-02"), "utc": pd.Timestamp("2026-02-02", tz="UTC"),
        "long": pd.Timedelta("2s"), "none": "x",
    }  # fmt: skip
    cells = {"utc": "2026-02-02T00:00:00.000", "long": "3s", "n": None}
    row = edited(table, edited_rows={0: cells}).iloc[0]
    assert row["utc"] == pd.Timestamp("2026-02-02", tz="UTC")
    assert row["long"] == pd.Timedelta("3s")
    assert pd.isna(row["n"])


def test_rows_are_labelled_as_streamlit_labels_them() -> None:
    table = pd.DataFrame({"a": [1, 2]})
    assert list(edited(table, added_rows=[{"a": 3}], deleted_rows=[0]).index) == [1, 2]
    table.index = pd.Index([5, 9])
    new = edited(table, added_rows=[{"a": 3}, {"_index": 7, "a": 4}])
    assert list(new.index) == [5, 9, 10, 7]
    table.index = pd.Index(["x", "y"], name="label")
    new = edited(
        table,
        edited_rows={0: {"_index": "w"}},
        added_rows=[{"a": 3}, {"_index": "z", "a": 4}],
    )
    assert list(new.index) == ["w", "y", "z"]
    assert (new.index.name, list(new["a"])) == ("label", [1, 2, 4])
    assert len(edited(table, deleted_rows=[0, 1])) == 0


def test_of_rows_with_one_label_only_the_deleted_one_goes() -> None:
    table = pd.DataFrame({"a": [1, 2, 3]}, index=["x", "x", "y"])
    assert list(edited(table, deleted_rows=[0])["a"]) == [2, 3]
    assert list(edited(table, added_rows=[{"_index": "y", "a": 4}])["a"]) == [1, 2, 3]


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        ([1, "b"], ["1", "b"]),
        (pd.MultiIndex.from_tuples([("k", 1), ("k", 2)], names=["u", "v"]), ["k_1", "k_2"]),
    ],
)
def test_columns_keep_names_that_streamlit_shows_as_texts(names: Any, shown: list[str]) -> None:
    table = pd.DataFrame([[1, 2]], columns=names)
    assert Frames().columns(table) == shown
    new = edited(table, edited_rows={0: {shown[1]: 5}}, added_rows=[{shown[0]: 6, shown[1]: 7}])
    pd.testing.assert_index_equal(new.columns, table.columns)
    assert new.to_numpy().tolist() == [[1, 5], [6, 7]]


def test_edits_of_a_table_that_has_become_smaller_are_passed_over() -> None:
    table = pd.DataFrame({"a": [1]})
    new = edited(table, edited_rows={3: {"a": 5}, 0: {"b": 1}}, deleted_rows=[2])
    pd.testing.assert_frame_equal(new, table)


def test_a_time_is_read_in_the_zone_of_its_column() -> None:
    table = pd.DataFrame({"a": [pd.Timestamp("2026-01-01")]})
    new = edited(table, edited_rows={0: {"a": "2026-05-01T10:00:00.000Z"}})
    assert new["a"][0] == pd.Timestamp("2026-05-01T10:00")
    new["a"] = new["a"].dt.tz_localize("Europe/Oslo")
    new = edited(new, edited_rows={0: {"a": "2026-06-01T10:00:00.000"}})
    assert new["a"][0] == pd.Timestamp("2026-06-01T10:00", tz="Europe/Oslo")


@pytest.mark.parametrize(
    ("values", "sent", "read"),
    [
        ([["a"]], ["b", "c"], ["b", "c"]),
        ([["a"]], "b", ["b"]),
        ([("a",)], "b", ["b"]),
        ([{"k": 1}], {"k": 2}, {"k": 2}),
        ([Decimal(1)], "much", None),
        ([True], 0, False),
        ([pd.Timestamp("2026-01-01").to_pydatetime()], "2026-05-01", pd.Timestamp("2026-05-01")),
    ],
)
def test_cells_of_objects(values: list[Any], sent: Any, read: Any) -> None:
    table = pd.DataFrame({"a": pd.Series(values, dtype=object)})
    new = edited(table, edited_rows={0: {"a": sent}})
    assert new["a"][0] == read or (read is None and new["a"][0] is None)


def test_a_duration_that_there_is_not() -> None:
    table = pd.DataFrame({"a": [pd.Timedelta("1s")]})
    sent = {"a": float("nan")}
    pd.testing.assert_frame_equal(edited(table, edited_rows={0: sent}, added_rows=[sent]), table)


def test_the_categories_of_a_column_say_what_its_cells_are() -> None:
    table = pd.DataFrame({"a": pd.Categorical([1, 2])})
    assert list(edited(table, edited_rows={0: {"a": "2"}})["a"]) == [2, 2]


def test_a_range_that_its_new_rows_do_not_go_on_becomes_numbers() -> None:
    table = pd.DataFrame({"a": [1, 2, 3]}, index=pd.RangeIndex(0, 5, 2))
    new = edited(table, added_rows=[{"a": 4}])
    assert list(new.index) == [0, 2, 4, 5]
    assert not isinstance(new.index, pd.RangeIndex)
