"""The params of keyed state: the prefix, the key, a dot and the ``url_key``.

A key is any text. In a param it has no dot, so that the first dot after the prefix ends it:
``~`` is written as ``~0`` and ``.`` as ``~1``, as ``~`` and ``/`` are in a JSON pointer.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

MOST_CHARACTERS = 256
"""The characters of the longest key."""

_UNREADABLE = re.compile("~(?![01])")


def param_of(prefix: str, key: str, url_key: str) -> str:
    """Return the param of a field of keyed state.

    >>> param_of("d_", "a.b~c", "body")
    'd_a~1b~0c.body'
    """
    return f"{prefix}{key.replace('~', '~0').replace('.', '~1')}.{url_key}"


class KeyedParams(NamedTuple):
    """The params that belong to any key of one class, used or not.

    Attributes:
        prefix: the class's ``url_prefix``.
        url_keys: the ``url_key`` of each of its fields.
    """

    prefix: str
    url_keys: Collection[str]

    def key_of(self, param: str) -> str | None:
        """Return the key that a param belongs to; None if it belongs to none.

        >>> KeyedParams("d_", {"body"}).key_of("d_a~1b~0c.body")
        'a.b~c'
        """
        if not param.startswith(self.prefix):
            return None
        written, dot, url_key = param[len(self.prefix) :].partition(".")
        if not dot or url_key not in self.url_keys or _UNREADABLE.search(written):
            return None
        key = written.replace("~1", ".").replace("~0", "~")
        return key if 0 < len(key) <= MOST_CHARACTERS else None
