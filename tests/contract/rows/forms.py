"""The rows about forms."""

from __future__ import annotations

from contract.rows.app import AppContract, needs
from contract.rows.scripts import forms as scripts
from drivers.base import Start


class FormContract(AppContract):
    """Forms, which hold the widget input until it is submitted."""

    def test_edits_wait_for_the_submit_button(self, start: Start) -> None:
        """An edit inside a form starts no run, and no other widget's run takes it along."""
        tab = start(scripts.form).open()
        tab.set("Word", "typed")
        assert tab.value("Word") == "typed"
        assert tab.shown == ["run=1 word= on=False sent=False seen=[]"]
        tab.set("Beside", value=True)
        assert tab.shown == ["run=2 word= on=False sent=False seen=[]"]
        assert tab.value("Word") == "typed"

    def test_submitting_sends_all_edits_in_one_run(self, start: Start) -> None:
        """The submit button sends all edits; its callback runs first and sees them."""
        tab = start(scripts.form).open()
        tab.set("Word", "typed")
        tab.set("On", value=True)
        tab.click("Send")
        assert tab.shown == ["run=2 word=typed on=True sent=True seen=['typed+True']"]

    def test_a_submit_button_is_pressed_for_one_run(self, start: Start) -> None:
        """The submit button is True for one run; the submitted values stay."""
        tab = start(scripts.form).open()
        tab.set("Word", "typed")
        tab.click("Send")
        tab.rerun()
        assert tab.shown == ["run=3 word=typed on=False sent=False seen=['typed+False']"]

    def test_a_submit_without_edits_calls_back_too(self, start: Start) -> None:
        """The submit button's callback runs whether anything was edited or not."""
        tab = start(scripts.form).open()
        tab.click("Send")
        assert tab.shown == ["run=2 word= on=False sent=True seen=['+False']"]

    def test_a_cleared_form_has_been_sent(self, start: Start) -> None:
        """With clear_on_submit, the run of the submit sees the submitted values."""
        tab = start(scripts.clearing_form).open()
        tab.set("Word", "typed")
        tab.click("Send")
        assert tab.shown == ["word=typed sent=True"]

    @needs("clears_forms")
    def test_a_cleared_form_shows_its_defaults(self, start: Start) -> None:
        """With clear_on_submit the widgets show their defaults, which the next submit sends."""
        tab = start(scripts.clearing_form).open()
        tab.set("Word", "typed")
        tab.click("Send")
        assert tab.value("Word") == "default"
        tab.rerun()
        assert tab.shown == ["word=typed sent=False"]
        tab.click("Send")
        assert tab.shown == ["word=default sent=True"]

    @needs("clears_forms", "clears_texts_last")
    def test_a_cleared_form_whose_callback_sets_its_widgets(self, start: Start) -> None:
        """With clear_on_submit a text stays empty, though the callback sets it; a later run can."""
        tab = start(scripts.answering_form).open()
        tab.set("Word", "typed")
        tab.click("Send")
        assert tab.shown == ["word=typed! on=True"]
        assert (tab.value("Word"), tab.value("On")) == ("", True)
        tab.click("Send")
        assert (tab.shown, tab.value("Word")) == (["word=! on=True"], "")
        tab.click("Answer")
        assert (tab.shown, tab.value("Word")) == (["word=!! on=True"], "!!")

    def test_what_forms_forbid(self, start: Start) -> None:
        """No callbacks, buttons or forms in a form, no second one of its key, no lone submit."""
        tab = start(scripts.forbidden_in_forms).open()
        assert tab.shown == ["StreamlitAPIException"] * 5
