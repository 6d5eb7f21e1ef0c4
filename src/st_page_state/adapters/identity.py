"""The user who is logged in to a Streamlit app."""

from __future__ import annotations

from typing import Any

import streamlit as st


def user() -> str | None:
    """Return who is logged in; None if nobody is.

    A user is known by issuer and subject, never by an e-mail address, which may change hands.
    """
    found: Any = getattr(st, "user", None)
    if found is None or not getattr(found, "is_logged_in", False):
        return None
    issuer, subject = found.get("iss"), found.get("sub")
    if not isinstance(issuer, str) or not isinstance(subject, str) or not subject:
        return None
    return f"{issuer}\0{subject}"
