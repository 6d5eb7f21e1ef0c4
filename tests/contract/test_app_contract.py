"""The app rows on Streamlit's AppTest and on the simulated runtime."""

from __future__ import annotations

from pathlib import Path

import pytest

from drivers.apptest import CAPABILITIES, AppTestApp
from drivers.fake import FakeAppDriver
from st_page_state_fakes.contract import scripts_runs
from st_page_state_fakes.contract.app import APP
from st_page_state_fakes.contract.app_address import AddressContract
from st_page_state_fakes.contract.app_address_pages import (
    AddressNavigationContract,
    AddressPageContract,
)
from st_page_state_fakes.contract.app_address_runs import AddressRunContract
from st_page_state_fakes.contract.app_bound import BoundWidgetContract
from st_page_state_fakes.contract.app_control_flow import ControlFlowContract
from st_page_state_fakes.contract.app_forms import FormContract
from st_page_state_fakes.contract.app_fragments import FragmentContract
from st_page_state_fakes.contract.app_history import HistoryContract
from st_page_state_fakes.contract.app_native import NativeBindContract
from st_page_state_fakes.contract.app_pages import PageContract
from st_page_state_fakes.contract.app_params import QueryParamsContract
from st_page_state_fakes.contract.app_runs import RerunContract
from st_page_state_fakes.contract.app_state import PageStateContract
from st_page_state_fakes.contract.app_widgets import WidgetContract
from st_page_state_fakes.contract.driver import Start


class OnAppTest:
    column = "AppTest"
    capabilities = CAPABILITIES

    @pytest.fixture
    def start(self, tmp_path: Path) -> Start:
        return lambda script, pages=None: AppTestApp(tmp_path, script, pages or {})


class OnTheFake:
    column = "fake"
    capabilities = APP

    @pytest.fixture
    def start(self) -> Start:
        return FakeAppDriver


class TestRerunsOnAppTest(OnAppTest, RerunContract): ...


class TestControlFlowOnAppTest(OnAppTest, ControlFlowContract): ...


class TestWidgetsOnAppTest(OnAppTest, WidgetContract): ...


class TestBoundWidgetsOnAppTest(OnAppTest, BoundWidgetContract): ...


class TestFormsOnAppTest(OnAppTest, FormContract): ...


class TestFragmentsOnAppTest(OnAppTest, FragmentContract): ...


class TestPagesOnAppTest(OnAppTest, PageContract): ...


class TestQueryParamsOnAppTest(OnAppTest, QueryParamsContract): ...


class TestHistoryOnAppTest(OnAppTest, HistoryContract): ...


class TestNativeBindOnAppTest(OnAppTest, NativeBindContract): ...


class TestPageStateOnAppTest(OnAppTest, PageStateContract): ...


class TestAddressOnAppTest(OnAppTest, AddressContract): ...


class TestAddressPagesOnAppTest(OnAppTest, AddressPageContract): ...


class TestAddressNavigationOnAppTest(OnAppTest, AddressNavigationContract): ...


class TestAddressRunsOnAppTest(OnAppTest, AddressRunContract): ...


class TestRerunsOnTheFake(OnTheFake, RerunContract): ...


class TestControlFlowOnTheFake(OnTheFake, ControlFlowContract): ...


class TestWidgetsOnTheFake(OnTheFake, WidgetContract): ...


class TestBoundWidgetsOnTheFake(OnTheFake, BoundWidgetContract): ...


class TestFormsOnTheFake(OnTheFake, FormContract): ...


class TestFragmentsOnTheFake(OnTheFake, FragmentContract): ...


class TestPagesOnTheFake(OnTheFake, PageContract): ...


class TestQueryParamsOnTheFake(OnTheFake, QueryParamsContract): ...


class TestHistoryOnTheFake(OnTheFake, HistoryContract): ...


class TestNativeBindOnTheFake(OnTheFake, NativeBindContract): ...


class TestPageStateOnTheFake(OnTheFake, PageStateContract): ...


class TestAddressOnTheFake(OnTheFake, AddressContract): ...


class TestAddressPagesOnTheFake(OnTheFake, AddressPageContract): ...


class TestAddressNavigationOnTheFake(OnTheFake, AddressNavigationContract): ...


class TestAddressRunsOnTheFake(OnTheFake, AddressRunContract): ...


@pytest.mark.parametrize(
    "action", ["back", "forward", "reload", "switch_page", "visit", "history", "tick"]
)
def test_what_a_driver_cannot_do_names_the_capability(tmp_path: Path, action: str) -> None:
    tab = AppTestApp(tmp_path, scripts_runs.pressing, {}).open()
    arguments = [""] if action in ("switch_page", "visit") else []
    with pytest.raises(NotImplementedError, match="@needs"):
        getattr(tab, action)(*arguments)
