"""The uses of session state and query params in one module."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from typing import Any

import libcst as cst
from libcst.metadata import MetadataWrapper, ParentNodeProvider, PositionProvider

from st_page_state.devtools.migrate.names import Names, first_imports


class Kind(Enum):
    """What a use does."""

    FIRST = auto()  # `if "x" not in st.session_state: st.session_state.x = default`
    SET_DEFAULT = auto()
    GET = auto()
    READ = auto()
    WRITE = auto()
    AUGMENT = auto()
    DELETE = auto()
    PRESENCE = auto()  # `"x" in st.session_state`
    WIDGET = auto()
    NATIVE = auto()
    OTHER = auto()


@dataclass(eq=False)
class Use:
    """One use of one key or param.

    Attributes:
        key: the key or the param's name.
        kind: what it does.
        node: what a conversion replaces.
        line: its line.
        value: the default or what is written.
        cast: for a param, the type its text is cast to: ``str``, ``int``, ``float``, ``bool``.
        reason: why it is not understood.
        call: the widget's call.
    """

    key: str
    kind: Kind
    node: cst.CSTNode
    line: int
    value: cst.BaseExpression | None = None
    cast: str = "str"
    reason: str = ""
    call: cst.Call | None = None
    gives_first: bool = False
    """Whether the key has its first value from this widget."""


@dataclass(eq=False)
class Guard:
    """An `if "x" not in st.session_state:` that only gives first values.

    Attributes:
        node: the whole statement.
        line: its line.
        asked: the key whose presence it asks for.
        keys: the keys that it sets.
        comments: the comments about each key.
    """

    node: cst.If
    line: int
    asked: str
    keys: list[str] = field(default_factory=list[str])
    comments: dict[str, list[str]] = field(default_factory=dict[str, list[str]])


@dataclass(eq=False)
class Unclear:
    """A use that may concern several keys.

    Attributes:
        line: its line.
        reason: what it does.
        pattern: an expression that the keys match which it may concern.
        read: for a widget's key, the key of the session whose value it is.
        blocks: whether what it concerns must stay.
        query: whether it is about the query params.
        told: whether it is reported by itself.
    """

    line: int
    reason: str
    pattern: str = ".*"
    read: str | None = None
    blocks: bool = True
    query: bool = False
    told: bool = True

    def concerns(self, key: str) -> bool:
        """Return whether it may be a use of the key."""
        return re.fullmatch(self.pattern, key, re.DOTALL) is not None


@dataclass(eq=False)
class Source:
    """One module of the app, with what was found in it."""

    path: Path
    text: str
    module: cst.Module
    names: Names
    parents: Any
    positions: Any
    session: list[Use] = field(default_factory=list[Use])
    params: list[Use] = field(default_factory=list[Use])
    guards: list[Guard] = field(default_factory=list[Guard])
    unclear: list[Unclear] = field(default_factory=list[Unclear])
    from_dicts: list[cst.Call] = field(default_factory=list[cst.Call])
    clears: list[cst.Call] = field(default_factory=list[cst.Call])
    app: list[Source] = field(default_factory=list["Source"])
    stays: bool = False
    """Whether the module was only read because the others import it."""

    def line(self, node: cst.CSTNode) -> int:
        """Return the line of a node."""
        return int(self.positions[node].start.line)

    def parent(self, node: cst.CSTNode) -> cst.CSTNode:
        """Return the node that holds a node."""
        found: cst.CSTNode = self.parents[node]
        return found

    def code(self, node: cst.CSTNode) -> str:
        """Return a node's text."""
        return self.module.code_for_node(node)

    def unclear_session(self) -> list[Unclear]:
        """Return the uses that may concern several keys of the session."""
        return [each for each in self.unclear if each.blocks and not each.query]


def parse(path: Path, text: str) -> Source:
    """Return a module with its names; its uses are not collected yet.

    Raises:
        libcst.ParserSyntaxError: it is no Python.
    """
    wrapper = MetadataWrapper(cst.parse_module(text))
    names = Names()
    wrapper.module.visit(names)
    for statement in first_imports(wrapper.module):
        first = Names()
        statement.visit(first)
        names.imported_first |= first.imported
    return Source(
        path,
        text,
        wrapper.module,
        names,
        wrapper.resolve(ParentNodeProvider),
        wrapper.resolve(PositionProvider),
    )
