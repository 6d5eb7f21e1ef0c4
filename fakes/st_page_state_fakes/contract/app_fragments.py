"""The rows about fragments."""

from __future__ import annotations

from st_page_state_fakes.contract import scripts_forms as scripts
from st_page_state_fakes.contract.app import AppContract
from st_page_state_fakes.contract.capabilities import needs
from st_page_state_fakes.contract.driver import Start


class FragmentContract(AppContract):
    """Fragments: parts of a script that run by themselves."""

    def test_the_first_run_runs_the_fragment_too(self, start: Start) -> None:
        """A full run executes the fragment where the script calls it."""
        tab = start(scripts.fragment).open()
        assert tab.shown == ["run=1 outside= written=False", "part=1 callbacks=0"]

    def test_an_edit_outside_runs_everything(self, start: Start) -> None:
        """An edit outside the fragment runs the script and the fragment."""
        tab = start(scripts.fragment).open()
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
