"""The table of a store, and its statements in each kind of SQL."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar
from zlib import crc32

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Dialect,
    Executable,
    Index,
    Insert,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    and_,
    bindparam,
    case,
    delete,
    insert,
    literal_column,
    null,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects import mysql, postgresql, sqlite

from st_page_state.errors import ArgumentError, nearest
from st_page_state.stores.items import TABLE

_LOCKS = crc32(TABLE.encode()) - 2**31
"""What parts our advisory locks in PostgreSQL from those of others."""

Row = dict[str, Any]
"""``of``: the key; ``new_data``, ``new``: data and revision; ``known``: the revision that they
replace; ``lasts``: milliseconds, or None for good."""


class _Key(TypeDecorator[str]):
    """A text that is compared byte by byte, whatever the database's collation is."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        if dialect.name in {"mysql", "mariadb"}:
            return dialect.type_descriptor(mysql.VARBINARY(512))
        collation = "C" if dialect.name == "postgresql" else None
        return dialect.type_descriptor(Text(collation=collation))

    def process_bind_param(self, value: str | None, dialect: Dialect) -> Any:
        as_bytes = value is not None and dialect.name in {"mysql", "mariadb"}
        return value.encode() if as_bytes and value is not None else value

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        return bytes(value).decode() if isinstance(value, bytes | bytearray) else value


def make_table() -> Table:
    """Return the table, in metadata of its own."""
    large = LargeBinary().with_variant(mysql.LONGBLOB(), "mysql", "mariadb")
    return Table(
        TABLE,
        MetaData(),
        Column("key", _Key(), primary_key=True, nullable=False),
        Column("revision", BigInteger, nullable=False),
        Column("expires", BigInteger),
        Column("data", large, nullable=False),  # last: SQLite reads the others without it
        Index(f"ix_{TABLE}_expires", "expires"),
    )


class Statements(ABC):
    """The statements of a store.

    Attributes:
        autocommit: whether every call is one statement, which needs no transaction.
    """

    autocommit: ClassVar[bool] = False
    clock: ClassVar[str]
    """The time of the database's clock in milliseconds since 1970."""

    def __init__(self) -> None:
        self.table = make_table()
        columns = self.table.c
        self.now: ColumnElement[int] = literal_column(self.clock, BigInteger)
        self.expired: ColumnElement[bool] = columns.expires <= self.now
        self.live: ColumnElement[bool] = or_(columns.expires.is_(None), columns.expires > self.now)
        named = columns.key.in_(bindparam("keys", expanding=True))
        listed = select(columns.key).where(self.live).order_by(columns.key)
        listed = listed.limit(bindparam("most", type_=BigInteger))
        first = bindparam("of", type_=_Key())
        due = select(columns.key).where(self.expired).limit(bindparam("most", type_=BigInteger))
        self.get = select(columns.key, columns.data, columns.revision).where(named, self.live)
        self.delete = delete(self.table).where(named)
        self.keys_from = listed.where(columns.key >= first)
        self.keys_after = listed.where(columns.key > first)
        # Nested, because MySQL has no LIMIT in a subquery of IN.
        self.sweep = delete(self.table).where(columns.key.in_(select(due.subquery().c.key)))
        self.add: Executable = self.upsert()

    @abstractmethod
    def upsert(self) -> Executable:
        """Return the statement that inserts a row, takes an expired one's place, or renews it."""

    @abstractmethod
    def put(self, connection: Connection, rows: Sequence[Row]) -> list[Row]:
        """Compare and set; return those rows that were written."""

    def inserted(self, statement: Insert) -> Any:
        """Complete an INSERT with the values of a row."""
        return statement.values(
            key=bindparam("of", type_=_Key()),
            revision=bindparam("new", type_=BigInteger),
            expires=self.now + bindparam("lasts", type_=BigInteger),
            data=bindparam("new_data", type_=LargeBinary),
        )

    def merged(self, new: Any) -> dict[str, ColumnElement[Any]]:
        """Return what becomes of a row that is there, in the order of assignment.

        Args:
            new: the columns of the row that was to be inserted.
        """
        old = self.table.c
        return {
            "data": case((self.expired, new.data), else_=old.data),
            "revision": case((self.expired, new.revision), else_=old.revision),
            "expires": case(  # neither is longer than the other where one of them is for good
                (new.expires > old.expires, new.expires),
                (new.expires <= old.expires, old.expires),
                else_=null(),
            ),
        }

    def changes(self, new: Any) -> ColumnElement[bool]:
        """Return whether merging changes the row."""
        old = self.table.c
        lasting = and_(old.expires.is_not(None), new.expires.is_(None))
        return or_(self.expired, new.expires > old.expires, lasting)


class PostgreSQL(Statements):
    """PostgreSQL: each call is one statement, and so one round trip."""

    autocommit = True
    clock = "CAST(EXTRACT(EPOCH FROM statement_timestamp()) * 1000 AS BIGINT)"

    def __init__(self) -> None:
        super().__init__()
        expires = f"{self.clock} + CAST(:lasts AS BIGINT)"
        self.compare_and_set = text(f"""
            WITH given AS MATERIALIZED (  -- and before all else wait for puts of the same keys
                SELECT g.* FROM (
                    SELECT count(pg_advisory_xact_lock({_LOCKS}, lock)) FROM unnest(:locks) AS lock
                ) AS waited,
                unnest(:of, :new_data, :known, :new) AS g (key, data, known, revision)
            ), locked AS (  -- in one order, for the sake of other calls than puts
                SELECT key FROM {TABLE} WHERE key IN (SELECT key FROM given WHERE known <> 0)
                ORDER BY key FOR UPDATE
            ), changed AS (
                UPDATE {TABLE} AS old
                SET data = given.data, revision = given.revision, expires = {expires}
                FROM given JOIN locked USING (key)
                WHERE old.key = given.key AND old.revision = given.known
                    AND (old.expires IS NULL OR old.expires > {self.clock})
                RETURNING old.key
            ), made AS (
                INSERT INTO {TABLE} AS old (key, revision, expires, data)
                SELECT key, revision, {expires}, data FROM given WHERE known = 0 ORDER BY key
                ON CONFLICT (key) DO UPDATE
                SET data = excluded.data, revision = excluded.revision, expires = excluded.expires
                WHERE old.expires <= {self.clock}
                RETURNING old.key
            )
            SELECT key FROM changed UNION ALL SELECT key FROM made
        """).bindparams(
            bindparam("locks", type_=ARRAY(Integer)),
            bindparam("of", type_=ARRAY(Text)),
            bindparam("new_data", type_=ARRAY(LargeBinary)),
            bindparam("known", type_=ARRAY(BigInteger)),
            bindparam("new", type_=ARRAY(BigInteger)),
            bindparam("lasts", type_=BigInteger),
        )

    def upsert(self) -> Executable:
        statement = self.inserted(postgresql.insert(self.table))
        new = statement.excluded
        return statement.on_conflict_do_update(  # type: ignore[no-any-return]
            index_elements=["key"], set_=self.merged(new), where=self.changes(new)
        )

    def put(self, connection: Connection, rows: Sequence[Row]) -> list[Row]:
        names = ("of", "new_data", "known", "new")
        arrays: Row = {name: [row[name] for row in rows] for name in names}
        arrays["lasts"] = rows[0]["lasts"]
        # A put may insert rows and change others, and holds what it has while it waits for more:
        # without one order for both, puts of the same keys wait for each other until the
        # database ends one of them, a second later. A single row needs no order.
        arrays["locks"] = sorted({_lock(row["of"]) for row in rows}) if len(rows) > 1 else []
        written = set(connection.execute(self.compare_and_set, arrays).scalars())
        return [row for row in rows if row["of"] in written]


def _lock(key: str) -> int:
    """Return the number of a key's advisory lock, which few other keys have."""
    return crc32(key.encode()) - 2**31


class OneByOne(Statements):
    """Compare and set key by key, in a transaction."""

    ignoring: ClassVar[str]
    """What makes an INSERT do nothing where the key is there."""

    def __init__(self) -> None:
        super().__init__()
        changed = update(self.table).values(
            revision=bindparam("new", type_=BigInteger),
            expires=self.now + bindparam("lasts", type_=BigInteger),
            data=bindparam("new_data", type_=LargeBinary),
        )
        changed = changed.where(self.table.c.key == bindparam("of", type_=_Key()))
        known = self.table.c.revision == bindparam("known", type_=BigInteger)
        self.change = changed.where(known, self.live)
        self.make = self.inserted(insert(self.table).prefix_with(self.ignoring))
        self.take = changed.where(self.expired)

    def put(self, connection: Connection, rows: Sequence[Row]) -> list[Row]:
        written: list[Row] = []
        for row in rows:
            made = {name: value for name, value in row.items() if name != "known"}
            if row["known"]:
                done = bool(connection.execute(self.change, row).rowcount)
            else:
                done = bool(connection.execute(self.make, made).rowcount)
                done = done or bool(connection.execute(self.take, made).rowcount)
            if done:
                written.append(row)
        return written


class SQLite(OneByOne):
    """SQLite, where a statement is no round trip."""

    clock = "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"
    ignoring = "OR IGNORE"

    def upsert(self) -> Executable:
        statement = self.inserted(sqlite.insert(self.table))
        new = statement.excluded
        return statement.on_conflict_do_update(  # type: ignore[no-any-return]
            index_elements=["key"], set_=self.merged(new), where=self.changes(new)
        )


class MySQL(OneByOne):
    """MySQL and MariaDB, which return no rows from an UPDATE: a round trip for each key."""

    clock = "CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED)"
    ignoring = "IGNORE"

    def upsert(self) -> Executable:
        statement = self.inserted(mysql.insert(self.table))
        # MySQL assigns in order: `expires` last, since the others ask for it.
        merged = list(self.merged(statement.inserted).items())
        return statement.on_duplicate_key_update(merged)  # type: ignore[no-any-return]


_KINDS: dict[str, type[Statements]] = {
    "postgresql": PostgreSQL, "sqlite": SQLite, "mysql": MySQL, "mariadb": MySQL
}  # fmt: skip


def statements_for(dialect: str) -> Statements:
    """Return the statements for a dialect of SQLAlchemy."""
    if dialect not in _KINDS:
        raise ArgumentError(
            f"SQLStore does not know the database {dialect!r}.{nearest(dialect, _KINDS)} "
            f"It knows: {', '.join(sorted(_KINDS))}."
        )
    return _KINDS[dialect]()
