"""The kept inputs: one file per target, one input per line.

A line is a JSON string of the input's bytes as UTF-8; Python's ``surrogateescape`` stands for
invalid bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path
from urllib.parse import quote_from_bytes, urlencode

from fuzz.kinds import KINDS
from fuzz.states import CLASSES, PAIRS, kinds_of
from fuzz.targets import SEPARATOR

FOLDER = Path(__file__).parent / "corpus"
_PLAIN = "".join(chr(code) for code in range(128) if chr(code) not in "%&#+")
"""Characters that Python reads without percent-encoding."""


def to_line(data: bytes) -> str:
    """Return an input as one line of a corpus.

    >>> to_line(b"a\\xff\\xc3\\xa9")
    '"a\\\\udcff\\\\u00e9"'
    """
    return json.dumps(data.decode(errors="surrogateescape"))


def from_line(line: str) -> bytes:
    """Return the input of a line of a corpus."""
    text: str = json.loads(line)
    return text.encode(errors="surrogateescape")


def kept(target: str) -> list[bytes]:
    """Return the inputs kept for a target."""
    path = FOLDER / f"{target}.jsonl"
    return [from_line(line) for line in path.read_text("ascii").splitlines()]


def keep(target: str, inputs: Iterable[bytes]) -> Path:
    """Replace the inputs kept for a target; return their file."""
    path = FOLDER / f"{target}.jsonl"
    FOLDER.mkdir(exist_ok=True)
    path.write_text("".join(f"{to_line(data)}\n" for data in sorted(set(inputs))), "ascii")
    return path


def examples(target: str) -> Iterator[bytes]:
    """Yield inputs made from the known valid texts of each kind of field."""
    if target == "decode":
        for number, kind in enumerate(KINDS):
            for texts in kind.texts:
                yield bytes([number]) + SEPARATOR.join(text.encode() for text in texts)
        return
    heads = {pair[0]: number for number, pair in enumerate(PAIRS)}
    for number, cls in enumerate(CLASSES):
        head = bytes([number if target == "parse" else heads[cls]])
        params = cls.__page_state__.params
        rows = zip_longest(*(KINDS[number].texts for number in kinds_of(cls).values()))
        for row in rows:
            given = {name: texts for name, texts in zip(params, row, strict=True) if texts}
            yield head + urlencode(given, doseq=True).encode()
            yield head + b"&".join(
                _plainly(name) + b"=" + _plainly(text)
                for name, texts in given.items()
                for text in texts
            )


def _plainly(text: str) -> bytes:
    return quote_from_bytes(text.encode(), safe=_PLAIN).encode()
