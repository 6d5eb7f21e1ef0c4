"""The configuration of the server process: garbage collection, and where values are saved."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from st_page_state import runtime
from st_page_state.browser_ids import Browser
from st_page_state.declaration import registry
from st_page_state.errors import ArgumentError, DeclarationError, a, quote
from st_page_state.freezing import freeze_after
from st_page_state.keywords import suggesting
from st_page_state.persistence import Identity, Persistence
from st_page_state.ports import RESERVED_PARAMS
from st_page_state.store_port import StorePort

FILE = Path(".streamlit", "page_state.db")
"""The default store, in the app's working directory."""

VARIABLE = "ST_PAGE_STATE_STORE"
"""The environment variable with the address of the store."""


class _Given(NamedTuple):
    store: StorePort | str | None = None
    app: str | None = None
    secrets: tuple[str, ...] = ()
    identity: Callable[[], str | None] | None = None

    def over(self, earlier: _Given) -> _Given:
        """Return these arguments, and those of earlier calls where there are none."""
        return _Given(
            self.store or earlier.store,
            self.app or earlier.app,
            self.secrets or earlier.secrets,
            self.identity or earlier.identity,
        )


_lock = Lock()
_made: tuple[str, Persistence, _Given] | None = None
"""What was asked for, what was made of it, and the arguments of all calls."""


@suggesting
def configure(
    *,
    freeze: bool = False,
    store: StorePort | str | None = None,
    app: str | None = None,
    secret: str | Sequence[str] | None = None,
    identity: Callable[[], str | None] | None = None,
    share_param: str | None = None,
    devtools: bool | None = None,
) -> None:
    """Configure the library for the whole server process, at the top of the app.

    Call it in the app's script or in a module that the script imports. Streamlit executes the
    script in each run, so it is called again each time; that takes microseconds and changes
    nothing. What an earlier call has asked for stays in force.

    Args:
        freeze: shorten Streamlit's garbage collection, which goes over all objects of the
            process after each run and takes most of the processor time of a small page's edit.
            Once the first run has ended, in whatever way, the process collects a last time over
            everything and then calls :func:`gc.freeze`: the objects that exist at that moment,
            most of them the modules that the app has imported, are left out of all later
            collections. They are still freed when the last reference to them goes, but those
            in a reference cycle stay until the process ends: the variables of that run's
            script, for instance, and what the sessions open at that moment hold. Memory does
            not grow with later runs and sessions. What they import is not frozen.
        store: where the values of classes with ``Config.persist`` are saved: a store, or its
            address, such as ``"sqlite:///state.db"`` or ``"redis://host:6379"``. By default
            the address in the environment variable ``ST_PAGE_STATE_STORE``, else the file
            ``.streamlit/page_state.db``, which is made when a known user first uses such a class.
        app: the name that keeps this app's values apart from those of other apps in the same
            store. Required unless ``store`` is the default or the address of an SQLite file with
            a relative path: ``"sqlite:///state.db"`` needs no name, ``"sqlite:////srv/state.db"``
            does.
        secret: signs the keys of the values, and the ids that browsers keep for classes with
            ``persist = "browser"``, so that nobody can guess them. Of several, the
            first signs and all are accepted, so that a secret can be replaced. By default one
            is made and kept in the store.
        identity: returns a text that tells who is logged in, in place of ``st.user``; called once
            in each run. None means that nobody is: a class with ``persist = "browser"`` then has
            the browser's values. If it raises, nothing is saved or read for anybody. By default
            a user is known by the issuer and the subject of ``st.user``; one without both is
            nobody, also for classes with ``persist = "browser"``, and ``X.saved()`` says why.
        share_param: the name of the param of share links; ``"share"`` by default.
        devtools: whether :func:`st_page_state.devtools.inspector` draws anything; by default only
            if the environment variable ``ST_PAGE_STATE_DEVTOOLS`` is ``1``.

    Raises:
        ArgumentError: ``app`` is missing, or an argument is of another type.
        DeclarationError: a class owns a param with the name ``share_param``.

    Outside of a script run, with ``use_ports()``, on ``FakeApp`` and under Streamlit's AppTest
    nothing is frozen: only a server's process is the app's own. In the first three, the test says
    where values are saved, and, unless the app under ``FakeApp`` configures an ``identity``, for
    whom. AppTest uses the store of the process.

    Example::

        import st_page_state

        st_page_state.configure(freeze=True, store="redis://localhost:6379", app="billing")
    """
    given = _Given(store, app, _secrets_in(secret), identity)
    _check(given, freeze=freeze, devtools=devtools)
    if share_param is not None:
        _configure_links(share_param)
    if freeze:
        _freeze()
    if devtools is not None:
        runtime.devtools = devtools
    if given != _Given():
        _configure(given)


def _configure_links(share_param: str) -> None:
    if (
        not isinstance(share_param, str)
        or not share_param
        or share_param.lower() in RESERVED_PARAMS
    ):
        raise ArgumentError(
            "configure(share_param=...) takes the name of a param, such as 'share', and none that "
            "Streamlit reserves."
        )
    if share_param != runtime.share_param:
        owner = registry.owner_of(share_param)
        if owner is not None:
            raise DeclarationError(
                f"configure(share_param={share_param!r}): {owner} owns a query parameter of that "
                "name. Choose another one, or another url_key."
            )
    runtime.share_param = share_param


def _freeze() -> None:
    if runtime.is_overridden() or "streamlit" not in sys.modules:
        return
    from st_page_state.adapters.streamlit import served_run

    run = served_run()
    if run is not None:
        freeze_after(run)


def _configure(given: _Given) -> None:
    global _made  # noqa: PLW0603 - the process's own
    tested = runtime.saving()
    if tested is not None and given.identity is not None:
        tested.use_identity(given.identity)
    with _lock:
        given = given.over(_Given() if _made is None else _made[2])
        address = given.store or os.environ.get(VARIABLE)
        if not given.app and address is not None and not _is_own_file(address):
            raise ArgumentError(
                "configure(store=...) needs app=..., a name for this app: a store that is not a "
                "file of the app may serve others, too."
            )
        asked = repr((address, given.app, given.secrets))  # a script makes its store in each run
        runtime.is_configured = address is not None
        whose = _of_streamlit if given.identity is None else _own(given.identity)
        if _made is None or _made[0] != asked:
            store = address if isinstance(address, StorePort) else _at(address)
            saving = Persistence(store, given.app or "", given.secrets, whose, _browser)
        else:
            saving = _made[1]
            saving.identity = whose
        _made = asked, saving, given


def _secrets_in(secret: Any) -> tuple[str, ...]:
    secrets: Any = [secret] if isinstance(secret, str) else [] if secret is None else secret
    if isinstance(secrets, bytes) or not hasattr(secrets, "__iter__"):
        secrets = [None]
    if not all(isinstance(one, str) and one for one in secrets):
        raise ArgumentError("configure(secret=...) takes a text, or a list of texts.")
    return tuple(secrets)


def _check(given: _Given, **switches: object) -> None:
    for name, switch in switches.items():
        if not isinstance(switch, bool | None):
            raise ArgumentError(f"configure({name}=...) takes True or False, not {quote(switch)}.")
    if given.app is not None and not isinstance(given.app, str):
        raise ArgumentError(
            f"configure(app=...) takes the app's name, a text, not {a(type(given.app).__name__)}."
        )
    if given.store is not None and not isinstance(given.store, StorePort | str):
        raise ArgumentError(
            "configure(store=...) takes a store or its address, not "
            f"{a(type(given.store).__name__)}."
        )
    if given.identity is not None and not callable(given.identity):
        raise ArgumentError(
            f"configure(identity=...) takes a function, not {a(type(given.identity).__name__)}."
        )


def _is_own_file(store: StorePort | str) -> bool:
    return isinstance(store, str) and store.startswith("sqlite:///") and store[10:11] != "/"


def persistence() -> Persistence:
    """Return what the process saves values with."""
    if _made is None:
        _configure(_Given())
    assert _made is not None, "it has just been made"
    return _made[1]


def _at(address: str | None) -> StorePort:
    from st_page_state.stores import open_store

    return open_store(address or f"sqlite:///{FILE.as_posix()}")


def _of_streamlit(source: str) -> str | None:
    from st_page_state.adapters.identity import user

    return user() if source == "user" else None


def _browser() -> Browser:
    from st_page_state.adapters.browser import StreamlitBrowser

    return StreamlitBrowser()


def _own(identity: Callable[[], str | None]) -> Identity:
    return lambda source: identity() if source == "user" else None


runtime.save_with(persistence)
