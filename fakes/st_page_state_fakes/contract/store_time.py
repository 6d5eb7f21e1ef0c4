"""The rows about the time for which a store keeps what it is given."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

import pytest

from st_page_state import Put
from st_page_state_fakes.contract.capabilities import needs
from st_page_state_fakes.contract.store_database import OpenDatabase

DAY = timedelta(days=1)


class StoreTimeRows:
    """Rows of :class:`StorePortContract`."""

    capabilities: ClassVar[frozenset[str]] = frozenset()

    def test_what_has_expired_is_absent(self, open_database: OpenDatabase) -> None:
        """Once its time is over a key is neither read nor listed, and not before."""
        database = open_database()
        store = database.connect()
        store.put({"put": Put(b"1", 0)}, DAY)
        store.add({"added": b"1"}, DAY)
        database.advance(DAY * 0.9)
        assert store.get(["put", "added"]).keys() == {"put", "added"}
        assert sorted(store.keys("")) == ["added", "put"]
        database.advance(DAY * 0.2)
        assert store.get(["put", "added"]) == {}
        assert list(store.keys("")) == []

    def test_without_a_ttl_it_is_for_good(self, open_database: OpenDatabase) -> None:
        """What was put or added with None never expires, and no sweep removes it."""
        database = open_database()
        store = database.connect()
        store.put({"put": Put(b"1", 0)}, None)
        store.add({"added": b"1"}, None)
        database.advance(DAY * 100_000)
        assert store.sweep() == 0
        assert store.get(["put", "added"]).keys() == {"put", "added"}

    def test_put_writes_where_something_has_expired(self, open_database: OpenDatabase) -> None:
        """What has expired has no revision: 0 is right, the former one a conflict."""
        database = open_database()
        store = database.connect()
        first = store.put({"a": Put(b"1", 0)}, DAY)["a"]
        assert first
        database.advance(DAY * 2)
        assert store.put({"a": Put(b"2", first)}, DAY) == {"a": None}
        assert store.get(["a"]) == {}
        second = store.put({"a": Put(b"3", 0)}, DAY)["a"]
        assert second not in (None, first)
        assert store.get(["a"]) == {"a": (b"3", second)}
        assert store.put({"a": Put(b"4", first)}, DAY) == {"a": None}

    def test_add_writes_where_something_has_expired(self, open_database: OpenDatabase) -> None:
        """The data are the new ones, with a revision that never was, for a time of their own."""
        database = open_database()
        store = database.connect()
        first = store.put({"a": Put(b"1", 0)}, DAY)["a"]
        database.advance(DAY * 2)
        store.add({"a": b"2"}, DAY * 3)
        found = store.get(["a"])["a"]
        assert found.data == b"2"
        assert found.revision != first
        database.advance(DAY * 2)
        assert store.get(["a"]) == {"a": found}
        database.advance(DAY * 2)
        assert store.get(["a"]) == {}

    def test_put_sets_the_time_anew(self, open_database: OpenDatabase) -> None:
        """After a put the time counts from then, be it longer or shorter."""
        database = open_database()
        store = database.connect()
        first = store.put({"a": Put(b"1", 0), "b": Put(b"1", 0), "c": Put(b"1", 0)}, DAY * 2)
        database.advance(DAY)
        store.put({"a": Put(b"2", first["a"] or 0)}, DAY * 2)
        store.put({"b": Put(b"2", first["b"] or 0)}, DAY / 2)
        store.put({"c": Put(b"2", first["c"] or 0)}, None)
        database.advance(DAY * 0.75)
        assert store.get(["a", "b", "c"]).keys() == {"a", "c"}
        database.advance(DAY * 0.75)
        assert store.get(["a", "b", "c"]).keys() == {"a", "c"}
        database.advance(DAY)
        assert store.get(["a", "b", "c"]).keys() == {"c"}

    def test_add_renews(self, open_database: OpenDatabase) -> None:
        """Adding what is there lets its time begin anew."""
        database = open_database()
        store = database.connect()
        store.add({"a": b"1"}, DAY)
        for _ in range(5):
            database.advance(DAY * 0.75)
            store.add({"a": b"2"}, DAY)
        assert store.get(["a"])["a"].data == b"1"
        database.advance(DAY * 1.25)
        assert store.get(["a"]) == {}

    def test_add_never_shortens(self, open_database: OpenDatabase) -> None:
        """A time that ends later, or never, stays as it is."""
        database = open_database()
        store = database.connect()
        store.add({"a": b"1"}, DAY * 10)
        store.add({"b": b"1"}, None)
        store.add({"a": b"1", "b": b"1"}, DAY)
        database.advance(DAY * 9)
        assert store.get(["a", "b"]).keys() == {"a", "b"}
        database.advance(DAY * 2)
        assert store.get(["a", "b"]).keys() == {"b"}

    def test_add_can_make_it_last_for_good(self, open_database: OpenDatabase) -> None:
        """Adding what is there with None takes the end of its time away."""
        database = open_database()
        store = database.connect()
        store.add({"a": b"1"}, DAY)
        store.add({"a": b"1"}, None)
        database.advance(DAY * 100)
        assert store.get(["a"]).keys() == {"a"}

    @pytest.mark.parametrize("ttl", [timedelta(), -DAY])
    def test_a_time_of_nothing_is_refused(
        self, open_database: OpenDatabase, ttl: timedelta
    ) -> None:
        """A ttl of zero or less is a ValueError, and nothing was written."""
        store = open_database().connect()
        with pytest.raises(ValueError, match="ttl"):
            store.put({"a": Put(b"1", 0)}, ttl)
        with pytest.raises(ValueError, match="ttl"):
            store.add({"a": b"1"}, ttl)
        assert store.get(["a"]) == {}

    def test_the_shortest_and_the_longest_time(self, open_database: OpenDatabase) -> None:
        """A microsecond is a ttl, and so are 200,000 years."""
        store = open_database().connect()
        assert store.put({"a": Put(b"1", 0)}, timedelta(microseconds=1))["a"]
        store.put({"b": Put(b"1", 0)}, DAY * 365 * 200_000)
        store.add({"c": b"1"}, DAY * 365 * 200_000)
        assert store.get(["b", "c"]).keys() == {"b", "c"}

    @needs("sweeps")
    def test_a_sweep_is_bounded(self, open_database: OpenDatabase) -> None:
        """It removes at most as many as it was told, tells how many, and leaves the others."""
        database = open_database()
        store = database.connect()
        store.add({f"a{n}": b"1" for n in range(25)}, DAY)
        store.add({"stays": b"1"}, DAY * 9)
        store.add({"for good": b"1"}, None)
        assert store.sweep() == 0
        database.advance(DAY * 2)
        assert [store.sweep(10) for _ in range(4)] == [10, 10, 5, 0]
        assert sorted(store.keys("")) == ["for good", "stays"]
        first = store.get(["stays"])["stays"].revision
        assert store.put({"stays": Put(b"2", first)}, None)["stays"]

    @needs("sweeps")
    def test_a_sweep_removes_a_thousand(self, open_database: OpenDatabase) -> None:
        """Without a number it removes at most a thousand."""
        database = open_database()
        store = database.connect()
        store.add({f"a{n}": b"1" for n in range(1_100)}, DAY)
        database.advance(DAY * 2)
        assert [store.sweep() for _ in range(3)] == [1_000, 100, 0]

    def test_a_swept_revision_does_not_come_again(self, open_database: OpenDatabase) -> None:
        """A revision that was swept, or forgotten, conflicts with what was put since."""
        database = open_database()
        store = database.connect()
        former: set[int | None] = set()
        for _ in range(4):
            former.add(store.put({"a": Put(b"1", 0)}, DAY)["a"])
            database.advance(DAY * 2)
            store.sweep()
        now = store.put({"a": Put(b"2", 0)}, DAY)["a"]
        assert len({*former, now} - {None}) == 5
        for revision in former:
            assert store.put({"a": Put(b"3", revision or 0)}, DAY) == {"a": None}
        assert store.get(["a"]) == {"a": (b"2", now)}
