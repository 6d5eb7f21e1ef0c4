"""Types whose text and JSON a pydantic serializer decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from st_page_state.codecs.base import Fits, RefusedError, Shape, Shapes
from st_page_state.codecs.codec import Codec
from st_page_state.codecs.containers import REFUSED, attempt
from st_page_state.codecs.equality import same
from st_page_state.codecs.json_text import dumps, loads
from st_page_state.codecs.refusals import refused
from st_page_state.ports import Texts

if TYPE_CHECKING:
    from pydantic import TypeAdapter


class Serialized(Shape):
    """A type with a serializer; each value is checked to be read back from what it writes.

    Args:
        label: the type's name.
        adapter: pydantic's adapter of the type, with its serializer and validators.
        inner: the shape of the type without them; None if it has none.
        accepts: returns whether a value has the type, if there is no such shape.
    """

    rank: int = 45
    nests: type | None = object

    def __init__(
        self,
        label: str,
        adapter: TypeAdapter[Any],
        inner: Shape | None,
        accepts: Callable[[Any], bool],
    ) -> None:
        self.label: str = label
        self._adapter, self._inner = adapter, inner
        self._accepts = accepts if inner is None else inner.accepts
        self.repeats: bool = inner is not None and inner.repeats

    def accepts(self, value: Any) -> bool:
        return self._accepts(value)

    def offers(self, value: Any) -> bool:
        return self.accepts(value) if self._inner is None else self._inner.offers(value)

    def to_json(self, value: Any) -> Any:
        try:
            data = self._adapter.dump_python(
                value, mode="json", round_trip=True, by_alias=True, warnings=False
            )
        except Exception as error:
            raise refused(error) from error
        if same(attempt(self.from_json, data), value):
            return data
        raise RefusedError("what its serializer writes is not read back as the same value")

    def from_json(self, data: Any) -> Any:
        try:
            return self._adapter.validate_json(dumps(data))
        except Exception as error:
            raise refused(error) from error

    def encode(self, value: Any) -> Texts:
        inner = self._plain(value)
        if inner is not None:
            texts = inner.encode(value)
            if same(attempt(self.decode, texts), value):
                return texts
        return (self.text(value),)

    def decode(self, texts: Texts) -> Any:
        if self._inner is None or not self._inner.repeats:
            return self.parse(texts[-1])
        read = attempt(self.parse, texts[0]) if len(texts) == 1 else REFUSED
        return self._checked(self._inner.decode(texts)) if read is REFUSED else read

    def text(self, value: Any) -> str:
        data = self.to_json(value)
        inner = self._plain(value)
        ways: list[str] = [data] if isinstance(data, str) else []
        if inner is not None:
            ways.append(inner.text(value))
        for text in (*ways, dumps(data)):
            if same(attempt(self.parse, text), value):
                return text
        raise RefusedError("the text that its serializer makes is not read back as the same value")

    def parse(self, text: str) -> Any:
        try:
            return self.from_json(text)
        except ValueError as error:
            data = attempt(loads, text)
            read = REFUSED if data is REFUSED else attempt(self.from_json, data)
            if read is REFUSED and self._inner is not None:
                read = attempt(self._inner.parse, text)
                read = REFUSED if read is REFUSED else attempt(self._checked, read)
            if read is REFUSED:
                raise error from None
            return read

    def _plain(self, value: Any) -> Shape | None:
        """Return the type's own shape, if the serializer changes nothing of this value."""
        if self._inner is None:
            return None
        written = attempt(self._inner.to_json, value)
        return self._inner if same(written, self.to_json(value)) else None

    def _checked(self, value: Any) -> Any:
        return self.from_json(self.to_json(value))


class SerializedCodec(Codec):
    """The codec of an annotation with serializers; in the session it stores values as others do.

    Its validators may read only what its serializers write: then a value of the type is valid
    if it is read back from that.
    """

    def __init__(
        self, annotation: Any, adapter: TypeAdapter[Any], shapes: Shapes, fits: Fits
    ) -> None:
        super().__init__(annotation, adapter, shapes.plain, fits)
        assert shapes.serialized is not None
        self._texts: Shape | None = shapes.serialized
        self._json: Shape | None = shapes.serialized
        self._written: Shape = shapes.serialized
        self._bare: bool = isinstance(self._written, Serialized)  # it validates what it reads
        # To make a record of its fields, their validators would have to read what they return.
        self._as_json: bool = self._as_json and not shapes.in_records

    def validate(self, value: Any) -> Any:
        try:
            return super().validate(value)
        except ValueError:
            if self._is_read_back(value):
                return value
            raise

    def validate_exactly(self, value: Any) -> Any:
        try:
            return super().validate_exactly(value)
        except ValueError:
            if self._is_read_back(value):
                return value
            raise

    def _is_read_back(self, value: Any) -> bool:
        try:
            written = self._written.to_json(value)
            return self._written.accepts(value) and same(self._written.from_json(written), value)
        except Exception:  # noqa: BLE001 - a serializer may raise anything
            return False
