"""Tables and charts in an app's own file: edits and selections."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

import pytest
from app_texts import FRAME, VERSION, opened, since, since_1_45, since_1_55

from st_page_state_fakes.tab import Tab

CONFIG = """
import datetime as dt
from decimal import Decimal
c = st.column_config
d = pd.DataFrame({
    "n": [1, 2], "t": ["x", "y"], "ok": [True, False], "cat": pd.Categorical(["p", "q"]),
    "day": [dt.date(2026, 1, 1)] * 2, "when": [dt.datetime(2026, 1, 1)] * 2,
    "at": [dt.time(1)] * 2, "tags": [["a"], []], "kind": ["k", "l"], "bar": [[1], [2]],
    "fixed": [1, 1],
})
e = st.data_editor(d, key="k", num_rows="dynamic", disabled=["fixed"], column_config={
    "n": c.NumberColumn(min_value=0, max_value=9, required=True),
    "t": c.TextColumn(max_chars=3, default="new"),
    "kind": c.SelectboxColumn(options=["k", "l", "m"]),
    "day": c.DateColumn(min_value=dt.date(2025, 1, 1)),
    "bar": c.BarChartColumn(),
})
st.text(e.to_dict("list"))
"""


@pytest.fixture
def table() -> Tab:
    return opened(FRAME + CONFIG)


class TestTables:
    @pytest.mark.parametrize(
        ("column", "entered"),
        [
            ("n", 5),
            ("t", "abc"),
            ("ok", False),
            ("cat", "q"),
            ("day", date(2026, 2, 2)),
            ("when", datetime(2026, 2, 2, 3, 4)),
            ("at", time(3, 4)),
            ("kind", "m"),
            pytest.param("tags", ["q"], marks=since_1_55),
        ],
    )
    def test_a_cell_takes_what_its_column_holds(
        self, table: Tab, column: str, entered: Any
    ) -> None:
        table.widget("k").edit_cell(0, column, entered)
        shown = table.texts[0].replace("Timestamp('2026-02-02 03:04:00')", str(entered))
        assert repr(entered) in shown or str(entered) in shown

    def test_a_table_with_dates_takes_one_edit_after_the_other(self, table: Tab) -> None:
        edits = {
            "day": date(2026, 2, 2),
            "when": datetime(2026, 2, 2, 3, 4),
            "at": time(3, 4),
            "n": 5,
        }
        for column, entered in edits.items():
            table.widget("k").edit_cell(0, column, entered)
        assert table.session_state["k"]["edited_rows"] == {
            0: {
                "day": "2026-02-02", "when": "2026-02-02T03:04:00.000", "at": "03:04:00.000",
                "n": 5,
            }
        }  # fmt: skip

    def test_a_column_with_a_time_zone_takes_times_that_have_one(self) -> None:
        tab = opened(
            "import pandas as pd\nday = pd.to_datetime(['2026-01-01'])\n"
            "d = pd.DataFrame({'plain': day, 'zoned': day.tz_localize('Europe/Berlin')})\n"
            "e = st.data_editor(d, key='k')\nst.text(e.iloc[0].astype(str).to_list())"
        )
        noon = datetime(2026, 2, 2, 12)
        tab.widget("k").edit_cell(0, "plain", noon)
        tab.widget("k").edit_cell(0, "zoned", noon.replace(tzinfo=UTC))
        assert tab.texts == ["['2026-02-02 12:00:00', '2026-02-02 13:00:00+01:00']"]
        with pytest.raises(ValueError, match="'zoned' holds datetime values with a time zone"):
            tab.widget("k").edit_cell(0, "zoned", noon)
        with pytest.raises(ValueError, match="'plain' holds datetime values without a time zone"):
            tab.widget("k").edit_cell(0, "plain", noon.replace(tzinfo=UTC))

    def test_a_cell_is_emptied(self, table: Tab) -> None:
        table.widget("k").edit_cell(0, "t", None)
        assert table.session_state["k"]["edited_rows"] == {0: {"t": None}}

    @pytest.mark.parametrize(
        ("column", "entered", "reason"),
        [
            ("n", "5", "holds number values"),
            ("n", True, "holds number values"),
            ("n", 2.5, "holds number values"),
            ("n", -1, "the least value of the column 'n' is 0"),
            ("n", 10, "the greatest value of the column 'n' is 9"),
            ("n", None, "the column 'n' is required"),
            ("t", "abcd", "takes 3 characters"),
            ("t", 5, "holds text values"),
            ("ok", 1, "holds checkbox values"),
            ("cat", "r", "offers 'p', 'q'"),
            ("kind", "x", "offers 'k', 'l', 'm'"),
            ("day", datetime(2026, 2, 2), "holds date values"),
            ("day", date(2024, 2, 2), "the least value of the column 'day' is 2025-01-01"),
            ("day", "tomorrow", "holds date values"),
            ("when", date(2026, 2, 2), "holds datetime values"),
            ("bar", [1], "cannot be edited"),
            ("fixed", 2, "cannot be edited"),
        ],
    )
    def test_a_cell_refuses_the_rest(
        self, table: Tab, column: str, entered: Any, reason: str
    ) -> None:
        before = table.texts
        with pytest.raises(ValueError, match=f"^No user could enter .*{reason}"):
            table.widget("k").edit_cell(0, column, entered)
        assert table.texts == before

    def test_a_new_row_gets_defaults_and_needs_what_is_required(self) -> None:
        tab = opened(
            FRAME + "c = st.column_config\n"
            "st.data_editor(d, key='k', num_rows='dynamic', column_config={\n"
            "    'a': c.NumberColumn(required=True), 'b': c.TextColumn(default='new')})"
        )
        tab.widget("k").add_row({"a": 3})
        assert tab.session_state["k"]["added_rows"] == [{"a": 3, "b": "new"}]
        with pytest.raises(ValueError, match="a new row needs a value for a"):
            tab.widget("k").add_row({"b": "x"})
        tab.widget("k").edit_cell(3, "b", None)
        tab.widget("k").edit_cell(0, "a", 9)
        assert tab.session_state["k"]["added_rows"] == [{"a": 3}]

    def test_a_locked_cell_of_a_new_row_is_locked(self, table: Tab) -> None:
        with pytest.raises(ValueError, match="the column 'fixed' cannot be edited"):
            table.widget("k").add_row({"n": 3, "fixed": 1})

    @pytest.mark.filterwarnings("ignore:The behavior of DataFrame concatenation:FutureWarning")
    def test_edits_follow_edits(self, table: Tab) -> None:
        widget = table.widget("k")
        widget.edit_cell(0, "day", date(2026, 2, 2))
        widget.edit_cell(0, "when", datetime(2026, 2, 2, 3, 4))
        widget.edit_cell(1, "at", time(3, 4))
        widget.set_value(table.session_state["k"])
        widget.add_row({"n": 3})
        widget.edit_cell(2, "t", None)
        widget.edit_cell(2, "n", 4.0)
        widget.delete_rows([1])
        assert table.session_state["k"] == {
            "edited_rows": {0: {"day": "2026-02-02", "when": "2026-02-02T03:04:00.000"}},
            "added_rows": [{"n": 4}],
            "deleted_rows": [1],
        }

    def test_the_first_value_of_a_cell_is_no_edit(self, table: Tab) -> None:
        widget = table.widget("k")
        for column, first in (("n", 1), ("day", date(2026, 1, 1)), ("tags", ["a"])):
            widget.edit_cell(0, column, first)
        assert table.session_state["k"]["edited_rows"] == {}
        widget.edit_cell(0, "n", 5)
        widget.edit_cell(0, "t", "z")
        widget.edit_cell(0, "n", 1)
        kept = {} if VERSION >= (1, 60) else {"n": 1}
        assert table.session_state["k"]["edited_rows"] == {0: {"t": "z", **kept}}
        widget.edit_cell(0, "t", "x")
        kept = {} if VERSION >= (1, 60) else {0: {"n": 1, "t": "x"}}
        assert table.session_state["k"]["edited_rows"] == kept

    def test_numbers_and_instants_go_as_javascript_has_them(self) -> None:
        tab = opened(
            """
            import pandas as pd
            day = pd.to_datetime(["2026-01-01"]).tz_localize("UTC")
            d = pd.DataFrame({"f": [float("nan")], "when": day})
            st.data_editor(d, key="k")
            """
        )
        widget = tab.widget("k")
        widget.edit_cell(0, "f", None)
        assert tab.session_state["k"]["edited_rows"] == {}
        widget.edit_cell(0, "f", 2.0)
        widget.edit_cell(0, "when", datetime(2026, 2, 2, 3, tzinfo=timezone(timedelta(hours=1))))
        edited = tab.session_state["k"]["edited_rows"][0]
        assert repr(edited) == "{'f': 2, 'when': '2026-02-02T02:00:00.000Z'}"
        widget.edit_cell(0, "f", 2.5)
        assert tab.session_state["k"]["edited_rows"][0]["f"] == 2.5

    def test_edits_may_be_set_at_once(self, table: Tab) -> None:
        table.widget("k").set_value({"edited_rows": {1: {"n": 7}}, "deleted_rows": [0]})
        assert "'n': [7]" in table.texts[0]
        with pytest.raises(ValueError, match="it has 2 rows"):
            table.widget("k").set_value({"deleted_rows": [2]})
        with pytest.raises(ValueError, match="it takes edits"):
            table.widget("k").set_value([1])

    def test_an_index_is_a_column_of_its_own(self) -> None:
        tab = opened(
            FRAME + "e = st.data_editor(d.set_index('b'), num_rows='dynamic', key='k')\n"
            "st.text(list(e.index))"
        )
        tab.widget("k").edit_cell(0, "_index", "w")
        assert tab.texts == ["['w', 'y', 'z']"]
        with pytest.raises(ValueError, match="needs a value for _index"):
            tab.widget("k").add_row({"a": 1})

    def test_rows_columns_and_cells_are_selected(self) -> None:
        modes = ["multi-row", "single-column"] + (["multi-cell"] if VERSION >= (1, 55) else [])
        tab = opened(
            FRAME + f"e = st.dataframe(d, on_select='rerun', selection_mode={modes}, key='k')\n"
            "st.text(e.selection.rows)\nst.text(e.selection.columns)"
        )
        widget = tab.widget("k")
        widget.select(rows=[2, 0])
        widget.select(columns=["b"])
        assert tab.texts == ["[0, 2]", "['b']"]
        widget.set_value({"selection": {"rows": [1]}})
        assert tab.texts == ["[1]", "[]"]
        widget.select()
        assert tab.texts == ["[]", "[]"]
        for chosen, reason in (
            ({"rows": [3]}, "it has 3 rows"),
            ({"columns": ["a", "b"]}, "lets one of its columns be selected"),
            ({"columns": ["c"]}, "it has columns a, b"),
            ({"row": [1]}, r"select\(row=...\) .*it takes rows, columns, cells"),
        ):
            with pytest.raises(ValueError, match=reason):
                widget.select(**chosen)
        with pytest.raises(ValueError, match=r"it takes .*selection"):
            widget.set_value([1])

    def test_columns_are_selected_in_the_order_they_are_shown(self) -> None:
        tab = opened(
            FRAME + "d['c'] = 0\n"
            "st.dataframe(d, on_select='rerun', selection_mode='multi-column', key='k',\n"
            "    column_order=['c', 'a', 'b'])"
        )
        tab.widget("k").select(columns=["b", "a", "c"])
        assert tab.session_state["k"]["selection"]["columns"] == ["c", "a", "b"]

    def test_a_table_may_not_be_selectable_by_column(self) -> None:
        tab = opened(FRAME + "st.dataframe(d, on_select='rerun', selection_mode='multi-row')")
        with pytest.raises(ValueError, match="does not let columns be selected"):
            tab.widget("dataframe").select(columns=["a"])

    @since_1_55
    def test_cells_are_selected(self) -> None:
        tab = opened(
            FRAME + "e = st.dataframe(d, on_select='rerun', selection_mode='single-cell')\n"
            "st.text(e.selection.cells)"
        )
        tab.widget("dataframe").select(cells=[(1, "b")])
        assert tab.texts == ["[(1, 'b')]"]
        with pytest.raises(ValueError, match="it has 3 rows"):
            tab.widget("dataframe").select(cells=[(4, "b")])

    @since((1, 67))
    def test_a_required_row_stays_selected(self) -> None:
        tab = opened(
            FRAME + "st.dataframe(d, on_select='rerun', selection_mode='single-row-required')"
        )
        with pytest.raises(ValueError, match="keeps one row selected"):
            tab.widget("dataframe").select(rows=[])

    @since((1, 67))
    def test_a_large_table_is_selected_beyond_what_is_sent(self) -> None:
        tab = opened(
            "import pandas as pd\n"
            "e = st.dataframe(pd.DataFrame({'a': range(200_000)}), lazy=True, key='k')\n"
            "st.text('drawn')"
        )
        assert tab.texts == ["drawn"]


class TestCharts:
    def test_points_of_a_plotly_chart(self) -> None:
        tab = opened(
            FRAME + "import plotly.graph_objects as go\n"
            "f = go.Figure([go.Scatter(x=d['a'], y=d['b'], customdata=[[7], [8], [9]]),\n"
            "    go.Scatter(x=[5], y=['q'], legendgroup='g')])\n"
            "st.plotly_chart(f, on_select='rerun', selection_mode='points', key='k')"
        )
        chart = tab.widget("k")
        chart.select(points=[1, (1, 0)])
        selection = tab.session_state["k"]["selection"]
        assert selection["point_indices"] == [1, 0]
        assert {"x": 2, "y": "y", "customdata": [8]}.items() <= selection["points"][0].items()
        assert {"x": 5, "legendgroup": "g", "curve_number": 1}.items() <= (
            selection["points"][1].items()
        )
        chart.select(points=[{"point_number": 2, "x": 3}])
        assert tab.session_state["k"]["selection"]["point_indices"] == [2]
        chart.set_value({"selection": {"points": []}})
        chart.select()
        assert tab.session_state["k"]["selection"]["points"] == []
        for chosen, reason in (
            ({"points": [3]}, "curve 0 has 3 points"),
            ({"points": [(2, 0)]}, "it has 2 curves"),
            ({"box": []}, "it takes points"),
        ):
            with pytest.raises(ValueError, match=reason):
                chart.select(**chosen)
        with pytest.raises(ValueError, match=r"see select\(\)"):
            chart.set_value([1])

    def test_parameters_of_an_altair_chart(self) -> None:
        tab = opened(
            FRAME + "import altair as alt\n"
            "p = alt.selection_point(name='picked')\nb = alt.selection_interval(name='brush')\n"
            "c = alt.Chart(d).mark_point().encode(x='a', y='b')\n"
            "st.altair_chart(c.add_params(p), on_select='rerun', key='one')\n"
            "st.altair_chart(c.add_params(p, b), on_select='rerun', key='two')"
        )
        tab.widget("one").select(points=[{"a": 1}])
        assert tab.session_state["one"]["selection"] == {"picked": [{"a": 1}]}
        tab.widget("two").select(brush={"a": [0, 2]})
        assert tab.session_state["two"]["selection"] == {"picked": {}, "brush": {"a": [0, 2]}}
        with pytest.raises(ValueError, match=r"points=.* it takes \w+, \w+"):
            tab.widget("two").select(points=[])

    @since_1_45
    def test_objects_of_a_pydeck_chart(self) -> None:
        tab = opened(
            FRAME + "import pydeck\n"
            "layer = pydeck.Layer('ScatterplotLayer', d, id='points')\n"
            "st.pydeck_chart(pydeck.Deck(layers=[layer]), on_select='rerun', key='k')"
        )
        tab.widget("k").select(indices={"points": [1]})
        assert tab.session_state["k"]["selection"]["objects"] == {"points": [{"a": 2, "b": "y"}]}
        for indices, reason in (
            ({"points": [0, 1]}, "lets one object be selected"),
            ({"points": [3]}, "has 3 objects"),
            ({"lines": [0]}, "it has layers points"),
        ):
            with pytest.raises(ValueError, match=reason):
                tab.widget("k").select(indices=indices)

    @since((1, 67))
    def test_items_of_an_echarts_chart(self) -> None:
        spec = {"xAxis": {"data": ["a"]}, "yAxis": {}, "series": [{"type": "bar", "data": [1]}]}
        tab = opened(f"st.echarts_chart({json.dumps(spec)}, on_select='rerun', key='k')")
        tab.widget("k").select(selected=[{"series_index": 0}])
        assert tab.session_state["k"]["selection"]["selected"] == [{"series_index": 0}]
