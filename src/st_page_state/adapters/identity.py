"""The user who is logged in to a Streamlit app."""

from __future__ import annotations

from typing import Any

import streamlit as st

from st_page_state.identities import known_by


def user() -> str | None:
    """Return who is logged in; None if nobody is.

    A user is known by issuer and subject, never by an e-mail address, which may change hands.

    Raises:
        UnidentifiedError: the user who is logged in has none.
    """
    found: Any = getattr(st, "user", None)
    if found is None or not getattr(found, "is_logged_in", False):
        return None
    return known_by(found.get("iss"), found.get("sub"))
