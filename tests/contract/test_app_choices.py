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


EMPTIED = """
CITIES = {{"no": ["oslo", "bergen"], "se": ["lund"], "xx": []}}

class Place(PageState):
    country: str = StateVar("no", url_key="country")
    city: {kind} = StateVar({default}, url_key="city")

st.selectbox("Country", **Place.bind("country", options=list(CITIES)))
st.{command}("City", **Place.bind("city", options=CITIES[Place.country]))
st.text(repr(Place.city))
st.text(", ".join(str(error.reason) for error in Place.url_errors().values()))
"""


@pytest.mark.parametrize(
    ("command", "kind", "default", "chosen", "nothing"),
    [
        ("selectbox", "str | None", "None", "bergen", None),
        ("radio", "str | None", "None", "bergen", None),
        ("multiselect", "list[str]", "default_factory=list", ["bergen"], []),
    ],
)
def test_no_options_are_no_choice(
    command: str, kind: str, default: str, chosen: Any, nothing: Any
) -> None:
    source = IMPORTS + EMPTIED.format(command=command, kind=kind, default=default)
    tab = opened(source, "?country=no&city=bergen")
    assert (tab.texts[0], tab.widget("City").value) == (repr(chosen), chosen)
    for country in ("xx", "no", "xx", "se"):
        tab.widget("Country").set_value(country)
        assert (tab.texts[0], tab.widget("City").value) == (repr(nothing), nothing)
        tab.rerun()
        assert (tab.texts[0], tab.widget("City").value) == (repr(nothing), nothing)
    tab.widget("City").set_value("lund" if nothing is None else ["lund"])
    assert tab.texts[0] in ("'lund'", "['lund']")
    wrong = opened(source, "?country=xx&city=bergen")
    assert wrong.texts == [repr(nothing), "there are no options"]
    assert "bergen" not in wrong.url


def test_a_field_that_must_have_a_value_keeps_it_where_there_are_no_options() -> None:
    source = IMPORTS + EMPTIED.format(command="selectbox", kind="str", default='"oslo"')
    tab = opened(source, "?country=no&city=bergen")
    tab.widget("Country").set_value("xx")
    assert (tab.texts[0], tab.widget("City").value) == ("'bergen'", None)
    tab.widget("Country").set_value("no")
    assert (tab.texts[0], tab.widget("City").value) == ("'bergen'", "bergen")
    tab.widget("Country").set_value("xx")
    tab.widget("Country").set_value("se")
    assert (tab.texts[0], tab.widget("City").value) == ("'lund'", "lund")


SEVERAL = """
from enum import Enum

class Color(Enum):
    RED = "r"
    GREEN = "g"
    BLUE = "b"

class Paint(PageState):
    colors: {kind} = StateVar(default_factory=lambda: {kind}([Color.RED]), url_key="c")
    name: str = StateVar(default="", url_key="name")

with {block}:
    {widget}
    st.text_input("Name", **Paint.bind("name"))
    if {form}:
        st.form_submit_button("save")
st.button("noop")
st.text(sorted(color.name for color in Paint.colors))
st.text(Paint.widget_errors())
"""

OF_SEVERAL = {
    "multiselect": 'st.multiselect("Colors", list(Color), **Paint.bind("colors"))',
    "pills": 'st.pills("Colors", list(Color), selection_mode="multi", **Paint.bind("colors"))',
    "segmented": 'st.segmented_control("Colors", selection_mode="multi", '
    '**Paint.bind("colors", options=Color))',
}


@pytest.mark.parametrize("form", [True, False])
@pytest.mark.parametrize("kind", ["set[Color]", "frozenset[Color]", "tuple[Color, ...]"])
@pytest.mark.parametrize("command", OF_SEVERAL)
def test_several_members_of_an_enum_of_the_script(command: str, kind: str, form: bool) -> None:
    if command != "multiselect" and VERSION < (1, 40):
        pytest.skip("it has no such widget")
    block = 'Paint.form("f")' if form else "st.container()"
    source = SEVERAL.format(kind=kind, block=block, widget=OF_SEVERAL[command], form=form)
    tab = opened(IMPORTS + source.replace("tuple[Color, ...](", "tuple("))
    tab.rerun()
    tab.widget("Name").set_value("ann")
    tab.widget("Colors").set_value(tab.widget("Colors").options[1:])
    assert form or tab.texts == ["['BLUE', 'GREEN']", "{}"]
    tab.button("save" if form else "noop").click()
    tab.rerun()
    assert tab.texts == ["['BLUE', 'GREEN']", "{}"]
    assert tab.url in ("?c=g&c=b&name=ann", "?c=b&c=g&name=ann")
