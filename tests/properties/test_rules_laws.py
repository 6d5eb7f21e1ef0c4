"""Laws of the URL rules: pure functions from params to params."""

from __future__ import annotations

from fnmatch import fnmatchcase
from itertools import pairwise
from urllib.parse import urlencode

from hypothesis import given, settings
from hypothesis import strategies as st

from st_page_state.ports import Params
from st_page_state.url import rules
from st_page_state.url.length import (
    MOST_CHARACTERS,
    MOST_PARAMS,
    biggest,
    count_characters,
    longer_than,
    may_be_longer,
    without_biggest,
)
from st_page_state.url.pending import PendingWrite, pending_after, stale_reads
from st_page_state.url.rules import Policy

names = st.sampled_from(
    ["a", "b", "c", "utm_source", "utm_id", "embed", "Embed_Options", "x.y", ""]
)
texts = st.lists(st.sampled_from(["", "1", "2", "é🙂&="]), min_size=1, max_size=3).map(tuple)
params = st.dictionaries(names, texts, max_size=7)
wanted = st.dictionaries(names, st.none() | texts, max_size=5)
some_names = st.frozensets(names, max_size=4)
policies = st.builds(
    Policy,
    shared=some_names,
    protected=some_names,
    patterns=st.lists(st.sampled_from(["utm_*", "a", "?", "*.y"]), max_size=2),
    owned=st.none() | some_names,
)


@given(params, some_names, policies)
def test_a_purge_keeps_the_right_params_unchanged(
    given: Params, own: frozenset[str], policy: Policy
) -> None:
    purged = rules.purge(given, own, policy)
    assert list(purged) == [name for name in given if name in purged]
    assert all(given[name] == texts for name, texts in purged.items())
    for name in given:
        must_stay = (
            name in own
            or name in policy.shared
            or name in policy.protected
            or name.lower() in ("embed", "embed_options")
            or any(fnmatchcase(name, pattern) for pattern in policy.patterns)
            or (policy.owned is not None and name not in policy.owned)
        )
        assert (name in purged) is must_stay


@given(params, wanted)
def test_publishing_sets_the_desired_params_and_keeps_the_order(
    given: Params, wish: rules.Wanted
) -> None:
    published = rules.publish(given, wish)
    assert all(published.get(name) == texts for name, texts in wish.items())
    assert all(published[name] == texts for name, texts in given.items() if name not in wish)
    stayed = [name for name in given if name in published]
    assert list(published)[: len(stayed)] == stayed


@given(wanted, params)
def test_publishing_would_undo_exactly_the_outside_changes(seen: rules.Wanted, now: Params) -> None:
    changed = rules.changed_outside(seen, now)
    assert all(now.get(name) == texts for name, texts in changed.items())
    assert rules.changed_outside(seen, rules.publish(now, seen)) == {}
    assert rules.publish(now, {name: seen[name] for name in changed}) == rules.publish(now, seen)


few_params = st.dictionaries(
    st.sampled_from(["a", "b"]), st.sampled_from([("1",), ("2",), ("1", "2")]), max_size=2
)
writes = st.lists(few_params, min_size=2, max_size=9)


def pending_writes_after(history: list[Params]) -> dict[str, PendingWrite]:
    """Return the pending writes after each of these params has replaced the one before."""
    state: dict[str, PendingWrite] = {}
    for old, new in pairwise(history):
        state = pending_after(state, old, new)
    return state


@given(writes)
def test_runs_with_the_written_params_confirm_everything(history: list[Params]) -> None:
    left = pending_writes_after(history)
    for _ in range(3):
        stale, left = stale_reads(left, history[-1])
        assert stale == {}
    assert left == {}


@given(writes, st.integers(0, 8))
def test_a_run_with_replaced_params_is_a_stale_read(history: list[Params], place: int) -> None:
    state = pending_writes_after(history)
    began = history[place % len(history)]
    stale, left = stale_reads(state, began)
    expected = {name for name in state if began.get(name) != history[-1].get(name)}
    assert stale == {name: began.get(name) for name in expected}
    for name in expected:
        assert left[name].written == history[-1].get(name)
        assert left[name].replaces(began.get(name))


@given(writes, st.data())
def test_what_the_browser_shows_in_turn_is_never_news(
    history: list[Params], data: st.DataObject
) -> None:
    left = pending_writes_after(history)
    for place in sorted(data.draw(st.lists(st.integers(0, len(history) - 1), max_size=2))):
        names = {name for name in left if history[place].get(name) != history[-1].get(name)}
        stale, left = stale_reads(left, history[place])
        assert stale.keys() >= names


@given(writes, names)
def test_a_new_text_is_from_outside_and_confirms(history: list[Params], name: str) -> None:
    began = dict(history[-1]) | {name: ("never seen",)}
    stale, left = stale_reads(pending_writes_after(history), began)
    assert stale == {}
    assert name not in left


@given(writes)
def test_a_write_without_a_change_adds_no_pending_write(history: list[Params]) -> None:
    state = pending_writes_after(history)
    assert pending_after(state, history[-1], dict(history[-1])) == state


wide_params = st.dictionaries(
    st.text(st.characters(codec="utf-8"), max_size=40),
    st.lists(st.text(st.characters(codec="utf-8"), max_size=9), max_size=30).map(tuple),
    max_size=4,
)


@given(wide_params, st.integers(-3, 3))
def test_longer_than_agrees_with_the_length(given: Params, offset: int) -> None:
    limit = count_characters(given) + offset
    assert longer_than(given, limit) is (offset < 0)


@st.composite
def crowded(draw: st.DrawFn) -> tuple[Params, list[str]]:
    """Draw params of which the own ones may be too many or too long for Streamlit."""
    sizes = st.sampled_from([0, 3, 90_000, 270_000, 530_000])
    counts = st.sampled_from([1, 2, 400, 1001])
    own = {
        f"own{i}": ("x",) * draw(counts) if draw(st.booleans()) else ("x" * draw(sizes), "é")
        for i in range(draw(st.integers(1, 4)))
    }
    return {**draw(params), **own}, list(own)


@settings(max_examples=settings().max_examples // 5)
@given(crowded())
def test_params_that_fit_are_kept_by_streamlit(case: tuple[Params, list[str]]) -> None:
    given, own = case
    kept, left_out = without_biggest(given, own)
    assert sum(map(len, kept.values())) <= MOST_PARAMS
    assert count_characters(kept) <= MOST_CHARACTERS
    assert kept == {name: texts for name, texts in given.items() if name not in left_out}
    assert left_out == biggest(given, own)[: len(left_out)]
    assert without_biggest(kept, own) == (kept, [])


@given(
    st.lists(st.text(max_size=6), min_size=1, max_size=3).map(tuple),
    st.lists(st.text(max_size=6), min_size=1, max_size=3).map(tuple),
)
def test_may_be_longer_never_misses_a_longer_url(
    old: tuple[str, ...], new: tuple[str, ...]
) -> None:
    assert may_be_longer(None, new)
    if not may_be_longer(old, new):
        assert count_characters({"n": new}) <= count_characters({"n": old})


any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


@given(st.dictionaries(any_text, st.lists(any_text, min_size=1, max_size=3).map(tuple), max_size=4))
def test_the_length_is_the_encoded_urls(given: Params) -> None:
    assert count_characters(given) == len(urlencode(given, doseq=True))
