"""Stores with one defect each, for the rows of the store's contract."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import partial
from threading import Barrier, BrokenBarrierError, local

from st_page_state import Put, Stored, StorePort
from st_page_state_fakes import FakeStore
from st_page_state_fakes.contract import StoreDatabase

WRONG_STORES: dict[str, Callable[[], StoreDatabase]] = {}
"""Row -> opens a database whose store fails it."""


class Database(StoreDatabase):
    """A database in memory, whose store may have a defect; another process gets its own."""

    def __init__(self, store: type[FakeStore] = FakeStore) -> None:
        self.kind = store
        self.store = store()

    def __reduce__(self) -> tuple[type[Database], tuple[type[FakeStore]]]:
        return Database, (self.kind,)

    def connect(self) -> StorePort:
        return self.store

    def advance(self, by: timedelta) -> None:
        self.store.advance(seconds=by.total_seconds())


def store_port(*rows: str) -> Callable[[type[FakeStore]], type[FakeStore]]:
    """Register a store with the defect that these rows detect."""

    def note(port: type[FakeStore]) -> type[FakeStore]:
        WRONG_STORES.update(dict.fromkeys(rows, partial(Database, port)))
        return port

    return note


@store_port("test_what_was_put_is_read")
class CountsFromNothing(FakeStore):
    def put(self, items: Mapping[str, Put], ttl: timedelta | None) -> dict[str, int | None]:
        return {key: 0 for key, _ in super().put(items, ttl).items()}


@store_port("test_get_leaves_out_what_is_absent")
class GivesEmptyOnes(FakeStore):
    def get(self, keys: Sequence[str]) -> dict[str, Stored]:
        return {key: Stored(b"", 0) for key in keys} | super().get(keys)


@store_port("test_nothing_to_do_is_no_error")
class NeedsKeys(FakeStore):
    def get(self, keys: Sequence[str]) -> dict[str, Stored]:
        assert keys
        return super().get(keys)


@store_port("test_a_key_named_twice_counts_once")
class DeletesStrictly(FakeStore):
    def delete(self, keys: Sequence[str]) -> None:
        for key in keys:
            assert super().get([key])
            super().delete([key])


@store_port("test_put_replaces_the_revision_it_names")
class KeepsRevisions(FakeStore):
    def put(self, items: Mapping[str, Put], ttl: timedelta | None) -> dict[str, int | None]:
        revisions = super().put(items, ttl)
        for key, (data, revision) in items.items():
            if revision and revisions[key]:
                self._items[key] = self._items[key]._replace(stored=Stored(data, revision))
                revisions[key] = revision
        return revisions


@store_port("test_a_stale_put_is_a_conflict", "test_a_put_where_something_is_is_a_conflict")
class ComparesNothing(FakeStore):
    def put(self, items: Mapping[str, Put], ttl: timedelta | None) -> dict[str, int | None]:
        known = super().get([*items])
        news = {key: Put(put.data, known[key].revision if key in known else 0)
                for key, put in items.items()}  # fmt: skip
        return super().put(news, ttl)


@store_port("test_a_put_where_nothing_is_left_is_a_conflict")
class BringsBack(FakeStore):
    def put(self, items: Mapping[str, Put], ttl: timedelta | None) -> dict[str, int | None]:
        known = super().get([*items])
        news = {key: put if key in known else Put(put.data) for key, put in items.items()}
        return super().put(news, ttl)


@store_port("test_each_key_is_compared_by_itself")
class AllOrNothing(FakeStore):
    def put(self, items: Mapping[str, Put], ttl: timedelta | None) -> dict[str, int | None]:
        known = super().get([*items])
        for key, put in items.items():
            if put.revision != (known[key].revision if key in known else 0):
                return dict.fromkeys(items)
        return super().put(items, ttl)


class CountsByKey(FakeStore):
    """Begins to count again where a key is absent."""

    def _write(self, key: str, data: bytes, expires: timedelta | None) -> int:
        item = self._live(key)
        self._revision = item.stored.revision if item else 0
        return super()._write(key, data, expires)


store_port(
    "test_a_revision_never_comes_again",
    "test_put_writes_where_something_has_expired",
    "test_a_swept_revision_does_not_come_again",
)(CountsByKey)


@store_port("test_add_writes_where_nothing_is")
class AddsNothing(FakeStore):
    def add(self, items: Mapping[str, bytes], ttl: timedelta | None) -> None:
        super().add({}, ttl)


@store_port("test_add_keeps_what_is_there")
class AddsOver(FakeStore):
    def add(self, items: Mapping[str, bytes], ttl: timedelta | None) -> None:
        super().delete([*items])
        super().add(items, ttl)


@store_port("test_delete_takes_only_what_it_names")
class DeletesByPrefix(FakeStore):
    def delete(self, keys: Sequence[str]) -> None:
        super().delete([name for key in keys for name in self.keys(key)])


@store_port("test_every_byte_survives")
class KeepsTexts(FakeStore):
    def _write(self, key: str, data: bytes, expires: timedelta | None) -> int:
        return super()._write(key, data.decode(errors="replace").encode(), expires)


@store_port("test_five_megabytes")
class CutsOff(FakeStore):
    def _write(self, key: str, data: bytes, expires: timedelta | None) -> int:
        return super()._write(key, data[: 2**20], expires)


@store_port("test_thousands_of_keys")
class TakesAThousand(FakeStore):
    def get(self, keys: Sequence[str]) -> dict[str, Stored]:
        return super().get(keys[:1000])


@store_port("test_keys_differ_by_every_character")
class IgnoresCase(FakeStore):
    def get(self, keys: Sequence[str]) -> dict[str, Stored]:
        folded = {key.casefold(): key for key in self._items}
        found = {key: super(IgnoresCase, self).get([folded.get(key.casefold(), "")])
                 for key in keys}  # fmt: skip
        return {key: stored for key, each in found.items() for stored in each.values()}


@store_port("test_a_prefix_is_taken_literally")
class ListsByPattern(FakeStore):
    def keys(self, prefix: str) -> Iterator[str]:
        from fnmatch import fnmatchcase

        return iter([key for key in super().keys("") if fnmatchcase(key, f"{prefix}*")])


@store_port("test_keys_may_be_deleted_while_they_are_listed")
class ListsThemselves(FakeStore):
    def keys(self, prefix: str) -> Iterator[str]:
        return (key for key in self._items if key.startswith(prefix))


@store_port("test_what_has_expired_is_absent")
class ListsExpired(FakeStore):
    def keys(self, prefix: str) -> Iterator[str]:
        return iter([key for key in self._items if key.startswith(prefix)])


class LimitsItself(FakeStore):
    """Takes None for a day."""

    def _expires(self, ttl: timedelta | None) -> timedelta | None:
        return super()._expires(ttl or timedelta(days=1))


store_port("test_without_a_ttl_it_is_for_good")(LimitsItself)


@store_port("test_add_writes_where_something_has_expired")
class RevivesTheOld(FakeStore):
    def add(self, items: Mapping[str, bytes], ttl: timedelta | None) -> None:
        old = {key: self._items[key].stored.data for key in items if key in self._items}
        super().add({**items, **old}, ttl)


@store_port("test_put_sets_the_time_anew")
class PutsForTheFirstTimeOnly(FakeStore):
    def _write(self, key: str, data: bytes, expires: timedelta | None) -> int:
        item = self._live(key)
        return super()._write(key, data, item.expires if item else expires)


@store_port("test_add_renews", "test_add_can_make_it_last_for_good")
class RenewsNothing(FakeStore):
    def add(self, items: Mapping[str, bytes], ttl: timedelta | None) -> None:
        found = super().get([*items])
        super().add({key: items[key] for key in items if key not in found}, ttl)


@store_port("test_add_never_shortens")
class Shortens(FakeStore):
    def add(self, items: Mapping[str, bytes], ttl: timedelta | None) -> None:
        super().add(items, ttl)
        for key in items:
            self._items[key] = self._items[key]._replace(expires=self._expires(ttl))


class TakesAnyTime(FakeStore):
    """Takes a ttl of zero or less."""

    def _expires(self, ttl: timedelta | None) -> timedelta | None:
        return None if ttl is None else self._now + ttl


store_port("test_a_time_of_nothing_is_refused")(TakesAnyTime)


class CountsInFewBits(FakeStore):
    """Takes a long time for a short one."""

    def _expires(self, ttl: timedelta | None) -> timedelta | None:
        return super()._expires(ttl) if ttl is None or ttl.days < 50_000 else self._now


store_port("test_the_shortest_and_the_longest_time")(CountsInFewBits)


@store_port("test_a_sweep_is_bounded", "test_a_sweep_removes_a_thousand")
class SweepsAll(FakeStore):
    def sweep(self, most: int = 1000) -> int:
        return super().sweep(1_000_000)


@store_port("test_it_does_what_the_fake_does")
class DeletesTheFirst(FakeStore):
    def delete(self, keys: Sequence[str]) -> None:
        super().delete(keys[:1])


class OneEach(Database):
    """A database of which every store has its own."""

    def connect(self) -> StorePort:
        return FakeStore()


WRONG_STORES["test_two_connections_see_the_same"] = OneEach


@store_port("test_nothing_is_lost_between_threads")
class ComparesTooEarly(FakeStore):
    """Lets another thread put between what it compares and what it writes."""

    def __init__(self) -> None:
        super().__init__()
        self.both = Barrier(2)

    def put(self, items: Mapping[str, Put], ttl: timedelta | None) -> dict[str, int | None]:
        known = super().get([*items])
        right = {key: put.revision == (known[key].revision if key in known else 0)
                 for key, put in items.items()}  # fmt: skip
        try:
            self.both.wait(timeout=5)
            self.both.abort()  # once is enough
        except BrokenBarrierError:
            pass
        with self._lock:
            expires = self._expires(ttl)
            return {key: self._write(key, put.data, expires) if right[key] else None
                    for key, put in items.items()}  # fmt: skip


@store_port("test_threads_that_add_the_same_agree")
class AddsByThread(FakeStore):
    """Lets a thread read what it has added itself."""

    def __init__(self) -> None:
        super().__init__()
        self.own = local()

    def add(self, items: Mapping[str, bytes], ttl: timedelta | None) -> None:
        super().add(items, ttl)
        self.own.added = {key: Stored(data, 1) for key, data in items.items()}

    def get(self, keys: Sequence[str]) -> dict[str, Stored]:
        return super().get(keys) | {key: self.own.added[key] for key in keys}


WRONG_STORES["test_nothing_is_lost_between_processes"] = Database
