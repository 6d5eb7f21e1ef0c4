"""Tables, charts, tabs and editors in forms, in an app's own file on Streamlit itself."""

from __future__ import annotations

from datetime import date

import pytest
from app_texts import FRAME, VERSION, opened

STATE = """
from typing import Any
from st_page_state import PageState, StateVar
class X(PageState):
    row: int | None = StateVar(default=None, url_key="row")
    points: dict[str, Any] = StateVar(default_factory=dict)
    tab: str = StateVar(default="A", url_key="tab")
    name: str = StateVar(default="", url_key="name")
    lines: list[dict[str, int | None]] = StateVar(
        default_factory=lambda: [{"n": 1}, {"n": 2}], url_key="lines"
    )
    told: list[str] = StateVar(default_factory=list)
    @classmethod
    def on_change(cls, field, old, new):
        if field != "told":
            cls.told.append(field)
"""
ALTAIR = (
    "import altair as alt\n"
    "c = alt.Chart(d).mark_point().encode(x='a').add_params(alt.selection_point(name='picked'))\n"
)
FORBIDDEN = {
    "bind_rows": "st.dataframe(d, selection_mode='single-row', **X.bind_rows('row', count=3))",
    "bind_selection": "st.altair_chart(c, **X.bind_selection('points'))",
    "bind_tabs": "st.tabs(**X.bind_tabs('tab', ['A', 'B']))",
}
OLDER = VERSION < (1, 55)


@pytest.mark.parametrize("method", FORBIDDEN)
def test_what_streamlit_forbids_in_a_form_is_said_first(method: str) -> None:
    reason = r"needs Streamlit 1\.55" if OLDER and method == "bind_tabs" else (
        rf"X\.{method}\('\w+', ...\) cannot be used in a form: .* Draw the"
    )  # fmt: skip
    with pytest.raises(TypeError, match=reason):
        opened(
            FRAME + ALTAIR + STATE + f"with X.form('f'):\n    {FORBIDDEN[method]}\n"
            "    st.form_submit_button('Save')\n"
        )


FORMS = {
    "of the class": ("X.form('f')", ""),
    "of Streamlit": ("st.form('f')", ", form=True"),
}


@pytest.mark.parametrize("form", FORMS)
class TestEditors:
    def test_edits_reach_the_field_on_submit(self, form: str) -> None:
        opening, more = FORMS[form]
        tab = opened(
            STATE
            + f"with {opening}:\n"
            + f"    st.text_input('Name', **X.bind('name'{more}))\n"
            + f"    st.data_editor(num_rows='dynamic', **X.bind_editor('lines'{more}))\n"
            + "    st.form_submit_button('Save')\n"
            + "st.text([line['n'] for line in X.lines])\nst.text(X.name)\nst.text(X.told)\n"
        )
        tab.widget("Name").set_value("Ann")
        editor = tab.widget(next(w.key for w in tab.widgets if "@editor" in (w.key or "")))
        editor.edit_cell(0, "n", 7)
        editor.add_row({"n": 9})
        editor.delete_rows([1])
        assert tab.texts[:2] == ["[1, 2]", ""]
        tab.button("Save").click()
        assert tab.texts == ["[7, 9]", "Ann", "['name', 'lines']"]
        tab.rerun()
        assert tab.texts == ["[7, 9]", "Ann", "['name', 'lines']"]
        tab.reload()
        assert tab.texts[:2] == ["[7, 9]", "Ann"]

    def test_what_does_not_fit_waits_in_the_editor(self, form: str) -> None:
        opening, more = FORMS[form]
        tab = opened(
            STATE.replace("int | None]]", "int]]")
            + f"with {opening}:\n"
            + f"    st.data_editor(num_rows='dynamic', **X.bind_editor('lines'{more}))\n"
            + "    st.form_submit_button('Save')\n"
            + "st.text(X.lines)\nst.text([*X.widget_errors()])\n"
        )
        editor = tab.widget(next(w.key for w in tab.widgets if "@editor" in (w.key or "")))
        editor.edit_cell(0, "n", None)
        tab.button("Save").click()
        assert tab.texts == ["[{'n': 1}, {'n': 2}]", "['lines']"]
        editor.edit_cell(0, "n", 3)
        tab.button("Save").click()
        assert tab.texts == ["[{'n': 3}, {'n': 2}]", "[]"]


TRIP = """
from datetime import date
from st_page_state import PageState, StateVar
class Trip(PageState):
    city: str = StateVar(default="Oslo", url_key="city")
    start: date | None = StateVar(default=None, url_key="from")
    end: date | None = StateVar(default=None, url_key="to")
    nights: int = StateVar(default=2, url_key="n")
    class Config:
        hide_defaults = True
    def problems(self):
        if self.city != "Oslo" and not self.start:
            return {"start": "it is needed outside Oslo"}
        if self.start and self.end and self.end < self.start:
            return {"end": "it is before the start"}
        return {}
def kept():
    st.session_state["kept"] = st.session_state.get("kept", 0) + 1
with Trip.form("trip"):
    st.selectbox("City", **Trip.bind("city", options=["Oslo", "Lund"]))
    st.date_input("From", **Trip.bind("start"))
    st.date_input("To", **Trip.bind("end"))
    st.slider("Nights", 1, 9, **Trip.bind("nights"))
    st.form_submit_button("Save", **Trip.bind_submit(check=Trip.problems, on_click=kept))
st.button("Again")
st.text(f"{Trip.city} {Trip.start} {Trip.end} {Trip.nights}")
st.text({name: error.reason for name, error in Trip.widget_errors().items()})
st.text(st.session_state.get("kept", 0))
"""


def test_a_submission_that_its_check_rejects_stays_in_all_widgets() -> None:
    tab = opened(TRIP)
    tab.widget("City").set_value("Lund")
    tab.widget("Nights").set_value(5)
    tab.button("Save").click()
    told = ["Oslo None None 2", "{'start': 'it is needed outside Oslo'}", "0"]
    assert tab.texts == told
    tab.button("Again").click()
    assert tab.texts == told
    assert [tab.widget(label).value for label in ("City", "From", "Nights")] == ["Lund", None, 5]
    assert tab.url == ""
    tab.widget("From").set_value(date(2026, 5, 9))
    tab.widget("To").set_value(date(2026, 5, 1))
    tab.button("Save").click()
    assert tab.texts == [told[0], "{'end': 'it is before the start'}", "0"]
    tab.widget("To").set_value(date(2026, 5, 11))
    tab.button("Save").click()
    assert tab.texts == ["Lund 2026-05-09 2026-05-11 5", "{}", "1"]
    assert tab.url == "?city=Lund&from=2026-05-09&to=2026-05-11&n=5"
    assert len(tab.history) == 2
    tab.reload()
    assert tab.texts[0] == "Lund 2026-05-09 2026-05-11 5"
