"""Differences between Streamlit versions that affect an app's state."""

from __future__ import annotations

import re
from dataclasses import dataclass

from st_page_state_fakes.errors import FakeUseError

NEWEST = "1.67"
OLDEST = "1.37"


@dataclass(frozen=True, slots=True)
class Behaviour:
    """The behaviour of one Streamlit version where versions differ.

    Attributes:
        version: the version, as ``(major, minor)``.
        back_reruns: Back and Forward start a run in an app of a single page; with several
            pages they always do.
        address_kept: the browser sends along the query string that the server told it last,
            and only without one what the address bar shows. So a run does not learn of a Back
            unless ``history_known``.
        history_known: a run is told that Back or Forward started it, sees the address they
            led to, and what it writes replaces the history's entry instead of adding one.
        same_url_pushed: writing the address that is already shown adds an entry all the same.
        address_limited: an address of over 1000 fields or 524,288 characters counts as bare.
        native_bind: widgets know ``bind="query-params"``.
        switch_with_params: ``st.switch_page`` and ``st.page_link`` take ``query_params``.
        disabled_guarded: what the browser sends for a disabled widget is dropped, its callback
            is not called, and the browser is told the value it has; before that it was taken
            as any other.
        callback_reruns: ``st.rerun()`` in a callback starts the run anew; before that it only
            ended the callback.
        remount_restores: a keyed widget that is drawn again shows the value that was set for
            it while it was not drawn; before that the browser showed its default.
        clears_last: the commands of widgets that show their default when a form has cleared
            them, although the run of the submission sets their keys. (In 1.44 to 1.52 a
            number input does so now and then.)
        keys_identify: a widget with a key stays the same one when its label, its options or
            its help change; before that it began anew, with its default. (In 1.50 to 1.53
            this was so for some widgets and not yet for others.)
        sidebar_identifies: a widget without a key is another one in the sidebar.
        labels_followed: what is chosen of pills or a segmented control with a key stays so when
            its label changes.
        parallel_fragments: ``st.fragment`` takes ``parallel``.
        fragments_reserve: a fragment may draw anywhere, widgets too, but when it reruns alone
            only where it drew in the last run of the whole script; before that it could always
            draw, but no widgets, and not in ``st.sidebar``.
        layout_state: expanders, popovers and tabs take ``on_change``.
        keys_checked: a key of theirs is an element's, which no other one may have; and no key
            may be empty.
        layout_bind: expanders and tabs take ``bind``, and tabs whose key was set to none of
            their labels set it to the default.
    """

    version: tuple[int, int]
    back_reruns: bool
    address_kept: bool
    history_known: bool
    same_url_pushed: bool
    address_limited: bool
    native_bind: bool
    switch_with_params: bool
    disabled_guarded: bool
    callback_reruns: bool
    remount_restores: bool
    clears_last: frozenset[str]
    keys_identify: bool
    sidebar_identifies: bool
    labels_followed: bool
    parallel_fragments: bool
    fragments_reserve: bool
    layout_state: bool
    keys_checked: bool
    layout_bind: bool


def behaviour_of(version: str) -> Behaviour:
    """Return the behaviour of a Streamlit version.

    Args:
        version: for example ``"1.45"`` or ``"1.45.1"``, from 1.37 on. What is newer than
            the newest version known behaves as that one.

    Raises:
        ValueError: this is no version, or one before 1.37.
    """
    match = re.match(r"(\d+)\.(\d+)(\.|$)", version)
    if match is None:
        raise FakeUseError(f'streamlit={version!r} is no version; give one like "{NEWEST}".')
    v = (int(match[1]), int(match[2]))
    if v < (1, 37):
        raise FakeUseError(f"Streamlit {version} is not simulated; the oldest is {OLDEST}.")
    return Behaviour(
        version=v,
        back_reruns=v <= (1, 40) or v >= (1, 65),
        address_kept=v >= (1, 52),
        history_known=v >= (1, 65),
        same_url_pushed=v < (1, 64),
        address_limited=v >= (1, 60),
        native_bind=v >= (1, 55),
        switch_with_params=v >= (1, 52),
        disabled_guarded=v >= (1, 61),
        callback_reruns=v >= (1, 63),
        remount_restores=v >= (1, 65),
        clears_last=frozenset({"text_input", "text_area"} if v >= (1, 40) else ()),
        keys_identify=v >= (1, 50),
        sidebar_identifies=v >= (1, 46),
        labels_followed=v >= (1, 59),
        parallel_fragments=v >= (1, 58),
        fragments_reserve=v >= (1, 59),
        layout_state=v >= (1, 55),
        keys_checked=v >= (1, 58),
        layout_bind=v >= (1, 65),
    )
