"""Who uses a Streamlit app: the user who is logged in, and the browser."""

from __future__ import annotations

from typing import Any

import streamlit as st


def identity(source: str) -> str | None:
    """Return who the ``"user"`` or what the ``"browser"`` is; None if that is unknown.

    A user is known by issuer and subject, never by an e-mail address, which may change hands.
    """
    if source != "user":
        return None
    user: Any = getattr(st, "user", None)
    if user is None or not getattr(user, "is_logged_in", False):
        return None
    issuer, subject = user.get("iss"), user.get("sub")
    if not isinstance(issuer, str) or not isinstance(subject, str) or not subject:
        return None
    return f"{issuer}\0{subject}"
