"""Where values are saved and for whom: the store, the secret and the identity in force."""

from __future__ import annotations

import json
import os
import secrets as random
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeAlias, cast

from st_page_state.browser_ids import Browser, digest, identify
from st_page_state.ports import Stored, StorePort

Identity: TypeAlias = Callable[[str], str | None]
"""Returns who the ``"user"`` or what the ``"browser"`` is; None if that is unknown."""

SECRET_KEY = "secret"
"""The key under which a store keeps the secret that was made for it. It never expires."""


class Owners(NamedTuple):
    """Whose values the present user's are.

    Attributes:
        keys: what the keys of the values begin with, by each secret; empty if nobody is known.
        awaited: whether the browser is still to answer.
    """

    keys: tuple[str, ...] = ()
    awaited: bool = False


class Persistence:
    """A store that an app saves values in.

    Args:
        store: the store.
        app: parts the apps that use one store.
        secrets: the secrets of the keys: the first writes, all read. If there are none, one is
            made and kept in the store.
        identity: tells whose values are saved.
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
            self._secrets = [found.get(key, Stored(os.urandom(32), 0)).data]
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
            StoreUnavailableError: the secret cannot be had.
        """
        awaited = False
        identity: str | None
        if source == "browser" and self.browser is not None:
            identity, awaited = identify(self.browser(), self.app, self.secrets)
        else:
            try:
                identity = self.identity(source)
            except Exception:  # noqa: BLE001 - an app's own function: nobody is known
                return Owners()
        if not isinstance(identity, str) or not identity:
            return Owners((), awaited)
        told = "\0".join(("saved", self.app, source, identity)).encode("utf-8", "surrogatepass")
        return Owners(tuple(f"{self.app}/{digest(secret, told)}/" for secret in self.secrets()))


def object_in(data: bytes, most: int) -> dict[str, Any] | None:
    """Return the JSON object that a store's data say; None if they say none.

    A store may hold anything.

    Args:
        data: the data.
        most: the number of bytes up to which they are read.
    """
    if len(data) > most:
        return None
    try:
        told: Any = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return cast("dict[str, Any]", told) if isinstance(told, dict) else None
