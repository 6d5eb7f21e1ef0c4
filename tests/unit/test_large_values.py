"""Large values that are changed in place: when the change is noticed, and what looking costs."""

from __future__ import annotations

from collections.abc import Callable
from time import thread_time
from typing import Any, ClassVar

import pytest

from st_page_state import InvalidValueError, PageState, StateVar, batch, use_ports
from st_page_state_fakes import FakeApp, FakeQuery, FakeSession

MANY = 1_000


class Chat(PageState):
    messages: list[dict[str, str]] = StateVar(
        default_factory=lambda: [{"role": "user", "text": str(i)} for i in range(MANY)]
    )
    tags: list[str] = StateVar(default_factory=list, url_key="t")
    title: str = StateVar(default="new")
    page: int = StateVar(default=1, url_key="p")
    seen: ClassVar[list[str]] = []

    @classmethod
    def on_change(cls, field: str, old: Any, new: Any, /) -> None:
        cls.seen.append(field)


def least(act: Callable[[], object], number: int = 200) -> float:
    """Return the seconds of one call, at best."""
    taken = []
    for _ in range(5):
        start = thread_time()
        for _ in range(number):
            act()
        taken.append((thread_time() - start) / number)
    return min(taken)


@pytest.mark.parametrize("in_batch", [False, True])
def test_reading_looks_at_a_large_value_once(ports: None, in_batch: bool) -> None:
    def reads() -> None:
        beside = least(lambda: Chat.title)
        Chat.messages
        looked = least(lambda: Chat.messages)
        assert least(lambda: Chat.title) < 5 * beside
        assert looked < 20 * beside

    if in_batch:
        with batch():
            reads()
    else:
        reads()


@pytest.mark.parametrize(
    "look",
    [
        lambda: Chat.bind("title"),
        lambda: setattr(Chat, "title", "other"),
        lambda: setattr(Chat, "page", 2),
        Chat.dump,
        Chat.snapshot,
        Chat.focus,
        Chat.url_errors,
    ],
)
@pytest.mark.parametrize("last", [True, False])
def test_all_but_a_read_notices_a_change(
    ports: None, look: Callable[[], object], last: bool
) -> None:
    Chat.messages[-1 if last else 0]["text"] = "changed"
    Chat.seen.clear()
    Chat.title
    assert Chat.messages[-1 if last else 0]["text"] == "changed"
    assert Chat.seen == []
    look()
    assert "messages" in Chat.seen


def test_the_next_run_notices_a_change_at_its_first_read() -> None:
    session, query = FakeSession(), FakeQuery()
    with use_ports(session, query):
        Chat.messages.append({"role": "ai", "text": "last"})
        Chat.seen.clear()
    with use_ports(session, query):
        Chat.title
        assert Chat.seen == ["messages"]
        assert Chat.messages[-1]["text"] == "last"


def test_a_small_value_beside_is_noticed_at_a_read(ports: None, query: FakeQuery) -> None:
    Chat.messages
    Chat.tags.append("a")
    Chat.title
    assert query.params["t"] == ("a",)


def test_what_does_not_fit_is_taken_back(ports: None) -> None:
    Chat.messages.append({"role": 5})  # type: ignore[dict-item]
    with pytest.raises(InvalidValueError):
        Chat.title = "other"
    assert (len(Chat.messages), Chat.title) == (MANY, "new")


@pytest.mark.parametrize("value", [True, 1.0, "1"])
def test_another_type_is_a_change(ports: None, value: Any) -> None:
    class Numbers(PageState):
        numbers: list[Any] = StateVar(default_factory=lambda: [1] * MANY)
        typed: list[int | float | str | bool] = StateVar(default_factory=lambda: [1] * MANY)

    for name in ("numbers", "typed"):
        getattr(Numbers, name)[7] = value
        assert type(Numbers.dump()[name][7]) is type(value)


def test_a_session_that_was_cleared_has_no_last_changes() -> None:
    def script(st: Any) -> None:
        Chat.messages.append({"role": "user", "text": "lost"})
        st.session_state.clear()

    tab = FakeApp(script).open()
    assert tab.session_state == {}
    assert len(tab.state(Chat).messages) == MANY
