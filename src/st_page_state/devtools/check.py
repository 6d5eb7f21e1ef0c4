"""``python -m st_page_state check app.py``: what an app's classes own, and where they collide.

The exit status is 1 where something is wrong, as of mypy and ruff, and 2 where nothing is wrong in
what was looked at, but not everything could be: a check that cannot see never says all is well.
"""

from __future__ import annotations

import argparse
import os.path
import warnings
from collections.abc import Collection, Iterable, Iterator
from itertools import combinations
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from st_page_state.adapters.quiet import quiet
from st_page_state.codecs.key_texts import LENGTH
from st_page_state.declaration import registry
from st_page_state.declaration.fields import Field
from st_page_state.declaration.spec import Spec
from st_page_state.devtools.app_sources import Page, pages_of
from st_page_state.devtools.named_pages import Unseen, class_lines, comment
from st_page_state.errors import nearest
from st_page_state.ports import Params, Texts
from st_page_state.url.length import MOST_PARAMS, biggest, count_characters, count_fields

HELP = (
    "Import an app's state classes without a server, and tell what each owns, and the longest URL "
    "by defaults. The exit status is 1 where something is wrong: a file that is not there or "
    "fails, no state class at all, two classes of one page that own one param or purge each other "
    "without sharing the URL, a URL by defaults that is longer than Config.url_warn_length, a "
    "name after --allow that no class has. It is 2 where nothing is wrong in what was looked at, "
    "and not everything could be: a page whose file is only known when the app runs. Name such "
    "files after the app's, or in a comment in that line: # check: files pages/*.py"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the argument: the app's main file."""
    parser.add_argument("app", type=Path, help="the app's main file, such as app.py")
    parser.add_argument(
        "pages", type=Path, nargs="*", metavar="page",
        help="further pages, where check cannot find them by itself",
    )  # fmt: skip
    parser.add_argument(
        "--allow", nargs=2, action="append", default=[], metavar="CLASS",
        help="two classes that are meant to purge each other on one page, by name; the same in "
        "the line of one of the classes: # check: allow OtherClass",
    )  # fmt: skip


def run(chosen: argparse.Namespace) -> int:
    """Check an app; return 1 where something is wrong."""
    app: Path = chosen.app
    for file in (app, *chosen.pages):
        if not file.is_file():
            told = f"There is no file {file}."
            if file.is_dir():
                told = f"{file} is a folder: give the app's main file, such as {_usual(file)}."
            print(told)  # noqa: T201 - the output of a command
            return 1
    script, *named = (Path(os.path.abspath(file)) for file in (app, *chosen.pages))  # noqa: PTH100
    with warnings.catch_warnings(), quiet():
        warnings.simplefilter("ignore")
        pages = pages_of(script, named)
        lines, wrong = report(pages, [frozenset(pair) for pair in chosen.allow])
    print("\n".join(lines))  # noqa: T201
    return 1 if wrong else 2 if any(page.unseen for page in pages) else 0


def _usual(folder: Path) -> Path:
    """Return the file that is probably the main one of a folder."""
    files = [folder / name for name in ("app.py", "streamlit_app.py", "main.py")]
    return next((file for file in files if file.is_file()), files[0])


def report(
    pages: list[Page], allowed: Collection[frozenset[str]] = ()
) -> tuple[list[str], list[str]]:
    """Return the lines of the report, and what of it is wrong.

    Args:
        pages: the pages of the app.
        allowed: the names of two classes each that may purge each other.
    """
    specs = {name: spec for page in pages for name, spec in page.specs.items()}
    lines = [line for spec in specs.values() for line in _owned(spec)]
    wrong = [f"{error}" for page in pages for error in page.errors]
    unseen = [each for page in pages for each in page.unseen]
    wrong += [f"{each.place}: {each.what}." for each in unseen if each.error]
    doubts = [f"{each.place}: {each.what}: {_way_out(each)}" for each in unseen if not each.error]
    allowed = [*allowed, *_allowed_in_source(specs.values())]
    if not (specs or wrong or doubts):
        wrong.append(
            f"no state classes were found in {', '.join(page.name for page in pages)}, nor in "
            "what is imported there: give the app's main file."
        )
    wrong += _unknown(allowed, specs.values())
    told = set[frozenset[str]]()
    for page in pages:
        lines += ["", f"{page.name}: {', '.join(s.name for s in page.specs.values()) or 'none'}"]
        urls = [*_urls(page)]
        lines += _longest(urls)
        wrong += _rivals(page, allowed, told)
        wrong += dict.fromkeys(_too_long(page, urls))
    notes = [*_elsewhere(pages, specs.values())]
    lines += ["", *(f"Note: {note}" for note in notes)] if notes else []
    lines += ["", *(f"Not looked at: {one}" for one in doubts)] if doubts else []
    last = "Nothing is wrong in what was looked at." if doubts else "Nothing is wrong."
    lines += ["", *(f"Wrong: {one}" for one in wrong)] if wrong else ["", last]
    return lines, wrong


def _way_out(unseen: Unseen) -> str:
    """Return how to let check look at what it does not find."""
    if unseen.is_about_pages:
        return (
            "name them, check app.py pages/a.py ..., or in a comment in this line, "
            "# check: files pages/*.py"
        )
    return (
        "name the files that it is about in a comment in this line, # check: files parts/*.py, "
        "or say that they have nothing to do with state classes, # check: no files"
    )


def _allowed_in_source(specs: Iterable[Spec]) -> Iterator[frozenset[str]]:
    """Return the pairs that a comment in the line of a class allows."""
    files = {spec.namespace: file for spec, file in registry.all_loaded()}
    for spec in specs:
        file = Path(files.get(spec.namespace, ""))
        lines = class_lines(file).get(spec.qualname) if file.is_file() else None
        said = None if lines is None else comment(file, *lines)
        for name in said[1] if said is not None and said[0] == "allow" else ():
            yield frozenset((spec.full_name, name))


def _owned(spec: Spec) -> Iterator[str]:
    yield f"{spec.full_name} ({spec.module})"
    for param, field in spec.params.items():
        kept = f", {_kept(spec)}" if field.saved else ""
        yield f"  ?{param}{kept}  {field.name}: {field.type_name}"
    own = [field for field in spec.fields.values() if field.param is None]
    for field in own:
        kept = _kept(spec) if field.saved else "session only"
        yield f"  {kept}  {field.name}: {field.type_name}"


def _kept(spec: Spec) -> str:
    return f"saved for the {spec.config.persist}"


def _unknown(allowed: Iterable[frozenset[str]], specs: Collection[Spec]) -> Iterator[str]:
    """Tell of allowed names that no class has."""
    known = {name: None for spec in specs for name in (spec.name, spec.full_name)}
    for name in sorted(frozenset[str]().union(*allowed) - known.keys()):
        hint = nearest(name, known)
        yield f"--allow names {name!r}, and no page uses a class of this name.{hint}"


class _Url(NamedTuple):
    """The address that classes which share the URL make of their defaults."""

    params: Params
    limit: int

    @property
    def length(self) -> int:
        """The number of characters, with the question mark."""
        return count_characters(self.params) + bool(self.params)


def _urls(page: Page) -> Iterator[_Url]:
    """Return the addresses of a page's classes by their defaults."""
    for spec in page.specs.values():
        together = [
            spec,
            *(o for o in page.specs.values() if o is not spec and registry.share(spec, o)),
        ]
        params: Params = {
            name: _shown(each.params[name], texts)
            for each in together
            for name, texts in each.initial()[1].items()
            if texts is not None
        }
        yield _Url(params, min(other.config.url_warn_length for other in together))


def _shown(field: Field, texts: Texts) -> Texts:
    """Return texts as the address has them: those for a store are a key there."""
    return ("~".ljust(LENGTH, "."),) if field.is_long(texts) else texts


def _longest(urls: list[_Url]) -> Iterator[str]:
    """Tell of the longest of some addresses."""
    longest = max(urls, key=lambda url: url.length, default=_Url({}, 0))
    if longest.params:
        text = urlencode(longest.params, doseq=True)
        text = text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}..."
        told = f"({longest.length:,} of {longest.limit:,} characters)"
        yield f"  longest URL by defaults: ?{text} {told}"


def _too_long(page: Page, urls: Iterable[_Url]) -> Iterator[str]:
    """Tell of addresses that proxies truncate, or that Streamlit does not accept."""
    for url in urls:
        names = biggest(url.params, url.params)[:3]
        most = ", ".join(f"?{n} ({count_characters({n: url.params[n]}):,})" for n in names)
        fields = count_fields(url.params)
        if fields > MOST_PARAMS:
            yield (
                f"The URL of {page.name} has {fields:,} params by defaults, and Streamlit drops a "
                f"URL with more than {MOST_PARAMS:,}. The biggest params: {most}."
            )
        if url.length > url.limit:
            yield (
                f"The URL of {page.name} is longer by defaults than Config.url_warn_length = "
                f"{url.limit:,}: it takes {url.length:,} characters. The biggest params: {most}. "
                "Config.hide_defaults leaves defaults out, Config.store_over keeps long ones in "
                "a store."
            )


_MOST_SHOWN = 200


def _rivals(
    page: Page, allowed: Collection[frozenset[str]], told: set[frozenset[str]]
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
            names = [{spec.name, spec.full_name} for spec in (one, two)]
            is_meant = any(pair & names[0] and pair & names[1] for pair in allowed)
            if purgers and not is_meant:
                yield (
                    f"{one.full_name} and {two.full_name} are used on {page.name} without "
                    f"sharing the URL: a change of {' or '.join(purgers)} purges the other's "
                    f"params. If both belong in the URL, write share_url_with = [{two.name!r}] "
                    f"in {one.name}.Config. If they are meant to purge each other, say so in the "
                    f"line of one of the classes: class {one.name}(PageState):  # check: allow "
                    f"{two.name}"
                )


def _elsewhere(pages: Iterable[Page], specs: Iterable[Spec]) -> Iterator[str]:
    """Tell of params that two classes own which no page uses together."""
    together = {frozenset(pair) for page in pages for pair in combinations(page.specs.keys(), 2)}
    for one, two in combinations(specs, 2):
        common = sorted(one.params.keys() & two.params.keys())
        if common and frozenset((one.namespace, two.namespace)) not in together:
            params = ", ".join(f"?{name}" for name in common)
            yield f"{one.full_name} and {two.full_name} both own {params}, on different pages."
