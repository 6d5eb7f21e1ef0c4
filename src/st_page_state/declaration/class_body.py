"""Builds a Spec from a class body, and reports all mistakes in the declaration."""

from __future__ import annotations

import hashlib
import inspect
import sys
from collections.abc import Collection, Mapping
from functools import lru_cache
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, ClassVar, Final, get_origin

from st_page_state.codecs.codec import Codec
from st_page_state.declaration import places, registry
from st_page_state.declaration.arguments import MISSING, StateVarInfo, plain
from st_page_state.declaration.config import Config, config_of
from st_page_state.declaration.fields import Field
from st_page_state.declaration.hooks import HOOKS, Hooks
from st_page_state.declaration.spec import Spec
from st_page_state.errors import DeclarationError, sentence


def spec_of(cls: type, body: Mapping[str, Any], taken: Collection[str], frame: FrameType) -> Spec:
    """Return the spec of a state class that is being created.

    Args:
        cls: the class.
        body: the namespace of its class statement.
        taken: names that no field may have, because PageState uses them.
        frame: the frame of the class statement, in which annotations are resolved.

    Raises:
        DeclarationError: the declaration is invalid.
    """
    parents: list[Spec] = [
        vars(base)["__page_state__"] for base in cls.__mro__[1:] if "__page_state__" in vars(base)
    ]
    config = config_of(cls.__name__, body.get("Config"), [p.config for p in parents])
    own = _declared(cls, body, taken, frame, {n for p in parents for n in p.fields})
    namespace = places.of_class(config.namespace or _namespace(cls, frame))
    former = registry.loaded(namespace)
    known = [former, *parents] if former else parents
    declared = {
        name: (field.annotation, field.info)
        for parent in reversed(parents)
        for name, field in parent.fields.items()
    } | own
    transient: list[Codec] = []
    fields = {
        name: _field(cls, name, annotation, info, config, known, transient)
        for name, (annotation, info) in declared.items()
    }
    _check_params(cls, fields)
    hooks = frozenset(name for name in HOOKS if _defines(cls, name))
    if (
        former is not None
        and former.hooks == hooks
        and former.config == config
        and [*former.fields.values()] == [*fields.values()]
        and former.qualname == cls.__qualname__
    ):
        return former
    untyped = _untyped(cls, body)
    return Spec(namespace, cls.__module__, cls.__qualname__, fields, config, hooks, untyped)


def _field(
    cls: type,
    name: str,
    annotation: Any,
    info: StateVarInfo,
    config: Config,
    known: list[Spec],
    transient: list[Codec],
) -> Field:
    """Return the field; reuse one created earlier from the same declaration."""
    for spec in known:
        field = spec.fields.get(name)
        if field is not None and field.is_declared_by(cls.__name__, annotation, info, config):
            return field
    return Field(cls.__name__, name, annotation, info, config, transient)


def _declared(
    cls: type,
    body: Mapping[str, Any],
    taken: Collection[str],
    frame: FrameType,
    inherited: set[str],
) -> dict[str, tuple[Any, StateVarInfo]]:
    where = cls.__name__
    annotations = inspect.get_annotations(cls)
    for name in ("__init__", "__new__"):
        if name in body:
            raise DeclarationError(
                f"{where} defines {name}, but its instances are snapshots of its fields. Write a "
                f"classmethod that returns {where}(...)."
            )
    for name, value in body.items():
        if isinstance(value, StateVarInfo) and name not in annotations:
            example = "" if value.default is MISSING else type(value.default).__name__
            raise DeclarationError(
                f"{where}.{name} has no type: write {name}: {example or 'int'} = StateVar(...)."
            )
        if name in inherited and name not in annotations:
            raise DeclarationError(
                f"{where}.{name} is a field of a base class and can only be overridden by another "
                f"field, with its type: write {name}: ... = StateVar(...)."
            )
    declared: dict[str, tuple[Any, StateVarInfo]] = {}
    # A field may have the name of its type, as in date: date = ..., so fields are left out.
    local = {n: v for n, v in body.items() if n not in annotations}
    if frame.f_locals is not frame.f_globals:
        local = {**frame.f_locals, **local}
    for name, raw in annotations.items():
        annotation = _resolve(cls, name, raw, frame.f_globals, local)
        if {annotation, get_origin(annotation)} & {ClassVar, Final}:
            continue
        if name not in body:
            raise DeclarationError(
                f"{where}.{name} has no default: write {name}: {_text(raw)} = ... with its value, "
                f"or = StateVar(default=..., url_key=...) to have it in the URL, or "
                f"{name}: ClassVar[{_text(raw)}] if it is not state."
            )
        given = body[name]
        info = given if isinstance(given, StateVarInfo) else plain(given)
        if name in taken:
            raise DeclarationError(
                f"{where}.{name}: PageState uses the name {name!r} itself, so a field cannot have "
                f"it. Choose another name, for example {name}_."
            )
        if (info.default is MISSING) is (info.default_factory is None):
            both = "only one of them" if info.default is not MISSING else "one of them"
            raise DeclarationError(
                f"{where}.{name}: StateVar takes default= or default_factory=; pass {both}."
            )
        declared[name] = annotation, info
    return declared


def _untyped(cls: type, body: Mapping[str, Any]) -> frozenset[str]:
    """Return the public names of plain values that have no annotation."""
    annotations = inspect.get_annotations(cls)
    return frozenset(
        name
        for name, value in body.items()
        if name not in annotations
        and not (name.startswith("_") or callable(value) or hasattr(value, "__get__"))
    )


def _text(annotation: Any) -> str:
    return (
        annotation
        if isinstance(annotation, str)
        else getattr(annotation, "__name__", str(annotation))
    )


def _resolve(
    cls: type, name: str, annotation: Any, scope: dict[str, Any], local: dict[str, Any]
) -> Any:
    """Evaluate a postponed annotation in the scope of the class statement."""
    while isinstance(annotation, str):
        try:
            annotation = eval(_compiled(annotation), scope, local)
        except Exception as error:  # noqa: BLE001 - evaluating it may raise anything
            raise DeclarationError(
                f"{cls.__name__}.{name}: its type {annotation!r} cannot be resolved: "
                f"{sentence(str(error))} "
                "Define or import the type before the class, in "
                "the same scope."
            ) from None
    return annotation


@lru_cache(maxsize=4096)
def _compiled(annotation: str) -> CodeType:
    return compile(annotation.strip(), "<annotation>", "eval")


def _check_params(cls: type, fields: Mapping[str, Field]) -> None:
    owners: dict[str, str] = {}
    for field in fields.values():
        if field.param is None:
            continue
        if field.param in owners:
            raise DeclarationError(
                f"{cls.__name__}.{owners[field.param]} and {cls.__name__}.{field.name} both own "
                f"the query parameter {field.param!r}. Give one of them a different url_key."
            )
        owners[field.param] = field.name


def _defines(cls: type, hook: str) -> bool:
    base = next(base for base in cls.__mro__ if hook in vars(base))
    if not isinstance(vars(base)[hook], classmethod):
        raise DeclarationError(
            f"{cls.__name__}.{hook} is a hook and must be a classmethod: put @classmethod "
            f"above def {hook}(cls, ...)."
        )
    return base is not Hooks


def defining_frame(module: str) -> FrameType:
    """Return the frame of the class statement being executed in ``module``."""
    frame = sys._getframe(2)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - documented
    found: FrameType | None = frame
    while found is not None and found.f_globals.get("__name__") != module:
        found = found.f_back
    return found or frame


def _namespace(cls: type, frame: FrameType) -> str:
    """Return the module and qualified name; with the file for the main script and pages."""
    module = cls.__module__
    if module == "__main__":
        module = _script_name(frame.f_globals.get("__file__") or frame.f_code.co_filename)
    return f"{module}:{cls.__qualname__}"


@lru_cache(maxsize=1024)
def _script_name(path: str) -> str:
    # Pages with the same name in different folders need different namespaces. The digest does
    # not reveal the server's path to the browser, which sees the widget keys.
    whole = str(Path(path).absolute())
    return f"{Path(path).name}~{hashlib.sha256(whole.encode('utf-8', 'replace')).hexdigest()[:6]}"
