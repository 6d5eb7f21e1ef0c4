"""What an action gives to the store: stored values, and then saved ones."""

from __future__ import annotations

from collections.abc import Mapping

from st_page_state import runtime, stored_values
from st_page_state.engine.address_keys import Owner, latest
from st_page_state.engine.saving import save
from st_page_state.engine.transaction import Transaction
from st_page_state.errors import StoreUnavailableError
from st_page_state.persistence import Persistence
from st_page_state.ports import Texts
from st_page_state.stored_values import DAY, MOST_BYTES, Known


def keep(tx: Transaction) -> None:
    """Give to the store what the action is going to publish and what it has set.

    It never fails: what the store cannot do now is done by a later touch.
    """
    add(tx)
    params = tx.address.params
    save(tx)
    if tx.address.params is not params:  # what others have saved may be too long, too
        add(tx)


def add(tx: Transaction) -> None:
    """Store the values that are too long for the URL; their params lead to them from now on."""
    persistence, address = runtime.persistence(), tx.address
    if persistence is None or (address.is_unchanged and not address.in_other_form):
        return
    memory, forms = address.memory, address.in_other_form
    long: dict[str, tuple[Texts, Owner | None]] = {}
    for name, texts in address.params.items():
        owner = tx.owner(name, texts)
        if name in forms and not forms[name][1].is_long(texts):
            memory.keys = {other: key for other, key in memory.keys.items() if other != name}
        elif address.key_for(name, texts) or (owner is not None and owner[1].is_long(texts)):
            long[name] = texts, owner
    if long:
        try:
            _add(tx, persistence, long)
        except StoreUnavailableError as error:
            tx.warn(
                "store values",
                f"Values that are too long for the URL cannot be stored: {error.logged}. The "
                "session keeps them, and the URL lacks their params; the next touch tries again.",
            )
    address.is_in_form(n for n in forms if n not in long or address.key_for(n, long[n][0]))


def _add(
    tx: Transaction, persistence: Persistence, long: Mapping[str, tuple[Texts, Owner | None]]
) -> None:
    address, memory = tx.address, tx.address.memory
    now = persistence.store.now()
    keys: dict[str, str] = {}
    data: dict[str, bytes] = {}
    for name, (texts, owner) in long.items():
        key = address.key_for(name, texts)
        if key is None and owner is not None:
            spec, field = owner
            key = stored_values.key_of(persistence, spec.saved_name, field.name, texts)
        assert key is not None, "it has an owner or a key"
        former = memory.stored.get(key)
        if former is None or former.texts is None or former.at < now - DAY:
            written = stored_values.data_of(persistence, texts)
            if len(written) > MOST_BYTES:
                _tell_size(tx, name, len(written))
                continue
            data[key] = written
        keys[name] = key
    if data:
        stored_values.add(persistence, data)
        tx.changes.any = True
    if any(memory.keys.get(name) != key for name, key in keys.items()):
        memory.keys = {**memory.keys, **keys}
    known = {key: Known(long[name][0], now) for name, key in keys.items() if key in data}
    memory.stored = latest({**memory.stored, **known}, memory.keys.values())


def _tell_size(tx: Transaction, param: str, size: int) -> None:
    tx.warn(
        f"store {param}",
        f"The value of ?{param}= takes {size:,} bytes, over the limit of {MOST_BYTES:,} for a "
        "stored value. The session keeps it, and the URL lacks the param.",
    )
