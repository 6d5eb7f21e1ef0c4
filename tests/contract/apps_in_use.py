"""The examples under AppTest, used as a visitor uses them."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode

from streamlit.testing.v1 import AppTest
from test_examples import EXAMPLES, runs_of

OWN_KEY = "$$STREAMLIT_INTERNAL_KEY_TESTING"
"""The session key for AppTest's own notes about widgets."""
WIDGETS = ("checkbox", "multiselect", "number_input", "radio", "selectbox", "slider", "text_input")


class _OwnNotes(dict[str, Any]):
    """AppTest's own notes in the session, left out because they hold functions."""

    def __reduce__(self) -> tuple[type[dict[str, Any]], tuple[()]]:
        return dict, ()


def opened(app: Path, query: str = "", content: Mapping[str, Any] | None = None) -> AppTest:
    """Return an app before its first run, at an address and with a session."""
    test = AppTest.from_file(str(app), default_timeout=60)
    test.session_state[OWN_KEY] = _OwnNotes()
    for key, value in (content or {}).items():
        test.session_state[key] = value
    for name, texts in parse_qs(query.removeprefix("?"), keep_blank_values=True).items():
        test.query_params[name] = texts
    return test


def content_of(app: AppTest) -> dict[str, Any]:
    """Return the session's content as a session store could give it back.

    It includes the values of keyed widgets, except buttons, which nobody can set.
    """
    state: Any = app.session_state
    content = state.to_dict() if hasattr(state, "to_dict") else state.filtered_state
    return {key: value for key, value in content.items() if key not in {b.key for b in app.button}}


def query_of(app: AppTest) -> str:
    """Return the address."""
    return f"?{urlencode(dict(app.query_params), doseq=True)}"


def shown(app: AppTest) -> dict[str, Any]:
    """Return the part of a run's output that depends on the state."""
    return {
        "exceptions": [error.message for error in app.exception],
        "url": query_of(app),
        "widgets": {
            widget.label: str(widget.value) for kind in WIDGETS for widget in getattr(app, kind)
        },
    }


def go_to(app: AppTest, page: str) -> AppTest:
    """Open a page's file in the same session: AppTest switches no pages before 1.45."""
    assert not app.exception, app.exception[0].message
    return opened(EXAMPLES / page, query_of(app), content_of(app)).run()


def labeled(widgets: Any, label: str) -> Any:
    """Return the widget with a label."""
    return next(widget for widget in widgets if widget.label == label)


def use_atlas(app: AppTest) -> AppTest:
    """Filter, look at months, and file one decision."""
    weather = sys.modules["state"].Weather
    labeled(app.multiselect, "Weather").select(weather.RAIN).run()
    labeled(app.slider, "Temperature").set_range(0, 15).run()
    app = go_to(app, "atlas/explore.py")
    labeled(app.radio, "Mean by").set_value("month").run()
    app = go_to(app, "atlas/review.py")
    labeled(app.button, "Inspect").click().run()
    labeled(app.button, "Decide").click().run()
    labeled(app.radio, "Verdict").set_value("reject").run()
    labeled(app.text_area, "Note").input("Sensor moved").run()
    labeled(app.button, "File decision").click().run()
    return app


def use_counter(app: AppTest) -> AppTest:
    """Count."""
    labeled(app.number_input, "Step").set_value(5).run()
    labeled(app.button, "More").click().run()
    return app


def use_filters(app: AppTest) -> AppTest:
    """Filter the cars."""
    labeled(app.text_input, "Name contains").input("ford").run()
    labeled(app.slider, "Horsepower").set_range(100, 200).run()
    return app


def use_gallery(app: AppTest) -> AppTest:
    """Edit widgets of several kinds; AppTest before 1.55 cannot run the gallery twice."""
    app = go_to(app, "gallery/widgets.py")
    if runs_of(EXAMPLES / "gallery" / "app.py") > 1:
        labeled(app.checkbox, "Checkbox").check().run()
        labeled(app.selectbox, "Selectbox").select_index(2).run()
        labeled(app.number_input, "Number input, int").set_value(42).run()
        labeled(app.text_input, "Text input").input("a & b = ü").run()
        labeled(app.slider, "Slider, a range of int").set_range(10, 20).run()
        labeled(app.selectbox, "Country").set_value("Peru").run()
    return app


def use_handbook(app: AppTest) -> AppTest:
    """Use the example on the first page."""
    labeled(app.selectbox, "Status").set_value("active").run()
    labeled(app.button, "Next page").click().run()
    return app


def use_list_detail(app: AppTest) -> AppTest:
    """Filter and sort the list; AppTest has no tables to click in."""
    app = go_to(app, "list_detail/expenses.py")
    labeled(app.text_input, "Title contains").input("taxi").run()
    labeled(app.selectbox, "Sort by").set_value("cost").run()
    return app


def use_sidebar(app: AppTest) -> AppTest:
    """Choose on both pages."""
    labeled(app.selectbox, "Region").set_value("West").run()
    app = go_to(app, "shared_sidebar/overview.py")
    labeled(app.text_input, "Topic").input("costs").run()
    app = go_to(app, "shared_sidebar/details.py")
    labeled(app.slider, "Zoom").set_value(3).run()
    return app


def use_wizard(app: AppTest) -> AppTest:
    """Go two steps on."""
    labeled(app.text_input, "City").input("Lima").run()
    labeled(app.date_input, "Arrival").set_value(date(2026, 5, 1)).run()
    labeled(app.button, "Guests").click().run()
    labeled(app.text_area, "Note to the host").input("Late").run()
    labeled(app.button, "Review").click().run()
    return app


USES = {
    "atlas/app.py": use_atlas,
    "counter.py": use_counter,
    "filters.py": use_filters,
    "gallery/app.py": use_gallery,
    "handbook/app.py": use_handbook,
    "list_detail/app.py": use_list_detail,
    "shared_sidebar/app.py": use_sidebar,
    "wizard.py": use_wizard,
}
"""A visitor's use of each example, from its first run on."""
