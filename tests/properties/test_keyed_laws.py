"""Laws of keyed state: keys, writes, other classes' claims and Back, compared with a model."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar
from urllib.parse import urlencode

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from st_page_state import PageState, StateVar, link, reset_all
from st_page_state.declaration import places
from st_page_state.links import split_query
from st_page_state.url.keyed import MOST_CHARACTERS, KeyedParams, param_of
from st_page_state_fakes import FakeApp

keys = st.text(min_size=1, max_size=6).filter(lambda text: text.isascii() or text < "\ud800")
tricky = st.text("a.~01%[]&#", min_size=1, max_size=6)


@given(st.lists(keys | tricky, unique=True, max_size=6), st.text("p.~_", max_size=3))
def test_params_and_places_say_which_key(found: list[str], prefix: str) -> None:
    owned = KeyedParams(prefix, {"body", "a.b"})
    params = {param_of(prefix, key, name): key for key in found for name in ("body", "a.b")}
    assert len(params) == 2 * len(found)
    assert {param: owned.key_of(param) for param in params} == params
    assert {places.key_in("p", places.of_key("p", key)): key for key in found} == {
        key: key for key in found
    }


@given(st.text("p.~01b", max_size=9), st.text("p.~", max_size=2))
def test_a_param_that_is_a_keys_is_the_one_it_would_be_written_as(param: str, prefix: str) -> None:
    key = KeyedParams(prefix, {"b", "b.b"}).key_of(param)
    if key is not None:
        assert 0 < len(key) <= MOST_CHARACTERS
        assert param in {param_of(prefix, key, name) for name in ("b", "b.b")}


@given(st.text("a%[]", max_size=6), st.text("a%[]", max_size=6), tricky)
def test_no_class_has_the_place_of_a_key(one: str, other: str, key: str) -> None:
    assert places.of_class(one) != places.of_key(places.of_class(other), key)
    assert (places.of_class(one) == places.of_class(other)) is (one == other)


class Draft(PageState):
    body: str = StateVar(default="", url_key="body")
    note: str = ""


class Friend(PageState):
    q: str = StateVar(default="", url_key="q")

    class Config:
        share_url_with: ClassVar = [Draft]


class Stranger(PageState):
    view: str = StateVar(default="", url_key="view")


KEYS = ["1", "a.b", "~1"]
FAMILY: list[Any] = [Draft, *map(Draft.of, KEYS)]
CLASSES: list[Any] = [*FAMILY, Friend, Stranger]
PARAM = {cls: next(iter(cls.__page_state__.params)) for cls in CLASSES}
FIELD = {cls: "body" if cls in FAMILY else "q" if cls is Friend else "view" for cls in CLASSES}
words = st.sampled_from(["", "x", "y", "null"])
landings = st.dictionaries(st.sampled_from([*PARAM.values(), "7.body", "utm"]), words)


class Keys(RuleBasedStateMachine):
    """Random actions on a class, three keys of it, a class that shares, and one that does not."""

    @initialize(params=landings)
    def land(self, params: dict[str, str]) -> None:
        Draft.of("1")  # so that the class is known to use keys
        self.tab = FakeApp(lambda st: None).open("?" + urlencode(params))
        self.values: dict[Any, str] = {}
        self.notes: dict[Any, str] = {}
        self.listed: list[Any] = []
        self.landing, self.kept = self.url, dict[str, str]()

    @property
    def url(self) -> dict[str, str]:
        return {name: texts[-1] for name, texts in split_query(self.tab.url).items()}

    def act(self, action: Callable[[], Any]) -> Any:
        before = len(self.tab.history)
        with self.tab.run():
            done = action()
        assert len(self.tab.history) <= before + 1, "one action, one browser update"
        return done

    def touched(self, cls: Any) -> None:
        """Note a touch of a class: the first one takes what the links have said."""
        param = PARAM[cls]
        if cls not in self.values:
            text = self.url.get(param, self.kept.get(param, self.landing.get(param)))
            self.values[cls], self.notes[cls] = text or "", ""
            if self.landing.get(param) == text:
                self.landing.pop(param, None)
        self.kept.pop(param, None)
        if cls not in self.listed:
            self.listed.append(cls)

    def claimed(self, cls: Any, before: dict[str, str]) -> None:
        stay = {Stranger: [Stranger], Friend: [*FAMILY, Friend]}.get(cls, [*FAMILY, Friend])
        names = {*(PARAM[other] for other in stay), *(() if cls is Stranger else ["7.body"])}
        assert self.url == {n: t for n, t in before.items() if n in names} | {
            PARAM[cls]: self.values[cls]
        }
        for name in before.keys() - names:
            owner = next((other for other in CLASSES if PARAM[other] == name), None)
            if owner not in self.values:
                self.kept[name] = before[name]

    @rule(cls=st.sampled_from(CLASSES))
    def read(self, cls: Any) -> None:
        self.touched(cls)
        assert self.act(cls.dump)[FIELD[cls]] == self.values[cls]
        assert self.url[PARAM[cls]] == self.values[cls]

    @rule(cls=st.sampled_from(CLASSES), text=words)
    def write(self, cls: Any, text: str) -> None:
        self.read(cls)
        before, claims = self.url, text != self.values[cls]
        self.act(lambda: setattr(cls, FIELD[cls], text))
        self.values[cls] = text
        if claims:
            self.claimed(cls, before)

    @rule(cls=st.sampled_from(FAMILY), text=words)
    def write_beside_the_url(self, cls: Any, text: str) -> None:
        self.touched(cls)
        self.act(lambda: setattr(cls, "note", text))
        self.notes[cls] = text

    @rule(cls=st.sampled_from(CLASSES))
    def forget(self, cls: Any) -> None:
        before = self.url
        self.act(cls.forget)
        for known in (self.values, self.notes):
            known.pop(cls, None)
        for texts in (self.landing, self.kept, before):
            texts.pop(PARAM[cls], None)
        if cls in self.listed:
            self.listed.remove(cls)
        assert self.url == before

    @rule()
    def log_out(self) -> None:
        self.act(reset_all)
        self.values = dict.fromkeys(self.values, "")
        self.notes = dict.fromkeys(self.notes, "")
        self.landing, self.kept, self.listed = {}, {}, []

    @rule(forward=st.booleans())
    def travel(self, *, forward: bool) -> None:
        self.tab.forward() if forward else self.tab.back()
        for cls in self.values:
            self.values[cls] = self.url.get(PARAM[cls], self.values[cls])

    @rule()
    def copy_the_link_of_all_keys(self) -> None:
        for key in KEYS:
            self.read(Draft.of(key))
        snapshots = [self.tab.state(Draft.of(key)) for key in KEYS]
        other = FakeApp(lambda st: None).open(link(*snapshots))
        assert [other.state(Draft.of(key)).body for key in KEYS] == [
            self.values[Draft.of(key)] for key in KEYS
        ]

    @invariant()
    def the_keys_are_those_used(self) -> None:
        with self.tab.run():
            assert sorted(Draft.keys()) == sorted(
                cls.keyed_by for cls in self.listed if cls.keyed_by is not None
            )

    def teardown(self) -> None:
        for cls in [*getattr(self, "values", ())]:
            self.read(cls)
            if cls in FAMILY:
                assert self.tab.state(cls).note == self.notes[cls]


TestKeys = Keys.TestCase
