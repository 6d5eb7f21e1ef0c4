"""What a person does in an app's own file beyond entering a value: files, tables, charts."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from app_texts import VERSION, opened, since, since_1_45, since_1_55

from st_page_state_fakes import FakeApp
from st_page_state_fakes.real import server_globals
from st_page_state_fakes.tab import Tab

Script = Callable[[Any], None]
FRAME = "import pandas as pd\nd = pd.DataFrame({'a': [1, 2, 3], 'b': ['x', 'y', 'z']})\n"


def uploading(st: Any) -> None:
    one = st.file_uploader("One", type=["csv", "png"])
    many = st.file_uploader("Many", accept_multiple_files=True)
    st.text(one and f"{one.name} {one.type} {one.getvalue()!r}")
    st.text([file.name for file in many])


def editing(st: Any) -> None:
    people = [{"name": "Ann", "age": 40}, {"name": "Bob", "age": 30}]
    edited = st.data_editor(people, num_rows="dynamic", key="people")
    st.text(", ".join(f"{person['name']} {person['age']:g}" for person in edited))


def a_table(st: Any) -> None:
    st.data_editor([{"name": "Ann", "age": 40}], key="people")
    st.text_input("Word")


@pytest.fixture(params=["simulated", "real"])
def open_app(request: pytest.FixtureRequest) -> Callable[[Script], Tab]:
    """Open a script of this module on simulated commands, and as a file."""

    def in_file(script: Script) -> Tab:
        return opened(f"from {__name__} import {script.__name__}\n{script.__name__}(st)")

    return in_file if request.param == "real" else lambda script: FakeApp(script).open()


class TestBothApps:
    def test_files_are_uploaded(self, open_app: Callable[[Script], Tab]) -> None:
        tab = open_app(uploading)
        tab.widget("One").upload("a.csv", b"1,2")
        tab.widget("One").upload("b.csv", b"3")
        for name in ("a.csv", "b.txt"):
            tab.widget("Many").upload(name, b"")
        assert tab.texts == ["b.csv text/csv b'3'", "['a.csv', 'b.txt']"]
        assert tab.widget("One").value.name == "b.csv"
        tab.widget("One").set_value(("c.png", b""))
        tab.widget("Many").set_value([b"1", ("d.txt", b"2")])
        assert tab.texts == ["c.png image/png b''", "['file', 'd.txt']"]
        tab.widget("One").set_value(None)
        assert tab.texts[0] == "None"

    def test_a_file_of_another_type_is_refused(self, open_app: Callable[[Script], Tab]) -> None:
        tab = open_app(uploading)
        with pytest.raises(ValueError, match=r"No user could enter 'a.pdf' into .*it takes files"):
            tab.widget("One").upload("a.pdf", b"")
        with pytest.raises(ValueError, match="it takes a list of files"):
            tab.widget("Many").set_value(b"")
        with pytest.raises(ValueError, match="it takes bytes, a pair"):
            tab.widget("One").set_value(5)

    def test_a_table_is_edited(self, open_app: Callable[[Script], Tab]) -> None:
        tab = open_app(editing)
        people = tab.widget("people")
        people.edit_cell(1, "age", 31)
        people.add_row({"name": "Cid", "age": 20})
        people.edit_cell(2, "age", 21)
        assert tab.texts == ["Ann 40, Bob 31, Cid 21"]
        people.delete_rows([0])
        people.edit_cell(0, "name", "Rob")
        assert tab.texts == ["Rob 31, Cid 21"]
        people.delete_rows([0, 1])
        assert tab.texts == [""]
        assert tab.session_state["people"]["deleted_rows"] == [0, 1]
        with pytest.raises(IndexError, match="no row 0: it has 0"):
            people.edit_cell(0, "age", 1)

    def test_a_fixed_table_keeps_its_rows(self, open_app: Callable[[Script], Tab]) -> None:
        people = open_app(a_table).widget("people")
        with pytest.raises(ValueError, match="num_rows"):
            people.add_row({"name": "Bob", "age": 1})
        with pytest.raises(ValueError, match="num_rows"):
            people.delete_rows([0])
        with pytest.raises(ValueError, match="it has columns"):
            people.edit_cell(0, "nam", "x")

    def test_what_a_widget_does_not_have_is_an_error(
        self, open_app: Callable[[Script], Tab]
    ) -> None:
        word = open_app(a_table).widget("Word")
        for act, wanted in (
            (lambda: word.upload("a", b""), r"upload\(\) is for file_uploader"),
            (lambda: word.edit_cell(0, "a", 1), r"is for data_editor, not for the text_input"),
            (lambda: word.select(rows=[1]), r"select\(\) is for tables and charts"),
            (lambda: word.trigger("clicked"), r"trigger\(\) is for components"),
        ):
            with pytest.raises(TypeError, match=wanted):
                act()


class TestUploads:
    def test_a_picture_is_taken(self) -> None:
        tab = opened("f = st.camera_input('Face')\nst.text(f and (f.name, f.type))")
        tab.widget("Face").set_value(b"x")
        assert tab.texts == ["('camera_input.jpg', 'image/jpeg')"]
        with pytest.raises(ValueError, match=r"it takes files of type \.jpg"):
            tab.widget("Face").upload("a.gif", b"")

    def test_a_file_is_replaced_by_way_of_none(self) -> None:
        tab = opened(
            """
            def note(): told.append(st.session_state["f"] and st.session_state["f"].name)
            told = st.session_state.setdefault("told", [])
            st.file_uploader("F", key="f", on_change=note)
            """
        )
        tab.widget("F").upload("a.csv", b"1")
        tab.widget("F").upload("b.csv", b"2")
        tab.widget("F").set_value(None)
        between = [None] if VERSION >= (1, 52) else []
        assert tab.session_state["told"] == ["a.csv", *between, "b.csv", None]

    def test_a_file_for_an_uploader_that_is_gone_is_lost(self) -> None:
        tab = opened(
            """
            def note(): st.session_state["gone"] = st.session_state["f"] is None
            if not st.session_state.get("gone"):
                st.file_uploader("F", key="f", on_change=note)
            """
        )
        tab.widget("F").upload("a.csv", b"1")
        tab.widget("F").upload("b.csv", b"2")
        assert len(tab.widgets) == (VERSION < (1, 52))

    @since_1_45
    def test_a_voice_is_recorded(self) -> None:
        tab = opened("f = st.audio_input('Voice')\nst.text(f and f.name)")
        tab.widget("Voice").set_value(b"x")
        assert tab.texts == ["audio_input.wav"]

    @since_1_55
    def test_a_file_may_be_too_large(self) -> None:
        tab = opened("st.file_uploader('F', max_upload_size=1)")
        with pytest.raises(ValueError, match="it takes files of up to 1 MB"):
            tab.widget("F").upload("a.bin", bytes(1024 * 1024 + 1))

    def test_files_are_lost_in_a_restart(self) -> None:
        app = FakeApp("import streamlit as st\nst.text(st.file_uploader('F'))\nst.button('Go')")
        tab = app.open()
        tab.widget("F").upload("a.csv", b"1")
        app.restart()
        tab.button("Go").click()
        assert tab.texts == ["None"]

    @since_1_45
    def test_files_go_with_a_message(self) -> None:
        tab = opened(
            """
            message = st.chat_input("Say", accept_file=True, file_type=["csv"], max_chars=5)
            st.text(message and (message.text, [file.name for file in message.files]))
            """
        )
        say = tab.widget("Say")
        say.set_value({"text": "hello", "files": [("a.csv", b"1")]})
        assert tab.texts == ["('hello', ['a.csv'])"]
        for entered, reason in (
            ({"text": "x", "files": [b"", b""]}, "it takes 1 file:?"),
            ({"files": [("a.pdf", b"")]}, "it takes files of type"),
            ("longer", "it takes 5 characters"),
            ("", "it is empty"),
            ({"txt": "x"}, "it takes a text"),
            ({"text": "x", "audio": b""}, "it takes no audio"),
        ):
            with pytest.raises(ValueError, match=reason):
                say.set_value(entered)

    @since_1_55
    def test_speech_goes_with_a_message(self) -> None:
        tab = opened("m = st.chat_input('Say', accept_audio=True)\nst.text(m and m.audio.name)")
        tab.widget("Say").set_value({"audio": ("a.wav", b"1")})
        assert tab.texts == ["a.wav"]

    def test_a_message_without_files(self) -> None:
        tab = opened("st.text(st.chat_input('Say'))")
        with pytest.raises(ValueError, match="it takes no files"):
            tab.widget("Say").set_value({"text": "x", "files": [b""]})


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


class TestBlocks:
    @since_1_55
    def test_an_expander_and_a_popover_are_opened(self) -> None:
        tab = opened(
            """
            st.text(st.expander("More", on_change="rerun", key="more").open)
            st.text(st.popover("Settings", on_change="rerun").open)
            st.expander("Plain")
            """
        )
        assert [widget.command for widget in tab.widgets] == ["expander", "popover"]
        tab.widget("More").set_value(True)
        tab.widget("Settings").set_value(True)
        assert tab.texts == ["True", "True"]
        assert tab.session_state["more"] is True
        with pytest.raises(ValueError, match="it would be True"):
            tab.widget("More").set_value("yes")

    @since_1_55
    def test_the_state_of_an_expander_may_be_set_in_code(self) -> None:
        tab = opened(
            """
            def shut(): st.session_state["more"] = False
            st.button("Shut", on_click=shut)
            st.expander("More", on_change="rerun", key="more")
            """
        )
        tab.widget("More").set_value(True)
        tab.button("Shut").click()
        assert tab.widget("More").value is False

    @since_1_55
    def test_a_tab_is_chosen(self) -> None:
        tab = opened(
            """
            first, second = st.tabs(["First", "Second"], on_change="rerun", key="tabs")
            st.text((first.open, second.open))
            """
        )
        assert tab.widget("tabs").options == ["First", "Second"]
        tab.widget("tabs").set_value("Second")
        assert tab.texts == ["(False, True)"]
        with pytest.raises(ValueError, match="it offers 'First', 'Second'"):
            tab.widget("tabs").set_value("Third")

    @since_1_55
    def test_a_dialog_is_dismissed(self) -> None:
        tab = opened(
            """
            @st.dialog("Really?", on_dismiss="rerun")
            def ask(): st.text("inside")
            if st.button("Go"): ask()
            """
        )
        tab.button("Go").click()
        assert tab.texts == ["inside"]
        tab.button("Really?").click()
        assert tab.texts == []


class TestComponents:
    def test_a_component_sends_its_value(self) -> None:
        tab = opened(
            """
            from streamlit.components.v1 import declare_component
            stars = declare_component("stars", url="http://localhost:1")
            st.text(stars(most=5, default=3, key="k"))
            st.button("Go")
            """
        )
        tab.button("Go").click()  # the component has sent nothing yet
        stars = tab.widget("k")
        assert (stars.command, stars.value, tab.texts) == ("component", 3, ["3"])
        stars.set_value({"stars": 4})
        assert (stars.value, tab.texts) == ({"stars": 4}, ["{'stars': 4}"])
        stars.set_value(b"12")
        tab.rerun()
        assert tab.texts == ["b'12'"]
        with pytest.raises(ValueError, match="a component sends JSON or bytes"):
            stars.set_value(object())

    @since_1_55
    def test_a_component_of_the_second_kind_has_a_state_and_events(self) -> None:
        tab = opened(
            """
            card = st.components.v2.component("card", js="export default () => {}")

            def clicked(): st.session_state["clicks"] = st.session_state.get("clicks", 0) + 1

            found = card(
                key="k", default={"name": "a"},
                on_name_change=lambda: None, on_clicked_change=clicked,
            )
            st.text((found.name, found.clicked))
            """
        )
        card = tab.widget("k")
        assert (card.value, tab.texts) == ({"name": "a"}, ["('a', None)"])
        card.set_value({"name": "b"})
        card.trigger("clicked", 7)
        assert tab.texts == ["('b', 7)"]
        tab.rerun()
        assert (tab.texts, tab.session_state["clicks"]) == (["('b', None)"], 1)
        with pytest.raises(ValueError, match="it takes a dict of its state"):
            card.set_value("b")
        with pytest.raises(ValueError, match="a component sends JSON"):
            card.trigger("clicked", object())

    @since_1_55
    def test_an_installed_component_is_found(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        package, told = tmp_path / "streamlit_card", tmp_path / "streamlit_card-1.0.dist-info"
        for folder in (package, told):
            folder.mkdir()
        (package / "__init__.py").write_text("")
        (package / "pyproject.toml").write_text(
            '[project]\nname = "streamlit-card"\nversion = "1.0"\n'
            '[[tool.streamlit.component.components]]\nname = "card"\n'
        )
        metadata = "Metadata-Version: 2.1\nName: streamlit-card\nVersion: 1.0\n"
        (told / "METADATA").write_text(metadata)
        monkeypatch.syspath_prepend(tmp_path)
        server_globals._installed_components.cache_clear()
        tab = opened(
            """
            card = st.components.v2.component("streamlit-card.card", html="<b>card</b>")
            card(key="k", on_clicked_change=lambda: None)
            """
        )
        server_globals._installed_components.cache_clear()
        assert [widget.command for widget in tab.widgets] == ["component"]


@since((1, 67))
def test_an_entry_may_wait_for_the_next_run() -> None:
    tab = opened(
        """
        word = st.text_input("Word", on_change="ignore")
        st.text(word)
        st.download_button("Get", b"", on_click="ignore")
        st.button("Go")
        """
    )
    tab.widget("Word").set_value("b")
    tab.button("Get").click()
    assert tab.texts == [""]
    tab.button("Go").click()
    assert tab.texts == ["b"]


@since((1, 67))
@pytest.mark.parametrize(
    ("call", "entered", "refused"),
    [
        ("pagination(5, key='k')", 3, 6),
        ("menu_button('M', ['a', 'b'], key='k')", "b", "c"),
    ],
)
def test_newer_widgets_take_what_they_offer(call: str, entered: Any, refused: Any) -> None:
    tab = opened(f"st.text(st.{call})")
    tab.widget("k").set_value(entered)
    assert tab.texts == [str(entered)]
    with pytest.raises(ValueError, match="No user could enter"):
        tab.widget("k").set_value(refused)


@pytest.mark.parametrize(("kind", "most"), [("stars", 4), ("faces", 4), ("thumbs", 1)])
def test_feedback_takes_what_it_shows(kind: str, most: int) -> None:
    tab = opened(f"st.text(st.feedback({kind!r}, key='k'))")
    tab.widget("k").set_value(most)
    assert (tab.texts, tab.widgets[0].command) == ([str(most)], "feedback")
    with pytest.raises(ValueError, match="No user could enter"):
        tab.widget("k").set_value(most + 1)
