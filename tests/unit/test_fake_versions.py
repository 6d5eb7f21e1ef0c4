"""Simulated older versions of Streamlit, and the differences between them."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

import pytest

from st_page_state_fakes import FakeApp
from st_page_state_fakes.errors import StreamlitValueError
from st_page_state_fakes.server.versions import NEWEST, behaviour_of


def writing(st: Any) -> None:
    st.session_state["runs"] = st.session_state.get("runs", 0) + 1
    if st.button("Write"):
        st.query_params["a"] = "1"
    st.button("Nothing")
    st.text(f"run {st.session_state['runs']}, a={st.query_params.get('a', '-')}")


def other_page(st: Any) -> None:
    st.text("other")


def aside(st: Any) -> None:
    place = st if st.checkbox("On the page") else st.sidebar
    st.text("word=" + place.text_input("Word"))


@pytest.mark.parametrize(("version", "word"), [("1.45", "typed"), ("1.46", "")])
def test_a_widget_without_a_key_that_leaves_the_sidebar(version: str, word: str) -> None:
    tab = FakeApp(aside, streamlit=version).open()
    tab.widget("Word").set_value("typed")
    tab.widget("On the page").set_value(True)
    assert tab.texts == [f"word={word}"]


@pytest.mark.parametrize(("version", "refused"), [("1.57", False), ("1.58", True)])
def test_an_empty_key(version: str, refused: bool) -> None:
    app = FakeApp(lambda st: st.text_input("Word", key=""), streamlit=version)
    with pytest.raises(StreamlitValueError, match="non-empty") if refused else nullcontext():
        app.open()


class TestWhichVersionsThereAre:
    @pytest.mark.parametrize("version", ["x", "", "1", "v1.45", "1.45rc1"])
    def test_what_is_no_version_is_refused_with_an_example(self, version: str) -> None:
        with pytest.raises(ValueError, match=rf"streamlit='{version}' is no version.*\"1\.\d+\""):
            FakeApp(writing, streamlit=version)

    @pytest.mark.parametrize("version", ["1.20", "1.36.9", "0.99"])
    def test_one_that_is_too_old_is_refused_with_the_oldest(self, version: str) -> None:
        with pytest.raises(ValueError, match=rf"{version} is not simulated; the oldest is 1\.37"):
            FakeApp(writing, streamlit=version)

    def test_a_patch_version_counts_as_its_minor_one(self) -> None:
        patched = FakeApp(writing, streamlit="1.45.1").behaviour
        assert patched == FakeApp(writing, streamlit="1.45").behaviour

    def test_a_future_version_behaves_as_the_newest_and_that_is_the_default(self) -> None:
        newest, future = FakeApp(writing).behaviour, FakeApp(writing, streamlit="9.1").behaviour
        assert newest == FakeApp(writing, streamlit=NEWEST).behaviour
        assert (future.back_reruns, future.history_known) == (True, True)
        assert not future.same_url_pushed


@pytest.mark.parametrize(
    ("change", "since"),
    [
        ("keys_identify", 50),
        ("address_kept", 52),
        ("switch_with_params", 52),
        ("native_bind", 55),
        ("parallel_fragments", 58),
        ("labels_followed", 59),
        ("address_limited", 60),
        ("disabled_guarded", 61),
        ("callback_reruns", 63),
        ("history_known", 65),
        ("remount_restores", 65),
    ],
)
def test_what_changed_since_which_version(change: str, since: int) -> None:
    assert not getattr(behaviour_of(f"1.{since - 1}"), change)
    assert getattr(behaviour_of(f"1.{since}"), change)


@pytest.mark.parametrize(
    ("version", "reruns"), [("1.40", True), ("1.41", False), ("1.64", False), ("1.65", True)]
)
def test_whether_back_reruns_a_single_page(version: str, reruns: bool) -> None:
    assert behaviour_of(version).back_reruns == reruns


class TestBackOnASinglePage:
    @pytest.mark.parametrize(
        ("version", "after_back", "after_a_click"),
        [
            ("1.37", "run 3, a=-", "run 4, a=-"),
            ("1.40", "run 3, a=-", "run 4, a=-"),
            ("1.45", "run 2, a=1", "run 3, a=-"),
            ("1.51", "run 2, a=1", "run 3, a=-"),
            ("1.52", "run 2, a=1", "run 3, a=1"),
            ("1.64", "run 2, a=1", "run 3, a=1"),
            ("1.65", "run 3, a=-", "run 4, a=-"),
            ("1.67", "run 3, a=-", "run 4, a=-"),
        ],
    )
    def test_whether_it_reruns_and_what_the_runs_see(
        self, version: str, after_back: str, after_a_click: str
    ) -> None:
        tab = FakeApp(writing, streamlit=version).open()
        tab.button("Write").click()
        assert (tab.texts, tab.history) == (["run 2, a=1"], ["", "?a=1"])
        tab.back()
        assert (tab.texts, tab.url, tab.history) == ([after_back], "", ["", "?a=1"])
        tab.button("Nothing").click()
        assert (tab.texts, tab.url) == ([after_a_click], "")

    @pytest.mark.parametrize(
        ("version", "history"),
        [
            ("1.40", ["", "?b=2"]),
            ("1.64", ["", "?a=1"]),
            ("1.65", ["?b=2", "?a=1"]),
        ],
    )
    def test_what_a_run_after_it_writes(self, version: str, history: list[str]) -> None:
        def script(st: Any) -> None:
            if st.button("Write"):
                st.query_params["a"] = "1"
                st.session_state["written"] = True
            elif "written" in st.session_state and "a" not in st.query_params:
                st.query_params["b"] = "2"

        tab = FakeApp(script, streamlit=version).open()
        tab.button("Write").click()
        tab.back()
        assert tab.history == history


class TestBackInAnAppOfSeveralPages:
    @pytest.mark.parametrize(
        ("version", "seen"),
        [("1.45", "run 3, a=-"), ("1.55", "run 3, a=1"), ("1.67", "run 3, a=-")],
    )
    def test_on_one_page_it_always_reruns(self, version: str, seen: str) -> None:
        tab = FakeApp(writing, pages={"other": other_page}, streamlit=version).open()
        tab.button("Write").click()
        tab.back()
        assert (tab.texts, tab.url) == ([seen], "")

    @pytest.mark.parametrize(
        ("version", "seen"),
        [("1.45", "run 3, a=-"), ("1.51", "run 3, a=-"), ("1.52", "run 3, a=1")],
    )
    def test_across_pages_it_has_no_params_before_1_52(self, version: str, seen: str) -> None:
        tab = FakeApp(writing, pages={"other": writing}, streamlit=version).open("?a=1")
        tab.switch_page("other")
        assert (tab.texts, tab.url) == (["run 2, a=-"], "/other")
        tab.back()
        assert (tab.texts, tab.url, tab.page) == ([seen], "?a=1", "")


class TestTheAddress:
    @pytest.mark.parametrize(
        ("version", "history"), [("1.63", ["?a=1", "?a=1"]), ("1.64", ["?a=1"])]
    )
    def test_writing_the_present_one_is_an_entry_up_to_1_63(
        self, version: str, history: list[str]
    ) -> None:
        tab = FakeApp(writing, streamlit=version).open("?a=1")
        tab.button("Write").click()
        assert tab.history == history

    @pytest.mark.parametrize(("version", "count"), [("1.59", 1001), ("1.60", 0)])
    def test_one_of_over_1000_fields_counts_as_bare_from_1_60_on(
        self, version: str, count: int
    ) -> None:
        def script(st: Any) -> None:
            st.text(len(st.query_params))

        app = FakeApp(script, streamlit=version)
        assert app.open("?" + "&".join(f"p{n}=" for n in range(1001))).texts == [str(count)]
        assert app.open("?" + "&".join(f"p{n}=" for n in range(1000))).texts == ["1000"]

    @pytest.mark.parametrize(("version", "count"), [("1.59", 1), ("1.60", 0)])
    def test_one_of_over_524288_characters_counts_as_bare_from_1_60_on(
        self, version: str, count: int
    ) -> None:
        def script(st: Any) -> None:
            st.text(len(st.query_params))

        app = FakeApp(script, streamlit=version)
        assert app.open("?a=" + 524_287 * "x").texts == [str(count)]
        assert app.open("?a=" + 524_286 * "x").texts == ["1"]


class TestArgumentsThatCameLater:
    @pytest.mark.parametrize("version", ["1.37", "1.54"])
    def test_bind_is_unknown_before_1_55(self, version: str) -> None:
        def script(st: Any) -> None:
            st.text_input("Search", key="q", bind="query-params")

        with pytest.raises(TypeError, match=rf"no argument 'bind' in Streamlit {version}"):
            FakeApp(script, streamlit=version).open()
        tab = FakeApp(script, streamlit="1.55").open("?q=word")
        assert tab.widget("q").value == "word"

    @pytest.mark.parametrize("command", ["switch_page", "page_link"])
    def test_query_params_of_another_page_are_unknown_before_1_52(self, command: str) -> None:
        def script(st: Any) -> None:
            if st.button("Try"):
                getattr(st, command)("other", query_params={"a": "1"})

        pages = {"other": other_page}
        old = FakeApp(script, pages, streamlit="1.51").open()
        message = rf"{command}\(\) has no argument 'query_params' in Streamlit 1\.51"
        with pytest.raises(TypeError, match=message):
            old.button("Try").click()
        new = FakeApp(script, pages, streamlit="1.52").open()
        new.button("Try").click()
        if command == "page_link":
            new.button("other").click()
        assert (new.url, new.texts) == ("/other?a=1", ["other"])

    def test_parallel_fragments_are_unknown_before_1_58(self) -> None:
        def script(st: Any) -> None:
            st.fragment(parallel=True)(st.text)("inside")

        with pytest.raises(TypeError, match=r"fragment\(\) has no argument 'parallel' .* 1\.57\.$"):
            FakeApp(script, streamlit="1.57").open()
        assert FakeApp(script, streamlit="1.58").open().texts == ["inside"]


class TestRerunInACallback:
    def test_before_1_63_it_only_warns(self) -> None:
        tab = self.opened("1.62")
        tab.button("Go").click()
        assert tab.texts == [
            "Calling st.rerun() within a callback is a no-op.",
            "run 2, clicked=True",
        ]

    def test_from_1_63_on_the_run_begins_anew(self) -> None:
        tab = self.opened("1.63")
        tab.button("Go").click()
        assert tab.texts == ["run 2, clicked=False"]

    def opened(self, version: str) -> Any:
        def script(st: Any) -> None:
            st.session_state["runs"] = st.session_state.get("runs", 0) + 1
            clicked = st.button("Go", on_click=st.rerun)
            st.text(f"run {st.session_state['runs']}, clicked={clicked}")

        return FakeApp(script, streamlit=version).open()


@pytest.mark.parametrize(("version", "shown"), [("1.64", ""), ("1.65", "Ann")])
def test_what_a_widget_shows_that_was_set_while_it_was_not_drawn(version: str, shown: str) -> None:
    def script(st: Any) -> None:
        if st.checkbox("Show"):
            st.text(st.text_input("Name", key="name"))
        else:
            st.session_state["name"] = "Ann"

    tab = FakeApp(script, streamlit=version).open()
    tab.widget("Show").set_value(True)
    assert (tab.texts, tab.widget("name").value) == (["Ann"], shown)
    tab.rerun()
    assert tab.texts == [shown]
