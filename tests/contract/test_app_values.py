"""Texts and JSON of values in an app's own file, on the Streamlit that is installed."""

from __future__ import annotations

from app_texts import opened

EQUAL = """
from datetime import *
from decimal import Decimal
from zoneinfo import ZoneInfo
from st_page_state import PageState, StateVar

class Bill(PageState):
    amount: Decimal = StateVar(Decimal("1.50"), url_key="dec")
    at: datetime | None = StateVar(None, url_key="at")

if st.button("Shorter"):
    Bill.amount = Decimal("1.5")
if st.button("Repeated hour"):
    Bill.at = datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=ZoneInfo("Europe/Berlin"))
st.text(repr(Bill.amount))
st.text(str(Bill.at))
"""


def test_an_equal_value_with_another_text_replaces_the_held_one() -> None:
    tab = opened(EQUAL, "?dec=1.5")
    assert (tab.texts[0], tab.url) == ("Decimal('1.5')", "?dec=1.5")
    tab = opened(EQUAL)
    tab.button("Shorter").click()
    assert (tab.texts[0], tab.url) == ("Decimal('1.5')", "?dec=1.5")
    tab.rerun()
    assert (tab.texts[0], tab.url) == ("Decimal('1.5')", "?dec=1.5")


def test_the_second_pass_of_a_repeated_hour_is_in_the_link() -> None:
    tab = opened(EQUAL)
    tab.button("Repeated hour").click()
    assert tab.url == "?dec=1.50&at=2026-10-25T02%3A30%3A00%2B01%3A00"
    tab.rerun()
    assert tab.texts[1] == "2026-10-25 02:30:00+01:00"
    assert opened(EQUAL, tab.url).texts[1] == "2026-10-25 02:30:00+01:00"


SERIALIZED = """
import enum, json
from typing import Annotated
from pydantic import BeforeValidator, PlainSerializer, SecretStr
from st_page_state import PageState, StateVar

class Color(enum.Enum):
    RED = 1
    BLUE = 2

Ids = Annotated[
    list[int],
    BeforeValidator(lambda v: v.split(",") if isinstance(v, str) else v),
    PlainSerializer(lambda v: ",".join(map(str, v)), when_used="json"),
]
Named = Annotated[
    Color,
    BeforeValidator(lambda v: Color[v.upper()] if isinstance(v, str) else v),
    PlainSerializer(lambda c: c.name.lower()),
]

class Search(PageState):
    ids: Ids = StateVar([1], url_key="i")
    color: Named = StateVar(Color.RED, url_key="c")
    since: bytes | str = StateVar("", url_key="s")
    token: SecretStr = StateVar(SecretStr("x"))

st.multiselect("Ids", **Search.bind("ids", options=[1, 2, 3]))
st.selectbox("Color", **Search.bind("color", options=list(Color)))
if st.button("Save"):
    st.session_state["saved"] = json.dumps(Search.dump(mode="json"))
if st.button("Reset"):
    Search.reset()
if st.button("Load"):
    Search.load(json.loads(st.session_state["saved"]), mode="json")
st.text(st.session_state.get("saved", ""))
st.text(f"{Search.ids} {Search.color.name} {Search.token.get_secret_value()}")
"""


def test_serializers_decide_what_is_in_links_and_dumps() -> None:
    tab = opened(SERIALIZED, "?i=1,3&c=blue")
    assert tab.widget("Ids").value == [1, 3]
    assert tab.texts[1] == "[1, 3] BLUE x"
    tab.widget("Ids").set_value([2, 3])
    assert tab.url == "?i=2%2C3&c=blue&s=%22%22"
    tab.button("Save").click()
    assert tab.texts[0] == '{"ids": "2,3", "color": "blue", "since": {"=str": ""}}'
    tab.button("Reset").click()
    assert tab.url == "?i=1&c=red&s=%22%22"
    assert tab.texts[1] == "[1] RED x"
    tab.button("Load").click()
    assert tab.url == "?i=2%2C3&c=blue&s=%22%22"
    assert tab.texts[1] == "[2, 3] BLUE x"
    tab.rerun()
    assert tab.widget("Ids").value == [2, 3]
