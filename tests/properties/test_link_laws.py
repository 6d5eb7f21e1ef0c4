"""Law of links: a snapshot of any state class, written into a link, is read as itself."""

from __future__ import annotations

import types
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from properties.generated import Typed, alike, types_
from st_page_state import PageState, StateVar, link

bases = st.sampled_from(
    ["", "?utm=1", "https://app.example", "https://app.example/a=b/?q=//x?y&q=#part", "/page"]
)


def state_class(fields: dict[str, Typed], defaults: dict[str, Any], **options: Any) -> Any:
    """A state class as a class statement would make it."""

    def body(namespace: dict[str, Any]) -> None:
        namespace["__module__"] = __name__
        namespace["__annotations__"] = {name: typed.annotation for name, typed in fields.items()}
        namespace["Config"] = type("Config", (), options)
        for name, value in defaults.items():
            namespace[name] = StateVar(default_factory=lambda value=value: value, url_key=name)

    return types.new_class("Generated", (PageState,), exec_body=body)


@given(
    st.dictionaries(st.sampled_from(["a", "tag", "x.y", "q", "é&="]), types_, min_size=1),
    bases,
    st.booleans(),
    st.data(),
)
def test_what_is_linked_is_parsed_as_the_same_snapshot(
    drawn: dict[str, Typed], base: str, hide: bool, data: st.DataObject
) -> None:
    fields = {f"f{i}": typed for i, typed in enumerate(drawn.values())}
    defaults = {name: data.draw(typed.values) for name, typed in fields.items()}
    cls = state_class(fields, defaults, hide_defaults=hide, url_prefix=next(iter(drawn)))
    snapshot = cls(**{name: data.draw(typed.values) for name, typed in fields.items()})
    for name, field in cls.__page_state__.fields.items():
        value = getattr(snapshot, name)
        assume(alike(field.codec.validate(value), value))
    url = link(snapshot, base=base)
    parsed = cls.parse(url)
    for name in fields:
        assert alike(getattr(parsed, name), getattr(snapshot, name)), url
    assert link(parsed, base=base) == url
