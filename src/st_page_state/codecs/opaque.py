"""The shape of types that only pydantic understands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from st_page_state.codecs.base import RefusedError, Shape
from st_page_state.codecs.containers import attempt
from st_page_state.codecs.equality import same
from st_page_state.codecs.json_text import dumps, loads


class Opaque(Shape):
    """A type that only pydantic understands; each value is checked to survive a round trip."""

    rank: int = 45
    nests: type | None = object

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
        self.label: str = label
        self.plain: bool = plain
        self.loose: bool = not plain  # JSON may not contain everything in such a value
        self.mutable: bool = mutable
        self._dump, self._load, self._accepts = dump, load, accepts

    def accepts(self, value: Any) -> bool:
        return self._accepts(value)

    def text(self, value: Any) -> str:
        data = self.to_json(value)
        if isinstance(data, str) and same(attempt(self.parse, data), value):
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
        if not same(attempt(self._load, data), value):
            raise RefusedError(f"this {self.label} does not survive a round trip through JSON")
        return data

    def from_json(self, data: Any) -> Any:
        return self._load(data)
