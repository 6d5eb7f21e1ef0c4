"""Law of links: a snapshot of any state class survives a link."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from properties.declared import state_class
from properties.generated import Typed, alike, types_
from st_page_state import link

bases = st.sampled_from(
    ["", "?utm=1", "https://app.example", "https://app.example/a=b/?q=//x?y&q=#part", "/page"]
)


@given(
    st.dictionaries(st.sampled_from(["a", "tag", "x.y", "q", "é&="]), types_, min_size=1),
    bases,
    st.booleans(),
    st.data(),
)
def test_a_linked_snapshot_parses_as_itself(
    drawn: dict[str, Typed], base: str, hide: bool, data: st.DataObject
) -> None:
    fields = {f"f{i}": typed for i, typed in enumerate(drawn.values())}
    declared = {n: (typed.annotation, data.draw(typed.values)) for n, typed in fields.items()}
    cls = state_class("Linked", declared, hide_defaults=hide, url_prefix=next(iter(drawn)))
    snapshot = cls(**{name: data.draw(typed.values) for name, typed in fields.items()})
    for name, field in cls.__page_state__.fields.items():
        value = getattr(snapshot, name)
        assume(alike(field.codec.validate(value), value))
    url = link(snapshot, base=base)
    parsed = cls.parse(url)
    for name in fields:
        assert alike(getattr(parsed, name), getattr(snapshot, name)), url
    assert link(parsed, base=base) == url
