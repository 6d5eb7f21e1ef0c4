"""Shapes of types that contain other types: lists, dicts, records."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import repeat
from typing import Any

from pydantic_core import ValidationError

from st_page_state.codecs import words
from st_page_state.codecs.base import RefusedError, Shape, TooManyError, check_hashes
from st_page_state.codecs.json_text import Json, dumps, loads
from st_page_state.codecs.refusals import placed, refusal
from st_page_state.errors import nearest
from st_page_state.ports import Texts


class Items(Shape):
    """A list, set, frozenset or tuple: repeated keys in the URL, an array in JSON."""

    rank: int = 70
    nests: type | None = list
    repeats: bool = True

    def __init__(self, kind: type, items: Sequence[Shape], *, fixed: bool = False) -> None:
        self.label: str = kind.__name__
        self._items, self._fixed = items, fixed
        self._kind: Any = kind
        self.says: str = f"{len(items)} {self._nouns()}" if fixed else "a list"
        self._is_set = issubclass(kind, set | frozenset)
        self._builtin = kind in (list, set, frozenset, tuple)
        self.plain: bool = self._builtin and all(item.plain for item in items)
        self.mutable: bool = issubclass(kind, list | set) or any(item.mutable for item in items)
        self.loose: bool = any(item.loose for item in items)
        self.recursive: bool = any(item.recursive for item in items)

    @property
    def only_item(self) -> Shape | None:
        """Return the shape of the items, if it is the same for all."""
        return None if self._fixed else self._items[0]

    def part(self, index: int) -> Shape | None:
        return self._items[index if self._fixed else 0]

    def _nouns(self) -> str:
        nouns = {item.noun for item in self._items}
        return f"{nouns.pop()}s" if len(nouns) == 1 else "items"

    def with_items(self, change: Callable[[Shape], Shape]) -> Items:
        """Return this shape with ``change`` applied to the shape of each item."""
        return Items(self._kind, [change(item) for item in self._items])

    def accepts(self, value: Any) -> bool:
        if type(value) is not self._kind:
            return False
        items: list[Any] = list(value)
        if self._fixed and len(items) != len(self._items):
            return False
        shapes = self._shapes(items)
        return all(shape.accepts(item) for shape, item in zip(shapes, items, strict=True))

    def offers(self, value: Any) -> bool:
        return self.accepts(value) or any(item.offers(value) for item in self._items)

    def _shapes(self, value: Any) -> Sequence[Shape]:
        return self._items if self._fixed else [self._items[0]] * len(value)

    def _ordered(self, value: Any) -> Any:
        if not self._is_set:
            return value
        item = self._items[0]
        if all(type(v) in (int, float) for v in value):
            return sorted(value)
        return sorted(value, key=lambda v: dumps(item.to_json(v)))

    def encode(self, value: Any) -> Texts:
        ordered = self._ordered(value)
        texts = tuple(
            shape.text(item) for shape, item in zip(self._shapes(ordered), ordered, strict=True)
        )
        if not texts:
            return ("",)
        if len(texts) == 1 and self._reads_otherwise(texts[0]):
            return (self.text(value),)
        return texts

    def decode(self, texts: Texts) -> Any:
        if len(texts) == 1:
            if texts[0] == "":
                return self._make([])
            if self._reads_otherwise(texts[0]):
                return self._decode_array(texts)
        return self._decode_each(texts)

    def _decode_array(self, texts: Texts) -> Any:
        try:
            data = loads(texts[0])
        except TooManyError:
            raise
        except RefusedError:
            return self._decode_each(texts)
        try:
            return self.from_json(data)
        except TooManyError:
            raise
        except ValueError as error:
            # It is not an array of such items, so it is the only item.
            value = attempt(self._decode_each, texts)
            if value is REFUSED:
                raise error from None
            return value

    def _decode_each(self, texts: Texts) -> Any:
        self._check_length(len(texts))
        return self._make(
            read_each([shape.parse for shape in self._shapes(texts)], texts, words.item)
        )

    @staticmethod
    def _reads_otherwise(text: str) -> bool:
        """Return whether a single text is the whole array rather than its only item."""
        return text == "" or text.startswith("[")

    def _check_length(self, length: int) -> None:
        if self._fixed and length != len(self._items):
            raise RefusedError(f"expected {self.says}, not {length}")

    def _make(self, items: list[Any]) -> Any:
        self._check_length(len(items))
        if self._builtin:
            try:
                if self._is_set:
                    check_hashes(items)
                return self._kind(items)
            except TypeError:
                raise RefusedError("an item must not be a list or a JSON object") from None
        return self._kind(*items)

    def text(self, value: Any) -> str:
        return dumps(self.to_json(value))

    def parse(self, text: str) -> Any:
        return self.from_json(loads(text))

    def to_json(self, value: Any) -> Any:
        ordered = self._ordered(value)
        return [
            shape.to_json(item) for shape, item in zip(self._shapes(ordered), ordered, strict=True)
        ]

    def from_json(self, data: Json) -> Any:
        if not isinstance(data, list):
            raise RefusedError("expected a list")
        self._check_length(len(data))
        return self._make(
            read_each([shape.from_json for shape in self._shapes(data)], data, words.item)
        )


class Pairs(Shape):
    """A dict: one JSON object, its keys in the text form of their type."""

    rank: int = 40
    mutable: bool = True
    nests: type | None = dict
    says: str = "a JSON object"

    def __init__(self, keys: Shape, values: Shape) -> None:
        self.label = "dict"
        self._keys, self._values = keys, values
        self.plain: bool = keys.plain and values.plain
        self.loose: bool = keys.loose or values.loose
        self.recursive: bool = values.recursive

    def accepts(self, value: Any) -> bool:
        pairs: dict[Any, Any] = value
        return type(value) is dict and all(
            self._keys.accepts(key) and self._values.accepts(item) for key, item in pairs.items()
        )

    def text(self, value: Any) -> str:
        return dumps(self.to_json(value))

    def parse(self, text: str) -> Any:
        return self.from_json(loads(text))

    def to_json(self, value: Any) -> Any:
        return {self._keys.text(k): self._values.to_json(item) for k, item in value.items()}

    def from_json(self, data: Json) -> Any:
        if not isinstance(data, dict):
            raise RefusedError("expected a JSON object")
        names = [str(key)[:40] for key in data]
        keys = read_each(repeat(self._keys.parse), data, lambda i: f"the name {names[i]}")
        try:
            check_hashes(keys)
            values = read_each(repeat(self._values.from_json), data.values(), names.__getitem__)
            return dict(zip(keys, values, strict=True))
        except TypeError:
            raise RefusedError("a name must not hold a list or a JSON object") from None


class Record(Shape):
    """A dataclass, pydantic model or TypedDict: one JSON object."""

    rank: int = 40
    plain: bool = False
    mutable: bool = True
    says: str = "a JSON object"
    nests: type | None = dict

    def __init__(
        self,
        label: str,
        fields: Mapping[str, Shape],
        *,
        read: Callable[[Any], Mapping[str, Any]],
        build: Callable[[dict[str, Any]], Any],
        accepts: Callable[[Any], bool],
        serialized: Collection[str] = (),
    ) -> None:
        self.label: str = label
        self._fields, self._serialized = fields, serialized
        self._read, self._build, self._accepts = read, build, accepts
        self.loose: bool = any(shape.loose for shape in fields.values())
        self.recursive: bool = any(shape.recursive for shape in fields.values())

    def accepts(self, value: Any) -> bool:
        return self._accepts(value)

    def text(self, value: Any) -> str:
        return dumps(self.to_json(value))

    def parse(self, text: str) -> Any:
        return self.from_json(loads(text))

    def to_json(self, value: Any) -> Any:
        return {k: self._fields[k].to_json(item) for k, item in self._read(value).items()}

    def from_json(self, data: Json) -> Any:
        if not isinstance(data, dict):
            raise RefusedError("expected a JSON object")
        unknown = next((key for key in data if key not in self._fields), None)
        if unknown is not None:
            hint = nearest(unknown[:40], self._fields)
            raise RefusedError(f"{unknown[:40]!r} {words.UNKNOWN}.{hint}".removesuffix("."))
        names = [*data]
        reads = [self._fields[name].from_json for name in names]
        read = dict(zip(names, read_each(reads, data.values(), names.__getitem__), strict=True))
        try:
            return self._built(read)
        except Exception:
            if not self._serialized:
                raise
        # A validator beside a serializer may read only what that writes.
        return self._built(read | {k: v for k, v in data.items() if k in self._serialized})

    def _built(self, read: dict[str, Any]) -> Any:
        try:
            return self._build(read)
        except ValidationError as error:
            raise refusal(error, read) from None


class Deferred(Shape):
    """A placeholder for a recursive type until its shape is known."""

    plain: bool = False
    mutable: bool = True
    recursive: bool = True

    def __init__(self, label: str, rank: int, nests: type) -> None:
        self.label: str = label
        self.rank: int = rank
        self.nests: type | None = nests
        self.says: str = "a JSON object" if nests is dict else "a JSON value"
        self.shape: Shape | None = None

    def _known(self) -> Shape:
        assert self.shape is not None, "a recursive type is used before it is complete"
        return self.shape

    def accepts(self, value: Any) -> bool:
        return self._known().accepts(value)

    def text(self, value: Any) -> str:
        return self._known().text(value)

    def parse(self, text: str) -> Any:
        return self._known().parse(text)

    def to_json(self, value: Any) -> Any:
        return self._known().to_json(value)

    def from_json(self, data: Any) -> Any:
        return self._known().from_json(data)


def read_each(
    reads: Iterable[Callable[[Any], Any]], parts: Iterable[Any], place: Callable[[int], str]
) -> list[Any]:
    """Return what is read of each part; the error of one says which, by its index's place."""
    made: list[Any] = []
    try:
        for read, part in zip(reads, parts, strict=False):
            made.append(read(part))
    except ValueError as error:
        raise placed(error, place(len(made))) from None
    return made


REFUSED: Any = object()
"""The result of a failed attempt; equal to no value."""


def attempt(function: Callable[[Any], Any], argument: Any) -> Any:
    """Call the function; return REFUSED if it raises ValueError."""
    try:
        return function(argument)
    except ValueError:
        return REFUSED
