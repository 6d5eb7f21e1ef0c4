"""The inner class Config, checked when the state class is created."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

from st_page_state.errors import DeclarationError, nearest


@dataclass(frozen=True, slots=True)
class Config:
    """The configuration of one state class.

    Attributes:
        url_prefix: the prefix of each ``url_key``.
        url_selfish: a claim removes foreign params from the URL.
        restore_url_on_touch: any touch restores missing own params; if False, only a claim does.
        ignore_none_url: None leaves no param if the default is None too.
        share_url_with: the classes that share the URL with this one, by name; classes that
            were given as objects by namespace.
        keep_params: names or patterns (``utm_*``) of params that no claim removes.
        hide_defaults: a field at its default leaves no param.
        namespace: the key of the class in the session and in the store, by default module and
            class. Of a class in the script or a page, the file stands for the module: in the
            session by its path, in the store by its name. Without one, a class that is moved or
            renamed no longer finds what was saved.
        url_warn_length: length in characters above which a URL causes a warning, once a session.
        persist: for whom a store keeps the values: "session" for nobody, "browser", "user".
        persist_days: how many days saved values last after they were last used.
        version: the version of the meaning of the saved fields.
        undo: how many steps ``X.undo()`` can take back; None or 0 for none.
        store_over: a field whose texts are longer than that in the URL is kept in the store, and
            the URL has a key; None for never.
    """

    url_prefix: str = ""
    url_selfish: bool = True
    restore_url_on_touch: bool = True
    ignore_none_url: bool = True
    share_url_with: tuple[str, ...] = ()
    keep_params: tuple[str, ...] = ()
    hide_defaults: bool = False
    namespace: str | None = None
    url_warn_length: int = 8000
    persist: str = "session"
    persist_days: int = 180
    version: int = 1
    undo: int | None = None
    store_over: int | None = None


KINDS = ("session", "browser", "user")
DEFAULTS = Config()
_NAMES = frozenset(field.name for field in fields(Config))
_EXPECTED: dict[str, tuple[type | tuple[type, ...], str]] = {
    "url_prefix": (str, "a str"),
    "url_selfish": (bool, "True or False"),
    "restore_url_on_touch": (bool, "True or False"),
    "ignore_none_url": (bool, "True or False"),
    "hide_defaults": (bool, "True or False"),
    "namespace": ((str, type(None)), "a str or None"),
    "url_warn_length": (int, "a number of characters"),
    "persist": (str, "one of " + ", ".join(map(repr, KINDS))),
    "persist_days": (int, "a number of days, 1 or more"),
    "version": (int, "a whole number, 1 or more"),
    "undo": ((int, type(None)), "a number of steps, 0 or more, or None"),
    "store_over": ((int, type(None)), "a number of characters, 0 or more, or None"),
}

_LEAST = {"persist_days": 1, "version": 1, "undo": 0, "store_over": 0}


def config_of(cls: str, inner: type | None, parents: Iterable[Config]) -> Config:
    """Return the config of a class: its own Config, completed with the inherited values.

    Args:
        cls: the state class's name, for messages.
        inner: its own inner class Config, if it has one.
        parents: the configs of its bases, nearest first. ``namespace`` is not inherited, or
            two classes would share it.

    Raises:
        DeclarationError: a name is unknown or a value has the wrong type.
    """
    inherited = replace(next(iter(parents), DEFAULTS), namespace=None)
    if inner is None:
        return inherited
    if not isinstance(inner, type):
        raise DeclarationError(
            f"{cls}.Config must be a class, not {type(inner).__name__}: write "
            "class Config: and its options below."
        )
    given: dict[str, Any] = {}
    for base in reversed(inner.__mro__[:-1]):
        given |= {name: v for name, v in vars(base).items() if not name.startswith("__")}
    for name, value in given.items():
        if name not in _NAMES:
            raise DeclarationError(
                f"{cls}.Config has no option {name!r}.{nearest(name, _NAMES)} "
                f"The options: {', '.join(sorted(_NAMES))}."
            )
        given[name] = _checked(cls, name, value)
    return replace(inherited, **given)


def _checked(cls: str, name: str, value: Any) -> Any:
    if name in ("share_url_with", "keep_params"):
        given: Iterable[Any] = value
        if isinstance(value, str | type) or not isinstance(value, Iterable):
            shown = repr(value) if isinstance(value, str) else getattr(value, "__name__", value)
            raise DeclarationError(f"{cls}.Config.{name} must be a list: write {name} = [{shown}].")
        items = tuple(given)
        wanted = (str, type) if name == "share_url_with" else (str,)
        for item in items:
            if not isinstance(item, wanted) or (
                isinstance(item, type) and not hasattr(item, "__page_state__")
            ):
                what = "state classes or their names" if len(wanted) > 1 else "names or patterns"
                raise DeclarationError(f"{cls}.Config.{name} takes {what}, not {item!r}.")
        return tuple(item if isinstance(item, str) else _place_of(item) for item in items)
    kind, words = _EXPECTED[name]
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise DeclarationError(f"{cls}.Config.{name} must be {words}, not {value!r}.")
    _check_range(cls, name, value)
    return value


def _check_range(cls: str, name: str, value: Any) -> None:
    hint = ""
    if name == "persist":
        fits, hint = value in KINDS, nearest(value, KINDS)
    else:
        least = _LEAST.get(name)
        fits = least is None or value is None or value >= least
    if not fits:
        words = _EXPECTED[name][1]
        raise DeclarationError(f"{cls}.Config.{name} must be {words}, not {value!r}.{hint}")


def _place_of(cls: Any) -> str:
    # Not the class itself, because a script redefines it in each run.
    namespace: str = cls.__page_state__.base.namespace
    return namespace
