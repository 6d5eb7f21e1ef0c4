"""The base class and the capabilities that all suites of app rows share."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from st_page_state_fakes.contract import capabilities as of_ports

APP_CAPABILITIES = {
    "history_flag": of_ports.CAPABILITIES["history_flag"],
    "native_bind": of_ports.CAPABILITIES["native_bind"],
    "history": "the driver has an address bar: entries, Back, Forward, reload, typed addresses",
    "navigation": "the driver follows the sidebar and page links, as a browser does",
    "stays_on_page": "a run goes on with its page (each is a page switch in AppTest before 1.66)",
    "page_callbacks": "callbacks can switch the page (AppTest does not tell them of pages)",
    "remounts": "a widget that comes back shows, and then sends, what it shows in a browser",
    "rerun_spares": "st.rerun() drops no widget's value (seen in Streamlit 1.67)",
    "fragment_runs": "the driver can run a fragment by itself",
    "parallel_fragments": "fragments can be parallel (Streamlit 1.58 and newer)",
    "reserves": "a fragment may draw where it drew in the last full run (Streamlit 1.59 and newer)",
    "layout_state": "expanders, popovers and tabs take on_change (Streamlit 1.55 and newer)",
    "layout_bind": "expanders and tabs take bind (Streamlit 1.65 and newer)",
    "opens": "the driver can open and close expanders, popovers and tabs",
    "script_options": "the driver can choose options of classes that the script makes anew",
    "labels": "the driver names a choice by the label that it was drawn with, as a browser does",
    "run_every": "the driver has timers, for fragments that run by themselves",
    "clears_forms": "the driver clears a form's widgets as clear_on_submit asks a browser to",
    "clears_texts_last": "a cleared text shows nothing that its form's run sets (1.40 and newer)",
    "key_identity": "a key alone says which widget it is (Streamlit 1.55 and newer)",
    "keys_checked": "keys are checked for all elements (Streamlit 1.58 and newer)",
    "options_win": "a value that is no option gives way to one that is (Streamlit 1.55 and newer)",
    "persist_state": "widgets take persist_state (Streamlit 1.60 and newer)",
    "page_params": "pages can be linked to with query_params (Streamlit 1.52 and newer)",
    "blank_params": "the driver's address may have blank texts (AppTest from 1.66)",
}
"""Every capability of an app and its driver, with a sentence that describes it."""
APP = frozenset(APP_CAPABILITIES)
"""What the newest Streamlit can do in a browser: everything."""
CAPABILITIES = {**of_ports.CAPABILITIES, **APP_CAPABILITIES}
"""The capabilities of ports and of apps."""

needs = partial(of_ports.needs, known=APP_CAPABILITIES)


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
        capabilities: some of :data:`APP`; rows that need another one are skipped, and say so.
    """

    capabilities: ClassVar[frozenset[str]] = frozenset()
