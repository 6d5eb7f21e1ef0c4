"""A developer who edits the source of the panels while visitors use them."""

from __future__ import annotations

import random
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from concurrency import panels_app
from drivers import script_runner

PAUSE = 0.05  # seconds between two edits
SOURCE = Path(panels_app.__file__).read_text(encoding="utf-8")
HEADER = re.compile(r"^class (\w+)\(PageState\):\n(?: {4}\"\"\".*\n\n)?", re.MULTILINE)
USE = """
    for cls in classes.values():
        for name in {"one", "two"} & cls.schema().keys():
            setattr(cls, name, getattr(cls, name) + 1)
"""
"""What an edited script does first: it uses the fields that come and go."""


def version(choice: random.Random) -> str:
    """Return the source with two more fields, each in some class, or in none."""
    homes = {name: choice.choice(["", *panels_app.CLASSES]) for name in ("one", "two")}

    def with_fields(header: re.Match[str]) -> str:
        lines = [
            f'    {name}: int = StateVar(default=0, url_key="{name}")\n'
            for name, home in homes.items()
            if home == header[1]
        ]
        return header[0] + "".join(lines)

    edited = HEADER.sub(with_fields, SOURCE)
    begin = "    plan = scene.begin(classes)\n"
    assert begin in edited
    return edited.replace(begin, begin + USE)


@contextmanager
def live_edits(folder: Path, seed: str) -> Iterator[Path]:
    """Save another version of a script all the time; yield its path.

    Streamlit's watcher clears the cache of scripts when a file has changed, and so does this.
    """
    script, choice, over = folder / "edited.py", random.Random(seed), threading.Event()

    def save() -> None:
        draft = folder / "draft.txt"
        draft.write_text(version(choice), encoding="utf-8")
        draft.replace(script)
        script_runner._cache.clear()

    def work() -> None:
        while not over.wait(PAUSE):
            save()

    save()
    developer = threading.Thread(target=work)
    developer.start()
    try:
        yield script
    finally:
        over.set()
        developer.join()
