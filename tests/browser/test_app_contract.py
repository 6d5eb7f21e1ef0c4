"""The app rows on a Streamlit server and in Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest
from playwright.sync_api import Page

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
from contract.rows.state import PageStateContract
from contract.rows.undoing import UndoContract
from contract.rows.widgets import WidgetContract
from drivers.base import Start
from drivers.chromium import ChromiumApp, write_app
from drivers.server import served


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rows")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    with served(str(write_app(folder))) as url:
        yield url


class OnChromium:
    column = "Chromium"
    capabilities = APP
    has_state = True

    @pytest.fixture
    def start(self, server: str, folder: Path, opener: Page) -> Iterator[Start]:
        apps: list[ChromiumApp] = []

        def start(script: Any, pages: Any = None) -> ChromiumApp:
            apps.append(ChromiumApp(server, folder, opener, script, pages or {}))
            return apps[-1]

        yield start
        for app in apps:
            app.close()


class OfStreamlit(OnChromium):
    """Rows of scripts without a state class: Streamlit may change them, a commit cannot."""

    has_state = False


class TestRerunsInChromium(OfStreamlit, RerunContract): ...


class TestControlFlowInChromium(OnChromium, ControlFlowContract): ...


class TestWidgetsInChromium(OfStreamlit, WidgetContract): ...


class TestBoundWidgetsInChromium(OnChromium, BoundWidgetContract): ...


class TestFiltersInChromium(OnChromium, FilterContract): ...


class TestFormsInChromium(OfStreamlit, FormContract): ...


class TestKeyedInChromium(OnChromium, KeyedContract): ...


class TestUndoInChromium(OnChromium, UndoContract): ...


class TestInPlaceInChromium(OnChromium, InPlaceContract): ...


class TestFragmentsInChromium(OfStreamlit, FragmentContract): ...


class TestPlacesInChromium(OfStreamlit, PlaceContract): ...


class TestOpenablesInChromium(OfStreamlit, OpenableContract): ...


class TestCachesInChromium(OnChromium, CacheContract): ...


class TestPagesInChromium(OfStreamlit, PageContract): ...


class TestQueryParamsInChromium(OfStreamlit, QueryParamsContract): ...


class TestHistoryInChromium(OfStreamlit, HistoryContract): ...


class TestNativeBindInChromium(OfStreamlit, NativeBindContract): ...


class TestPageStateInChromium(OnChromium, PageStateContract): ...


class TestAddressInChromium(OnChromium, AddressContract): ...


class TestAddressPagesInChromium(OnChromium, AddressPageContract): ...


class TestAddressRunsInChromium(OnChromium, AddressRunContract): ...


class TestAddressNavigationInChromium(OnChromium, AddressNavigationContract):
    """Rows on their own server: one that has seen ``st.navigation`` reads no pages folder."""

    @pytest.fixture(scope="class")
    def folder(self, tmp_path_factory: pytest.TempPathFactory) -> Path:
        return tmp_path_factory.mktemp("declared")

    @pytest.fixture(scope="class")
    def server(self, folder: Path) -> Iterator[str]:
        app = write_app(folder)
        rmtree(folder / "pages")
        with served(str(app)) as url:
            yield url
