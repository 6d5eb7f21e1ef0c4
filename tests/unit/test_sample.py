"""Sample tests of app logic, on both levels."""

from st_page_state import PageState, StateVar, use_ports
from st_page_state_fakes import FakeApp, FakeQuery, FakeSession


class FilterState(PageState):
    status: str = StateVar(default="pending", url_key="status")
    page: int = StateVar(default=1, url_key="p")


def script(st):
    st.selectbox("Status", ["pending", "active"], **FilterState.bind("status"))
    if st.button("Next page"):
        FilterState.page += 1


def test_a_shared_link_opens_the_same_view():
    app = FakeApp(script)
    ann = app.open("?utm_source=mail")
    assert ann.url == "?utm_source=mail&status=pending&p=1"
    ann.widget("Status").set_value("active")
    assert ann.url == "?status=active&p=1"
    assert ann.history == [
        "?utm_source=mail",
        "?utm_source=mail&status=pending&p=1",
        "?status=active&p=1",
    ]
    ann.back()
    assert ann.state(FilterState).status == ann.widget("Status").value == "pending"

    ann.forward()
    bob = app.open(ann.url)
    assert bob.state(FilterState) == FilterState(status="active", page=1)


def test_purge():
    query = FakeQuery("?junk=1")
    with use_ports(FakeSession(), query):
        FilterState.status = "active"
    assert query.params == {"status": ("active",), "p": ("1",)}
    assert query.updates == [{"status": ("active",), "p": ("1",)}]
