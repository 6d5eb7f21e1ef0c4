"""Parsing a query string takes linear time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from fuzz.adversarial import SHAPES, Shape, land, parse, seconds
from st_page_state_fakes import FakeQuery

SHORT, LONG = 4_000, 500_000
TIMES = 4
TOO_MUCH = 11.0  # a quadratic one takes 16 times as long
SUSPECT = 6.0
ROUNDS = 8
MEASURABLE = 0.002  # seconds

SHAPED = pytest.mark.parametrize("shape", SHAPES, ids=[shape.name for shape in SHAPES])
LANDING = [shape for shape in SHAPES if shape.lands(SHORT * 8)]


def growth(work: Callable[[str], Callable[[], None]], shape: Shape) -> float:
    """Return the ratio of times for a query string of four times the length.

    The best of several rounds counts, because noise only adds time.
    """
    size = SHORT
    work(shape.query(size))()  # warms the caches
    while seconds(work(shape.query(size))) < MEASURABLE and size * TIMES < LONG:
        size *= 2
    short, long = shape.query(size), shape.query(size * TIMES)
    best_short = best_long = float("inf")
    for _ in range(ROUNDS):
        best_short = min(best_short, seconds(work(short)))
        best_long = min(best_long, seconds(work(long)))
        if best_long < SUSPECT * best_short:
            break
    return best_long / best_short


def quadratic(query: str) -> None:
    for _ in query[::16]:
        query.count("#")


def test_quadratic_time_is_noticed() -> None:
    assert growth(lambda query: partial(quadratic, query), SHAPES[0]) > TOO_MUCH


@SHAPED
def test_parsing_is_not_quadratic(shape: Shape) -> None:
    assert growth(lambda query: partial(parse, query), shape) < TOO_MUCH


@pytest.mark.filterwarnings("ignore::st_page_state.PageStateWarning")
@pytest.mark.parametrize("shape", LANDING, ids=[shape.name for shape in LANDING])
def test_landing_is_not_quadratic(shape: Shape) -> None:
    assert growth(lambda query: partial(land, FakeQuery(query)), shape) < TOO_MUCH
