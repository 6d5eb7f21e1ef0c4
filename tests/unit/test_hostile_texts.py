"""Regressions found by fuzzing, each reduced to the smallest text."""

from __future__ import annotations

import enum
from typing import Annotated, Any
from uuid import UUID

import pytest
from annotated_types import Ge

from st_page_state import InvalidQueryParamError
from st_page_state.codecs.annotations import codec_for


class Rights(enum.Flag):
    READ = 1
    WRITE = 2


@pytest.mark.parametrize(
    ("annotation", "text"),
    [
        (Rights, "4"),
        (Rights, "x\n"),
        (Rights, "9" * 4000),
        (UUID, "\x01"),
        (dict[str, Annotated[int, Ge(0)]], '{"\\n":-1}'),
        (int, "\n"),
        (Any, '"\ud800"'),
    ],
)
def test_error_messages_are_short_and_printable(annotation: Any, text: str) -> None:
    with pytest.raises(ValueError) as refused:
        codec_for(annotation).decode((text,))
    told = str(InvalidQueryParamError("State", "field", "param", text, str(refused.value)))
    assert told.isprintable()
    assert len(told) < 1000


@pytest.mark.parametrize(
    ("annotation", "text"),
    [
        (Any, '"\ud800"'),
        (Any, '["\udfff"]'),
        (Any, '{"\ud800":1}'),
        (Any, "\ud800"),
        (list, '["\ud800",1]'),
        (set, '["\ud800",1]'),
        (dict, '{"a":"\ud800"}'),
    ],
)
def test_a_lone_surrogate_is_rejected_without_a_declared_type(annotation: Any, text: str) -> None:
    with pytest.raises(ValueError, match="lone surrogate"):
        codec_for(annotation).decode((text,))


class TestJsonOfManyParts:
    """A link may contain a quarter of a million parts, and each takes time."""

    def test_it_is_rejected_for_any_type(self) -> None:
        text = f"[{','.join(['[1]'] * 6_000)}]"
        for annotation in (list[list[int]], dict[str, Any]):
            for blank in ("", " "):
                with pytest.raises(ValueError, match="more than 10,000 parts"):
                    codec_for(annotation).decode((blank + text,))

    def test_a_value_too_large_to_read_is_not_written(self) -> None:
        many = {f"{i}": i for i in range(10_001)}
        with pytest.raises(ValueError, match="more than 10,000 parts"):
            codec_for(dict[str, int]).encode(many)

    def test_a_field_without_a_url_key_has_no_limit(self) -> None:
        codec = codec_for(dict[str, list[int]])
        value = {f"{i}": [i] for i in range(10_000)}
        assert codec.from_json(codec.to_json(value)) == value

    def test_a_param_given_too_often_is_rejected(self) -> None:
        assert len(codec_for(list[int]).decode(("1",) * 10_000)) == 10_000
        with pytest.raises(ValueError, match="more than 10,000 times"):
            codec_for(list[int]).decode(("1",) * 10_001)

    def test_it_is_a_string_where_no_list_or_dict_is_possible(self) -> None:
        text = "[" + "," * 10_001
        assert codec_for(str | None).decode((text,)) == text

    @pytest.mark.parametrize("annotation", [list[str], set[str], Any, list[int] | str])
    def test_it_does_not_fall_back_to_a_string(self, annotation: Any) -> None:
        text = f"[{','.join(['1'] * 10_001)}]"
        with pytest.raises(ValueError, match="more than 10,000 parts"):
            codec_for(annotation).decode((text,))

    @pytest.mark.parametrize("annotation", [Any, list[int] | str, str | None, list[str] | str])
    def test_a_text_that_looks_like_it_is_read_again(self, annotation: Any) -> None:
        codec, text = codec_for(annotation), f"[{','.join(['1'] * 10_001)}]"
        assert codec.decode(codec.encode(text)) == text


class TestNumbersOfOneHash:
    """A set compares each of them with all the others."""

    NUMBERS = tuple(str((2**61 - 1) * n) for n in range(1, 300))

    def test_they_are_rejected(self) -> None:
        with pytest.raises(ValueError, match="the same hash"):
            codec_for(set[int]).decode(self.NUMBERS)
        with pytest.raises(ValueError, match="the same hash"):
            codec_for(frozenset[int]).decode((f"[{','.join(self.NUMBERS)}]",))
        weights = ",".join(f'"{number}":1' for number in self.NUMBERS)
        with pytest.raises(ValueError, match="the same hash"):
            codec_for(dict[int, int]).decode((f"{{{weights}}}",))

    def test_a_few_or_repeated_ones_are_accepted(self) -> None:
        few = self.NUMBERS[:50]
        assert codec_for(set[int]).decode(few) == {int(number) for number in few}
        assert codec_for(set[int]).decode(self.NUMBERS[:1] * 300) == {2**61 - 1}
        assert codec_for(list[int]).decode(self.NUMBERS)[-1] == 299 * (2**61 - 1)
