"""The length of URLs, and the limits on it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from itertools import chain
from typing import NamedTuple

from st_page_state.ports import Params, Texts

MOST_PARAMS = 1000
MOST_CHARACTERS = 512 * 1024
"""Beyond either limit, Streamlit drops the whole query string when the page is reloaded."""

_ONE_CHARACTER = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~ "
"""Bytes that take one character in a URL; any other byte takes three."""


def count_fields(params: Params) -> int:
    """Return how many fields ``params`` take in a URL; a repeated key counts each time."""
    return sum(map(len, params.values()))


def count_characters(params: Params) -> int:
    """Return how many characters ``params`` take in a URL."""
    quoted = sum(_quoted(name) * len(texts) for name, texts in params.items())
    quoted += sum(_quoted(text) for texts in params.values() for text in texts)
    # Each field has an "=", and each but the first an "&".
    return max(quoted + 2 * count_fields(params) - 1, 0)


def _quoted(text: str) -> int:
    """Return the length of a text in a URL, without quoting it, which is much slower."""
    written = text.encode()
    return len(written) + 2 * len(written.translate(None, _ONE_CHARACTER))


def longer_than(params: Params, limit: int) -> bool:
    """Return whether ``params`` take more than ``limit`` characters in a URL."""
    everything = "".join(chain(params, *params.values()))
    # An encoded character takes up to twelve characters, an ASCII character up to three. A
    # repeated name appears in the URL each time, with two more characters.
    widest = 3 if everything.isascii() else 12
    count, names = count_fields(params), 0
    if count > len(params):
        names = sum(len(name) * len(texts) for name, texts in params.items())
    return (
        widest * (len(everything) + names) + 2 * count > limit and count_characters(params) > limit
    )


def takes_more(texts: Texts, limit: int) -> bool:
    """Return whether the texts of a param take more than ``limit`` characters in a URL."""
    count = sum(map(len, texts))
    if count > limit:
        return True
    # An encoded character takes up to twelve characters.
    return 12 * count > limit and sum(map(_quoted, texts)) > limit


def may_be_longer(old: Texts | None, new: Texts) -> bool:
    """Return whether replacing ``old`` with ``new`` may make a URL longer."""
    if old is None or len(new) > len(old):
        return True
    plain = all(text.isascii() and text.isalnum() for text in new)
    return not plain or sum(map(len, new)) > sum(map(len, old))


def biggest(params: Params, own: Collection[str]) -> list[str]:
    """Return the names in ``own`` that are in the URL, longest first."""
    sizes = {name: count_characters({name: params[name]}) for name in own if name in params}
    return sorted(sizes, key=lambda name: -sizes[name])


def without_biggest(params: Params, own: Collection[str]) -> tuple[dict[str, Texts], list[str]]:
    """Leave out the biggest own params until Streamlit accepts the query string.

    Returns:
        The remaining params, and the names that were left out, biggest first.
    """
    kept = dict(params)
    left_out: list[str] = []
    room, free = MOST_CHARACTERS - count_characters(params), MOST_PARAMS - count_fields(params)
    for name in biggest(params, own):
        if room >= 0 and free >= 0:
            break
        texts = kept.pop(name)
        room, free = room + count_characters({name: texts}) + bool(kept), free + len(texts)
        left_out.append(name)
    return kept, left_out


class Limited(NamedTuple):
    """The params that may be written, and a warning about their length.

    Attributes:
        params: the params that fit.
        left_out: names of params left out because Streamlit would drop the whole query string.
        warning: a key and the text for the developer, or None.
    """

    params: Params
    left_out: list[str]
    warning: tuple[str, str] | None


def limited(params: Params, own: Callable[[], Collection[str]], limit: int) -> Limited:
    """Return the part of ``params`` that may be written.

    Args:
        params: the params that a transaction desires.
        own: returns the names that the library may leave out.
        limit: the number of characters beyond which the developer is warned.
    """
    longest = min(limit, MOST_CHARACTERS)
    if count_fields(params) <= MOST_PARAMS and not longer_than(params, longest):
        return Limited(params, [], None)
    names = own()
    fitting, left_out = without_biggest(params, names)
    if left_out:
        text = (
            "The URL would be longer than Streamlit accepts, so these params are kept only in "
            f"the session and left out of links: {', '.join(left_out[:5])}."
        )
        return Limited(fitting, left_out, ("url dropped", text))
    shown = ", ".join(
        f"{name} ({count_characters({name: params[name]}):,})"
        for name in biggest(params, names)[:3]
    )
    text = (
        f"The URL has grown to {count_characters(params):,} characters; proxies and chat apps "
        f"truncate links longer than about {limit:,}. The biggest params: {shown}."
    )
    return Limited(fitting, [], ("url length", text))
