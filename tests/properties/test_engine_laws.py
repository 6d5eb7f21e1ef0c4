"""Laws of the engine, for every landing URL and every sequence of actions."""

from __future__ import annotations

import itertools
from typing import Any, Literal, get_type_hints
from urllib.parse import urlencode

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from st_page_state import PageState, StateVar, batch, link, use_ports
from st_page_state.links import split_query
from st_page_state_fakes import FakeQuery, FakeSession


class Filters(PageState):
    status: Literal["pending", "active"] = StateVar("pending", url_key="status")
    page: int = StateVar(1, url_key="p")
    tags: list[str] = StateVar(default_factory=list, url_key="tag")
    note: str = StateVar("")


class Nav(PageState):
    view: str = StateVar("list", url_key="view")
    depth: int | None = StateVar(3, url_key="d")


class Quiet(PageState):
    zoom: float = StateVar(1.0, url_key="zoom", hide_default=True)
    flag: bool = StateVar(False, url_key="flag", hide_default=True)

    class Config:
        url_selfish = False


CLASSES: tuple[type[PageState], ...] = (Filters, Nav, Quiet)
OWNER: dict[str, type[PageState]] = {
    param: cls for cls in CLASSES for param in cls.__page_state__.params
}

texts = st.sampled_from(
    ["", "pending", "active", "1", "007", "-3", "x", "2.5", "true", "null", '"null"', "[]", "é&=+"]
)
queries = st.dictionaries(
    st.sampled_from([*OWNER, "utm", "lang"]),
    st.lists(texts, min_size=1, max_size=3).map(tuple),
    max_size=7,
)


def url(params: dict[str, tuple[str, ...]]) -> str:
    return "?" + urlencode(params, doseq=True)


def landed(cls: type[PageState], params: dict[str, tuple[str, ...]]) -> dict[str, Any]:
    """Return a class's values for a landing URL, from its codecs alone."""
    found = {}
    for name, field in cls.__page_state__.fields.items():
        found[name] = field.default()
        if field.param in params:
            try:
                found[name] = field.codec.decode(params[field.param])
            except ValueError:
                continue
    return found


@given(queries)
def test_the_order_of_touches_does_not_matter(
    params: dict[str, tuple[str, ...]],
) -> None:
    for order in itertools.permutations(CLASSES):
        query = FakeQuery(url(params))
        with use_ports(FakeSession(), query):
            assert {cls: cls.dump() for cls in order} == {
                cls: landed(cls, params) for cls in CLASSES
            }
        assert len(query.updates) <= len(CLASSES)


claims = st.lists(st.sampled_from([cls.focus for cls in CLASSES]), max_size=4)


@given(queries, claims, st.permutations(CLASSES))
def test_no_claim_loses_a_deep_link(
    params: dict[str, tuple[str, ...]], claims: list[Any], order: list[type[PageState]]
) -> None:
    with use_ports(FakeSession(), FakeQuery(url(params))):
        for claim in claims:
            claim()
        for cls in order:
            assert cls.dump() == landed(cls, params)


@given(queries)
def test_the_corrected_url_is_a_fixed_point(params: dict[str, tuple[str, ...]]) -> None:
    query = FakeQuery(url(params))
    with use_ports(FakeSession(), query), batch():
        for cls in CLASSES:
            cls.dump()
    assert len(query.updates) <= 1
    again = FakeQuery(query.url)
    with use_ports(FakeSession(), again):
        for cls in CLASSES:
            cls.dump()
            assert cls.url_errors() == {}
    assert again.updates == []


@given(queries)
def test_a_landing_reads_the_same_values_as_parse(params: dict[str, tuple[str, ...]]) -> None:
    with use_ports(FakeSession(), FakeQuery(url(params))):
        live = {cls: cls.snapshot() for cls in CLASSES if not cls.url_errors()}
    for cls, snapshot in live.items():
        assert cls.parse(url(params)) == snapshot


VALUES: dict[str, st.SearchStrategy[Any]] = {
    "status": st.sampled_from(["pending", "active"]),
    "page": st.integers(-5, 5),
    "tags": st.lists(st.sampled_from(["", "a", "null", "[x"]), max_size=3),
    "note": st.text(max_size=3),
    "view": st.text(max_size=3).filter(lambda text: text < "\ud800"),
    "depth": st.none() | st.integers(0, 3),
    "zoom": st.floats(allow_nan=False, allow_infinity=False),
    "flag": st.booleans(),
}
FIELDS = [(cls, name) for cls in CLASSES for name in get_type_hints(cls) if name in VALUES]


class Sequences(RuleBasedStateMachine):
    """Random actions on three classes, compared with a model that knows no URL rules."""

    @initialize(params=queries)
    def land(self, params: dict[str, tuple[str, ...]]) -> None:
        self.session, self.query = FakeSession(), FakeQuery(url(params))
        self.model = {cls: landed(cls, params) for cls in CLASSES}

    def act(self, action: Any) -> None:
        before = len(self.query.updates)
        with use_ports(self.session, self.query):
            action()
        assert len(self.query.updates) - before <= 1, "one action, one browser update"

    @rule(which=st.sampled_from(FIELDS), data=st.data())
    def assign(self, which: tuple[Any, str], data: st.DataObject) -> None:
        cls, name = which
        value = data.draw(VALUES[name])
        self.act(lambda: setattr(cls, name, value))
        self.model[cls][name] = value

    @rule(cls=st.sampled_from(CLASSES))
    def reset(self, cls: type[PageState]) -> None:
        self.act(cls.reset)
        self.model[cls] = landed(cls, {})

    @rule(cls=st.sampled_from(CLASSES))
    def focus(self, cls: type[PageState]) -> None:
        self.act(cls.focus)
        own = cls.__page_state__.params
        assert self.query.params.keys() <= own.keys()

    @rule(tag=st.sampled_from(["", "a"]))
    def append(self, tag: str) -> None:
        def change() -> None:
            with batch():
                Filters.tags.append(tag)
                Filters.note

        self.act(change)
        self.model[Filters]["tags"] = [*self.model[Filters]["tags"], tag]

    @rule(params=queries)
    def go(self, params: dict[str, tuple[str, ...]]) -> None:
        """Change the URL from outside; each class notices at once."""
        known = {cls: link(cls(**self.model[cls])) for cls in CLASSES}
        before = split_query(self.query.url)
        self.query.go(url(params))
        for cls in CLASSES:
            self.act(cls.dump)
            for name, field in cls.__page_state__.fields.items():
                if field.param is None:
                    continue
                if field.param in params:
                    try:
                        value = field.codec.decode(params[field.param])
                    except ValueError:
                        continue
                    if params[field.param] != split_query(known[cls]).get(field.param):
                        self.model[cls][name] = value
                elif field.absent_is_default and field.param in before:
                    self.model[cls][name] = field.default()

    @rule()
    def clear_session(self) -> None:
        present = self.query.params
        self.session.clear()
        self.model = {cls: landed(cls, present) for cls in CLASSES}

    @rule(order=st.permutations(CLASSES))
    def batch_of_claims(self, order: list[type[PageState]]) -> None:
        def claim() -> None:
            with batch():
                for cls in order:
                    cls.focus()

        self.act(claim)

    @rule(which=st.sampled_from([f for f in FIELDS if f[1] in ("status", "page", "zoom")]))
    def refuse(self, which: tuple[Any, str]) -> None:
        def fail() -> None:
            try:
                setattr(which[0], which[1], object())
            except ValueError:
                return
            raise AssertionError

        self.act(fail)

    @invariant()
    def every_class_matches_the_model_and_is_clean(self) -> None:
        for cls in CLASSES:
            self.act(cls.dump)
        settled = len(self.query.updates)
        with use_ports(self.session, self.query):
            for cls in CLASSES:
                assert cls.dump() == self.model[cls]
                for param, found in split_query(link(cls.snapshot())).items():
                    assert self.query.params[param] == found
        assert len(self.query.updates) == settled


TestSequences = Sequences.TestCase
