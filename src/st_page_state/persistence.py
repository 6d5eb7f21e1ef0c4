"""Where values are saved and for whom: the store, the secret and the identity in force."""

from __future__ import annotations

import json
import secrets as random
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from math import isfinite
from typing import Any, NamedTuple, TypeAlias, cast

from st_page_state.browser_ids import Browser, digest, identify
from st_page_state.codecs.base import RefusedError
from st_page_state.errors import StoreUnavailableError
from st_page_state.identities import UnidentifiedError
from st_page_state.store_port import StorePort

Identity: TypeAlias = Callable[[str], str | None]
"""Returns who the ``"user"`` or what the ``"browser"`` is; None if that is unknown."""

SECRET_KEY = "secret"
"""The key under which a store keeps the secret that was made for it. It never expires."""


_DEEPEST = 100
"""Maximum nesting of what a store holds: a field's own JSON has less, and the stack is finite."""

_OF_THE_PROCESS = random.token_bytes(32)

_LATEST = datetime(9999, 1, 1, tzinfo=UTC).timestamp()


class Owners(NamedTuple):
    """Whose values the present user's are.

    Attributes:
        keys: what the keys of the values begin with, by each secret; empty if nobody is known.
        awaited: whether the browser is still to answer.
        who: tells users apart, in this process alone; empty if nobody is known.
        unread: why the secret of the keys cannot be had; empty if it can.
        why: why the user is not known, although somebody may be logged in; empty otherwise.
    """

    keys: tuple[str, ...] = ()
    awaited: bool = False
    who: str = ""
    unread: str = ""
    why: str = ""


class Persistence:
    """A store that an app saves values in.

    Args:
        store: the store.
        app: parts the apps that use one store.
        secrets: the secrets of the keys: the first writes, all read. If there are none, one is
            made and kept in the store.
        identity: tells whose values are saved; raising means that somebody unknown may be there.
        browser: returns the browser in use, if that keeps an id; asked instead of ``identity``.
    """

    def __init__(
        self,
        store: StorePort,
        app: str,
        secrets: Sequence[str],
        identity: Identity,
        browser: Callable[[], Browser] | None = None,
    ) -> None:
        self.store, self.identity, self.browser = store, identity, browser
        self.ensured: dict[str, float] = {}
        """The keys of stored values that links have -> when they were stored."""
        self.app, self._secrets = app, [secret.encode() for secret in secrets]

    def use_identity(self, identity: Callable[[], str | None]) -> None:
        """Take note that the app configures this in a test, which has said itself who is there."""

    def secrets(self) -> list[bytes]:
        """Return the secrets.

        Raises:
            StoreUnavailableError: there are none, and the store cannot be asked.
        """
        if not self._secrets:
            key = f"{self.app}/{SECRET_KEY}"
            found = self.store.get([key])
            if key not in found:
                self.store.add({key: random.token_bytes(32)}, None)
                found = self.store.get([key])
            if key not in found or not found[key].data:
                raise StoreUnavailableError("it does not keep the secret that was made for it")
            self._secrets = [found[key].data]
        return self._secrets

    def key_of_link(self, key: str) -> str:
        """Return the key in the store of a share link's content."""
        return f"{self.app}/share/{key}"

    def new_link(self, told: bytes) -> str:
        """Return the text that stands for a share link's content.

        Raises:
            StoreUnavailableError: the secret cannot be had.
        """
        return digest(self.secrets()[0], b"share\0" + self.app.encode() + b"\0" + told)

    def of(self, source: str) -> Owners:
        """Return whose values the present user's are.

        Args:
            source: ``"user"`` or ``"browser"``.

        Raises:
            StoreUnavailableError: the secret that signs a browser's id cannot be had.
        """
        awaited = False
        identity: Any
        if source == "browser" and self.browser is not None:
            identity, awaited = identify(self.browser(), self.app, self.secrets)
        else:
            try:
                identity = self.identity(source)
            except UnidentifiedError as error:
                return Owners(why=str(error))
            except Exception as error:  # noqa: BLE001 - an app's own function
                return Owners(why=f"the identity function raised {type(error).__name__}")
        if identity is not None and not isinstance(identity, str):
            kind = type(identity).__name__
            return Owners(why=f"the identity function returned {kind}, not a text or None")
        if not identity:
            return Owners((), awaited)
        told = "\0".join(("saved", self.app, source, identity)).encode("utf-8", "surrogatepass")
        who = digest(_OF_THE_PROCESS, told)
        try:
            keys = tuple(f"{self.app}/{digest(secret, told)}/" for secret in self.secrets())
        except StoreUnavailableError as error:
            return Owners(who=who, unread=error.reason)
        return Owners(keys, who=who)


def object_in(data: bytes, most: int) -> dict[str, Any] | None:
    """Return the JSON object that a store's data say; None if they say none.

    A store may hold anything. What is returned can be written again.

    Args:
        data: the data.
        most: the number of bytes up to which they are read.
    """
    if len(data) > most:
        return None
    try:
        told: Any = json.loads(data, parse_float=_finite, parse_constant=_finite)
        if data.count(b"[") + data.count(b"{") > _DEEPEST:
            _check_depth(told)
    except (ValueError, RecursionError):
        return None
    return cast("dict[str, Any]", told) if isinstance(told, dict) else None


def time_in(told: Mapping[str, Any]) -> float | None:
    """Return the time that a store's data say, in seconds since 1970; None if they say none."""
    at: Any = told.get("at")
    return float(at) if isinstance(at, int | float) and 0 <= at <= _LATEST else None


def _finite(number: str) -> float:
    value = float(number)
    if not isfinite(value):
        raise RefusedError("it is not a finite number")
    return value


def _check_depth(told: Any) -> None:
    level = [told]
    for _ in range(_DEEPEST):
        level = [
            item
            for container in level
            if isinstance(container, dict | list)
            for item in (container.values() if isinstance(container, dict) else container)
        ]
    if level:
        raise RefusedError("it is nested too deeply")
