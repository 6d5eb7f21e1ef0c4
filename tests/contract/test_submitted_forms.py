"""What a form's button takes over or leaves, in an app's own file on Streamlit itself."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from app_texts import opened

from st_page_state_fakes import FakeApp
from st_page_state_fakes.tab import Tab

STATE = """
from typing import Annotated
from pydantic import Field
from st_page_state import PageState, StateVar
class T(PageState):
    name: str = StateVar(default="", url_key="name")
    short: Annotated[str, Field(max_length=3)] = StateVar(default="")
    rows: list[dict[str, int]] = StateVar(default_factory=lambda: [{"n": 1}], url_key="row")
    tags: list[str] = StateVar(default_factory=list)
    saves: int = 0
    class Config:
        hide_defaults = True
        share_url_with = ["G"]
        undo = 9
    def problems(self):
        found = {}
        if self.name == "bad":
            found["name"] = "it is bad"
        if sum(row["n"] for row in self.rows) > 10:
            found["rows"] = "too much"
        return found
class G(PageState):
    mail: str = StateVar(default="", url_key="mail")
    age: Annotated[str, Field(max_length=3)] = StateVar(default="")
    class Config:
        hide_defaults = True
        share_url_with = ["T"]
def save():
    T.saves += 1
    st.session_state.saved = [T.name, [row["n"] for row in T.rows], G.mail]
"""
FORM = """
shown = st.checkbox("shown", True)
with T.form("f"):
    st.text_input("Name", **T.bind("name"))
    if shown:
        st.text_input("Short", **T.bind("short"))
    {}
    st.form_submit_button("Save", **T.bind_submit(check={}, on_click=save))
st.text({})
"""
ALL = "[T.name, T.short, T.saves, *T.widget_errors()]"


def draw(inner: str = "", check: str = "T.problems", told: str = ALL, before: str = "") -> Tab:
    return opened(STATE + before + FORM.format(inner, check, told))


def save(tab: Tab, **entered: Any) -> None:
    for label, value in entered.items():
        tab.widget(label).set_value(value)
    tab.button("Save").click()


@pytest.mark.parametrize("command", ["st.stop()", "st.rerun()", "st.switch_page('app.py')"])
def test_what_a_check_that_ends_the_run_has_not_judged_stays_in_the_widgets(command: str) -> None:
    tab = draw(check="check", before=f"def check(trip):\n    {command}\n")
    save(tab, Name="Lund")
    tab.rerun()
    assert tab.texts == ["['', '', 0]"]
    assert tab.widget("Name").value == "Lund"
    tab.rerun()
    assert tab.texts == ["['', '', 0]"]


@pytest.mark.parametrize("command", ["st.stop()", "st.rerun()"])
def test_a_callback_may_end_the_run(command: str) -> None:
    tab = draw(before=f"def save():\n    T.saves += 1\n    {command}\n")
    save(tab, Name="Lund")
    tab.rerun()
    assert tab.texts == ["['Lund', '', 1]"]


def test_a_callbacks_change_in_place_belongs_to_the_submission() -> None:
    tab = opened(
        STATE + "def add():\n    T.tags.append(T.name)\n"
        "st.button('Undo', on_click=T.undo)\n"
        "with T.form('f'):\n    st.text_input('Name', **T.bind('name'))\n"
        "    st.form_submit_button('Save', **T.bind_submit(on_click=add))\n"
        "st.text([T.name, *T.tags])\n"
    )
    save(tab, Name="Lund")
    assert tab.texts == ["['Lund', 'Lund']"]
    tab.button("Undo").click()
    assert tab.texts == ["['']"]


@pytest.mark.parametrize("reason", ["", None])
def test_a_problem_without_a_reason_is_none(reason: str | None) -> None:
    tab = draw(check=f"lambda trip: {{'name': {reason!r}}}")
    save(tab, Name="Lund")
    assert tab.texts == ["['Lund', '', 1]"]


def test_a_widget_that_is_gone_does_not_hold_back_the_form() -> None:
    tab = draw()
    save(tab, Name="Lund", Short="too long")
    assert tab.texts == ["['', '', 0, 'short']"]
    tab.widget("shown").set_value(False)
    save(tab)
    assert tab.texts == ["['Lund', '', 1]"]


def test_another_widget_of_a_field_does_not_hold_back_the_form() -> None:
    tab = draw(before="st.text_input('Side', **T.bind('short', key='2'))\n")
    tab.widget("Side").set_value("too long")
    save(tab, Name="Lund")
    assert tab.texts == ["['Lund', '', 1, 'short']"]


class TestFieldsOfTwoClasses:
    MORE = (
        "st.text_input('Mail', **G.bind('mail')); st.text_input('Age', **G.bind('age'))",
        "T.problems",
        "[T.name, G.mail, T.saves, *T.widget_errors(), *G.widget_errors()]",
        "seen = G.mail\n",
    )

    def test_all_or_nothing_is_taken_over(self) -> None:
        tab = draw(*self.MORE)
        save(tab, Name="bad", Mail="a@b")
        assert (tab.texts, tab.url) == (["['', '', 0, 'name']"], "")
        assert tab.widget("Mail").value == "a@b"
        save(tab, Name="Lund", Age="old")
        assert tab.texts == ["['Lund', 'a@b', 1]"]
        assert tab.history == ["", "?name=Lund&mail=a%40b"]
        save(tab, Name="Oslo", Age="very old")
        assert tab.texts == ["['Lund', 'a@b', 1, 'age']"]
        save(tab, Age="new")
        assert tab.texts == ["['Oslo', 'a@b', 2]"]

    @pytest.mark.parametrize("ending", ["raise ValueError", "st.stop()"])
    def test_a_hook_that_fails_leaves_both(self, ending: str) -> None:
        hook = "class H(PageState):\n    a: str = ''\n    @classmethod\n"
        hook += f"    def before_set(cls):\n        {ending}\n"
        tab = opened(
            STATE + hook + "with H.form('f'):\n"
            "    st.text_input('Mail', **H.bind('a')); st.text_input('Name', **T.bind('name'))\n"
            "    st.form_submit_button('Save', **T.bind_submit())\nst.text([T.name, H.a])\n"
        )
        tab.widget("Mail").set_value("a@b")
        with suppress(ValueError):
            save(tab, Name="Lund")
        tab.rerun()
        assert tab.texts == ["['', '']"]


class TestEditors:
    TOLD = "[T.name, [row['n'] for row in T.rows], T.saves, *T.widget_errors()]"
    EDITOR = "st.data_editor(**T.bind_editor('rows'), num_rows='dynamic')"

    def open(self, **more: str) -> Tab:
        return draw(self.EDITOR, told=f"{self.TOLD} + st.session_state.get('saved', [])", **more)

    def edit(self, tab: Tab, n: int | None) -> None:
        found = next(w.key for w in tab.widgets if "@editor" in (w.key or ""))
        tab.widget(found).edit_cell(0, "n", n)

    def test_the_check_judges_the_rows_and_rejected_edits_stay(self) -> None:
        tab = self.open()
        self.edit(tab, 70)
        save(tab, Name="Lund")
        for _ in range(2):
            assert (tab.texts, tab.url) == (["['', [1], 0, 'rows']"], "")
            found = next(w.key for w in tab.widgets if "@editor" in (w.key or ""))
            assert tab.widget(found).value["edited_rows"] == {0: {"n": 70}}
            tab.rerun()
        self.edit(tab, 7)
        save(tab)
        assert tab.texts == ["['Lund', [7], 1, 'Lund', [7], '']"]
        assert len(tab.history) == 2

    def test_edits_wait_with_the_other_fields(self) -> None:
        tab = self.open()
        self.edit(tab, 7)
        save(tab, Name="bad")
        assert tab.texts == ["['', [1], 0, 'name']"]
        tab.rerun()
        assert tab.texts == ["['', [1], 0, 'name']"]
        save(tab, Name="Lund")
        assert tab.texts == ["['Lund', [7], 1, 'Lund', [7], '']"]

    def test_edits_that_do_not_fit_hold_back_the_other_fields(self) -> None:
        tab = self.open()
        self.edit(tab, None)
        save(tab, Name="Lund")
        assert tab.texts == ["['', [1], 0, 'rows']"]
        self.edit(tab, 3)
        save(tab)
        assert tab.texts == ["['Lund', [3], 1, 'Lund', [3], '']"]

    def test_a_value_that_code_has_set_since_replaces_the_edits(self) -> None:
        tab = self.open(before="st.button('Set', on_click=T.update, kwargs={'rows': [{'n': 5}]})\n")
        self.edit(tab, 70)
        save(tab, Name="Lund")
        tab.button("Set").click()
        assert tab.texts == ["['', [5], 0]"]
        save(tab)
        assert tab.texts == ["['Lund', [5], 1, 'Lund', [5], '']"]

    def test_a_failing_check_takes_no_edits_over(self) -> None:
        fails = "def check(trip):\n    if trip.rows[0]['n'] > 9: raise ValueError('no')\n"
        tab = self.open(check="check", before=fails)
        self.edit(tab, 70)
        with pytest.raises(ValueError, match="no"):
            save(tab)
        tab.rerun()
        assert tab.texts == ["['', [1], 0]"]
        self.edit(tab, 7)
        save(tab)
        assert tab.texts == ["['', [7], 1, '', [7], '']"]


class TestAfterARestart:
    """An open page goes on in a new session, and still holds what a form had rejected."""

    @pytest.fixture(params=["", "T.widget_errors(); " + TestEditors.EDITOR])
    def app(self, request: pytest.FixtureRequest) -> FakeApp:
        told = "[T.name, T.short, [row['n'] for row in T.rows], T.saves, *T.widget_errors()]"
        form = FORM.format(request.param, "T.problems", told)
        return FakeApp("import streamlit as st\n" + STATE + form)

    def test_what_was_rejected_is_not_taken_over(self, app: FakeApp) -> None:
        tab = app.open()
        save(tab, Name="bad", Short="abc")
        app.restart()
        for _ in range(2):
            tab.rerun()
            assert (tab.texts, tab.url) == (["['', '', [1], 0]"], "")
            assert tab.widget("Name").value == "bad"
        save(tab)
        assert tab.texts == ["['', '', [1], 0, 'name']"]
        save(tab, Name="Lund")
        assert tab.texts == ["['Lund', 'abc', [1], 1]"]

    def test_nor_what_waits_for_a_value_that_does_not_fit(self, app: FakeApp) -> None:
        tab = app.open()
        save(tab, Name="Lund", Short="too long")
        app.restart()
        for _ in range(2):
            tab.rerun()
            assert tab.texts == ["['', '', [1], 0, 'short']"]
        save(tab, Short="abc")
        assert tab.texts == ["['Lund', 'abc', [1], 1]"]

    def test_what_was_accepted_is_kept(self, app: FakeApp) -> None:
        tab = app.open()
        save(tab, Name="Lund", Short="abc")
        app.restart()
        tab.rerun()
        assert tab.texts == ["['Lund', 'abc', [1], 0]"]

    @pytest.mark.parametrize(("entered", "kept"), [(70, 1), (7, 7)])
    def test_edits_of_an_editor(self, entered: int, kept: int) -> None:
        script = FORM.format(TestEditors.EDITOR, "T.problems", TestEditors.TOLD)
        app = FakeApp("import streamlit as st\n" + STATE + script)
        tab = app.open()
        TestEditors().edit(tab, entered)
        save(tab)
        app.restart()
        for _ in range(2):
            tab.rerun()
            assert tab.texts == [f"['', [{kept}], 0]"]

    def test_a_check_judges_the_fields_of_its_own_class(self) -> None:
        more = TestFieldsOfTwoClasses.MORE
        script = STATE + FORM.format(more[0], more[1], more[2])
        app = FakeApp("import streamlit as st\n" + script)
        tab = app.open()
        save(tab, Name="bad", Mail="a@b")
        app.restart()
        tab.rerun()
        tab.rerun()
        assert tab.texts == ["['', 'a@b', 0]"]
