"""The specs of Streamlit's own widgets, whose values Streamlit converts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from st_page_state_fakes.real import private
from st_page_state_fakes.real.uploads import Uploads
from st_page_state_fakes.server.widget_spec import WidgetSpec

_COLOR = re.compile("#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SentSpec(WidgetSpec):
    """A widget whose values Streamlit converts.

    Attributes:
        metadata: Streamlit's own conversions for it.
        proto: what it was drawn from.
        uploads: the files of the session.
    """

    metadata: Any
    proto: Any
    uploads: Uploads

    def decode(self, wire: Any) -> Any:
        return private.deserialized(self.metadata, wire)

    def encode(self, value: Any) -> Any:
        return self.metadata.serializer(value)

    def enter(self, value: Any) -> Any:
        if self.metadata.value_type == "trigger_value":
            return True
        if self.options:
            return self._choose(value)
        self._check_bounds(value)
        try:
            wire = self.encode(value)
            entered = self.decode(wire)
        except Exception as error:
            raise self.refusal(value, f"Streamlit does not take it ({error})") from error
        if not _says_same(entered, value):
            raise self.refusal(value, f"it would be {entered!r}")
        return wire

    def check_names(self, chosen: Iterable[str], known: Sequence[str]) -> None:
        """Refuse arguments of ``select()`` that such a widget does not have.

        Raises:
            ValueError: there is one.
        """
        for name in chosen:
            if name not in known:
                raise ValueError(
                    f"select({name}=...) does not go with the {self.command}: it takes "
                    f"{', '.join(known)}."
                )

    def _choose(self, value: Any) -> Any:
        """Return the wire value of an option, or of several, given as values or as labels."""
        for chosen in (value, self._labeled(value)):
            try:
                wire = self.encode(chosen)
                entered = self.decode(wire)
            except Exception:  # noqa: BLE001 - what Streamlit cannot convert is no option
                continue
            if self._offers(wire) and _says_same(entered, chosen):
                most = getattr(self.proto, "max_selections", 0)
                if most and len(wire) > most:
                    raise self.refusal(value, f"it takes {most} of its options")
                return wire
        offered = ", ".join(map(repr, self.options[:12]))
        raise self.refusal(value, f"it offers {offered}")

    def _offers(self, wire: Any) -> bool:
        """Return whether a user can choose this: labels or, in older versions, their places."""
        free = getattr(self.proto, "accept_new_options", False)
        return all(
            w is None
            or (w in self.options or free if isinstance(w, str) else 0 <= w < len(self.options))
            for w in _parts(wire)
        )

    def _labeled(self, value: Any) -> Any:
        """Return the option with a label, if there is one; of several labels the options."""
        if isinstance(value, list | tuple):
            return [self._labeled(item) for item in _parts(value)]
        if not isinstance(value, str) or value not in self.options:
            return value
        sent = self.metadata.value_type
        wire: Any = value if "string" in sent else list(self.options).index(value)
        several = private.is_array(sent)
        found = self.decode([wire] if several else wire)
        return _parts(found)[0] if several else found

    def _bounds(self) -> tuple[Any, Any]:
        proto = self.proto
        if self.command == "pagination":
            return 1, proto.num_pages
        if self.command == "feedback":
            return 0, (1 if proto.type == proto.FeedbackType.Value("THUMBS") else 4)
        low = proto.min if getattr(proto, "has_min", hasattr(proto, "min")) else None
        high = proto.max if getattr(proto, "has_max", hasattr(proto, "max")) else None
        return low, high

    def _check_bounds(self, value: Any) -> None:
        low, high = self._bounds()
        numbers = _numbers(self, value)
        if self.command == "slider" and numbers != sorted(numbers):
            raise self.refusal(value, "its lower end is above its upper one")
        if self.command == "text_input" and isinstance(value, str) and "\n" in value:
            raise self.refusal(value, "it takes one line")
        for wire in numbers:
            if isinstance(low, int | float) and wire < low:
                raise self.refusal(value, f"its min is {low:g}")
            if isinstance(high, int | float) and wire > high:
                raise self.refusal(value, f"its max is {high:g}")
        if self.command == "color_picker" and not _COLOR.fullmatch(str(value)):
            raise self.refusal(value, "it takes colors such as '#ff0000'")
        limit = getattr(self.proto, "max_chars", 0)
        if limit and isinstance(value, str) and len(value) > limit:
            raise self.refusal(value, f"it takes {limit} characters")


def _numbers(spec: SentSpec, value: Any) -> list[float]:
    try:
        wire = spec.encode(value)
    except Exception:  # noqa: BLE001 - told of when it is converted
        return []
    return [w for w in _parts(wire) if isinstance(w, int | float) and not isinstance(w, bool)]


def _parts(wire: Any) -> list[Any]:
    return list(wire) if isinstance(wire, list | tuple) else [wire]  # pyright: ignore[reportUnknownArgumentType] - of anything


def _says_same(entered: Any, value: Any) -> bool:
    try:
        same = entered == value
        return bool(same if isinstance(same, bool) else same.all())
    except Exception:  # noqa: BLE001 - a value of an app's own class may raise anything
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuSpec(SentSpec):
    """A button with a menu, whose choice is the value for one run."""

    def encode(self, value: Any) -> str:
        sent: str = self.metadata.serializer(value).data
        return sent
