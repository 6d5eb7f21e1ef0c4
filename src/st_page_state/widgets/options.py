"""The options of a widget, and substitutes for a value that is not an option."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from enum import Enum
from typing import Any

from st_page_state.codecs.equality import alike, same
from st_page_state.declaration.arguments import MISSING
from st_page_state.declaration.fields import Field
from st_page_state.declaration.spec import Spec
from st_page_state.engine.adopting import tell
from st_page_state.engine.operations import set_quietly
from st_page_state.engine.transaction import Transaction
from st_page_state.engine.writes import restore
from st_page_state.errors import ArgumentError, a, quote

_MOST_NAMED = 12
_WORDS = {"bind": ("options=...", "option"), "bind_tabs": ("tabs", "tab")}
"""How the errors of a method name its argument, and one of its items."""


class Options:
    """The options of a widget bound to a field.

    Args:
        spec: the field's class.
        field: the field.
        given: the options argument of ``bind()``.
        accepts_new: users may also enter values that are not options.
        method: the method that was given them.

    Raises:
        ArgumentError: it is not a collection, or an option is not of the field's type.

    Attributes:
        values: the options, in order.
        accepts_new: users may also enter values that are not options.
        digest: a hash, equal for equal options.
        own_form: the widget's value is in a form of its own, which these options define.
    """

    own_form = False

    def __init__(
        self,
        spec: Spec,
        field: Field,
        given: Any,
        *,
        accepts_new: bool = False,
        method: str = "bind",
    ) -> None:
        argument, option_word = _WORDS[method]
        where = f"{spec.name}.{method}({field.name!r}, {argument})"
        items: Iterable[Any] = given
        if isinstance(given, str | bytes) or not isinstance(given, Iterable):
            kind = a(type(given).__name__)
            raise ArgumentError(f"{where} takes a list or an Enum class, not {kind}.")
        if hasattr(items, "columns"):
            raise ArgumentError(f"{where} takes one column, such as df['name'], not a whole table.")
        plain = [_in_type_of(field, _plain(option, where)) for option in items]
        self.values: Sequence[Any] = plain
        self.accepts_new = accepts_new
        self.digest: int = hash((accepts_new, *map(repr, self.values)))
        for option in self.values:
            if not field.codec.offers(option) and not _is_cast_unchanged(field, option):
                raise ArgumentError(
                    f"{where} has the {option_word} {quote(option)}, which is not of the field's "
                    f"type, {field.type_name}: {_advice(field, option)}"
                )

    def has(self, value: Any) -> bool:
        """Return whether a value or all of its items are options; None means no choice."""
        if value is None or self.accepts_new or self._find(value) is not MISSING:
            return True
        return is_collection(value) and all(self._find(item) is not MISSING for item in value)

    def _find(self, value: Any) -> Any:
        """Return the option that is equal to a value, if any; otherwise MISSING."""
        if value in self.values:
            return next(option for option in self.values if option == value)
        if type(value).__module__ == "builtins":
            return MISSING
        # Options that the script makes anew in each run may be equal to no former one.
        return next((option for option in self.values if alike(option, value)), MISSING)

    def substitute(self, field: Field, value: Any) -> Any:
        """Return the value if it is an option, otherwise a substitute.

        Without options that is no choice; a field that must have a value keeps it.
        """
        options = self.values
        if self.has(value):
            return value
        default = field.default()
        candidates: list[Any] = [default] if self.has(default) else []
        if not options:
            candidates = [[] if is_collection(value) else None]
        elif is_collection(value):
            # The first and the last option are the ends of a range.
            kept = [item for item in value if self._find(item) is not MISSING]
            candidates = [kept, *candidates, options[:1], [options[0], options[-1]]]
        else:
            candidates.append(options[0])
        return first_that_fits(field, candidates, value)

    def expected(self) -> str:
        """Return what is expected instead of other values, for an error."""
        if not self.values:
            return "there are no options"
        named = ", ".join([quote(str(option)) for option in self.values[:_MOST_NAMED]])
        return f"expected one of {named}{', ...' if len(self.values) > _MOST_NAMED else ''}"

    def shown(self, value: Any, before: Any) -> Any:
        """Return the widget's value for the field's.

        Args:
            value: the field's value.
            before: the widget's present value.
        """
        return listed(self.chosen(value))

    def chosen(self, value: Any) -> Any:
        """Return the option equal to a value, or the options equal to its items."""
        found = self._find(value)
        if found is MISSING and is_collection(value):
            chosen = [self.chosen(item) for item in value]
            return tuple(chosen) if isinstance(value, tuple) else chosen
        if found is not MISSING:
            return found
        # A widget holds what users have typed, and the option None for no choice.
        typed = self.accepts_new and not (value is None or isinstance(value, str | Enum))
        return str(value) if typed else value


def keep_to_options(tx: Transaction, cls: Any, field: Field, options: Options) -> None:
    """Set the field to a substitute if its value is not an option, without a claim."""
    spec: Spec = cls.__page_state__
    state = tx.memory.classes[spec.namespace]
    value = field.codec.load(state.values[field.name])
    substitute = options.substitute(field, value)
    if same(field.codec.store(substitute), state.values[field.name]):
        return
    run, adopted = state.adopted
    set_quietly(tx, cls, field.name, substitute)
    if field.param is None or field.param not in adopted or run is not tx.address.run.key:
        return
    text = "&".join(adopted[field.param] or ())
    state = tx.changes.own(spec.namespace)
    state.url_errors[field.name] = (text, options.expected())
    restore(tx, spec, state, corrected={field.param: (text,)})
    tell(tx, cls, {}, [field.name])


def is_collection(value: Any) -> bool:
    """Return whether a value is a collection, as in a widget for several options."""
    return isinstance(value, list | tuple | set | frozenset)


def listed(value: Any) -> Any:
    """Return a set as a sorted list, because widgets take lists; any other value unchanged."""
    items: Any = value
    return sorted(items, key=str) if isinstance(value, set | frozenset) else items


def _plain(option: Any, where: str) -> Any:
    """Return an option from a numpy array or a pandas column as a builtin value."""
    if type(option).__name__ in _TIMES and option != option:
        raise ArgumentError(
            f"{where} has the option NaT, a missing time: remove it, as dropna() does."
        )
    if hasattr(option, "to_pydatetime"):
        return option.to_pydatetime(warn=False)
    if hasattr(option, "to_pytimedelta"):
        return option.to_pytimedelta()
    if not (hasattr(option, "dtype") and hasattr(option, "item")):
        return option
    plain = option.item()
    if option.dtype.kind in "mM" and isinstance(plain, int):  # numpy counts nanoseconds
        return option.astype(f"{option.dtype.kind}8[us]").item()
    return plain


_TIMES = frozenset({"NaTType", "datetime64", "timedelta64"})


def _in_type_of(field: Field, option: Any) -> Any:
    """Return the date of a time at midnight for a field of dates, as columns have no dates."""
    if type(option) is datetime and option.time() == time() and not field.codec.offers(option):
        return option.date() if field.codec.offers(option.date()) else option
    return option


def _is_cast_unchanged(field: Field, option: Any) -> bool:
    try:
        return bool(field.cast(option).value == option)
    except ValueError:
        return False


def _advice(field: Field, option: Any) -> str:
    try:
        return f"write {quote(field.cast(option).value)}."
    except ValueError:
        return "remove it, or change the field's type."


def first_that_fits(field: Field, candidates: Iterable[Any], value: Any) -> Any:
    """Return the first of several values that a field can have, otherwise ``value``."""
    for candidate in candidates:
        try:
            return field.cast(candidate).value
        except ValueError:
            continue
    return value
