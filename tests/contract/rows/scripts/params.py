"""The script of the rows about query params: one button for each thing to do to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from contract.rows.scripts.showing import outcome, params_of

Action = Callable[[Any], object]

WRITES: dict[str, Action] = {
    "set a": lambda params: params.__setitem__("a", "new"),
    "set the same": lambda params: params.__setitem__("a", params["a"]),
    "set a list": lambda params: params.__setitem__("a", ["x", "y"]),
    "set an empty list": lambda params: params.__setitem__("a", []),
    "set a blank": lambda params: params.__setitem__("a", ""),
    "set a number": lambda params: params.__setitem__("a", 1.5),
    "set None": lambda params: params.__setitem__("a", None),
    "set a dict": lambda params: params.__setitem__("a", {"x": "y"}),
    "set signs": lambda params: params.__setitem__("a", "ä &=+?#/%"),
    "set by attribute": lambda params: setattr(params, "a", "new"),
    "set embed": lambda params: params.__setitem__("embed", "true"),
    "set three": lambda params: [params.__setitem__(name, "new") for name in "abc"],
    "delete a": lambda params: params.__delitem__("a"),
    "delete by attribute": lambda params: delattr(params, "a"),
    "delete the missing": lambda params: params.__delitem__("missing"),
    "delete embed": lambda params: params.__delitem__("embed"),
    "clear": lambda params: params.clear(),
    "update": lambda params: params.update({"a": "new", "n": ["1", "2"]}),
    "update pairs": lambda params: params.update([("a", "new")], n="1"),
    "update with a dict": lambda params: params.update({"n": "1", "a": {"x": "y"}}),
    "from_dict": lambda params: params.from_dict({"n": ["1", "2"], "o": 3}),
    "from_dict the same": lambda params: params.from_dict(params.to_dict()),
    "from_dict with a dict": lambda params: params.from_dict({"n": "1", "a": {"x": "y"}}),
    "from_dict with embed": lambda params: params.from_dict({"embed": "true"}),
}
READS: dict[str, Action] = {
    "getitem": lambda params: params["a"],
    "get": lambda params: params.get("a"),
    "get_all": lambda params: params.get_all("a"),
    "attribute": lambda params: params.a,
    "to_dict": lambda params: params.to_dict(),
    "names": list,
    "items": lambda params: list(params.items()),
    "length": len,
    "in": lambda params: ("a" in params, "embed" in params, "missing" in params),
    "missing getitem": lambda params: params["missing"],
    "missing get": lambda params: params.get("missing", "else"),
    "missing get_all": lambda params: params.get_all("missing"),
    "missing attribute": lambda params: params.missing,
}


def writing(st: Any) -> None:
    """Does one thing to the params, and shows them and how it went."""
    st.text(params_of(st))
    for name, action in WRITES.items():
        if st.button(name):
            st.text(outcome(st, lambda action=action: action(st.query_params)))  # type: ignore[misc]
            st.text(params_of(st))


def reading(st: Any) -> None:
    """Show the result of each way to read."""
    for name, action in READS.items():
        read: list[object] = []
        how = outcome(st, lambda a=action, r=read: r.append(a(st.query_params)))  # type: ignore[misc]
        st.text(f"{name}: {read[0] if read else how!r}")


def writing_in_callback(st: Any) -> None:
    """Write a param in a callback, and show the params that the script reads."""

    def write() -> None:
        st.query_params["a"] = "callback"

    st.button("Write", on_click=write)
    st.text(params_of(st))
