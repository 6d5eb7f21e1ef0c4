"""Streamlit outside of a run, without what it then says in its log."""

from __future__ import annotations

import logging
from collections.abc import Generator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec


@contextmanager
def quiet() -> Generator[None, None, None]:
    """Execute parts of an app without Streamlit's warnings that no server runs it."""
    if find_spec("streamlit") is None:
        yield
        return
    import_module("streamlit").get_option("logger.level")  # or it is set at the first one asked for
    log = import_module("streamlit.logger")
    before = log.get_logger(log.__name__).level
    log.set_log_level(logging.CRITICAL)
    try:
        yield
    finally:
        log.set_log_level(before)
