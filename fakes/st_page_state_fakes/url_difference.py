"""The differences between two addresses, param by param, for a failed comparison."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias, TypeGuard
from urllib.parse import parse_qsl

from st_page_state_fakes.type_guards import is_mapping, is_tuple

_Params: TypeAlias = Mapping[str, tuple[str, ...]]

_ADDRESS = r"(?=[^\s?#]*/)[\w.~:/@%+,;=-]*"
_WITH_PARAMS = re.compile(rf"(?:{_ADDRESS})?\?[^\s?=#]+=\S*")
_PERHAPS = re.compile(rf"(?:{_ADDRESS})?(?:\?\S*)?(?:#\S*)?")


def url_difference(left: object, right: object) -> list[str] | None:
    """Return the differences between two URLs, or two mappings of params, as lines.

    None where they are neither: one of two texts must have a query string such as ``?a=1``,
    and the other one must look like an address too, or be empty.

    Example::

        url_difference("?status=active&p=1", "?status=pending&p=1")
        # ["param status: 'active' != 'pending'", "1 param is the same"]
    """
    if isinstance(left, str) and isinstance(right, str):
        return _urls(left, right) if _are_urls(left, right) else None
    if _is_params(left) and _is_params(right) and (left or right):
        return [*_differing(left, right), *_how_many_are_the_same(left, right)]
    return None


def _are_urls(left: str, right: str) -> bool:
    return any(
        _WITH_PARAMS.fullmatch(one) and _PERHAPS.fullmatch(other)
        for one, other in ((left, right), (right, left))
    )


def _is_params(value: object) -> TypeGuard[_Params]:
    return is_mapping(value) and all(
        isinstance(name, str) and is_tuple(texts) and all(isinstance(text, str) for text in texts)
        for name, texts in value.items()
    )


def _urls(left: str, right: str) -> list[str]:
    before, pairs, after = _taken_apart(left)
    before_right, pairs_right, after_right = _taken_apart(right)
    lines: list[str] = []
    if before != before_right:
        lines.append(f"address: {before!r} != {before_right!r}")
    params, params_right = _grouped(pairs), _grouped(pairs_right)
    lines += _differing(params, params_right)
    same = {name for name, texts in params.items() if params_right.get(name) == texts}
    order, order_right = ([n for n, _ in each if n in same] for each in (pairs, pairs_right))
    if order != order_right:
        lines.append(f"order: {', '.join(order)} != {', '.join(order_right)}")
    if after != after_right:
        lines.append(f"fragment: {after!r} != {after_right!r}")
    if not lines:
        return ["the same params, but the texts are written (percent-encoded) differently"]
    return [*lines, *_how_many_are_the_same(params, params_right)]


def _taken_apart(url: str) -> tuple[str, list[tuple[str, str]], str]:
    """The part before the query string, the params in order, and the fragment."""
    address, _, fragment = url.partition("#")
    before, _, query = address.partition("?")
    return before, parse_qsl(query, keep_blank_values=True), fragment


def _grouped(pairs: list[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    params: dict[str, tuple[str, ...]] = {}
    for name, text in pairs:
        params[name] = (*params.get(name, ()), text)
    return params


def _differing(left: _Params, right: _Params) -> list[str]:
    lines: list[str] = []
    for name in dict.fromkeys((*left, *right)):
        shown = name if name.isprintable() else repr(name)
        if name not in right:
            lines.append(f"param {shown}: only left, {_shown(left[name])}")
        elif name not in left:
            lines.append(f"param {shown}: only right, {_shown(right[name])}")
        elif left[name] != right[name]:
            line = f"param {shown}: {_shown(left[name])} != {_shown(right[name])}"
            other = sorted(left[name]) != sorted(right[name])
            lines.append(line if other else f"{line} (in another order)")
    return lines


def _shown(texts: tuple[str, ...]) -> str:
    return repr(texts[0]) if len(texts) == 1 else repr(list(texts))


def _how_many_are_the_same(left: _Params, right: _Params) -> list[str]:
    count = sum(1 for name, texts in left.items() if right.get(name) == texts)
    if not count:
        return []
    return [f"{count} param{' is' if count == 1 else 's are'} the same"]
