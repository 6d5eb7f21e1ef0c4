"""What a user who is logged in is known by."""

from __future__ import annotations


class UnidentifiedError(Exception):
    """Somebody is logged in, and nothing tells who; the text says why."""


def known_by(issuer: object, subject: object) -> str:
    """Return what a user who is logged in is known by, never an e-mail address.

    Raises:
        UnidentifiedError: the user has no issuer or no subject.
    """
    if not isinstance(issuer, str) or not isinstance(subject, str) or not (issuer and subject):
        raise UnidentifiedError(
            "the user who is logged in has no issuer and subject (iss, sub) to be known by"
        )
    return f"{issuer}\0{subject}"
