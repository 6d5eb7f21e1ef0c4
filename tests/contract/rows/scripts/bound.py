"""Scripts of the rows about bound widgets that change, stand in forms or share a field."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from st_page_state import PageState, StateVar

CITIES = {"no": ["oslo", "bergen"], "se": ["lund", "umea"]}


class TripState(PageState):
    """A trip, with its cost and the limit of it."""

    country: str = StateVar(default="no", url_key="country")
    city: str = StateVar(default="oslo", url_key="city")
    most: int = StateVar(default=10, url_key="most")
    cost: int = StateVar(default=1, url_key="cost")
    name: Annotated[str, Field(max_length=5)] = StateVar(default="ann", url_key="name")


def show(st: Any, *names: str) -> None:
    """Show fields of the trip, and which of them a widget or the address has wrong."""
    st.text(" ".join(f"{name}={getattr(TripState, name)}" for name in names))
    st.text(f"wrong={','.join([*TripState.url_errors(), *TripState.widget_errors()])}")


def bounds(st: Any) -> None:
    """Has a slider whose bounds depend on another widget."""
    st.number_input("Most", 5, 20, **TripState.bind("most"))
    st.slider("Cost", 0, TripState.most, **TripState.bind("cost"))
    show(st, "most", "cost")


def labels(st: Any) -> None:
    """Draw a text input with a label that depends on another widget."""
    st.selectbox("Country", list(CITIES), **TripState.bind("country"))
    st.text_input(f"Name in {TripState.country}", **TripState.bind("name"))
    show(st, "country", "name")


def counted(st: Any) -> None:
    """Has choices whose labels depend on another widget."""
    st.number_input("Cost", step=1, **TripState.bind("cost"))
    cities = CITIES["no"]

    def label(city: str) -> str:
        return f"{city} ({TripState.cost})"

    st.selectbox("City", cities, format_func=label, **TripState.bind("city"))
    st.radio("Again", format_func=label, **TripState.bind("city", key="2", options=cities))
    st.select_slider("Slide", cities, format_func=label, **TripState.bind("city", key="3"))
    show(st, "city", "cost")


def options(st: Any) -> None:
    """Has a selectbox whose options depend on another one."""
    st.selectbox("Country", **TripState.bind("country", options=list(CITIES)))
    st.selectbox("City", **TripState.bind("city", options=CITIES[TripState.country]))
    show(st, "country", "city")


def in_step(st: Any) -> None:
    """Has two widgets of one field."""
    st.slider("Slide", 0, 20, **TripState.bind("cost"))
    st.number_input("Type", 0, 20, **TripState.bind("cost", key="typed"))
    show(st, "cost")


def form(st: Any) -> None:
    """Has a form of a state class."""
    with TripState.form("trip"):
        st.text_input("Name", **TripState.bind("name"))
        st.number_input("Cost", 0, 20, **TripState.bind("cost"))
        st.form_submit_button("Send")
    show(st, "name", "cost")


def plain_form(st: Any) -> None:
    """Has a form of Streamlit's own that is cleared, whose callback reads the state."""

    def sent() -> None:
        st.session_state["sent"] = TripState.name

    with st.form("trip", clear_on_submit=True):
        st.text_input("Name", **TripState.bind("name", form=True))
        st.form_submit_button("Send", on_click=sent)
    show(st, "name")
    st.text(f"sent={st.session_state.get('sent')}")


def persisting(st: Any) -> None:
    """Draws, while the box is ticked, a bound widget that Streamlit is to keep."""
    if st.checkbox("Draw", value=True):
        st.text_input("Name", persist_state="session", **TripState.bind("name"))
    st.button("Reset", on_click=TripState.reset)
    show(st, "name")


def bound_twice(st: Any) -> None:
    """Has a widget that both the library and Streamlit bind to the address."""
    st.text_input("Name", bind="query-params", **TripState.bind("name"))
    st.button("Reset", on_click=TripState.reset)
    show(st, "name")
