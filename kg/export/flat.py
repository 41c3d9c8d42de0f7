"""The property graph for formats that know only plain values: lists are joined, names that a format keeps for itself are changed."""

import re
from collections.abc import Mapping
from typing import Any

import networkx as nx

from kg.graph.memory import Multigraph

SEPARATOR = "; "
RENAMED = {"start": "start_offset", "end": "end_offset", "type": "victim_type", "label": "label_property", "id": "id_property"}
"""`start` and `end` mean time in GEXF, `type` the direction of an edge."""
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold at all."""


def flatten(graph: Multigraph) -> "nx.MultiDiGraph[str]":
    """A graph whose nodes have `label` (a name to show), `node_type` and plain properties, its edges `label`, `relationship` and those."""
    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, data in graph.nodes(data=True):
        flat.add_node(node, label=plain(name_of(node, data)), node_type=data["label"], **_plain_all(data["properties"]))
    for source, target, key, data in graph.edges(keys=True, data=True):
        kind = data["type"]
        flat.add_edge(source, target, key, id=key, label=kind, relationship=kind, **_plain_all(data["properties"]))
    return flat


def name_of(node: str, data: Mapping[str, Any]) -> str:
    """What to call a node: name, title or text, else its id."""
    properties = data["properties"]
    return str(properties.get("name") or properties.get("title") or properties.get("text") or node)


def plain(value: Any) -> Any:
    """A string, number or boolean; lists are joined by `; `."""
    if isinstance(value, (list, tuple)):
        value = SEPARATOR.join(str(part) for part in value)
    return _FORBIDDEN.sub("\ufffd", value) if isinstance(value, str) else value


def _plain_all(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {RENAMED.get(name, name): plain(value) for name, value in properties.items() if value is not None}
