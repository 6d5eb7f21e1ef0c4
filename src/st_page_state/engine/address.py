"""The address in one transaction: the params as desired and as published."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import NamedTuple, TypeAlias

from st_page_state import runtime
from st_page_state.declaration import registry
from st_page_state.declaration.spec import Spec
from st_page_state.engine.address_keys import Owner, stores
from st_page_state.engine.address_read import AddressRead, is_unread, place_of
from st_page_state.engine.class_state import ClassState
from st_page_state.ports import Params, Texts
from st_page_state.url import rules
from st_page_state.url.length import limited, may_be_longer
from st_page_state.url.pending import pending_after
from st_page_state.url.rules import Desired

_MOST_PUBLISHED_FROM = 256
"""The number of addresses remembered that a touch has published from."""


FindOwner: TypeAlias = Callable[[str, Texts], Owner | None]


class Plan(NamedTuple):
    """What to write into the address at the end of a transaction.

    Attributes:
        params: the params to write, or None.
        shown: the same as the URL has them: with keys for stored values.
        missing: own params that will not be in the URL as desired.
        warning: a key and a text for the developer, or None.
        unpublished: the texts that the browser goes on showing for params that differ.
    """

    params: Params | None
    shown: Params
    missing: dict[str, None]
    warning: tuple[str, str] | None
    unpublished: dict[str, Texts | None]


class Address(AddressRead):
    """The params of one browser tab, as one transaction changes them."""

    def is_in_form(self, names: Iterable[str]) -> None:
        """Record that params can be published in the form that their owners desire."""
        names = [name for name in names if self._shown.get(name) == self.params.get(name)]
        if names:
            self._shown = {n: texts for n, texts in self._shown.items() if n not in names}

    def _with_keys(self, params: Params, owner: FindOwner) -> tuple[Params, list[str]]:
        """Return params as the URL has them, and those that are too long for it."""
        shown: dict[str, Texts] = {}
        left_out: list[str] = []
        for name, texts in params.items():
            key = self.key_for(name, texts)
            if key is not None:
                shown[name] = (key,)
            elif (found := owner(name, texts)) and found[1].is_long(texts) and stores():
                left_out.append(name)
            else:
                shown[name] = texts
        return shown, left_out

    @property
    def is_unchanged(self) -> bool:
        """Return whether nothing was changed and there is nothing to publish."""
        return self.params is self._began is self._shown

    def _unpublished(self) -> dict[str, Texts | None]:
        """Return the texts the browser shows for params that differ from the desired ones."""
        params, shown = self.params, self._shown
        return rules.changed_outside({n: params.get(n) for n in {**shown, **params}}, shown)

    def written(self) -> dict[str, Texts | None]:
        """Return the params that this transaction has changed, except the ones it purged."""
        names = {**self._began, **self.params}
        changed = rules.changed_outside({n: self._began.get(n) for n in names}, self.params)
        return {n: t for n, t in changed.items() if t is not None or n not in self.purged}

    def written_by_other(self, name: str, namespace: str) -> bool:
        """Return whether the library wrote this param's current text for another class."""
        writer = self._writer(name, namespace)
        return writer is not None and registry.owns(writer, name, namespace)

    def written_by_former(self, name: str, namespace: str) -> bool:
        """Return whether it did so for another class that an edit of the source has parted from it.

        The param has moved to this class: the field's value is in the URL.
        """
        writer = self._writer(name, namespace)
        return writer is not None and not registry.owns(writer, name, namespace)

    def _writer(self, name: str, namespace: str) -> str | None:
        writer = self.memory.wrote.get(name)
        if writer is None or writer[0] == namespace or writer[1] != self.params.get(name):
            return None
        return writer[0]

    def is_written_for(self, name: str, namespace: str) -> bool:
        """Return whether a param's last write was for this class, or for none."""
        writer = self.memory.wrote.get(name)
        return writer is None or writer[0] == namespace

    def write(self, namespace: str, desired: Desired) -> None:
        """Update the desired params with some of a class's own; keep the others."""
        params, memory = self.params, self.memory
        changed = {n: texts for n, texts in desired.items() if params.get(n) != texts}
        if changed:
            now = self.params = {**params}
            for name, texts in changed.items():
                if texts is None:
                    now.pop(name, None)
                    memory.wrote.pop(name, None)
                else:
                    now[name] = texts
                    memory.wrote[name] = namespace, texts
                    self._grew = self._grew or may_be_longer(params.get(name), texts)

    def forget(self, namespace: str, names: Iterable[str]) -> None:
        """Remove own params of a class from the URL, and the texts that wait for it."""
        for name in names:
            self.memory.landing.pop(name, None)
            self.memory.kept.pop(name, None)
        self.write(namespace, dict.fromkeys(names))

    def purge(self, spec: Spec, states: Collection[ClassState]) -> dict[str, Texts]:
        """Remove the params that a claim of ``spec`` does not keep in the URL.

        Args:
            spec: the class that claims the URL.
            states: the states of all classes.

        Returns:
            The removed params.
        """
        self.purgers[spec.namespace] = spec
        if self.params.keys() <= spec.params.keys():
            return {}
        sharing = registry.sharing(spec)
        policy = rules.Policy(
            shared=sharing.among(self.params),
            protected=self._protected().union(self.unread),
            patterns=spec.config.keep_params,
            owned=registry.owned_params().union(*_of_keys(states)) if sharing.missing else None,
        )
        left = rules.purge(self.params, spec.params, policy)
        removed = {n: texts for n, texts in self.params.items() if n not in left}
        for name, texts in removed.items():
            self.purged[name] = spec.base.name
            if self._is_known(name, texts, states):
                self.memory.kept.pop(name, None)
            else:
                self.memory.kept[name] = texts
            self.memory.wrote.pop(name, None)
        if removed:
            self.params = left
        return removed

    def _protected(self) -> frozenset[str]:
        protected = self._query.protected()
        # A share link that cannot be read now stays until it can.
        return protected | {runtime.share_param} if is_unread(self.memory) else protected

    def _is_known(self, name: str, texts: Texts, states: Iterable[ClassState]) -> bool:
        """Return whether a text in the URL is not new: a class has already seen it."""
        written = None if self.run.owns_address else self.memory.pending.get(name)
        if written is not None and written.replaces(texts):
            return True  # a run has begun with it and not looked at its address yet
        return self._seen_before.get(name) == texts or any(
            texts in (state.last_seen.get(name), state.desired.get(name)) for state in states
        )

    def _was_published_from(self) -> bool:
        """Return whether a touch has already published from this page and URL, without a claim.

        If Back cannot be detected, publishing again would add a history entry each time, and
        Back would never leave the app.
        """
        memory, run = self.memory, self.run
        if run.history is not None or self.claimed or memory.stale:
            return False
        place = place_of(run.page, self._shown)
        if place in memory.published_from:
            # If the app's own code has changed the address since, Back did not lead here.
            return place == memory.entry
        memory.published_from = (*memory.published_from, place)[-_MOST_PUBLISHED_FROM:]
        return False

    def plan(
        self, own: Callable[[], Collection[str]], owner: FindOwner, *, publish: bool
    ) -> Plan | None:
        """Decide what to write, with protected params kept and the length limited.

        Args:
            own: returns the names that the library may leave out.
            owner: returns the class and the field that a param's texts were written for.
            publish: False if nothing may be written.

        Returns:
            The plan; None if the browser shows the desired params.
        """
        raw, params = self.raw, self.params
        if params is self._shown or params == self._shown:
            return None
        missing: dict[str, None] = {}
        protected = self._protected()
        if protected:
            fixed = {n: raw.get(n) for n in protected if raw.get(n) != params.get(n)}
            params, missing = rules.publish(params, fixed), dict.fromkeys(fixed)
        warning: tuple[str, str] | None = None
        shown, without = self._with_keys(params, owner)
        if self._grew:
            shown, left_out, warning = limited(shown, own, self.warn_length)
            without += left_out
        if without:
            missing |= dict.fromkeys(without)
            params = {name: texts for name, texts in params.items() if name not in without}
        if params == self._shown:
            return Plan(None, {}, missing, warning, {})
        if not publish or self._was_published_from():
            return Plan(None, {}, missing, warning, self._unpublished())
        self._will_be(params)
        return Plan(params, shown, missing, warning, {})

    def _will_be(self, params: Params) -> None:
        """Record the params that are about to be written."""
        memory = self.memory
        if memory.keys:
            memory.keys = {name: key for name, key in memory.keys.items() if name in params}
        if self._knows_runs:
            memory.pending = pending_after(memory.pending, self.raw, params)
            memory.stale = {}
            memory.purged = {**memory.purged, **self.purged}
        place = place_of(self.run.page, params)
        entries = memory.entries
        if not entries.known:
            entries = entries.pushed(place_of(self.run.page, self.raw))
        if self.lacking:
            entries = entries.lacking(self.lacking)
        # In a run that Back started, Streamlit replaces the entry.
        memory.entries = entries.replaced(place) if self.run.history else entries.pushed(place)
        if place in memory.published_from:
            # The app itself leads there, so a run there need not come from Back.
            memory.published_from = tuple(p for p in memory.published_from if p != place)

    def is_now(self, params: Params) -> None:
        """Record the params that were just written."""
        self.unread = {n: t for n, t in self.unread.items() if params.get(n) == t}
        self.token = self._mark(self._query.token())
        self.memory.last_read = self.token, params


def _of_keys(states: Iterable[ClassState]) -> Iterator[Desired]:
    """Yield the params of the keys in use, which the registry does not know."""
    for state in states:
        if state.spec is not None and state.spec.key is not None:
            yield state.desired
