"""The exact error messages of the simulated commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from st_page_state_fakes import FakeApp
from st_page_state_fakes.errors import NotSimulatedError, StreamlitAPIException

Command = Callable[[Any], Any]

ANOTHER_WAY = (
    'To test it, give FakeApp the app\'s own file, as in FakeApp("app.py"): '
    "that runs on Streamlit itself."
)
BOUND = 'a widget has bound it (bind="query-params"). Change the value of the widget instead.'


def nothing(st: Any) -> None:
    """A page without anything on it."""


def told(command: Command, streamlit: str | None = None) -> tuple[type[Exception], str]:
    """Return the error that a command raises on a page with two bound params."""

    def script(st: Any) -> None:
        if streamlit is None:
            st.text_input("A", key="a", bind="query-params")
            st.text_input("B", key="b", bind="query-params")
        command(st)

    version = {} if streamlit is None else {"streamlit": streamlit}
    with pytest.raises(Exception) as refused:
        FakeApp(script, pages={"map": nothing}, **version).open("?a=1&b=2&c=3")
    return type(refused.value), str(refused.value)


def in_a_form(command: Command) -> Command:
    def inside(st: Any) -> None:
        with st.form("f"):
            command(st)

    return inside


def two_dialogs(st: Any) -> None:
    st.dialog("One")(lambda: None)()
    st.dialog("Two")(lambda: None)()


class Unnamed:
    def __call__(self) -> None:
        """A page without a name."""


def not_chosen(st: Any) -> None:
    pages = [st.Page(lambda: None, title=title, url_path=title) for title in ("One", "Two")]
    st.navigation(pages)
    pages[1].run()


def chosen_twice(st: Any) -> None:
    chosen = st.navigation([st.Page(lambda: None, title="One")])
    chosen.run()
    chosen.run()


def two_defaults(st: Any) -> None:
    st.navigation([st.Page(lambda: None, title=title, default=True) for title in ("One", "Two")])


def one_address(st: Any) -> None:
    st.navigation([st.Page(lambda: None, title=title, url_path="x") for title in ("One", "Two")])


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (
            lambda st: st.query_params.update({"c": 4}, b=5, a=6),
            f"Query parameter 'b', 'a' cannot be set: {BOUND}",
        ),
        (
            lambda st: st.query_params.pop("a"),
            f"Query parameter 'a' cannot be deleted: {BOUND}",
        ),
        (
            lambda st: st.query_params.clear(),
            f"Query parameter 'a', 'b' cannot be cleared: {BOUND}",
        ),
        (
            lambda st: st.query_params.update(c={}),
            "Query parameter 'c' cannot be a dict: give it text, or a list of texts.",
        ),
        (
            lambda st: st.query_params.update(Embed="true"),
            ("Query parameter 'Embed' cannot be set: embed and embed_options are Streamlit's own."),
        ),
        (
            lambda st: st.columns(0),
            "st.columns() takes a number of columns, or their widths, not 0.",
        ),
        (
            lambda st: st.columns([1, -1]),
            "st.columns() takes a number of columns, or their widths, not [1, -1].",
        ),
        (
            lambda st: st.columns([]),
            "st.columns() takes a number of columns, or their widths, not [].",
        ),
        (lambda st: st.tabs([]), "st.tabs() needs at least one label."),
        (in_a_form(lambda st: st.form("g")), "Forms cannot be nested."),
        (in_a_form(lambda st: st.columns(1)[0].form("g")), "Forms cannot be nested."),
        (
            lambda st: [st.form("f"), st.form("f")],
            "There are two forms with key='f' in this run: give each a key of its own.",
        ),
        (two_dialogs, "Only one dialog can be open at a time."),
        (
            lambda st: st.rerun(scope="fragment"),
            'st.rerun(scope="fragment") works only in a fragment that reruns on its own.',
        ),
        (lambda st: st.navigation([]), "pages is required and must not be empty."),
        (
            lambda st: st.Page(nothing, title=" "),
            "title is required and must not be empty.",
        ),
        (
            lambda st: st.Page(Unnamed()),
            "title is required and must not be empty.",
        ),
        (
            lambda st: st.Page(nothing, url_path=" / "),
            "url_path is required and must not be empty.",
        ),
        (
            lambda st: st.Page(nothing, url_path="a/b"),
            "url_path='a/b' must not contain a slash.",
        ),
        (
            not_chosen,
            "'Two' cannot be run: only the page that st.navigation() returned can, and only once.",
        ),
        (
            chosen_twice,
            "'One' cannot be run: only the page that st.navigation() returned can, and only once.",
        ),
        (two_defaults, "Only one page can have default=True, not 'One', 'Two'."),
        (one_address, "Two pages have the same address: 'x', 'x'. Give each a url_path."),
        (
            lambda st: st.page_link("https://example.org"),
            "label is required and must not be empty.",
        ),
    ],
)
def test_what_streamlit_does_not_allow(command: Command, says: str) -> None:
    error, message = told(command)
    assert issubclass(error, StreamlitAPIException)
    assert message == says


@pytest.mark.parametrize(
    ("command", "what"),
    [
        (lambda st: st.fragment(nothing, key="x"), "st.fragment(key=...)"),
        (lambda st: st.dialog("T", on_dismiss=print), "st.dialog(on_dismiss=...)"),
        (lambda st: st.rerun(scope="x"), "st.rerun(scope='x')"),
        (lambda st: st.Page("a.py"), "st.Page('a.py') with a file instead of a function"),
        (lambda st: st.dataframe([], on_select="rerun"), "st.dataframe(on_select=...)"),
        (lambda st: st.chil, "st.chil"),
        (lambda st: st.context, "st.context"),
        (lambda st: st.user, "st.user"),
        (lambda st: st.secrets, "st.secrets"),
        (lambda st: st.logo, "st.logo"),
        (lambda st: st.__wrapped__, "__wrapped__"),
        (lambda st: st.sidebar.zzz, "st.zzz"),
    ],
)
def test_what_is_not_simulated(command: Command, what: str) -> None:
    message = f"{what} is not simulated by FakeStreamlit. {ANOTHER_WAY}"
    assert told(command) == (NotSimulatedError, message)


def test_a_command_that_is_not_simulated_is_not_there() -> None:
    def script(st: Any) -> None:
        st.text((hasattr(st, "zzz"), hasattr(st.sidebar, "zzz")))

    assert FakeApp(script).open().texts == ["(False, False)"]


def test_a_misspelt_command_is_told_the_nearest_one() -> None:
    assert told(lambda st: st.text_imput) == (
        NotSimulatedError,
        "st.text_imput is not simulated by FakeStreamlit. Did you mean st.text_input? "
        + ANOTHER_WAY,
    )


@pytest.mark.parametrize(
    ("command", "what"),
    [
        (lambda st: st.write("x"), "write()"),
        (lambda st: st.sidebar.text("x"), "text()"),
        (lambda st: st.checkbox("x"), "checkbox()"),
        (lambda st: st.container(), "container()"),
        (lambda st: st.empty(), "empty()"),
        (lambda st: st.columns(2), "columns()"),
        (lambda st: st.tabs(["x"]), "tabs()"),
        (lambda st: st.expander("x"), "expander()"),
        (lambda st: st.popover("x"), "popover()"),
        (lambda st: st.chat_message("x"), "chat_message()"),
        (lambda st: st.status("x"), "status()"),
        (lambda st: st.spinner(), "spinner()"),
        (lambda st: st.form("x"), "form()"),
        (lambda st: st.fragment(nothing)(), "fragment()"),
        (lambda st: st.dialog("x")(nothing)(), "dialog()"),
        (lambda st: st.stop(), "stop()"),
        (lambda st: st.rerun(), "rerun()"),
        (lambda st: st.switch_page("map"), "switch_page()"),
        (lambda st: st.page_link("map"), "page_link()"),
        (lambda st: st.page_link("https://example.org", label="x"), "page_link()"),
        (lambda st: st.navigation([nothing]), "navigation()"),
        (lambda st: st.Page(nothing).run(), "Page().run()"),
    ],
)
def test_what_needs_a_run_says_so_outside_of_one(command: Command, what: str) -> None:
    tab = FakeApp(nothing, pages={"map": nothing}).open()
    with tab.run() as st:
        pass
    with pytest.raises(RuntimeError) as refused:
        command(st)
    assert str(refused.value) == (
        f"st.{what} was called outside a run: draw in the script that FakeApp was given, "
        "or in `with tab.run():`."
    )
