"""Choices in an app's own file, on the Streamlit that is installed."""

from __future__ import annotations

from typing import Any

import pytest
from app_texts import VERSION, opened

from st_page_state_fakes.tab import Tab

KINDS = {
    "dataclass": "@dataclass\nclass Team:\n    no: int\n    name: str\n",
    "frozen": "@dataclass(frozen=True)\nclass Team:\n    no: int\n    name: str\n",
    "by identity": "@dataclass(eq=False)\nclass Team:\n    no: int\n    name: str\n",
    "model": "class Team(BaseModel):\n    no: int\n    name: str\n",
}

TEAMS = """
TEAMS = [Team(no=1, name="Ajax"), Team(no=2, name="Benfica"), Team(no=3, name="Celtic")]

class Play(PageState):
    team: Team = StateVar(TEAMS[0], url_key="team")

def choose():
    Play.team = Team(no=2, name="Benfica")

if st.button("inline"):
    choose()
{widget}
st.button("callback", on_click=choose)
st.button("reset", on_click=Play.reset)
if st.button("late"):
    choose()
    st.rerun()
st.text(Play.team.name)
"""

IMPORTS = """from dataclasses import dataclass
from pydantic import BaseModel
from st_page_state import PageState, StateVar
"""

OFFERED = 'st.{0}("Team", format_func=lambda t: t.name, **Play.bind("team", options=TEAMS))'
PLAIN = 'st.{0}("Team", TEAMS, format_func=lambda t: t.name, **Play.bind("team"))'


def shows(tab: Tab, name: str) -> bool:
    widget: Any = tab.widget("Team").value
    return tab.texts == [name] and widget.name == name


@pytest.mark.parametrize("command", ["selectbox", "radio", "select_slider"])
@pytest.mark.parametrize("widget", [OFFERED, PLAIN])
@pytest.mark.parametrize("kind", KINDS)
def test_code_moves_a_choice_of_classes_that_the_script_makes_anew(
    command: str, widget: str, kind: str
) -> None:
    if kind == "by identity" and VERSION < (1, 55):
        pytest.skip("Streamlit before 1.55 finds such a choice among no options")
    source = IMPORTS + KINDS[kind] + TEAMS.format(widget=widget.format(command))
    tab = opened(source)
    assert shows(tab, "Ajax")
    for way in ("callback", "inline", "late"):
        tab.widget("Team").set_value(tab.widget("Team").options[2])
        assert shows(tab, "Celtic")
        tab.rerun()
        assert shows(tab, "Celtic")
        tab.button(way).click()
        assert shows(tab, "Benfica")
        tab.rerun()
        assert shows(tab, "Benfica")
    if VERSION >= (1, 65):
        tab.back()
        assert shows(tab, "Celtic")
    tab.button("reset").click()
    tab.rerun()
    assert shows(tab, "Ajax")
