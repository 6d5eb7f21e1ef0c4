"""The app rows on a Streamlit server and in Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest
from playwright.sync_api import Page

from conftest import served
from drivers.chromium import ChromiumApp, write_app
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

    @pytest.fixture
    def start(self, server: str, folder: Path, opener: Page) -> Iterator[Start]:
        apps: list[ChromiumApp] = []

        def start(script: Any, pages: Any = None) -> ChromiumApp:
            apps.append(ChromiumApp(server, folder, opener, script, pages or {}))
            return apps[-1]

        yield start
        for app in apps:
            app.close()


class TestRerunsInChromium(OnChromium, RerunContract): ...


class TestControlFlowInChromium(OnChromium, ControlFlowContract): ...


class TestWidgetsInChromium(OnChromium, WidgetContract): ...


class TestBoundWidgetsInChromium(OnChromium, BoundWidgetContract): ...


class TestFormsInChromium(OnChromium, FormContract): ...


class TestFragmentsInChromium(OnChromium, FragmentContract): ...


class TestPagesInChromium(OnChromium, PageContract): ...


class TestQueryParamsInChromium(OnChromium, QueryParamsContract): ...


class TestHistoryInChromium(OnChromium, HistoryContract): ...


class TestNativeBindInChromium(OnChromium, NativeBindContract): ...


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
