"""Freezing: exempts what a server has loaded from garbage collection."""

from __future__ import annotations

import gc
from threading import Lock, Thread

_lock = Lock()
_asked = False


def freeze_after(run: Thread) -> None:
    """Collect and freeze once a run's thread has ended; only a process's first call counts.

    Streamlit collects over all tracked objects after each run, and most of them are modules
    that stay as they are. Waiting for the thread works however the run ends, delays no page, and
    leaves what the run itself needed to be collected. Its script's variables are frozen: they
    lie in ``sys.modules["__main__"]`` until the next run.
    """
    global _asked
    with _lock:
        first, _asked = not _asked, True
    if first:
        Thread(target=_freeze, args=(run,), name="st_page_state.freeze", daemon=True).start()


def _freeze(run: Thread) -> None:
    run.join()
    gc.collect()
    gc.freeze()
