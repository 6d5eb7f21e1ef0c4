"""The simulated text fields and chat: what they refuse, begin with, take, and are known by."""

from __future__ import annotations

from typing import Any

import pytest

from one_widget import Call, OnePage, call, not_entered, refused, refused_alike
from st_page_state_fakes import FakeApp
from st_page_state_fakes.errors import NotSimulatedError, StreamlitInvalidLayoutContextError

LINE, AREA = call("text_input", "L"), call("text_area", "L")
CHAT = call("chat_input", "Say")
BOUND = {"bind": "query-params"}


def test_a_password_has_no_place_in_the_address() -> None:
    error, message = refused_alike(LINE.but(type="password", key="k", **BOUND))
    assert error == "StreamlitIncompatibleParametersError"
    assert message == "bind='query-params' cannot be used together with type='password'."


@pytest.mark.parametrize(
    ("given", "value"),
    [
        (LINE.but(type="password", key="k", bind=None), ""),
        (LINE.but(value=5), "5"),
        (LINE.but(value=None), None),
        (LINE.but(value="abc", max_chars=2), "ab"),
        (LINE.but(value="abc", max_chars=0), ""),
        (AREA, ""),
        (AREA.but(value=5), "5"),
        (AREA.but(value=None), None),
        (AREA.but(value="abc", max_chars=2), "ab"),
        (call("chat_input"), None),
        *((CHAT.but(submit_mode=mode), None) for mode in ("submit", "disable", "stop")),
        (CHAT.but(max_upload_size=1), None),
    ],
)
def test_what_it_begins_with(given: Call, value: Any) -> None:
    page = OnePage(given)
    assert page.value == value
    assert page.tab.widgets[0].value == value
    page.tab.rerun()
    assert page.value == value


@pytest.mark.parametrize("asks", [{"accept_file": way} for way in (True, "multiple", "directory")])
def test_a_chat_with_files_is_not_simulated(asks: Any) -> None:
    with pytest.raises(NotSimulatedError, match=r"^chat_input\(\) with files or audio is not"):
        OnePage(CHAT.but(**asks))


def test_a_chat_has_no_place_in_a_form() -> None:
    def script(st: Any) -> None:
        with st.form("f"):
            CHAT.on(st)

    with pytest.raises(StreamlitInvalidLayoutContextError) as caught:
        FakeApp(script).open()
    told = "st.chat_input() cannot be used in an st.form(): put it outside."
    assert str(caught.value) == told


@pytest.mark.parametrize(
    ("given", "entered", "why"),
    [
        (LINE, 5, "it takes text"),
        (LINE, None, "it takes text"),
        (LINE.but(value=None, required=True), None, "it takes text"),
        (LINE.but(required=True), " ", "it cannot be emptied"),
        (LINE.but(max_chars=2), "abc", "it takes 2 characters"),
        (LINE.but(validate="^a$"), "b", "it takes text that matches ^a$"),
        (LINE.but(validate=("b", "Not so!")), "a", "it takes text that matches b"),
        *(
            (LINE.but(type="email"), text, r"it takes text that matches ^[^\s@]+@[^\s@]+\.[^\s@]+$")
            for text in ("ann", "ann@host", "ann @host.org", "ann@host.org ")
        ),
        *(
            (
                LINE.but(type="url"),
                text,
                r"it takes text that matches ^([Hh][Tt][Tt][Pp][Ss]?://)?[^\s/.]+\.[^\s]+$",
            )
            for text in ("word", "path/file.txt", "https://.org", "ftp://host.org")
        ),
        (AREA, 5, "it takes text"),
        (AREA.but(required=True), "\n", "it cannot be emptied"),
        (AREA.but(max_chars=2), "abc", "it takes 2 characters"),
        (CHAT, None, "it takes text"),
        (CHAT, " ", "it cannot be emptied"),
        (CHAT.but(max_chars=2), "abc", "it takes 2 characters"),
    ],
)
def test_what_no_user_could_type(given: Call, entered: Any, why: str) -> None:
    name = f'{given.command} "{given.args[0]}"'
    assert not_entered(given, entered) == f"No user could enter {entered!r} into the {name}: {why}."


@pytest.mark.parametrize(
    ("given", "entered"),
    [
        (LINE, ""),
        (LINE.but(value=None), "a"),
        (LINE.but(value=None), None),
        (LINE.but(max_chars=2), "ab"),
        (LINE.but(required=True), " a"),
        (LINE.but(validate="^a.b$"), "a\nb"),
        (LINE.but(validate="^a$"), ""),
        (LINE.but(validate="", type="email"), "anything"),
        (LINE.but(validate="b", type="email"), "b"),
        (LINE.but(type="email"), "ann@host.org"),
        *(
            (LINE.but(type="url"), f"{s}host.org/a/b")
            for s in ("", "http://", "HTTPS://", "hTtPs://")
        ),
        (AREA.but(value=None), None),
        (AREA.but(max_chars=2), "ab"),
        (AREA, "a\nb"),
        (CHAT, "a"),
        (CHAT.but(max_chars=2), "ab"),
        (CHAT.but(max_chars=0), "abc"),
    ],
)
def test_what_a_user_can_type(given: Call, entered: Any) -> None:
    assert OnePage(given).enter(entered) == entered


@pytest.mark.parametrize("given", [LINE, AREA])
def test_only_text_can_be_assigned(given: Call) -> None:
    told = f'The value of the {given.command} "L" must be text, not 5.'
    assert refused(given, 5) == ("TypeError", told)
    assert OnePage(given, held=("held",)).value == "held"


@pytest.mark.parametrize("given", [LINE.but(value="x"), AREA.but(value="x")])
def test_it_is_empty_while_session_state_holds_none(given: Call) -> None:
    page = OnePage(given, held=(None,))
    assert page.value is None
    assert page.enter("a") == "a"
    assert OnePage(given, held=(None,)).enter(None) is None


@pytest.mark.parametrize("assigned", ["draft", 5])
def test_what_is_assigned_to_a_chat_is_not_sent(assigned: Any) -> None:
    page = OnePage(CHAT, held=(assigned,))
    assert (page.value, page.tab.session_state["k"]) == (None, None)
    assert page.enter("sent") == "sent"


@pytest.mark.parametrize("given", [LINE.but(value="x", **BOUND), AREA.but(value="x", **BOUND)])
@pytest.mark.parametrize(
    ("url", "value", "right"),
    [("?k=a", "a", "?k=a"), ("?k=", "", "?k="), ("?k=a&k=b", "b", "?k=a&k=b"), ("?k=x", "x", "")],
)
def test_the_address_says_what_is_typed(given: Call, url: str, value: str, right: str) -> None:
    page = OnePage(given, url)
    assert (page.value, page.tab.url) == (value, right)
    assert page.enter("new") == "new"
    assert page.tab.url == "?k=new"
