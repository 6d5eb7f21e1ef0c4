"""The pytest plugin, which pytest finds wherever st_page_state is installed.

It costs pytest's start nothing: the library is imported by what uses it.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from st_page_state.trace import Event
    from st_page_state_fakes import FakeApp, FakeQuery, FakeSession

pytest.register_assert_rewrite("st_page_state_fakes.contract")

_MARKER = "page_state_url"
_MOST_LINES = 100
_events: pytest.StashKey[list[Event]] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option ``--st-page-state-trace``."""
    parser.getgroup("st_page_state").addoption(
        "--st-page-state-trace",
        action="store_true",
        help="show for a failed test what its state classes did: touch, claim, adopt, purge, "
        "restore and update of the URL, in order",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker."""
    config.addinivalue_line(
        "markers",
        f'{_MARKER}(url): the query string, such as "?status=active", that fake_session and '
        "fake_query begin with",
    )


@pytest.fixture
def _fake_ports(request: pytest.FixtureRequest) -> Iterator[tuple[FakeSession, FakeQuery]]:
    from st_page_state import use_ports
    from st_page_state_fakes import FakeQuery, FakeSession

    session, query = FakeSession(), FakeQuery(_url(request.node))
    with use_ports(session, query):
        yield session, query


def _url(item: pytest.Item) -> str:
    marker = item.get_closest_marker(_MARKER)
    if marker is None:
        return ""
    url = marker.args[0] if len(marker.args) == 1 and not marker.kwargs else None
    if not isinstance(url, str) or "://" in url.partition("?")[0]:
        given = [*map(repr, marker.args), *(f"{n}={v!r}" for n, v in marker.kwargs.items())]
        pytest.fail(
            f"The marker {_MARKER} takes one query string, such as "
            f'@pytest.mark.{_MARKER}("?status=active"), not ({", ".join(given)}).',
            pytrace=False,
        )
    return url


@pytest.fixture
def fake_session(_fake_ports: tuple[FakeSession, FakeQuery]) -> FakeSession:
    """A fresh session, in force throughout the test together with ``fake_query``.

    Example::

        def test_a_note_stays_in_the_session(fake_session):
            FilterState.note = "later"
            assert FilterState.note == "later"
    """
    return _fake_ports[0]


@pytest.fixture
def fake_query(_fake_ports: tuple[FakeSession, FakeQuery]) -> FakeQuery:
    """A fresh query string, in force throughout the test together with ``fake_session``.

    Example::

        @pytest.mark.page_state_url("?status=active")
        def test_a_deep_link(fake_query):
            assert FilterState.status == "active"
            assert fake_query.params == {"status": ("active",), "p": ("1",)}
    """
    return _fake_ports[1]


@pytest.fixture
def fake_app(request: pytest.FixtureRequest) -> Callable[..., FakeApp]:
    """A factory of ``FakeApp``, with the same arguments.

    The path of an app's file is looked up beside the test, then in pytest's rootdir.

    Example::

        def test_a_shared_link(fake_app):
            ann = fake_app("app.py").open("?status=active")
            assert ann.state(FilterState).status == "active"
    """
    from st_page_state_fakes import FakeApp

    folders = request.path.parent, request.config.rootpath

    def make(script: Any, *args: Any, **options: Any) -> FakeApp:
        if isinstance(script, str | Path) and "\n" not in str(script):
            found = [folder / script for folder in folders if (folder / script).is_file()]
            script = next(iter(found), script)
        return FakeApp(script, *args, **options)

    return make


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Explain how two addresses differ, param by param."""
    if op != "==":
        return None
    from st_page_state_fakes.url_difference import url_difference

    lines = url_difference(left, right)
    return None if lines is None else [f"{left!r} == {right!r}", *lines]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, Any, Any]:
    """Record the engine's events during a test, if the option is set."""
    if not item.config.getoption("st_page_state_trace"):
        return (yield)
    from st_page_state.trace import trace

    with trace(all_threads=True) as events:
        item.stash[_events] = events
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Add the recorded events to the report of a failed test."""
    report = yield
    events = item.stash.get(_events, None)
    if report.failed and events:
        report.sections.append(("st_page_state trace", "\n".join(_lines(events))))
    return report


def _lines(events: list[Event]) -> list[str]:
    """One line for each event, the last ones if there are many; equal neighbours share one."""
    lines: list[str] = []
    for line, equal in groupby(map(str, events)):
        times = sum(1 for _ in equal)
        lines.append(line if times == 1 else f"{line}  ({times} times)")
    earlier = len(lines) - _MOST_LINES
    if earlier > 0:
        lines[:earlier] = [f"... {earlier} earlier lines left out"]
    return lines
