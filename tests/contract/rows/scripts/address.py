"""Scripts of the rows about state classes and the address bar."""

from __future__ import annotations

from typing import Any

from contract.rows.scripts import state as scripts_state
from contract.rows.scripts.showing import count_run, params_of
from contract.rows.scripts.state import STATUSES, show
from contract.rows.scripts.states import FilterState, MapState, SearchState
from st_page_state import PageState, StateVar, batch, params


class NoteState(PageState):
    """Notes on the order, which share the address with it."""

    text: str = StateVar(default="", url_key="text")
    edits: int = StateVar(default=0, url_key="edits")


class OrderState(PageState):
    """An order, whose changes write two more fields."""

    status: str = StateVar(default="pending", url_key="status")
    page: int = StateVar(default=1, url_key="p")

    class Config:
        share_url_with: tuple[type[NoteState]] = (NoteState,)

    @classmethod
    def on_change(cls, field: str, *_: Any) -> None:
        """Count a new status, and begin on the first page."""
        if field == "status":
            NoteState.edits += 1
            cls.page = 1


class VisitState(PageState):
    """Knows how often it has begun in this session."""

    status: str = StateVar(default="pending", url_key="status")
    note: str = StateVar(default="")
    begun: int = StateVar(default=0)

    @classmethod
    def on_init(cls) -> None:
        """Count, and wish for a status that a link's wins over."""
        cls.begun += 1
        cls.status = "active"


class LeftState(PageState):
    """A class that keeps a param of another team."""

    left: int = StateVar(default=1, url_key="left")

    class Config:
        keep_params: tuple[str] = ("team",)


class RightState(PageState):
    """Keeps nothing."""

    right: int = StateVar(default=1, url_key="right")


class AreaState(PageState):
    """Has the map's param for something of its own."""

    zoom: int = StateVar(default=1, url_key="zoom")


def landing(st: Any) -> None:
    """Touches four classes, one of which has nothing to publish."""
    st.text(f"{FilterState.status} {SearchState.text} {MapState.zoom} {LeftState.left}")


def landing_in_batch(st: Any) -> None:
    """Touches them inside of one batch."""
    with batch():
        landing(st)


def changes_and_leaves(st: Any) -> None:
    """Changes the state of this page and shows the other one."""
    st.text(f"p={FilterState.page}")
    if st.button("Change and leave"):
        with batch():
            FilterState.page += 1
            st.switch_page("pages/map.py")


def order(st: Any) -> None:
    """An order and its notes."""
    st.number_input("Page", step=1, **OrderState.bind("page"))
    st.text_input("Text", **NoteState.bind("text"))


def order_alone(st: Any) -> None:
    """The order without its notes, on another page."""
    st.selectbox("Status", STATUSES, **OrderState.bind("status"))
    if st.button("Mark"):
        st.query_params["utm"] = "1"


def visit(st: Any) -> None:
    """Counts runs, and how often the class has begun."""
    number = count_run(st)
    st.selectbox("Status", STATUSES, **VisitState.bind("status"))
    st.text_input("Note", **VisitState.bind("note"))
    st.text(f"run={number} status={VisitState.status} note={VisitState.note}")
    st.text(f"begun={VisitState.begun}")


def crowded(st: Any) -> None:
    """Has a widget that Streamlit binds, and two classes that share with nobody."""
    st.text_input("Native", key="native", bind="query-params")
    beside_plain(st)


def beside_plain(st: Any) -> None:
    """Writes a param by itself, beside two classes that share with nobody."""
    if st.button("Plain"):
        st.query_params["plain"] = "1"
    st.number_input("Left", step=1, **LeftState.bind("left"))
    st.number_input("Right", step=1, **RightState.bind("right"))
    st.text(f"left={LeftState.left} right={RightState.right}")
    st.text(params_of(st))


def clearing(st: Any) -> None:
    """Clears the params before the filters are touched, or when they have been."""
    number = count_run(st)
    if st.button("Clear first"):
        st.query_params.clear()
    st.selectbox("Status", STATUSES, **FilterState.bind("status"))
    st.text(f"run={number} status={FilterState.status}")
    if st.button("Clear last"):
        st.query_params.clear()


def always_clearing(st: Any) -> None:
    """Clears the params in each run."""
    st.text(f"run={count_run(st)} status={FilterState.status}")
    st.query_params.clear()
    show(st)


def explore(st: Any, there: Any) -> None:
    """The main page: two classes that share, and ways to the other page."""
    scripts_state.shared(st)
    if st.checkbox("Area"):
        st.text(f"area={AreaState.zoom}")
    if st.button("Switch"):
        st.switch_page(there)
    st.page_link(there, label="Map")


def explore_with_links(st: Any, there: Any) -> None:
    """The main page: ways to the other one that bring query params along."""
    scripts_state.shared(st)
    given = {**params(MapState(zoom=9)), "utm": "1"}
    if st.button("Switch with params"):
        st.switch_page(there, query_params=given)
    st.page_link(there, label="Map with params", query_params=given)


def other(st: Any) -> None:
    """The other page: a class of its own, and one of the main page's if asked for."""
    st.number_input("Zoom", step=1, **MapState.bind("zoom"))
    st.text(f"zoom={MapState.zoom}")
    if st.checkbox("Find"):
        st.text_input("Search", **SearchState.bind("text"))


def home(st: Any) -> None:
    """The main page of an app with a folder of pages."""
    explore(st, "pages/map.py")


def linked_home(st: Any) -> None:
    """The main page of such an app, with query params in its links."""
    explore_with_links(st, "pages/map.py")


def _declare(st: Any, main: Any) -> None:
    def here() -> None:
        main(st, there)

    there = st.Page(lambda: other(st), title="map", url_path="map")
    st.navigation([st.Page(here, title="home", default=True), there]).run()


def declared(st: Any) -> None:
    """An app that declares its pages."""
    _declare(st, explore)


def linked_declared(st: Any) -> None:
    """An app that declares its pages, with query params in its links."""
    _declare(st, explore_with_links)
