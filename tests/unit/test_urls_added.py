"""A ``url_key`` given, in an edit of the source, to a field whose value has no text."""

from __future__ import annotations

import warnings
from typing import Any

import pytest

from st_page_state import InvalidValueError, PageStateWarning, link
from st_page_state_fakes import FakeApp

HEAD = "from typing import Any\nfrom st_page_state import PageState, StateVar\n"
DEEP: list[Any] = []
for _ in range(100):
    DEEP = [DEEP]


def version(annotation: str, default: str, extra: str) -> Any:
    source = f"""{HEAD}
class Report(PageState):
    limit: {annotation} = StateVar(default={default}{extra})
    page: int = StateVar(default=1, url_key="p")
"""
    names: dict[str, Any] = {"__name__": "edited_url"}
    exec(source, names)
    return names["Report"]


@pytest.mark.parametrize("extra", ["", ", hide_default=True"])
@pytest.mark.parametrize(
    ("annotation", "default", "value", "says"),
    [
        ("float", "0.5", float("inf"), "finite"),
        ("str", "'a'", "\ud800", "lone surrogate"),
        ("list[Any]", "[]", DEEP, "a URL can hold only JSON"),
        ("dict[str, list[int]]", "{}", {"a": [0] * 10_001}, "parts, too many"),
    ],
)
def test_a_value_without_text_stays_in_the_session(
    annotation: str, default: str, value: Any, says: str, extra: str
) -> None:
    before = version(annotation, default, "")
    report = before

    def script(st: Any) -> None:
        report.page
        st.session_state["seen"] = report.limit

    tab = FakeApp(script).open()
    with tab.run():
        before.limit = value
    report = version(annotation, default, f', url_key="limit"{extra}')
    with pytest.warns(PageStateWarning, match=rf"Report\.limit is not in the URL.*{says}") as told:
        tab.rerun()
    assert len(told) == 1
    with warnings.catch_warnings(), tab.run():
        warnings.simplefilter("error")
        assert report.limit == value
        report.page += 1
        assert report.snapshot().limit == value
        assert report.dump()["limit"] == value
        with pytest.raises(InvalidValueError, match=rf"Report\.limit does not accept.*{says}"):
            link(report.snapshot())
    assert tab.url == "?p=2"
    tab.rerun()
    with tab.run():
        assert report.limit == value
        report.reset("limit")
        assert report.limit != value
    assert ("limit=" in tab.url) is (not extra)
