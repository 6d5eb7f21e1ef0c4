"""bind_rows(): the selected rows of a table in an app's own file, on Streamlit itself."""

from __future__ import annotations

from app_texts import VERSION, opened, since

from st_page_state_fakes.tab import Tab

since_1_56 = since((1, 56))
APP = """
import pandas as pd
from st_page_state import PageState, StateVar
class X(PageState):
    row: int | None = StateVar(default=None, url_key="row")
    rows: list[int] = StateVar(default_factory=list, url_key="rows")
    group: set[int] = StateVar(default_factory=set, url_key="group")
df = pd.DataFrame({"a": range(4)})
if st.checkbox("Short"):
    df = df[:2]
n = len(df)
st.dataframe(df, selection_mode="single-row", **X.bind_rows("row", count=n))
modes = ["multi-row", "multi-column"]
e = st.dataframe(df, selection_mode=modes, **X.bind_rows("rows", count=n))
st.dataframe(df, selection_mode="multi-row", **X.bind_rows("group", count=n))
if st.button("Set", on_click=X.update, kwargs=dict(row=1, rows=[1], group={1})):
    pass
st.button("Reset", on_click=X.reset)
if st.button("Raise"):
    X.row = 9
    st.rerun()
st.text(f"{X.row} {X.rows} {X.group}")
st.text({name: error.reason for name, error in X.url_errors().items()})
st.text(f"{e.selection.rows} {e.selection.columns}")
"""
ROW, ROWS, GROUP = (f"X.{name}@rows" for name in ("row", "rows", "group"))
BEYOND = "the table has 4 rows, counted from 0"


def widget(tab: Tab, key: str):  # type: ignore[no-untyped-def]
    """Return the table whose key ends so."""
    return tab.widget(next(w.key for w in tab.widgets if (w.key or "").endswith(key)))


def rows(tab: Tab, key: str) -> list[int]:
    """Return the rows that a table shows as selected."""
    selected: list[int] = widget(tab, key).value["selection"]["rows"]
    return selected


class TestPositions:
    def test_selected_rows_reach_the_field_and_the_address(self) -> None:
        tab = opened(APP)
        widget(tab, ROW).select(rows=[2])
        widget(tab, ROWS).select(rows=[2, 0])
        widget(tab, GROUP).select(rows=[3, 1])
        assert tab.texts[:2] == ["2 [0, 2] {1, 3}", "{}"]
        assert tab.url == "?rows=0&rows=2&group=1&group=3&row=2"
        widget(tab, ROW).select()
        assert tab.texts[0] == "None [0, 2] {1, 3}"
        tab.rerun()
        assert tab.texts[0] == "None [0, 2] {1, 3}"
        tab.reload()
        assert tab.texts[0] == "None [0, 2] {1, 3}"

    @since_1_56
    def test_a_link_selects_rows_and_so_do_code_and_back(self) -> None:
        tab = opened(APP, "?row=2&rows=0&rows=2&group=3")
        assert [rows(tab, key) for key in (ROW, ROWS, GROUP)] == [[2], [0, 2], [3]]
        tab.button("Set").click()
        assert [rows(tab, key) for key in (ROW, ROWS, GROUP)] == [[1], [1], [1]]
        tab.rerun()
        widget(tab, ROW).select(rows=[3])
        assert tab.texts[0] == "3 [1] {1}"
        tab.button("Reset").click()
        assert [rows(tab, key) for key in (ROW, ROWS, GROUP)] == [[], [], []]
        if VERSION >= (1, 65):
            tab.back()
            assert tab.texts[0] == "3 [1] {1}"
            assert rows(tab, ROW) == [3]

    @since_1_56
    def test_selected_columns_stay_when_code_selects_rows(self) -> None:
        tab = opened(APP)
        widget(tab, ROWS).select(columns=["a"])
        tab.button("Set").click()
        tab.rerun()
        assert tab.texts[2] == "[1] ['a']"

    def test_rows_that_are_not_there_are_errors_of_the_url(self) -> None:
        tab = opened(APP, "?row=4&rows=1&rows=7&group=-1")
        assert tab.texts[:2] == [
            "None [1] set()",
            str({"row": BEYOND, "rows": BEYOND, "group": BEYOND}),
        ]
        assert tab.url == "?rows=1&group="

    def test_rows_that_have_gone_are_no_longer_selected(self) -> None:
        tab = opened(APP, "?row=3&rows=1&rows=3")
        tab.widget("Short").set_value(True)
        assert tab.texts[:2] == ["None [1] set()", "{}"]
        tab.widget("Short").set_value(False)
        assert tab.texts[0] == "None [1] set()"
        tab.button("Raise").click()
        assert tab.texts[:2] == ["None [1] set()", "{}"]

    def test_a_partial_link_is_an_error_of_the_url_at_most(self) -> None:
        tab = opened(APP, "?row=&rows=&group=x")
        assert tab.texts[0] == "None [] set()"


BY_ID = """
import pandas as pd
from st_page_state import PageState, StateVar
class X(PageState):
    expense: str | None = StateVar(default=None, url_key="expense")
    many: list[int] = StateVar(default_factory=list, url_key="many")
    seen: list[str] = StateVar(default_factory=list)
df = pd.DataFrame({"id": ["e7", "e8", "e9"], "n": [7, 8, 9]})
if st.checkbox("Sorted"):
    df = df.sort_values("id", ascending=False)
if st.checkbox("Filtered"):
    df = df[df["id"] != "e7"]
def note(*words):
    X.seen = [*X.seen, f"{words} {X.expense}"]
bound = X.bind_rows("expense", ids=df["id"], on_change=note, args=("picked",))
st.dataframe(df, selection_mode="single-row", **bound)
st.dataframe(df, selection_mode="multi-row", **X.bind_rows("many", ids=df["n"], key="second"))
st.text(f"{X.expense} {X.many}")
st.text({name: error.reason for name, error in X.url_errors().items()})
st.text(X.seen)
"""
EXPENSE, MANY = "X.expense@rows", "X.many@rows#second"


class TestIds:
    def test_the_field_has_the_ids_whatever_the_order(self) -> None:
        tab = opened(BY_ID)
        widget(tab, EXPENSE).select(rows=[0])
        widget(tab, MANY).select(rows=[0, 2])
        assert tab.texts == ["e7 [7, 9]", "{}", "[\"('picked',) e7\"]"]
        assert tab.url == "?many=7&many=9&expense=e7"
        tab.widget("Sorted").set_value(True)
        assert tab.texts[0] == "e7 [7, 9]"
        widget(tab, EXPENSE).select(rows=[1])
        assert tab.texts[0] == "e8 [7, 9]"
        tab.widget("Filtered").set_value(True)
        assert tab.texts[:2] == ["e8 [9]", "{}"]

    @since_1_56
    def test_the_table_shows_the_record_where_it_is_now(self) -> None:
        tab = opened(BY_ID, "?expense=e7&many=9&many=8")
        assert (rows(tab, EXPENSE), rows(tab, MANY)) == ([0], [2, 1])
        tab.widget("Sorted").set_value(True)
        assert (rows(tab, EXPENSE), rows(tab, MANY)) == ([2], [0, 1])
        tab.rerun()
        assert tab.texts[0] == "e7 [9, 8]"
        widget(tab, EXPENSE).select(rows=[0])
        tab.widget("Filtered").set_value(True)
        assert tab.texts[0] == "e9 [9, 8]"
        assert (rows(tab, EXPENSE), rows(tab, MANY)) == ([0], [0, 1])

    def test_an_unknown_record_is_an_error_of_the_url(self) -> None:
        tab = opened(BY_ID, "?expense=e1&many=8")
        assert tab.texts[:2] == [
            "None [8]",
            "{'expense': 'the table has no row with this id'}",
        ]
