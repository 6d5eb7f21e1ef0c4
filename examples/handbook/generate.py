"""Writes the handbook's pages that come from docstrings: the reference, the errors, the contents.

``python examples/handbook/generate.py`` after a change of a docstring; a test tells if it is due.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import griffe

from st_page_state.docs import topics

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
OLDEST = "1.37"
SINCE = {
    "PageState.bind_tabs": "1.55",
    "params": "1.52",
}
"""What needs a newer Streamlit than the library itself."""

MODULES = {
    "st_page_state": "What an app imports",
    "st_page_state.stores": "Stores",
    "st_page_state.devtools": "For development",
    "st_page_state_fakes": "For tests",
    "st_page_state_fakes.contract": "Contracts for ports of your own",
}
FOR_THE_HANDLES = {
    f"Tab.{name}" for name in ("lose_session", "load", "now", "shown", "edit", "press")
}
CALLED = {
    "App": "app", "Tab": "tab", "Widget": "widget", "Button": "button", "Streamlit": "st",
    "Store": "store", "StorePort": "store", "Query": "query", "QueryPort": "query",
    "Database": "database", "": "it",
}  # fmt: skip
"""The end of a class's name, and what an instance is called in the reference."""
PORTED = ("get", "add", "put", "delete", "keys", "sweep")
BASES = ("Bindable", "Savable", "Undoable", "PageState")
ROLE = re.compile(r":\w+:`~?\.?([^`]+)`")
BLOCK = re.compile(r"^(.*)::\n\n((?:    .*\n?|\n)+)", re.MULTILINE)


def load() -> griffe.ModulesCollection:
    """Read both packages without importing them."""
    loader = griffe.GriffeLoader(search_paths=[ROOT / "src", ROOT / "fakes"])
    for package in ("st_page_state", "st_page_state_fakes"):
        loader.load(package)
    loader.resolve_aliases(external=False)
    return loader.modules_collection


def names(module: Any) -> list[str]:
    """Return the names in a module's ``__all__``."""
    return sorted(str(name) for name in module.exports or ())


def markdown(text: str) -> str:
    """Return a docstring's text as Markdown."""
    text = ROLE.sub(r"`\1`", text).replace("``", "`")
    return BLOCK.sub(fenced, text + "\n")


def fenced(found: re.Match[str]) -> str:
    """Return a block of code, after what introduces it."""
    code = "\n".join(line.removeprefix("    ") for line in found[2].rstrip().splitlines())
    before = "" if found[1] == "Example" else f"{found[1]}:\n\n"
    return f"{before}```python no-run\n{code}\n```\n"


def described(thing: Any) -> Iterator[str]:
    """Yield a docstring's parts as Markdown: text, arguments, result, errors, example."""
    if thing.docstring is None:
        return
    for section in thing.docstring.parse("google", warnings=False):
        match section.kind.value:
            case "text":
                yield markdown(section.value).strip()
            case "parameters":
                yield table("argument", ((each.name, each.description) for each in section.value))
            case "attributes":
                yield table("attribute", ((each.name, each.description) for each in section.value))
            case "raises":
                raised = ((each.annotation, each.description) for each in section.value)
                yield table("raises", raised)
            case "returns":
                yield "Returns: " + one_line(" ".join(each.description for each in section.value))
            case other:
                raise NotImplementedError(f"{thing.path}: a section of kind {other}")


def table(head: str, rows: Iterable[tuple[Any, str]]) -> str:
    """Return a table of two columns."""
    lines = [f"| {head} | |", "|---|---|"]
    for name, text in rows:
        cell = one_line(text).replace("|", r"\|")
        lines.append(f"| `{name}` | {cell} |")
    return "\n".join(lines)


def one_line(text: str) -> str:
    return " ".join(markdown(text).split())


def signature(thing: Any, shown: str) -> str:
    """Return how a function or a class is called."""
    given = [each for each in thing.parameters if each.name not in ("self", "cls")]
    parts: list[str] = []
    starred = False
    for each in given:
        kind = each.kind.value if each.kind else ""
        if kind == "keyword-only" and not starred:
            parts.append("*")
            starred = True
        mark = {"variadic positional": "*", "variadic keyword": "**"}.get(kind, "")
        starred = starred or mark == "*"
        default = "" if each.default is None or mark else f"={each.default}"
        parts.append(f"{mark}{each.name}{default.replace('MISSING', '...')}")
    call = f"{shown}({', '.join(parts)})"
    if len(call) <= 88:
        return call
    inner = "".join(f"    {part},\n" for part in parts)
    return f"{shown}(\n{inner})"


def entry(title: str, thing: Any, shown: str, level: int = 3) -> str:
    """Return the entry of one name."""
    parts = [f"{'#' * level} {title}"]
    target = thing.final_target if thing.is_alias else thing
    if target.is_function:
        parts.append(f"```python no-run\n{signature(target, shown)}\n```")
    elif target.is_class and "__init__" in target.members and not is_error(target):
        parts.append(f"```python no-run\n{signature(target.members['__init__'], shown)}\n```")
    parts += described(target)
    if (since := SINCE.get(shown.replace("X.", "PageState."))) is not None:
        parts.append(f"Since Streamlit {since}.")
    return "\n\n".join(part for part in parts if part)


def titled(name: str, thing: Any) -> str:
    """Return a heading whose anchor is that of no other name: ``params`` and ``Params``."""
    return f"{name}, a type" if thing.is_attribute or thing.is_type_alias else name


def is_error(thing: Any) -> bool:
    return str(thing.name).endswith(("Error", "Warning"))


def reference() -> str:
    """Return the page of all public names."""
    modules = load()
    parts = [
        "# Reference",
        f"Every public name, from its docstring, for Streamlit {OLDEST} or what the entry says.",
        "Anything that is not listed here is private, and may change.",
        *of_a_state_class(modules),
    ]
    for path, title in MODULES.items():
        module = modules[path]
        parts += [f"## {title}", f"`from {path} import ...`"]
        for name in names(module):
            thing = module.members[name]
            target = thing.final_target if thing.is_alias else thing
            if name == "PageState" or is_error(target):
                continue
            parts += [entry(titled(name, target), thing, name), *methods(target)]
        if path == "st_page_state_fakes":
            for handle in ("FakeWidget", "FakeButton"):
                found = modules[f"st_page_state_fakes.handles.{handle}"]
                parts += [entry(handle, found, handle), *methods(found, inherited=True)]
    return "\n\n".join(parts) + "\n"


def of_a_state_class(modules: Any) -> Iterator[str]:
    """Yield the entries of what each state class has."""
    yield "## On a state class"
    yield from described(modules["st_page_state.state.PageState"])
    members: dict[str, Any] = {}
    for base, home in zip(BASES, ("widgets.bindable", "savable", "undoable", "state"), strict=True):
        members |= modules[f"st_page_state.{home}.{base}"].members
    public = sorted(name for name in members if not name.startswith("_"))
    functions = [name for name in public if members[name].is_function]
    for name in [*functions, *(name for name in public if members[name].is_attribute)]:
        yield entry(f"X.{name}", members[name], f"X.{name}")
    yield "## Hooks"
    yield "See [Hooks](hooks.md) for when each is called."
    hooks = modules["st_page_state.declaration.hooks.Hooks"].members
    for name, hook in hooks.items():
        yield entry(name, hook, name)


def methods(thing: Any, *, inherited: bool = False) -> list[str]:
    """Return the entries of a class's public methods and attributes."""
    if not thing.is_class:
        return []
    one = next(name for end, name in CALLED.items() if thing.name.endswith(end))
    ported = PORTED if thing.name.endswith("Store") else ()  # as StorePort has them
    found = {**thing.inherited_members, **thing.members} if inherited else thing.members
    own = [
        (name, member.final_target if inherited and member.is_alias else member)
        for name, member in found.items()
        if not name.startswith(("_", "test_")) and name not in ported
    ]
    return [
        entry(f"{thing.name}.{name}", member, f"{one}.{name}", 4)
        for name, member in own
        if not member.is_alias
        and member.docstring is not None
        and f"{thing.name}.{name}" not in FOR_THE_HANDLES
    ]


def errors() -> str:
    """Return the page of all errors, below its part that is written by hand."""
    modules = load()
    entries = []
    for path in ("st_page_state.errors", "st_page_state_fakes.errors"):
        for name, thing in sorted(modules[path].members.items()):
            if not thing.is_alias and thing.is_class and is_error(thing):
                bases = ", ".join(f"`{base}`" for base in thing.bases)
                entries.append("\n\n".join([f"### {name}", f"It is: {bases}.", *described(thing)]))
    return "\n\n".join(entries) + "\n"


def contents() -> str:
    """Return the table of contents that the repository shows for the handbook's folder."""
    lines = [
        "# The handbook",
        "",
        "`nox -s handbook` shows it as a Streamlit app: the examples run beside their source and",
        "their tests, and a search goes over all pages. `python -m st_page_state docs` prints it.",
    ]
    group = ""
    for topic in topics():
        if topic.group != group:
            group = topic.group
            lines += ["", f"**{group}**", ""]
        lines.append(f"* [{topic.title}](topics/{topic.slug}.md)")
    return "\n".join(lines) + "\n"


BEGIN = "<!-- errors -->\n"


def generated() -> dict[Path, str]:
    """Return what each generated file must contain."""
    page = HERE / "topics" / "errors.md"
    by_hand = page.read_text(encoding="utf-8").partition(BEGIN)[0]
    return {
        HERE / "README.md": contents(),
        HERE / "topics" / "reference.md": reference(),
        page: f"{by_hand}{BEGIN}\n{errors()}",
    }


if __name__ == "__main__":
    for file, text in generated().items():
        file.write_text(text, encoding="utf-8")
