"""A module that the server has imported before it was edited: the error says what to do."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from st_page_state import UnknownFieldError, use_ports
from st_page_state_fakes import FakeQuery, FakeSession

SOURCE = "from st_page_state import PageState\n\nclass Filters(PageState):\n    status: str = ''\n"


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    (tmp_path / "states_of_app.py").write_text(SOURCE)
    monkeypatch.syspath_prepend(tmp_path)
    yield importlib.import_module("states_of_app")
    del sys.modules["states_of_app"]


def test_it_says_to_restart_the_server(module: ModuleType) -> None:
    file = Path(str(module.__file__))
    with use_ports(FakeSession(), FakeQuery()):
        with pytest.raises(UnknownFieldError, match="Did you mean 'status'") as known:
            module.Filters.statuses
        assert "restart" not in str(known.value)
        file.write_text(SOURCE + "    page: int = 1\n")
        for use in (
            lambda: module.Filters.page,
            lambda: module.Filters.update(page=2),
            lambda: setattr(module.Filters, "page", 2),
            lambda: module.Filters.of("a").page,
            lambda: module.Filters(page=2),
        ):
            with pytest.raises(UnknownFieldError, match=r"edited after .* restart the server") as e:
                use()
            assert "'states_of_app.py'" in str(e.value)
        importlib.reload(module)
        assert module.Filters.page == 1
        with pytest.raises(UnknownFieldError, match="Its fields: status, page") as again:
            module.Filters.sort
        assert "restart" not in str(again.value)


def test_an_edit_that_leaves_the_class_alone_is_no_reason(module: ModuleType) -> None:
    Path(str(module.__file__)).write_text(SOURCE + "# a remark\n")
    importlib.reload(module)
    with pytest.raises(UnknownFieldError) as unknown:
        module.Filters.page
    assert "restart" not in str(unknown.value)
