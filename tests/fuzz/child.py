"""``python -m fuzz.child TARGET COMMAND ...``: one target under atheris; the rest is libFuzzer's.

It has its own process: libFuzzer ends the process that it ran in, and starts others with COMMAND,
which runs this module with the same target.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["st_page_state"]):
    from fuzz.mutation import Mutation
    from fuzz.targets import TARGETS


def main() -> None:
    """Fuzz until libFuzzer ends."""
    target, *arguments = sys.argv[1:]
    mutation = Mutation(target)

    def mutate(data: bytes, longest: int, seed: int) -> bytes:
        # Half of the time use libFuzzer's own mutation, which is guided by comparisons.
        changed = atheris.Mutate(data, longest) if seed % 2 else mutation(data, seed)
        return bytes(changed[:longest])

    atheris.Setup(arguments, TARGETS[target], custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
