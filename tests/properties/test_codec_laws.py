"""Laws of the codec, over generated types, values and texts."""

from __future__ import annotations

import dataclasses
import enum
import json
import pickle
from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import BaseModel

from properties.generated import Typed, alike, hashable, junk_texts, lone_surrogate, types_
from st_page_state.codecs.annotations import codec_for
from st_page_state.codecs.codec import Codec
from st_page_state.codecs.copies import are_twins, is_unaltered


def _draw_value(data: st.DataObject, typed: Typed) -> tuple[Codec, Any]:
    """Draw a validated value, as the library would hold it."""
    codec = codec_for(typed.annotation)
    value = codec.validate(data.draw(typed.values, label="value"))
    # Pydantic itself may cast a union's value again at each validation.
    assume(alike(codec.validate(value), value))
    return codec, value


@given(types_, st.data())
def test_an_encoded_value_decodes_to_itself(typed: Typed, data: st.DataObject) -> None:
    codec, value = _draw_value(data, typed)
    texts = codec.encode(value)
    assert texts
    assert alike(codec.decode(texts), value), texts
    assert codec.encode(value) == texts
    assert codec.encode(codec.decode(texts)) == texts


@given(types_, st.data())
def test_texts_survive_a_real_query_string(typed: Typed, data: st.DataObject) -> None:
    codec, value = _draw_value(data, typed)
    texts = codec.encode(value)
    query = urlencode({"x": texts}, doseq=True)
    assert parse_qs(query, keep_blank_values=True) == {"x": list(texts)}


@given(types_, st.data())
def test_any_texts_are_rejected_or_corrected_once(typed: Typed, data: st.DataObject) -> None:
    codec, value = _draw_value(data, typed)
    texts = data.draw(junk_texts(codec.encode(value)), label="texts")
    try:
        read = codec.decode(texts)
    except ValueError:
        return
    corrected = codec.encode(read)
    again = codec.decode(corrected)
    assert alike(again, read), corrected
    assert codec.encode(again) == corrected


@given(types_, st.data())
def test_a_stored_value_loads_as_itself(typed: Typed, data: st.DataObject) -> None:
    codec, value = _draw_value(data, typed)
    stored = codec.store(value)
    assert alike(codec.load(stored), value)
    assert codec.unchanged(value, stored)


@given(types_, st.data())
def test_a_stored_value_is_plain_and_picklable(typed: Typed, data: st.DataObject) -> None:
    codec, value = _draw_value(data, typed)
    assume(codec._as_json or codec._known.plain)
    stored = codec.store(value)
    _check_plain(stored)
    assert alike(pickle.loads(pickle.dumps(stored)), stored)


def _check_plain(data: Any) -> None:
    assert not isinstance(data, enum.Enum | BaseModel)
    assert not dataclasses.is_dataclass(data)
    if isinstance(data, dict):
        _check_plain([*data.keys(), *data.values()])
    elif isinstance(data, list | tuple | set | frozenset):
        assert type(data) in (list, tuple, set, frozenset)
        for item in data:
            _check_plain(item)


@given(types_, st.data())
def test_json_data_reads_as_its_value(typed: Typed, data: st.DataObject) -> None:
    codec, value = _draw_value(data, typed)
    form = codec.to_json(value)
    assert alike(codec.from_json(form), value), form
    assert alike(codec.from_json(json.loads(json.dumps(form))), value), form


@given(hashable, st.data())
def test_a_set_is_written_in_one_order(typed: Typed, data: st.DataObject) -> None:
    codec = codec_for(set[typed.annotation])
    items = [
        codec_for(typed.annotation).validate(v)
        for v in data.draw(st.lists(typed.values, max_size=6))
    ]
    items = list({item: item for item in items}.values())
    shuffled = data.draw(st.permutations(items))
    assert codec.encode(set(items)) == codec.encode(set(shuffled))


@given(lone_surrogate)
def test_lone_surrogates_are_rejected_everywhere(text: str) -> None:
    for annotation, value in [
        (str, text),
        (str | None, text),
        (list[str], [text]),
        (dict[str, int], {text: 1}),
        (Any, {"a": [text]}),
    ]:
        with pytest.raises(ValueError):
            codec_for(annotation).encode(value)
    for annotation in (str, str | None, list[str], Any, dict[str, int]):
        with pytest.raises(ValueError):
            codec_for(annotation).decode((text,))


@given(types_, st.data())
def test_the_fast_comparison_never_misses_a_change(typed: Typed, data: st.DataObject) -> None:
    codec, before = _draw_value(data, typed)
    now = codec.validate(data.draw(typed.values, label="now"))
    assert is_unaltered(now, before) or not are_twins(now, before)
