"""How long a URL is, and what to do about one that is too long."""

from __future__ import annotations

from collections.abc import Callable, Collection
from itertools import chain
from typing import NamedTuple

from st_page_state.ports import Params, Texts

MOST_PARAMS = 1000
MOST_CHARACTERS = 512 * 1024
"""Past either of these Streamlit drops a query string whole when the page is reloaded."""

_ONE_CHARACTER = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~ "
"""What takes one character of a URL; any other byte takes three."""


def count_fields(params: Params) -> int:
    """Return how many fields ``params`` take in a URL; a repeated key counts each time."""
    return sum(map(len, params.values()))


def count_characters(params: Params) -> int:
    """Return how many characters ``params`` take in a URL."""
    quoted = sum(_quoted(name) * len(texts) for name, texts in params.items())
    quoted += sum(_quoted(text) for texts in params.values() for text in texts)
    # Each field has its "=", and all but the first an "&".
    return max(quoted + 2 * count_fields(params) - 1, 0)


def _quoted(text: str) -> int:
    """How many characters a text takes in a URL; to quote it takes much longer."""
    written = text.encode()
    return len(written) + 2 * len(written.translate(None, _ONE_CHARACTER))


def longer_than(params: Params, limit: int) -> bool:
    """Return whether ``params`` take more than ``limit`` characters in a URL."""
    everything = "".join(chain(params, *params.values()))
    # A character takes twelve at the most when it is encoded, one of ASCII three. A name that
    # is repeated is repeated in the URL, with two signs each time.
    widest = 3 if everything.isascii() else 12
    count, names = count_fields(params), 0
    if count > len(params):
        names = sum(len(name) * len(texts) for name, texts in params.items())
    return (
        widest * (len(everything) + names) + 2 * count > limit and count_characters(params) > limit
    )


def may_be_longer(old: Texts | None, new: Texts) -> bool:
    """Return whether a URL with ``new`` in the place of ``old`` may be the longer one."""
    if old is None or len(new) > len(old):
        return True
    plain = all(text.isascii() and text.isalnum() for text in new)
    return not plain or sum(map(len, new)) > sum(map(len, old))


def biggest(params: Params, own: Collection[str]) -> list[str]:
    """Return the names in ``own`` that are in the URL, longest first."""
    sizes = {name: count_characters({name: params[name]}) for name in own if name in params}
    return sorted(sizes, key=lambda name: -sizes[name])


def without_biggest(params: Params, own: Collection[str]) -> tuple[dict[str, Texts], list[str]]:
    """Leave out the biggest own params until Streamlit would not drop the whole query string.

    Returns:
        The params that fit and the names that were left out, biggest first.
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
    """Params that may be written, and what there is to say about them.

    Attributes:
        params: those that fit.
        left_out: names that would have made Streamlit drop the whole query string.
        warning: what it is about and the text for the developer, or None.
    """

    params: Params
    left_out: list[str]
    warning: tuple[str, str] | None


def limited(params: Params, own: Callable[[], Collection[str]], limit: int) -> Limited:
    """Return what of ``params`` may be written.

    Args:
        params: the params an action wants.
        own: gives the names the library may leave out.
        limit: the number of characters past which the developer is told.
    """
    longest = min(limit, MOST_CHARACTERS)
    if count_fields(params) <= MOST_PARAMS and not longer_than(params, longest):
        return Limited(params, [], None)
    names = own()
    fitting, left_out = without_biggest(params, names)
    if left_out:
        text = (
            "The URL would be longer than Streamlit accepts, so these stay in the session "
            f"only and no link carries them: {', '.join(left_out[:5])}."
        )
        return Limited(fitting, left_out, ("url dropped", text))
    shown = ", ".join(
        f"{name} ({count_characters({name: params[name]}):,})"
        for name in biggest(params, names)[:3]
    )
    text = (
        f"The URL has grown to {count_characters(params):,} characters; proxies and chat programs "
        f"cut links past about {limit:,}. The biggest: {shown}."
    )
    return Limited(fitting, [], ("url length", text))
