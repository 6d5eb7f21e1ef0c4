"""The same widget calls on real Streamlit, through AppTest, and on the fake."""

from __future__ import annotations

import inspect
from typing import Any
from urllib.parse import urlencode

import pytest
import streamlit
from streamlit.testing.v1 import AppTest

from contract.widget_row import Row
from contract.widget_rows import ROWS
from st_page_state_fakes import FakeApp, Tab
from st_page_state_fakes.commands.widgets import Widgets

VERSION = tuple(int(part) for part in streamlit.__version__.split(".")[:2])
NEWEST = (1, 67)
COMMANDS = sorted(name for name in dir(Widgets) if not name.startswith("_"))


def script(st: Any, rows: list[tuple[str, Any]], results: dict[str, Any]) -> None:
    """Draw every row; keep the values and the errors under the rows' keys."""
    for key, row in rows:
        if row.held and key not in results:
            st.session_state[key] = row.held[0]
        try:
            value = getattr(st, row.command)(*row.args, key=key, **row.kwargs)
        except Exception as error:  # noqa: BLE001 - the test compares errors
            results[key] = error
        else:
            seen = value if row.of is None else row.of(value)
            results[key] = seen, st.session_state[key] == value, st.query_params.get_all(key)


def real_script(draw, rows, results):  # type: ignore[no-untyped-def]
    import streamlit as st

    draw(st, rows, results)


def missing(row: Row) -> str | None:
    """Return the reason why the installed Streamlit differs from the newest, or None."""
    command = getattr(streamlit, row.command, None)
    if command is None:
        return f"st.{row.command}"
    known = inspect.signature(command).parameters
    unknown = [name for name in row.kwargs if name not in known and name != "nonsense"]
    if unknown:
        return f"st.{row.command}({unknown[0]}=)"
    if "" in row.texts and VERSION < (1, 66):
        return "an AppTest whose address may have blank texts"
    too_old = tuple(map(int, row.since.split("."))) > VERSION
    return f"what st.{row.command} does from {row.since} on" if too_old else None


def unable(row: Row) -> str | None:
    """Return the reason why the installed Streamlit or AppTest cannot edit it, or None."""
    by_index = row.command in ("pills", "segmented_control", "feedback")
    if VERSION < NEWEST and by_index:
        return f"an AppTest that enters the values of st.{row.command}"
    return missing(row)


KEYED = [(f"row{place}", row) for place, row in enumerate(ROWS)]
KNOWN = [(key, row) for key, row in KEYED if missing(row) is None]
EDITED = [(key, row) for key, row in KEYED if row.edits]


def real_app(rows: list[tuple[str, Row]], results: dict[str, Any]) -> AppTest:
    given = {"draw": script, "rows": rows, "results": results}
    app = AppTest.from_function(real_script, default_timeout=60, kwargs=given)
    app.query_params.update(address(rows))
    return app


SHOWN_OTHERWISE = ("time_input", "select_slider", "data_editor")
SHOWN_AS_IT_IS = [
    (key, row) for key, row in KNOWN if not (row.held or row.of or row.command in SHOWN_OTHERWISE)
]


def fake_tab(rows: list[tuple[str, Row]], results: dict[str, Any]) -> Tab:
    url = f"?{urlencode(address(rows), doseq=True)}"
    return FakeApp(lambda st: script(st, rows, results)).open(url)


def address(rows: list[tuple[str, Row]]) -> dict[str, list[str]]:
    return {key: [*row.texts] for key, row in rows if row.texts}


@pytest.fixture(scope="module")
def first() -> tuple[dict[str, Any], dict[str, Any]]:
    """Every row's result at its first draw, real and simulated."""
    real: dict[str, Any] = {}
    fake: dict[str, Any] = {}
    assert not real_app(KNOWN, real).run().exception
    fake_tab(KNOWN, fake)
    return real, fake


@pytest.fixture(scope="module")
def edited() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """The results after each edit of the rows with edits, real and simulated."""
    real: dict[str, Any] = {}
    fake: dict[str, Any] = {}
    rows = [(key, row) for key, row in EDITED if unable(row) is None]
    app = real_app(rows, real).run()
    tab = fake_tab(rows, fake)
    steps = []
    for step in range(max(len(row.edits) for _, row in rows)):
        now = [(key, row) for key, row in rows if step < len(row.edits)]
        for key, row in now:
            getattr(app, row.command)(key=key).set_value(row.edits[step])
            tab.widget(key).set_value(row.edits[step])
        assert not app.run().exception
        steps.append((dict(real), dict(fake)))
    return steps


def agree(real: Any, fake: Any) -> None:
    if isinstance(real, Exception):
        kinds = [cls.__name__ for cls in type(fake).__mro__]
        assert type(real).__name__ in (kinds[:1] if VERSION >= NEWEST else kinds), (real, fake)
    else:
        assert fake == real or fake[0] != fake[0]
        assert repr(fake) == repr(real)


@pytest.mark.parametrize(("key", "row"), KEYED, ids=[str(row) for row in ROWS])
def test_a_widget_returns_streamlits_value(key: str, row: Row, first: Any) -> None:
    need(missing(row))
    real, fake = first
    agree(real[key], fake[key])


@pytest.mark.parametrize(("key", "row"), EDITED, ids=[str(row) for _, row in EDITED])
def test_an_edit_returns_streamlits_value(key: str, row: Row, edited: Any) -> None:
    need(unable(row))
    for real, fake in edited[: len(row.edits)]:
        agree(real[key], fake[key])


def test_a_handle_shows_what_the_script_gets() -> None:
    results: dict[str, Any] = {}
    tab = fake_tab(SHOWN_AS_IT_IS, results)
    for key, row in SHOWN_AS_IT_IS:
        if not isinstance(results[key], Exception):
            assert repr(tab.widget(key).value) == repr(results[key][0]), row


def need(lack: str | None) -> None:
    if lack is not None:
        assert VERSION < NEWEST, lack
        pytest.skip(f"Streamlit {streamlit.__version__} lacks {lack}")


@pytest.mark.skipif(VERSION < NEWEST, reason="the fake has the newest Streamlit's parameters")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_widget_has_streamlits_parameters(command: str) -> None:
    def parameters(function: Any) -> list[tuple[str, Any, Any]]:
        given = inspect.signature(function).parameters.values()
        return [(p.name, p.kind, p.default) for p in given if p.name != "self"]

    assert parameters(getattr(Widgets, command)) == parameters(getattr(streamlit, command))
