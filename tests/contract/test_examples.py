"""Every example runs on every Streamlit, from a bare address and from a broken one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit
from streamlit.testing.v1 import AppTest

EXAMPLES = Path(__file__).parents[2] / "examples"
BROKEN = {"count": "x", "step": "x", "weather": "x", "period": "x", "q": "null", "page": "-1"}
APPS = [*sorted(EXAMPLES.glob("*.py")), *sorted(EXAMPLES.glob("*/app.py"))]


def modules_of(app: Path) -> list[str]:
    """Return the imported modules of the examples, and others called like those of one."""
    beside = {path.stem for path in app.parent.glob("*.py")}
    return [
        name
        for name, module in sys.modules.items()
        if name in beside or str(EXAMPLES) in str(getattr(module, "__file__", None))
    ]


@pytest.fixture
def _own_modules(monkeypatch: pytest.MonkeyPatch, app: Path) -> Iterator[None]:
    monkeypatch.syspath_prepend(app.parent)
    for name in modules_of(app):  # those of other tests return afterwards
        monkeypatch.delitem(sys.modules, name)
    yield
    for name in modules_of(app):
        del sys.modules[name]


def runs_of(app: Path) -> int:
    """Return the number of runs: AppTest before 1.55 cannot resend empty pills or feedback."""
    version = tuple(map(int, streamlit.__version__.split(".")[:2]))
    return 1 if app.parent.name == "gallery" and version < (1, 55) else 2


@pytest.mark.usefixtures("_own_modules")
@pytest.mark.parametrize("app", APPS, ids=lambda app: str(app.relative_to(EXAMPLES)))
@pytest.mark.parametrize("params", [{}, BROKEN], ids=["bare", "broken"])
def test_an_example_runs(app: Path, params: dict[str, str]) -> None:
    script = AppTest.from_file(str(app), default_timeout=60)
    for name, text in params.items():
        script.query_params[name] = text
    for _ in range(runs_of(app)):
        script.run()
        assert not script.exception, script.exception[0].message
    assert [*script.main, *script.sidebar]


def test_the_small_set_and_the_flagship_are_there() -> None:
    assert {str(app.relative_to(EXAMPLES)) for app in APPS} >= {
        "counter.py", "filters.py", "wizard.py", "shared_sidebar/app.py", "atlas/app.py",
        "gallery/app.py", "list_detail/app.py",
    }  # fmt: skip
