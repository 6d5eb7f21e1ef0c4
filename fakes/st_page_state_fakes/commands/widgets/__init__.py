"""Every input widget of the simulated Streamlit."""

from st_page_state_fakes.commands.widgets.button import ButtonCommands
from st_page_state_fakes.commands.widgets.button_group import ButtonGroupCommands
from st_page_state_fakes.commands.widgets.chat_input import ChatInputCommand
from st_page_state_fakes.commands.widgets.checkbox import CheckboxCommands
from st_page_state_fakes.commands.widgets.color_picker import ColorPickerCommand
from st_page_state_fakes.commands.widgets.data_editor import DataEditorCommand
from st_page_state_fakes.commands.widgets.date_input import DateInputCommand
from st_page_state_fakes.commands.widgets.datetime_input import DatetimeInputCommand
from st_page_state_fakes.commands.widgets.feedback import FeedbackCommand
from st_page_state_fakes.commands.widgets.file_uploader import FileCommands
from st_page_state_fakes.commands.widgets.menu_button import MenuButtonCommand
from st_page_state_fakes.commands.widgets.multiselect import MultiselectCommand
from st_page_state_fakes.commands.widgets.number_input import NumberInputCommand
from st_page_state_fakes.commands.widgets.pagination import PaginationCommand
from st_page_state_fakes.commands.widgets.radio import RadioCommand
from st_page_state_fakes.commands.widgets.select_slider import SelectSliderCommand
from st_page_state_fakes.commands.widgets.selectbox import SelectboxCommand
from st_page_state_fakes.commands.widgets.slider import SliderCommand
from st_page_state_fakes.commands.widgets.text_input import TextInputCommands
from st_page_state_fakes.commands.widgets.time_input import TimeInputCommand

__all__ = ["Widgets"]


class Widgets(
    ButtonCommands,
    MenuButtonCommand,
    SelectboxCommand,
    RadioCommand,
    MultiselectCommand,
    ButtonGroupCommands,
    SelectSliderCommand,
    SliderCommand,
    NumberInputCommand,
    TextInputCommands,
    ChatInputCommand,
    CheckboxCommands,
    ColorPickerCommand,
    FeedbackCommand,
    PaginationCommand,
    DateInputCommand,
    TimeInputCommand,
    DatetimeInputCommand,
    FileCommands,
    DataEditorCommand,
):
    """Every command that draws an input widget, with Streamlit's parameters.

    ``st.selectbox``, ``st.sidebar.date_input`` and the like are methods of this class.
    """
