"""Classes whose source was edited: what is out of date gives way, nested classes included."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from st_page_state import DeclarationError, use_ports
from st_page_state_fakes import FakeQuery, FakeSession

HEAD = "from st_page_state import PageState, StateVar\n"
AT_THE_TOP = """
class Panel(PageState):
    zoom: int = StateVar(default=1, url_key="edited_zoom")
    class Config:
        share_url_with = ["Outer.Inner"]
"""
NESTED = """
class Outer:
    class Inner(PageState):
        {name}: int = StateVar(default=2, url_key="edited_zoom")
        class Config:
            share_url_with = ["Panel"]
"""


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    made = ModuleType("edited_source")
    made.__file__ = __file__
    monkeypatch.setitem(sys.modules, made.__name__, made)
    return made


def run(module: ModuleType, source: str) -> None:
    exec(compile(HEAD + source, str(module.__file__), "exec"), module.__dict__)


def test_a_param_may_move_into_a_nested_class(module: ModuleType) -> None:
    run(module, AT_THE_TOP)
    del module.Panel
    run(module, NESTED.format(name="zoom"))
    with use_ports(FakeSession(), FakeQuery("?edited_zoom=7")):
        assert module.Outer.Inner.zoom == 7


def test_a_param_may_move_out_of_a_nested_class(module: ModuleType) -> None:
    run(module, NESTED.format(name="width"))
    del module.Outer
    run(module, AT_THE_TOP)
    with use_ports(FakeSession(), FakeQuery("?edited_zoom=7")):
        assert module.Panel.zoom == 7


def test_two_that_are_both_there_are_an_error(module: ModuleType) -> None:
    run(module, NESTED.format(name="height"))
    with pytest.raises(DeclarationError, match="edited_zoom"):
        run(module, AT_THE_TOP)


def test_a_callback_may_use_a_class_that_was_renamed(module: ModuleType) -> None:
    source = 'class {}(PageState):\n    zoom: int = StateVar(default=1, url_key="renamed_zoom")\n'
    run(module, source.format("Former"))
    with use_ports(FakeSession(), FakeQuery()):
        assert module.Former.zoom == 1
        run(module, source.format("Renamed"))
        former = module.__dict__.pop("Former")
        former.zoom = 2
        assert module.Renamed.zoom == 1
