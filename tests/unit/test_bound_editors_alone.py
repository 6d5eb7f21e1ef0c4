"""bind_editor() without Streamlit: bases, callbacks, forms, hooks, and what cells hold."""

from __future__ import annotations

import pickle
import uuid
from dataclasses import dataclass, field
from enum import Enum
from typing import Annotated, Any, Optional

import pytest

from st_page_state import PageState, StateVar, use_ports
from st_page_state.engine.memory import SessionMemory
from st_page_state.errors import UnknownFieldError
from st_page_state.ports import WidgetSession
from st_page_state.widgets.records import Records
from st_page_state_fakes import FakeApp, FakeQuery, FakeSession, FakeStreamlit

ANN, BOB = {"name": "Ann", "age": 40}, {"name": "Bob", "age": 50}


class Kind(Enum):
    A = "a"


@dataclass
class Line:
    item: Annotated[str, "up to the app"]
    price: Optional[float] = None  # noqa: UP045 - both spellings are read
    count: int | str = 1
    total: float = field(init=False, default=0.0)


class X(PageState):
    people: list[dict[str, Any]] = StateVar(default_factory=lambda: [{**ANN}, {**BOB}])
    lines: list[Line] = StateVar(default_factory=list)
    numbers: list[int] = StateVar(default_factory=lambda: [1])
    fails: bool = StateVar(default=False)

    @classmethod
    def on_change(cls, field: str, old: Any, new: Any) -> None:
        if field == "people" and X.fails:
            raise RuntimeError("refused by a hook")


def edits(**made: Any) -> dict[str, Any]:
    return {"edited_rows": {}, "added_rows": [], "deleted_rows": [], **made}


def bound(session: FakeSession, **how: Any) -> Any:
    """Bind the editor of people, and draw it."""
    binding = X.bind_editor("people", **how)
    session.setdefault(binding["key"], edits())
    return binding


class TestOneSession:
    def test_the_base_stays_while_users_edit(self, fake_session: FakeSession) -> None:
        first = bound(fake_session)
        assert first["data"] == [ANN, BOB]
        fake_session[first["key"]] = edits(edited_rows={0: {"age": 41}})
        first["on_change"]()
        assert X.people == [{**ANN, "age": 41}, BOB]
        second = bound(fake_session)
        assert (second["key"], second["data"]) == (first["key"], [ANN, BOB])
        fake_session[first["key"]] = edits(edited_rows={0: {"age": 41}}, deleted_rows=[1])
        second["on_change"]()
        second["on_change"]()
        assert X.people == [{**ANN, "age": 41}]

    def test_an_editor_that_was_not_drawn_begins_anew(self, fake_session: FakeSession) -> None:
        first, second = X.bind_editor("people"), X.bind_editor("people")
        assert first["key"] != second["key"]
        assert first["data"] == second["data"] == [ANN, BOB]

    def test_a_change_in_code_makes_another_base(self, fake_session: FakeSession) -> None:
        first = bound(fake_session)
        X.people = [BOB]
        second = bound(fake_session)
        assert second["key"] != first["key"]
        assert second["data"] == [BOB]

    def test_an_edit_of_a_base_that_a_stopped_run_has_replaced_is_not_lost(
        self, fake_session: FakeSession
    ) -> None:
        first = bound(fake_session)
        X.people = [BOB]
        bound(fake_session)
        fake_session[first["key"]] = edits(edited_rows={0: {"age": 41}})
        first["on_change"]()
        assert X.people == [{**ANN, "age": 41}, BOB]

    def test_an_edit_whose_callback_did_not_run_is_not_lost(
        self, fake_session: FakeSession
    ) -> None:
        first = bound(fake_session)
        fake_session[first["key"]] = edits(added_rows=[{"name": "Cy"}])
        second = bound(fake_session)
        assert X.people == [ANN, BOB, {"name": "Cy", "age": None}]
        assert second["key"] == first["key"]

    def test_it_goes_on_after_the_session_was_cleared(self, fake_session: FakeSession) -> None:
        first = bound(fake_session)
        del fake_session["st_page_state"]
        fake_session[first["key"]] = edits(edited_rows={5: {"age": 41}, 1: {"age": 51}})
        first["on_change"]()
        assert X.people == [ANN, {**BOB, "age": 51}]

    def test_what_a_hook_refuses_is_given_up(self, fake_session: FakeSession) -> None:
        X.fails = True
        first = bound(fake_session)
        fake_session[first["key"]] = edits(deleted_rows=[0])
        with pytest.raises(RuntimeError, match="refused by a hook"):
            first["on_change"]()
        assert bound(fake_session)["key"] == first["key"]
        assert X.people == [ANN, BOB]
        X.fails = False
        X.people = [BOB]
        assert bound(fake_session)["key"] != first["key"]

    def test_what_does_not_fit_waits_in_the_editor(self, fake_session: FakeSession) -> None:
        X.lines = [Line("tea")]
        binding = X.bind_editor("lines")
        fake_session[binding["key"]] = edits(edited_rows={0: {"price": "dear"}})
        binding["on_change"]()
        assert "lines" in X.widget_errors()
        assert X.bind_editor("lines")["key"] == binding["key"]
        fake_session[binding["key"]] = edits()
        binding["on_change"]()
        assert X.widget_errors() == {}
        fake_session[binding["key"]] = edits(edited_rows={0: {"price": "dear"}})
        binding["on_change"]()
        X.lines = []
        assert X.bind_editor("lines")["key"] != binding["key"]
        assert X.widget_errors() == {}

    def test_several_editors_of_a_field_have_keys_of_their_own(
        self, fake_session: FakeSession
    ) -> None:
        first, second = bound(fake_session), bound(fake_session, key="second")
        assert first["key"] != second["key"]
        fake_session[first["key"]] = edits(deleted_rows=[0])
        first["on_change"]()
        assert bound(fake_session, key="second")["data"] == [BOB]

    def test_the_memory_stays_small_and_pickles(self, fake_session: FakeSession) -> None:
        for age in range(5):
            X.people = [{"name": "Ann", "age": age}]
            binding = bound(fake_session)
            fake_session[binding["key"]] = edits(edited_rows={0: {"age": age + 10}})
            binding["on_change"]()
        memory: SessionMemory = pickle.loads(pickle.dumps(fake_session["st_page_state"]))
        (state,) = memory.classes.values()
        assert (len(state.editors), state.shown, state.refused) == (1, {}, {})

    def test_mistakes_are_explained(self, fake_session: FakeSession) -> None:
        with pytest.raises(UnknownFieldError, match=r"bind_editor\(\): .* Did you mean 'lines'"):
            X.bind_editor("line")
        with pytest.raises(TypeError, match=r"bind_editor\(\) is for .* not of int"):
            X.bind_editor("numbers")
        with pytest.raises(TypeError, match=r"bind_editor\('lines', key=...\) takes"):
            X.bind_editor("lines", key="")


def test_in_a_form_edits_are_taken_where_the_editor_is_drawn() -> None:
    def script(st: FakeStreamlit) -> None:
        with X.form("f"):
            st.data_editor(**X.bind_editor("people"))
            st.form_submit_button("Save")
        st.text([row["age"] for row in X.people])

    tab = FakeApp(script).open()
    tab.widget("data_editor").edit_cell(0, "age", 41)
    assert tab.texts == ["[40, 50]"]
    tab.button("Save").click()
    assert tab.texts == ["[41, 50]"]


def test_an_editor_forgets_its_edits_with_the_session() -> None:
    def script(st: FakeStreamlit) -> None:
        st.button("Clear", on_click=st.session_state.clear)
        st.data_editor(**X.bind_editor("people"))
        st.text([row["age"] for row in X.people])

    tab = FakeApp(script).open()
    for _ in range(2):
        tab.widget("data_editor").edit_cell(0, "age", 41)
        assert tab.texts == ["[41, 50]"]
        tab.button("Clear").click()
        assert tab.texts == ["[40, 50]"]
        tab.rerun()
        assert tab.texts == ["[40, 50]"]


class Numberless(FakeSession, WidgetSession):
    """A session of widgets that does not remember their numbers."""

    def widget_identity(self, key: str) -> str | None:
        return None

    def form(self, key: str, **options: Any) -> Any:
        raise NotImplementedError


def test_a_session_of_widgets_may_remember_no_numbers() -> None:
    with use_ports(Numberless(), FakeQuery()):
        keys = [X.bind_editor("people")["key"] for _ in range(2)]
    assert [key[-2:] for key in keys] == ["/1", "/2"]


class TestCells:
    @pytest.mark.parametrize(
        ("annotation", "row"),
        [
            (list, {"a": 1, "b": None}),
            (list[dict[str, Any]], {"a": 1, "b": None}),
            (list[dict[str, int | None]], {"a": 1, "b": None}),
            (list[dict[str, int]], {"a": 1}),
            (list[Line], {"a": 1}),
        ],
    )
    def test_a_new_row_has_none_where_it_may(self, annotation: Any, row: dict[str, Any]) -> None:
        records = Records(annotation, ["a", "b"])
        assert records.edited([], edits(added_rows=[{"a": 1, "_index": 0}]), ["a", "b"]) == [row]

    def test_values_that_no_cell_shows_are_shown_as_text(self) -> None:
        one = uuid.UUID(int=1)
        row = {"kind": Kind.A, "id": one, "tags": {"b", "a"}, "pair": (1, Kind.A), "none": None}
        records = Records(list[dict[str, Any]], None)
        assert records.data([row], records.columns([row])) == [
            {"kind": "a", "id": str(one), "tags": ["a", "b"], "pair": [1, "a"], "none": None}
        ]

    def test_an_empty_table_has_the_types_of_its_columns(self) -> None:
        records = Records(list[Line] | None, None)
        table = records.data([], records.columns([]))
        assert {name: str(kind) for name, kind in table.dtypes.items()} == {
            "item": "string", "price": "Float64", "count": "object",
        }  # fmt: skip

    def test_rows_of_any_keys_have_all_columns(self) -> None:
        assert Records(list, None).columns([{"a": 1}, {"b": 2}]) == ["a", "b"]
