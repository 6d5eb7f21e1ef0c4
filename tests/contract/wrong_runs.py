"""Query ports with one defect each, for rows about runs and other writers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import ClassVar

from right_query import RightQuery, RightQueryTab, query_port, query_tab

from st_page_state import Params, QueryPort
from st_page_state.ports import Run, Texts
from st_page_state_fakes.contract.query_tab import url_of
from st_page_state_fakes.server.params import is_reserved


@query_tab("test_what_was_replaced_stays_for_the_next_run")
class RunsOnTheLanding(RightQueryTab):
    def run(
        self, url: str | None = None, *, history: bool = False, page: str = ""
    ) -> AbstractContextManager[QueryPort]:
        if url is None and self.query.updates:
            url = url_of(self.query.updates[0]) + "&more=1"
        return super().run(url, history=history, page=page)


@query_tab("test_another_address_is_seen_by_the_next_run")
class OverlooksTheBrowser(RightQueryTab):
    def run(
        self, url: str | None = None, *, history: bool = False, page: str = ""
    ) -> AbstractContextManager[QueryPort]:
        return super().run(None, history=history, page=page)


@query_port("test_what_others_write_is_seen_at_once")
class ReadsItsOwnWrites(RightQuery):
    def read(self) -> Params:
        return self.updates[-1] if self.updates else super().read()


@query_tab("test_two_tabs_share_nothing")
class OneQueryForAll(RightQueryTab):
    shared: ClassVar = RightQuery("?a=1")

    def __init__(self, url: str = "", bound: tuple[str, ...] = ()) -> None:
        self.query = self.shared


@query_port("test_nothing_is_protected_where_no_widget_is_bound")
class ProtectsEmbed(RightQuery):
    def protected(self) -> frozenset[str]:
        return super().protected() | {name for name in self._store.texts if is_reserved(name)}


@query_port("test_a_bound_param_is_protected")
class ProtectsWhatIsThere(RightQuery):
    def protected(self) -> frozenset[str]:
        return super().protected() & self._store.texts.keys()


@query_port("test_a_bound_param_stays")
class ForgetsBound(RightQuery):
    def replace(self, params: Params) -> None:
        bound, self._store.bound = self._store.bound, {}
        super().replace(params)
        self._store.bound = bound


@query_port("test_beside_a_bound_param_a_replace_is_one_write")
class DeletesFirst(RightQuery):
    def replace(self, params: Params) -> None:
        super().replace({})
        super().replace(params)


@query_port("test_embed_is_invisible_in_any_case")
class ShowsEmbedInCapitals(RightQuery):
    def read(self) -> Params:
        hidden = {"embed", "embed_options"}
        return {name: texts for name, texts in self._store.texts.items() if name not in hidden}


@query_port("test_embed_is_kept")
class DropsEmbed(RightQuery):
    def replace(self, params: Params) -> None:
        self._store.texts = {n: t for n, t in self._store.texts.items() if not is_reserved(n)}
        super().replace(params)


@query_port("test_embed_cannot_be_added")
class AddsEmbed(RightQuery):
    def replace(self, params: Params) -> None:
        super().replace(params)
        added: dict[str, Texts] = {n: t for n, t in params.items() if is_reserved(n)}
        self._store.texts = {**added, **self._store.texts}


@query_port("test_the_key_is_that_of_the_run")
class AnotherKey(RightQuery):
    def run_key(self) -> object:
        return self


@query_port("test_a_run_keeps_its_key")
class AKeyForEachWrite(RightQuery):
    def replace(self, params: Params) -> None:
        super().replace(params)
        self.begin(history=False, page="")


@query_port("test_the_next_run_has_another_key")
class OneKey(RightQuery):
    def begin(self, *, history: bool, page: str) -> None:
        super().begin(history=history, page=page)
        self.current = Run("key", page, history)


@query_port("test_a_run_tells_of_back")
class NeverTellsOfBack(RightQuery):
    def begin(self, *, history: bool, page: str) -> None:
        super().begin(history=False, page=page)


@query_port("test_a_run_tells_its_page")
class KnowsNoPage(RightQuery):
    def begin(self, *, history: bool, page: str) -> None:
        super().begin(history=history, page="")


@query_port("test_a_run_begins_with_what_is_read_first")
class BeganWithTheLanding(RightQuery):
    def begin(self, *, history: bool, page: str) -> None:
        first = getattr(self, "first", self.read())
        super().begin(history=history, page=page)
        self.first = first


@query_port("test_a_run_remembers_what_it_began_with")
class BeganWithThePresent(RightQuery):
    def began(self) -> Params:
        return self.read()


@query_port("test_the_port_can_be_used_uninterrupted")
class SwallowsErrors(RightQuery):
    @contextmanager
    def uninterrupted(self) -> Iterator[None]:
        try:
            yield
        except ZeroDivisionError:
            return
