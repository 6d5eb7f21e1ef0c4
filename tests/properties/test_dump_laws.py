"""Laws of dump() and load(), over generated types and values."""

from __future__ import annotations

import json

from hypothesis import assume, given
from hypothesis import strategies as st

from properties.declared import state_class
from properties.generated import Typed, alike, types_
from st_page_state import use_ports
from st_page_state.codecs.annotations import codec_for
from st_page_state_fakes import FakeQuery, FakeSession


@given(types_, types_, st.data())
def test_to_load_a_json_dump_changes_nothing(one: Typed, other: Typed, data: st.DataObject) -> None:
    fields = {}
    for name, typed in (("one", one), ("other", other)):
        codec = codec_for(typed.annotation)
        value = codec.validate(data.draw(typed.values, label=name))
        # Pydantic itself may cast a union's value again at each validation.
        assume(alike(codec.validate(value), value))
        fields[name] = (typed.annotation, value)
    cls = state_class("Dumped", fields, url_warn_length=10**9)
    query = FakeQuery()
    with use_ports(FakeSession(), query):
        before = cls.dump()
        saved = json.dumps(cls.dump(mode="json"))
        updates, version = len(query.updates), cls.snapshot()
        assert cls.load(json.loads(saved), mode="json") == {}
        assert alike(cls.dump(), before), saved
        assert (len(query.updates), cls.snapshot()) == (updates, version)
    with use_ports(FakeSession(), FakeQuery()):
        assert cls.load(json.loads(saved), mode="json", strict=False) == {}
        assert alike(cls.dump(), before), saved
