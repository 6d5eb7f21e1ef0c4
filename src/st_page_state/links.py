"""Links: write snapshots to a query string and read them back, without a session."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from st_page_state import runtime, stored_values
from st_page_state.codecs.key_texts import key_in
from st_page_state.declaration.fields import report
from st_page_state.declaration.spec import Spec
from st_page_state.errors import (
    ArgumentError,
    InvalidQueryParamError,
    StoreUnavailableError,
    StPageStateError,
    quote,
    sentence,
    told,
)
from st_page_state.ports import Texts


def params_of(snapshots: tuple[Any, ...], doing: str) -> dict[str, Texts | None]:
    """Return the params of snapshots; None for a param that is left out.

    Raises:
        InvalidValueError: a value has no text.
        StPageStateError: two own the same param.
    """
    desired: dict[str, Texts | None] = {}
    owners: dict[str, str] = {}
    for snapshot in snapshots:
        spec: Spec = snapshot.__page_state__
        for param, field in spec.params.items():
            if param in owners:
                raise StPageStateError(
                    f"{doing}: {owners[param]} and {spec.full_name} both own the query parameter "
                    f"{param!r}; one address cannot carry both."
                )
            owners[param] = spec.full_name
            value = getattr(snapshot, field.name)
            try:
                desired[param] = field.linked(value)
            except ValueError as error:
                raise field.refusal(spec.name, value, error) from None
    return desired


def link_to(snapshots: tuple[Any, ...], base: str) -> str:
    """Return ``base`` with the snapshots' params in its query string.

    Raises:
        ArgumentError: ``base`` is no URL.
    """
    desired = with_keys(snapshots, params_of(snapshots, "link()"))
    return extended(base, desired, desired)


def with_keys(
    snapshots: tuple[Any, ...], desired: Mapping[str, Texts | None]
) -> Mapping[str, Texts | None]:
    """Return the params of snapshots with keys for those that are too long, which are stored.

    What cannot be stored is written in full.
    """
    long = [
        (spec, param, field, texts)
        for spec in (snapshot.__page_state__ for snapshot in snapshots)
        for param, field in spec.params.items()
        if (texts := desired[param]) is not None and field.is_long(texts)
    ]
    persistence = runtime.persistence_of_links() if long else None
    if persistence is None:
        return desired
    try:
        named = {
            param: (stored_values.key_of(persistence, spec.saved_name, field.name, texts), texts)
            for spec, param, field, texts in long
        }
        stored = stored_values.ensure(persistence, dict(named.values()))
    except StoreUnavailableError:
        return desired
    return {**desired, **{param: (key,) for param, (key, _) in named.items() if key in stored}}


def extended(base: str, desired: Mapping[str, Texts | None], replaced: Container[str]) -> str:
    """Return ``base`` with params in its query string.

    Args:
        base: the URL.
        desired: the params; None for one that is left out.
        replaced: the names of the base's params that are not kept.

    Raises:
        ArgumentError: ``base`` is no URL.
    """
    check_str(base, "link(..., base=...)")
    try:
        parts = urlsplit(base)
    except ValueError as error:
        raise ArgumentError(
            f"link(..., base=...) takes a URL, such as 'https://app.example', not {quote(base)}: "
            f"{sentence(told(str(error)))}"
        ) from None
    params = {n: texts for n, texts in split_query(parts.query).items() if n not in replaced}
    params |= {n: texts for n, texts in desired.items() if texts is not None}
    query = urlencode(params, doseq=True)
    if not base:
        return f"?{query}"
    return urlunsplit(parts._replace(query=query))


def params_in(link: str) -> dict[str, Texts]:
    """Return the params of a query string or a full link."""
    return split_query(_query_of(link))


def check_str(given: object, where: str) -> None:
    """Raise ArgumentError if ``given`` is not a str."""
    if not isinstance(given, str):
        raise ArgumentError(f"{where} takes a str, not a value of type {type(given).__name__}.")


def split_query(query: str, only: Container[str] | None = None) -> dict[str, Texts]:
    """Parse a query string, with or without its question mark, into params.

    Args:
        query: the query string.
        only: the names of the params to return; None for all.

    >>> split_query("?tag=a&tag=b&q=")
    {'tag': ('a', 'b'), 'q': ('',)}
    """
    params: dict[str, list[str]] = {}
    for name, text in parse_qsl(query.removeprefix("?"), keep_blank_values=True):
        if only is None or name in only:
            params.setdefault(name, []).append(text)
    return {name: tuple(texts) for name, texts in params.items()}


def values_in(spec: Spec, link: str) -> dict[str, Any]:
    """Return a class's values from a query string or a full link.

    Raises:
        ArgumentError: ``link`` is not a str.
        InvalidQueryParamError: params of the class are invalid; the error names them all.
        StoreUnavailableError: there are keys of stored values, and the store does not answer.
    """
    check_str(link, f"{spec.name}.parse(...)")
    params = _without_keys(spec, split_query(_query_of(link), spec.params))
    values: dict[str, Any] = {}
    problems: dict[str, InvalidQueryParamError] = {}
    for param, field in spec.params.items():
        if param in params:
            try:
                values[field.name] = field.codec.decode(params[param])
                field.texts(values[field.name])
            except (ValueError, OverflowError) as error:
                text = "&".join(params[param])
                problems[field.name] = InvalidQueryParamError(
                    spec.name, field.name, param, text, str(error), report(error)
                )
    if problems:
        raise InvalidQueryParamError.collect(problems)
    return values


def _without_keys(spec: Spec, params: dict[str, Texts]) -> dict[str, Texts]:
    """Return params with what the keys of stored values stand for."""
    keys = {param: key for param, texts in params.items() if (key := key_in(texts))}
    if not keys:
        return params
    persistence = runtime.persistence_of_links()
    if persistence is None:
        raise InvalidQueryParamError.collect(
            {
                spec.params[param].name: InvalidQueryParamError(
                    spec.name,
                    spec.params[param].name,
                    param,
                    key,
                    "it is the key of a stored value, and no store is in use",
                    "it is the key of a stored value, and no store is in use: "
                    "use_ports(session, query, store=FakeStore()) in a test",
                )
                for param, key in keys.items()
            }
        )
    found = stored_values.read(persistence, keys.values())
    return params | {param: texts for param, key in keys.items() if (texts := found[key].texts)}


def _query_of(link: str) -> str:
    """Return the query string of a link, or the text itself if it is only a query string."""
    text = link.partition("#")[0]
    # The part before the first "=" distinguishes a link from a name such as q in q=a//b?c.
    head = text.partition("=")[0]
    if "?" in head or "//" in head or head.startswith("/"):
        return text.partition("?")[2]
    return text
