"""Types that a script defines again in each run, and a script that keeps a value of one."""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """A type that the main script defines.

    Attributes:
        defined: the statements that define it.
        annotation: the field's type.
        made: makes the value to assign.
        item: the object of the script's own class, in ``value``.
        told: the text shown for ``item``.
        converts: whether the next run has an instance of its own class.
        warns: otherwise, whether a warning reports it.
        mutated: changes ``item`` in place in each run.
    """

    defined: str
    annotation: str
    made: str
    item: str = "value"
    told: str = "item.items"
    converts: bool = True
    warns: bool = False
    mutated: str = "item.items.append(2)"


MODEL = "class Cart(BaseModel):\n    items: list = []"
SHOP = MODEL + "\nclass Shop(BaseModel):\n    cart: Cart\n    rest: Any = None"
DATACLASS = "@dataclass\nclass Cart:\n    items: dict = field(default_factory=dict)"
PLAIN = "class Cart:\n    def __init__(self, items):\n        self.items = items"
PRIVATE = (
    MODEL
    + """
    _token: str = PrivateAttr('')

def with_token():
    cart = Cart(items=[1])
    cart._token = 'secret'
    return cart"""
)
LINES = "@dataclass\nclass Line:\n    name: str\n" + MODEL
ATTRS = "@attrs.define\nclass Cart:\n    items: list"
ENUM = "class Level(Enum):\n    LOW = 1\n    HIGH = 2"
FILL = "item.items.update({len(item.items): 2})"
KEPT = {"converts": False, "warns": True}

KINDS: dict[str, Kind] = {
    "model": Kind(MODEL, "Cart", "Cart(items=[1, 'x', None])"),
    "model of untyped data": Kind(MODEL, "Cart", "Cart(items=[(1, {2}), date(2026, 1, 2)])"),
    "model or None": Kind(MODEL, "Cart | None", "Cart(items=[1])"),
    "list of models": Kind(MODEL, "list[Cart]", "[Cart(items=[1])]", "value[0]"),
    "model of models": Kind(SHOP, "Shop", "Shop(cart=Cart(items=[1]))", "value.cart"),
    "dataclass": Kind(DATACLASS, "Cart", "Cart({'a': 1})", mutated=FILL),
    "dict of dataclasses": Kind(
        DATACLASS, "dict[str, Cart]", "{'a': Cart({'b': 1})}", "value['a']", mutated=FILL
    ),
    "list of Enums": Kind(
        ENUM, "list[Level]", "[Level.HIGH]", "value[0]", "item.name, len(value)",
        mutated="value.append(Level.LOW)",
    ),
    "dict of Enums": Kind(
        ENUM, "dict[str, Level]", "{'a': Level.HIGH}", "value['a']", "item.name, len(value)",
        mutated="value.update({str(len(value)): Level.LOW})",
    ),
    "plain class": Kind(PLAIN, "Cart", "Cart([1])", **KEPT),
    "plain class or None": Kind(PLAIN, "Cart | None", "Cart([1])", **KEPT),
    "list of plain": Kind(PLAIN, "list[Cart]", "[Cart([1])]", "value[0]", **KEPT),
    "pair of plain": Kind(PLAIN, "tuple[int, Cart]", "(1, Cart([1]))", "value[1]", **KEPT),
    "subclass": Kind(PLAIN + "\nclass Big(Cart): ...", "Cart", "Big([1])", **KEPT),
    "attrs class": Kind(ATTRS, "Cart", "Cart([1])", **KEPT),
    "model with more than its fields": Kind(
        PRIVATE, "Cart", "with_token()", told="item.items, item._token"
    ),
    "model with an alias": Kind(
        "class Cart(BaseModel):\n    items: list = Field(alias='things')", "Cart",
        "Cart(things=[1])",
    ),
    "root model": Kind(
        "class Cart(RootModel[list[int]]): ...", "Cart", "Cart([1])", told="item.root",
        mutated="item.root.append(2)",
    ),
    "model with extras": Kind(
        MODEL.replace("Model)", "Model, extra='allow')"), "Cart", "Cart(items=[1], more=2)",
        told="item.items, item.more",
    ),
    "frozen dataclass": Kind(
        "@dataclass(frozen=True, slots=True)\nclass Cart:\n    items: list", "Cart", "Cart([1])"
    ),
    "dataclass with a field of its own making": Kind(
        "@dataclass\nclass Cart:\n    items: list = field(init=False)\n"
        "    def __post_init__(self):\n        self.items = []", "Cart", "Cart()",
    ),
    "named tuple of a dataclass": Kind(
        DATACLASS + "\nclass Pair(NamedTuple):\n    a: int\n    cart: Cart", "Pair | None",
        "Pair(1, Cart({'a': 1}))", "value.cart", mutated=FILL,
    ),
    "typed dict of a dataclass": Kind(
        DATACLASS + "\nclass Typed(TypedDict):\n    cart: Cart", "Typed",
        "{'cart': Cart({'a': 1})}", "value['cart']", mutated=FILL,
    ),
    "generic dataclass": Kind(
        "T = TypeVar('T')\n@dataclass\nclass Cart(Generic[T]):\n    items: list[T]",
        "Cart[int]", "Cart([1])",
    ),
    "deque of a dataclass": Kind(
        DATACLASS, "deque[Cart]", "deque([Cart({'a': 1})])", "value[0]", mutated=FILL, **KEPT,
    ),
    "sequence of a plain class": Kind(PLAIN, "Sequence[Cart]", "[Cart([1])]", "value[0]", **KEPT),
    "mapping to a dataclass": Kind(
        DATACLASS, "Mapping[str, Cart]", "{'a': Cart({'b': 1})}", "value['a']", mutated=FILL,
    ),
    "model of what has no type": Kind(
        LINES, "Cart", "Cart(items=[Line('a')])", told="[line.name for line in item.items]",
        mutated="item.items.append(Line('b'))",
    ),
    # The field's type does not change from run to run: the value is held as in session state.
    "plain class in Any": Kind(
        PLAIN, "Any", "{'a': Cart([1])}", "value['a']", converts=False
    ),
}  # fmt: skip

HEAD = """\
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any, Generic, NamedTuple, TypeVar
import attrs
import streamlit as st
from pydantic import BaseModel, Field, PrivateAttr, RootModel
from typing_extensions import TypedDict
from st_page_state import PageState, StateVar
"""
SCRIPT = """\
{head}
{defined}

class Page(PageState):
    value: {annotation} = StateVar(default_factory=lambda: {made})
    first: bool = StateVar(default=True)
    page: int = StateVar(default=1, url_key="page")

def change(value):
    item = {item}
    {mutated}

if Page.first:
    value = {made}
    change(value)
    Page.update(value=value, first=False)
elif st.session_state.get("change"):
    change(Page.value)
value = {made}
here = type({item})
value = Page.value
item = {item}
st.text(repr(({told})))
st.text(str(isinstance(item, here)))
"""


def script(kind: Kind) -> str:
    """Return a script that assigns a value in its first run, and shows it in each run."""
    return SCRIPT.format(head=HEAD, **kind._asdict())
