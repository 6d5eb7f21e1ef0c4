"""Fuzz targets, and the laws that hold for any input.

Each target takes bytes, raises AssertionError if a law is broken, and lets other unexpected errors
through. None of them needs a fuzzer: the kept corpus, hypothesis and atheris share them.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from typing import Any

from fuzz.kinds import KINDS
from fuzz.states import CLASSES, PAIRS, fits, kinds_of
from properties.generated import alike
from st_page_state import InvalidQueryParamError, PageStateWarning, link, use_ports
from st_page_state_fakes import FakeQuery, FakeSession

SEPARATOR = b"\xff"
"""The separator of the texts of one param: a byte that never occurs in UTF-8."""
MOST_FIELDS = 1000
_LONGEST_MESSAGE = 7000


def decode(data: bytes) -> None:
    """Read the texts of one param as some kind of field.

    The first byte chooses the kind.
    """
    number = data[0] % len(KINDS) if data else 0
    codec = KINDS[number].codec
    texts = tuple(text.decode(errors="surrogateescape") for text in data[1:].split(SEPARATOR))
    try:
        value = codec.decode(texts)
    except ValueError as error:
        told = InvalidQueryParamError("State", "field", "param", "&".join(texts), str(error))
        _check_told(str(told))
        return
    assert fits(number, value), f"{KINDS[number]} cannot be {value!r}, read from {texts!r}"
    canonical = codec.encode(value)
    again = codec.decode(canonical)
    assert alike(again, value), f"{texts!r} is {value!r}, but {canonical!r} is {again!r}"
    assert codec.encode(again) == canonical
    stored = codec.load(codec.store(value))
    assert alike(stored, value), f"{value!r} comes out of the session as {stored!r}"


def parse(data: bytes) -> None:
    """Read a whole link as a state class.

    The first byte chooses the class.
    """
    cls = CLASSES[data[0] % len(CLASSES) if data else 0]
    try:
        snapshot = cls.parse(data[1:].decode(errors="surrogateescape"))
    except InvalidQueryParamError as error:
        _check_problems(cls, error)
        return
    values = _values(cls, snapshot)
    url = link(snapshot)
    again = cls.parse(url)
    assert alike(_values(cls, again), values), url
    assert link(again) == url


def landing(data: bytes) -> None:
    """Open an address in a new session of two classes; one of them then claims the URL.

    The first byte chooses the classes.
    """
    pair = PAIRS[data[0] % len(PAIRS) if data else 0]
    query = FakeQuery("?" + data[1:].decode(errors="replace"))
    landed = query.params
    with warnings.catch_warnings(), use_ports(FakeSession(), query):
        warnings.simplefilter("ignore", PageStateWarning)
        values = {cls: _landed(cls, landed) for cls in pair}
        _check_reopened(query, values)
        pair[0].focus()
        for cls in pair:
            assert alike(_values(cls, cls.snapshot()), values[cls]), "a claim changed a value"
        _check_reopened(query, values)


def _landed(cls: Any, params: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """Touch a class for the first time; return its values, which must match the URL."""
    values = _values(cls, cls.snapshot())
    errors = cls.url_errors()
    for name, field in cls.__page_state__.fields.items():
        wanted, refused = field.default(), False
        if field.param in params:
            try:
                wanted = field.codec.decode(params[field.param])
            except ValueError:
                refused = True
        assert (name in errors) == refused, f"url_errors() is wrong about {name}"
        assert alike(values[name], wanted), f"{name} is {values[name]!r}, not {wanted!r}"
        if refused:
            assert errors[name].text == "&".join(params[field.param])
            _check_told(str(errors[name]))
    return values


def _check_reopened(query: FakeQuery, values: Mapping[Any, dict[str, Any]]) -> None:
    """Assert that a new session at the present address has the same values and no errors."""
    wanted = {
        field.param: field.texts(known[name])
        for cls, known in values.items()
        for name, field in cls.__page_state__.fields.items()
    }
    left_out = {n: t for n, t in wanted.items() if t is not None and n not in query.params}
    if left_out:
        # Streamlit would ignore an address with more fields.
        fields = sum(map(len, [*query.params.values(), *left_out.values()]))
        assert fields > MOST_FIELDS, f"{sorted(left_out)} are not in the URL"
        return
    again = FakeQuery(query.url)
    with use_ports(FakeSession(), again):
        for cls, known in values.items():
            assert alike(_values(cls, cls.snapshot()), known), query.url
            assert cls.url_errors() == {}, query.url
    assert again.updates == [], f"{query.url} is not clean"


def _values(cls: Any, snapshot: Any) -> dict[str, Any]:
    """Return the values of a snapshot, each checked against its field's type."""
    values = {name: getattr(snapshot, name) for name in cls.__page_state__.fields}
    for name, number in kinds_of(cls).items():
        assert fits(number, values[name]), f"{KINDS[number]} cannot be {values[name]!r}"
    return values


def _check_problems(cls: Any, error: InvalidQueryParamError) -> None:
    """Assert that an error names fields of the class, each with its problem."""
    assert error.problems.keys() <= cls.__page_state__.fields.keys()
    for problem in error.problems.values():
        _check_told(str(problem))


def _check_told(message: str) -> None:
    """Assert that an error's text is bounded in length and has no control characters."""
    assert len(message) <= _LONGEST_MESSAGE, f"{len(message):,} characters: {message[:200]!r}..."
    assert message.isprintable(), f"not printable: {message!r}"


TARGETS: dict[str, Callable[[bytes], None]] = {
    "decode": decode,
    "parse": parse,
    "landing": landing,
}
