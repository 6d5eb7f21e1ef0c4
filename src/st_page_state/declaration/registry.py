"""The registry of loaded state classes, and the sharing of the URL among them.

One process serves all users, and each run executes the main script or page again: a redefined
class replaces its former version here. The registry keeps the specs, which other classes' rules
need and which make redefining a class cheap.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from types import FrameType

from st_page_state.declaration import naming
from st_page_state.declaration.in_force import Definition
from st_page_state.declaration.places import Family
from st_page_state.declaration.spec import Spec
from st_page_state.errors import DeclarationError
from st_page_state.url.keyed import KeyedParams


@dataclass(frozen=True)
class Sharing:
    """The params of the loaded classes that share the URL with a class or with a key of it.

    Attributes:
        params: their params.
        keyed: those of their keys. The keys of a class share with it and with each other.
        missing: a class that it names is not loaded yet.
    """

    params: frozenset[str]
    keyed: tuple[KeyedParams, ...]
    missing: bool

    def among(self, params: Iterable[str]) -> frozenset[str]:
        """Return those of these params that belong to classes it shares with, or to keys."""
        found = self.params.intersection(params)
        if not self.keyed:
            return found
        # What looks like a key's may be another class's own, with its prefix.
        others = frozenset(params) - owned_params()
        return found.union(n for n in others if any(k.key_of(n) is not None for k in self.keyed))


_loaded: dict[str, Spec] = {}
_sharers: dict[str, Spec] = {}
"""Loaded classes whose Config has ``share_url_with``."""
_definitions: dict[str, Definition] = {}
"""The last definitions of the loaded classes."""
_owners: dict[str, tuple[str, ...]] = {}
"""Param -> the namespaces of all classes that have owned it."""
_now = object()
"""Another object after each change of the registry."""


def loaded(namespace: str) -> Spec | None:
    """Return the spec last registered for a namespace."""
    return _loaded.get(namespace)


def register(spec: Spec, cls: type, frame: FrameType) -> None:
    """Register a class, in place of its former version.

    Args:
        spec: the spec of the class.
        cls: the class.
        frame: the frame of its class statement.

    Raises:
        DeclarationError: the class and one it shares the URL with own the same param.
    """
    global _now  # noqa: PLW0603 - what was checked before is to be checked again
    if _loaded.get(spec.namespace) is spec:
        _definitions[spec.namespace].is_made_again(cls, frame)
        return
    _now = object()
    definition = Definition(spec, cls, frame)
    others = _loaded if spec.config.share_url_with else _sharers
    for other in list(others.values()):
        common = sorted(spec.params.keys() & other.params.keys())
        if common and other.namespace != spec.namespace and _share(definition, other):
            if not _definitions[other.namespace].is_in_force(spec, frame):
                _forget(other)
                continue
            raise DeclarationError(
                f"{spec.qualname} and {other.qualname} share the URL, but both own the "
                f"query parameter {common[0]!r}. Give one of them a different url_key, or "
                "a Config.url_prefix."
            )
    for param in spec.params:
        owners = _owners.get(param, ())
        if spec.namespace not in owners:
            _owners[param] = (*owners, spec.namespace)
    _definitions[spec.namespace] = definition
    _loaded[spec.namespace] = spec
    if spec.config.share_url_with:
        _sharers[spec.namespace] = spec
    else:
        _sharers.pop(spec.namespace, None)


def _forget(spec: Spec) -> None:
    """Forget a class that the source no longer has, at least not like this.

    If it does, it is checked against the others when it is made again.
    """
    for known in (_loaded, _sharers):
        if known.get(spec.namespace) is spec:
            del known[spec.namespace]


def sharing(spec: Spec) -> Sharing:
    """Return the params of the classes that ``spec`` names or that name ``spec``, and of its keys.

    Raises:
        DeclarationError: a name in ``share_url_with`` is ambiguous.
    """
    partners, missing = _partners(spec.base)
    family = [spec.base, *partners]
    shared = partners if spec.key is None else family
    owned = frozenset(param for other in shared for param in other.params)
    keyed = tuple(other.keyed_params for other in family if other.keyed_params is not None)
    return Sharing(owned, keyed, missing)


def partners(spec: Spec) -> list[Spec]:
    """Return the loaded classes that share the URL with a class, whichever names the other.

    Raises:
        DeclarationError: a name in ``share_url_with`` is ambiguous.
    """
    return _partners(spec.base)[0]


def _partners(spec: Spec) -> tuple[list[Spec], bool]:
    """Return the classes that share with one, and whether it names some that are not loaded."""
    partners: dict[str, Spec] = {}
    missing = False
    loaded = _known()
    by = loaded.get(spec.namespace) or _definitions[spec.namespace]
    for entry in spec.config.share_url_with:
        found = _resolve(by, entry, loaded.values())
        missing |= not found
        partners |= {other.namespace: other for other in found}
    for namespace in loaded.keys() & _sharers.keys():
        if namespace != spec.namespace and _names(loaded[namespace], by, loaded):
            partners[namespace] = loaded[namespace].spec
    return [*partners.values()], missing


def of_key(spec: Spec, key: str) -> Spec:
    """Return the spec of one key of a class; other classes' keys may collide with a first one."""
    global _now  # noqa: PLW0603
    first = spec.keyed_params is None
    found = spec.of(key)
    if first and spec.keyed_params is not None:
        _now = object()
    return found


def check_key(spec: Spec) -> None:
    """Check the params of one key of a class against those of the classes that share the URL.

    Raises:
        DeclarationError: two own the same param.
    """
    if not spec.params or spec.checked is _now:
        return
    now = _now
    for other in (spec.base, *_partners(spec.base)[0]):
        keyed = None if other is spec.base else other.keyed_params
        for name in spec.params:
            owned = name in other.params or (keyed is not None and keyed.key_of(name) is not None)
            if owned and _definitions[other.namespace].is_in_force():
                raise DeclarationError(
                    f"{spec.full_name} and {other.qualname} share the URL, but both own the query "
                    f"parameter {name!r}. Give {other.qualname} a different url_key, or a "
                    "Config.url_prefix."
                )
    spec.checked = now


def all_loaded() -> list[tuple[Spec, str]]:
    """Return the loaded classes, each with the file that last made it."""
    return [(definition.spec, definition.file) for definition in _known().values()]


def saved() -> list[Spec]:
    """Return the loaded classes whose values a store keeps."""
    return [spec for spec in list(_loaded.values()) if spec.saves]


def share(spec: Spec, other: Spec) -> bool:
    """Return whether one of two classes names the other in ``share_url_with``."""
    loaded = _known()
    one, two = (_definitions[each.base.namespace] for each in (spec, other))
    return _names(one, two, loaded) or _names(two, one, loaded)


def family(spec: Spec) -> Family:
    """Return what has one history with a class, or with one key of it.

    Its classes are those that it shares the URL with, and those that these share with.
    """
    found = {spec.base.namespace}
    to_ask = [spec.base]
    while to_ask:
        with suppress(DeclarationError):  # an ambiguous name is refused when the URL is claimed
            for other in _partners(to_ask.pop())[0]:
                if other.namespace not in found:
                    found.add(other.namespace)
                    to_ask.append(other)
    return Family(frozenset(found), frozenset((spec.namespace,)))


def owns(namespace: str, param: str, asking: str) -> bool:
    """Return whether a class owns a param, or an edit of the source has taken it away.

    Args:
        namespace: the class's namespace.
        param: the name of the param.
        asking: the namespace of a class that owns it, too.
    """
    spec, own = _loaded.get(namespace), _definitions.get(asking)
    if spec is None or param not in spec.params:
        return False
    return own is None or not own.has_outlived(_definitions[namespace])


def owned_params() -> frozenset[str]:
    """Return every param that a loaded class owns."""
    return frozenset(param for spec in list(_loaded.values()) for param in spec.params)


def owner_of(param: str) -> str | None:
    """Return the name of a class that owns a param, if the source still has it."""
    for spec in list(_loaded.values()):
        if param in spec.params and is_in_force(spec.namespace):
            return spec.full_name
    return None


def rivals(spec: Spec) -> dict[str, str]:
    """Return the namespaces of other classes that may own a param of ``spec``, with the param."""
    found: dict[str, str] = {}
    for param in spec.params:
        owners = _owners.get(param, ())
        if len(owners) > 1:
            found |= {name: param for name in owners if name != spec.namespace}
    return found


def is_in_force(namespace: str) -> bool:
    """Return whether the source still has the class, as far as that can be told."""
    return namespace in _loaded and _definitions[namespace].is_in_force()


def is_out_of_date(spec: Spec) -> bool:
    """Return whether a class, or that of a key, has been made again with another result."""
    return _loaded.get(spec.base.namespace) is not spec.base


def _known() -> dict[str, Definition]:
    return {namespace: _definitions[namespace] for namespace in list(_loaded)}


def _share(definition: Definition, other: Spec) -> bool:
    """Return whether a class that is being made and a loaded one share the URL."""
    loaded = _known() | {definition.spec.namespace: definition}
    its = _definitions[other.namespace]  # another thread may have forgotten the class meanwhile
    return naming.are_of_one_app(definition, its) and (
        _names(definition, its, loaded) or _names(its, definition, loaded)
    )


def _names(by: Definition, other: Definition, loaded: Mapping[str, Definition]) -> bool:
    """Return whether ``by`` names ``other`` in ``share_url_with``."""
    return any(
        other in naming.meant(by, entry, loaded.values())
        for entry in by.spec.config.share_url_with
        if entry == other.spec.namespace or entry.endswith(other.spec.name) or entry in by.imported
    )


def _resolve(by: Definition, entry: str, loaded: Iterable[Definition]) -> list[Spec]:
    found = [definition.spec for definition in naming.meant(by, entry, loaded)]
    names = sorted({f"{other.module}.{other.qualname}" for other in found})
    if len(names) > 1:
        listed = " or ".join(map(repr, names))
        raise DeclarationError(
            f"{by.spec.qualname}.Config.share_url_with names {entry!r}, which matches more than "
            f"one class: write {listed}."
        )
    return found
