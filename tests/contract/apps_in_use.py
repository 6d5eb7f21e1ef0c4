"""The examples under AppTest, as somebody uses them."""

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
"""Where AppTest, and no other run of an app, keeps what it has to know of the widgets."""
WIDGETS = ("checkbox", "multiselect", "number_input", "radio", "selectbox", "slider", "text_input")


class _OwnNotes(dict[str, Any]):
    """AppTest's notes hold functions; what an app has in its session is judged without them."""

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
    """Return what the session holds, as somebody who keeps sessions could give it back.

    The values of widgets with a key are part of it; those of buttons nobody can set.
    """
    state: Any = app.session_state
    content = state.to_dict() if hasattr(state, "to_dict") else state.filtered_state
    return {key: value for key, value in content.items() if key not in {b.key for b in app.button}}


def query_of(app: AppTest) -> str:
    """Return the address."""
    return f"?{urlencode(dict(app.query_params), doseq=True)}"


def shown(app: AppTest) -> dict[str, Any]:
    """Return what a run has drawn, as far as it depends on the state."""
    return {
        "exceptions": [error.message for error in app.exception],
        "url": query_of(app),
        "widgets": {
            widget.label: str(widget.value) for kind in WIDGETS for widget in getattr(app, kind)
        },
    }


def go_to(app: AppTest, page: str) -> AppTest:
    """Go on with a page's file, in the session as it is: AppTest shows no page before 1.45."""
    assert not app.exception, app.exception[0].message
    return opened(EXAMPLES / page, query_of(app), content_of(app)).run()


def labelled(widgets: Any, label: str) -> Any:
    """Return the widget with a label."""
    return next(widget for widget in widgets if widget.label == label)


def use_atlas(app: AppTest) -> AppTest:
    """Filter, look at months, and file one decision."""
    weather = sys.modules["state"].Weather
    labelled(app.multiselect, "Weather").select(weather.RAIN).run()
    labelled(app.slider, "Temperature").set_range(0, 15).run()
    app = go_to(app, "atlas/explore.py")
    labelled(app.radio, "Mean by").set_value("month").run()
    app = go_to(app, "atlas/review.py")
    labelled(app.button, "Inspect").click().run()
    labelled(app.button, "Decide").click().run()
    labelled(app.radio, "Verdict").set_value("reject").run()
    labelled(app.text_area, "Note").input("Sensor moved").run()
    labelled(app.button, "File decision").click().run()
    return app


def use_counter(app: AppTest) -> AppTest:
    """Count."""
    labelled(app.number_input, "Step").set_value(5).run()
    labelled(app.button, "More").click().run()
    return app


def use_filters(app: AppTest) -> AppTest:
    """Filter the cars."""
    labelled(app.text_input, "Name contains").input("ford").run()
    labelled(app.slider, "Horsepower").set_range(100, 200).run()
    return app


def use_gallery(app: AppTest) -> AppTest:
    """Edit widgets of several kinds; AppTest before 1.55 cannot run the gallery twice."""
    if runs_of(EXAMPLES / "gallery" / "app.py") > 1:
        labelled(app.checkbox, "Checkbox").check().run()
        labelled(app.selectbox, "Selectbox").select_index(2).run()
        labelled(app.number_input, "Number input, int").set_value(42).run()
        labelled(app.text_input, "Text input").input("a & b = ü").run()
        labelled(app.slider, "Slider, a range of int").set_range(10, 20).run()
        labelled(app.selectbox, "Country").set_value("Peru").run()
    return app


def use_sidebar(app: AppTest) -> AppTest:
    """Choose on both pages."""
    labelled(app.selectbox, "Region").set_value("West").run()
    app = go_to(app, "shared_sidebar/overview.py")
    labelled(app.text_input, "Topic").input("costs").run()
    app = go_to(app, "shared_sidebar/details.py")
    labelled(app.slider, "Zoom").set_value(3).run()
    return app


def use_wizard(app: AppTest) -> AppTest:
    """Go two steps on."""
    labelled(app.text_input, "City").input("Lima").run()
    labelled(app.date_input, "Arrival").set_value(date(2026, 5, 1)).run()
    labelled(app.button, "Guests").click().run()
    labelled(app.text_area, "Note to the host").input("Late").run()
    labelled(app.button, "Review").click().run()
    return app


USES = {
    "atlas/app.py": use_atlas,
    "counter.py": use_counter,
    "filters.py": use_filters,
    "gallery/app.py": use_gallery,
    "shared_sidebar/app.py": use_sidebar,
    "wizard.py": use_wizard,
}
"""What somebody does with each example, from its first run on."""
