"""The behaviour that the library expects of a store, row by row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

import pytest

from st_page_state import Put, Stored, StorePort
from st_page_state_fakes.contract.store_crowds import StoreCrowdRows
from st_page_state_fakes.contract.store_database import OpenDatabase
from st_page_state_fakes.contract.store_time import StoreTimeRows

EVERY_BYTE = bytes(range(256)) * 2
MANY = 3_000
LARGEST = 5 * 2**20
_ALIKE = ("k", "K", "k ", " k", "k\n", "kk", "é", "e\u0301", "\uff4b", "k%", "k_", "🎈")
_PREFIXES = ("", "k", "%", "_", "k_", "k%", "*", "?", "[a]", "[!a]", "^", "\\", "k\\", "é", "🎈")


def written(store: StorePort, **items: bytes) -> dict[str, int]:
    """Put items where keys are absent, for good, and return their revisions."""
    revisions = store.put({key: Put(data, 0) for key, data in items.items()}, None)
    return {key: known(revision) for key, revision in revisions.items()}


def known(revision: int | None) -> int:
    """Return a revision that is there."""
    assert revision is not None, "a put that was to be written is a conflict"
    return revision


def content(store: StorePort, keys: Iterable[str]) -> dict[str, bytes]:
    """Return the data of those keys that are there."""
    return {key: stored.data for key, stored in store.get(list(keys)).items()}


class StorePortContract(StoreTimeRows, StoreCrowdRows):
    """The rows for a store of your own.

    Derive a class whose name begins with ``Test`` and give it the fixture ``open_database``,
    which returns a callable that opens an empty database (a :class:`StoreDatabase`). It needs
    pytest and hypothesis. For example, the store in memory::

        class FakeDatabase(StoreDatabase):
            def __init__(self) -> None:
                self.store = FakeStore()

            def connect(self) -> StorePort:
                return self.store

            def advance(self, by: timedelta) -> None:
                self.store.advance(seconds=by.total_seconds())

        class TestFakeStore(StorePortContract):
            capabilities = frozenset({"sweeps"})

            @pytest.fixture
            def open_database(self) -> OpenDatabase:
                return FakeDatabase

    Attributes:
        capabilities: names from :data:`~st_page_state_fakes.contract.CAPABILITIES`; rows
            that need another one are skipped, and say so.
    """

    capabilities: ClassVar[frozenset[str]] = frozenset()

    def test_what_was_put_is_read(self, open_database: OpenDatabase) -> None:
        """A key holds the data that were put, with the revision that the put returned."""
        store = open_database().connect()
        revisions = store.put({"a": Put(b"1", 0), "b": Put(b"2", 0)}, None)
        assert store.get(["a", "b"]) == {
            "a": Stored(b"1", known(revisions["a"])),
            "b": Stored(b"2", known(revisions["b"])),
        }
        assert all(known(revision) > 0 for revision in revisions.values())

    def test_get_leaves_out_what_is_absent(self, open_database: OpenDatabase) -> None:
        """Keys that were never written, or not asked for, are not in the answer."""
        store = open_database().connect()
        written(store, a=b"1", b=b"2")
        assert content(store, ["x", "a", "y"]) == {"a": b"1"}
        assert store.get(["x"]) == {}

    def test_nothing_to_do_is_no_error(self, open_database: OpenDatabase) -> None:
        """Every method takes no keys at all, and an empty database."""
        store = open_database().connect()
        assert store.get([]) == {}
        assert store.put({}, None) == {}
        store.add({}, None)
        store.delete([])
        assert (list(store.keys("")), store.sweep()) == ([], 0)

    def test_a_key_named_twice_counts_once(self, open_database: OpenDatabase) -> None:
        """Get and delete take a key that is given more than once."""
        store = open_database().connect()
        written(store, a=b"1")
        assert content(store, ["a", "a"]) == {"a": b"1"}
        store.delete(["a", "a"])
        assert content(store, ["a"]) == {}

    def test_put_replaces_the_revision_it_names(self, open_database: OpenDatabase) -> None:
        """A put with the present revision is written, and has another revision."""
        store = open_database().connect()
        first = written(store, a=b"1")["a"]
        second = known(store.put({"a": Put(b"2", first)}, None)["a"])
        assert second != first
        assert store.get(["a"]) == {"a": Stored(b"2", second)}

    def test_a_stale_put_is_a_conflict(self, open_database: OpenDatabase) -> None:
        """A put with a former revision returns None and writes nothing."""
        store = open_database().connect()
        first = written(store, a=b"1")["a"]
        second = known(store.put({"a": Put(b"2", first)}, None)["a"])
        assert store.put({"a": Put(b"3", first)}, None) == {"a": None}
        assert store.get(["a"]) == {"a": Stored(b"2", second)}

    def test_a_put_where_something_is_is_a_conflict(self, open_database: OpenDatabase) -> None:
        """Revision 0 means absent: over a value it is a conflict."""
        store = open_database().connect()
        first = written(store, a=b"1")["a"]
        assert store.put({"a": Put(b"2", 0)}, None) == {"a": None}
        assert store.get(["a"]) == {"a": Stored(b"1", first)}

    def test_a_put_where_nothing_is_left_is_a_conflict(self, open_database: OpenDatabase) -> None:
        """A put with the revision of a key that was deleted does not bring it back."""
        store = open_database().connect()
        first = written(store, a=b"1")["a"]
        store.delete(["a"])
        assert store.put({"a": Put(b"2", first), "b": Put(b"3", 7)}, None) == {"a": None, "b": None}
        assert store.get(["a", "b"]) == {}

    def test_each_key_is_compared_by_itself(self, open_database: OpenDatabase) -> None:
        """In one put some keys may be written and others be conflicts."""
        store = open_database().connect()
        first = written(store, a=b"1", b=b"1", c=b"1")
        items = {
            "a": Put(b"2", first["a"]),
            "b": Put(b"2", first["b"] // 2 or 2),
            "c": Put(b"2", 0),
            "d": Put(b"2", 0),
            "e": Put(b"2", first["a"]),
        }
        revisions = store.put(items, None)
        assert {key for key, revision in revisions.items() if revision} == {"a", "d"}
        assert revisions.keys() == items.keys()
        found = store.get(["a", "b", "c", "d", "e"])
        assert found == {
            "a": Stored(b"2", known(revisions["a"])),
            "b": Stored(b"1", first["b"]),
            "c": Stored(b"1", first["c"]),
            "d": Stored(b"2", known(revisions["d"])),
        }

    def test_a_revision_never_comes_again(self, open_database: OpenDatabase) -> None:
        """Put, delete and put again: each put has a revision of its own, a stale one conflicts."""
        store = open_database().connect()
        revisions: list[int] = []
        for _ in range(5):
            revisions.append(written(store, a=b"1")["a"])
            store.delete(["a"])
            store.add({"a": b"1"}, None)
            revisions.append(store.get(["a"])["a"].revision)
            assert store.put({"a": Put(b"2", revisions[0])}, None) == {"a": None}
            store.delete(["a"])
        assert len({*revisions}) == len(revisions)

    def test_add_writes_where_nothing_is(self, open_database: OpenDatabase) -> None:
        """What was added is read, with a revision that a put can name."""
        store = open_database().connect()
        store.add({"a": b"1", "b": b"2"}, None)
        found = store.get(["a", "b"])
        assert {key: stored.data for key, stored in found.items()} == {"a": b"1", "b": b"2"}
        assert all(stored.revision > 0 for stored in found.values())
        known(store.put({"a": Put(b"3", found["a"].revision)}, None)["a"])
        assert content(store, ["a"]) == {"a": b"3"}

    def test_add_keeps_what_is_there(self, open_database: OpenDatabase) -> None:
        """Neither the data nor the revision of a value changes, and others are added beside it."""
        store = open_database().connect()
        first = written(store, a=b"1")["a"]
        store.add({"a": b"2", "b": b"3"}, None)
        assert store.get(["a"]) == {"a": Stored(b"1", first)}
        assert content(store, ["b"]) == {"b": b"3"}

    def test_delete_takes_only_what_it_names(self, open_database: OpenDatabase) -> None:
        """Keys that were deleted are absent, those that are absent are no error, others stay."""
        store = open_database().connect()
        written(store, a=b"1", b=b"2", ab=b"3")
        store.delete(["a", "b", "x"])
        assert content(store, ["a", "b", "ab", "x"]) == {"ab": b"3"}

    def test_every_byte_survives(self, open_database: OpenDatabase) -> None:
        """Data may hold every byte, in any order, or none."""
        store = open_database().connect()
        items = {"every": EVERY_BYTE, "none": b"", "nul": b"\0", "text": "é🎈".encode()}
        written(store, **items)
        store.add({f"added {key}": data for key, data in items.items()}, None)
        assert content(store, items) == items
        added = content(store, [f"added {key}" for key in items])
        assert list(added.values()) == list(items.values())

    def test_five_megabytes(self, open_database: OpenDatabase) -> None:
        """A value of 5 MB is read as it was put, and replaced."""
        store = open_database().connect()
        large = (EVERY_BYTE * (LARGEST // len(EVERY_BYTE) + 1))[:LARGEST]
        first = written(store, a=large)["a"]
        store.add({"b": large[::-1]}, None)
        assert content(store, ["a", "b"]) == {"a": large, "b": large[::-1]}
        known(store.put({"a": Put(large[:-1], first)}, None)["a"])
        assert content(store, ["a"]) == {"a": large[:-1]}

    def test_thousands_of_keys(self, open_database: OpenDatabase) -> None:
        """Every method takes thousands of keys in one call."""
        store = open_database().connect()
        names = [f"key {n:05}" for n in range(MANY)]
        store.add({name: name.encode() for name in names}, None)
        found = store.get(names)
        assert {key: stored.data for key, stored in found.items()} == {n: n.encode() for n in names}
        news = {name: Put(b"2", found[name].revision) for name in names}
        revisions = store.put({**news, "more": Put(b"2", 0)}, None)
        assert len({known(revision) for revision in revisions.values()}) == MANY + 1
        assert set(store.keys("key ")) == {*names}
        store.delete(names)
        assert list(store.keys("")) == ["more"]

    def test_keys_differ_by_every_character(self, open_database: OpenDatabase) -> None:
        """Keys that differ in case, spaces, accents or width are different; long ones are too."""
        store = open_database().connect()
        names = [*_ALIKE, "x" * 511, "x" * 512]
        store.add({name: repr(name).encode() for name in names}, None)
        assert content(store, names) == {name: repr(name).encode() for name in names}
        store.delete(names[::2])
        assert sorted(store.keys("")) == sorted(names[1::2])

    @pytest.mark.parametrize("prefix", _PREFIXES)
    def test_a_prefix_is_taken_literally(self, open_database: OpenDatabase, prefix: str) -> None:
        """Characters that are special in a pattern are none in a prefix."""
        store = open_database().connect()
        names = {*_ALIKE, *_PREFIXES, "a", "ka", "kab", "*a", "[a]b", "\\\\", "k\\%", "K_"} - {""}
        store.add(dict.fromkeys(names, b"1"), None)
        found = list(store.keys(prefix))
        assert sorted(found) == sorted(name for name in names if name.startswith(prefix))

    def test_keys_may_be_deleted_while_they_are_listed(self, open_database: OpenDatabase) -> None:
        """A loop over the keys may delete each of them."""
        store = open_database().connect()
        store.add({f"a{n}": b"1" for n in range(1_500)} | {"b": b"1"}, None)
        for key in store.keys("a"):
            store.delete([key])
        assert list(store.keys("")) == ["b"]
