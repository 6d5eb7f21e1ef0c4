"""Unions: the member that a text or JSON is read as."""

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


def test_members_with_the_same_name_have_different_tags() -> None:
    shape = shape_of(list[int] | list[str] | list[bool])
    for tag, value in (("=list", [1]), ("=list'", ["1"]), ("=list''", [True])):
        assert repr(shape.from_json({tag: value})) == repr(value)
    with pytest.raises(RefusedError):
        shape.from_json({"=list'''": [1]})


@pytest.mark.parametrize("text", ["01", "1.0", "+1", " 1"])
def test_a_text_is_read_as_the_member_that_writes_it(text: str) -> None:
    shape = shape_of(int | str)
    assert shape.parse(text) == text
    assert shape.from_json(text) == text
    assert shape.decode((text,)) == text
    assert shape_of(list[int] | list[str]).decode((text, "2")) == [text, "2"]
    assert shape.parse("1") == 1
    assert shape_of(int | bool).parse(text) == 1  # no such member: the first that can read it


def test_the_last_of_many_texts_counts() -> None:
    assert codec_for(int | None).decode(("x",) * 5000 + ("1",)) == 1


def test_json_of_recursive_types_needs_a_tag() -> None:
    codec = codec_for(Tree | Bush)
    with pytest.raises(RefusedError, match=r"^it must name its type: =Tree, =Bush$"):
        codec.from_json({})
    assert codec.to_json(Bush(inner=Tree())) == {"=Bush": {"inner": {"=Tree": {"inner": None}}}}


def test_a_value_map_covers_the_union_unless_the_rest_is_none() -> None:
    whole = mapped_shape(shape_of(int | str | None), {1: "one", "x": "ex", None: "none"})
    assert [whole.text(value) for value in (1, "x", None)] == ["one", "ex", "none"]
    optional = mapped_shape(shape_of(int | None), {1: "one"})
    assert [optional.text(value) for value in (1, None)] == ["one", "null"]
