"""What is known of one key or param: its default, its first types, or why it stays."""

from __future__ import annotations

from typing import Any

import libcst as cst

from st_page_state.devtools.migrate import widgets
from st_page_state.devtools.migrate.facts import (
    Facts,
    Reason,
    Uses,
    copies,
    is_at_top,
    is_certain,
    object_of,
)
from st_page_state.devtools.migrate.first_values import EMPTY, default_as, default_code, meant
from st_page_state.devtools.migrate.keys import known_key
from st_page_state.devtools.migrate.literals import code_of, literal, literal_date
from st_page_state.devtools.migrate.presence import caught, unset_read
from st_page_state.devtools.migrate.types import Inference, of_value
from st_page_state.devtools.migrate.uses import Kind, Source, Use

_DEFAULTS = {Kind.FIRST, Kind.SET_DEFAULT, Kind.GET}


class Judge:
    """Looks at keys and params one by one."""

    def __init__(
        self, session: dict[str, Uses], params: dict[str, Uses], sources: list[Source]
    ) -> None:
        self._session, self._params, self._sources = session, params, sources
        self._links = self._linked()

    def session(self, key: str, refusal: str) -> Facts | Reason:
        """Return what is known of a key, or why it stays."""
        uses = self._session[key]
        source, use = uses[0]
        if refusal:
            return source, use.line, refusal
        for source, use in uses:
            if source.stays:
                return source, use.line, "this module uses it and is not among the given ones"
        for source in self._sources:
            for unclear in source.unclear_session():
                if unclear.concerns(key) and not self._is_number(unclear.read):
                    line = unclear.line
                    return source, line, f"this line may use it: {unclear.reason}"
        for source, use in uses:
            if use.kind is Kind.OTHER:
                return source, use.line, use.reason
        if any(use.kind is Kind.PRESENCE for _, use in uses):
            return self._maybe_unset(uses)
        return self._with_default(key, uses)

    def _maybe_unset(self, uses: Uses) -> Facts | Reason:
        """Return what is known of a key whose presence is asked for: None stands for absence."""
        told = "the code tests whether it is set: set it to None first, and test `is not None`"
        for source, use in uses:
            plain = use.kind in (Kind.WRITE, Kind.READ, Kind.AUGMENT, Kind.DELETE, Kind.PRESENCE)
            nothing = use.kind is Kind.GET and literal(use.value) == (True, None)
            if not plain and not nothing:
                return source, use.line, told
            if use.kind in (Kind.READ, Kind.AUGMENT) and caught(source, use.node):
                return source, use.line, "it may be unset where it is read, and the error is caught"
        unset = unset_read(uses)
        if unset is not None:
            source, use = unset
            return source, use.line, "it may be unset where it is read"
        if not any(use.kind is Kind.WRITE for _, use in uses):
            source, use = uses[0]
            return source, use.line, told
        return Facts(uses, None, "default=None", frozenset({"None"}), is_maybe=True)

    def _first_written(self, uses: Uses) -> Facts | Reason:
        """Return what is known of a key that is written before it is read, or read in vain.

        Each read before it would fail, so any first value of the right type does.
        """
        widget = [(source, use) for source, use in uses if use.kind is Kind.WIDGET]
        for source, use in uses:
            if use.kind is Kind.READ and caught(source, use.node):
                return source, use.line, "it may be unset where it is read, and the error is caught"
        if len(widget) == 1 and not any(use.kind is Kind.DELETE for _, use in uses):
            source, use = widget[0]
            assert use.call is not None
            known, value = widgets.first_value(source, use.call)
            if known and is_at_top(source, use.node, within=cst.With) and value is not None:
                use.gives_first = True
                return Facts(uses, value, default_code(value), of_value(value))
        if not widget:
            for source, use in sorted(uses, key=lambda each: each[1].line):
                if use.kind is Kind.WRITE and use.value is not None:
                    inference = Inference(source.names, lambda _: None)
                    types = inference.types(use.value)
                    known, value = default_as(meant(source, use.value), "str")
                    if known and value is not None and types:
                        return Facts(uses, value, default_code(value), types)
                    name = next(iter(types), "") if len(types) == 1 else ""
                    if name in EMPTY:
                        return Facts(uses, EMPTY[name], default_code(EMPTY[name]), types)
        source, use = uses[0]
        return source, use.line, "no first value is known for it"

    def _is_number(self, key: str | None) -> bool:
        """Return whether a key only ever holds whole numbers, which are no names of keys."""
        given = [
            use.value
            for _, use in self._session.get(key or "", [])
            if use.kind in (Kind.FIRST, Kind.SET_DEFAULT, Kind.WRITE)
        ]
        return bool(given) and all(type(literal(each)[1]).__name__ == "int" for each in given)

    def _with_default(self, key: str, uses: Uses) -> Facts | Reason:
        linked = self._links.get(key)
        found: list[tuple[Source, Use, bool, Any]] = []
        for source, use in uses:
            if use.kind in _DEFAULTS and not is_certain(source, use, uses):
                value = self._read_of(source, use) if use.kind is Kind.FIRST else None
                made = self._made_at_first(source, use)
                if made:
                    return Facts(uses, 0.0, f"default_factory={made}", frozenset({"float"}))
                node = meant(source, use.value) if value is None else value.value
                known, first = default_as(node, "str" if value is None else value.cast)
                date = literal_date(source.names, node)
                found.append((source, use, known or date is not None, date or first))
            elif use.kind is Kind.NATIVE and not any(u.kind in _DEFAULTS for _, u in uses):
                assert use.call is not None
                found.append((source, use, *widgets.first_value(source, use.call)))
        if not found:
            return self._first_written(uses)
        for source, use, known, _ in found:
            if not known:
                code = f"`{code_of(use.value)}`" if use.value else "that of its widget"
                told = f"its first value, {code}, is no plain value"
                return source, use.line, f"{told}{object_of(source, use.value)}"
        source, use, _, value = found[0]
        if any(repr(other[3]) != repr(value) for other in found):
            return source, use.line, "it has different first values"
        types = of_value(value)
        if not types:
            return source, use.line, f"its first value is a {type(value).__name__}"
        reads = [self._read_of(source, use) for source, use, *_ in found]
        if linked is not None and any(read is None for read in reads):
            return source, use.line, "only some of its first values are from the address"
        if linked is not None and value is None:
            types |= {"str"}
        return Facts(uses, value, default_code(value), types, linked)

    def _made_at_first(self, source: Source, use: Use) -> str:
        """Return the factory of a first value that is the time of the session's first run."""
        value = use.value
        first = sum(each.kind in _DEFAULTS for _, each in self._session[use.key]) == 1
        if not isinstance(value, cst.Call) or value.args or not first:
            return ""
        code = source.code(value.func)
        known = code == "time.time" and "time" in source.names.imported_first
        return code if known and is_at_top(source, use.node) else ""

    def _read_of(self, source: Source, use: Use) -> Use | None:
        """Return the read of a param that gives a key its first value."""
        node = use.value
        if isinstance(node, cst.Name):
            node = source.names.only_value(node.value)
        return next((read for read in source.params if read.node is node), None)

    def _linked(self) -> dict[str, str]:
        """Return the params of the keys that get their first value from one."""
        links: dict[str, str] = {}
        for key, uses in self._session.items():
            for source, use in uses:
                read = self._read_of(source, use) if use.kind is Kind.FIRST else None
                if read is not None:
                    links[key] = read.key
        return links

    def param(self, key: str, refusal: str) -> Facts | Reason:
        """Return what is known of a param, or why it stays."""
        uses = self._params[key]
        source, use = uses[0]
        owner = next((name for name, param in self._links.items() if param == key), None)
        if refusal and owner is None:
            return source, use.line, refusal
        for source in self._sources:
            for unclear in source.unclear:
                if unclear.query and unclear.blocks:
                    return source, unclear.line, f"this may remove it: {unclear.reason}"
            for call in [*source.from_dicts, *(source.clears if owner is not None else ())]:
                if owner is not None or not self._gives_all(call):
                    return source, source.line(call), "all params are replaced here"
        for source, use in uses:
            if source.stays:
                return source, use.line, "this module uses it and is not among the given ones"
            if use.kind is Kind.OTHER:
                return source, use.line, use.reason
            if owner is not None and use.kind in (Kind.PRESENCE, Kind.READ):
                return source, use.line, "the code tests whether the address has it"
            if owner is not None and use.kind is not Kind.GET and not copies(source, use, owner):
                done = (
                    "removed apart from"
                    if use.kind is Kind.DELETE
                    else "set to something else than"
                )
                return source, use.line, f'it is {done} the key "{owner}"'
        unset = _unset_param(uses)
        if unset is not None:
            return unset
        reads = [(source, use) for source, use in uses if use.kind is Kind.GET]
        if not reads:
            source, use = uses[0]
            if not any(use.kind is Kind.READ for _, use in uses):
                return source, use.line, "it is never read"
            return Facts(uses, None, "default=None", frozenset({"str", "None"}), is_maybe=True)
        if any(use.kind is Kind.NATIVE for _, use in self._session.get(key, [])):
            return source, use.line, "a widget is bound to it as well"
        return self._read_alike(reads, uses, owner)

    def _gives_all(self, call: cst.Call) -> bool:
        """Return whether a `from_dict()` names each param that the app uses."""
        given = call.args[0].value if len(call.args) == 1 else None
        modules = {source.path for uses in self._params.values() for source, _ in uses}
        if not isinstance(given, cst.Dict) or len(modules) > 1:
            return False
        keys = [each.key for each in given.elements if isinstance(each, cst.DictElement)]
        names = [known_key(key) for key in keys]
        return len(names) == len(given.elements) and sorted(map(str, names)) == sorted(self._params)

    def _read_alike(self, reads: Uses, uses: Uses, owner: str | None) -> Facts | Reason:
        source, first = reads[0]
        known, value = default_as(first.value, first.cast)
        if not known:
            return source, first.line, "its default is no plain value of the type it is cast to"
        if first.cast == "str" and not isinstance(value, (str, type(None))):
            return source, first.line, "its default is no text, although what is read is one"
        for source, use in reads[1:]:
            if use.cast != first.cast or repr(default_as(use.value, use.cast)[1]) != repr(value):
                return source, use.line, "it is read with different casts or defaults"
        types = frozenset({"str", "None"}) if value is None else of_value(value)
        return Facts(uses, value, default_code(value), types, owner)


def _unset_param(uses: Uses) -> Reason | None:
    """Return why a param stays whose presence is asked for, or that has no default."""
    asked = [(s, use) for s, use in uses if use.kind in (Kind.PRESENCE, Kind.READ)]
    if not asked:
        return None
    for source, use in uses:
        if use.kind is Kind.GET and (use.cast, literal(use.value)) != ("str", (True, None)):
            return source, use.line, "it is read with a default, and the code tests for it"
        if use.kind is Kind.READ and caught(source, use.node):
            return source, use.line, "it may be missing where it is read, and the error is caught"
    unset = unset_read(uses)
    if unset is not None:
        return unset[0], unset[1].line, "it is read without a default"
    return None
