"""JSON in node-link form, with the names and values of the property graph as they are."""

import json
from collections.abc import Iterable
from typing import BinaryIO

from kg import __version__
from kg.export.select import Part


def write(part: Part, stream: BinaryIO) -> None:
    """`{"kg", "directed", "multigraph", "nodes": [{"id", "label", "properties"}], "relationships": [{"id", "type", "source", "target",
    "properties"}]}` in UTF-8, one node or relationship a line, so that two exports can be compared line by line.
    """
    graph = part.graph()
    nodes = ({"id": node, "label": data["label"], "properties": data["properties"]} for node, data in graph.nodes(data=True))
    edges = (
        {"id": key, "type": data["type"], "source": source, "target": target, "properties": data["properties"]}
        for source, target, key, data in sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[2])
    )
    stream.write(f'{{"kg": {json.dumps(__version__)}, "directed": true, "multigraph": true,\n"nodes": [\n'.encode())
    _write_list(nodes, stream)
    stream.write(b'],\n"relationships": [\n')
    _write_list(edges, stream)
    stream.write(b"]}\n")


def _write_list(items: Iterable[object], stream: BinaryIO) -> None:
    separator = b""
    for item in items:
        stream.write(separator + json.dumps(item, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace"))
        separator = b",\n"
    stream.write(b"\n" if separator else b"")
