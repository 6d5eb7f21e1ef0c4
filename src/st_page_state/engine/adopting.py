"""Adopting: take the texts of the URL into the state of a class, and tell its hooks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from st_page_state.declaration.fields import Checked
from st_page_state.declaration.spec import Spec
from st_page_state.engine.class_state import ClassState
from st_page_state.engine.in_place import call_quietly
from st_page_state.engine.saved_record import linked
from st_page_state.engine.transaction import Transaction
from st_page_state.engine.writes import call, store
from st_page_state.ports import Texts
from st_page_state.trace import shown


def adopt(
    tx: Transaction, spec: Spec, state: ClassState, news: Mapping[str, Texts | None]
) -> tuple[dict[str, Any], list[str]]:
    """Adopt texts from the URL; return the changed values and the fields with invalid texts."""
    bad: list[str] = []
    if not news:
        return {}, bad
    found: dict[str, Checked] = {}
    adopted: dict[str, Texts | None] = {}
    for param, texts in news.items():
        field = spec.params[param]
        try:
            read = found[field.name] = field.read(texts)
        except (ValueError, OverflowError) as error:
            state.url_errors[field.name] = ("&".join(texts or ()), str(error))
            bad.append(field.name)
            continue
        adopted[param] = texts if read.texts == texts else read.texts  # the URL's own, if equal
    changed = {name: found[name].value for name in store(state, spec, found)}
    if spec.saves and state.saved is not None and not state.saved.is_read:
        state.saved = linked(state.saved, spec.saves.intersection(found))
    state.desired = {**state.desired, **adopted}
    if tx.address.memory.pending:
        tx.address.supersede(news)
    tx.address.share(state.desired)
    came = {param: texts for param, texts in news.items() if param in adopted}
    state.adopted = tx.address.run.key, state.desired if came == state.desired else came
    if tx.events is not None:
        told = {spec.params[param].name: shown(texts) for param, texts in news.items()}
        told |= {name: f"{told[name]} (invalid)" for name in bad}
        tx.note("adopt", spec.name, told)
    return changed, bad


def tell(tx: Transaction, cls: Any, changed: dict[str, Any], bad: list[str]) -> None:
    """Call the hooks for values adopted from the URL and for fields with invalid texts."""
    hooks = cls.__page_state__.hooks
    if bad and "on_url_error" in hooks:
        for name in bad:
            error = cls.url_errors().get(name)
            if error is not None:  # else a hook has set the field
                call(tx, cls.on_url_error, name, error.text, error)
    if changed and "on_adopt" in hooks:
        call_quietly(tx, cls.on_adopt, changed)


def waits(tx: Transaction, name: str) -> bool:
    """Return whether a param has a key of a stored value, and the store cannot be asked now."""
    if not tx.address.is_unread(name):
        return False
    tx.warn(
        "read stored values",
        f"?{name}= has the key of a stored value, and the store does not answer. The field keeps "
        "its value until it does.",
    )
    return True
