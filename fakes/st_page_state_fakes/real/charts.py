"""Charts in which a user can select: Altair and Vega-Lite, Plotly, pydeck, ECharts."""

from __future__ import annotations

import json
from abc import abstractmethod
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from st_page_state_fakes.real.sent_spec import SentSpec
from st_page_state_fakes.type_guards import is_list, is_mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartSpec(SentSpec):
    """A chart whose value is what is selected in it."""

    def enter(self, value: Any) -> Any:
        chosen = value.get("selection") if is_mapping(value) else None
        if not is_mapping(chosen):
            raise self.refusal(value, 'it takes {"selection": {...}}; see select()')
        return json.dumps({"selection": dict(chosen)})

    def select(self, wire: Any, chosen: Mapping[str, Any]) -> Any:
        if not chosen:
            return self.encode(self.decode(None))
        return json.dumps({"selection": self._selection(json.loads(wire)["selection"], chosen)})

    @abstractmethod
    def _selection(self, before: dict[str, Any], chosen: Mapping[str, Any]) -> dict[str, Any]:
        """Return the selection after a user's choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VegaSpec(ChartSpec):
    """A chart of Altair or Vega-Lite, with selection parameters."""

    def _selection(self, before: dict[str, Any], chosen: Mapping[str, Any]) -> dict[str, Any]:
        names = list(self.proto.selection_mode)
        if "points" in chosen and "points" not in names and len(names) == 1:
            chosen = {names[0]: chosen["points"]}
        self.check_names(chosen, names)
        return {**before, **chosen}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotlySpec(ChartSpec):
    """A Plotly chart."""

    def _selection(self, before: dict[str, Any], chosen: Mapping[str, Any]) -> dict[str, Any]:
        modes = {"POINTS": "points", "BOX": "box", "LASSO": "lasso"}
        active = [modes[self.proto.SelectionMode.Name(mode)] for mode in self.proto.selection_mode]
        self.check_names(chosen, list(dict.fromkeys(["points", *active])))
        points = [self._point(given) for given in chosen.get("points", ())]
        return {
            "points": points,
            "point_indices": [point["point_index"] for point in points],
            "box": chosen.get("box", []),
            "lasso": chosen.get("lasso", []),
        }

    def _point(self, given: Any) -> dict[str, Any]:
        if is_mapping(given):
            return {"point_index": given.get("point_number"), **given}
        curve, index = (0, given) if isinstance(given, int) else given
        traces: list[dict[str, Any]] = json.loads(self.proto.spec)["data"]
        if curve not in range(len(traces)):
            raise self.refusal(given, f"it has {len(traces)} curves, the first is curve 0")
        trace = traces[curve]
        xs, ys = (_numbers(trace.get(axis)) for axis in ("x", "y"))
        count = max(len(xs), len(ys), len(_numbers(trace.get("values"))))
        if index not in range(count):
            raise self.refusal(given, f"curve {curve} has {count} points, the first is point 0")
        point: dict[str, Any] = {
            "curve_number": curve,
            "point_number": index,
            "point_index": index,
        }
        told = {"x": xs, "y": ys, "customdata": _numbers(trace.get("customdata"))}
        point.update({name: cells[index] for name, cells in told.items() if index < len(cells)})
        if "legendgroup" in trace:
            point["legendgroup"] = trace["legendgroup"]
        return point


def _numbers(sent: Any) -> list[Any]:
    """Return the data of one axis, which newer versions of Plotly send as packed bytes."""
    if is_list(sent):
        return sent
    if not is_mapping(sent) or "bdata" not in sent:
        return []
    import numpy as np

    cells = np.frombuffer(b64decode(sent["bdata"]), dtype=np.dtype(sent["dtype"]))
    shape = [int(part) for part in str(sent.get("shape", len(cells))).split(",")]
    unpacked: list[Any] = cells.reshape(shape).tolist()
    return unpacked


@dataclass(frozen=True, slots=True, kw_only=True)
class PydeckSpec(ChartSpec):
    """A pydeck chart."""

    def _selection(self, before: dict[str, Any], chosen: Mapping[str, Any]) -> dict[str, Any]:
        self.check_names(chosen, ["indices"])
        indices: dict[str, list[int]] = {n: list(found) for n, found in chosen["indices"].items()}
        layers = {layer["id"]: layer for layer in json.loads(self.proto.json)["layers"]}
        objects: dict[str, list[Any]] = {}
        single = self.proto.SelectionMode.Value("SINGLE_OBJECT") in self.proto.selection_mode
        if single and sum(map(len, indices.values())) > 1:
            raise self.refusal(indices, "its selection_mode lets one object be selected")
        for name, found in indices.items():
            if name not in layers:
                raise self.refusal(name, f"it has layers {', '.join(layers)}")
            data: list[Any] = layers[name].get("data", [])
            if not all(index in range(len(data)) for index in found):
                raise self.refusal(found, f"the layer {name!r} has {len(data)} objects")
            objects[name] = [data[index] for index in found]
        return {"indices": indices, "objects": objects}


@dataclass(frozen=True, slots=True, kw_only=True)
class EChartsSpec(ChartSpec):
    """A chart of Apache ECharts."""

    def _selection(self, before: dict[str, Any], chosen: Mapping[str, Any]) -> dict[str, Any]:
        self.check_names(chosen, ["selected", "areas"])
        return {**before, **chosen}
