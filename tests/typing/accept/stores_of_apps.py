"""The store of an app under test, which every checker knows."""

from __future__ import annotations

from typing import Any, assert_type

from st_page_state.stores import SQLiteStore
from st_page_state_fakes import FakeApp, FakeStore


def script(st: Any) -> None:
    st.write("")


def outage(app: FakeApp) -> None:
    app.store.down = True
    app.store.advance(days=1)


outage(FakeApp(script))
outage(FakeApp(script, store=FakeStore()))
assert_type(FakeApp(script, store=SQLiteStore("state.db")).store, SQLiteStore)
