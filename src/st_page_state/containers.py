"""The shapes of types that hold other types: lists, dicts, records, unions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from st_page_state.ports import Texts
from st_page_state.shapes import Null, RefusedError, Shape, dumps, loads, same


class Items(Shape):
    """A list, set, frozenset or tuple: repeated keys in the URL, an array in JSON."""

    rank = 70

    def __init__(
        self, kind: type, items: Sequence[Shape], *, fixed: bool = False, name: str = ""
    ) -> None:
        self.label = name or kind.__name__
        self._kind, self._items, self._fixed = kind, items, fixed
        self._is_set = issubclass(kind, set | frozenset)
        self._builtin = kind in (list, set, frozenset, tuple)
        self.plain = self._builtin and all(item.plain for item in items)
        self.mutable = issubclass(kind, list | set) or any(item.mutable for item in items)
        self.loose = any(item.loose for item in items)

    @property
    def only_item(self) -> Shape | None:
        """The shape of every item, if they all have the same one."""
        return None if self._fixed else self._items[0]

    def with_items(self, change: Callable[[Shape], Shape]) -> Items:
        """Return this shape with each item's shape put through ``change``."""
        items = [change(item) for item in self._items]
        return Items(self._kind, items, fixed=self._fixed, name=self.label)

    def accepts(self, value: Any) -> bool:
        if type(value) is not self._kind:
            return False
        items: list[Any] = list(value)
        if self._fixed and len(items) != len(self._items):
            return False
        shapes = self._shapes(items)
        return all(shape.accepts(item) for shape, item in zip(shapes, items, strict=True))

    def _shapes(self, value: Any) -> Sequence[Shape]:
        return self._items if self._fixed else [self._items[0]] * len(value)

    def _ordered(self, value: Any) -> Any:
        if not self._is_set:
            return value
        item = self._items[0]
        numeric = all(type(v) in (int, float) for v in value)
        return sorted(value, key=None if numeric else lambda v: dumps(item.to_json(v)))

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
                try:
                    return self.from_json(loads(texts[0]))
                except RefusedError:
                    pass  # not an array of such items: then it is the one item itself
        self._check_length(len(texts))
        return self._make(
            [shape.parse(text) for shape, text in zip(self._shapes(texts), texts, strict=True)]
        )

    @staticmethod
    def _reads_otherwise(text: str) -> bool:
        """Whether a single text stands for the whole array rather than for its one item."""
        return text == "" or text.startswith("[")

    def _check_length(self, length: int) -> None:
        if self._fixed and length != len(self._items):
            raise RefusedError(f"{len(self._items)} items expected, not {length}")

    def _make(self, items: list[Any]) -> Any:
        self._check_length(len(items))
        if self._builtin:
            try:
                return self._kind(items)
            except TypeError:
                raise RefusedError("an item of a set cannot be hashed") from None
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

    def from_json(self, data: Any) -> Any:
        if not isinstance(data, list):
            raise RefusedError("a list expected")
        self._check_length(len(data))
        return self._make(
            [shape.from_json(item) for shape, item in zip(self._shapes(data), data, strict=True)]
        )


class Pairs(Shape):
    """A dict: one JSON object, its keys in the text form of their type."""

    rank, mutable = 40, True

    def __init__(self, keys: Shape, values: Shape) -> None:
        self.label = "dict"
        self._keys, self._values = keys, values
        self.plain = keys.plain and values.plain
        self.loose = keys.loose or values.loose

    def accepts(self, value: Any) -> bool:
        return type(value) is dict and all(
            self._keys.accepts(key) and self._values.accepts(item) for key, item in value.items()
        )

    def text(self, value: Any) -> str:
        return dumps(self.to_json(value))

    def parse(self, text: str) -> Any:
        return self.from_json(loads(text))

    def to_json(self, value: Any) -> Any:
        return {self._keys.text(k): self._values.to_json(item) for k, item in value.items()}

    def from_json(self, data: Any) -> Any:
        if not isinstance(data, dict):
            raise RefusedError("a JSON object expected")
        try:
            return {self._keys.parse(k): self._values.from_json(v) for k, v in data.items()}
        except TypeError:
            raise RefusedError("a key of a dict cannot be hashed") from None


class Record(Shape):
    """A dataclass, pydantic model or TypedDict: one JSON object."""

    rank, plain, mutable = 40, False, True

    def __init__(
        self,
        label: str,
        fields: Mapping[str, Shape],
        *,
        read: Callable[[Any], Mapping[str, Any]],
        build: Callable[[dict[str, Any]], Any],
        accepts: Callable[[Any], bool],
    ) -> None:
        self.label, self._fields = label, fields
        self._read, self._build, self._accepts = read, build, accepts
        self.loose = any(shape.loose for shape in fields.values())

    def accepts(self, value: Any) -> bool:
        return self._accepts(value)

    def text(self, value: Any) -> str:
        return dumps(self.to_json(value))

    def parse(self, text: str) -> Any:
        return self.from_json(loads(text))

    def to_json(self, value: Any) -> Any:
        return {k: self._fields[k].to_json(item) for k, item in self._read(value).items()}

    def from_json(self, data: Any) -> Any:
        if not isinstance(data, dict):
            raise RefusedError("a JSON object expected")
        unknown = next((key for key in data if key not in self._fields), None)
        if unknown is not None:
            raise RefusedError(f"{self.label} has no field {unknown[:40]!r}")
        return self._build({k: self._fields[k].from_json(item) for k, item in data.items()})


class Opaque(Shape):
    """A type only pydantic understands; each value is checked to read as itself again."""

    rank = 45

    def __init__(
        self,
        label: str,
        *,
        dump: Callable[[Any], Any],
        load: Callable[[Any], Any],
        accepts: Callable[[Any], bool],
        plain: bool,
        mutable: bool,
    ) -> None:
        self.label, self.plain, self.mutable = label, plain, mutable
        self._dump, self._load, self._accepts = dump, load, accepts

    def accepts(self, value: Any) -> bool:
        return self._accepts(value)

    def text(self, value: Any) -> str:
        data = self.to_json(value)
        if isinstance(data, str) and same(_attempt(self.parse, data), value):
            return data
        return dumps(data)

    def parse(self, text: str) -> Any:
        try:
            return self._load(text)
        except ValueError as error:
            try:
                data = loads(text)
            except RefusedError:
                raise error from None
            return self._load(data)

    def to_json(self, value: Any) -> Any:
        data = self._dump(value)
        if not same(_attempt(self._load, data), value):
            raise RefusedError(f"this {self.label} does not read as itself again from JSON")
        return data

    def from_json(self, data: Any) -> Any:
        return self._load(data)


class Deferred(Shape):
    """Stands in for a type that mentions itself, until its shape is known."""

    rank, plain, mutable = 40, False, True

    def __init__(self, label: str) -> None:
        self.label = label
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


class Union(Shape):
    """One of several types, Optional included.

    A value is written as its own type writes it. Where another member would read that
    text first, it is written as JSON (a string in quotes, a list in brackets), and where
    even that is ambiguous, as a JSON object that names the member: ``{"=date": ...}``.
    """

    rank = 90

    def __init__(self, members: Sequence[Shape]) -> None:
        self._members = sorted(members, key=lambda member: member.rank)
        self._tags: dict[str, Shape] = {}
        for member in self._members:
            tag = f"={member.label}"
            while tag in self._tags:
                tag += "'"
            self._tags[tag] = member
        self.label = " | ".join(member.label for member in members)
        self.plain = all(member.plain for member in members)
        self.mutable = any(member.mutable for member in members)
        self.loose = any(member.loose for member in members)

    @property
    def only_member(self) -> Shape | None:
        """The one member beside None, if there is just one."""
        others = [member for member in self._members if not isinstance(member, Null)]
        return others[0] if len(others) == 1 else None

    def with_member(self, old: Shape, new: Shape) -> Union:
        """Return this union with one of its members exchanged."""
        return Union([new if member is old else member for member in self._members])

    def accepts(self, value: Any) -> bool:
        return any(member.accepts(value) for member in self._members)

    def _member(self, value: Any) -> tuple[str, Shape]:
        for tag, member in self._tags.items():
            if member.accepts(value):
                return tag, member
        raise RefusedError(f"{self.label} expected")

    def encode(self, value: Any) -> Texts:
        tag, member = self._member(value)
        texts = member.encode(value)
        if same(_attempt(self.decode, texts), value):
            return texts
        return (self._marked(tag, member, value),)

    def text(self, value: Any) -> str:
        tag, member = self._member(value)
        text = member.text(value)
        return text if same(_attempt(self.parse, text), value) else self._marked(tag, member, value)

    def _marked(self, tag: str, member: Shape, value: Any) -> str:
        data = member.to_json(value)
        text = dumps(data)
        return text if same(_attempt(self.parse, text), value) else dumps({tag: data})

    def decode(self, texts: Texts) -> Any:
        if len(texts) == 1:
            found, value = self._read_marked(texts[0])
            if found:
                return value
        return self._first(
            texts, lambda member: member.decode(texts), lambda member, value: member.encode(value)
        )

    def parse(self, text: str) -> Any:
        found, value = self._read_marked(text)
        if found:
            return value
        return self._first(
            text, lambda member: member.parse(text), lambda member, value: member.text(value)
        )

    def _read_marked(self, text: str) -> tuple[bool, Any]:
        if not text.startswith(('"', "[", '{"=')):
            return False, None
        try:
            data = loads(text)
        except RefusedError:
            return False, None
        if isinstance(data, dict):
            tagged = self._tagged(data)
            return (False, None) if tagged is None else (True, tagged[0].from_json(tagged[1]))
        wanted = 60 if isinstance(data, str) else Items.rank
        for member in self._members:
            if member.rank == wanted:
                value = _attempt(member.from_json, data)
                if value is not _REFUSED and same(member.to_json(value), data):
                    return True, value
        return False, None

    def _tagged(self, data: Any) -> tuple[Shape, Any] | None:
        if isinstance(data, dict) and len(data) == 1:
            ((tag, inner),) = data.items()
            if tag in self._tags:
                return self._tags[tag], inner
        return None

    def _first(
        self,
        given: Any,
        read: Callable[[Shape], Any],
        write: Callable[[Shape, Any], Any],
    ) -> Any:
        """The first member that writes just what it read, else the first that can read it."""
        lenient: list[Any] = []
        for member in self._members:
            value = _attempt(read, member)
            if value is _REFUSED:
                continue
            if same(_attempt(partial(write, member), value), given):
                return value
            lenient.append(value)
        if not lenient:
            raise RefusedError(f"{self.label} expected")
        return lenient[0]

    def to_json(self, value: Any) -> Any:
        tag, member = self._member(value)
        data = member.to_json(value)
        return data if same(_attempt(self.from_json, data), value) else {tag: data}

    def from_json(self, data: Any) -> Any:
        tagged = self._tagged(data)
        if tagged is not None:
            return tagged[0].from_json(tagged[1])
        return self._first(
            data,
            lambda member: member.from_json(data),
            lambda member, value: member.to_json(value),
        )


_REFUSED: Any = object()


def _attempt(function: Callable[[Any], Any], argument: Any) -> Any:
    """Call the function; return a mark that equals no value where it refuses."""
    try:
        return function(argument)
    except ValueError:
        return _REFUSED
