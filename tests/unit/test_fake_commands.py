"""Simulated commands other than widgets: layout, outputs, forms, state and params."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from st_page_state_fakes import FakeApp
from st_page_state_fakes.errors import (
    NotSimulatedError,
    StreamlitAPIException,
    StreamlitDuplicateElementId,
)

Command = Callable[[Any], Any]


def shown(script: Command) -> list[str]:
    return FakeApp(script).open().texts


def result(command: Command) -> Any:
    """Return the result of a command in a script."""
    given: list[Any] = []
    FakeApp(lambda st: given.append(command(st))).open()
    return given[0]


class TestLayout:
    @pytest.mark.parametrize(
        "make",
        [
            lambda st: st.container(border=True),
            lambda st: st.columns(2)[1],
            lambda st: st.columns([3, 0.5], gap="large")[1],
            lambda st: st.tabs(["One", "Two"])[1],
            lambda st: st.expander("More", expanded=True),
            lambda st: st.popover("More"),
            lambda st: st.chat_message("user"),
            lambda st: st.status("Working", state="running"),
            lambda st: st.spinner(),
            lambda st: st.form("f"),
            lambda st: st.sidebar,
            lambda st: st.container().columns(1)[0].expander("More"),
        ],
    )
    def test_every_place_can_be_entered_and_has_the_commands(self, make: Command) -> None:
        def script(st: Any) -> None:
            place = make(st)
            with place as inner:
                assert inner is place
                st.text("with")
            st.text("outside")
            place.text("method")

        assert sorted(shown(script)) == ["method", "outside", "with"]

    def test_empty_holds_one_element_or_one_container_and_can_be_emptied(self) -> None:
        def script(st: Any) -> None:
            place = st.empty()
            place.text("first")
            place.text("second")
            other = st.empty()
            box = other.container()
            box.text("in a box")
            box.text("in the same box")
            third = st.empty()
            third.text("gone")
            third.empty()

        assert shown(script) == ["second", "in a box", "in the same box"]

    def test_several_things_are_written_into_a_container_but_not_in_place_of_an_element(
        self,
    ) -> None:
        def script(st: Any) -> None:
            st.container().write("a", 1)
            st.empty().write("b", 2)

        with pytest.raises(StreamlitAPIException, match="take the place of one element"):
            FakeApp(script).open()

    def test_what_stood_in_an_empty_place_is_gone_as_a_widget_too(self) -> None:
        def script(st: Any) -> None:
            with st.empty() as place:
                st.text("first of all")
            place.text_input("Name")
            place.text("instead")

        tab = FakeApp(script).open()
        assert (tab.widgets, tab.texts) == ([], ["instead"])

    def test_the_same_widget_may_stand_on_the_page_and_in_the_sidebar(self) -> None:
        def script(st: Any) -> None:
            with st.sidebar, st.expander("More"):
                st.text_input("Name", "aside")
            st.text_input("Name", "aside")

        assert [widget.value for widget in FakeApp(script).open().widgets] == ["aside"] * 2
        with pytest.raises(StreamlitDuplicateElementId, match="two text_input elements"):
            FakeApp(lambda st: [st.container().text_input("Name") for _ in range(2)]).open()

    def test_a_status_can_be_updated(self) -> None:
        def script(st: Any) -> None:
            with st.status("Working") as status:
                st.text("step")
                status.update(label="Done", state="complete")

        assert shown(script) == ["step"]


class TestOutputs:
    def test_what_is_shown_is_recorded_with_its_arguments(self) -> None:
        def script(st: Any) -> None:
            st.set_page_config("Title", layout="wide")
            st.write("a", 1)
            st.header("b", divider=True)
            st.error(body="c")
            st.metric("Sales", 5)
            st.table([1])
            st.line_chart({"y": [1]}, height=2)
            st.divider()

        outputs = FakeApp(script).open().outputs
        assert [(o.command, o.body, o.text) for o in outputs] == [
            ("write", "a", "a 1"),
            ("header", "b", "b"),
            ("error", "c", "c"),
            ("metric", "Sales", "Sales 5"),
            ("table", [1], None),
            ("line_chart", {"y": [1]}, None),
            ("divider", None, None),
        ]
        assert (outputs[1].kwargs, outputs[5].kwargs) == ({"divider": True}, {"height": 2})

    def test_a_stream_is_shown_at_once_and_returned(self) -> None:
        def words() -> Iterator[str]:
            yield "one "
            yield "two"

        assert result(lambda st: st.write_stream(words())) == "one two"
        assert result(lambda st: st.write_stream(words)) == "one two"
        assert result(lambda st: st.write_stream(["a", 1])) == ["a", 1]
        assert shown(lambda st: st.write_stream(words)) == ["one two"]

    def test_a_chart_without_selections_is_shown_and_one_with_is_refused(self) -> None:
        FakeApp(lambda st: st.plotly_chart({}, on_select="ignore")).open()
        with pytest.raises(NotSimulatedError, match=r"st\.dataframe\(on_select=\.\.\.\)"):
            FakeApp(lambda st: st.dataframe([], on_select=print)).open()
