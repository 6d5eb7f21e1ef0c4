"""Every input widget of the simulated Streamlit."""

from st_page_state_fakes.commands.widgets.button_groups import ButtonGroupWidgets
from st_page_state_fakes.commands.widgets.buttons import ButtonWidgets
from st_page_state_fakes.commands.widgets.choices import ChoiceWidgets
from st_page_state_fakes.commands.widgets.data_editors import DataEditorWidgets
from st_page_state_fakes.commands.widgets.dates import DateWidgets
from st_page_state_fakes.commands.widgets.files import FileWidgets
from st_page_state_fakes.commands.widgets.numbers import NumberWidgets
from st_page_state_fakes.commands.widgets.select_sliders import SelectSliderWidgets
from st_page_state_fakes.commands.widgets.selections import SelectionWidgets
from st_page_state_fakes.commands.widgets.sliders import SliderWidgets
from st_page_state_fakes.commands.widgets.switches import SwitchWidgets
from st_page_state_fakes.commands.widgets.texts import TextWidgets
from st_page_state_fakes.commands.widgets.times import TimeWidgets

__all__ = ["Widgets"]


class Widgets(
    ButtonWidgets,
    ChoiceWidgets,
    SelectionWidgets,
    ButtonGroupWidgets,
    SelectSliderWidgets,
    SliderWidgets,
    NumberWidgets,
    TextWidgets,
    SwitchWidgets,
    DateWidgets,
    TimeWidgets,
    FileWidgets,
    DataEditorWidgets,
):
    """Every command that draws an input widget, with Streamlit's parameters.

    ``st.selectbox``, ``st.sidebar.date_input`` and the like are methods of this class.
    """
