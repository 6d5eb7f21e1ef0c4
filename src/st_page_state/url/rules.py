"""The URL rules: pure functions from params to params.

Nothing here knows of Streamlit, sessions or classes; a param is a name and its texts.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fnmatch import fnmatchcase
from itertools import chain
from typing import NamedTuple

from st_page_state.ports import RESERVED_PARAMS, Params, Texts

MOST_PARAMS = 1000
MOST_CHARACTERS = 512 * 1024
"""Past either of these Streamlit drops a query string whole when the page is reloaded."""

_ONE_CHARACTER = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~ "
"""What takes one character of a URL; any other byte takes three."""

Wanted = Mapping[str, Texts | None]
"""What a class wants of each of its own params: its texts, or None for no param at all."""


class Policy(NamedTuple):
    """What one class's claim lets stand beside its own params.

    Attributes:
        shared: params of the classes it shares the URL with.
        protected: names that are nobody's to move.
        patterns: ``Config.keep_params``, names or patterns such as ``utm_*``.
        owned: params of all loaded classes, while a class it shares with is not loaded yet:
            then what none of these own may be that class's, and stays. None otherwise.
    """

    shared: Collection[str] = frozenset()
    protected: Collection[str] = frozenset()
    patterns: Collection[str] = ()
    owned: Collection[str] | None = None

    def keeps(self, name: str) -> bool:
        """Return whether a claim leaves the foreign param ``name`` where it is."""
        return (
            name in self.shared
            or name in self.protected
            or name.lower() in RESERVED_PARAMS
            or any(fnmatchcase(name, pattern) for pattern in self.patterns)
            or (self.owned is not None and name not in self.owned)
        )


def with_texts(params: Params) -> Params:
    """Return the params without those that have no text: they are not in the address.

    ``st.query_params[name] = []`` leaves such a one behind until the next run.
    """
    return params if all(params.values()) else {n: texts for n, texts in params.items() if texts}


def purge(params: Params, own: Collection[str], policy: Policy) -> dict[str, Texts]:
    """Return ``params`` without the foreign params that the policy does not keep."""
    return {n: texts for n, texts in params.items() if n in own or policy.keeps(n)}


def publish(params: Params, wanted: Wanted) -> dict[str, Texts]:
    """Return ``params`` with each wanted param as it is wanted; what stands keeps its place."""
    published = dict(params)
    for name, texts in wanted.items():
        if texts is not None:
            published[name] = texts
        else:
            published.pop(name, None)
    return published


def changed_outside(seen: Wanted, params: Params) -> dict[str, Texts | None]:
    """Return the params that are no longer as they were last seen or written."""
    return {n: params.get(n) for n, texts in seen.items() if params.get(n) != texts}


class Unconfirmed(NamedTuple):
    """A param we wrote, until a run has begun with what we wrote.

    Attributes:
        replaced: every text it had since the last run that is known to be up to date.
        written: the text it has by our last write.
    """

    replaced: tuple[Texts | None, ...]
    written: Texts | None


def echoes(
    unconfirmed: Mapping[str, Unconfirmed], began: Params
) -> tuple[dict[str, Texts | None], dict[str, Unconfirmed]]:
    """Sort out a run that may have begun before our last write reached the browser.

    Returns:
        The texts in ``began`` that are stale, and what stays unconfirmed after this run.
    """
    stale = {
        name: began.get(name)
        for name, write in unconfirmed.items()
        if began.get(name) != write.written and began.get(name) in write.replaced
    }
    return stale, {name: unconfirmed[name] for name in stale}


def unconfirmed_after(
    before: Mapping[str, Unconfirmed], old: Params, new: Params
) -> dict[str, Unconfirmed]:
    """Return what is unconfirmed once a write has replaced ``old`` by ``new``."""
    result = dict(before)
    changed = [name for name, texts in new.items() if old.get(name) != texts]
    for name in (*changed, *(old.keys() - new.keys())):
        last, was = before.get(name), old.get(name)
        replaced = () if last is None else last.replaced
        if last is not None and last.written != was and last.written not in replaced:
            replaced = (*replaced, last.written)
        if was not in replaced:
            replaced = (*replaced, was)
        result[name] = Unconfirmed(replaced[-16:], new.get(name))
    return result


def fields(params: Params) -> int:
    """Return how many fields ``params`` take in a URL; a repeated key counts each time."""
    return sum(map(len, params.values()))


def length(params: Params) -> int:
    """Return how many characters ``params`` take in a URL."""
    quoted = sum(_quoted(name) * len(texts) for name, texts in params.items())
    quoted += sum(_quoted(text) for texts in params.values() for text in texts)
    # Each field has its "=", and all but the first an "&".
    return max(quoted + 2 * fields(params) - 1, 0)


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
    count, names = fields(params), 0
    if count > len(params):
        names = sum(len(name) * len(texts) for name, texts in params.items())
    return widest * (len(everything) + names) + 2 * count > limit and length(params) > limit


def may_be_longer(old: Texts | None, new: Texts) -> bool:
    """Return whether a URL with ``new`` in the place of ``old`` may be the longer one."""
    if old is None or len(new) > len(old):
        return True
    plain = all(text.isascii() and text.isalnum() for text in new)
    return not plain or sum(map(len, new)) > sum(map(len, old))


def biggest(params: Params, own: Collection[str]) -> list[str]:
    """Return the names in ``own`` that are in the URL, longest first."""
    sizes = {name: length({name: params[name]}) for name in own if name in params}
    return sorted(sizes, key=lambda name: -sizes[name])


def fit(params: Params, own: Collection[str]) -> tuple[dict[str, Texts], list[str]]:
    """Leave out the biggest own params until Streamlit would not drop the whole query string.

    Returns:
        The params that fit and the names that were left out, biggest first.
    """
    kept = dict(params)
    left_out: list[str] = []
    room, free = MOST_CHARACTERS - length(params), MOST_PARAMS - fields(params)
    for name in biggest(params, own):
        if room >= 0 and free >= 0:
            break
        texts = kept.pop(name)
        room, free = room + length({name: texts}) + bool(kept), free + len(texts)
        left_out.append(name)
    return kept, left_out
