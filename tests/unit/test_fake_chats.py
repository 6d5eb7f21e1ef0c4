"""The simulated chat: parts that are not simulated, and values that are never sent."""

from __future__ import annotations

from typing import Any

import pytest

from one_widget import OnePage, call
from st_page_state_fakes.errors import NotSimulatedError

CHAT = call("chat_input", "Say")


@pytest.mark.parametrize("asks", [{"accept_file": way} for way in (True, "multiple", "directory")])
def test_a_chat_with_files_is_not_simulated(asks: Any) -> None:
    with pytest.raises(NotSimulatedError, match=r"^chat_input\(\) with files or audio is not"):
        OnePage(CHAT.but(**asks))


def test_what_is_assigned_is_not_sent() -> None:
    page = OnePage(CHAT, held=("draft",))
    assert (page.value, page.tab.session_state["k"]) == (None, None)
    assert page.enter("sent") == "sent"
