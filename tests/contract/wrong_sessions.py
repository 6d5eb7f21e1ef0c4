"""Sessions with one defect each, for the rows of the session's contract."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any, ClassVar

from drivers.ports import FakeSessionTab
from st_page_state import SessionPort
from st_page_state_fakes import FakeSession

WRONG_SESSIONS: dict[str, type[FakeSessionTab]] = {}
"""Row -> a tab with a session that fails it."""


def session_port(row: str) -> Callable[[type[FakeSession]], type[FakeSession]]:
    """Register a session with the defect that this row detects."""

    def note(port: type[FakeSession]) -> type[FakeSession]:
        class Tab(FakeSessionTab):
            def __init__(self) -> None:
                self.session = port()

        WRONG_SESSIONS[row] = Tab
        return port

    return note


def session_tab(row: str) -> Callable[[type[FakeSessionTab]], type[FakeSessionTab]]:
    """Register a tab with the defect, in its runs, that this row detects."""

    def note(tab: type[FakeSessionTab]) -> type[FakeSessionTab]:
        WRONG_SESSIONS[row] = tab
        return tab

    return note


@session_port("test_a_missing_key_raises_key_error")
class ReadsNone(FakeSession):
    def __getitem__(self, key: str) -> Any:
        return self._content.get(key)


@session_port("test_deleting_a_missing_key_raises_key_error")
class DeletesInSilence(FakeSession):
    def __delitem__(self, key: str) -> None:
        self._content.pop(key, None)


@session_port("test_what_is_set_is_read_back")
class Copies(FakeSession):
    def __setitem__(self, key: str, value: Any) -> None:
        super().__setitem__(key, copy.copy(value) if isinstance(value, list) else value)


@session_port("test_an_empty_value_is_a_value")
class OverlooksNone(FakeSession):
    def __contains__(self, key: object) -> bool:
        return self._content.get(str(key)) is not None


@session_port("test_setting_again_replaces")
class KeepsTheFirst(FakeSession):
    def __setitem__(self, key: str, value: Any) -> None:
        self._content.setdefault(key, value)


@session_port("test_a_deleted_key_is_missing")
class DeletesToNone(FakeSession):
    def __delitem__(self, key: str) -> None:
        self[key] = None


@session_port("test_keys_length_and_iteration_agree")
class CountsItself(FakeSession):
    def __len__(self) -> int:
        return len(self._content) + 1


@session_port("test_asking_creates_nothing")
class CreatesOnAsking(FakeSession):
    def __contains__(self, key: object) -> bool:
        there = key in self._content
        self._content.setdefault(str(key), None)
        return there


@session_port("test_the_mapping_methods_work")
class PopsNothing(FakeSession):
    def pop(self, key: str, *default: Any) -> Any:
        return self._content.get(key, *default)


@session_port("test_clear_empties_it")
class ClearsNothing(FakeSession):
    def clear(self) -> None:
        pass


@session_port("test_keys_may_be_deleted_while_they_are_iterated")
class IteratesLive(FakeSession):
    def __iter__(self) -> Iterator[str]:
        return iter(self._content)


@session_tab("test_what_was_set_stays_for_the_next_run")
class ForgetsRuns(FakeSessionTab):
    def run(self) -> AbstractContextManager[SessionPort]:
        return nullcontext(FakeSession())


@session_tab("test_what_was_deleted_stays_deleted")
class BringsBack(FakeSessionTab):
    @contextmanager
    def run(self) -> Iterator[SessionPort]:
        before = dict(self.session)
        yield self.session
        self.session.update(before | dict(self.session))


@session_tab("test_a_change_in_place_is_kept")
class StoresOnlyAssignments(FakeSessionTab):
    @contextmanager
    def run(self) -> Iterator[SessionPort]:
        yield self.session
        self.session = FakeSession(copy.deepcopy(dict(self.session)))
        for value in self.session.values():
            if isinstance(value, list) and len(value) > 2:
                value.pop()


@session_tab("test_two_tabs_share_nothing")
class OneForAll(FakeSessionTab):
    shared: ClassVar = FakeSession()

    def __init__(self) -> None:
        self.session = self.shared


@session_port("test_it_does_what_a_dict_does")
class IgnoresCase(FakeSession):
    def __setitem__(self, key: str, value: Any) -> None:
        super().__setitem__(key.strip(), value)

    def __delitem__(self, key: str) -> None:
        super().__delitem__(key.strip())
