"""Fields of types that are no widget's own: secrets in a password's widget, others as options."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from st_page_state.trace import trace
from st_page_state_fakes import FakeApp, Tab

WORD = "hunter2"
HEAD = """
import streamlit as st
from datetime import timedelta
from decimal import Decimal
from ipaddress import IPv4Address
from pathlib import Path
from typing import Annotated
from uuid import UUID
from pydantic import BaseModel, Field, Secret, SecretBytes, SecretStr
from st_page_state import PageState, StateVar


class Point(BaseModel):
    x: int


class X(PageState):
    page: int = StateVar(default=1, url_key="p")
    f: {kind} = {default}


"""
PASSWORD = 'st.text_input("T", type="password", **X.bind("f"))\n'
SHOWN = 'st.text(f"{X.f!r} {len(X.f.get_secret_value())}")\n'
LONG = "Annotated[SecretStr, Field(min_length=3)]"


def opened(folder: Path, kind: str, default: str, *lines: str) -> Tab:
    app = folder / "app.py"
    app.write_text(HEAD.format(kind=kind, default=default) + "".join(lines))
    return FakeApp(app).open()


def test_a_password_is_entered_into_a_secret(tmp_path: Path) -> None:
    tab = opened(tmp_path, "SecretStr", 'SecretStr("")', PASSWORD, SHOWN)
    assert tab.texts == ["SecretStr('') 0"]
    with trace() as seen:
        tab.widget("T").set_value(WORD)
    assert tab.texts == ["SecretStr('**********') 7"]
    assert tab.widget("T").value == WORD
    assert WORD not in str(seen)
    assert WORD not in "".join(tab.history)
    tab.rerun()
    assert tab.widget("T").value == WORD


def test_code_sets_and_resets_what_the_widget_shows(tmp_path: Path) -> None:
    buttons = f'if st.button("Set"):\n    X.f = {WORD!r}\nif st.button("Reset"):\n    X.reset()\n'
    tab = opened(tmp_path, "SecretStr", 'SecretStr("")', buttons, PASSWORD, SHOWN)
    tab.button("Set").click()
    assert tab.widget("T").value == WORD
    tab.button("Reset").click()
    assert tab.widget("T").value == ""
    assert tab.texts == ["SecretStr('') 0"]


def test_what_is_rejected_is_in_no_message(tmp_path: Path) -> None:
    errors = 'st.write(str(X.widget_errors()["f"]) if X.widget_errors() else "none")\n'
    tab = opened(tmp_path, LONG, 'SecretStr("long")', PASSWORD, errors)
    tab.widget("T").set_value("q§")
    assert "at least 3" in tab.texts[0]
    assert "q§" not in tab.texts[0]
    assert tab.widget("T").value == "q§"
    tab.widget("T").set_value(WORD)
    assert tab.texts == ["none"]


def test_a_form_takes_a_secret_when_it_is_submitted(tmp_path: Path) -> None:
    form = f'with X.form("a"):\n    {PASSWORD}    st.form_submit_button("Go", **X.bind_submit())\n'
    tab = opened(tmp_path, "SecretStr", 'SecretStr("")', form, SHOWN)
    tab.widget("T").set_value(WORD)
    assert tab.texts == ["SecretStr('') 0"]
    tab.button("Go").click()
    assert tab.texts == ["SecretStr('**********') 7"]
    assert tab.widget("T").value == WORD


def test_a_secret_may_be_none(tmp_path: Path) -> None:
    shown = "st.text(repr(X.f))\n"
    box = PASSWORD.replace('"T"', '"T", None')
    tab = opened(tmp_path, "SecretStr | None", "None", box, shown)
    assert tab.texts == ["None"]
    tab.widget("T").set_value(WORD)
    assert tab.texts == ["SecretStr('**********')"]
    assert tab.widget("T").value == WORD


def test_a_secret_number_is_a_number_in_its_widget(tmp_path: Path) -> None:
    lines = 'st.number_input("T", **X.bind("f"))\n', "st.text(X.f.get_secret_value())\n"
    tab = opened(tmp_path, "Secret[int]", "Secret[int](3)", *lines)
    tab.widget("T").set_value(4)
    assert tab.texts == ["4"]


def test_a_secret_has_no_url_key(tmp_path: Path) -> None:
    kind = 'StateVar(default=SecretStr(""), url_key="f")'
    with pytest.raises(TypeError, match=r"secret|SecretStr"):
        opened(tmp_path, "SecretStr", kind, PASSWORD)


OTHERS = {
    "bytes": ("b'x'", "b'y'"),
    "Path": ("Path('a')", "Path('b')"),
    "UUID": ("UUID(int=1)", "UUID(int=2)"),
    "Decimal": ("Decimal('1.5')", "Decimal('2.5')"),
    "timedelta": ("timedelta(1)", "timedelta(2)"),
    "IPv4Address": ("IPv4Address('10.0.0.1')", "IPv4Address('10.0.0.2')"),
    "Point": ("Point(x=1)", "Point(x=2)"),
}


@pytest.mark.parametrize("kind", OTHERS)
def test_a_value_of_another_type_is_one_of_the_options(tmp_path: Path, kind: str) -> None:
    first, second = OTHERS[kind]
    many = f"[{first}, {second}]"
    ways = {"given": f'"T", {many}, **X.bind("f")', "bound": f'"T", **X.bind("f", options={many})'}
    for name, way in ways.items():
        folder = tmp_path / name
        folder.mkdir()
        field = f'StateVar(default={first}, url_key="f")'
        shown = f"st.text(X.f == {second})\n"
        tab = opened(folder, kind, field, f"st.selectbox({way})\n", shown)
        assert tab.texts == ["False"]
        widget: Any = tab.widget("T")
        widget.set_value(widget.options[1])
        assert tab.texts == ["True"]
        tab.reload()
        assert tab.texts == ["True"]


@pytest.mark.parametrize("kind", [kind for kind in OTHERS if kind != "bytes"])
def test_a_widget_for_texts_holds_no_other_type(tmp_path: Path, kind: str) -> None:
    """Streamlit refuses it, after ``bind()``, which cannot know the widget."""
    with pytest.raises(TypeError, match="bad argument type"):
        opened(tmp_path, kind, OTHERS[kind][0], 'st.text_input("T", **X.bind("f"))\n')
