"""The rows about runs: how they start, proceed and end."""

from __future__ import annotations

from contract.rows.app import AppContract, needs
from contract.rows.scripts import runs as scripts
from drivers.base import Start


class RerunContract(AppContract):
    """Runs of a script, their callbacks, and how they end."""

    def test_a_new_tab_runs_the_script_once(self, start: Start) -> None:
        """A tab that is opened runs the script once, and no callback."""
        assert start(scripts.logged).open().shown == ["script"]

    def test_a_callback_runs_before_the_script(self, start: Start) -> None:
        """An edit is one callback, which sees the new value, and one run after it."""
        tab = start(scripts.logged).open()
        tab.set("Name", "ann")
        assert tab.shown == ["script callback:ann! script"]

    def test_only_the_edited_widget_calls_back(self, start: Start) -> None:
        """A run for another reason than an edit of the widget does not call its callback."""
        tab = start(scripts.logged).open()
        tab.set("Name", "ann")
        tab.set("Other", value=True)
        tab.rerun()
        assert tab.shown == ["script callback:ann! script script script"]

    def test_rerun_in_the_body_begins_the_script_anew(self, start: Start) -> None:
        """st.rerun() ends the run and starts another, in which the button is not pressed."""
        tab = start(scripts.rerunning).open()
        tab.click("In body")
        assert tab.shown == ["run=3 again=False", "before=2"]

    def test_rerun_in_a_callback_does_nothing(self, start: Start) -> None:
        """st.rerun() in a callback adds no run to the one that follows anyway."""
        tab = start(scripts.rerunning).open()
        tab.click("In callback")
        assert tab.shown == ["run=2 again=False", "before=None"]

    def test_stop_ends_the_run(self, start: Start) -> None:
        """st.stop() ends the run without drawing the rest; the next run is a normal one."""
        tab = start(scripts.stopping).open()
        tab.set("Stop", value=True)
        assert tab.shown == ["run=2"]
        tab.set("Stop", value=False)
        assert tab.shown == ["run=3", "word="]

    @needs("stays_on_page")
    def test_stop_spares_the_widgets_it_left_out(self, start: Start) -> None:
        """A widget that a stopped run did not draw keeps its value."""
        tab = start(scripts.stopping).open()
        tab.set("Word", "typed")
        assert tab.shown == ["run=2", "word=typed"]
        tab.set("Stop", value=True)
        tab.set("Stop", value=False)
        assert tab.shown == ["run=4", "word=typed"]

    @needs("remounts")
    def test_stop_empties_the_widgets_it_left_out(self, start: Start) -> None:
        """After a stopped run such a widget shows its default, which the run after it sees."""
        tab = start(scripts.stopping).open()
        tab.set("Word", "typed")
        tab.set("Stop", value=True)
        tab.set("Stop", value=False)
        assert tab.value("Word") == ""
        tab.rerun()
        assert tab.shown == ["run=5", "word="]

    @needs("rerun_spares")
    def test_rerun_spares_the_widgets_it_left_out(self, start: Start) -> None:
        """A widget that a run ended by st.rerun() did not draw keeps its value."""
        tab = start(scripts.rerunning_early).open()
        tab.set("Word", "typed")
        tab.click("Rerun")
        assert tab.shown == ["run=4", "word=typed"]
        assert tab.value("Word") == "typed"

    @needs("stays_on_page")
    def test_an_exception_spares_the_widgets_it_left_out(self, start: Start) -> None:
        """A widget that a failed run did not draw keeps its value."""
        tab = start(scripts.rerunning_early).open()
        tab.set("Word", "typed")
        tab.click("Fail")
        tab.rerun()
        assert tab.shown == ["run=4", "word=typed"]

    def test_an_exception_is_shown_and_ends_the_run(self, start: Start) -> None:
        """An exception is shown and ends the run; earlier changes stay, and the app goes on."""
        tab = start(scripts.failing).open()
        tab.click("Fail in body")
        assert tab.exceptions == ["AskedToFailError"]
        assert tab.shown == ["run=2 tried=None"]
        tab.rerun()
        assert tab.exceptions == []
        assert tab.shown == ["run=3 tried=body", "end"]

    def test_an_exception_in_a_callback_is_shown_instead_of_the_script(self, start: Start) -> None:
        """After a callback's exception the script does not run."""
        tab = start(scripts.failing).open()
        tab.click("Fail in callback")
        assert tab.exceptions == ["AskedToFailError"]
        tab.rerun()
        assert tab.shown == ["run=2 tried=callback", "end"]

    def test_the_session_lasts_from_run_to_run(self, start: Start) -> None:
        """Session state lasts from run to run, including changes in place."""
        tab = start(scripts.keeping).open()
        tab.rerun()
        assert tab.shown[0] == "items=[0, 1] seen=2 keys=['items', 'items_seen']"

    def test_a_missing_key_is_an_error_of_its_kind(self, start: Start) -> None:
        """A missing key raises KeyError, as an attribute AttributeError."""
        tab = start(scripts.keeping).open()
        assert tab.shown[1] == "KeyError AttributeError KeyError"

    def test_clear_empties_the_session(self, start: Start) -> None:
        """clear() leaves nothing in the session, and the next run begins anew."""
        tab = start(scripts.keeping).open()
        tab.click("Clear")
        assert tab.shown[2] == "left=[]"
        tab.rerun()
        assert tab.shown[0] == "items=[0] seen=1 keys=['items', 'items_seen']"

    def test_tabs_share_no_session(self, start: Start) -> None:
        """Another tab is another session."""
        app = start(scripts.keeping)
        ann, bob = app.open(), app.open()
        ann.rerun()
        bob.rerun()
        assert ann.shown[0] == bob.shown[0] == "items=[0, 1] seen=2 keys=['items', 'items_seen']"
