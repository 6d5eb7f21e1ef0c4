"""Unions: which member a text or a piece of JSON is read as."""

from __future__ import annotations

import pytest
from pydantic import BaseModel

from st_page_state.codecs.annotations import codec_for
from st_page_state.codecs.base import RefusedError
from st_page_state.codecs.builder import shape_of
from st_page_state.codecs.value_map import mapped_shape


class Tree(BaseModel):
    inner: Tree | Bush | None = None


class Bush(BaseModel):
    inner: Tree | Bush | None = None


def test_members_of_one_name_have_tags_of_their_own() -> None:
    shape = shape_of(list[int] | list[str] | list[bool])
    for tag, value in (("=list", [1]), ("=list'", ["1"]), ("=list''", [True])):
        assert repr(shape.from_json({tag: value})) == repr(value)
    with pytest.raises(RefusedError):
        shape.from_json({"=list'''": [1]})


@pytest.mark.parametrize("text", ["01", "1.0", "+1", " 1"])
def test_a_text_is_read_as_the_member_that_would_write_it(text: str) -> None:
    shape = shape_of(int | str)
    assert shape.parse(text) == text
    assert shape.from_json(text) == text
    assert shape.decode((text,)) == text
    assert shape_of(list[int] | list[str]).decode((text, "2")) == [text, "2"]
    assert shape.parse("1") == 1
    assert shape_of(int | bool).parse(text) == 1  # there is none: then the first that can


def test_of_very_many_texts_the_last_one_counts() -> None:
    assert codec_for(int | None).decode(("x",) * 5000 + ("1",)) == 1


def test_json_of_types_that_mention_themselves_must_say_which_it_is() -> None:
    codec = codec_for(Tree | Bush)
    with pytest.raises(RefusedError, match=r"^it must name its type: =Tree, =Bush$"):
        codec.from_json({})
    assert codec.to_json(Bush(inner=Tree())) == {"=Bush": {"inner": {"=Tree": {"inner": None}}}}


def test_a_value_map_is_of_the_whole_union_unless_all_else_is_none() -> None:
    whole = mapped_shape(shape_of(int | str | None), {1: "one", "x": "ex", None: "none"})
    assert [whole.text(value) for value in (1, "x", None)] == ["one", "ex", "none"]
    optional = mapped_shape(shape_of(int | None), {1: "one"})
    assert [optional.text(value) for value in (1, None)] == ["one", "null"]
