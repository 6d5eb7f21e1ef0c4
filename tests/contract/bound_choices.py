"""Rows of bound widgets for choices: switches, options, selections."""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import Any, Literal

from contract.bound_row import Bound, On, Refusal, val


class Color(Enum):
    RED = "r"
    GREEN = "g"
    BLUE = "b"


class Mode(StrEnum):
    MAP = "map"
    LIST = "list"


Level = Literal["low", "mid", "high"]

EMPTY = "for None, pass `value=None`"
NEW = "for new options, pass `accept_new_options=True` (1.45)"
ABC = ["a", "b", "c"]
A, B, C = (val(text, text) for text in ABC)
ONE, TWO, THREE = (val(number, str(number)) for number in (1, 2, 3))
OFF, ON = val(False, "false"), val(True, "true")
RED, GREEN, BLUE = (val(color, color.value) for color in Color)
MAP, LIST = (val(mode, mode.value) for mode in Mode)
LOW, MID, HIGH = (val(level, level) for level in ("low", "mid", "high"))
NONE = val(None)
SIZES = {1: "small", 2: "medium", 3: "large"}
SMALL, MEDIUM, LARGE = (val(size, text) for size, text in SIZES.items())

SWITCHES = [
    On(command, "L").of("bool", bool, OFF, ON, ON, OFF) for command in ("checkbox", "toggle")
]

CHOICES = [
    row
    for command in ("radio", "selectbox")
    for row in (
        On(command, "L", ABC).of("str", str, A, B, C),
        On(command, "L", [1, 2, 3]).of("int", int, ONE, TWO, THREE),
        On(command, "L", [False, True]).of("bool", bool, OFF, ON, ON),
        On(command, "L", ["low", "mid", "high"]).of("Literal", Level, LOW, MID, HIGH),
        On(command, "L", list(Color)).of("Enum", Color, RED, GREEN, BLUE),
        On(command, "L", list(Mode)).of("StrEnum", Mode, MAP, LIST, LIST),
        On(command, "L", [1, 2, 3]).of(
            "int with value_map", int, SMALL, MEDIUM, LARGE, value_map=SIZES
        ),
    )
]
CHOICES += [
    On("radio", "L", ABC, index=None).of(
        "str | None", str | None, NONE, B, C, note="for None, pass `index=None`"
    ),
    On("selectbox", "L", ABC, index=None, placeholder="Any").of(
        "str | None", str | None, NONE, B, C, NONE, note="for None, pass `index=None`"
    ),
    On("selectbox", "L", list(Color), index=None).of(
        "Enum | None", Color | None, NONE, GREEN, BLUE, NONE, note=NEW
    ),
    On("radio", "L", list(Color), index=None).of("Enum | None", Color | None, NONE, GREEN, BLUE),
    On("selectbox", "L", [1, 2, 3], index=None).of(
        "int | None", int | None, NONE, TWO, THREE, NONE
    ),
]


def selections(command: str, **how: Any) -> list[Bound]:
    """Return the rows of a widget that chooses several options."""

    def call(options: list[Any]) -> On:
        return On(command, "L", options, **how)

    return [
        call(ABC).of(
            "list[str]",
            list[str],
            val(["a"], "a"),
            val(["b", "a"], "b", "a"),
            val(["c"], "c"),
            note='for several, pass `selection_mode="multi"`' if how else "",
        ),
        call([1, 2, 3]).of(
            "tuple[int, ...]",
            tuple[int, ...],
            val((1,), "1", widget=[1]),
            val((3, 2), "3", "2", widget=[3, 2]),
            val((2,), "2", widget=[2]),
        ),
        call(list(Color)).of(
            "set[Enum]",
            set[Color],
            val({Color.RED}, "r", widget=[Color.RED]),
            val({Color.RED, Color.BLUE}, "b", "r", widget=[Color.BLUE, Color.RED]),
            val({Color.GREEN}, "g", widget=[Color.GREEN]),
        ),
        call(list(Color)).of(
            "list[Enum]",
            list[Color],
            val([Color.RED], "r"),
            val([Color.BLUE, Color.RED], "b", "r"),
            val([Color.GREEN], "g"),
        ),
        call(ABC).of(
            "frozenset[str]",
            frozenset[str],
            val(frozenset("a"), "a", widget=["a"]),
            val(frozenset("bc"), "b", "c", widget=["b", "c"]),
            val(frozenset("c"), "c", widget=["c"]),
        ),
        call(["low", "mid", "high"]).of(
            "list[Literal]",
            list[Level],
            val(["low"], "low"),
            val(["high", "mid"], "high", "mid"),
            val(["mid"], "mid"),
        ),
        call(list(Mode)).of(
            "set[StrEnum]",
            set[Mode],
            val({Mode.MAP}, "map", widget=[Mode.MAP]),
            val({Mode.MAP, Mode.LIST}, "list", "map", widget=[Mode.LIST, Mode.MAP]),
            val({Mode.LIST}, "list", widget=[Mode.LIST]),
        ),
        call([1, 2, 3]).of(
            "list[int] with value_map",
            list[int],
            val([1], "small"),
            val([3, 2], "large", "medium"),
            val([2], "medium"),
            value_map=SIZES,
        ),
    ]


SELECTIONS = selections("multiselect")
SELECTIONS.append(
    On("multiselect", "L", ABC, accept_new_options=True, since="1.45").of(
        "list[str] with new options",
        list[str],
        val(["a"], "a"),
        val(["z"], "z"),
        val(["b", "y"], "b", "y"),
        val(["x"], "x"),
        note=NEW,
    )
)
for command in ("pills", "segmented_control"):
    SELECTIONS += selections(command, selection_mode="multi", since="1.40")
    SELECTIONS += [
        On(command, "L", ABC, since="1.40").of("str | None", str | None, NONE, B, C, NONE),
        On(command, "L", list(Color), since="1.40").of(
            "Enum", Color, RED, GREEN, BLUE, refused=(Refusal(None, "expected one of"),)
        ),
        On(command, "L", [1, 2, 3], since="1.40").of("int", int, ONE, TWO, THREE),
        On(command, "L", ["low", "mid", "high"], since="1.40").of(
            "Literal", Level, LOW, MID, HIGH, refused=(Refusal(None, "expected one of"),)
        ),
        On(command, "L", list(Color), since="1.40").of(
            "Enum | None", Color | None, NONE, GREEN, BLUE, NONE
        ),
    ]

SELECT_SLIDERS = [
    On("select_slider", "L", ABC).of("str", str, A, B, C),
    On("select_slider", "L", [1, 2, 3]).of("int", int, ONE, TWO, THREE),
    On("select_slider", "L", ["low", "mid", "high"]).of("Literal", Level, LOW, MID, HIGH),
    On("select_slider", "L", list(Color)).of("Enum", Color, RED, GREEN, BLUE),
    On("select_slider", "L", ABC, value=("a", "c")).of(
        "tuple[str, str]",
        tuple[str, str],
        val(("a", "c"), "a", "c"),
        val(("a", "b"), "a", "b"),
        val(("b", "c"), "b", "c"),
        note='a range needs `value=("S", "L")`',
    ),
    On("select_slider", "L", list(Color), value=(Color.RED, Color.BLUE)).of(
        "tuple[Enum, Enum]",
        tuple[Color, Color],
        val((Color.RED, Color.BLUE), "r", "b"),
        val((Color.RED, Color.GREEN), "r", "g"),
        val((Color.GREEN, Color.BLUE), "g", "b"),
    ),
]
