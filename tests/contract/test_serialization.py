"""Pickling of session state, and its use in another process."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import carried
import pytest
from another_process import Seen, Turn, in_another_process, packed
from apps_in_use import USES, content_of, opened, query_of, shown
from streamlit import config
from streamlit.testing.v1 import AppTest
from test_examples import EXAMPLES, modules_of

from st_page_state import use_ports
from st_page_state.ports import SESSION_KEY
from st_page_state_fakes import FakeQuery, FakeSession

pytestmark = pytest.mark.no_cover  # others reach its lines sooner

OPTION = "runner.enforceSerializableSessionState"
REFUSED = "Cannot serialize the value"
GALLERY_LINK = (
    "?choice_multi=circle&choice_multi=star&choice_sizes=S&choice_sizes=L&number_maybe=-7"
    "&number_shares=0.1&number_shares=0.6&text_note=n&time_slid_clock=06%3A30%3A00"
    "&time_days=2026-03-01&time_days=2026-03-09&linked_country=Japan&linked_city=Osaka"
)
LINKS = {"gallery/app.py": GALLERY_LINK, "wizard.py": "?guests=3"}
ATLAS = ["Filters", "Explore", "Review", "Reviewed"]
GALLERY = ["Switches", "Choices", "Numbers", "Texts", "Times", "Linked", "Order"]


@pytest.fixture(autouse=True)
def _enforced() -> Iterator[None]:
    before = config.get_option(OPTION)
    config.set_option(OPTION, True)
    yield
    config.set_option(OPTION, before)


@pytest.fixture
def example(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return an example with modules that no other test has imported."""
    app = EXAMPLES / request.param
    monkeypatch.syspath_prepend(app.parent)
    for name in modules_of(app):  # those of other tests return afterwards
        monkeypatch.delitem(sys.modules, name)
    yield app
    for name in modules_of(app):
        del sys.modules[name]


def used(app: Path) -> AppTest:
    """Return an example after a visitor has used it."""
    name = str(app.relative_to(EXAMPLES))
    test = opened(app, LINKS.get(name, "")).run()
    test = USES[name](test)
    assert not test.exception, test.exception[0].message
    return test


def run_twice(folder: Path, source: str) -> list[str]:
    """Run an app twice; return its errors."""
    path = folder / "app.py"
    path.write_text("import streamlit as st\nfrom enum import Enum\n" + source)
    return [error.message for error in opened(path).run().run().exception]


def test_a_value_that_cannot_be_pickled_fails_the_run(tmp_path: Path) -> None:
    (message,) = run_twice(tmp_path, "st.session_state.bad = lambda: 1")
    assert message.startswith(REFUSED)
    assert "'bad'" in message


SEAT = """
class Seat(Enum):
    AISLE = "aisle"
    WINDOW = "window"
"""


def test_an_enum_of_a_script_cannot_be_pickled_raw(tmp_path: Path) -> None:
    raw = SEAT + "st.session_state.setdefault('seat', Seat.AISLE)\n"
    (message,) = run_twice(tmp_path, raw)
    assert message.startswith(REFUSED)


def test_a_field_of_a_scripts_enum_can_be_pickled(tmp_path: Path) -> None:
    ours = SEAT + (
        "from st_page_state import PageState, StateVar\n"
        "class Trip(PageState):\n"
        "    seat: Seat = StateVar(default=Seat.AISLE, url_key='seat')\n"
        "    seats: list[Seat] = StateVar(default_factory=list)\n"
        "Trip.seats.append(Seat.WINDOW)\n"
        "Trip.seat = Seat.WINDOW\n"
    )
    assert run_twice(tmp_path, ours) == []


@pytest.mark.parametrize("example", USES, indirect=True)
def test_an_example_works_with_serialized_sessions(example: Path) -> None:
    app = used(example)
    assert SESSION_KEY in content_of(app)
    assert query_of(app) != "?"


def test_every_example_is_used() -> None:
    apps = [*EXAMPLES.glob("*.py"), *EXAMPLES.glob("*/app.py")]
    assert {str(app.relative_to(EXAMPLES)) for app in apps} == {*USES}


@pytest.mark.parametrize(
    ("example", "module", "classes", "written"),
    [
        ("atlas/app.py", "state", ATLAS, ("Filters", "page", "page")),
        ("gallery/app.py", "fields", GALLERY, ("Numbers", "whole", "number_whole")),
    ],
    indirect=["example"],
)
def test_another_process_continues_an_apps_session(
    example: Path, module: str, classes: list[str], written: tuple[str, str, str]
) -> None:
    app = used(example)
    url, content = query_of(app), content_of(app)
    query = FakeQuery(url)
    with use_ports(FakeSession(content), query):
        values = {name: vars(sys.modules[module])[name].dump(mode="json") for name in classes}
    if module == "state":
        assert values["Filters"]["weather"] == ["rain"]
        (decision,) = values["Reviewed"]["decisions"].values()
        assert decision == {"verdict": "reject", "note": "Sensor moved"}
    name, field, param = written
    seen: Seen = in_another_process(
        {
            "module": (str(example.parent), module), "classes": classes, "url": url,
            "content": packed(content), "load": {name: {field: 77}},
        }
    )  # fmt: skip
    assert seen["values"] == values
    assert (seen["url"], seen["updates"]) == (query.url, len(query.updates))
    assert seen["loaded"] == {**values, name: {**values[name], field: 77}}
    assert FakeQuery(seen["loaded_url"]).params == {**query.params, param: ("77",)}


@pytest.mark.parametrize(
    "example", ["counter.py", "filters.py", "gallery/app.py", "wizard.py"], indirect=True
)
def test_an_app_shows_the_same_in_another_process(example: Path) -> None:
    app = used(example)
    before = shown(app)
    # AppTest before 1.45 draws no page by way of its app.
    page = example.with_name("widgets.py") if example.parent.name == "gallery" else example
    turn: Turn = {"app": str(page), "url": query_of(app), "content": packed(content_of(app))}
    assert in_another_process(turn) == before


class Own(NamedTuple):
    """A copy of carried.py, the turn of a process that uses it, and a first process's Seen."""

    path: Path
    turn: Turn
    first: Seen


@pytest.fixture(params=["module", "script"], scope="module")
def begun(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Own:
    """Let a process follow a deep link and set some fields.

    The classes come from a module or from a script executed as ``__main__``.
    """
    path = tmp_path_factory.mktemp(request.param) / "carried.py"
    shutil.copy(carried.__file__, path)
    turn: Turn = {"classes": ["Trip", "Place"]}
    if request.param == "module":
        turn["module"] = (str(path.parent), "carried")
    else:
        turn["script"] = str(path)
    trip = {"guests": 3, "bags": {"red": 2}, "days": ["2026-05-01", "2026-05-03"], "note": "x"}
    first: Seen = in_another_process(
        {**turn, "url": "?city=Cusco&seat=window", "load": {"Trip": trip, "Place": {"zoom": 2.5}}}
    )
    assert first["calls"] == ["on_init"]
    trip |= {"city": "Cusco", "seat": "window"}
    assert first["loaded"] == {"Trip": trip, "Place": {"zoom": 2.5}}
    return Own(path, turn, first)


@pytest.fixture
def own(begun: Own) -> Own:
    """Do the same, with carried.py unedited."""
    shutil.copy(carried.__file__, begun.path)
    return begun


def test_another_process_continues_the_session(own: Own) -> None:
    first = own.first
    handed: Turn = {**own.turn, "content": first["content"], "url": first["loaded_url"]}
    second: Seen = in_another_process({**handed, "load": {"Trip": {"city": "Lima"}}})
    assert second["values"] == first["loaded"]
    assert (second["url"], second["updates"], second["calls"]) == (first["loaded_url"], 0, [])
    third: Seen = in_another_process(
        {**own.turn, "content": second["content"], "url": "?city=Nice&guests=9"}
    )
    assert third["values"]["Trip"] == {**second["loaded"]["Trip"], "city": "Nice", "guests": 9}
    assert third["calls"] == []


def test_another_process_without_the_session_reads_the_address(own: Own) -> None:
    first = own.first
    second: Seen = in_another_process({**own.turn, "url": first["loaded_url"]})
    told = {**first["loaded"]["Trip"], "bags": {}, "note": "as it began"}
    assert second["values"] == {"Trip": told, "Place": {"zoom": 2.5}}
    assert second["calls"] == ["on_init"]


class Change(NamedTuple):
    """An edit of carried.py, and its effect on a session's values and address."""

    old: str
    new: str
    values: dict[str, Any]
    params: dict[str, tuple[str, ...]]


CHANGES = {
    "a field more": Change(
        "    note:",
        '    food: str = StateVar(default="any", url_key="food")\n    note:',
        {"food": "any"},
        {"food": ("any",)},
    ),
    "a field less": Change(
        '    city: str = StateVar(default="Lima", url_key="city")\n', "", {"city": None}, {}
    ),
    "a type that takes the value": Change(
        "guests: int = StateVar(default=1",
        "guests: float = StateVar(default=1.0",
        {"guests": 3.0},
        {"guests": ("3.0",)},
    ),
    "a type that does not": Change(
        "seat: Seat = StateVar(default=Seat.AISLE",
        "seat: bool = StateVar(default=False",
        {"seat": False},
        {"seat": ("false",)},
    ),
    "a param less": Change(', url_key="guests"', "", {}, {}),
    "another param": Change('url_key="guests"', 'url_key="people"', {}, {"people": ("3",)}),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=[*CHANGES])
def test_another_process_continues_with_an_edited_class(own: Own, change: Change) -> None:
    first, source = own.first, own.path.read_text()
    assert change.old in source
    own.path.write_text(source.replace(change.old, change.new))
    second: Seen = in_another_process(
        {
            **own.turn, "content": first["content"], "url": first["loaded_url"],
            "load": {"Trip": {"note": "edited"}, "Place": {"zoom": 4}},
        }
    )  # fmt: skip
    trip = {**first["loaded"]["Trip"], **change.values}
    trip = {name: value for name, value in trip.items() if value is not None}
    assert second["values"] == {"Trip": trip, "Place": {"zoom": 2.5}}
    assert second["calls"] == []
    params = {**FakeQuery(first["loaded_url"]).params, **change.params}
    assert FakeQuery(second["url"]).params == params
    assert second["updates"] == bool(change.params)
    assert second["loaded"] == {"Trip": {**trip, "note": "edited"}, "Place": {"zoom": 4.0}}


def test_session_state_shows_the_values() -> None:
    """``st.write(st.session_state)`` is how an app's developers look at their state."""

    def script() -> None:
        import streamlit as st

        from st_page_state import PageState, StateVar

        class Filters(PageState):
            tags: list[str] = StateVar(default=["a"], url_key="t")

        _ = Filters.tags
        st.write(st.session_state)

    shown = AppTest.from_function(script).run().json[0].value
    assert json.loads(shown)[SESSION_KEY] == "Filters(tags=['a'])"
