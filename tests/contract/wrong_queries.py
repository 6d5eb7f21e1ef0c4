"""Query ports with one defect each, for rows about reading and writing."""

from __future__ import annotations

from right_query import RightQuery, RightQueryTab, query_port, query_tab

from st_page_state import Params


@query_port("test_read_gives_every_text_in_order")
class SortsTexts(RightQuery):
    def read(self) -> Params:
        return {name: tuple(sorted(texts)) for name, texts in super().read().items()}


@query_port("test_an_empty_address_has_no_params")
class ReadsABlankName(RightQuery):
    def read(self) -> Params:
        return super().read() or {"": ("",)}


@query_port("test_a_blank_text_is_a_text")
class DropsBlanks(RightQuery):
    def read(self) -> Params:
        return {name: texts for name, texts in super().read().items() if any(texts)}


@query_port("test_names_differ_by_case")
class LowersNames(RightQuery):
    def read(self) -> Params:
        return {name.lower(): texts for name, texts in super().read().items()}


@query_port("test_any_character_survives")
class StripsTexts(RightQuery):
    def replace(self, params: Params) -> None:
        super().replace(
            {n: tuple([t.replace("\n", "") for t in texts]) for n, texts in params.items()}
        )


@query_port("test_an_address_is_taken_apart_as_browsers_write_it")
class KeepsPlus(RightQuery):
    def go(self, url: str) -> None:
        super().go(url.replace("+", "%2B"))


@query_port("test_what_is_replaced_is_read")
class SortsParams(RightQuery):
    def replace(self, params: Params) -> None:
        super().replace(dict(sorted(params.items())))


@query_port("test_a_replace_removes_what_it_does_not_name")
class Updates(RightQuery):
    def replace(self, params: Params) -> None:
        super().replace({**self.read(), **params})


@query_port("test_replacing_what_was_read_changes_nothing")
class EncodesTwice(RightQuery):
    def replace(self, params: Params) -> None:
        super().replace(
            {n: tuple([t.replace(" ", "+") for t in texts]) for n, texts in params.items()}
        )


@query_port("test_a_param_without_texts_leaves_the_address")
class BlanksWhatIsEmpty(RightQuery):
    def replace(self, params: Params) -> None:
        super().replace({name: texts or ("",) for name, texts in params.items()})


@query_port("test_what_no_address_can_hold_is_refused")
class ReplacesSurrogates(RightQuery):
    def replace(self, params: Params) -> None:
        super().replace(
            {
                name: tuple([t.encode(errors="replace").decode() for t in texts])
                for name, texts in params.items()
            }
        )


@query_port("test_read_and_replace_keep_no_reference")
class KeepsReferences(RightQuery):
    def read(self) -> Params:
        return self._store.texts

    def replace(self, params: Params) -> None:
        super().replace(params)
        self._store.texts = params  # type: ignore[assignment]


@query_port("test_a_replace_is_one_write_to_the_browser")
class WritesOneByOne(RightQuery):
    def replace(self, params: Params) -> None:
        for count in range(1, len(params) + 1):
            super().replace(dict(list(params.items())[:count]))


@query_port("test_asking_sends_nothing")
class WritesOnReading(RightQuery):
    def protected(self) -> frozenset[str]:
        self.replace(self.read())
        return super().protected()


@query_tab("test_the_browser_shows_what_was_written")
class ShowsTheLanding(RightQueryTab):
    def __init__(self, url: str = "", bound: tuple[str, ...] = ()) -> None:
        super().__init__(url, bound)
        self.landing = url

    @property
    def address(self) -> str:
        return self.landing


@query_port("test_the_token_is_equal_while_nothing_changes")
class NewTokens(RightQuery):
    def token(self) -> object:
        return object()


@query_port("test_the_token_differs_where_params_differ")
class TokenOfPlainText(RightQuery):
    def token(self) -> object:
        return "&".join(f"{n}={t}" for n, texts in self.read().items() for t in texts)


@query_port("test_thousands_of_params")
class ReadsAThousand(RightQuery):
    def read(self) -> Params:
        return dict(list(super().read().items())[:1000])


@query_port("test_an_address_over_the_limit_is_empty")
class HasNoLimit(RightQuery):
    def go(self, url: str) -> None:
        super().go("")
        for field in url.removeprefix("?").split("&"):
            name, _, text = field.partition("=")
            self._store.texts[name] = (*self._store.texts.get(name, ()), text)
