"""What concerns several state classes at once: batches, links, logging out."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from st_page_state import links
from st_page_state.engine import keeping, resetting, share_links
from st_page_state.engine.in_place import watch
from st_page_state.engine.joining import transaction
from st_page_state.errors import ArgumentError, a
from st_page_state.keywords import suggesting
from st_page_state.meta import called
from st_page_state.state import PageState

__all__ = ["batch", "forget_all", "link", "params", "reset_all", "share", "share_error", "unshare"]


@suggesting
@contextmanager
def batch() -> Generator[None, None, None]:
    """Run the block as one transaction: the URL is written once, at the end.

    Hooks are still called at each write. An exception rolls back the whole block, except for
    changes in place. If ``st.stop()``, ``st.rerun()`` or ``st.switch_page()`` ends the block,
    everything done until then is kept and published.

    Tasks that begin in the block belong to it as long as it is open: the block may wait for
    them. What they write after its end, and what a thread writes at any time, is an action of
    its own. A block in a generator ends with the generator.

    Example::

        with batch():
            FilterState.reset()
            NavState.view = "list"
    """
    with transaction() as tx:
        watch(tx)
        yield


@suggesting
def reset_all() -> None:
    """Reset all fields of all state classes of this session, as for logging out, in one update.

    Own params in the URL become those of the defaults; those of another page's classes are
    removed, and so is what a class would have taken from the link at its first touch. Foreign
    and protected params stay. Bound widgets show the defaults, errors are gone, that of
    :func:`share_error` included, and what ``bind(value=...)`` gives applies again. ``before_set``
    is called once per class and ``on_change`` once per changed field, when all classes have been
    reset.

    Keys of your own in ``st.session_state`` are not touched. What is saved stays in the store, and
    is read again in a new session: :func:`forget_all` deletes it, and ``X.reset()`` of a class
    saves its defaults. ``on_init`` and ``on_ready`` are
    not called again.

    Example::

        st.button("Log out", on_click=reset_all)
    """
    resetting.reset_all()


@suggesting
def forget_all() -> None:
    """Delete everything that is saved for the present user, and reset the classes that had some.

    For users who ask to have their data deleted. It deletes what any session has saved for the
    user who is logged in or, without a login, for this browser. It leaves other classes, the
    values that other open sessions hold, and what links stand for: those name no user.

    Not deleted are stored values and share links, which are nobody's and expire; while somebody is
    logged in, what this browser has saved without a login; and the browser's id in its cookie and
    local storage, which says nothing without the store.

    Raises:
        StoreUnavailableError: the store does not answer; the session has not changed.

    Example::

        st.button("Delete my data", on_click=forget_all)
    """
    keeping.forget_all()


@suggesting
def link(*snapshots: PageState, base: str = "") -> str:
    """Return a link that opens the app with the values of these snapshots.

    Args:
        snapshots: instances of state classes; their URL fields go into the query string.
        base: the URL to extend. Its other params and its fragment are kept.

    Raises:
        ArgumentError: an argument is not a snapshot.
        InvalidValueError: a value cannot be written into a URL.
        StPageStateError: two snapshots own the same query parameter.

    With ``Config.store_over``, a long text is stored, and the link has its key; where no store is
    in force or it does not answer, the link has the full text.

    Example::

        link(FilterState(status="active"), base="https://app.example/?lang=en")
    """
    _check_snapshots(snapshots, "link()")
    return links.link_to(snapshots, base)


@suggesting
def share(
    *snapshots: PageState, base: str = "", ttl: timedelta | None = timedelta(days=180)
) -> str:
    """Return a short link that opens the app with the values of these snapshots.

    The values are kept in the store, under a key that nobody can guess; the link has 22
    characters for any amount of state. Equal snapshots give equal links. Only fields with a
    ``url_key`` are in it: anybody with the link can read them.

    Args:
        snapshots: instances of state classes.
        base: the URL to extend. Its other params and its fragment are kept.
        ttl: how long the link works from now; None for good.

    Raises:
        ArgumentError: an argument is not a snapshot, ``base`` is no URL, or ``ttl`` no time.
        InvalidValueError: a value cannot be written into a URL.
        StPageStateError: two snapshots own the same query parameter, no store is in use, or the
            values are too large.
        StoreUnavailableError: the store does not answer.

    Example::

        st.code(share(FilterState.snapshot(), base="https://app.example/"))
    """
    _check_snapshots(snapshots, "share()")
    if not (ttl is None or isinstance(ttl, timedelta)):
        raise ArgumentError(
            f"share(ttl=...) takes how long the link works, such as timedelta(days=5), or None for "
            f"good; not {a(type(ttl).__name__)}."
        )
    if ttl is not None and ttl <= timedelta(0):
        raise ArgumentError(
            "share(ttl=...) takes a time above 0, or None for a link that works for good. "
            "unshare(link) takes one back."
        )
    links.check_str(base, "share(..., base=...)")
    desired = links.params_of(snapshots, "share()")
    if not desired:
        raise ArgumentError(
            "share() takes snapshots with URL fields; these have none, and the link would hold "
            "nothing. Give the fields that it is for a url_key."
        )
    return links.extended(base, share_links.save(desired, ttl), desired)


@suggesting
def unshare(link: str) -> None:
    """Make a link of :func:`share` stand for nothing: it opens the defaults.

    Equal snapshots with equal ``ttl`` are one link, and whoever has it may call this: it is taken
    back for all.

    Raises:
        ArgumentError: it is no such link.
        StPageStateError: no store is in use.
        StoreUnavailableError: the store does not answer.

    Example::

        unshare("https://app.example/?share=TWx3FQh0S1pUpW3eYzIq2w")
    """
    given: Any = link
    if not isinstance(given, str):
        is_class = isinstance(given, type)
        name = f"the class {given.__name__}" if is_class else a(type(given).__name__)
        raise ArgumentError(f"unshare() takes the link that share() returned, not {name}.")
    share_links.delete(links.params_in(link))


@suggesting
def share_error() -> str:
    """Return why the share link in the address could not be read; empty if there is nothing to say.

    It was never made, has expired or was taken back, or its text is damaged. The app then goes on
    with its defaults, and a damaged text stays in the address as any foreign param does. A link
    that only could not be read because the store does not answer stays in the address and is read
    by the next run that can.

    Like an entry of ``url_errors()``, the reason stays over reruns until the state is no longer
    what the link stood for: until a claim replaces the address, another link or entry of the
    browser's history is opened, the page is left, or :func:`reset_all` is called.

    Example::

        if error := share_error():
            st.warning(f"This link cannot be opened: {error}.")
    """
    return keeping.share_error()


@suggesting
def params(*snapshots: PageState) -> dict[str, str | list[str]]:
    """Return the query params of these snapshots, for going to another page with state.

    ``st.switch_page`` and ``st.page_link`` take them as ``query_params`` (Streamlit 1.52 and
    newer). The page opens with its state in its address. ``st.page_link`` makes one entry of the
    browser's history; ``st.switch_page`` makes two where the address has params, with or without
    ``query_params``: the first Back shows the page before with these params beside its own.

    Args:
        snapshots: instances of state classes; their URL fields become params.

    Returns:
        The params: a text each, or a list of texts for a list of several items.

    Raises:
        ArgumentError: an argument is not a snapshot.
        InvalidValueError: a value cannot be written into a URL.
        StPageStateError: two snapshots own the same query parameter.

    As in :func:`link`, a long text is stored, or stands in full where it cannot be.

    Example::

        st.switch_page("detail.py", query_params=params(DetailState(id=22)))
    """
    _check_snapshots(snapshots, "params()")
    desired = links.with_keys(snapshots, links.params_of(snapshots, "params()"))
    return {
        name: texts[0] if len(texts) == 1 else list(texts)
        for name, texts in desired.items()
        if texts is not None
    }


def _check_snapshots(snapshots: Iterable[object], doing: str) -> None:
    for snapshot in snapshots:
        if not isinstance(snapshot, PageState):
            raise ArgumentError(
                f"{doing} takes snapshots, such as X(...) or X.snapshot(), not {called(snapshot)}."
            )
