"""The URL rules by example; tests/properties has their laws."""

import pickle
from itertools import pairwise

import pytest

from st_page_state.ports import Params, Texts
from st_page_state.url import rules
from st_page_state.url.length import (
    MOST_CHARACTERS,
    biggest,
    count_characters,
    longer_than,
    may_be_longer,
    without_biggest,
)
from st_page_state.url.pending import PendingWrite, pending_after, stale_reads
from st_page_state.url.rules import Policy

URL = {"p": ("1",), "utm_source": ("mail",), "embed": ("true",), "view": ("map",)}


def test_a_purge_leaves_own_params_and_those_of_streamlit() -> None:
    assert list(rules.purge(URL, {"p"}, Policy())) == ["p", "embed"]


def test_a_purge_leaves_shared_protected_and_kept_params() -> None:
    assert list(rules.purge(URL, (), Policy(shared={"p"}))) == ["p", "embed"]
    assert list(rules.purge(URL, (), Policy(protected={"view"}))) == ["embed", "view"]
    assert list(rules.purge(URL, (), Policy(patterns=["utm_*"]))) == ["utm_source", "embed"]


def test_a_purge_leaves_unowned_params_until_sharing_classes_load() -> None:
    assert list(rules.purge(URL, {"p"}, Policy(owned={"p", "view"}))) == [
        "p",
        "utm_source",
        "embed",
    ]


def test_the_default_policy_is_empty() -> None:
    assert Policy() == Policy(frozenset(), frozenset(), (), None)


def test_publishing_keeps_positions_and_removes_none() -> None:
    published = rules.publish(URL, {"view": ("list",), "new": ("x",), "p": None, "gone": None})
    assert published == {
        "utm_source": ("mail",),
        "embed": ("true",),
        "view": ("list",),
        "new": ("x",),
    }


def test_a_missing_param_counts_as_changed() -> None:
    seen = {"p": ("1",), "view": ("list",), "gone": ("x",), "never": None}
    assert rules.changed_outside(seen, URL) == {"view": ("map",), "gone": None}


def test_a_run_with_the_replaced_text_is_a_stale_read() -> None:
    state = pending_after({}, {"p": ("1",)}, {"p": ("2",)})
    state = pending_after(state, {"p": ("2",)}, {"p": ("3",)})
    assert state == {"p": PendingWrite((("1",), ("2",)), ("3",))}
    assert stale_reads(state, {"p": ("1",)}) == ({"p": ("1",)}, state)
    assert stale_reads(state, {"p": ("3",)}) == ({}, {})
    assert stale_reads(state, {"p": ("7",)}) == ({}, {})


def test_a_new_param_is_stale_while_it_is_missing() -> None:
    state = pending_after({}, {}, {"p": ("2",)})
    assert stale_reads(state, {}) == ({"p": None}, state)


def test_a_foreign_text_between_two_writes_counts_as_replaced() -> None:
    state = pending_after({}, {"p": ("a",)}, {"p": ("ours",)})
    state = pending_after(state, {"p": ("theirs",)}, {"p": ("new",)})
    assert state == {"p": PendingWrite((("a",), ("ours",), ("theirs",)), ("new",))}


def test_a_param_without_texts_is_not_in_the_address() -> None:
    assert rules.with_texts({"a": ("1", ""), "b": (), "c": ("",)}) == {"a": ("1", ""), "c": ("",)}
    assert rules.with_texts({}) == {}


def after_writes(*texts: str) -> PendingWrite:
    """Return what is pending after these texts of a param have replaced each other."""
    state: dict[str, PendingWrite] = {}
    for old, new in pairwise(texts):
        state = pending_after(state, {"p": (old,)}, {"p": (new,)})
    return state["p"]


def test_pending_writes_are_bounded_and_forget_no_text() -> None:
    write = after_writes(*map(str, range(1000)))
    assert len(write.replaced) <= 64
    assert all(write.replaces((str(n),)) for n in range(999))
    assert len(pickle.dumps(write)) < 1000


def test_long_texts_are_remembered_by_a_digest() -> None:
    texts = ["x" * 500_000 + str(n) for n in range(20)]
    write = after_writes(*texts)
    assert [write.replaces((text,)) for text in texts] == [True] * 19 + [False]
    assert sum(len(repr(mark)) for mark in write.replaced) < 2000


def test_repeated_writes_keep_the_first_replaced_text() -> None:
    assert after_writes("first", *"01" * 50).replaces(("first",))


def test_the_biggest_own_params_come_first() -> None:
    assert biggest({"a": ("x",), "b": ("xxx",), "c": ("xxxxx",)}, ["a", "b", "d"]) == [
        "b",
        "a",
    ]


def test_too_many_params_drop_the_biggest_own_one() -> None:
    params = {"many": ("x",) * 999, "one": ("1",), "foreign": ("f",)}
    assert without_biggest(params, ["many", "one"]) == (
        {"one": ("1",), "foreign": ("f",)},
        ["many"],
    )


def test_too_long_params_drop_the_biggest_own_one() -> None:
    params = {"long": ("é" * 100_000,), "one": ("1",)}
    assert without_biggest(params, ["one", "long"]) == ({"one": ("1",)}, ["long"])


def test_a_url_that_just_fits_is_kept() -> None:
    small: Params = {"b": ("1",)}
    room = MOST_CHARACTERS - count_characters(small) - len("&f=")
    rest: Params = {"f": ("x" * room,), **small}
    assert without_biggest({**rest, "a": ("12",)}, ["a", "b"]) == (rest, ["a"])


def test_foreign_params_are_never_left_out() -> None:
    params = {"foreign": ("f",) * 1001, "one": ("1",)}
    assert without_biggest(params, ["one"]) == ({"foreign": ("f",) * 1001}, ["one"])


def test_the_limits_match_streamlits() -> None:
    within: list[Params] = [{"n": ("x",) * 1000}, {"n": ("x" * (512 * 1024 - 2),)}]
    beyond: list[Params] = [{"n": ("x",) * 1001}, {"n": ("x" * (512 * 1024 - 1),)}]
    assert [without_biggest(params, ["n"])[1] for params in within] == [[], []]
    assert [without_biggest(params, ["n"])[1] for params in beyond] == [["n"], ["n"]]


@pytest.mark.parametrize(
    "params",
    [
        {"&" * 40: ("",)},
        {"&": ("&",), "#": ("#",), "%": ("%",)},
        {"": ("", "")},
        {"\U0001f642": ("\U0001f642",)},
        {"&" * 40: ("&", "&", "&")},
    ],
)
def test_longer_than_agrees_with_the_exact_length(params: Params) -> None:
    length = count_characters(params)
    assert longer_than(params, length - 1)
    assert not longer_than(params, length)


@pytest.mark.parametrize(
    ("old", "new", "may"),
    [
        (None, ("",), True),
        (("abc",), ("ab", "c"), True),
        (("a", "b"), ("c",), False),
        (("abc",), ("abd",), False),
        (("abc",), ("abcd",), True),
        (("abc",), ("é",), True),  # six characters in a URL
        (("abc",), ("&",), True),
    ],
)
def test_a_short_plain_text_cannot_make_a_url_longer(
    old: Texts | None, new: Texts, may: bool
) -> None:
    assert may_be_longer(old, new) is may
