"""``st.query_params`` of the simulated Streamlit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from typing import Any, TypeAlias
from urllib.parse import urlencode

from st_page_state import Texts
from st_page_state_fakes.errors import StreamlitAPIException
from st_page_state_fakes.server.params import ParamStore, is_reserved
from st_page_state_fakes.type_guards import is_iterable

ParamsInput: TypeAlias = Mapping[str, Any] | Iterable[tuple[str, Any]]


class FakeQueryParams(MutableMapping[str, str]):
    """The mapping ``st.query_params``, from each param to its last value.

    Each change is one message to the browser, which makes it an entry of its history. Params
    bound by a widget's ``bind="query-params"`` can only be changed through the widget.

    Args:
        store: the session's params.
    """

    def __init__(self, store: ParamStore) -> None:
        object.__setattr__(self, "_store", store)

    _store: ParamStore

    def __getitem__(self, name: str) -> str:
        texts = self._store.visible().get(name)
        if texts is None:
            raise KeyError(_missing(name))
        return texts[-1] if texts else ""

    def __setitem__(self, name: str, value: Any) -> None:
        self.update({name: value})

    def __delitem__(self, name: str) -> None:
        store = self._store
        self._refuse_bound([name], "deleted")
        if name not in store.visible():
            raise KeyError(_missing(name))
        del store.texts[name]
        store.send()

    def __iter__(self) -> Iterator[str]:
        return iter(self._store.visible())

    def __len__(self) -> int:
        return len(self._store.visible())

    def __getattr__(self, name: str) -> str:
        try:
            return self[name]
        except KeyError as error:
            raise AttributeError(error.args[0]) from None

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value

    def __delattr__(self, name: str) -> None:
        try:
            del self[name]
        except KeyError as error:
            raise AttributeError(error.args[0]) from None

    def __repr__(self) -> str:
        return f"FakeQueryParams({self})"

    def __str__(self) -> str:
        """Return all params, reserved ones too, each as its text or as the list it was given."""
        store = self._store
        shown: dict[str, str | list[str]] = {}
        for name, texts in store.texts.items():
            listed = name in store.listed or len(texts) != 1
            shown[name] = list(texts) if listed else texts[0]
        return str(shown)

    def get_all(self, name: str) -> list[str]:
        """Return all values of a param, in order; an empty list if there is no such param."""
        return list(self._store.visible().get(name, ()))

    def update(self, params: ParamsInput = (), /, **more: Any) -> None:  # type: ignore[override]
        """Set several params in one message to the browser.

        Args:
            params: a mapping, or pairs of name and value. A value is made text by ``str``;
                a list or another iterable is one text for each item.
            **more: further params.

        Raises:
            StreamlitAPIException: a value is a dict, or a name is reserved or bound. What
                stood before it is set, as in Streamlit.
        """
        pairs = [*_pairs(params), *more.items()]
        self._refuse_bound([name for name, _ in pairs], "set")
        for name, value in pairs:
            self._store.texts[name] = texts_of(name, value)
            self._store.note(name, listed=not isinstance(value, str) and is_iterable(value))
        self._store.send()

    def from_dict(self, params: ParamsInput) -> None:
        """Replace all params in one message to the browser, or none if one is invalid.

        Raises:
            StreamlitAPIException: a value is a dict, or a name is reserved or bound.
        """
        store = self._store
        before = store.texts
        store.texts = {n: texts for n, texts in before.items() if is_reserved(n)}
        try:
            self.update(params)
        except StreamlitAPIException:
            store.texts = before
            raise

    def to_dict(self) -> dict[str, str]:
        """Return each param with its last value."""
        return dict(self)

    def clear(self) -> None:
        """Remove all params except ``embed`` and ``embed_options``.

        Raises:
            StreamlitAPIException: a widget has bound one of them.
        """
        store = self._store
        self._refuse_bound(list(store.texts), "cleared")
        store.texts = {n: texts for n, texts in store.texts.items() if is_reserved(n)}
        store.send()

    def _refuse_bound(self, names: list[str], verb: str) -> None:
        bound = [name for name in names if name in self._store.bound]
        if bound:
            raise StreamlitAPIException(
                f"Query parameter {', '.join(map(repr, bound))} cannot be {verb}: a widget has "
                'bound it (bind="query-params"). Change the value of the widget instead.'
            )


def texts_of(name: str, value: Any) -> Texts:
    """Return the texts that an assigned value has in the query string."""
    if isinstance(value, dict):
        raise StreamlitAPIException(
            f"Query parameter {name!r} cannot be a dict: give it text, or a list of texts."
        )
    if is_reserved(name):
        raise StreamlitAPIException(
            f"Query parameter {name!r} cannot be set: embed and embed_options are Streamlit's own."
        )
    if isinstance(value, str) or not is_iterable(value):
        return (str(value),)
    return tuple(str(item) for item in value)


def _pairs(params: Any) -> list[tuple[str, Any]]:
    if hasattr(params, "keys") and hasattr(params, "__getitem__"):
        return [(name, params[name]) for name in params.keys()]  # noqa: SIM118 - any mapping
    return list(params)


def _missing(name: str) -> str:
    return f'st.query_params has no key "{name}".'


def query_of(params: ParamsInput) -> str:
    """Return the query string of a link with these params."""
    texts: dict[str, Texts] = {}
    for name, value in _pairs(params):
        texts[name] = (*texts.get(name, ()), *texts_of(name, value))
    return urlencode(texts, doseq=True)
