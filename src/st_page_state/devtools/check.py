"""``python -m st_page_state check app.py``: what an app's classes own, and where they collide."""

from __future__ import annotations

import argparse
import warnings
from collections.abc import Container, Iterable, Iterator
from itertools import combinations
from pathlib import Path
from urllib.parse import urlencode

from st_page_state.declaration import registry
from st_page_state.declaration.spec import Spec
from st_page_state.devtools.app_sources import Page, pages_of
from st_page_state.devtools.looking import plain_type
from st_page_state.ports import Params

HELP = (
    "Import an app's state classes without a server, and tell what each owns, which params "
    "collide, which classes purge each other on one page, and the longest URL by defaults."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the argument: the app's main file."""
    parser.add_argument("app", type=Path, help="the app's main file, such as app.py")
    parser.add_argument(
        "--allow", nargs=2, action="append", default=[], metavar="CLASS",
        help="two classes that are meant to purge each other on one page",
    )  # fmt: skip


def run(chosen: argparse.Namespace) -> int:
    """Check an app; return 1 where something is wrong."""
    app: Path = chosen.app
    if not app.is_file():
        print(f"There is no file {app}.")  # noqa: T201 - the output of a command
        return 1
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        allowed = {frozenset(pair) for pair in chosen.allow}
        lines, wrong = report(pages_of(app.resolve()), allowed)
    print("\n".join(lines))  # noqa: T201
    return int(bool(wrong))


def report(
    pages: list[Page], allowed: Container[frozenset[str]] = frozenset()
) -> tuple[list[str], list[str]]:
    """Return the lines of the report, and what of it is wrong.

    Args:
        pages: the pages of the app.
        allowed: the names of two classes each that may purge each other.
    """
    specs = {name: spec for page in pages for name, spec in page.specs.items()}
    lines = [line for spec in specs.values() for line in _owned(spec)]
    if not specs:
        lines.append("No state class is used.")
    wrong = [f"{error}" for page in pages for error in page.errors]
    told = set[frozenset[str]]()
    for page in pages:
        lines += ["", f"{page.name}: {', '.join(s.name for s in page.specs.values()) or 'none'}"]
        lines += _longest(page, wrong)
        wrong += _rivals(page, allowed, told)
    notes = [*_elsewhere(pages, specs.values())]
    lines += ["", *(f"Note: {note}" for note in notes)] if notes else []
    lines += ["", *(f"Wrong: {one}" for one in wrong)] if wrong else ["", "Nothing is wrong."]
    return lines, wrong


def _owned(spec: Spec) -> Iterator[str]:
    yield f"{spec.full_name} ({spec.module})"
    for param, field in spec.params.items():
        yield f"  ?{param}  {field.name}: {plain_type(field.annotation)}"
    own = [field for field in spec.fields.values() if field.param is None]
    for field in own:
        yield f"  session only  {field.name}: {plain_type(field.annotation)}"


def _longest(page: Page, wrong: list[str]) -> Iterator[str]:
    """Tell of the longest address that classes which share the URL make of their defaults."""
    urls: list[tuple[str, int]] = []
    for spec in page.specs.values():
        together = [
            spec,
            *(o for o in page.specs.values() if o is not spec and registry.share(spec, o)),
        ]
        params: Params = {
            name: texts
            for each in together
            for name, texts in each.initial()[1].items()
            if texts is not None
        }
        limit = min(other.config.url_warn_length for other in together)
        urls.append((urlencode(params, doseq=True), limit))
    longest, limit = max(urls, key=lambda url: len(url[0]), default=("", 0))
    if longest:
        shown = longest if len(longest) <= _MOST_SHOWN else f"{longest[:_MOST_SHOWN]}..."
        yield f"  longest URL by defaults: ?{shown} ({len(longest) + 1:,} of {limit:,} characters)"
        if len(longest) >= limit:
            wrong.append(
                f"The URL of {page.name} is longer by defaults than Config.url_warn_length = "
                f"{limit:,}: keep what is long in the session, without a url_key."
            )


_MOST_SHOWN = 200


def _rivals(
    page: Page, allowed: Container[frozenset[str]], told: set[frozenset[str]]
) -> Iterator[str]:
    """Tell of classes on one page that own one param, or that purge each other's, but once."""
    for one, two in combinations(page.specs.values(), 2):
        pair = frozenset((one.namespace, two.namespace))
        if pair in told:
            continue
        told.add(pair)
        common = sorted(one.params.keys() & two.params.keys())
        if common:
            params = ", ".join(f"?{name}" for name in common)
            yield (
                f"{one.full_name} and {two.full_name} are used on {page.name}, and both own "
                f"{params}: give one of them a different url_key, or a Config.url_prefix."
            )
        elif one.params and two.params and not registry.share(one, two):
            purgers = [spec.full_name for spec in (one, two) if spec.config.url_selfish]
            if purgers and frozenset((one.name, two.name)) not in allowed:
                yield (
                    f"{one.full_name} and {two.full_name} are used on {page.name} without "
                    f"sharing the URL: a change of {' or '.join(purgers)} purges the other's "
                    f"params. If both belong in the URL, write share_url_with = [{two.name!r}] "
                    f"in {one.name}.Config."
                )


def _elsewhere(pages: Iterable[Page], specs: Iterable[Spec]) -> Iterator[str]:
    """Tell of params that two classes own which no page uses together."""
    together = {frozenset(pair) for page in pages for pair in combinations(page.specs.keys(), 2)}
    for one, two in combinations(specs, 2):
        common = sorted(one.params.keys() & two.params.keys())
        if common and frozenset((one.namespace, two.namespace)) not in together:
            params = ", ".join(f"?{name}" for name in common)
            yield f"{one.full_name} and {two.full_name} both own {params}, on different pages."
