"""One process's turn with a session: it takes the session over, uses it and hands it on.

Run as a script, it reads its Turn and writes its Seen as JSON. Without an app its ports are
fakes; an app runs under Streamlit's AppTest.
"""

from __future__ import annotations

import base64
import json
import os
import pickle
import subprocess
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, TypedDict, cast

from st_page_state import use_ports
from st_page_state_fakes import FakeQuery, FakeSession


class Turn(TypedDict, total=False):
    """One process's instructions.

    Attributes:
        module: the folder and name of the module with the state classes.
        script: a script that defines them itself, instead of a module.
        app: an app to run once under AppTest, instead of both.
        classes: the names of the classes.
        content: the first content of the session, pickled.
        url: the first address.
        load: class -> fields to set then.
    """

    module: tuple[str, str]
    script: str
    app: str
    classes: list[str]
    content: str
    url: str
    load: dict[str, dict[str, Any]]


class Seen(TypedDict):
    """One process's observations.

    Attributes:
        values: class -> its first values, as JSON.
        url: the address after that.
        updates: the number of its updates until then.
        calls: the hooks called until then.
        loaded: the values after fields were set.
        loaded_url: the address after that.
        content: the final content of the session, pickled.
    """

    values: dict[str, dict[str, Any]]
    url: str
    updates: int
    calls: list[str]
    loaded: dict[str, dict[str, Any]]
    loaded_url: str
    content: str


def packed(content: Mapping[str, Any]) -> str:
    """Pickle a session's content for the next process."""
    return base64.b64encode(pickle.dumps(dict(content))).decode()


def in_another_process(turn: Turn) -> Any:
    """Let another process take its turn; return Seen, or an app's output."""
    done = subprocess.run(
        [sys.executable, __file__],
        input=json.dumps(turn), capture_output=True, text=True, check=False,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "PYTHONDONTWRITEBYTECODE": "1",  # a module may be edited within a second
        },
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def _names(turn: Turn) -> dict[str, Any]:
    if "module" in turn:
        folder, module = turn["module"]
        sys.path.insert(0, folder)
        return vars(import_module(module))
    path = turn["script"]
    main = sys.modules["__main__"] = ModuleType("__main__")
    main.__file__ = path
    exec(compile(Path(path).read_text("utf-8"), path, "exec", dont_inherit=True), vars(main))
    return vars(main)


def _use(turn: Turn) -> Seen:
    names = _names(turn)
    classes = {name: names[name] for name in turn["classes"]}
    content = pickle.loads(base64.b64decode(turn["content"])) if "content" in turn else {}
    session, query = FakeSession(content), FakeQuery(turn.get("url", ""))
    with use_ports(session, query):
        values = {name: cls.dump(mode="json") for name, cls in classes.items()}
        url, updates = query.url, len(query.updates)
        calls = list(names.get("CALLS", ()))
        for name, data in turn.get("load", {}).items():
            classes[name].load(data, mode="json")
        loaded = {name: cls.dump(mode="json") for name, cls in classes.items()}
    return Seen(
        values=values,
        url=url,
        updates=updates,
        calls=calls,
        loaded=loaded,
        loaded_url=query.url,
        content=packed(session),
    )


def _run(turn: Turn) -> dict[str, Any]:
    from apps_in_use import opened, shown

    content = pickle.loads(base64.b64decode(turn["content"]))
    sys.path.insert(0, str(Path(turn["app"]).parent))
    return shown(opened(Path(turn["app"]), turn["url"], content).run())


if __name__ == "__main__":
    told = cast("Turn", json.load(sys.stdin))
    print(json.dumps(_run(told) if "app" in told else _use(told)))
