"""Decides which keys and params become fields, and why the others stay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import libcst as cst

from st_page_state.devtools.migrate import widgets
from st_page_state.devtools.migrate.annotations import Annotations, annotation_of
from st_page_state.devtools.migrate.facts import Facts, object_of
from st_page_state.devtools.migrate.fields import Field, Left, Plan, name_refusal, shown_when
from st_page_state.devtools.migrate.flow import nodes_in
from st_page_state.devtools.migrate.guards import session_key
from st_page_state.devtools.migrate.judge import Judge
from st_page_state.devtools.migrate.literals import code_of, plain_value
from st_page_state.devtools.migrate.types import Inference, Types
from st_page_state.devtools.migrate.uses import Kind, Source, Use


class Planner:
    """Decides for the modules of one app.

    Args:
        sources: the modules, with their uses.
    """

    def __init__(self, sources: list[Source]) -> None:
        self._sources = sources
        self._session = _by_key(sources, "session")
        self._params = _by_key(sources, "params")
        self._types: dict[str, Types] = {}
        self._param_types: dict[str, Types] = {}
        self._facts: dict[str, Facts] = {}
        self._param_facts: dict[str, Facts] = {}
        self._reasons: dict[str, tuple[Source, int, str]] = {}
        self._param_reasons: dict[str, tuple[Source, int, str]] = {}
        self._reads = {
            id(use.node): use.key for uses in self._params.values() for _, use in uses
            if use.kind is Kind.GET
        }  # fmt: skip

    def plan(self) -> Plan:
        """Return the decisions."""
        self._decide()
        while self._dissolved():
            self._decide()
        return self._result()

    def _decide(self) -> None:
        for each in (self._facts, self._param_facts, self._reasons, self._param_reasons):
            each.clear()
        judge = Judge(self._session, self._params, self._sources)
        for key, uses in self._session.items():
            if any(use.call is None or use.kind is Kind.NATIVE for _, use in uses):
                found = judge.session(key, name_refusal(key))
                self._note(key, found, self._facts, self._reasons)
        for key in self._params:
            found = judge.param(key, name_refusal(key))
            self._note(key, found, self._param_facts, self._param_reasons)
        self._settle()

    def _dissolved(self) -> bool:
        """Take the guards apart that set a key which stays: the others are written there."""
        found = False
        for source in self._sources:
            for guard in [*source.guards]:
                gone = [key for key in guard.keys if key not in self._facts]
                if not gone or (len(guard.keys) < 2 and not self._is_computed(source, gone[0])):
                    continue
                found = True
                source.guards.remove(guard)
                inside = {id(node) for node in nodes_in(guard.node)}
                for use in source.session:
                    if use.kind is Kind.FIRST and id(use.node) in inside:
                        use.kind = Kind.WRITE
                asked = Use(guard.asked, Kind.PRESENCE, guard.node.test, guard.line)
                source.session.append(asked)
                self._session[guard.asked].append((source, asked))
        return found

    def _is_computed(self, source: Source, key: str) -> bool:
        """Return whether a key has no plain first value, and one of a known type."""
        given = [use.value for _, use in self._session[key] if use.kind is Kind.FIRST]
        types = [self._inference(source).types(each) for each in given if each is not None]
        return all(types) and "is no plain value" in self._reasons[key][2]

    def _note(
        self,
        key: str,
        found: Facts | tuple[Source, int, str],
        facts: dict[str, Facts],
        reasons: dict[str, tuple[Source, int, str]],
    ) -> None:
        if isinstance(found, Facts):
            facts[key] = found
        else:
            reasons[key] = found

    def _settle(self) -> None:
        """Leave what depends on something left, and what has no known type, until none is new."""
        while True:
            self._infer()
            new = list(self._untyped()) or list(self._dependent())
            if not new:
                return
            for is_param, key, source, line, reason in new:
                facts = self._param_facts if is_param else self._facts
                reasons = self._param_reasons if is_param else self._reasons
                facts.pop(key, None)
                reasons.setdefault(key, (source, line, reason))

    def _infer(self) -> None:
        self._types = {key: facts.first for key, facts in self._facts.items()}
        self._param_types = {key: facts.first for key, facts in self._param_facts.items()}
        before: dict[str, Types] = {}
        while before != self._types:
            before = dict(self._types)
            for key, facts in self._facts.items():
                for source, use in facts.uses:
                    self._types[key] |= self._added(source, use, self._types[key])

    def _added(self, source: Source, use: Use, current: Types) -> Types:
        inference = self._inference(source)
        if use.kind is Kind.WRITE and use.value is not None:
            return inference.types(use.value)
        if use.kind is Kind.AUGMENT:
            statement = source.parent(use.node)
            assert isinstance(statement, cst.AugAssign)
            right = inference.types(statement.value)
            return inference.combined(statement.operator, current, right)
        return frozenset()

    def _inference(self, source: Source) -> Inference:
        def of_state(node: cst.CSTNode) -> Types | None:
            if id(node) in self._reads:
                return self._param_types.get(self._reads[id(node)], frozenset())
            key = session_key(source, node) if isinstance(node, cst.BaseExpression) else None
            return None if key is None else self._types.get(key, frozenset())

        return Inference(source.names, of_state)

    def _untyped(self) -> Iterator[tuple[bool, str, Source, int, str]]:
        for key, facts in self._facts.items():
            yield from self._unfit(key, facts, self._types[key])
        for key, facts in self._param_facts.items():
            if facts.linked is not None:
                continue
            for source, use in facts.uses:
                if use.kind is not Kind.WRITE or use.value is None:
                    continue
                plain = plain_value(use.value, annotation_of(facts, facts.first))
                written = self._inference(source).types(plain)
                if not written or not written <= facts.first - {"None"}:
                    code = code_of(use.value)
                    told = f"the type of `{code}`, which is written to it, does not fit its reads"
                    yield True, key, source, use.line, told

    def _unfit(
        self, key: str, facts: Facts, types: Types
    ) -> Iterator[tuple[bool, str, Source, int, str]]:
        source, use = facts.uses[0]
        for source, use in facts.uses:
            unknown = use.kind in (Kind.WRITE, Kind.AUGMENT) and not self._added(source, use, types)
            if unknown:
                code = code_of(use.value or source.parent(use.node))
                told = f"the type of `{code}`, which is written to it, is not known"
                told += object_of(source, use.value)
                yield False, key, source, use.line, told
                return
            maybe = facts.is_maybe and use.kind is Kind.WRITE
            if maybe and "None" in self._added(source, use, types):
                told = "None is written to it, and whether it is set is asked for"
                yield False, key, source, use.line, told
                return
            if use.kind in (Kind.WIDGET, Kind.NATIVE):
                reason = widgets.misfit(source, use, facts.value)
                if not reason and len(types) > 1:
                    reason = "it has values of several types, and a widget"
                if reason:
                    yield False, key, source, use.line, reason
                    return
        if types == frozenset({"None"}):
            yield False, key, source, use.line, "its type is not known: it is only ever None"

    def _dependent(self) -> Iterator[tuple[bool, str, Source, int, str]]:
        for source in self._sources:
            for call in source.from_dicts if len(self._param_facts) < len(self._params) else ():
                for key in self._param_facts:
                    yield True, key, source, source.line(call), "all params are replaced here"
            for guard in source.guards:
                gone = [key for key in guard.keys if key not in self._facts]
                for key in guard.keys if gone else ():
                    told = f'it gets its first value together with "{gone[0]}", which stays'
                    if key in self._facts:
                        yield False, key, source, guard.line, told
        for key, facts in self._facts.items():
            source, use = facts.uses[0]
            if facts.linked is not None and facts.linked not in self._param_facts:
                yield False, key, source, use.line, f'the param "{facts.linked}" stays'
        for key, facts in self._param_facts.items():
            source, use = facts.uses[0]
            if facts.linked is not None and facts.linked not in self._facts:
                yield True, key, source, use.line, f'the key "{facts.linked}" stays'

    def _result(self) -> Plan:
        plan = Plan()
        annotations = Annotations(self._sources, self._facts, self._types, self._inference)
        plan.untyped = annotations.untyped
        comments: dict[str, list[str]] = defaultdict(list)
        for source in self._sources:
            for guard in source.guards:
                for key, notes in guard.comments.items():
                    comments[key] += notes
        for key, facts in self._facts.items():
            native = any(use.kind is Kind.NATIVE for _, use in facts.uses)
            url_key = facts.linked or (key if native else None)
            plan.session[key] = Field(
                key, annotations.of(key, facts), facts.default, url_key,
                comments[key], {source.path for source, _ in facts.uses},
            )  # fmt: skip
        for key, facts in self._param_facts.items():
            if facts.linked is not None:
                plan.params[key] = plan.session[facts.linked]
                plan.params[key].places.update(source.path for source, _ in facts.uses)
                plan.params[key].shown = shown_when(facts.uses, is_linked=True)
                continue
            annotation = annotation_of(facts, facts.first)
            plan.params[key] = Field(
                key, annotation, facts.default, key, [], {source.path for source, _ in facts.uses},
                shown_when(facts.uses, is_linked=False),
            )  # fmt: skip
        plan.left = sorted(self._left(), key=lambda left: (left.path, left.line, left.what))
        return plan

    def _left(self) -> Iterator[Left]:
        for key, (source, line, reason) in self._reasons.items():
            yield Left(source.path, line, f'st.session_state["{key}"]', reason)
        for key, (source, line, reason) in self._param_reasons.items():
            yield Left(source.path, line, f'st.query_params["{key}"]', reason)
        for source in self._sources:
            for unclear in source.unclear:
                if not unclear.told:
                    continue
                what = "st.query_params" if unclear.query else "st.session_state"
                yield Left(source.path, unclear.line, what, unclear.reason)


def _by_key(sources: list[Source], which: str) -> dict[str, list[tuple[Source, Use]]]:
    found: dict[str, list[tuple[Source, Use]]] = defaultdict(list)
    for source in sources:
        uses: list[Use] = getattr(source, which)
        for use in uses:
            found[use.key].append((source, use))
    return dict(found)
