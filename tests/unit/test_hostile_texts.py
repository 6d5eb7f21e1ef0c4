"""Texts that fuzzing came upon, each the smallest that shows what was wrong."""

from __future__ import annotations

import enum
from typing import Annotated, Any
from uuid import UUID

import pytest
from annotated_types import Ge

from st_page_state import InvalidQueryParamError
from st_page_state.codec import codec_for


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
            with pytest.raises(ValueError, match="more than 10,000 parts"):
                codec_for(annotation).decode((text,))

    def test_a_value_that_could_not_be_read_again_is_not_written(self) -> None:
        many = {f"{i}": i for i in range(10_001)}
        with pytest.raises(ValueError, match="more than 10,000 parts"):
            codec_for(dict[str, int]).encode(many)

    def test_commas_in_a_text_are_no_parts(self) -> None:
        codec = codec_for(dict[str, str])
        value = {"a": "," * 30_000}
        assert codec.decode(codec.encode(value)) == value

    def test_a_field_that_is_not_in_the_url_may_have_any_number(self) -> None:
        codec = codec_for(dict[str, list[int]])
        value = {f"{i}": [i] for i in range(10_000)}
        assert codec.from_json(codec.to_json(value)) == value

    def test_a_param_given_too_often_is_refused(self) -> None:
        with pytest.raises(ValueError, match="more than 10,000 times"):
            codec_for(list[int]).decode(("1",) * 10_001)
