"""Real database servers for the tests, each on a port and in a folder of its own.

``python -m drivers.servers`` installs those that are missing, as root on Debian; elsewhere it
says what is missing.
"""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from abc import ABC, abstractmethod
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import ClassVar, TypeVar

import pytest

from .server import free_port

PATIENCE = 30.0  # seconds for a server to start
DEBIAN = Path("/usr/lib/postgresql")
"""Where Debian keeps the programs of PostgreSQL, by version."""


class Server(ABC):
    """A server in a process of its own, whose data outlive it.

    Attributes:
        capability: what a test that needs it says, with a sentence that describes it.
        package: Debian's.
    """

    capability: ClassVar[tuple[str, str]]
    package: ClassVar[str]
    module: ClassVar[str]
    """What has to be importable to talk to it."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="st-page-state-"))
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self.prepare()
        self.start()

    @classmethod
    @abstractmethod
    def program(cls) -> str | None:
        """Return the path of the server's program; None if there is none."""

    @property
    @abstractmethod
    def address(self) -> str:
        """The address that ``open_store`` takes."""

    @abstractmethod
    def command(self) -> list[str]:
        """Return the command that starts it."""

    @abstractmethod
    def answers(self) -> bool:
        """Return whether it takes calls."""

    def prepare(self) -> None:  # noqa: B027 - few need more
        """Make what has to be there before the first start."""

    def start(self) -> None:
        """Start it and wait until it answers."""
        log = (self.folder / "log").open("ab")
        with log:
            self._process = self.popen(self.command(), log)
        until = time.monotonic() + PATIENCE
        while not self.answers():
            if time.monotonic() > until or self._process.poll() is not None:
                raise RuntimeError((self.folder / "log").read_text(errors="replace")[-2000:])
            time.sleep(0.02)

    def popen(self, command: list[str], log: object) -> subprocess.Popen[bytes]:
        """Start a program as the user that the server runs as."""
        return subprocess.Popen(
            command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log,  # type: ignore[call-overload, no-any-return]
            user=self.user(),
        )  # fmt: skip

    def user(self) -> str | None:
        """Return the user that the server runs as, if not as ours."""
        return None

    def stop(self) -> None:
        """End it at once, as when its machine loses power."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def freeze(self) -> None:
        """Let it accept connections and answer nothing."""
        for pid in self.processes():
            os.kill(pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        for pid in self.processes():
            os.kill(pid, signal.SIGCONT)

    def processes(self) -> list[int]:
        """Return the ids of its process and of the children of that."""
        assert self._process is not None
        listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, check=True)
        pairs = [tuple(map(int, line.split())) for line in listed.stdout.splitlines()]
        mine = self._process.pid
        return [mine, *(pid for pid, parent in pairs if parent == mine)]

    def remove(self) -> None:
        """End it and remove its folder."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class RedisServer(Server):
    """Redis, which writes each change to its disk."""

    capability = ("redis", "a Redis server, and redis-py to talk to it")
    package = "redis-server"
    module = "redis"

    @classmethod
    def program(cls) -> str | None:
        return shutil.which("redis-server") or shutil.which("valkey-server")

    @property
    def address(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def command(self) -> list[str]:
        program = self.program()
        assert program is not None
        options = {"port": self.port, "bind": "127.0.0.1", "dir": self.folder, "save": "",
                   "appendonly": "yes", "appendfsync": "always"}  # fmt: skip
        return [program, *(text for n, v in options.items() for text in (f"--{n}", str(v)))]

    def answers(self) -> bool:
        from redis import Redis, RedisError

        try:
            with Redis.from_url(self.address, retry=None) as client:
                return bool(client.ping())
        except RedisError:
            return False


class PostgreSQLServer(Server):
    """PostgreSQL, with a cluster of its own."""

    capability = ("postgresql", "a PostgreSQL server, and psycopg to talk to it")
    package = "postgresql"
    module = "psycopg"

    @classmethod
    def program(cls) -> str | None:
        places = sorted(DEBIAN.glob("*/bin"), key=lambda place: float(place.parent.name))
        path = os.pathsep.join([*map(str, reversed(places)), os.environ.get("PATH", "")])
        found = shutil.which("initdb", path=path)
        return found and str(Path(found).with_name("postgres"))

    @property
    def address(self) -> str:
        return f"postgresql+psycopg://tests@127.0.0.1:{self.port}/postgres"

    def user(self) -> str | None:
        return "postgres" if os.geteuid() == 0 else None  # it refuses to run as root

    def prepare(self) -> None:
        program = self.program()
        assert program is not None
        if self.user():
            shutil.chown(self.folder, self.user())
        with (self.folder / "log").open("ab") as log:
            initdb = str(Path(program).with_name("initdb"))
            options = ["--auth=trust", "--username=tests", "--encoding=UTF8", "--locale=C.UTF-8"]
            command = [initdb, "--no-sync", *options, "-D", str(self.folder / "data")]
            if self.popen(command, log).wait():
                raise RuntimeError((self.folder / "log").read_text(errors="replace")[-2000:])

    def command(self) -> list[str]:
        program = self.program()
        assert program is not None
        options = {"listen_addresses": "127.0.0.1", "port": self.port,
                   "unix_socket_directories": ""}  # fmt: skip
        settings = [text for name, v in options.items() for text in ("-c", f"{name}={v}")]
        return [program, "-D", str(self.folder / "data"), *settings]

    def answers(self) -> bool:
        import psycopg

        try:
            psycopg.connect(self.address.replace("+psycopg", ""), connect_timeout=2).close()
        except psycopg.Error:
            return False
        return True

    def stop(self) -> None:
        """End it at once: of its processes only the first one, which the others notice."""
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)
        self._process.send_signal(signal.SIGQUIT)  # immediate shutdown, then recovery
        self._process.wait()


SERVERS: tuple[type[Server], ...] = (RedisServer, PostgreSQLServer)
AnyServer = TypeVar("AnyServer", bound=Server)


def missing(kind: type[Server]) -> str | None:
    """Return what is missing to use a server of a kind; None if nothing is."""
    name, sentence = kind.capability
    if os.name != "posix" or kind.program() is None or find_spec(kind.module) is None:
        return f"needs {name}: {sentence} (nox -s stores installs them, as root on Debian)"
    return None


def started(kind: type[AnyServer]) -> AnyServer:
    """Start a server that is the test's own; skip the test if there is none."""
    if reason := missing(kind):
        pytest.skip(reason)
    server = kind()
    atexit.register(server.remove)
    return server


@cache
def shared(kind: type[AnyServer]) -> AnyServer:
    """Return the server that the tests of this process share; skip the test if there is none."""
    return started(kind)


def install() -> None:
    """Install the servers that are missing, if that can be done here."""
    packages = [kind.package for kind in SERVERS if kind.program() is None]
    if not packages:
        return
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        print(f"Missing, and cannot be installed here: {', '.join(packages)}.", file=sys.stderr)
        return
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in ([apt, "update", "-qq"], [apt, "install", "-y", "-qq", *packages]):
        done = subprocess.run(command, env=env, check=False, stdout=subprocess.DEVNULL)
        if done.returncode:
            print(f"Not installed: {', '.join(packages)}.", file=sys.stderr)
            return


if __name__ == "__main__":
    install()
