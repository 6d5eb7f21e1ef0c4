"""The app rows on Streamlit's AppTest and on the simulated runtime."""

from __future__ import annotations

from pathlib import Path

import pytest

from contract.rows.address import AddressContract
from contract.rows.address_pages import (
    AddressNavigationContract,
    AddressPageContract,
)
from contract.rows.address_runs import AddressRunContract
from contract.rows.app import APP
from contract.rows.bound import BoundWidgetContract
from contract.rows.caches import CacheContract
from contract.rows.control_flow import ControlFlowContract
from contract.rows.filters import FilterContract
from contract.rows.forms import FormContract
from contract.rows.fragments import FragmentContract
from contract.rows.history import HistoryContract
from contract.rows.in_place import InPlaceContract
from contract.rows.keyed import KeyedContract
from contract.rows.native import NativeBindContract
from contract.rows.openable import OpenableContract
from contract.rows.pages import PageContract
from contract.rows.params import QueryParamsContract
from contract.rows.places import PlaceContract
from contract.rows.runs import RerunContract
from contract.rows.scripts import runs as scripts_runs
from contract.rows.state import PageStateContract
from contract.rows.undoing import UndoContract
from contract.rows.widgets import WidgetContract
from drivers.apptest import CAPABILITIES, AppTestApp
from drivers.base import Start
from drivers.fake import FakeAppDriver


@pytest.mark.no_cover  # others reach their lines sooner
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


class TestFiltersOnAppTest(OnAppTest, FilterContract): ...


class TestFormsOnAppTest(OnAppTest, FormContract): ...


class TestKeyedOnAppTest(OnAppTest, KeyedContract): ...


class TestUndoOnAppTest(OnAppTest, UndoContract): ...


class TestInPlaceOnAppTest(OnAppTest, InPlaceContract): ...


class TestFragmentsOnAppTest(OnAppTest, FragmentContract): ...


class TestPlacesOnAppTest(OnAppTest, PlaceContract): ...


class TestOpenablesOnAppTest(OnAppTest, OpenableContract): ...


class TestCachesOnAppTest(OnAppTest, CacheContract): ...


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


class TestFiltersOnTheFake(OnTheFake, FilterContract): ...


class TestFormsOnTheFake(OnTheFake, FormContract): ...


class TestKeyedOnTheFake(OnTheFake, KeyedContract): ...


class TestUndoOnTheFake(OnTheFake, UndoContract): ...


class TestInPlaceOnTheFake(OnTheFake, InPlaceContract): ...


class TestFragmentsOnTheFake(OnTheFake, FragmentContract): ...


class TestPlacesOnTheFake(OnTheFake, PlaceContract): ...


class TestOpenablesOnTheFake(OnTheFake, OpenableContract): ...


class TestCachesOnTheFake(OnTheFake, CacheContract): ...


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
