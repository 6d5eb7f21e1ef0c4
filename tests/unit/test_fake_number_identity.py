"""Which arguments make a simulated slider or number field another widget, and what it keeps."""

from __future__ import annotations

from typing import Any

import pytest

from one_widget import Call, OnePage, call
from st_page_state_fakes import FakeApp
from st_page_state_fakes.errors import StreamlitDuplicateElementId

AB = ["a", "b"]
NAMED: dict[str, Any] = {"label": "L", "help": "h", "width": "stretch"}
BOUNDED: dict[str, Any] = {"min_value": 0, "max_value": 10, "value": 5, "step": 1, "format": "%d"}
SLIDER = call("slider", **NAMED, **BOUNDED)
SELECT = call("select_slider", **NAMED, options=AB, value="a")
NUMBER = call("number_input", **NAMED, **BOUNDED, placeholder="p", icon=":a:", required=False)

ANOTHER: dict[str, Any] = {
    "label": "M",
    "help": "other",
    "width": 100,
    "min_value": -1,
    "max_value": 11,
    "value": 6,
    "step": 2,
    "format": "%i",
    "placeholder": "other",
    "icon": ":b:",
    "required": True,
    "options": ["b", "a", "c"],
}
CHANGES = [
    *((SLIDER, {name: ANOTHER[name]}) for name in SLIDER.kwargs),
    *((NUMBER, {name: ANOTHER[name]}) for name in NUMBER.kwargs),
    *((SELECT, {name: ANOTHER[name]}) for name in SELECT.kwargs if name != "value"),
    (SELECT, {"value": "b"}),
]
NO_IDENTITY: dict[str, Any] = {"disabled": True, "label_visibility": "hidden", "on_change": print}


@pytest.mark.parametrize(("given", "change"), [*CHANGES, (SELECT, {"value": ("a", "a")})])
def test_without_a_key_another_argument_makes_another_widget(given: Call, change: Any) -> None:
    app = FakeApp(lambda st: [given.on(st), given.but(**change).on(st)])
    assert len(app.open().widgets) == 2


@pytest.mark.parametrize(
    ("command", "required", "usual"),
    [
        ("slider", {}, {"min_value": None, "max_value": None, "step": None}),
        (
            "number_input",
            {},
            {"value": "min", "placeholder": None, "icon": None, "required": False},
        ),
        ("select_slider", {"options": AB}, {"value": None, "format_func": str}),
    ],
)
def test_what_is_left_out_is_as_usual(command: str, required: Any, usual: Any) -> None:
    given = call(command, label="L", **required)
    alike = given.but(**usual, help=None, width="stretch", label_visibility="visible")
    with pytest.raises(StreamlitDuplicateElementId):
        FakeApp(lambda st: [given.on(st), alike.on(st)]).open()


@pytest.mark.parametrize("given", [SLIDER, NUMBER, SELECT])
@pytest.mark.parametrize("change", NO_IDENTITY)
def test_how_a_widget_looks_does_not_tell_it_apart(given: Call, change: str) -> None:
    app = FakeApp(lambda st: [given.on(st), given.but(**{change: NO_IDENTITY[change]}).on(st)])
    with pytest.raises(StreamlitDuplicateElementId):
        app.open()


@pytest.mark.parametrize(("given", "change"), CHANGES)
def test_with_a_key_only_the_scale_of_a_slider_makes_it_another(given: Call, change: Any) -> None:
    page = OnePage(given)
    entered, anew = ("b", "a") if given is SELECT else (8, given.but(**change).kwargs["value"])
    assert page.enter(entered) == entered
    scaled = given is SLIDER and not {"min_value", "max_value", "step"}.isdisjoint(change)
    assert page.becomes(given.but(**change)) == (anew if scaled else entered)


@pytest.mark.parametrize("given", [SLIDER, NUMBER, SELECT])
def test_a_widget_is_given_its_callback_and_how_it_is_kept(given: Call) -> None:
    calls: list[Any] = []

    def called(*args: Any, **kwargs: Any) -> None:
        calls.append((args, kwargs))

    keep = {"args": (1,), "kwargs": {"more": 2}, "persist_state": "session"}
    page = OnePage(given.but(on_change=called, bind="query-params", **keep))
    entered = "b" if given is SELECT else 8
    assert page.enter(entered) == entered
    assert calls == [((1,), {"more": 2})]
    assert page.tab.url == f"?k={entered}"
    assert not page.widget.disabled
    page.becomes(given.but(disabled=True))
    assert page.tab.widget("k").disabled


@pytest.mark.parametrize("given", [SLIDER, NUMBER, SELECT])
@pytest.mark.parametrize("persist", ["session", None])
def test_a_widget_that_is_left_out_keeps_its_value_if_asked_to(given: Call, persist: Any) -> None:
    kept: list[Any] = []

    def script(st: Any) -> None:
        if st.toggle("Show", value=True):
            kept.append(given.but(key="k", persist_state=persist).on(st))

    tab = FakeApp(script).open()
    entered = "b" if given is SELECT else 8
    tab.widget("k").set_value(entered)
    tab.widget("Show").set_value(False)
    tab.widget("Show").set_value(True)
    assert kept[1:] == [entered, entered if persist else kept[0]]
