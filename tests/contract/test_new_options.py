"""bind(accept_new_options=True) in an app's own file, on Streamlit itself."""

from __future__ import annotations

import pytest
from app_texts import VERSION, opened, since_1_45

from st_page_state_fakes.tab import Tab

APP = """
from st_page_state import PageState, StateVar
class Trip(PageState):
    city: str = StateVar(default="oslo", url_key="city")
    zone: int | None = StateVar(default=None, url_key="zone")
    via: list[str] = StateVar(default_factory=list, url_key="via")
new = dict(accept_new_options=True)
st.selectbox("City", **Trip.bind("city", options=["oslo", "bergen"], **new))
st.selectbox("Zone", index=None, **Trip.bind("zone", options=[1, 2], **new))
st.multiselect("Via", **Trip.bind("via", options=[], **new))
if st.button("Reset"):
    Trip.reset()
    st.rerun()
st.text(f"{Trip.city} {Trip.zone} {Trip.via}")
st.text(list(Trip.url_errors()))
st.text(list(Trip.widget_errors()))
"""


def check(tab: Tab, text: str, *values: object) -> None:
    """Assert that the state is as told, without errors, and what the three widgets show."""
    assert tab.texts == [text, "[]", "[]"]
    assert tuple(tab.widget(label).value for label in ("City", "Zone", "Via")) == values


@since_1_45
class TestWhatIsTyped:
    def test_stays_and_travels_in_the_address(self) -> None:
        tab = opened(APP)
        tab.widget("City").set_value("lund")
        tab.widget("Zone").set_value("7")
        tab.widget("Via").set_value(["umea"])
        tab.rerun()
        check(tab, "lund 7 ['umea']", "lund", "7", ["umea"])
        assert tab.url == "?city=lund&via=umea&zone=7"

    def test_comes_back_from_a_link(self) -> None:
        tab = opened(APP, "?city=lund&zone=7&via=umea&via=kiruna")
        check(tab, "lund 7 ['umea', 'kiruna']", "lund", "7", ["umea", "kiruna"])
        tab.rerun()
        check(tab, "lund 7 ['umea', 'kiruna']", "lund", "7", ["umea", "kiruna"])
        tab.button("Reset").click()
        check(tab, "oslo None []", "oslo", None, [])

    def test_is_rejected_where_it_does_not_fit_the_field(self) -> None:
        tab = opened(APP, "?zone=7")
        tab.widget("Zone").set_value("far")
        assert tab.texts == ["oslo 7 []", "[]", "['zone']"]
        tab.widget("Zone").set_value(2)
        check(tab, "oslo 2 []", "oslo", 2, [])


@pytest.mark.skipif(VERSION >= (1, 45), reason="Streamlit 1.45 has the argument")
def test_an_older_streamlit_is_told_of() -> None:
    with pytest.raises(TypeError, match=r"accept_new_options=True\) needs Streamlit 1\.45"):
        opened(APP)
