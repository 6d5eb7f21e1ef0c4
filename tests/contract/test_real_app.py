"""The app rows on ``FakeApp`` with an app's own file."""

from __future__ import annotations

from pathlib import Path

import pytest

from contract.rows.address import AddressContract
from contract.rows.address_pages import (
    AddressNavigationContract,
    AddressPageContract,
)
from contract.rows.address_runs import AddressRunContract
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
from contract.rows.state import PageStateContract
from contract.rows.undoing import UndoContract
from contract.rows.widgets import WidgetContract
from drivers.apptest import CAPABILITIES, since
from drivers.base import Start
from drivers.real_app import RealAppDriver

pytestmark = pytest.mark.no_cover  # others reach its lines sooner

NEWER = (
    since("history", 1, 65)
    | since("remounts", 1, 65)
    | since("page_callbacks", 1, 65)
    | since("clears_texts_last", 1, 40)
)
OF_THE_BROWSER = {
    "navigation", "stays_on_page", "fragment_runs", "run_every", "clears_forms", "blank_params",
    "script_options", "opens", "labels",
}  # fmt: skip


class OnTheRealApp:
    column = "real app"
    capabilities = CAPABILITIES | OF_THE_BROWSER | NEWER

    @pytest.fixture
    def start(self, tmp_path: Path) -> Start:
        return lambda script, pages=None: RealAppDriver(tmp_path, script, pages)


class TestReruns(OnTheRealApp, RerunContract): ...


class TestControlFlow(OnTheRealApp, ControlFlowContract): ...


class TestWidgets(OnTheRealApp, WidgetContract): ...


class TestBoundWidgets(OnTheRealApp, BoundWidgetContract): ...


class TestFilters(OnTheRealApp, FilterContract): ...


class TestForms(OnTheRealApp, FormContract): ...


class TestKeyed(OnTheRealApp, KeyedContract): ...


class TestUndo(OnTheRealApp, UndoContract): ...


class TestInPlace(OnTheRealApp, InPlaceContract): ...


class TestFragments(OnTheRealApp, FragmentContract): ...


class TestPlaces(OnTheRealApp, PlaceContract): ...


class TestOpenables(OnTheRealApp, OpenableContract): ...


class TestCaches(OnTheRealApp, CacheContract): ...


class TestPages(OnTheRealApp, PageContract): ...


class TestQueryParams(OnTheRealApp, QueryParamsContract): ...


class TestHistory(OnTheRealApp, HistoryContract): ...


class TestNativeBind(OnTheRealApp, NativeBindContract): ...


class TestPageState(OnTheRealApp, PageStateContract): ...


class TestAddress(OnTheRealApp, AddressContract): ...


class TestAddressPages(OnTheRealApp, AddressPageContract): ...


class TestAddressNavigation(OnTheRealApp, AddressNavigationContract): ...


class TestAddressRuns(OnTheRealApp, AddressRunContract): ...
