"""The behaviour that the library expects of a session port, row by row."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, ClassVar, TypeAlias

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as some

from st_page_state import SessionPort
from st_page_state_fakes.contract.capabilities import needs


class SessionTab(ABC):
    """One browser tab whose session is under test, as the rows drive it."""

    @abstractmethod
    def run(self) -> AbstractContextManager[SessionPort]:
        """Return a context that is the tab's next script run and yields its session."""


OpenSession: TypeAlias = Callable[[], SessionTab]
"""Opens a tab of its own, whose session is empty."""

LAW = settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=60,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
)
_KEYS = some.text(min_size=1, max_size=6).filter(lambda key: not key.startswith("$$"))
"""Keys that ``st.session_state`` takes."""
_STEPS = some.lists(some.tuples(_KEYS, some.integers() | some.none(), some.booleans()))


class SessionPortContract:
    """The rows for a session port of your own.

    Derive a class whose name begins with ``Test`` and give it the fixture ``open_tab``,
    which returns a callable that opens a new tab (a :class:`SessionTab`). It needs pytest
    and hypothesis. For example, a dict::

        class DictTab(SessionTab):
            def __init__(self) -> None:
                self.session: dict[str, object] = {}

            def run(self) -> AbstractContextManager[SessionPort]:
                return nullcontext(self.session)

        class TestDict(SessionPortContract):
            @pytest.fixture
            def open_tab(self) -> OpenSession:
                return DictTab

    Attributes:
        capabilities: names from :data:`~st_page_state_fakes.contract.CAPABILITIES`; rows
            that need another one are skipped, and say so.
    """

    capabilities: ClassVar[frozenset[str]] = frozenset()

    def test_a_missing_key_raises_key_error(self, open_tab: OpenSession) -> None:
        """Reading a key that was never set raises KeyError."""
        with open_tab().run() as session:
            with pytest.raises(KeyError):
                session["x"]
            assert session.get("x") is None
            assert session.get("x", 1) == 1

    def test_deleting_a_missing_key_raises_key_error(self, open_tab: OpenSession) -> None:
        """Deleting a key that was never set raises KeyError."""
        with open_tab().run() as session, pytest.raises(KeyError):
            del session["x"]

    @pytest.mark.parametrize("value", [1, "a", 1.5, (1, "a"), [1], {"a": [1]}, {1, 2}, object()])
    def test_what_is_set_is_read_back(self, open_tab: OpenSession, value: Any) -> None:
        """The object that was set is the object that is read, not a copy of it."""
        with open_tab().run() as session:
            session["x"] = value
            assert session["x"] is value

    @pytest.mark.parametrize("value", [None, 0, "", False, (), []])
    def test_an_empty_value_is_a_value(self, open_tab: OpenSession, value: Any) -> None:
        """A key whose value is None, or empty, is there."""
        with open_tab().run() as session:
            session["x"] = value
            assert "x" in session
            assert session.get("x", "default") == value

    def test_setting_again_replaces(self, open_tab: OpenSession) -> None:
        """The last value that was set is the one that is read."""
        with open_tab().run() as session:
            session["x"] = 1
            session["x"] = 2
            assert session["x"] == 2

    def test_a_deleted_key_is_missing(self, open_tab: OpenSession) -> None:
        """A key that was deleted is as if it had never been set."""
        with open_tab().run() as session:
            session["x"] = 1
            del session["x"]
            assert "x" not in session
            with pytest.raises(KeyError):
                session["x"]

    def test_keys_length_and_iteration_agree(self, open_tab: OpenSession) -> None:
        """Keys, values, items, iteration, length and `in` tell of the same content."""
        with open_tab().run() as session:
            assert (len(session), list(session)) == (0, [])
            session["x"], session["y"] = 1, 2
            assert len(session) == len(session.keys()) == len(session.items()) == 2
            assert set(session) == set(session.keys()) == {"x", "y"}
            assert sorted(session.values()) == [1, 2]
            assert dict(session) == dict(session.items()) == {"x": 1, "y": 2}
            assert ("x" in session, "z" in session) == (True, False)

    def test_asking_creates_nothing(self, open_tab: OpenSession) -> None:
        """Asking for a missing key leaves it missing."""
        with open_tab().run() as session:
            assert "x" not in session
            assert session.get("y") is None
            assert session.pop("z", None) is None
            assert (len(session), list(session)) == (0, [])

    def test_the_mapping_methods_work(self, open_tab: OpenSession) -> None:
        """Update, setdefault and pop work as on a dict."""
        with open_tab().run() as session:
            session.update({"x": 1}, y=2)
            assert session.setdefault("x", 5) == 1
            assert session.setdefault("z", 5) == 5
            assert session.pop("y") == 2
            assert dict(session) == {"x": 1, "z": 5}
            with pytest.raises(KeyError):
                session.pop("y")

    def test_clear_empties_it(self, open_tab: OpenSession) -> None:
        """Clear removes every key, and the session can be used again."""
        with open_tab().run() as session:
            session.update(x=1, y=2)
            session.clear()
            assert dict(session) == {}
            session["x"] = 3
            assert dict(session) == {"x": 3}

    @needs("iterates_a_copy")
    def test_keys_may_be_deleted_while_they_are_iterated(self, open_tab: OpenSession) -> None:
        """A loop over the keys may delete them."""
        with open_tab().run() as session:
            session.update(x=1, y=2, z=3)
            for key in session:
                del session[key]
            assert dict(session) == {}

    def test_what_was_set_stays_for_the_next_run(self, open_tab: OpenSession) -> None:
        """A value that one run set is there in the runs that follow."""
        tab = open_tab()
        with tab.run() as session:
            session["x"] = value = ["a"]
        with tab.run() as session:
            assert session.get("x") is value
        with tab.run() as session:
            assert dict(session) == {"x": ["a"]}

    def test_what_was_deleted_stays_deleted(self, open_tab: OpenSession) -> None:
        """A value that a former run set and this run deleted does not come back."""
        tab = open_tab()
        with tab.run() as session:
            session["x"] = 1
        with tab.run() as session:
            del session["x"]
            assert "x" not in session
        with tab.run() as session:
            assert dict(session) == {}

    def test_a_change_in_place_is_kept(self, open_tab: OpenSession) -> None:
        """A container that was changed in place is changed for every later read."""
        tab = open_tab()
        with tab.run() as session:
            session["x"] = ["a"]
            session["x"].append("b")
            assert session["x"] == ["a", "b"]
        with tab.run() as session:
            session["x"].append("c")
        with tab.run() as session:
            assert session["x"] == ["a", "b", "c"]

    def test_two_tabs_share_nothing(self, open_tab: OpenSession) -> None:
        """The values of one tab are invisible to another."""
        ann, bob = open_tab(), open_tab()
        with ann.run() as session:
            session["x"] = 1
        with bob.run() as session:
            assert dict(session) == {}
            session["x"] = 2
        with ann.run() as session:
            assert session["x"] == 1

    def test_it_does_what_a_dict_does(self, open_tab: OpenSession) -> None:
        """After any sets and deletes, the content equals that of a dict."""

        @LAW
        @given(_STEPS)
        def law(steps: list[tuple[str, int | None, bool]]) -> None:
            model: dict[str, int | None] = {}
            tab = open_tab()
            for key, value, keep in steps:
                with tab.run() as session:
                    session[key] = model[key] = value
                    if not keep:
                        del session[key], model[key]
            with tab.run() as session:
                assert dict(session) == model

        law()
