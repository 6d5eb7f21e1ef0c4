"""Laws of hostile input: the fuzzer's targets, on input from hypothesis."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from fuzz.inputs import examples
from fuzz.kinds import KINDS
from fuzz.mutation import Mutation
from fuzz.states import CLASSES, PAIRS
from fuzz.targets import SEPARATOR, TARGETS
from properties.generated import json_data, junk_text, writable_text
from st_page_state.codecs import json_text
from st_page_state.codecs.base import TooManyError
from st_page_state.codecs.equality import same

KNOWN = {target: list(examples(target)) for target in TARGETS}
MUTATIONS = {target: Mutation(target) for target in TARGETS}
names = st.sampled_from([name for cls in CLASSES for name in cls.__page_state__.params])


@pytest.mark.parametrize("target", TARGETS)
@given(data=st.binary(max_size=200))
@example(data=b"")
@example(data=b"\0")
@example(data=b"\xff")
def test_any_bytes_keep_the_laws(target: str, data: bytes) -> None:
    TARGETS[target](data)


@pytest.mark.parametrize("target", TARGETS)
@given(data=st.data(), seeds=st.lists(st.integers(0, 2**31), min_size=1, max_size=6))
def test_altered_known_inputs_keep_the_laws(
    target: str, data: st.DataObject, seeds: list[int]
) -> None:
    found = data.draw(st.sampled_from(KNOWN[target]))
    for seed in seeds:
        found = MUTATIONS[target](found, seed)
    TARGETS[target](found)


@given(st.integers(0, len(KINDS) - 1), st.lists(junk_text, min_size=1, max_size=3))
def test_any_texts_of_any_kind_keep_the_laws(kind: int, texts: list[str]) -> None:
    encoded = (text.encode(errors="surrogatepass") for text in texts)
    TARGETS["decode"](bytes([kind]) + SEPARATOR.join(encoded))


@pytest.mark.parametrize("target", ["parse", "landing"])
@given(
    st.integers(0, len(PAIRS) - 1),
    st.dictionaries(names, st.lists(writable_text, min_size=1, max_size=3), max_size=8),
)
def test_any_query_string_keeps_the_laws(
    target: str, head: int, params: dict[str, list[str]]
) -> None:
    TARGETS[target](bytes([head]) + urlencode(params, doseq=True).encode())


@given(json_data, st.sampled_from([None, 0, "\t "]), st.booleans())
def test_text_with_too_many_parts_is_rejected_unread(
    data: Any, indent: int | str | None, ascii_only: bool
) -> None:
    parts = _parts(data)
    text = json.dumps(data, indent=indent, ensure_ascii=ascii_only)
    assume("NaN" not in text and "Infinity" not in text)
    with pytest.MonkeyPatch.context() as change:
        change.setattr(json_text, "MOST_PARTS", parts)
        assert same(json_text.loads(text), data)
        change.setattr(json_text, "MOST_PARTS", parts - 1)
        if parts > 1:
            with pytest.raises(TooManyError):
                json_text.loads(text)


def _parts(data: Any) -> int:
    inside: Any = data.values() if isinstance(data, dict) else data
    return 1 + (sum(map(_parts, inside)) if isinstance(data, dict | list) else 0)
