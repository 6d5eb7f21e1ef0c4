"""What all suites of app rows have in common."""

from __future__ import annotations

from typing import ClassVar

APP = frozenset(
    {
        "blank_params",
        "clears_forms",
        "fragment_runs",
        "history",
        "history_flag",
        "key_identity",
        "native_bind",
        "navigation",
        "options_win",
        "page_callbacks",
        "page_params",
        "parallel_fragments",
        "persist_state",
        "remounts",
        "rerun_spares",
        "run_every",
        "stays_on_page",
    }
)
"""All capabilities of an app: those of the newest Streamlit in a browser."""


class AppContract:
    """Base of the suites that drive whole apps.

    Derive a class whose name begins with ``Test`` from each suite and give it the fixture
    ``start``, a factory of apps, which closes after the row what it has opened::

        class TestForms(FormContract):
            capabilities = frozenset({"history"})

            @pytest.fixture
            def start(self) -> Start:
                return lambda script, pages=None: MyAppDriver(script, pages)

    Attributes:
        capabilities: names from :data:`~st_page_state_fakes.contract.CAPABILITIES`; rows
            that need another one are skipped, and say so.
    """

    capabilities: ClassVar[frozenset[str]] = frozenset()
