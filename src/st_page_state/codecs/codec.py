"""The codec: converts values to and from the texts of a query parameter, JSON and stored data.

All validation of values happens here, with pydantic's TypeAdapter. A value has three forms, each
with a way back:

* the *texts* in the URL: ``encode`` and ``decode``, if ``has_text``;
* the *JSON* of a dump, which may leave the process: ``to_json`` and ``from_json``, if ``has_json``;
* the *stored form* in the session of one process: ``store`` and ``value_of``.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from copy import copy
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Self

from pydantic_core import ValidationError

from st_page_state.codecs import key_texts
from st_page_state.codecs.base import Fits, RefusedError, Shape
from st_page_state.codecs.copies import are_twins, detached, exact, independent, is_unaltered
from st_page_state.codecs.equality import same, type_of
from st_page_state.codecs.json_text import MOST_PARTS, dumps, loads
from st_page_state.codecs.refusals import refusal, refused
from st_page_state.codecs.scalars import Scalar
from st_page_state.codecs.traits import holds_secrets
from st_page_state.codecs.unions import choices_of, inner_of
from st_page_state.errors import a
from st_page_state.ports import Texts

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_REFUSED: Any = object()


class Codec:
    """Validates and converts the values of one annotation.

    Attributes:
        annotation: the type as declared.
        opaque: a value may contain objects that are not data; equal values may still differ.
        simple: values are builtin and immutable, and stored as they are.
        mutable: values can be changed in place, so copies are handed out.
    """

    def __init__(
        self,
        annotation: Any,
        adapter: TypeAdapter[Any],
        shape: Shape | None,
        fits: Fits,
    ) -> None:
        self.annotation: Any = annotation
        self._fits = fits
        self._adapter = adapter
        self._validator = adapter.validator  # half the time of the adapter's own method
        self._json = shape
        self.write_with(shape)

    def write_with(self, shape: Shape | None) -> None:
        """Use a shape for the texts and the stored form of values."""
        self._shape = self._texts = shape
        self.opaque: bool = shape is None or shape.loose
        self.mutable: bool = shape is None or shape.mutable
        self.simple: bool = not self.mutable and (shape is None or shape.plain)
        # What these parse is valid: there is nothing more to check.
        self._bare = isinstance(shape, Scalar) and self.annotation in (str, int, float, bool)
        self._as_json = shape is not None and not shape.plain and not shape.loose

    @property
    def has_text(self) -> bool:
        """Return whether values of this type can be written to a URL."""
        return self._texts is not None

    @property
    def has_json(self) -> bool:
        """Return whether values of this type have JSON from which they can be read back.

        A single value may still have none (NaN, or an object in a field of type Any).
        """
        return self._json is not None and not self.holds_secrets

    @cached_property
    def holds_secrets(self) -> bool:
        """Return whether there may be secrets in a value, of which JSON would have only stars."""
        return holds_secrets(self.annotation)

    @property
    def nullable(self) -> bool:
        """Return whether None is a valid value."""
        return self._texts is not None and self._texts.accepts(None)

    @property
    def choices(self) -> list[Any] | None:
        """Return the values of an Enum, a Literal, a bool or a value_map; otherwise None."""
        return choices_of(self._shape)

    def is_item(self, value: Any) -> bool:
        """Return whether a ``value_map`` can map ``value``: a scalar, or an item of a list."""
        shape = self._shape
        while (inner := inner_of(shape)) is not None:
            shape = inner
        return shape is not None and shape.accepts(value)

    def offers(self, value: Any) -> bool:
        """Return whether ``value`` may be an option: of the type, or an item of one."""
        return self._texts is None or self._texts.offers(value)

    def validate(self, value: Any) -> Any:
        """Return ``value`` cast to the declared type, in pydantic's default mode.

        Raises:
            ValueError: it cannot be cast; the message says why, without the value.
        """
        try:
            cast = self._validator.validate_python(value)
            fits = self._shape is None or self._shape.accepts(cast)
            # Pydantic accepts a pandas Timestamp, a subclass of datetime, unchanged, and takes an
            # Enum's value for an int, whatever it is: unlike the Enum, that is refused by itself.
            return cast if fits else self._validator.validate_python(exact(cast))
        except ValidationError as error:
            if isinstance(value, enum.Enum):  # a rerun may have redefined it
                return self.validate(value.value)
            found = self._of_former_run(value)
            if found is not _REFUSED:
                return found
            raise refusal(error, value, self._shape) from None
        except Exception as error:
            raise refused(error) from error

    def _of_former_run(self, value: Any) -> Any:
        """Convert a value of former versions of its classes, or return _REFUSED if it has none.

        The result has the current classes. If they cannot hold all of it, the value is returned
        unchanged, as st.session_state would keep it.
        """
        from st_page_state.codecs.remade import as_present, of_former, plain

        if not of_former(value, self.annotation, self._fits):
            return _REFUSED
        try:
            return as_present(value, self.annotation, self._validator.validate_python)
        except Exception:  # noqa: BLE001 - a validator may raise anything
            if not self._as_json:
                return value
        try:
            return self._validator.validate_python(plain(value))
        except ValueError:
            return _REFUSED

    def former_class(self, value: Any) -> type[Any] | None:
        """Return the first class in ``value`` that has been redefined since, if any."""
        from st_page_state.codecs.remade import of_former

        found = of_former(value, self.annotation, self._fits)
        return type_of(found[0]) if found else None

    def validate_loaded(self, data: Any, mode: str = "python") -> Any:
        """Return the value of a dump of the given mode; raise ValueError if it does not fit."""
        data = independent(data)  # changes to the value must not reach the dump
        return self.validate(data) if mode == "python" else self.from_json(data)

    def validate_exactly(self, value: Any) -> Any:
        """Return ``value`` if it already has the declared type; otherwise raise ValueError."""
        try:
            return self._adapter.validate_python(value, strict=True)
        except Exception as error:
            raise refused(error, value, self._shape) from error

    def encode(self, value: Any) -> Texts:
        """Return the canonical texts of a validated value.

        Raises:
            ValueError: this value cannot be written (an infinity, a lone surrogate).
        """
        try:
            shape = self._in_url
            texts = shape.encode(value)
            if any(len(text) > MOST_PARTS for text in texts):
                shape.decode(texts)  # raises if there are too many parts to read back
            return key_texts.written(texts) if texts[0].startswith(key_texts.MARKS) else texts
        except Exception as error:
            raise refused(error) from error

    def decode(self, texts: Texts) -> Any:
        """Return the validated value of a query parameter's texts.

        Raises:
            ValueError: the texts do not fit the type; the message says why.
        """
        try:
            if len(texts) > MOST_PARTS:
                raise RefusedError(f"it appears more than {MOST_PARTS:,} times")
            shape = self._in_url
            if len(texts) > 1 and not shape.repeats:
                texts = texts[-1:]
            if len(texts) == 1 and texts[0].startswith(key_texts.MARKS):
                texts = key_texts.read(texts)
            value = shape.decode(texts)
            return value if self._bare else self.validate(value)
        except Exception as error:
            raise refused(error) from error

    def store(self, value: Any) -> Any:
        """Return the stored form of a validated value: itself, JSON data or a copy."""
        if self.simple:
            return value
        return _written(self._known, value) if self._as_json else detached(value)

    def value_of(self, stored: Any) -> Any:
        """Return the value of a stored form, as it is handed out to the app."""
        if self.simple:
            return stored
        return self._known.from_json(stored) if self._as_json else detached(stored)

    def renewed(self, value: Any) -> Any:
        """Return a fully validated copy of a value that was handed out.

        Raises:
            ValueError: it no longer fits.
        """
        if not self._as_json:
            return detached(value)
        return self._read(self._known, _written(self._known, value))

    def load(self, stored: Any) -> Any:
        """Return the value of a stored form as an independent copy.

        Objects that cannot be copied are shared.
        """
        if self._as_json:
            return self._known.from_json(stored)
        return stored if self.simple else independent(stored)

    def revive(self, stored: Any) -> Any:
        """Return the value of a form stored by another version of the class.

        Raises:
            ValueError: it cannot be cast.
        """
        ways: list[Callable[[Any], Any]] = [self.validate, partial(self._read, self._shape)]
        try:
            return ways[self._as_json](stored)
        except ValueError:  # any other codec may have stored it
            return ways[not self._as_json](stored)

    def to_json(self, value: Any) -> Any:
        """Return the value as JSON data from which it can be read back.

        Raises:
            ValueError: it has none.
        """
        if self._json is not None:
            return _written(self._json, value)
        try:
            data = self._adapter.dump_python(value, mode="json", round_trip=True, warnings=False)
            if same(self.validate(loads(dumps(data))), value):
                return data
        except Exception:  # noqa: BLE001 - an app's own class may raise anything
            pass
        kind = type_of(value).__name__
        raise RefusedError(f"{a(kind)} has no JSON from which it could be read back")

    def from_json(self, data: Any) -> Any:
        """Return the validated value of JSON data; raise ValueError if it does not fit."""
        if self.holds_secrets:
            raise RefusedError("JSON holds no secrets, only stars; assign it")
        return self._read(self._json, data)

    def _read(self, shape: Shape | None, data: Any) -> Any:
        try:
            return self.validate(data if shape is None else shape.from_json(data))
        except Exception as error:
            raise refused(error) from error

    def unchanged(self, value: Any, stored: Any) -> bool:
        """Return whether a value handed out earlier still equals its stored form."""
        if not self._as_json:
            return (not self.opaque and are_twins(value, stored)) or is_unaltered(value, stored)
        try:
            return same(_written(self._known, value), stored)
        except Exception:  # noqa: BLE001 - the app may have put anything into it
            return False

    def with_shape(self, change: Callable[[Shape], Shape]) -> Self:
        """Return a codec for the same type with another shape; its JSON stays the same."""
        made = copy(self)
        made.write_with(change(self._known))
        return made

    @property
    def _known(self) -> Shape:
        assert self._shape is not None, f"{self.annotation!r} has no shape"
        return self._shape

    @property
    def _in_url(self) -> Shape:
        assert self._texts is not None, f"{self.annotation!r} has no text"
        return self._texts


def _written(shape: Shape, value: Any) -> Any:
    try:
        return shape.to_json(value)
    except Exception as error:
        raise refused(error) from error
