"""Value <-> the text of a query parameter, and what the session holds of a value.

All validation of values happens here, through pydantic's TypeAdapter.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pydantic_core import ValidationError

from st_page_state.codecs.base import Fits, RefusedError, Shape
from st_page_state.codecs.containers import Items
from st_page_state.codecs.copies import detached, exact, independent, is_unaltered
from st_page_state.codecs.equality import same, type_of
from st_page_state.codecs.json_text import MOST_PARTS
from st_page_state.codecs.scalars import Constants
from st_page_state.codecs.unions import Union
from st_page_state.ports import Texts

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_REFUSED: Any = object()


class Codec:
    """Everything the library does with the values of one annotation.

    Attributes:
        annotation: the type as it was declared.
        opaque: something in a value may be no data; two that are equal may yet differ.
        simple: values are builtin and immutable: the session holds them as they are.
        mutable: a value can be changed in place, so what is handed out is a copy.
    """

    def __init__(
        self, annotation: Any, adapter: TypeAdapter[Any], shape: Shape | None, fits: Fits
    ) -> None:
        self.annotation: Any = annotation
        self._fits = fits
        self._adapter = adapter
        self._validator = adapter.validator  # the adapter's own way to it takes twice as long
        self._shape = shape
        self.opaque: bool = shape is None or shape.loose
        self.mutable: bool = shape is None or shape.mutable
        self.simple: bool = not self.mutable and (shape is None or shape.plain)
        self._as_json = shape is not None and not shape.plain and not shape.loose

    @property
    def has_text(self) -> bool:
        """Whether values of this type can go into a URL."""
        return self._shape is not None

    @property
    def nullable(self) -> bool:
        """Whether None is among the values."""
        return self._shape is not None and self._shape.accepts(None)

    @property
    def choices(self) -> list[Any] | None:
        """The values of a closed type (Enum, Literal, bool, value_map), else None."""
        return _choices(self._shape)

    def is_item(self, value: Any) -> bool:
        """Return whether ``value`` is what a ``value_map`` maps: the scalar, or a list's item."""
        shape = self._shape
        while (inner := _inner(shape)) is not None:
            shape = inner
        return shape is not None and shape.accepts(value)

    def offers(self, value: Any) -> bool:
        """Return whether a widget may offer ``value``: it is of the type, or an item of one."""
        return self._shape is None or self._shape.offers(value)

    def validate(self, value: Any) -> Any:
        """Return ``value`` as the declared type, cast as pydantic does by default.

        Raises:
            ValueError: it cannot be cast; the message says why, without the value.
        """
        try:
            cast = self._validator.validate_python(value)
            # Pydantic lets a pandas Timestamp pass as the datetime that it also is.
            fits = self._shape is None or self._shape.accepts(cast)
            return cast if fits else exact(cast)
        except ValidationError as error:
            enum_value = _foreign_member(value)
            if enum_value is not value:
                return self.validate(enum_value)
            found = self._of_former_run(value)
            if found is not _REFUSED:
                return found
            raise refusal(error) from None
        except RecursionError:
            raise RefusedError("it is nested too deeply") from None

    def _of_former_run(self, value: Any) -> Any:
        """A value of classes that have been made anew since, or _REFUSED if it is none.

        It is returned as one of the present classes. Where that cannot hold all of it, it
        stays what it is, as it would in st.session_state.
        """
        from st_page_state.codecs.remade import as_present, of_former, plain

        if not of_former(value, self.annotation, self._fits):
            return _REFUSED
        try:
            return as_present(value, self.annotation, self._validator.validate_python)
        except Exception:  # noqa: BLE001 - it cannot be converted, for whatever reason
            if not self._as_json:
                return value
        try:
            return self._validator.validate_python(plain(value))
        except ValueError:
            return _REFUSED

    def former_class(self, value: Any) -> type[Any] | None:
        """Return the class in ``value`` that has been made anew since, if there is one."""
        from st_page_state.codecs.remade import of_former

        found = of_former(value, self.annotation, self._fits)
        return type_of(found[0]) if found else None

    def validate_loaded(self, data: Any) -> Any:
        """Return the value of a dump in either mode; raise ValueError if it is none."""
        data = independent(data)  # what was dumped stays as it was, whatever becomes of the value
        try:
            return self.validate(data)
        except ValueError as error:
            try:
                return self.from_json(data)
            except ValueError:
                raise error from None

    def validate_exactly(self, value: Any) -> Any:
        """Return ``value`` if it is of the declared type already; raise ValueError if not."""
        try:
            return self._adapter.validate_python(value, strict=True)
        except ValidationError as error:
            raise refusal(error) from None

    def encode(self, value: Any) -> Texts:
        """Return the canonical texts of a validated value.

        Raises:
            ValueError: this value cannot be written (an infinity, a lone surrogate).
        """
        try:
            texts = self._known.encode(value)
            if any(len(text) > MOST_PARTS for text in texts):
                self._known.decode(texts)  # refuses what has more parts than are read again
            return texts
        except (OverflowError, RecursionError):
            raise RefusedError("it is too large") from None

    def decode(self, texts: Texts) -> Any:
        """Return the value of a query parameter's texts, validated.

        Raises:
            ValueError: the texts are none of this type's; the message says why.
        """
        try:
            if len(texts) > MOST_PARTS:
                raise RefusedError(f"it is given more than {MOST_PARTS:,} times")
            return self.validate(self._known.decode(texts))
        except ValidationError as error:
            raise refusal(error) from None
        except (OverflowError, RecursionError):
            raise RefusedError("it is too large") from None

    def store(self, value: Any) -> Any:
        """Return what the session holds of a validated value: plain data where it is data."""
        if self.simple:
            return value
        return self.to_json(value) if self._as_json else detached(value)

    def value_of(self, stored: Any) -> Any:
        """Return the value of what :meth:`store` made, as the app gets it."""
        if self.simple:
            return stored
        return self._known.from_json(stored) if self._as_json else detached(stored)

    def renewed(self, value: Any) -> Any:
        """Return a copy of a value that was handed out, with all that is in it validated.

        Raises:
            ValueError: it does not fit any more.
        """
        if not self._as_json:
            return detached(value)
        try:
            return self.from_json(self.to_json(value))
        except ValueError:
            raise
        except Exception:  # noqa: BLE001 - what it holds by now may be anything
            raise RefusedError("something in it is of another type") from None

    def load(self, stored: Any) -> Any:
        """Return the value of what :meth:`store` made; nobody else holds a part of it.

        What cannot be copied is the very object all the same.
        """
        if self._as_json:
            return self._known.from_json(stored)
        return stored if self.simple else independent(stored)

    def revive(self, stored: Any) -> Any:
        """Return the value of what another version of this type's class has stored.

        Raises:
            ValueError: it cannot be cast.
        """
        ways = [self.validate, self.from_json]
        try:
            return ways[self._as_json](stored)
        except Exception:  # noqa: BLE001 - it was made by a codec that may have been any other
            try:
                return ways[not self._as_json](stored)
            except ValueError:
                raise
            except Exception:  # noqa: BLE001
                raise RefusedError("it is of another kind") from None

    def to_json(self, value: Any) -> Any:
        """Return the value as JSON data."""
        try:
            if self._shape is None:
                return self._adapter.dump_python(value, mode="json")
            return self._shape.to_json(value)
        except (OverflowError, RecursionError):
            raise RefusedError("it is too large") from None

    def from_json(self, data: Any) -> Any:
        """Return the validated value of what :meth:`to_json` made; raise ValueError if none."""
        if self._shape is None:
            return self.validate(data)
        try:
            return self.validate(self._shape.from_json(data))
        except ValidationError as error:
            raise refusal(error) from None
        except (OverflowError, RecursionError):
            raise RefusedError("it is too large") from None

    def unchanged(self, value: Any, stored: Any) -> bool:
        """Return whether a value handed out earlier still says what the session holds."""
        if not self._as_json:
            return is_unaltered(value, stored)
        try:
            return same(self.to_json(value), stored)
        except Exception:  # noqa: BLE001 - what it holds by now may be anything
            return False

    def with_shape(self, change: Callable[[Shape], Shape]) -> Codec:
        """Return a codec of the same type that writes its values in another shape."""
        return Codec(self.annotation, self._adapter, change(self._known), self._fits)

    @property
    def _known(self) -> Shape:
        assert self._shape is not None, f"{self.annotation!r} has no text"
        return self._shape


def _choices(shape: Shape | None) -> list[Any] | None:
    if isinstance(shape, Constants):
        return shape.values
    if shape is not None and shape.label == "bool":
        return [False, True]
    inner = _inner(shape)
    return None if inner is None else _choices(inner)


def _inner(shape: Shape | None) -> Shape | None:
    if isinstance(shape, Items):
        return shape.only_item
    return shape.only_member if isinstance(shape, Union) else None


def _foreign_member(value: Any) -> Any:
    """A member of an Enum that a rerun has made anew: its value, which the new one knows."""

    return value.value if isinstance(value, enum.Enum) else value


def refusal(error: ValidationError) -> RefusedError:
    """Return pydantic's error as ours: what is wrong, without the value it was given."""
    told: list[str] = []
    discreet: list[str] = []
    for problem in error.errors(include_url=False, include_context=False, include_input=False)[:3]:
        where = ".".join(str(part)[:40] for part in problem["loc"])
        own = problem["type"] in ("value_error", "assertion_error")
        message = problem["msg"].split(", ", 1)[-1] if own else problem["msg"]
        told.append(f"{where}: {message}" if where else message)
        discreet.append("a validator of the field refused it" if own else told[-1])
    return RefusedError("; ".join(told), "; ".join(discreet))
