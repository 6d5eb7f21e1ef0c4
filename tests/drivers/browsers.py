"""The browser of the tests: one that is there, or one that can be had.

``python -m drivers.browsers`` installs one where none starts. ``CHROMIUM`` names another one.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache

from playwright.sync_api import BrowserType, Error, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
CHANNELS = ("chrome", "msedge", "chromium")
"""Where their own installers put Chrome and Edge; the last one is Playwright's Chromium."""
PATIENCE = 600  # seconds for a download

Launch = dict[str, str]
"""What Playwright has to be told to launch a browser."""


class NoBrowserError(Exception):
    """No browser starts; the message is a sentence that says which command helps."""


def candidates() -> Iterator[Launch]:
    """Yield the launch options of possible browsers, the preferred one first."""
    if named := os.environ.get("CHROMIUM"):
        yield {"executable_path": named}
        return
    for path in map(shutil.which, NAMES):
        if path:
            yield {"executable_path": path}
    for channel in CHANNELS:
        yield {"channel": channel}


@cache
def startable(kind: BrowserType) -> Launch:
    """Return how the first browser that starts is launched.

    Raises:
        NoBrowserError: there is none.
    """
    for launch in candidates():
        try:
            kind.launch(**launch, args=FLAGS).close()  # type: ignore[arg-type]
        except Error:
            continue
        return launch
    raise NoBrowserError(advice())


def advice() -> str:
    """Return the error message that tells how to get a browser."""
    if named := os.environ.get("CHROMIUM"):
        return f"CHROMIUM names {named}, which does not start: run `unset CHROMIUM`."
    sudo = "" if is_root() else "sudo "
    command = (
        f"{sudo}apt-get install chromium"
        if is_debian()
        else f"{sudo}{sys.executable} -m playwright install --with-deps chromium"
    )
    return f"No Chromium, Chrome or Edge starts here, and none could be installed: run `{command}`."


def is_root() -> bool:
    """Tell whether packages can be installed; nobody is root on Windows."""
    return getattr(os, "geteuid", lambda: 1)() == 0


def is_debian() -> bool:
    """Tell whether this is Debian itself, whose chromium is a browser and no snap."""
    try:
        return platform.freedesktop_os_release().get("ID") == "debian"
    except OSError:
        return False


def by_playwright() -> None:
    """Download Playwright's Chromium."""
    _try(sys.executable, "-m", "playwright", "install", "chromium")


def by_apt() -> None:
    """Install Debian's package, as root."""
    if is_root() and is_debian():
        _try("apt-get", "update", "-qq")
        _try("apt-get", "install", "-qq", "-y", "chromium")


def _try(*command: str) -> None:
    """Run a command and ignore its failure: all that counts is that a browser starts afterwards."""
    print("Installing a browser:", *command, flush=True)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command, env=env, capture_output=True, text=True, check=False, timeout=PATIENCE
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        print(error)
    else:
        if done.returncode:
            print(*(done.stderr or done.stdout).strip().splitlines()[-5:], sep="\n", flush=True)


def found() -> Launch:
    """Return how a browser is launched that is there now."""
    with sync_playwright() as playwright:
        startable.cache_clear()
        return startable(playwright.chromium)


def had(installs: tuple[Callable[[], None], ...], found: Callable[[], Launch] = found) -> Launch:
    """Return how a browser is launched, and install one if none starts.

    Raises:
        NoBrowserError: none can be had.
    """
    for install in installs:
        try:
            return found()
        except NoBrowserError:
            install()
    return found()


def main() -> int:
    """Print which browser the tests take."""
    installs = () if os.environ.get("CHROMIUM") else (by_playwright, by_apt)
    try:
        launch = had(installs)
    except NoBrowserError as error:
        print(error, file=sys.stderr)
        return 1
    (name,) = launch.values()
    print(f"The browser is {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
