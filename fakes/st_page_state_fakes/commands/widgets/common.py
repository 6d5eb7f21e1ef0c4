"""Arguments that input widgets share: labels, keys and options."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import Enum, EnumMeta
from typing import Any

from st_page_state_fakes.errors import (
    StreamlitAPIException,
    StreamlitDefaultNotInOptionsError,
    StreamlitInvalidParameterTypeError,
    StreamlitValueError,
    StreamlitValueOutOfRangeError,
)
from st_page_state_fakes.type_guards import is_iterable, is_list_or_tuple

MOST_NAMED = 10


def key_of(key: str | int | None) -> str | None:
    """Return a widget's key as a string."""
    return None if key is None else str(key)


def label_of(label: Any) -> str:
    """Return a widget's label as text."""
    return "" if label is None else str(label)


def check_choice(parameter: str, value: Any, choices: Sequence[Any]) -> None:
    """Raise ``StreamlitValueError`` if a parameter's value is not among the choices."""
    if value not in choices:
        raise StreamlitValueError(parameter, [repr(choice) for choice in choices], value)


def is_integer(value: Any, least: int, greatest: int | None = None) -> bool:
    """Tell whether a value is an int within bounds; a bool is not."""
    integer = isinstance(value, int) and not isinstance(value, bool)
    return integer and least <= value and (greatest is None or value <= greatest)


def offer(labels: Iterable[str]) -> str:
    """Return the options' labels as a phrase of bounded length, for an error."""
    offered = [repr(label) for label in labels]
    if not offered:
        return "it offers nothing"
    if len(offered) > MOST_NAMED:
        offered = [*offered[:MOST_NAMED], f"and {len(offered) - MOST_NAMED} more"]
    return f"it offers {', '.join(offered)}"


def as_list(given: Any) -> list[Any]:
    """Return options or defaults, from any type of collection, as a list."""
    if given is None:
        return []
    if isinstance(given, str | int | float | bool):
        return [given]
    if isinstance(given, EnumMeta):
        members: list[Any] = list(given)
        return [member.value for member in members] if issubclass(given, str) else members
    if hasattr(given, "iloc") and hasattr(given, "columns"):
        return [] if given.empty else list(given.iloc[:, 0].to_list())
    if hasattr(given, "to_list"):
        return list(given.to_list())
    return list(given) if is_iterable(given) else [given]


def coerce_enum(value: Any, members: type[Enum] | None) -> Any:
    """Return the current member of an Enum class that a rerun has defined anew.

    A script's own Enum is another class in each run; values of former runs are taken to be
    of the present class if its name and the names of its members are the same.
    """
    if members is None or not isinstance(value, Enum) or isinstance(value, members):
        return value
    former = type(value)
    same_names = set(former.__members__) == set(members.__members__)
    if former.__qualname__ != members.__qualname__ or not same_names:
        return value
    return members[value.name]


class Options:
    """The options of a widget, as values and as the labels that the browser shows.

    Args:
        given: what the script has given as options.
        format_func: makes an option its label.

    Attributes:
        values: the options.
        labels: their labels.
        index_by_label: the index of the last option with each label.
    """

    def __init__(self, given: Any, format_func: Callable[[Any], Any]) -> None:
        self.values: list[Any] = as_list(given)
        _check_comparable(self.values)
        self.format_func = format_func
        self.labels: list[str] = [format_func(value) for value in self.values]
        for label in self.labels:
            if not isinstance(label, str):
                raise TypeError(
                    f"format_func must return the label of an option as a string, not {label!r}."
                )
        self.index_by_label: dict[str, int] = {
            label: index for index, label in enumerate(self.labels)
        }
        kind = _kind_of(given, self.values)
        is_enum = kind is not None and issubclass(kind, Enum)
        self.members: type[Enum] | None = kind if is_enum else None
        self._plain: type[Any] | None = None if is_enum else kind

    def coerce(self, value: Any) -> Any:
        """Return a value with the Enum members of a former run replaced by the current ones.

        Raises:
            ValueError: it is a member of an Enum, and all options are of one other type.
        """
        items = value if is_list_or_tuple(value) else [value]
        if not items or not all(isinstance(item, Enum) for item in items):
            return value
        if self._plain is not None:
            raise ValueError(
                f"The value {value!r} belongs to an Enum, but the options are of type "
                f"{self._plain.__name__}: Streamlit accepts it only if they are Enum members too."
            )
        present = [coerce_enum(item, self.members) for item in items]
        return type(value)(present) if items is value else present[0]

    def offers(self, value: Any) -> bool:
        """Tell whether a value has the label of an option."""
        try:
            return self.format_func(value) in self.index_by_label
        except Exception:  # noqa: BLE001 - format_func is made for options
            return False

    def label_of(self, value: Any) -> str:
        """Return the label of a value, which need not be an option."""
        try:
            label: str = self.format_func(value)
        except Exception:  # noqa: BLE001 - format_func is made for options
            return str(value)
        return label

    def indices_of(self, default: Any) -> list[int]:
        """Return the indices of the options that are the default.

        Raises:
            StreamlitDefaultNotInOptionsError: one of them is no option.
        """
        wanted = as_list(default)
        for value in wanted:
            if value not in self.values:
                raise StreamlitDefaultNotInOptionsError(value)
        return [self.values.index(value) for value in wanted]

    def entered(self, value: Any) -> str | None:
        """Return the label of the option that a test enters by its value or its label.

        Returns:
            None if it is no option.
        """
        value = coerce_enum(value, self.members)
        equal = [index for index, option in enumerate(self.values) if option == value]
        same = [index for index in equal if type(self.values[index]) is type(value)]
        if equal:
            return self.labels[(same or equal)[0]]
        return value if isinstance(value, str) and value in self.index_by_label else None


def _check_comparable(values: list[Any]) -> None:
    try:
        bool(values and values[0] == values[0])
    except ValueError:
        raise StreamlitAPIException(
            f"Options of type {type(values[0]).__name__} cannot be compared with ==: use "
            "options that can, for example their indices."
        ) from None


def _kind_of(given: Any, values: list[Any]) -> type[Any] | None:
    kinds: set[type[Any]] = (
        {given} if isinstance(given, EnumMeta) else {type(value) for value in values}
    )
    return kinds.pop() if len(kinds) == 1 else None


def check_index(index: Any, options: Options) -> None:
    """Raise unless the index of a default is None or that of an option."""
    if index is None:
        return
    if not isinstance(index, int):
        raise StreamlitInvalidParameterTypeError("index", index, ["int", "None"])
    last = len(options.values) - 1
    if last >= 0 and not 0 <= index <= last:
        raise StreamlitValueOutOfRangeError("index", index, 0, last)
