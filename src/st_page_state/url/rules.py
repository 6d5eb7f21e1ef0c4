"""The URL rules: pure functions from params to params.

Nothing here knows of Streamlit, sessions or classes; a param is a name and its texts.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fnmatch import fnmatchcase
from typing import NamedTuple

from st_page_state.ports import RESERVED_PARAMS, Params, Texts

Desired = Mapping[str, Texts | None]
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


def publish(params: Params, desired: Desired) -> dict[str, Texts]:
    """Return ``params`` with each wanted param as it is wanted; what stands keeps its place."""
    published = dict(params)
    for name, texts in desired.items():
        if texts is not None:
            published[name] = texts
        else:
            published.pop(name, None)
    return published


def changed_outside(seen: Desired, params: Params) -> dict[str, Texts | None]:
    """Return the params that are no longer as they were last seen or written."""
    return {n: params.get(n) for n, texts in seen.items() if params.get(n) != texts}
