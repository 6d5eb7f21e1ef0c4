"""Texts that are keys of stored values: ``~`` and 22 characters.

The text of a value that has this form is written in quotes, as JSON is, and so is one that is in
such quotes already. A param's text in this form is thus always a key.
"""

from __future__ import annotations

import json
import re

from st_page_state.codecs.base import RefusedError
from st_page_state.ports import Texts

_KEY = re.compile(r"~[A-Za-z0-9_-]{22}")
LENGTH = 23
MARKS = ("~", '"')
"""What a text begins with that may be a key, or one in quotes."""


class UnknownKeyError(RefusedError):
    """A key whose value is not in the store."""


def key_in(texts: Texts | None) -> str | None:
    """Return the key that a param's texts are, if they are one.

    >>> key_in(("~2fX0kq9b-_3mC1sT8yLwZg",))
    '~2fX0kq9b-_3mC1sT8yLwZg'
    """
    if texts is None or len(texts) != 1 or len(texts[0]) != LENGTH or texts[0][0] != "~":
        return None
    return texts[0] if _KEY.fullmatch(texts[0]) else None


def written(texts: Texts) -> Texts:
    """Return a value's texts, in quotes if they would be read as a key."""
    if len(texts) == 1 and _is_key_in_quotes(texts[0]):
        return (_quoted(texts[0]),)
    return texts


def read(texts: Texts) -> Texts:
    """Return a value's texts, without the quotes of :func:`written`.

    Raises:
        UnknownKeyError: they are a key.
    """
    if len(texts) != 1 or not _is_key_in_quotes(texts[0]):
        return texts
    inner = _unquoted(texts[0])
    if inner is None:
        raise UnknownKeyError("the value that it stands for is not in the store")
    return (inner,)


def _is_key_in_quotes(text: str) -> bool:
    """Return whether a text is a key, in quotes any number of times."""
    around, odd = divmod(len(text) - LENGTH, 2)
    # The quotes before it are as long as those after it.
    if around < 0 or odd or not _KEY.fullmatch(text, around, around + LENGTH):
        return False
    inner: str | None = text
    while inner is not None:
        text, inner = inner, _unquoted(inner)
    return len(text) == LENGTH


def _quoted(text: str) -> str:
    return json.dumps(text)


def _unquoted(text: str) -> str | None:
    """Return the text in quotes; None if it is in none."""
    if not text.startswith('"'):
        return None
    try:
        inner = json.loads(text)
    except ValueError:
        return None
    return inner if _quoted(inner) == text else None
