"""Questions of the catalogue, and free Cypher: asked of the graph, answered as rows and, where they hold entities, as a picture."""

import time
from collections.abc import Mapping
from typing import Any

from kg.graph.contract import Graph, Table
from kg.graph.rows import NodeRow
from kg.model import ENTITY_TYPES
from kg.query.catalogue import Parameter, find, load
from kg.query.values import unknown_names
from kg.web.view import NODES, picture

ROWS = 2_000
"""Rows the page gets of one answer."""


def catalogue() -> list[dict[str, Any]]:
    """All questions, with what each wants to know."""
    return [
        {
            "name": question.name, "title": question.title, "description": question.description, "view": question.view,
            "cypher": question.cypher, "parameters": [_parameter(one) for one in question.parameters],
        }
        for question in load().values()
    ]


def ask(graph: Graph, name: str, given: Mapping[str, str]) -> dict[str, Any]:
    """The answer to a question with values as the form gave them; raises NotFound, UserError."""
    question = find(name)
    bound = question.bind(given)
    table, seconds = _timed(graph, question.cypher, bound)
    return _answer(graph, table, seconds, unknown_names(graph, bound, table))


def run(graph: Graph, cypher: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Answer Cypher: `{"columns", "rows", "truncated", "seconds", "note", "view"}`; raises QueryError for what is refused or wrong.

    `note` says which names of a question nothing in the graph has, else None.
    """
    return _answer(graph, *_timed(graph, cypher, parameters), None)


def _timed(graph: Graph, cypher: str, parameters: Mapping[str, Any]) -> tuple[Table, float]:
    """The rows, and the seconds they took."""
    start = time.monotonic()
    return graph.run(cypher, parameters, limit=ROWS), time.monotonic() - start


def _answer(graph: Graph, table: Table, seconds: float, note: str | None) -> dict[str, Any]:
    return {
        "columns": list(table.columns), "rows": [[_cell(value) for value in row] for row in table.rows],
        "truncated": table.truncated, "seconds": round(seconds, 3), "note": note, "view": _view(graph, table),
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    default = parameter.default
    shown = None if default in (None, "", []) else ", ".join(map(str, default)) if isinstance(default, list) else str(default)
    return {"name": parameter.name, "type": parameter.type, "help": parameter.help, "required": parameter.required, "default": shown}


def _cell(value: Any) -> Any:
    """A value with its nodes and relationships made short."""
    if isinstance(value, list):
        return [_cell(one) for one in value]
    if _is_node(value):
        found = value["properties"]
        name = found.get("name") or found.get("title") or found.get("text") or found.get("id", "")
        return {"kind": "node", "id": found.get("id", ""), "type": value["labels"][0], "name": name}
    if _is_edge(value):
        ends = {"source": value["source"], "target": value["target"]}
        return {"kind": "edge", "id": value["properties"].get("id", ""), "type": value["type"], **ends}
    return value


def _is_node(value: Any) -> bool:
    return isinstance(value, dict) and "labels" in value and isinstance(value.get("properties"), dict)


def _is_edge(value: Any) -> bool:
    return isinstance(value, dict) and {"type", "source", "target", "properties"} <= value.keys()


def _view(graph: Graph, table: Table) -> dict[str, Any] | None:
    """The entities of the rows as a picture; None where there is none."""
    ids: dict[str, None] = {}
    for row in table.rows:
        for column, value in zip(table.columns, row, strict=True):
            ids |= dict.fromkeys([value] if column.endswith("_id") and isinstance(value, str) else _entities(value))
    found: list[NodeRow] = [node for node in graph.nodes(list(ids)[: 3 * NODES]) if node.label in ENTITY_TYPES][:NODES]
    return picture(graph, found) if found else None


def _entities(value: Any) -> list[str]:
    if isinstance(value, list):
        return [id for one in value for id in _entities(one)]
    if _is_node(value):
        return [value["properties"].get("id", "")]
    return [value["source"], value["target"]] if _is_edge(value) else []
