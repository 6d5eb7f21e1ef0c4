"""Rows about making classes again, as each rerun of a script does."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tests.benchmarks import scripts
from tests.benchmarks.measure import Row, Sample, compare, timed

SIZE = 20
TARGET = 0.3


def rows() -> Iterator[Row]:
    """Measure the class statement of 20 fields against a pydantic model's."""
    for kinds, enum in ((scripts.MIXED, False), (scripts.WITH_ENUM, True)):
        for postponed in (False, True):
            name = "making a class of 20 again"
            name += ", with an Enum of the script" if enum else ""
            name += ", postponed annotations" if postponed else ""
            before = scripts.compiled(scripts.ENUM) if enum else None
            ours = scripts.state("Again", SIZE, kinds)
            reference = scripts.model("Again", SIZE, kinds)
            yield compare(
                name,
                sample(scripts.remaking(scripts.compiled(ours, postponed=postponed), before)),
                sample(scripts.remaking(scripts.compiled(reference, postponed=postponed), before)),
                TARGET,
                rounds=61,
                counted=False,
            )


def sample(prepare: Callable[[], Callable[[], object]]) -> Sample:
    """Return a sample with setup before each timing."""
    prepare()()
    return lambda: timed(prepare())
