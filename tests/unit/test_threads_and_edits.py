"""A class is edited while threads of one session use it, some of them the former version."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from drivers.runs import PlainTab
from st_page_state import PageState, StateVar, batch
from st_page_state.declaration.spec import Source
from st_page_state.ports import SESSION_KEY
from st_page_state_fakes import FakeQuery


def version(**types: Any) -> Any:
    """Return a version of a class whose fields have these types and their defaults."""
    body = {
        name: StateVar(default_factory=kind, url_key=None if name == "plain" else name)
        for name, kind in types.items()
    }
    body |= {"__annotations__": types, "__module__": __name__, "__qualname__": "Edited"}
    return type(PageState)("Edited", (PageState,), body)


TYPES: dict[str, Any] = {"plain": float, "a": int, "c": int}


class Tab(PlainTab):
    """A session in which the former version has been used, if there is one."""

    def __init__(self, former: Any = None) -> None:
        super().__init__(FakeQuery())
        if former is not None:
            with self.ports():
                former.reset()


def test_the_former_version_is_set_while_the_new_one_is() -> None:
    former, new = version(a=int, b=int), version(a=int, b=int, c=int)
    tab = Tab(former)
    with tab.ports():
        with batch():
            new.c = 3
            tab.elsewhere(lambda: setattr(former, "a", 1))
            new.b = 2
        assert new.dump() == {"a": 1, "b": 2, "c": 3}


def test_the_new_version_is_set_while_the_former_one_is() -> None:
    former, new = version(a=int, b=int), version(a=int, b=int, c=int)
    tab = Tab(former)
    with tab.ports():
        with batch():
            former.a = 1
            tab.elsewhere(lambda: new.update(b=2, c=3))
        assert new.dump() == {"a": 1, "b": 2, "c": 3}


def test_a_field_without_a_param_is_kept_too() -> None:
    former, new = version(plain=int), version(plain=int, c=int)
    tab = Tab(former)
    with tab.ports():
        with batch():
            new.c = 3
            tab.elsewhere(lambda: setattr(former, "plain", 1))
        assert new.dump() == {"plain": 1, "c": 3}


@pytest.mark.filterwarnings("ignore:.*plain:UserWarning")
def test_a_value_without_a_text_is_kept() -> None:
    former, new = version(plain=float, a=int), version(plain=float, a=int, c=int)
    body = {name: StateVar(default=kind(), url_key=name) for name, kind in TYPES.items()}
    body |= {"__annotations__": TYPES, "__module__": __name__, "__qualname__": "Edited"}
    published = type(PageState)("Edited", (PageState,), body)
    tab = Tab(former)
    with tab.ports():
        former.plain = float("inf")
        with batch():
            published.c = 3
            tab.elsewhere(lambda: setattr(new, "a", 1))
        assert (published.plain, published.a, published.c) == (float("inf"), 1, 3)


def test_the_last_commit_of_a_field_wins_in_any_version() -> None:
    former, new = version(a=int), version(a=int, c=int)
    for batched, other in ((former, new), (new, former)):
        tab = Tab(former)
        with tab.ports():
            with batch():
                batched.a = 1
                tab.elsewhere(lambda other=other: setattr(other, "a", 2))  # type: ignore[misc]
            assert new.a == 1


def test_a_field_that_both_have_got_meanwhile() -> None:
    former, new = version(a=int), version(a=int, c=int, d=int)
    tab = Tab(former)
    with tab.ports():
        with batch():
            new.d = 4
            tab.elsewhere(lambda: setattr(new, "c", 3))
        assert new.dump() == {"a": 0, "c": 3, "d": 4}


def test_a_field_of_another_type_keeps_the_value_of_the_new_version() -> None:
    former, new = version(a=int, b=int), version(a=str, b=int)
    tab = Tab(former)
    with tab.ports():
        with batch():
            new.a = "new"
            tab.elsewhere(lambda: former.update(a=1, b=2))
        assert new.dump() == {"a": "new", "b": 2}


@pytest.mark.parametrize("edited", [False, True])
def test_a_list_that_was_changed_in_place_yields_to_one_that_was_set(edited: bool) -> None:
    former = version(a=list[int], b=int)
    new = version(a=list[int], b=int, c=int) if edited else former
    tab = Tab(former)
    with tab.ports():
        former.a.append(1)
        with batch():
            new.b = 2
            tab.elsewhere(lambda: setattr(former, "a", [3]))
        assert (new.a, new.b) == ([3], 2)


@pytest.mark.parametrize("which", [0, 1])
def test_lists_that_both_versions_read_at_the_first_touch(which: int) -> None:
    former, new = version(a=list[int]), version(a=list[int], c=int)
    tab = Tab()
    lists: list[list[int]] = []
    with tab.ports():
        with batch():
            lists.append(new.a)
            tab.elsewhere(lambda: lists.append(former.a))
        lists[which].append(1)
        assert new.a == [1]


def test_a_session_that_was_pickled_meanwhile() -> None:
    former, new = version(a=int), version(a=int, c=int)
    tab = Tab(former)
    with tab.ports():
        with batch():
            new.c = 3
            tab.session[SESSION_KEY] = pickle.loads(pickle.dumps(tab.session[SESSION_KEY]))
        assert new.dump() == {"a": 0, "c": 3}


class Stop(BaseException):
    """Ends a run."""


def test_a_stopped_batch_yields_in_any_version() -> None:
    former, new = version(a=int), version(a=int, c=int)
    for batched, other in ((former, new), (new, former)):
        tab = Tab(former)
        with tab.ports():
            with pytest.raises(Stop), batch():
                batched.a = 1
                tab.elsewhere(lambda other=other: setattr(other, "a", 2))  # type: ignore[misc]
                raise Stop
            assert new.a == 2


def test_an_edit_is_one_of_the_same_file() -> None:
    was = Source("app.py", 1, 7)
    assert not was.is_edit_of(was)
    assert Source("app.py", 2, 7).is_edit_of(was)
    assert Source("app.py", 1, 8).is_edit_of(was)
    assert not Source("app.py", 1, None).is_edit_of(was)
    assert not Source("page.py", 2, 8).is_edit_of(was)


def test_a_param_that_an_edit_has_moved_has_one_owner(monkeypatch: pytest.MonkeyPatch) -> None:
    def made(name: str, field: str) -> Any:
        body = {
            "__annotations__": {field: int}, "__module__": __name__, "__qualname__": name,
            field: StateVar(default=0, url_key=field),
        }  # fmt: skip
        return type(PageState)(name, (PageState,), body)

    former = made("Moved", "moved")
    monkeypatch.setitem(globals(), "Moved", made("Moved", "other"))  # the source has this one
    owner = made("Owner", "moved")
    monkeypatch.setitem(globals(), "Owner", owner)
    with Tab().ports():
        former.moved, owner.moved = 1, 2  # a thread of the run before still uses the former one
        assert (former.moved, owner.moved) == (1, 2)
    with Tab().ports():
        assert (owner.moved, former.moved) == (0, 0)
