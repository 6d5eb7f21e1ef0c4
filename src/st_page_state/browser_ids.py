"""The id of a browser: random, signed, and kept by the browser itself."""

from __future__ import annotations

import hmac
import re
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

NOTHING_KEPT = "none"
"""What a browser answers that keeps neither cookies nor local storage."""

_DIGEST = 22  # characters for 128 bits
_FORM = re.compile(r"([\w-]{22})\.([\w-]{22})", re.ASCII).fullmatch


class Browser(Protocol):
    """The browser of the session in progress."""

    def session(self) -> str | None:
        """Return a secret text of the session; None if the browser cannot be asked."""

    def cookie(self, name: str) -> str | None:
        """Return a cookie that it sent when the session began."""

    def ask(self, question: Mapping[str, Any]) -> str | None:
        """Ask which id it keeps; an answer of None is still to come, with another run.

        Args:
            question: ``names``, under which ids are kept, the present one first; ``offer``, the
                id to keep if it has none; ``refused``, ids that are not to be believed.
        """


class Found(NamedTuple):
    """What is known of a browser.

    Attributes:
        id: its id; empty if it has none.
        awaited: whether it is still to answer.
    """

    id: str = ""
    awaited: bool = False


def identify(browser: Browser, app: str, secrets_of: Callable[[], Sequence[bytes]]) -> Found:
    """Return the id of the browser, which is asked unless its cookies tell."""
    session = browser.session()
    if session is None:
        return Found()
    secrets = secrets_of()
    names = [_name(secret, app) for secret in secrets]
    cookies = [browser.cookie(name) for name in names]
    sent = next(filter(None, (_checked(text, app, secrets) for text in cookies)), "")
    if sent and _checked(cookies[0], app, secrets[:1]):
        return Found(sent)
    new = sent or digest(secrets[0], b"new browser\0" + session.encode())
    # What an older secret has signed is replaced by the same id, signed anew.
    refused = {text for text in cookies if text and (sent or not _checked(text, app, secrets))}
    question = {"names": names, "offer": _signed(new, app, secrets[0])}
    answer = browser.ask({**question, "refused": sorted(refused)})
    if answer and answer != NOTHING_KEPT and not _checked(answer, app, secrets):
        answer = browser.ask({**question, "refused": sorted({*refused, answer})})
    return Found(sent or _checked(answer, app, secrets), awaited=not (sent or answer))


def digest(secret: bytes, told: bytes) -> str:
    """Return 128 bits of a keyed hash as 22 characters that any URL and key can hold."""
    return urlsafe_b64encode(hmac.digest(secret, told, "sha256"))[:_DIGEST].decode()


def _name(secret: bytes, app: str) -> str:
    """Return the name of the cookie; apps on one host, and other secrets, have others."""
    return "st_page_state_" + digest(secret, b"name of cookie\0" + app.encode())[:8]


def _signed(known: str, app: str, secret: bytes) -> str:
    return f"{known}.{digest(secret, _to_sign(known, app))}"


def _checked(text: object, app: str, secrets: Iterable[bytes]) -> str:
    """Return the id that a text from the browser tells; empty if its signature is wrong."""
    parts = _FORM(text) if isinstance(text, str) else None
    if parts is None:
        return ""
    known, signature = parts.groups()
    told = _to_sign(known, app)
    right = [hmac.compare_digest(signature, digest(secret, told)) for secret in secrets]
    return known if any(right) else ""


def _to_sign(known: str, app: str) -> bytes:
    return b"browser\0" + app.encode() + b"\0" + known.encode()
