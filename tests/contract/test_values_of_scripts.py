"""Values of classes that the script defines outlive their run (AppTest)."""

from __future__ import annotations

import warnings

import pytest
from streamlit.testing.v1 import AppTest

from st_page_state import PageStateWarning
from values_of_scripts import HEAD, KINDS, script

pytestmark = pytest.mark.no_cover  # others reach its lines sooner

TIMEOUT = 30


class Visitor:
    """A session of an app, and the warnings to its developer."""

    def __init__(self, source: str) -> None:
        self._app = AppTest.from_string(source, default_timeout=TIMEOUT)
        self.warnings: list[str] = []

    def run(self, **session: object) -> list[str]:
        """Run the script once; return its texts."""
        for key, value in session.items():
            self._app.session_state[key] = value
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always", PageStateWarning)
            self._app.run()
        self.warnings += [str(w.message) for w in caught if w.category is PageStateWarning]
        assert not self._app.exception, self._app.exception[0].value
        return [text.value for text in self._app.text]


@pytest.mark.parametrize("kind", KINDS)
def test_they_are_there_in_the_next_runs(kind: str) -> None:
    ann, bob = Visitor(script(KINDS[kind])), Visitor(script(KINDS[kind]))
    first, of_this_run = ann.run()
    assert of_this_run == "True"
    for _ in range(3):
        assert ann.run() == [first, str(KINDS[kind].converts)]
    changed, _ = ann.run(change=True)
    assert changed != first
    assert ann.run(change=False)[0] == changed
    assert bob.run() == [first, "True"]
    # A value that stays an object of a former run is warned of once.
    if KINDS[kind].warns:
        [told] = ann.warnings
        assert told.startswith("Page.value holds a ")
        assert "cannot be pickled" in told
    else:
        assert ann.warnings == []


EDITED = (
    HEAD
    + """
class Cart(BaseModel):
    items: list = []

class Basket(BaseModel):
    fruits: list

if st.session_state.get("edited"):
    class Page(PageState):
        value: Basket | None = StateVar(default=None)
else:
    class Page(PageState):
        value: Cart | None = StateVar(default=None)

    if Page.value is None:
        Page.value = Cart(items=[1])
st.text(repr(Page.value))
"""
)


def test_a_dropped_value_is_warned_of() -> None:
    visitor = Visitor(EDITED)
    assert visitor.run() == ["Cart(items=[1])"]
    assert visitor.run() == ["Cart(items=[1])"]
    assert visitor.run(edited=True) == ["None"]
    [told] = visitor.warnings
    assert told.startswith("Page.value was reset to its default. Its value does not fit the ")
    assert "Basket | None" in told


def choosing() -> None:
    from enum import Enum

    import streamlit as st

    from st_page_state import PageState, StateVar

    class Sort(Enum):
        NAME = "name"
        PRICE = "price"

    class Filters(PageState):
        sort: Sort = StateVar(Sort.NAME, url_key="sort")

    st.radio("Sort", list(Sort), **Filters.bind("sort"))
    st.text(Filters.sort.name)


def test_an_enum_stays_chosen_in_a_widget() -> None:
    app = AppTest.from_function(choosing, default_timeout=TIMEOUT).run()
    app.radio[0].set_value("Sort.PRICE")
    for _ in range(4):
        app.run()
        assert not app.exception, app.exception[0].value
        assert [text.value for text in app.text] == ["PRICE"]
    assert app.query_params["sort"] in ("price", ["price"])
