"""The URL rules: pure functions from params to params.

They know nothing of Streamlit, sessions or classes; a param is a name and its texts.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fnmatch import fnmatchcase
from typing import NamedTuple

from st_page_state.ports import RESERVED_PARAMS, Params, Texts

Desired = Mapping[str, Texts | None]
"""The texts that a class desires for each of its own params; None for no param."""


class Policy(NamedTuple):
    """The foreign params that a class's claim keeps in the URL.

    Attributes:
        shared: params of the classes it shares the URL with.
        protected: names of params that the library must not change.
        patterns: ``Config.keep_params``, names or patterns such as ``utm_*``.
        owned: params of all loaded classes, while a class it shares with is not loaded yet:
            any other param may belong to that class, and is kept. None otherwise.
    """

    shared: Collection[str] = frozenset()
    protected: Collection[str] = frozenset()
    patterns: Collection[str] = ()
    owned: Collection[str] | None = None

    def keeps(self, name: str) -> bool:
        """Return whether a claim keeps the foreign param ``name``."""
        return (
            name in self.shared
            or name in self.protected
            or name.lower() in RESERVED_PARAMS
            or any(fnmatchcase(name, pattern) for pattern in self.patterns)
            or (self.owned is not None and name not in self.owned)
        )


def with_texts(params: Params) -> Params:
    """Return the params without the ones that have no texts, which are not in the URL.

    ``st.query_params[name] = []`` leaves such a param until the next run.
    """
    return {name: texts for name, texts in params.items() if texts}


def purge(params: Params, own: Collection[str], policy: Policy) -> dict[str, Texts]:
    """Return ``params`` without the foreign params that the policy does not keep."""
    return {n: texts for n, texts in params.items() if n in own or policy.keeps(n)}


def publish(params: Params, desired: Desired) -> dict[str, Texts]:
    """Return ``params`` updated to the desired ones; params already there keep their place."""
    published = dict(params)
    for name, texts in desired.items():
        if texts is not None:
            published[name] = texts
        else:
            published.pop(name, None)
    return published


def changed_outside(seen: Desired, params: Params) -> dict[str, Texts | None]:
    """Return the params whose texts differ from the ones last seen or written."""
    return {n: params.get(n) for n, texts in seen.items() if params.get(n) != texts}
