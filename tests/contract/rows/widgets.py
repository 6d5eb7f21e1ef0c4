"""The rows about widgets: their values, their keys, and when they lose them."""

from __future__ import annotations

from contract.rows.app import AppContract, needs
from contract.rows.scripts import runs as scripts
from drivers.base import Start


class WidgetContract(AppContract):
    """Widgets, their values and their keys in the session."""

    def test_a_widget_keeps_its_value(self, start: Start) -> None:
        """A widget and its key keep the value that a user entered in later runs."""
        tab = start(scripts.hiding).open()
        tab.set("Word", "typed")
        tab.rerun()
        assert tab.shown == ["held=typed", "word=typed", "plain=default"]

    def test_an_undrawn_widget_loses_its_value(self, start: Start) -> None:
        """A widget that a run did not draw shows its default when it is drawn again."""
        tab = start(scripts.hiding).open()
        tab.set("Word", "typed")
        tab.set("Plain", "typed")
        tab.set("Draw", value=False)
        tab.set("Draw", value=True)
        assert tab.shown == ["held=nothing", "word=default", "plain=default"]
        assert tab.value("Word") == tab.value("Plain") == "default"

    def test_an_undrawn_widgets_key_is_gone_after_the_run(self, start: Start) -> None:
        """The key is there to the end of the run that does not draw it, and then gone."""
        tab = start(scripts.hiding).open()
        tab.set("Word", "typed")
        tab.set("Draw", value=False)
        assert tab.shown == ["held=typed"]
        tab.rerun()
        assert tab.shown == ["held=nothing"]

    def test_a_value_assigned_before_the_widget_wins_over_its_default(self, start: Start) -> None:
        """A value assigned to the key before the first draw overrides the widget's default."""
        tab = start(scripts.assigning).open()
        assert tab.shown[0] == "word=first"
        assert tab.value("Word") == "first"

    def test_assigning_before_drawing_reaches_the_widget(self, start: Start) -> None:
        """Assigning a key before its widget is drawn changes the widget."""
        tab = start(scripts.assigning).open()
        tab.set("Word", "typed")
        tab.click("Before")
        assert tab.shown[0] == "word=before"
        assert tab.value("Word") == "before"

    def test_assigning_in_a_callback_reaches_the_widget(self, start: Start) -> None:
        """Assigning a key in a callback changes its widget."""
        tab = start(scripts.assigning).open()
        tab.set("Word", "typed")
        tab.click("Callback")
        assert tab.shown[0] == "word=callback"
        assert tab.value("Word") == "callback"

    def test_an_edit_follows_an_assignment(self, start: Start) -> None:
        """After an assignment the user's next edit counts again."""
        tab = start(scripts.assigning).open()
        tab.click("Before")
        tab.set("Word", "typed")
        assert tab.shown[0] == "word=typed"

    def test_assigning_a_drawn_widgets_key_raises(self, start: Start) -> None:
        """A key assigned after its widget was drawn raises, and nothing changes."""
        tab = start(scripts.assigning).open()
        tab.click("After")
        assert tab.shown == ["word=first", "after=StreamlitAPIException", "word=first"]
        assert tab.value("Word") == "first"

    def test_a_buttons_key_cannot_be_assigned(self, start: Start) -> None:
        """A button whose key the session holds raises when it is drawn."""
        assert start(scripts.assigning_buttons).open().shown == ["StreamlitAPIException"]

    @needs("remounts")
    def test_a_value_waits_for_its_widget(self, start: Start) -> None:
        """A value assigned long before its widget is drawn is there when it is drawn."""
        tab = start(scripts.assigning_undrawn).open()
        tab.rerun()
        tab.set("Draw", value=True)
        assert tab.value("Word") == "early"
        assert tab.shown == ["word=early"]

    def test_a_button_is_pressed_for_one_run(self, start: Start) -> None:
        """A button is True in the run of its click and False in the next one."""
        tab = start(scripts.pressing).open()
        assert tab.shown == ["pressed=False key=False"]
        tab.click("Go")
        assert tab.shown == ["pressed=True key=True"]
        tab.rerun()
        assert tab.shown == ["pressed=False key=False"]

    def test_a_key_belongs_to_one_widget(self, start: Start) -> None:
        """A second widget of the same key, or without one and the same in all, raises."""
        tab = start(scripts.duplicates).open()
        assert tab.shown == ["StreamlitAPIException", "StreamlitAPIException"]

    def test_a_selectbox_whose_option_is_gone(self, start: Start) -> None:
        """A selectbox whose value is no longer offered shows the first option."""
        tab = start(scripts.shrinking).open()
        tab.set("Keyed", "c")
        tab.set("Plain", "c")
        tab.set("Shrink", value=True)
        assert tab.shown == ["keyed=a", "plain=a"]
        assert tab.value("Keyed") == tab.value("Plain") == "a"

    @needs("key_identity")
    def test_a_selectbox_whose_other_options_change(self, start: Start) -> None:
        """While its value is offered a selectbox with a key keeps it; one without begins anew."""
        tab = start(scripts.shrinking).open()
        tab.set("Keyed", "b")
        tab.set("Plain", "b")
        tab.set("Shrink", value=True)
        assert tab.shown == ["keyed=b", "plain=a"]

    @needs("options_win")
    def test_a_selectbox_takes_no_other_value(self, start: Start) -> None:
        """A selectbox whose key was assigned something that is no option shows the first one."""
        tab = start(scripts.outside_options).open()
        tab.set("Pick", "b")
        tab.click("Assign one")
        assert tab.shown == ["ok ok ['a', []] a"]
        assert tab.value("Pick") == "a"

    @needs("options_win")
    def test_a_multiselect_takes_no_other_value(self, start: Start) -> None:
        """A multiselect keeps only the assigned items that are among its options."""
        tab = start(scripts.outside_options).open()
        tab.click("Assign many")
        assert tab.shown == ["ok ok ['a', ['a']] a"]
        assert tab.value("Many") == ["a"]

    def test_a_widget_without_a_key_is_its_arguments(self, start: Start) -> None:
        """A widget without a key whose label changes is another one, and begins anew."""
        tab = start(scripts.relabelled).open()
        tab.set("Plain before", "typed")
        tab.set("Relabel", value=True)
        assert tab.shown[1] == "plain="

    @needs("key_identity")
    def test_a_widget_is_its_key(self, start: Start) -> None:
        """A widget with a key keeps its value though its label changes."""
        tab = start(scripts.relabelled).open()
        tab.set("Keyed before", "typed")
        tab.set("Relabel", value=True)
        assert tab.value("Keyed after") == "typed"
        assert tab.shown[0] == "keyed=typed"

    def test_every_widget_has_a_value_of_its_type(self, start: Start) -> None:
        """A widget's value has the type of its options or bounds, and its key the same one."""
        assert start(scripts.every_widget).open().shown == [
            "text='some'",
            "whole=1",
            "part=0.5",
            "bare=0.0",
            "size=5",
            "range=(2, 8)",
            "pick='a'",
            "none=None",
            "many=['a']",
            "on=False",
        ]

    def test_an_edit_gives_a_value_of_the_type(self, start: Start) -> None:
        """An edit arrives in the widget's own type."""
        tab = start(scripts.every_widget).open()
        tab.set("Text", "other")
        tab.set("Whole", 2)
        tab.set("Part", 1)
        tab.set("Size", 6)
        tab.set("Pick", "b")
        tab.set("None", "a")
        tab.set("Many", ["a", "b"])
        tab.set("On", value=True)
        assert tab.shown == [
            "text='other'",
            "whole=2",
            "part=1.0",
            "bare=0.0",
            "size=6",
            "range=(2, 8)",
            "pick='b'",
            "none='a'",
            "many=['a', 'b']",
            "on=True",
        ]
        assert [tab.value(label) for label in ("Whole", "Size", "Many")] == [2, 6, ["a", "b"]]

    @needs("keys_checked")
    def test_keys_that_an_element_cannot_have(self, start: Start) -> None:
        """A container cannot have a widget's key; none is empty or begins as Streamlit's own."""
        assert start(scripts.keyed).open().shown == ["StreamlitAPIException"] * 4

    def test_an_assigned_value_that_a_widget_cannot_show(self, start: Start) -> None:
        """It is refused in the run that assigns it, and kept and returned in the next one."""
        tab = start(scripts.refusing).open()
        tab.click("Assign")
        assert tab.shown == ["TypeError TypeError []"]
        tab.rerun()
        assert tab.shown == ["ok ok ['yes', 5]"]
