"""Decorated functions and recorded outputs keep their arguments."""

from __future__ import annotations

from typing import Any

import pytest

from st_page_state_fakes import FakeApp


@pytest.mark.parametrize("decorate", ["fragment", "cache_data", "cache_resource"])
def test_what_is_decorated_with_or_without_brackets_takes_its_arguments(decorate: str) -> None:
    def script(st: Any) -> None:
        decorator = getattr(st, decorate)

        def greet(name: str, *, sign: str = ".") -> str:
            return name + sign

        st.text(decorator(greet)("Ann", sign="!") + decorator()(greet)("Bob"))

    assert FakeApp(script).open().texts == ["Ann!Bob."]


def test_what_is_written_is_recorded_with_what_it_was_written_with() -> None:
    def script(st: Any) -> None:
        st.write("x", width=100)
        st.write_stream(["y"], cursor="|")

    outputs = FakeApp(script).open().outputs
    assert [output.kwargs for output in outputs] == [{"width": 100}, {"cursor": "|"}]
