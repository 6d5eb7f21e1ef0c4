"""Inputs that fuzzing has kept, and known examples, keep the laws."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from fuzz.belonging import belongs_to
from fuzz.inputs import FOLDER, examples, from_line, kept, to_line
from fuzz.kinds import KINDS, Kind
from fuzz.targets import TARGETS

EACH = pytest.mark.parametrize("target", TARGETS)
MOST_BYTES = 200_000
INT = next(number for number, kind in enumerate(KINDS) if kind.annotation is int)


def replay(target: str, inputs: list[bytes]) -> None:
    for data in inputs:
        try:
            TARGETS[target](data)
        except Exception as error:
            raise AssertionError(f"{target} {to_line(data)}") from error


@EACH
def test_the_corpus_keeps_the_laws(target: str) -> None:
    replay(target, kept(target))


@EACH
def test_the_examples_keep_the_laws(target: str) -> None:
    replay(target, list(examples(target)))


@pytest.mark.parametrize("kind", KINDS, ids=repr)
def test_each_kind_accepts_its_first_example_and_has_a_check(kind: Kind) -> None:
    assert belongs_to(kind.annotation)(kind.default)
    assert not belongs_to(kind.annotation)(object())


class WrongCodec:
    """The codec of a kind, with a mistake in it."""

    def __init__(self, **wrong: Callable[..., Any]) -> None:
        self._right = KINDS[INT].codec
        self.__dict__.update(wrong)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._right, name)


@pytest.mark.parametrize(
    "wrong",
    [
        {"decode": lambda texts: "5"},
        {"decode": lambda texts: True},
        {"decode": lambda texts: len(texts[0])},
        {"decode": lambda texts: {}[texts]},
        {"encode": lambda value: ("0",)},
        {"load": lambda stored: str(stored)},
    ],
)
def test_a_broken_law_is_noticed(
    wrong: dict[str, Callable[..., Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    replay("decode", [bytes([INT]) + b"77777"])
    monkeypatch.setattr(KINDS[INT], "codec", WrongCodec(**wrong))
    with pytest.raises(AssertionError):
        replay("decode", [bytes([INT]) + b"77777"])


def test_the_kept_corpus_is_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < MOST_BYTES


def test_a_line_of_the_corpus_is_its_input() -> None:
    for data in (b"", bytes(range(256)), "é\U0001f642\n".encode(), b"\xed\xa0\x80\xff"):
        line = to_line(data)
        assert line.isascii()
        assert "\n" not in line
        assert from_line(line) == data
