"""The specs of Streamlit's own widgets, whose values Streamlit converts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from st_page_state_fakes.errors import FakeUseError
from st_page_state_fakes.real import private
from st_page_state_fakes.real.entries import objection
from st_page_state_fakes.real.uploads import Uploads
from st_page_state_fakes.server.widget_spec import WidgetSpec

_COLOR = re.compile("#[0-9a-fA-F]{6}")
_CHOICES = ("selectbox", "multiselect", "radio")
"""The commands whose options there may be none of."""


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
        wire = self.metadata.serializer(value)
        return float(wire) if self.native == "double" and isinstance(wire, int) else wire

    def enter(self, value: Any) -> Any:
        if self.metadata.value_type == "trigger_value":
            return True
        if self.options or self.command in _CHOICES:
            return self._choose(value)
        self._check_bounds(value)
        try:
            wire = self.encode(value)
            entered = self.decode(wire)
        except Exception as error:
            raise self.refusal(value, f"Streamlit does not take it ({error})") from error
        if not _says_same(entered, value):
            raise self.refusal(value, f"it would be {entered!r}")
        return self._unobjected(value, wire)

    def check_names(self, chosen: Iterable[str], known: Sequence[str]) -> None:
        """Refuse arguments of ``select()`` that such a widget does not have.

        Raises:
            ValueError: there is one.
        """
        for name in chosen:
            if name not in known:
                raise FakeUseError(
                    f"select({name}=...) does not go with the {self.command}: it takes "
                    f"{', '.join(known)}."
                )

    def _choose(self, value: Any) -> Any:
        """Return the wire value of an option, or of several, given as values or as labels."""
        for wires in (self._of_values, self._of_labels):
            for wire in wires(value):
                if self._offers(wire):
                    return self._unobjected(value, wire)
        offered = ", ".join(map(repr, self.options[:12])) or "nothing"
        more = ", or new text" if self._takes_new else ""
        raise self.refusal(value, f"it offers {offered}{more}")

    def _of_values(self, value: Any) -> list[Any]:
        try:
            wire = self.encode(value)
            same = _says_same(self.decode(wire), value)
        except Exception:  # noqa: BLE001 - what Streamlit cannot convert is no option
            return []
        return [wire] if same else []

    def _of_labels(self, value: Any) -> list[Any]:
        labels = [one for one in _parts(value) if isinstance(one, str)]
        known = all(label in self.options or self._takes_new for label in labels)
        if not known or len(labels) < len(_parts(value)):
            return []
        sent = self.metadata.value_type
        wires = labels if "string" in sent else [self.options.index(label) for label in labels]
        wire = wires if private.is_array(sent) else wires[0]
        entered = self.decode(wire)
        fits = _is_several(entered) == _is_several(value)
        return [wire] if fits and len(_parts(entered)) == len(labels) else []

    def _unobjected(self, value: Any, wire: Any) -> Any:
        reason = objection(self.command, self.proto, self.options, wire)
        if reason is not None:
            raise self.refusal(value, reason)
        return wire

    @property
    def _takes_new(self) -> bool:
        return bool(getattr(self.proto, "accept_new_options", False))

    def _offers(self, wire: Any) -> bool:
        """Return whether a user can choose this: labels or, in older versions, their places."""
        return all(
            w is None
            or (
                w in self.options or (self._takes_new and w != "")
                if isinstance(w, str)
                else 0 <= w < len(self.options)
            )
            for w in _parts(wire)
        )

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
        # Streamlit 1.55 sends feedback as text
        for wire in [value] if self.command == "feedback" else self._wires(value):
            if _is_before(wire, low):
                raise self.refusal(value, f"its min is {self._named(low)}")
            if _is_before(high, wire):
                raise self.refusal(value, f"its max is {self._named(high)}")
        if self.command == "color_picker" and not _COLOR.fullmatch(str(value)):
            raise self.refusal(value, "it takes colors such as '#ff0000'")
        limit = getattr(self.proto, "max_chars", 0)
        if limit and isinstance(value, str) and len(value) > limit:
            raise self.refusal(value, f"it takes {limit} characters")

    def _wires(self, value: Any) -> list[Any]:
        try:
            return _parts(self.encode(value))
        except Exception:  # noqa: BLE001 - told of when it is converted
            return []

    def _named(self, bound: Any) -> Any:
        """Return a bound as the value that it stands for."""
        if not private.is_array(self.metadata.value_type):
            return bound if self.command in ("feedback", "pagination") else self.decode(bound)
        return _parts(self.decode([bound] * max(1, len(self.proto.default))))[0]


def _is_before(first: Any, second: Any) -> bool:
    """Return whether both are numbers, or texts of dates, in this order."""
    if isinstance(first, str) and isinstance(second, str):
        return "" < first < second
    if isinstance(first, int | float) and isinstance(second, int | float):
        return first < second
    return False


def _is_several(value: Any) -> bool:
    return isinstance(value, list | tuple)


def _parts(wire: Any) -> list[Any]:
    return list(wire) if _is_several(wire) else [wire]


def _says_same(entered: Any, value: Any) -> bool:
    try:
        if _is_several(entered) and _is_several(value):
            return _parts(entered) == _parts(value)
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
