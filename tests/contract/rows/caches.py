"""The rows about caches, and about what commands return."""

from __future__ import annotations

from contract.rows.app import AppContract, needs
from contract.rows.scripts import caches as scripts
from drivers.base import Start

LOADED = "load=[1] [1] [1] [2]"


class CacheContract(AppContract):
    """Cached functions, and the values of commands that are no widgets."""

    def test_a_cached_function_runs_once(self, start: Start) -> None:
        """It runs once for each set of arguments, whatever those beginning with _ are."""
        tab = start(scripts.cached).open()
        tab.click("Clear all")
        calls = "calls=['load 1', 'connect 1', 'load 2']"
        assert tab.shown == [LOADED, "connect=[1, 0] True", calls]
        tab.rerun()
        assert tab.shown == [LOADED, "connect=[1, 0, 0] True", calls]

    def test_caches_are_cleared(self, start: Start) -> None:
        """One entry, those of one function, or all of one kind: only that is computed again."""
        tab = start(scripts.cached).open()
        tab.click("Clear one")
        assert tab.shown[2] == "calls=['load 1']"
        tab.click("Clear load")
        assert tab.shown[2] == "calls=['load 1', 'load 2']"
        tab.click("Clear data")
        assert tab.shown[2] == "calls=['load 1', 'load 2']"
        tab.click("Clear resource")
        assert tab.shown[1:] == ["connect=[1, 0] True", "calls=['connect 1']"]

    def test_sessions_share_caches(self, start: Start) -> None:
        """What one session has computed another one does not compute again."""
        app = start(scripts.cached)
        app.open()
        assert app.open().shown[2] == "calls=[]"

    def test_a_snapshot_is_an_argument_of_a_cached_function(self, start: Start) -> None:
        """Equal snapshots are one argument, different ones two."""
        tab = start(scripts.of_snapshots).open()
        tab.click("Clear")
        found = "['1.5 []', '1.5 []', 'inf []'] 1.5 ['new']"
        assert tab.shown == [f"{found} calls=['1.5', 'inf', '1.5']"]

    def test_what_a_cached_function_draws(self, start: Start) -> None:
        """It is drawn each time, whether the function runs or not."""
        tab = start(scripts.drawing).open()
        assert tab.shown == ["drawn a", "between", "drawn a"]
        tab.rerun()
        assert tab.shown == ["drawn a", "between", "drawn a"]

    def test_what_caches_refuse(self, start: Start) -> None:
        """An exception is not cached, and an argument without a key is refused."""
        tab = start(scripts.failing).open()
        assert tab.shown == ["ValueError ok ok calls=2", "StreamlitAPIException"]

    def test_what_a_stream_returns(self, start: Start) -> None:
        """Texts in a row are one text; other things make a list; what can be called is."""
        assert start(scripts.streaming).open().shown == [
            "'ab'",
            "'ab'",
            "called",
            "['a', 1, 'bc', 'd']",
            "'ab'",
            "''",
            "[1]",
            "StreamlitAPIException",
            "StreamlitAPIException",
        ]

    def test_params_and_state_as_text(self, start: Start) -> None:
        """As text they are dicts; a param with several texts, or given as a list, is a list."""
        assert start(scripts.as_text).open("?a=1&a=2&b=1").shown == [
            "{'a': ['1', '2'], 'b': '1'}",
            "{'word': 'a'}",
            "{'a': ['1', '2'], 'b': ['2'], 'c': '3'}",
        ]

    @needs("script_options")
    def test_options_of_the_scripts_own_classes(self, start: Start) -> None:
        """A dataclass is another one in each run, so a kept value equals no option; an Enum's
        member becomes the present one.
        """
        tab = start(scripts.own_options).open()
        assert tab.shown == ["1 True up True (1, 'up')"]
        tab.set("Road", "road 2")
        tab.set("Way", "down")
        seen = tab.shown
        tab.rerun()
        assert tab.shown == seen
        assert [shown.split(" ")[::2] for shown in seen] == [["2", "down", "(2,"]]
