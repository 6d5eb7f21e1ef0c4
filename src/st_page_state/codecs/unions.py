"""The shape of unions, including Optional."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from st_page_state.codecs import words
from st_page_state.codecs.base import RefusedError, Shape, TooManyError
from st_page_state.codecs.containers import REFUSED, Items, attempt
from st_page_state.codecs.equality import same
from st_page_state.codecs.json_text import Json, dumps, loads
from st_page_state.codecs.refusals import refused
from st_page_state.codecs.scalars import Constants, Null
from st_page_state.ports import Texts


class Union(Shape):
    """A union of several types, including Optional.

    A value is written as its own type writes it. If another member would read that text
    first, the value is written as JSON (a string in quotes, a list in brackets); if even
    that is ambiguous, as a JSON object that names the member: ``{"=date": ...}``.
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
        self.label: str = " | ".join(member.label for member in members)
        self.says: str = self._says(members)
        self.plain: bool = all(member.plain for member in members)
        self.mutable: bool = any(member.mutable for member in members)
        self.loose: bool = any(member.loose for member in members)
        self.nests: type | None = object if any(member.nests for member in members) else None
        self.repeats: bool = any(member.repeats for member in members)
        self.recursive: bool = any(member.recursive for member in members)
        only = self.only_member
        self.noun: str = "item" if only is None else only.noun

    @staticmethod
    def _says(members: Sequence[Shape]) -> str:
        others = [member for member in members if not isinstance(member, Null)]
        kinds = [member.says or f"a valid {words.spaced(member.label)}" for member in others]
        said = words.joined(dict.fromkeys(kinds))
        return said if len(others) == len(members) else words.or_nothing(said)

    def part(self, index: int) -> Shape | None:
        member = self.only_member
        return None if member is None else member.part(index)

    @property
    def only_member(self) -> Shape | None:
        """Return the only member besides None, if there is exactly one."""
        others = [member for member in self._members if not isinstance(member, Null)]
        return others[0] if len(others) == 1 else None

    def with_member(self, old: Shape, new: Shape) -> Union:
        """Return this union with one member replaced."""
        return Union([new if member is old else member for member in self._members])

    def accepts(self, value: Any) -> bool:
        return any(member.accepts(value) for member in self._members)

    def offers(self, value: Any) -> bool:
        return any(member.offers(value) for member in self._members)

    def _member(self, value: Any) -> tuple[str, Shape]:
        for tag, member in self._tags.items():
            if member.accepts(value):
                return tag, member
        raise RefusedError(f"expected {self.says}")

    def encode(self, value: Any) -> Texts:
        tag, member = self._member(value)
        texts = member.encode(value)
        if same(attempt(self.decode, texts), value):
            return texts
        return (self._marked(tag, member, value),)

    def text(self, value: Any) -> str:
        tag, member = self._member(value)
        text = member.text(value)
        return text if same(attempt(self.parse, text), value) else self._marked(tag, member, value)

    def _marked(self, tag: str, member: Shape, value: Any) -> str:
        data = member.to_json(value)
        text = dumps(data)
        return text if same(attempt(self.parse, text), value) else dumps({tag: data})

    def decode(self, texts: Texts) -> Any:
        if len(texts) != 1:
            return self._decode_several(texts)
        found, value = self._read_marked(texts[0])
        if found:
            return value
        return self._first(
            texts,
            self._members,
            lambda member: member.decode(texts),
            lambda member, value: member.encode(value),
        )

    def _decode_several(self, texts: Texts) -> Any:
        try:
            return self._first(
                texts,
                [member for member in self._members if member.repeats],
                lambda member: member.decode(texts),
                lambda member, value: member.encode(value),
            )
        except RefusedError as error:
            value = attempt(self.decode, texts[-1:])
            if value is REFUSED:
                raise error from None
            if self._member(value)[1].repeats:
                raise  # a list with one bad item is not the list of its last item
            return value

    def parse(self, text: str) -> Any:
        found, value = self._read_marked(text)
        if found:
            return value
        return self._first(
            text,
            self._members,
            lambda member: member.parse(text),
            lambda member, value: member.text(value),
        )

    def _read_marked(self, text: str) -> tuple[bool, Any]:
        if not text.startswith(('"', "[", '{"=')):
            return False, None
        try:
            data: Json = loads(text)
        except TooManyError:
            if any(member.nests for member in self._members):
                raise
            return False, None
        except RefusedError:
            return False, None
        if isinstance(data, dict):
            tagged = self._tagged(data)
            return (False, None) if tagged is None else (True, tagged[0].from_json(tagged[1]))
        wanted = 60 if isinstance(data, str) else Items.rank
        for member in self._members:
            if member.rank == wanted:
                value = attempt(member.from_json, data)
                if value is not REFUSED and same(member.to_json(value), data):
                    return True, value
        return False, None

    def _tagged(self, data: Json) -> tuple[Shape, Any] | None:
        if isinstance(data, dict) and len(data) == 1:
            ((tag, inner),) = data.items()
            if tag in self._tags:
                return self._tags[tag], inner
        return None

    def _first(
        self,
        given: Any,
        members: Sequence[Shape],
        read: Callable[[Shape], Any],
        write: Callable[[Shape, Any], Any],
    ) -> Any:
        """Return the first value that is written back unchanged, else the first one read."""
        lenient: list[Any] = []
        failed: Exception | None = None
        for member in members:
            try:
                value = read(member)
            except ValueError as error:
                failed = failed if isinstance(member, Null) else error
                continue
            if same(attempt(partial(write, member), value), given):
                return value
            lenient.append(value)
        if not lenient:
            raise self._refusal(failed) from None
        return lenient[0]

    def _refusal(self, failed: Exception | None) -> Exception:
        """Return the error for what no member reads, given that of one besides None."""
        member = self.only_member
        if member is not None and failed is not None:
            error = refused(failed)
            if str(error) not in (f"expected {member.says}", words.UNFIT):
                return error
        return RefusedError(f"expected {self.says}")

    def to_json(self, value: Any) -> Any:
        tag, member = self._member(value)
        data: Json = member.to_json(value)
        if self._tagged(data) is not None:
            return {tag: data}
        if isinstance(data, list | dict):
            readers = self._readers(data)
            if len(readers) == 1:
                return data
            if _would_explode(readers):
                return {tag: data}
        return data if same(attempt(self.from_json, data), value) else {tag: data}

    def from_json(self, data: Json) -> Any:
        tagged = self._tagged(data)
        if tagged is not None:
            return tagged[0].from_json(tagged[1])
        readers: Sequence[Shape] = self._members
        if isinstance(data, list | dict):
            readers = self._readers(data)
            if len(readers) == 1:
                return readers[0].from_json(data)
            if _would_explode(readers):
                raise RefusedError(f"it must name its type: {', '.join(self._tags)}")
        return self._first(
            data,
            readers,
            lambda member: member.from_json(data),
            lambda member, value: member.to_json(value),
        )

    def _readers(self, data: list[Any] | dict[str, Any]) -> list[Shape]:
        """Return the members that can be written as this kind of JSON container."""
        return [member for member in self._members if member.nests in (type(data), object)]


def _would_explode(readers: Sequence[Shape]) -> bool:
    """Return whether trying the readers in turn takes exponential time in the data's depth."""
    return any(reader.recursive for reader in readers)


def choices_of(shape: Shape | None) -> list[Any] | None:
    """Return the values of an Enum, a Literal, a bool or a value_map; otherwise None."""
    if isinstance(shape, Constants):
        return shape.values
    if shape is not None and shape.label == "bool":
        return [False, True]
    inner = inner_of(shape)
    return None if inner is None else choices_of(inner)


def inner_of(shape: Shape | None) -> Shape | None:
    """Return the shape of a list's items, or of an optional type's values."""
    if isinstance(shape, Items):
        return shape.only_item
    return shape.only_member if isinstance(shape, Union) else None
