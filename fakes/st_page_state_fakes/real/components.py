"""Custom components: what their JavaScript sends."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from st_page_state_fakes.real import private
from st_page_state_fakes.real.sent_spec import SentSpec
from st_page_state_fakes.server.widget_spec import WidgetId
from st_page_state_fakes.type_guards import is_mapping


def _as_json(spec: SentSpec, value: Any) -> str:
    try:
        return json.dumps(value)
    except TypeError as error:
        raise spec.refusal(value, f"a component sends JSON or bytes ({error})") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentSpec(SentSpec):
    """A component of ``st.components.v1``, whose JavaScript sets its value."""

    def enter(self, value: Any) -> Any:
        return value if isinstance(value, bytes) else _as_json(self, value)

    def decode(self, wire: Any) -> Any:
        if wire is None:
            return json.loads(self.proto.json_args).get("default")
        return json.loads(wire) if isinstance(wire, str) else wire


@dataclass(frozen=True, slots=True, kw_only=True)
class BidiSpec(SentSpec):
    """A component of ``st.components.v2``, whose JavaScript sets its state and sends events."""

    def enter(self, value: Any) -> Any:
        if not is_mapping(value):
            raise self.refusal(value, "it takes a dict of its state")
        return _as_json(self, dict(value))

    def event(self, widget: WidgetId, name: str, value: Any) -> tuple[WidgetId, Any]:
        sent = _as_json(self, [{"event": name, "value": value}])
        return widget._replace(identity=(private.events_of(self.proto.id),)), sent
