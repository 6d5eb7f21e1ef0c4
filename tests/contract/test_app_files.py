"""FakeApp with an app's own file: pages, errors, visitors and restarts."""

from __future__ import annotations

import gc
import os
import sys
import warnings
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from app_texts import VERSION, opened, since_1_45, since_1_55, since_1_66

from st_page_state import PageState, StateVar
from st_page_state_fakes import FakeApp
from st_page_state_fakes.errors import StreamlitPageNotFoundError
from st_page_state_fakes.tab import Tab


class Kept(PageState):
    word: str = StateVar(default="a", url_key="word")


class TestFiles:
    def test_an_app_is_a_path_or_a_text(self, tmp_path: Path) -> None:
        path = tmp_path / "app.py"
        path.write_text("import streamlit as st\nst.text('hello')\n")
        for app in (path, str(path), path.read_text()):
            assert FakeApp(app).open().texts == ["hello"]

    def test_an_empty_place_is_no_text(self) -> None:
        app = FakeApp("import streamlit as st\nst.empty()\nst.text('hello')\n")
        assert app.open().texts == ["hello"]

    def test_a_server_runs_the_file_as_it_is_when_it_starts(self, tmp_path: Path) -> None:
        path = tmp_path / "app.py"
        path.write_text("import streamlit as st\nst.text('old')\n")
        before = FakeApp(path)
        tab = before.open()
        path.write_text("import streamlit as st\nst.text('new')\n")
        assert FakeApp(path).open().texts == ["new"]
        tab.rerun()
        assert tab.texts == before.open().texts == ["old"]
        before.restart()
        assert before.open().texts == ["new"]

    def test_a_text_leaves_no_folder_behind(self) -> None:
        app = FakeApp("import streamlit as st\nst.text(__file__)\n")
        file = Path(app.open().texts[0])
        assert file.exists()
        del app
        gc.collect()
        assert not file.parent.exists()

    def test_a_missing_file_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(FileNotFoundError, match=r"no app file .*nowhere\.py"):
            FakeApp(tmp_path / "nowhere.py")

    @pytest.mark.parametrize("given", [{"pages": {}}, {"streamlit": "1.45"}])
    def test_a_file_has_its_own_pages_and_streamlit(self, given: dict[str, Any]) -> None:
        with pytest.raises(TypeError, match=f"{next(iter(given))} is for an app made of functions"):
            FakeApp("app.py", **given)

    def test_a_function_has_no_secrets_visitors_or_element_tree(self) -> None:
        def script(st: Any) -> None:
            st.text("hello")

        with pytest.raises(TypeError, match="secrets are for an app's own file"):
            FakeApp(script, secrets={})
        with pytest.raises(TypeError, match="is for an app's own file"):
            FakeApp(script).open(cookies={"name": "ann"})
        with pytest.raises(TypeError, match=r"use tab\.outputs"):
            _ = FakeApp(script).open().tree

    def test_a_file_has_no_run_of_a_block(self) -> None:
        with pytest.raises(TypeError, match=r"use tab\.widget\(\)"), opened("st.text('a')").run():
            pass

    def test_a_streamlit_that_changed_inside_is_an_error_with_a_way_out(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setitem(sys.modules, "st_page_state_fakes.real.site", None)
        with pytest.raises(RuntimeError, match=r"FakeApp\(function_of_st\)"):
            FakeApp("a\nb")

    def test_the_state_of_a_class_can_be_read(self) -> None:
        tab = opened(f"from {__name__} import Kept\nst.text_input('Word', **Kept.bind('word'))")
        assert tab.url == "?word=a"
        tab.widget("Word").set_value("b")
        assert (tab.state(Kept), tab.url) == (Kept(word="b"), "?word=b")
        assert tab.state(Kept) == Kept(word="b")
        tab.back()
        assert tab.state(Kept).word == ("b" if (1, 40) < VERSION < (1, 65) else "a")

    def test_the_state_of_an_untouched_class_is_that_of_the_address(self) -> None:
        tab = opened("st.set_page_config(layout='wide')", "?word=link")
        assert tab.state(Kept).word == "link"
        assert opened("st.text('a')").state(Kept).word == "a"

    def test_magic_shows_values(self) -> None:
        assert opened("'shown'\n").texts == ["shown"]

    def test_elements_are_named_as_their_commands(self) -> None:
        tab = opened(
            """
            import numpy as np
            st.title("T"); st.header("H"); st.subheader("S")
            st.error("e"); st.info("i"); st.code("c")
            st.sidebar.image(np.zeros((2, 2, 3), "uint8"))
            st.sidebar.help(st.text); st.sidebar.table({"a": [1]})
            st.sidebar.text("side")
            st.dataframe({"a": [1]})
            place = st.empty()
            place.text("first")
            place.text("second")
            box = st.empty()
            box.text("gone")
            box.container().text("inside")
            """
        )
        commands = [output.command for output in tab.outputs]
        assert commands[:6] == ["title", "header", "subheader", "error", "info", "code"]
        assert "dataframe" in commands
        assert commands[-4:-1] == ["image", "help", "table"]
        assert tab.texts == ["T", "H", "S", "e", "i", "c", "second", "inside", "side"]

    def test_streamlits_own_tree_is_there(self) -> None:
        tab = opened("st.selectbox('S', ['a', 'b'])")
        assert tab.tree.selectbox[0].options == ["a", "b"]

    def test_the_tree_knows_the_values_of_buttons_and_of_formatted_options(self) -> None:
        tab = opened(
            """
            st.button("Go")
            st.selectbox("S", [1, 2], format_func="{} kg".format)
            st.chat_input("Say")
            """
        )
        assert (tab.tree.button[0].value, tab.tree.chat_input[0].value) == (False, None)
        assert (tab.tree.selectbox[0].value, tab.tree.selectbox[0].index) == (1, 0)
        tab.button("Go").click()
        assert tab.tree.button[0].value is True
        tab.widget("Say").set_value("hi")
        assert (tab.tree.button[0].value, tab.tree.chat_input[0].value) == (False, "hi")


class TestErrors:
    def test_an_exception_of_the_script_comes_out(self) -> None:
        app = FakeApp("import streamlit as st\nst.text('before')\n1 / 0\n")
        with pytest.raises(ZeroDivisionError) as caught:
            app.open()
        assert caught.traceback[-1].path.name == "app.py"
        assert app.tabs[-1].texts[0] == "before"
        assert app.tabs[-1].outputs[-1].command == "exception"

    def test_an_exception_of_a_callback_comes_out(self) -> None:
        tab = opened("st.button('Go', on_click=lambda: {}['missing'])")
        with pytest.raises(KeyError, match="missing"):
            tab.button("Go").click()
        tab.rerun()
        assert [output.command for output in tab.outputs] == ["button"]

    def test_an_exception_of_a_fragment_comes_out(self) -> None:
        tab = opened(
            """
            @st.fragment
            def part():
                if st.button("Go"):
                    raise LookupError("lost")

            part()
            """
        )
        with pytest.raises(LookupError, match="lost"):
            tab.button("Go").click()

    def test_a_syntax_error_comes_out(self) -> None:
        with pytest.raises(SyntaxError):
            opened("st.text('a'\n")

    def test_a_script_that_hangs_is_given_up(self) -> None:
        with pytest.raises(TimeoutError, match=r"0\.05 s .*app\.py:\d+: .*sleep"):
            opened("import time\nfor _ in range(200): time.sleep(0.01); st.text('')", timeout=0.05)

    @since_1_66
    def test_a_script_that_awaits_for_ever_is_given_up(self) -> None:
        source = """
        import asyncio
        if "b" not in st.query_params:
            asyncio.get_event_loop().run_until_complete(asyncio.Event().wait())
        asyncio.get_event_loop().run_until_complete(asyncio.sleep(0))
        """
        app = FakeApp("import streamlit as st\n" + dedent(source), timeout=0.05)
        with pytest.raises(TimeoutError):
            app.open()
        app.open("?b=1")


class TestServer:
    @since_1_66
    def test_what_is_kept_may_depend_on_the_event_loop(self) -> None:
        tab = opened(
            """
            import asyncio
            loop = asyncio.get_event_loop()
            assert st.session_state.setdefault("loop", loop) is loop
            loop.run_until_complete(asyncio.sleep(0))
            """
        )
        tab.rerun()
        loop = tab.session_state["loop"]
        del tab
        assert loop.is_closed()

    def test_caches_hold_until_they_are_cleared(self) -> None:
        source = """
        @st.cache_data
        def squared(n):
            st.session_state["calls"] = st.session_state.get("calls", 0) + 1
            return n * n

        @st.cache_resource
        def made():
            st.session_state["made"] = st.session_state.get("made", 0) + 1

        squared(3); made()
        st.text(f"{st.session_state.get('calls')} {st.session_state.get('made')}")
        """
        app = FakeApp("import streamlit as st\n" + dedent(source))
        ann, bob = app.open(), app.open()
        assert (ann.texts, bob.texts) == (["1 1"], ["None None"])
        app.clear_caches()
        bob.rerun()
        assert bob.texts == ["1 1"]
        assert opened(source).texts == ["1 1"]

    @since_1_55
    def test_secrets_and_options_are_those_beside_the_file(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / ".streamlit").mkdir()
        (tmp_path / ".streamlit/secrets.toml").write_text("db = 'own'")
        (tmp_path / ".streamlit/config.toml").write_text(
            "[theme]\nbaseFontSize = 20\n[theme.sidebar]\nbaseRadius = 'full'\n[no]\nsuch = 1\n"
            "[runner]\npostScriptGC = true\n"
        )
        path = tmp_path / "app.py"
        path.write_text(
            "import streamlit as st\nst.text(st.secrets['db'])\n"
            "st.text(st.get_option('theme.baseFontSize'))\n"
            "st.text(st.get_option('theme.sidebar.baseRadius'))\n"
        )
        (tmp_path / "elsewhere").mkdir()
        monkeypatch.chdir(tmp_path / "elsewhere")
        assert FakeApp(path).open().texts == ["own", "20", "full"]
        assert opened("st.text(st.get_option('theme.baseFontSize'))").texts == ["None"]
        assert FakeApp(path, secrets={"db": "test"}).open().texts[0] == "test"

    def test_secrets_are_those_of_the_test(self) -> None:
        source = "st.text(st.secrets['db'])"
        assert opened(source, secrets={"db": "test"}).texts == ["test"]
        assert opened(source, secrets={"db": "other"}).texts == ["other"]

    def test_secrets_at_the_top_are_variables(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("USER_NAME", "ann")
        tab = opened(
            "import os\nst.text([os.environ.get(n) for n in ('USER_NAME', 'PORT', 'db')])",
            secrets={"USER_NAME": "bob", "PORT": 5, "db": {"a": 1}},
        )
        assert tab.texts == ["['bob', '5', None]"]
        assert (os.environ["USER_NAME"], "PORT" in os.environ) == ("ann", False)

    def test_a_variable_that_an_app_sets_is_its_own(self) -> None:
        tab = opened(
            "import os\nst.text(os.environ.get('SET_BY_APP'))\nos.environ['SET_BY_APP'] = 'x'"
        )
        assert "SET_BY_APP" not in os.environ
        tab.rerun()
        assert tab.texts == ["x"]

    @since_1_55
    def test_secrets_may_lie_beside_the_app(self, tmp_path: Path) -> None:
        (tmp_path / ".streamlit").mkdir()
        (tmp_path / ".streamlit" / "secrets.toml").write_text("[db]\nname = 'own'")
        (tmp_path / "app.py").write_text("import streamlit as st\nst.text(st.secrets.db.name)")
        assert FakeApp(tmp_path / "app.py").open().texts == ["own"]

    def test_a_restart_keeps_what_browsers_hold(self) -> None:
        source = """
        st.session_state.setdefault("runs", 0)
        st.session_state["runs"] += 1
        st.text_input("Word", key="word")
        st.text(f"{st.session_state['runs']} {st.session_state['word']}")
        st.button("Go")
        """
        app = FakeApp("import streamlit as st\n" + dedent(source))
        tab = app.open()
        tab.widget("Word").set_value("kept")
        app.restart()
        assert tab.texts == ["2 kept"]
        tab.button("Go").click()
        assert tab.texts == ["1 kept"]

    def test_a_restart_of_functions_keeps_what_browsers_hold(self) -> None:
        def script(st: Any) -> None:
            st.session_state.setdefault("runs", 0)
            st.session_state["runs"] += 1
            st.text_input("Word", key="word")
            st.text(f"{st.session_state['runs']} {st.session_state['word']}")

        app = FakeApp(script)
        tab = app.open()
        tab.widget("Word").set_value("kept")
        app.restart()
        app.clear_caches()
        tab.rerun()
        assert tab.texts == ["1 kept"]

    def test_a_browser_sends_headers_and_cookies(self) -> None:
        app = FakeApp("import streamlit as st\nc = st.context\n"
            "st.text((c.headers.get('x-a'), c.cookies.get('k'), c.headers.get_all('no')))"
        )  # fmt: skip
        assert app.open(headers={"X-A": "1"}, cookies={"k": "v"}).texts == ["('1', 'v', [])"]
        assert app.open().texts == ["(None, None, [])"]

    @since_1_55
    def test_a_browser_tells_its_address_and_clock(self) -> None:
        app = FakeApp("import streamlit as st\nc = st.context\n"
            "st.text((c.url, c.timezone_offset, c.is_embedded))"
        )  # fmt: skip
        address = "http://localhost:8501"
        embedded = app.open("?Embed=True", timezone="Asia/Tokyo")
        assert embedded.texts == [f"({address!r}, -540, True)"]
        assert app.open().texts == [f"({address!r}, 0, False)"]

    def test_a_test_sees_what_was_warned_of(self) -> None:
        source = "import warnings\nimport streamlit as st\nwarnings.warn('careful')\n"
        app = FakeApp(source)
        with pytest.warns(UserWarning, match="careful"):
            app.open()
        assert list(map(str, app.warnings)) == ["careful"]

        def script(st: Any) -> None:
            warnings.warn("careful", stacklevel=1)

        simulated = FakeApp(script)
        with pytest.warns(UserWarning, match="careful"):
            simulated.open()
        assert list(map(str, simulated.warnings)) == ["careful"]

    @pytest.mark.parametrize("names", [("ann", "bob"), ("ann2", "ann")])
    def test_two_apps_may_have_modules_of_one_name(
        self, tmp_path: Path, names: tuple[str, ...]
    ) -> None:
        tabs: dict[str, Tab] = {}
        for name in names:
            folder = tmp_path / name
            (folder / "whose").mkdir(parents=True)
            (folder / "whose" / "__init__.py").write_text("from whose.inner import WHOSE\n")
            (folder / "whose" / "inner.py").write_text(f"WHOSE = {name!r}\n")
            (folder / "app.py").write_text(
                "import streamlit as st\nimport whose\nst.text(whose.WHOSE)\n"
            )
            tabs[name] = FakeApp(folder / "app.py").open()
        first = sys.modules["whose"]
        for name, tab in tabs.items():
            tab.rerun()
            assert tab.texts == [name]
        assert sys.modules.pop("whose") is first
        del sys.modules["whose.inner"]

    def test_a_file_does_not_run_inside_another_script(self) -> None:
        with pytest.raises(RuntimeError, match="inside the run of another Streamlit script"):
            opened(
                """
                from st_page_state_fakes import FakeApp
                FakeApp("import streamlit as st\\nst.text('a')").open()
                """
            )

    def test_an_app_may_change_where_modules_are_found(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "path", [*sys.path])
        tab = opened("import sys\nsys.path = sys.path[1:]\nst.text('drawn')")
        tab.rerun()
        assert tab.texts == ["drawn"]

    def test_two_apps_may_have_folders_of_one_name(self, tmp_path: Path) -> None:
        texts: list[str] = []
        for name in ("one", "two"):
            (tmp_path / name / "pieces").mkdir(parents=True)
            (tmp_path / name / "pieces" / "words.py").write_text(f"WORD = {name!r}")
            app = tmp_path / name / "app.py"
            app.write_text("import streamlit as st\nfrom pieces.words import WORD\nst.text(WORD)")
            texts += FakeApp(app).open().texts
        assert texts == ["one", "two"]

    def test_what_a_script_changes_around_it_stays_with_it(self, tmp_path: Path) -> None:
        before = Path.cwd(), list(sys.path), list(sys.argv)
        app = FakeApp(
            """
import argparse, os, sys
import streamlit as st
argparse.ArgumentParser().parse_args()
st.text((os.getcwd() == "/", "first" in sys.path, sys.path[-1] == "last", len(sys.argv)))
os.chdir("/")
folder = os.path.dirname(__file__)
sys.path = ["first", *(p for p in sys.path if p not in (folder, "first", "last")), "last"]
"""
        )
        assert app.open().texts == ["(False, False, False, 1)"]
        assert (Path.cwd(), sys.path, sys.argv) == before
        assert app.open().texts == ["(True, True, True, 1)"]
        assert (Path.cwd(), sys.path, sys.argv) == before

    @pytest.mark.parametrize("error", [SystemExit, KeyboardInterrupt])
    def test_what_ends_the_thread_of_a_script_comes_out(self, error: type[BaseException]) -> None:
        app = FakeApp(
            f"""
import streamlit as st
word = st.text_input("Word")
if word == "end":
    raise {error.__name__}("ended")
st.text(word)
"""
        )
        tab = app.open()
        with pytest.raises(error, match="ended"):
            tab.widget("Word").set_value("end")
        tab.widget("Word").set_value("on")
        assert tab.texts == ["on"]

    @since_1_55
    def test_a_visitor_is_a_user_with_a_browser(self) -> None:
        source = """
        context = st.context
        st.text(f"{st.user.get('name')} {context.cookies.get('k')} {context.headers.get('X-A')}")
        st.text(f"{context.locale} {context.timezone} {context.theme.type}")
        if st.button("Log out"):
            st.logout()
        """
        app = FakeApp("import streamlit as st\n" + dedent(source))
        tab = app.open(
            user={"name": "ann", "iss": "https://id", "sub": "1"},
            cookies={"k": "v"},
            headers={"X-A": "1"},
            locale="de-DE",
            timezone="Europe/Berlin",
            theme="dark",
        )
        assert tab.texts == ["ann v 1", "de-DE Europe/Berlin dark"]
        tab.button("Log out").click()
        assert tab.texts == ["None v 1", "de-DE Europe/Berlin dark"]
        assert app.open().texts[0] == "None None None"


class TestPages:
    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        (tmp_path / "pages").mkdir()
        (tmp_path / "pages" / "map.py").write_text("import streamlit as st\nst.text('map')\n")
        main = "import streamlit as st\nst.text('main')\nst.page_link('pages/map.py', label='Map')"
        (tmp_path / "app.py").write_text(main)
        return tmp_path

    def test_links_and_the_sidebar_lead_to_pages(self, folder: Path) -> None:
        tab = FakeApp(folder / "app.py").open()
        tab.button("Map").click()
        assert (tab.url, tab.texts, tab.page) == ("/map", ["map"], "map")
        tab.switch_page("")
        assert (tab.url, tab.texts) == ("", ["main"])
        assert repr(tab.button("Map")) == "<FakeButton page_link 'Map'>"
        assert tab.widget("Map").value is False

    def test_an_unknown_page_is_an_error_with_the_nearest(self, folder: Path) -> None:
        tab = FakeApp(folder / "app.py").open()
        with pytest.raises(StreamlitPageNotFoundError, match=r"'mpa'. Did you mean 'map'"):
            tab.switch_page("mpa")
        with pytest.raises(StreamlitPageNotFoundError, match=r"Its pages: none"):
            opened("st.text('a')").switch_page("map")

    def test_a_link_out_of_the_app_opens_no_page(self) -> None:
        tab = opened("st.page_link('https://example.org', label='Out')")
        assert [output.command for output in tab.outputs] == ["page_link"]
        with pytest.raises(LookupError, match="There is no button 'Out'"):
            tab.button("Out")

    @since_1_45
    def test_pages_may_be_functions(self) -> None:
        tab = opened(
            """
            def home(): st.text("home")
            def other(): st.text("other")
            st.navigation([st.Page(home, default=True), st.Page(other)]).run()
            """
        )
        tab.switch_page("other")
        assert (tab.url, tab.texts) == ("/other", ["other"])

    def test_timed_fragments_rerun_on_a_tick(self) -> None:
        tab = opened(
            """
            st.session_state.setdefault("n", 0)

            @st.fragment(run_every=5)
            def part():
                st.session_state["n"] += 1
                st.text(st.session_state["n"])

            part()
            st.text("outside")
            """
        )
        tab.tick()
        assert tab.texts == ["2", "outside"]


EXAMPLES = Path(__file__).parents[2] / "examples"


class TestExamples:
    def test_the_filters_travel_in_a_link(self) -> None:
        app = FakeApp(EXAMPLES / "filters.py")
        ann = app.open()
        ann.widget("Origin").set_value(["Japan"])
        ann.widget("Name contains").set_value("corolla")
        assert ann.url == "?origin=Japan&q=corolla"
        bob = app.open(ann.url)
        assert bob.texts == ann.texts
        assert [origin.value for origin in bob.tree.multiselect[0].value] == ["Japan"]
        ann.button("Reset").click()
        assert ann.url == ""

    def test_a_link_opens_the_wizard_half_way(self) -> None:
        app = FakeApp(EXAMPLES / "wizard.py")
        tab = app.open("?step=guests&city=Rome&arrival=2026-05-01&guests=3")
        assert tab.widget("Guests").value == 3
        tab.widget("Note to the host").set_value("late")
        tab.button("Review").click()
        assert tab.url == "?step=confirm&city=Rome&arrival=2026-05-01&guests=3"
        assert any("late" in text for text in tab.texts)

    def test_a_wrong_link_is_told_on_the_page(self) -> None:
        tab = FakeApp(EXAMPLES / "filters.py").open("?hp=300&hp=40")
        assert "The link's `hp` was ignored" in tab.texts[1]
