"""The fields of a state class: their values are checked and written as texts here."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple
from uuid import UUID

from st_page_state.codecs.annotations import codec_for, same_annotation, type_name
from st_page_state.codecs.base import RefusedError
from st_page_state.codecs.codec import Codec
from st_page_state.codecs.copies import for_each_session
from st_page_state.codecs.value_map import reversed_map_hint
from st_page_state.declaration.arguments import MISSING, StateVarInfo, check_kinds
from st_page_state.declaration.config import Config
from st_page_state.declaration.parts import codec_of, param_of
from st_page_state.errors import DeclarationError, InvalidValueError, a, quote, sentence
from st_page_state.ports import Texts
from st_page_state.url.length import takes_more


class Checked(NamedTuple):
    """A valid value of a field: for the app, for the session and as URL texts."""

    value: Any
    stored: Any
    texts: Texts | None


class Field:
    """One field of a state class: checks its values and writes them as texts.

    Attributes:
        name: the attribute's name.
        annotation: its type as declared.
        info: the arguments of its StateVar.
        codec: the codec of its values.
        param: its query parameter, including the prefix; None if it is not in the URL.
        absent_is_default: a missing param means the default.
        saved: a store keeps its values.
        store_over: texts that are longer than that in the URL are kept in a store; None for never.
        type_name: its type as written in source code.
    """

    __slots__ = (
        "_config",
        "_default_texts",
        "_hides",
        "_none_is_absent",
        "absent_is_default",
        "annotation",
        "cls",
        "codec",
        "info",
        "name",
        "param",
        "saved",
        "store_over",
        "type_name",
    )

    def __init__(
        self,
        cls: str,
        name: str,
        annotation: Any,
        info: StateVarInfo,
        config: Config,
        transient: list[Codec],
    ) -> None:
        self.cls, self.name, self.annotation, self.info = cls, name, annotation, info
        self.param = param_of(cls, name, info.url_key, config)
        self.type_name = type_name(annotation)
        self.codec = codec_of(f"{cls}.{name}", annotation, info.url_key, info.value_map, transient)
        self._hides = config.hide_defaults if info.hide_default is None else info.hide_default
        self._none_is_absent = config.ignore_none_url and info.default is None
        self._default_texts: Texts | None = None
        self._config = _relevant(config)
        self.store_over = config.store_over
        self.saved = config.persist != "session" and info.persist
        # Where a store has a value, a missing param says nothing.
        self.absent_is_default = (self._hides or self._none_is_absent) and not self.saved
        if self.saved and not self.codec.has_json:
            what = "secrets" if self.codec.holds_secrets else "no JSON"
            raise DeclarationError(
                f"{cls}.{name}: Config.persist keeps the values of a class in a store, as JSON, "
                f"and a value of type {self.type_name} has {what}. Write "
                "StateVar(..., persist=False) to leave the field out."
            )
        check_kinds(f"{cls}.{name}", info)
        if info.default is not MISSING:
            self._check_default()

    def at(self, param: str) -> Field:
        """Return this field with another query parameter."""
        field = object.__new__(Field)
        for slot in Field.__slots__:
            setattr(field, slot, getattr(self, slot))
        field.param = param
        return field

    def is_declared_by(self, cls: str, annotation: Any, info: StateVarInfo, config: Config) -> bool:
        """Return whether a declaration would create a field equal to this one."""
        return (
            self.cls == cls
            and same_annotation(self.annotation, annotation)
            and self._config == _relevant(config)
            and self.info.same_as(info)
        )

    def default(self) -> Any:
        """Return a new default that shares nothing with the declared one."""
        factory = self.info.default_factory
        if factory is None:
            return self._fresh_default()
        made = factory()
        try:
            value = self.codec.validate(made)
            self.texts(value)
        except ValueError as error:
            raise DeclarationError(
                f"{self.cls}.{self.name}: its default_factory returned {a(type(made).__name__)} "
                f"that does not fit {self.type_name}: {sentence(str(error))} Let it return "
                f"{a(self.type_name)}."
            ) from None
        return value

    def _fresh_default(self) -> Any:
        if self.codec.simple:
            return self.info.default
        return for_each_session(self.info.default)

    def linked(self, value: Any) -> Texts | None:
        """Return the texts of a validated value in a link; None for no param.

        A saved field is always written out: whoever opens the link may have saved another value.
        """
        return self.codec.encode(value) if self.saved and self.param else self.texts(value)

    def texts(self, value: Any) -> Texts | None:
        """Return the texts of a validated value in the URL; None for no param.

        Raises:
            ValueError: the value has no text.
        """
        if self.param is None or (value is None and self._none_is_absent):
            return None
        texts = self.codec.encode(value)
        if not self._hides:
            return texts
        if self.info.default_factory is not None:
            hidden = self.codec.encode(self.codec.validate(self.info.default_factory()))
        else:
            if self._default_texts is None:
                self._default_texts = self.codec.encode(self.info.default)
            hidden = self._default_texts
        return None if texts == hidden else texts

    @property
    def takes_several(self) -> bool:
        """Whether a value has any number of items: a list, a set or the like."""
        try:
            self.codec.validate([])
        except ValueError:
            return False
        return True

    def is_long(self, texts: Texts) -> bool:
        """Return whether texts are so long that they are kept in a store."""
        return self.store_over is not None and takes_more(texts, self.store_over)

    def read(self, texts: Texts | None) -> Checked:
        """Return the value of texts in the URL, in all of its forms; None stands for the default.

        Raises:
            ValueError, OverflowError: the texts do not fit.
        """
        codec = self.codec
        value = self.default() if texts is None else codec.decode(texts)
        return Checked(value, value if codec.simple else codec.store(value), self.texts(value))

    def cast(self, value: Any) -> Checked:
        """Return ``value`` cast to the field's type, in all of its forms.

        Raises:
            ValueError: it cannot be cast; the message says why.
        """
        codec = self.codec
        cast = codec.validate(value)
        return Checked(cast, cast if codec.simple else codec.store(cast), self.texts(cast))

    def loaded(self, cls: str, data: Any, mode: str, *, strict: bool = True) -> Checked:
        """Return the value from a dump of the given mode, in all of its forms.

        Args:
            cls: the state class's name.
            data: what the dump has for the field.
            mode: the mode of the dump.
            strict: if it does not fit, no other field is set either.

        Raises:
            InvalidValueError: it does not fit; nothing has changed.
        """
        try:
            value = self.codec.validate_loaded(data, mode)
            return Checked(value, self.codec.store(value), self.texts(value))
        except ValueError as error:
            kept = "The state" if strict else "The field"
            raise self.refusal(cls, data, error, kept) from None

    def checked(self, cls: str, value: Any) -> Checked:
        """Cast ``value`` like :meth:`cast`, but raise the error that apps see.

        Raises:
            InvalidValueError: it cannot be cast; nothing has changed.
        """
        try:
            return self.cast(value)
        except ValueError as error:
            raise self.refusal(cls, value, error) from None

    def refusal(
        self, cls: str, value: Any, error: Exception, kept: str = "The state"
    ) -> InvalidValueError:
        """Return the error for an invalid value; only the value of a URL field is quoted.

        Args:
            cls: the state class's name.
            value: the value.
            error: why it does not fit.
            kept: what is unchanged.
        """
        kind = type(value).__name__
        given = f"a value of type {kind}"
        if self.param is not None:
            try:
                given = f"{quote(_shown(value))} ({kind})"
            except Exception:  # noqa: BLE001 - a failing __str__ must not hide the error
                given = f"a value of type {kind}"
        if self.param is None:
            reason = said = discreet(error)
        else:
            reason, said = str(error), report(error)
        return InvalidValueError(
            cls, self.name, given, self.type_name, reason, report=said, kept=kept
        )

    def _check_default(self) -> None:
        default, where = self.info.default, f"{self.cls}.{self.name}"
        try:
            self.codec.validate_exactly(default)
        except ValueError as error:
            try:
                hint = f" Write default={self.codec.validate(default)!r}."
            except ValueError:
                hint = self._way_out()
            if default is None:
                wider = f"{self.type_name} | None"
                hint = f" Write {self.name}: {wider} if None is a valid value."
            raise DeclarationError(
                f"{where}: default={default!r} does not fit {self.type_name}: "
                f"{sentence(str(error))}{hint}"
            ) from None
        try:
            self._fresh_default()
        except Exception as error:  # noqa: BLE001 - copying a value may raise anything
            kind = type(default).__name__
            raise DeclarationError(
                f"{where}: its default, a value of type {kind}, cannot be copied for each session "
                f"({type(error).__name__}: {error}), so all users would share it. Write "
                f"default_factory=..., a function that returns {a(kind)} for each session."
            ) from None
        try:
            self.texts(default)
        except ValueError as error:
            raise DeclarationError(
                f"{where}: default={default!r} cannot be written into the URL: "
                f"{sentence(str(error))}"
                + (reversed_map_hint(self.info.value_map, default) or _OTHER_DEFAULT)
            ) from None

    def _way_out(self) -> str:
        """Return what to write in place of a default that does not fit."""
        choices = self.codec.choices
        fitting = f"such as default={choices[0]!r}" if choices else a(self.type_name)
        return (
            f" Write a default that fits, {fitting}, or {self.name}: {self.type_name} | None with "
            "default=None for none."
        )


_OTHER_DEFAULT = " Write another default, or remove url_key."


def _shown(value: Any) -> str:
    """Return a value as people write it: dates and the like are no calls, also in a list."""
    if type(value) not in (list, tuple):
        return str(value)
    items: list[Any] = [*value]
    if not any(isinstance(item, _WRITTEN_AS_CALLS) for item in items):
        return str(value)
    first, last = "[]" if isinstance(value, list) else "()"
    return f"{first}{', '.join(map(_shown, items))}{last}"


_WRITTEN_AS_CALLS = (date, time, timedelta, Decimal, UUID, Enum)


def discreet(error: Exception) -> str:
    """Return the reason for an error, without what quotes the value."""
    return error.discreet if isinstance(error, RefusedError) else "it does not fit"


def report(error: Exception) -> str:
    """Return the reason for an error in words for the developer, which may quote the value."""
    return error.report if isinstance(error, RefusedError) else str(error)


def cast_to(kind: type[Any], value: Any) -> Any:
    """Return a value cast to a class, such as that of an item of a field's list.

    Raises:
        ValueError: it cannot be cast.
    """
    return codec_for(kind).validate(value)


def _relevant(config: Config) -> tuple[object, ...]:
    saves = config.persist != "session"
    return config.url_prefix, config.hide_defaults, config.ignore_none_url, saves, config.store_over
