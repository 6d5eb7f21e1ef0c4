"""The rows about fragments."""

from __future__ import annotations

from contract.rows.app import AppContract, needs
from contract.rows.scripts import forms as scripts
from contract.rows.scripts import parallel as scripts_parallel
from drivers.base import Start


class FragmentContract(AppContract):
    """Fragments: parts of a script that run by themselves."""

    def test_an_edit_outside_runs_everything(self, start: Start) -> None:
        """A first run and an edit outside of the fragment run it where the script calls it."""
        tab = start(scripts.fragment).open()
        assert tab.shown == ["run=1 outside= written=False", "part=1 callbacks=0"]
        tab.set("Outside", "typed")
        assert tab.shown == ["run=2 outside=typed written=False", "part=2 callbacks=0"]

    @needs("fragment_runs")
    def test_an_edit_inside_runs_only_the_fragment(self, start: Start) -> None:
        """An edit inside calls back and runs the fragment alone; the rest stays as it was."""
        tab = start(scripts.fragment).open()
        tab.set("Outside", "typed")
        tab.set("Inside", value=True)
        assert tab.shown == [
            "run=2 outside=typed written=False",
            "part=3 callbacks=1",
            "extra=default",
        ]
        tab.rerun()
        assert tab.shown[0] == "run=3 outside=typed written=False"

    @needs("fragment_runs")
    def test_a_fragments_undrawn_widget_loses_its_value(self, start: Start) -> None:
        """A widget inside that the fragment's run did not draw loses its value."""
        tab = start(scripts.fragment).open()
        tab.set("Inside", value=True)
        tab.set("Extra", "typed")
        assert tab.shown[2] == "extra=typed"
        tab.set("Inside", value=False)
        tab.set("Inside", value=True)
        assert tab.shown[2] == "extra=default"

    @needs("fragment_runs")
    def test_a_fragments_writes_last(self, start: Start) -> None:
        """A fragment writes session and params; the script around sees it when it runs."""
        tab = start(scripts.fragment).open()
        tab.click("Write")
        assert tab.url == "?part=2"
        assert tab.shown[0] == "run=1 outside= written=False"
        tab.rerun()
        assert tab.shown[0] == "run=2 outside= written=True"

    def test_a_fragment_can_rerun_the_app(self, start: Start) -> None:
        """st.rerun() in a fragment runs the whole script."""
        tab = start(scripts.fragment).open()
        before = tab.shown[0]
        tab.click("Rerun app")
        assert tab.shown[0] != before

    @needs("fragment_runs")
    def test_a_fragment_can_rerun_itself(self, start: Start) -> None:
        """st.rerun(scope="fragment") runs the fragment once more, and nothing else."""
        tab = start(scripts.fragment).open()
        tab.click("Rerun fragment")
        assert tab.shown == ["run=1 outside= written=False", "part=3 callbacks=0"]

    def test_a_full_run_has_no_fragment_to_rerun(self, start: Start) -> None:
        """st.rerun(scope="fragment") raises while the whole script runs."""
        assert start(scripts.fragment_scope).open().shown == ["StreamlitAPIException"]

    @needs("parallel_fragments")
    def test_a_parallel_fragment_stands_where_it_was_called(self, start: Start) -> None:
        """In a full run the call returns None, and the fragment draws in its place."""
        tab = start(scripts_parallel.beside).open()
        assert tab.shown == ["run=1", "part=1", "result=None"]

    @needs("parallel_fragments", "fragment_runs")
    def test_a_parallel_fragment_reruns_alone(self, start: Start) -> None:
        """An edit inside runs the fragment alone, as that of any fragment does."""
        tab = start(scripts_parallel.beside).open()
        tab.click("Again")
        assert tab.shown == ["run=1", "part=2", "result=None"]
        tab.rerun()
        assert tab.shown == ["run=2", "part=3", "result=None"]

    @needs("parallel_fragments")
    def test_what_a_parallel_fragment_may_not_do_in_a_full_run(self, start: Start) -> None:
        """It may not switch the page, open a dialog or draw outside of itself."""
        error = "StreamlitAPIException"
        assert start(scripts_parallel.refused, {"map": scripts_parallel.map_page}).open().shown == [
            "inside",
            f"switch={error} dialog={error} sidebar={error} outside={error} inside=ok",
        ]

    @needs("parallel_fragments", "fragment_runs")
    def test_a_parallel_fragments_rerun_may_switch_the_page(self, start: Start) -> None:
        """In a run of the fragment alone st.switch_page() works."""
        tab = start(scripts_parallel.switching, {"map": scripts_parallel.map_page}).open()
        tab.click("Switch")
        assert (tab.url, tab.shown) == ("/map", ["map"])

    @needs("parallel_fragments", "fragment_runs")
    def test_a_parallel_fragments_rerun_may_open_a_dialog(self, start: Start) -> None:
        """In a run of the fragment alone a dialog can be opened."""
        tab = start(scripts_parallel.opening).open()
        tab.click("Open")
        assert tab.shown == ["details"]

    @needs("parallel_fragments")
    def test_a_parallel_fragments_exception_ends_nothing_else(self, start: Start) -> None:
        """The exception is shown in the fragment's place; the script and the others go on."""
        tab = start(scripts_parallel.failing).open()
        tab.click("Fail")
        assert tab.exceptions == ["AskedToFailError"]
        assert tab.shown == ["second", "end"]

    @needs("parallel_fragments")
    def test_stop_in_a_parallel_fragment_ends_the_script(self, start: Start) -> None:
        """In a full run st.stop() returns there; the script ends at its next command."""
        tab = start(scripts_parallel.stopping).open()
        assert tab.shown == ["run=1 seen=[]", "end"]
        tab.click("End")
        assert tab.shown == ["run=2 seen=[]"]
        tab.rerun()
        assert tab.shown == ["run=3 seen=['went on']", "end"]

    @needs("parallel_fragments")
    def test_rerun_in_a_parallel_fragment_begins_the_script_anew(self, start: Start) -> None:
        """In a full run st.rerun() returns there; the script begins anew at its next command."""
        tab = start(scripts_parallel.rerunning).open()
        tab.click("End")
        assert tab.shown == ["run=3 seen=['went on']", "end"]
