"""Every input widget of the simulated Streamlit."""

from st_page_state_fakes.commands.widgets.button import ButtonWidgets
from st_page_state_fakes.commands.widgets.button_group import ButtonGroupWidgets
from st_page_state_fakes.commands.widgets.checkbox import SwitchWidgets
from st_page_state_fakes.commands.widgets.data_editor import DataEditorWidgets
from st_page_state_fakes.commands.widgets.date_input import DateWidgets
from st_page_state_fakes.commands.widgets.file_uploader import FileWidgets
from st_page_state_fakes.commands.widgets.multiselect import SelectionWidgets
from st_page_state_fakes.commands.widgets.number_input import NumberWidgets
from st_page_state_fakes.commands.widgets.select_slider import SelectSliderWidgets
from st_page_state_fakes.commands.widgets.selectbox import ChoiceWidgets
from st_page_state_fakes.commands.widgets.slider import SliderWidgets
from st_page_state_fakes.commands.widgets.text_input import TextWidgets
from st_page_state_fakes.commands.widgets.time_input import TimeWidgets

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
