"""What to do about a URL that has grown too long."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import NamedTuple

from st_page_state.ports import Params
from st_page_state.url import rules


class Fitted(NamedTuple):
    """Params that may be written, and what there is to say about them.

    Attributes:
        params: those that fit.
        left_out: names that would have made Streamlit drop the whole query string.
        warning: what it is about and the text for the developer, or None.
    """

    params: Params
    left_out: list[str]
    warning: tuple[str, str] | None


def fitted(params: Params, own: Callable[[], Collection[str]], limit: int) -> Fitted:
    """Return what of ``params`` may be written.

    Args:
        params: the params an action wants.
        own: gives the names the library may leave out.
        limit: the number of characters past which the developer is told.
    """
    longest = min(limit, rules.MOST_CHARACTERS)
    if rules.fields(params) <= rules.MOST_PARAMS and not rules.longer_than(params, longest):
        return Fitted(params, [], None)
    names = own()
    fitting, left_out = rules.fit(params, names)
    if left_out:
        text = (
            "The URL would be longer than Streamlit accepts, so these stay in the session "
            f"only and no link carries them: {', '.join(left_out[:5])}."
        )
        return Fitted(fitting, left_out, ("url dropped", text))
    shown = ", ".join(
        f"{name} ({rules.length({name: params[name]}):,})"
        for name in rules.biggest(params, names)[:3]
    )
    text = (
        f"The URL has grown to {rules.length(params):,} characters; proxies and chat programs cut "
        f"links past about {limit:,}. The biggest: {shown}."
    )
    return Fitted(fitting, [], ("url length", text))
