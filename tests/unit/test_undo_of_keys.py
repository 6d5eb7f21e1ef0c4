"""Undo of keyed classes: each key has a history of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import pytest

from drivers.undoing import redone, undone
from st_page_state import PageState, StateVar, batch, use_ports
from st_page_state_fakes import FakeApp, FakeQuery, FakeSession


class Undoes(PageState):
    class Config:
        undo = 3
        url_selfish = False


class Draft(Undoes):
    body: str = StateVar(default="")
    hits: int = 0

    class Config:
        share_url_with: ClassVar = ["Nav", "Notes"]

    @classmethod
    def on_change(cls, field: str, old: Any, new: Any) -> None:
        if field == "body" and cls.keyed_by == "hook":
            cls.hits += 1
            Draft.of("other").hits += 1


class Nav(Undoes):
    view: str = StateVar(default="list", url_key="view")


class Notes(Undoes):
    text: str = StateVar(default="")


@pytest.fixture(autouse=True)
def run() -> Iterator[None]:
    with use_ports(FakeSession(), FakeQuery()):
        yield


def test_each_key_has_its_own_history() -> None:
    Draft.of("oslo").body = "x"
    Draft.of("lund").body = "y"
    assert not Draft.can_undo()
    assert undone(Draft.of("oslo"))
    assert (Draft.of("oslo").body, Draft.of("lund").body) == ("", "y")
    assert not Draft.of("oslo").can_undo()
    assert not Draft.of("lund").can_redo()
    Draft.of("lund").body = "z"  # takes nothing of oslo back
    assert redone(Draft.of("oslo"))
    assert (Draft.of("oslo").body, Draft.of("lund").body) == ("x", "z")


def test_on_a_keys_page_nothing_of_another_is_undone() -> None:
    def script(st: Any) -> None:
        key = st.selectbox("Key", ["oslo", "lund"])
        draft = Draft.of(key)
        st.text_input("Body", **draft.bind("body"))
        st.button("Undo", on_click=draft.undo, disabled=not draft.can_undo())
        st.text(str(draft.can_undo()))

    tab = FakeApp(script).open()
    tab.widget("Body").set_value("x")
    assert tab.texts == ["True"]
    tab.widget("Key").set_value("lund")
    assert tab.texts == ["False"]
    tab.widget("Key").set_value("oslo")
    tab.button("Undo").click()
    assert (tab.texts, tab.widget("Body").value) == (["False"], "")


def test_a_key_has_it_with_the_classes_that_its_class_shares_with() -> None:
    Draft.of("oslo").body = "x"
    Nav.view = "map"
    Notes.of("oslo").text = "n"
    Notes.of("lund").text = "m"
    oslo = Draft.of("oslo")
    assert undone(oslo)
    assert (Notes.of("oslo").text, Notes.of("lund").text, Nav.view) == ("", "m", "map")
    assert undone(oslo)
    assert (Nav.view, oslo.body) == ("list", "x")
    assert undone(oslo)
    assert (oslo.body, oslo.can_undo()) == ("", False)
    assert redone(oslo)
    Nav.view = "board"
    assert not oslo.can_redo()


def test_a_class_does_not_undo_what_only_keys_have_changed() -> None:
    Nav.view = "map"
    Draft.of("oslo").body = "x"
    assert undone(Nav)
    assert (Nav.view, Draft.of("oslo").body) == ("list", "x")
    assert not Nav.can_undo()
    assert undone(Draft.of("oslo"))


def test_a_batch_of_two_keys_is_a_step_of_each() -> None:
    with batch():
        Draft.of("oslo").body = "x"
        Draft.of("lund").body = "y"
    assert undone(Draft.of("lund"))
    assert (Draft.of("oslo").body, Draft.of("lund").body) == ("x", "")


@pytest.mark.parametrize("first", ["Nav", "oslo"])
def test_a_batch_with_a_class_that_both_share_with_is_one(first: str) -> None:
    with batch():
        if first == "Nav":
            Nav.view = "map"
        Draft.of("oslo").body = "x"
        Draft.of("lund").body = "y"
        Nav.view = "map"
    assert undone(Draft.of("lund"))
    assert (Draft.of("oslo").body, Draft.of("lund").body, Nav.view) == ("", "", "list")
    assert not Draft.of("oslo").can_undo()


def test_what_a_step_has_changed_since_is_undone_before_it() -> None:
    with batch():
        Nav.view = "map"
        Draft.of("oslo").body = "x"
    Draft.of("oslo").body = "y"
    assert undone(Nav)
    assert (Nav.view, Draft.of("oslo").body) == ("map", "x")
    assert undone(Nav)
    assert (Nav.view, Draft.of("oslo").body) == ("list", "")
    assert redone(Nav)
    assert redone(Draft.of("oslo"))
    assert (Nav.view, Draft.of("oslo").body) == ("map", "y")


def test_each_key_keeps_as_many_steps_as_are_asked_for() -> None:
    for n in range(5):
        Draft.of("oslo").body = f"o{n}"
        Draft.of("lund").body = f"l{n}"
    for key in ("oslo", "lund"):
        count = 0
        while undone(Draft.of(key)):
            count += 1
        assert (count, Draft.of(key).body) == (3, f"{key[0]}1")


def test_a_hook_may_set_another_key_and_not_this_one() -> None:
    hook = Draft.of("hook")
    hook.body = "x"
    assert (hook.hits, Draft.of("other").hits) == (1, 1)
    assert undone(hook)
    assert (hook.body, hook.hits, Draft.of("other").hits) == ("", 0, 2)


def test_a_key_with_a_bracket_is_no_other_key() -> None:
    Draft.of("a[b").body = "x"
    Notes.of("b").text = "y"
    assert undone(Draft.of("a[b"))
    assert (Draft.of("a[b").body, Notes.of("b").text) == ("", "y")
