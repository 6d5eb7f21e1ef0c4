"""Inputs derived from inputs, with knowledge of their form.

Random changes of bytes rarely make a text that passes the first check. So texts are assembled from
valid texts of the kinds of fields, similar texts, and JSON around them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from urllib.parse import quote_from_bytes

from fuzz.kinds import KINDS
from fuzz.states import CLASSES, PAIRS
from fuzz.targets import SEPARATOR
from properties.generated import LOOKALIKES

_SIGNS = [
    *(b'"', b"[", b"]", b"{", b"}", b":", b",", b"null", b"[]", b"{}", b'""', b"=", b"+", b"-"),
    *(b" ", b"\n", b"\x00", b"0", b"9", b".", b"e", b"T", b"Z", b"\\u0041", b"\\ud800", b"\\"),
    *(b"\xed\xa0\x80", b"\xf0\x9f\x99\x82", b"\xc3\xa9", b"\xd9\xa3", b"%", b"%00", b"%ED%A0%80"),
    *(b"#", b"?", b"//", b";", b"embed=true", b"utm=1", b"1" * 25, b"[" * 70, b'{"a":' * 70),
]
_LABELS = ["int", "str", "list", "dict", "set", "date", "Decimal", "Is", "All", "Any_", "None", "x"]
_TEXTS = [
    *(text.encode() for kind in KINDS for texts in kind.texts for text in texts),
    *(text.encode() for text in LOOKALIKES),
]


class Mutation:
    """A source of inputs for one target.

    Args:
        target: its name.
    """

    def __init__(self, target: str) -> None:
        self._query = target != "decode"
        self._between = b"&" if self._query else SEPARATOR
        self._heads = {"decode": len(KINDS), "parse": len(CLASSES), "landing": len(PAIRS)}[target]
        self._target = target

    def __call__(self, data: bytes, seed: int) -> bytes:
        """Return another input than ``data``, always the same one for a seed."""
        random = Random(seed)
        head, pieces = data[:1] or b"\0", data[1:].split(self._between)
        for _ in range(random.choice((1, 1, 2, 4))):
            if random.random() < 0.08:
                head = bytes([random.randrange(self._heads)])
            else:
                self._change(random, head[0], pieces)
        return head + self._between.join(pieces)

    def _change(self, random: Random, head: int, pieces: list[bytes]) -> None:
        place = random.randrange(len(pieces))
        way = random.randrange(8)
        if way == 0:
            pieces.insert(place, pieces[random.randrange(len(pieces))])
        elif way == 1 and len(pieces) > 1:
            del pieces[place]
        elif way == 2:
            pieces.insert(place, self._own(random, head))
        elif way == 3:
            pieces[place] = self._own(random, head)
        else:
            name, equals, text = self._parted(pieces[place])
            pieces[place] = name + equals + random.choice(_WAYS)(random, text)

    def _parted(self, piece: bytes) -> tuple[bytes, bytes, bytes]:
        return piece.partition(b"=") if self._query else (b"", b"", piece)

    def _own(self, random: Random, head: int) -> bytes:
        """Return a text for the chosen kind; in a query string, with a param's name."""
        if not self._query:
            texts = random.choice(KINDS[head % len(KINDS)].texts)
            return SEPARATOR.join(text.encode() for text in texts)
        chosen = PAIRS[head % len(PAIRS)] if self._target == "landing" else CLASSES
        cls = chosen[head % len(chosen)] if self._target == "parse" else random.choice(chosen)
        param, field = random.choice(list(cls.__page_state__.params.items()))
        texts = random.choice(KINDS[int(field.name.removeprefix("f"))].texts)
        name = quote_from_bytes(param.encode()).encode()
        return b"&".join(name + b"=" + quote_from_bytes(text.encode()).encode() for text in texts)


def _insert(random: Random, text: bytes) -> bytes:
    place = random.randint(0, len(text))
    return text[:place] + random.choice(_SIGNS) + text[place:]


def _cut(random: Random, text: bytes) -> bytes:
    start, end = sorted((random.randint(0, len(text)), random.randint(0, len(text))))
    return text[:start] + text[end:]


def _exchange(random: Random, text: bytes) -> bytes:
    return random.choice(_TEXTS)


def _splice(random: Random, text: bytes) -> bytes:
    place = random.randint(0, len(text))
    return text[:place] + random.choice(_TEXTS) + text[place:]


def _quote(random: Random, text: bytes) -> bytes:
    return json.dumps(text.decode(errors="replace"), ensure_ascii=random.random() < 0.5).encode()


def _list(random: Random, text: bytes) -> bytes:
    return b"[" + b",".join([text] * random.choice((1, 2, 3))) + b"]"


def _object(random: Random, text: bytes) -> bytes:
    key = random.choice(("=" + random.choice(_LABELS), "a", "1", "name", "next", "of", "value"))
    return b'{"' + key.encode() + b'":' + text + b"}"


def _percent(random: Random, text: bytes) -> bytes:
    return quote_from_bytes(text, safe=b"" if random.random() < 0.5 else b'/[]{}",:').encode()


_WAYS: list[Callable[[Random, bytes], bytes]] = [
    *(_insert, _insert, _cut, _exchange, _splice, _quote, _list, _object, _percent)
]
