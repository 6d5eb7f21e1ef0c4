"""What a person does in an app's own file: uploads, openable blocks, components."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from app_texts import VERSION, opened, since, since_1_45, since_1_55

from st_page_state_fakes import FakeApp
from st_page_state_fakes.real import server_globals
from st_page_state_fakes.tab import Tab

Script = Callable[[Any], None]


def uploading(st: Any) -> None:
    one = st.file_uploader("One", type=["csv", "png"])
    many = st.file_uploader("Many", accept_multiple_files=True)
    st.text(one and f"{one.name} {one.type} {one.getvalue()!r}")
    st.text([file.name for file in many])


def editing(st: Any) -> None:
    people = [{"name": "Ann", "age": 40}, {"name": "Bob", "age": 30}]
    edited = st.data_editor(people, num_rows="dynamic", key="people")
    st.text(", ".join(f"{person['name']} {person['age']:g}" for person in edited))


def a_table(st: Any) -> None:
    st.data_editor([{"name": "Ann", "age": 40}], key="people")
    st.text_input("Word")


@pytest.fixture(params=["simulated", "real"])
def open_app(request: pytest.FixtureRequest) -> Callable[[Script], Tab]:
    """Open a script of this module on simulated commands, and as a file."""

    def in_file(script: Script) -> Tab:
        return opened(f"from {__name__} import {script.__name__}\n{script.__name__}(st)")

    return in_file if request.param == "real" else lambda script: FakeApp(script).open()


class TestBothApps:
    def test_files_are_uploaded(self, open_app: Callable[[Script], Tab]) -> None:
        tab = open_app(uploading)
        tab.widget("One").upload("a.csv", b"1,2")
        tab.widget("One").upload("b.csv", b"3")
        for name in ("a.csv", "b.txt"):
            tab.widget("Many").upload(name, b"")
        assert tab.texts == ["b.csv text/csv b'3'", "['a.csv', 'b.txt']"]
        assert tab.widget("One").value.name == "b.csv"
        tab.widget("One").set_value(("c.png", b""))
        tab.widget("Many").set_value([b"1", ("d.txt", b"2")])
        assert tab.texts == ["c.png image/png b''", "['file', 'd.txt']"]
        tab.widget("One").set_value(None)
        assert tab.texts[0] == "None"

    def test_a_file_of_another_type_is_refused(self, open_app: Callable[[Script], Tab]) -> None:
        tab = open_app(uploading)
        with pytest.raises(ValueError, match=r"No user could enter 'a.pdf' into .*it takes files"):
            tab.widget("One").upload("a.pdf", b"")
        with pytest.raises(ValueError, match="it takes a list of files"):
            tab.widget("Many").set_value(b"")
        with pytest.raises(ValueError, match="it takes bytes, a pair"):
            tab.widget("One").set_value(5)

    def test_a_table_is_edited(self, open_app: Callable[[Script], Tab]) -> None:
        tab = open_app(editing)
        people = tab.widget("people")
        people.edit_cell(1, "age", 31)
        people.add_row({"name": "Cid", "age": 20})
        people.edit_cell(2, "age", 21)
        assert tab.texts == ["Ann 40, Bob 31, Cid 21"]
        people.delete_rows([0])
        people.edit_cell(0, "name", "Rob")
        assert tab.texts == ["Rob 31, Cid 21"]
        people.delete_rows([0, 1])
        assert tab.texts == [""]
        assert tab.session_state["people"]["deleted_rows"] == [0, 1]
        with pytest.raises(IndexError, match="no row 0: it has 0"):
            people.edit_cell(0, "age", 1)

    def test_a_fixed_table_keeps_its_rows(self, open_app: Callable[[Script], Tab]) -> None:
        people = open_app(a_table).widget("people")
        with pytest.raises(ValueError, match="num_rows"):
            people.add_row({"name": "Bob", "age": 1})
        with pytest.raises(ValueError, match="num_rows"):
            people.delete_rows([0])
        with pytest.raises(ValueError, match="it has columns"):
            people.edit_cell(0, "nam", "x")

    def test_what_a_widget_does_not_have_is_an_error(
        self, open_app: Callable[[Script], Tab]
    ) -> None:
        word = open_app(a_table).widget("Word")
        for act, wanted in (
            (lambda: word.upload("a", b""), r"upload\(\) is for file_uploader"),
            (lambda: word.edit_cell(0, "a", 1), r"is for data_editor, not for the text_input"),
            (lambda: word.select(rows=[1]), r"select\(\) is for tables and charts"),
            (lambda: word.trigger("clicked"), r"trigger\(\) is for components"),
        ):
            with pytest.raises(TypeError, match=wanted):
                act()


class TestUploads:
    def test_a_picture_is_taken(self) -> None:
        tab = opened("f = st.camera_input('Face')\nst.text(f and (f.name, f.type))")
        tab.widget("Face").set_value(b"x")
        assert tab.texts == ["('camera_input.jpg', 'image/jpeg')"]
        with pytest.raises(ValueError, match=r"it takes files of type \.jpg"):
            tab.widget("Face").upload("a.gif", b"")

    def test_a_file_is_replaced_by_way_of_none(self) -> None:
        tab = opened(
            """
            def note(): told.append(st.session_state["f"] and st.session_state["f"].name)
            told = st.session_state.setdefault("told", [])
            st.file_uploader("F", key="f", on_change=note)
            """
        )
        tab.widget("F").upload("a.csv", b"1")
        tab.widget("F").upload("b.csv", b"2")
        tab.widget("F").set_value(None)
        between = [None] if VERSION >= (1, 52) else []
        assert tab.session_state["told"] == ["a.csv", *between, "b.csv", None]

    def test_a_file_for_an_uploader_that_is_gone_is_lost(self) -> None:
        tab = opened(
            """
            def note(): st.session_state["gone"] = st.session_state["f"] is None
            if not st.session_state.get("gone"):
                st.file_uploader("F", key="f", on_change=note)
            """
        )
        tab.widget("F").upload("a.csv", b"1")
        tab.widget("F").upload("b.csv", b"2")
        assert len(tab.widgets) == (VERSION < (1, 52))

    @since_1_45
    def test_a_voice_is_recorded(self) -> None:
        tab = opened("f = st.audio_input('Voice')\nst.text(f and f.name)")
        tab.widget("Voice").set_value(b"x")
        assert tab.texts == ["audio_input.wav"]

    @since_1_55
    def test_a_file_may_be_too_large(self) -> None:
        tab = opened("st.file_uploader('F', max_upload_size=1)")
        with pytest.raises(ValueError, match="it takes files of up to 1 MB"):
            tab.widget("F").upload("a.bin", bytes(1024 * 1024 + 1))

    def test_files_are_lost_in_a_restart(self) -> None:
        app = FakeApp("import streamlit as st\nst.text(st.file_uploader('F'))\nst.button('Go')")
        tab = app.open()
        tab.widget("F").upload("a.csv", b"1")
        app.restart()
        tab.button("Go").click()
        assert tab.texts == ["None"]

    @since_1_45
    def test_files_go_with_a_message(self) -> None:
        tab = opened(
            """
            message = st.chat_input("Say", accept_file=True, file_type=["csv"], max_chars=5)
            st.text(message and (message.text, [file.name for file in message.files]))
            """
        )
        say = tab.widget("Say")
        say.set_value({"text": "hello", "files": [("a.csv", b"1")]})
        assert tab.texts == ["('hello', ['a.csv'])"]
        for entered, reason in (
            ({"text": "x", "files": [b"", b""]}, "it takes 1 file:?"),
            ({"files": [("a.pdf", b"")]}, "it takes files of type"),
            ("longer", "it takes 5 characters"),
            ("", "it is empty"),
            ({"txt": "x"}, "it takes a text"),
            ({"text": "x", "audio": b""}, "it takes no audio"),
        ):
            with pytest.raises(ValueError, match=reason):
                say.set_value(entered)

    @since_1_55
    def test_speech_goes_with_a_message(self) -> None:
        tab = opened("m = st.chat_input('Say', accept_audio=True)\nst.text(m and m.audio.name)")
        tab.widget("Say").set_value({"audio": ("a.wav", b"1")})
        assert tab.texts == ["a.wav"]

    def test_a_message_without_files(self) -> None:
        tab = opened("st.text(st.chat_input('Say'))")
        with pytest.raises(ValueError, match="it takes no files"):
            tab.widget("Say").set_value({"text": "x", "files": [b""]})


class TestBlocks:
    @since_1_55
    def test_an_expander_and_a_popover_are_opened(self) -> None:
        tab = opened(
            """
            st.text(st.expander("More", on_change="rerun", key="more").open)
            st.text(st.popover("Settings", on_change="rerun").open)
            st.expander("Plain")
            """
        )
        assert [widget.command for widget in tab.widgets] == ["expander", "popover"]
        tab.widget("More").set_value(True)
        tab.widget("Settings").set_value(True)
        assert tab.texts == ["True", "True"]
        assert tab.session_state["more"] is True
        with pytest.raises(ValueError, match="it would be True"):
            tab.widget("More").set_value("yes")

    @since_1_55
    def test_the_state_of_an_expander_may_be_set_in_code(self) -> None:
        tab = opened(
            """
            def shut(): st.session_state["more"] = False
            st.button("Shut", on_click=shut)
            st.expander("More", on_change="rerun", key="more")
            """
        )
        tab.widget("More").set_value(True)
        tab.button("Shut").click()
        assert tab.widget("More").value is False

    @since_1_55
    def test_a_tab_is_chosen(self) -> None:
        tab = opened(
            """
            first, second = st.tabs(["First", "Second"], on_change="rerun", key="tabs")
            st.text((first.open, second.open))
            """
        )
        assert tab.widget("tabs").options == ["First", "Second"]
        tab.widget("tabs").set_value("Second")
        assert tab.texts == ["(False, True)"]
        with pytest.raises(ValueError, match="it offers 'First', 'Second'"):
            tab.widget("tabs").set_value("Third")

    @since_1_55
    def test_a_dialog_is_dismissed(self) -> None:
        tab = opened(
            """
            @st.dialog("Really?", on_dismiss="rerun")
            def ask(): st.text("inside")
            if st.button("Go"): ask()
            """
        )
        tab.button("Go").click()
        assert tab.texts == ["inside"]
        tab.button("Really?").click()
        assert tab.texts == []


class TestComponents:
    def test_a_component_sends_its_value(self) -> None:
        tab = opened(
            """
            from streamlit.components.v1 import declare_component
            stars = declare_component("stars", url="http://localhost:1")
            st.text(stars(most=5, default=3, key="k"))
            st.button("Go")
            """
        )
        tab.button("Go").click()  # the component has sent nothing yet
        stars = tab.widget("k")
        assert (stars.command, stars.value, tab.texts) == ("component", 3, ["3"])
        stars.set_value({"stars": 4})
        assert (stars.value, tab.texts) == ({"stars": 4}, ["{'stars': 4}"])
        stars.set_value(b"12")
        tab.rerun()
        assert tab.texts == ["b'12'"]
        with pytest.raises(ValueError, match="a component sends JSON or bytes"):
            stars.set_value(object())

    @since_1_55
    def test_a_component_of_the_second_kind_has_a_state_and_events(self) -> None:
        tab = opened(
            """
            card = st.components.v2.component("card", js="export default () => {}")

            def clicked(): st.session_state["clicks"] = st.session_state.get("clicks", 0) + 1

            found = card(
                key="k", default={"name": "a"},
                on_name_change=lambda: None, on_clicked_change=clicked,
            )
            st.text((found.name, found.clicked))
            """
        )
        card = tab.widget("k")
        assert (card.value, tab.texts) == ({"name": "a"}, ["('a', None)"])
        card.set_value({"name": "b"})
        card.trigger("clicked", 7)
        assert tab.texts == ["('b', 7)"]
        tab.rerun()
        assert (tab.texts, tab.session_state["clicks"]) == (["('b', None)"], 1)
        with pytest.raises(ValueError, match="it takes a dict of its state"):
            card.set_value("b")
        with pytest.raises(ValueError, match="a component sends JSON"):
            card.trigger("clicked", object())

    @since_1_55
    def test_an_installed_component_is_found(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        package, told = tmp_path / "streamlit_card", tmp_path / "streamlit_card-1.0.dist-info"
        for folder in (package, told):
            folder.mkdir()
        (package / "__init__.py").write_text("")
        (package / "pyproject.toml").write_text(
            '[project]\nname = "streamlit-card"\nversion = "1.0"\n'
            '[[tool.streamlit.component.components]]\nname = "card"\n'
        )
        metadata = "Metadata-Version: 2.1\nName: streamlit-card\nVersion: 1.0\n"
        (told / "METADATA").write_text(metadata)
        monkeypatch.syspath_prepend(tmp_path)
        server_globals._installed_components.cache_clear()
        tab = opened(
            """
            card = st.components.v2.component("streamlit-card.card", html="<b>card</b>")
            card(key="k", on_clicked_change=lambda: None)
            """
        )
        server_globals._installed_components.cache_clear()
        assert [widget.command for widget in tab.widgets] == ["component"]


@since((1, 67))
def test_an_entry_may_wait_for_the_next_run() -> None:
    tab = opened(
        """
        word = st.text_input("Word", on_change="ignore")
        st.text(word)
        st.download_button("Get", b"", on_click="ignore")
        st.button("Go")
        """
    )
    tab.widget("Word").set_value("b")
    tab.button("Get").click()
    assert tab.texts == [""]
    tab.button("Go").click()
    assert tab.texts == ["b"]


@since((1, 67))
@pytest.mark.parametrize(
    ("call", "entered", "refused"),
    [
        ("pagination(5, key='k')", 3, 6),
        ("menu_button('M', ['a', 'b'], key='k')", "b", "c"),
    ],
)
def test_newer_widgets_take_what_they_offer(call: str, entered: Any, refused: Any) -> None:
    tab = opened(f"st.text(st.{call})")
    tab.widget("k").set_value(entered)
    assert tab.texts == [str(entered)]
    with pytest.raises(ValueError, match="No user could enter"):
        tab.widget("k").set_value(refused)


@pytest.mark.parametrize(("kind", "most"), [("stars", 4), ("faces", 4), ("thumbs", 1)])
def test_feedback_takes_what_it_shows(kind: str, most: int) -> None:
    tab = opened(f"st.text(st.feedback({kind!r}, key='k'))")
    tab.widget("k").set_value(most)
    assert (tab.texts, tab.widgets[0].command) == ([str(most)], "feedback")
    with pytest.raises(ValueError, match="No user could enter"):
        tab.widget("k").set_value(most + 1)
