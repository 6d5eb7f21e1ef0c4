"""Texts that fuzzing came upon, each the smallest that shows what was wrong."""

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
def test_what_is_told_of_a_refusal_is_short_and_has_no_control_characters(
    annotation: Any, text: str
) -> None:
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
def test_a_lone_surrogate_is_refused_where_no_type_is_declared(annotation: Any, text: str) -> None:
    with pytest.raises(ValueError, match="lone surrogate"):
        codec_for(annotation).decode((text,))


class TestJsonOfManyParts:
    """Each part takes its time, and a link may have a quarter of a million of them."""

    def test_it_is_refused_whatever_it_is_to_be(self) -> None:
        text = f"[{','.join(['[1]'] * 6_000)}]"
        for annotation in (list[list[int]], dict[str, Any]):
            for blank in ("", " "):
                with pytest.raises(ValueError, match="more than 10,000 parts"):
                    codec_for(annotation).decode((blank + text,))

    def test_a_value_that_could_not_be_read_again_is_not_written(self) -> None:
        many = {f"{i}": i for i in range(10_001)}
        with pytest.raises(ValueError, match="more than 10,000 parts"):
            codec_for(dict[str, int]).encode(many)

    def test_a_field_that_is_not_in_the_url_may_have_any_number(self) -> None:
        codec = codec_for(dict[str, list[int]])
        value = {f"{i}": [i] for i in range(10_000)}
        assert codec.from_json(codec.to_json(value)) == value

    def test_a_param_given_too_often_is_refused(self) -> None:
        assert len(codec_for(list[int]).decode(("1",) * 10_000)) == 10_000
        with pytest.raises(ValueError, match="more than 10,000 times"):
            codec_for(list[int]).decode(("1",) * 10_001)

    def test_where_no_list_or_dict_can_be_meant_it_is_a_text(self) -> None:
        text = "[" + "," * 10_001
        assert codec_for(str | None).decode((text,)) == text

    @pytest.mark.parametrize("annotation", [list[str], set[str], Any, list[int] | str])
    def test_it_is_no_text_instead(self, annotation: Any) -> None:
        text = f"[{','.join(['1'] * 10_001)}]"
        with pytest.raises(ValueError, match="more than 10,000 parts"):
            codec_for(annotation).decode((text,))

    @pytest.mark.parametrize("annotation", [Any, list[int] | str, str | None, list[str] | str])
    def test_a_text_that_looks_like_it_is_read_again(self, annotation: Any) -> None:
        codec, text = codec_for(annotation), f"[{','.join(['1'] * 10_001)}]"
        assert codec.decode(codec.encode(text)) == text


class TestNumbersOfOneHash:
    """In a set each of them is compared with all the others."""

    NUMBERS = tuple(str((2**61 - 1) * n) for n in range(1, 300))

    def test_they_are_refused(self) -> None:
        with pytest.raises(ValueError, match="the same hash"):
            codec_for(set[int]).decode(self.NUMBERS)
        with pytest.raises(ValueError, match="the same hash"):
            codec_for(frozenset[int]).decode((f"[{','.join(self.NUMBERS)}]",))
        weights = ",".join(f'"{number}":1' for number in self.NUMBERS)
        with pytest.raises(ValueError, match="the same hash"):
            codec_for(dict[int, int]).decode((f"{{{weights}}}",))

    def test_a_few_of_them_or_one_of_them_often_are_no_trouble(self) -> None:
        few = self.NUMBERS[:50]
        assert codec_for(set[int]).decode(few) == {int(number) for number in few}
        assert codec_for(set[int]).decode(self.NUMBERS[:1] * 300) == {2**61 - 1}
        assert codec_for(list[int]).decode(self.NUMBERS)[-1] == 299 * (2**61 - 1)
