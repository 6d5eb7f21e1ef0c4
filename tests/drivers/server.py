"""Servers for the tests: an app, served by ``streamlit run`` in a process of its own."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

EXAMPLES = Path(__file__).parents[2] / "examples"


def free_port() -> int:
    """Return a port that no server listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


@contextmanager
def served(
    app: str,
    *arguments: str,
    log: Path | None = None,
    python: str = sys.executable,
    port: int | None = None,
    other_options: Mapping[str, object] | None = None,
    **server_options: object,
) -> Iterator[str]:
    """Run an app and yield its address.

    Args:
        app: a file, or the name of an example.
        arguments: the app's arguments.
        log: gets the server's standard error.
        python: the interpreter with the Streamlit to run.
        port: where the server listens; any free port by default.
        other_options: Streamlit's options by their whole names.
        server_options: options for Streamlit's ``server`` section.
    """
    port = free_port() if port is None else port
    options: dict[str, object] = {
        "server.port": port,
        "server.address": "127.0.0.1",
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
        "runner.enforceSerializableSessionState": "true",  # as with an external session store
        "client.toolbarMode": "minimal",
    }
    command = [python, "-m", "streamlit", "run", str(EXAMPLES / app)]
    options |= {f"server.{name}": value for name, value in server_options.items()}
    options |= other_options or {}
    command += [f"--{name}={value}" for name, value in options.items()]
    command += ["--", *arguments] if arguments else []
    errors = log.open("wb") if log else None
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_until_healthy(url, server)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=10)
        if errors:
            errors.close()


def _wait_until_healthy(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while server.poll() is None and time.monotonic() < deadline:
        try:
            with urlopen(f"{url}/_stcore/health", timeout=1):
                return
        except (URLError, OSError):
            time.sleep(0.05)
    raise RuntimeError(f"Streamlit did not start at {url}.")
