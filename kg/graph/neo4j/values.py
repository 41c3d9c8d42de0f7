"""What the driver returns, as JSON: the same shapes as from the embedded engine (see `kg.graph.contract.Table`)."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from neo4j.graph import Node, Path, Relationship
from neo4j.spatial import Point

_CLOCK = re.compile(r"(\d\d:\d\d):(\d\d)(?:\.(\d+))?")

Ids = Mapping[str, str]
"""The server's element id of a node -> ours."""


def relationship_ends(values: Iterable[Any]) -> Iterator[Node]:
    """The nodes at the ends of all relationships in these values: they come without properties."""
    for value in values:
        if isinstance(value, Relationship):
            yield from (node for node in value.nodes if node is not None)
        elif isinstance(value, Path):
            yield from value.nodes
        elif isinstance(value, Mapping) and not isinstance(value, Node):
            yield from relationship_ends(value.values())
        elif isinstance(value, list):
            yield from relationship_ends(value)


def to_json(value: Any, ids: Ids) -> Any:
    """A value as JSON; `ids` holds the ends of its relationships."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, list):
        return [to_json(item, ids) for item in value]
    if isinstance(value, Node):
        return {"labels": sorted(value.labels), "properties": _properties(value, ids)}
    if isinstance(value, Relationship):
        source, target = (ids[node.element_id] for node in value.nodes if node is not None)
        return {"type": value.type, "source": source, "target": target, "properties": _properties(value, ids)}
    if isinstance(value, Mapping):
        return {key: to_json(item, ids) for key, item in value.items()}
    return _special(value, ids)


def _properties(value: Node | Relationship, ids: Ids) -> dict[str, Any]:
    return {key: to_json(item, ids) for key, item in value.items()}


def _number(value: float) -> float | str:
    if math.isfinite(value):
        return value
    return "NaN" if math.isnan(value) else "PosInfinity" if value > 0 else "NegInfinity"


def _special(value: Any, ids: Ids) -> Any:
    if isinstance(value, Path):
        parts: tuple[Sequence[Any], Sequence[Any]] = (value.nodes, value.relationships)
        nodes, relationships = ([to_json(item, ids) for item in part] for part in parts)
        return {"_type": "path", "nodes": nodes, "relationships": relationships, "length": len(relationships)}
    if isinstance(value, Point):
        return {**dict(zip("xyz", value, strict=False)), "srid": value.srid}
    if isinstance(value, bytes | bytearray):
        return list(value)
    return _CLOCK.sub(_short, value.iso_format()).replace("+00:00", "Z") if hasattr(value, "iso_format") else str(value)


def _short(match: re.Match[str]) -> str:
    """A time of day without the seconds, or fractions of them, that are zero; fractions in groups of three digits."""
    hours, seconds, fraction = match[1], match[2], (match[3] or "").rstrip("0")
    if not fraction:
        return hours if seconds == "00" else f"{hours}:{seconds}"
    return f"{hours}:{seconds}.{fraction.ljust(-(-len(fraction) // 3) * 3, '0')}"
