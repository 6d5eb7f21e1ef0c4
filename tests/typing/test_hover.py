"""Hover texts in an editor, from basedpyright's language server."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SERVER = Path(sys.executable).parent / "basedpyright-langserver"
PATIENCE = 120
"""Seconds to wait for an answer before ending the server and the test."""

SOURCE = '''\
from typing import Literal

from st_page_state import PageState, StateVar, link


class FilterState(PageState):
    """Which reviews the page lists."""

    status: Literal["pending", "active"] = StateVar(default="pending", url_key="status")
    """Where in its life a review is."""

    page: int = StateVar(default=1)
    """Which page of the list is shown."""


shown = FilterState(status="active")
print(FilterState.status, shown.page)
print(FilterState.bind("status"), link(shown))
print(FilterState.of("22").page, FilterState.keyed_by)
'''


class LanguageServer:
    """A language server on its standard streams, and one open document."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(
            [SERVER, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder
        )
        self._document = (folder / "app.py").as_uri()
        self._asked = 0
        self._watch = Timer(PATIENCE, self._process.kill)
        self._watch.start()
        root = folder.as_uri()
        self.ask(
            "initialize",
            processId=None,
            rootUri=root,
            workspaceFolders=[{"uri": root, "name": "app"}],
            capabilities={"textDocument": {"hover": {"contentFormat": ["plaintext"]}}},
        )
        self._tell("initialized")
        opened = {"uri": self._document, "languageId": "python", "version": 1, "text": SOURCE}
        self._tell("textDocument/didOpen", textDocument=opened)

    def ask(self, method: str, **params: Any) -> Any:
        """Send a request and return the result of its response."""
        self._asked += 1
        self._send({"id": self._asked, "method": method, "params": params})
        while True:
            message = self._receive()
            if "method" not in message and message["id"] == self._asked:
                assert "error" not in message, message
                return message["result"]
            if "method" in message and "id" in message:
                items = message.get("params", {}).get("items")
                self._send({"id": message["id"], "result": [{} for _ in items] if items else None})

    def hover(self, line: str, name: str) -> str:
        """Return the hover text at ``name`` in the first line that begins with ``line``."""
        lines = SOURCE.splitlines()
        number = next(number for number, text in enumerate(lines) if text.startswith(line))
        place = {"line": number, "character": lines[number].index(name) + len(name) - 1}
        found = self.ask("textDocument/hover", textDocument={"uri": self._document}, position=place)
        assert found is not None, f"nothing is shown at {name}"
        return str(found["contents"]["value"])

    def stop(self) -> None:
        self.ask("shutdown")
        self._tell("exit")
        self._process.communicate()
        self._watch.cancel()

    def _tell(self, method: str, **params: Any) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._process.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        length = 0
        while header := self._process.stdout.readline().strip():
            name, _, value = header.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        assert length, "the language server has ended"
        message: dict[str, Any] = json.loads(self._process.stdout.read(length))
        return message


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    folder = tmp_path_factory.mktemp("editor")
    (folder / "app.py").write_text(SOURCE, encoding="utf-8")
    settings = {
        "stubPath": str(ROOT / "typings"),
        "extraPaths": [str(ROOT / "src")],
        "pythonVersion": "3.11",
    }
    (folder / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    started = LanguageServer(folder)
    yield started
    started.stop()


@pytest.mark.parametrize(
    ("line", "name", "shown"),
    [
        ("    status", "status", ["status: Literal", "Where in its life a review is."]),
        ("print(FilterState.status", "FilterState.status", ["(variable) status:", "Where in its"]),
        ("print(FilterState.status", "shown.page", ["page: int", "Which page of the list is"]),
        ("print(FilterState.bind", "bind", ["bind", "field: str", "arguments that bind"]),
        ("    status", "StateVar", ["StateVar", "default:", "Declare a field of a state class."]),
        ("print(FilterState.bind", "link", ["link", "*snapshots: PageState", "opens the app"]),
        ("print(FilterState.of", "of", ["of", "key: str | int", "the state of one key"]),
        ("print(FilterState.of", "page", ["page: int", "Which page of the list is"]),
        ("print(FilterState.of", "keyed_by", ["keyed_by: str | None"]),
        ("print(FilterState.bind", "FilterState", ["FilterState", "Which reviews the page lists."]),
    ],
)
def test_a_name_shows_its_type_and_its_docstring(
    server: LanguageServer, line: str, name: str, shown: list[str]
) -> None:
    text = server.hover(line, name)
    for part in shown:
        assert part in text, text
