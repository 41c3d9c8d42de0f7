"""How nodes and arrows look: colours of the ontology, lines by status, parallel arrows side by side."""

import math
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from kg.export.select import Ends, Part
from kg.ontology import load_ontology

_NAME = 32
"""Characters of a name in the picture; the whole name stands in the tip and the list."""
_DASHES: dict[str, bool | list[int]] = {
    "actual": False, "alleged": [9, 5], "planned": [2, 5], "hypothetical": [2, 5], "contested": [9, 4, 2, 4], "denied": [2, 8],
}
_CURVE = 0.16
"""How far apart parallel arrows bend."""


def node_shape(name: str, data: Mapping[str, Any], degree: int, *, centre: bool) -> dict[str, Any]:
    """What pyvis is told of a node."""
    kind = load_ontology().entity_types[data["label"]]
    aliases = [alias for alias in data["properties"].get("aliases", ()) if alias != name][:5]
    tip = f"{name}\n{kind.label}, {degree} relationship{'s' if degree != 1 else ''} in this picture"
    if aliases:
        tip += f"\nalso: {', '.join(aliases)}"
    return {
        "label": name if len(name) <= _NAME else f"{name[: _NAME - 1]}…",
        "name": name, "kind": kind.label, "title": tip, "shape": "dot", "size": 8 + 5 * math.log2(1 + degree) + 8 * centre,
        "color": {"background": kind.colour, "border": "#1d2733" if centre else "#ffffff", "highlight": {"background": kind.colour,
                  "border": "#1d2733"}, "hover": {"background": kind.colour, "border": "#1d2733"}},
    }


def edge_shapes(part: Part, *, labelled: bool) -> list[dict[str, Any]]:
    """What pyvis is told of each relationship, in the order of `part.relations`; none lies over another."""
    bends = _bends(part.relations)
    return [_edge_shape(part, ends, bend, labelled=labelled) for ends, bend in zip(part.relations, bends, strict=True)]


def _edge_shape(part: Part, ends: Ends, bend: float, *, labelled: bool) -> dict[str, Any]:
    data = part.whole.edges[ends]
    predicate = load_ontology().predicates.get(data["type"])
    colour = predicate.colour if predicate else "#6b7680"
    shape: dict[str, Any] = {
        "color": {"color": colour, "highlight": colour, "hover": colour, "opacity": 0.9},
        "width": 1 + math.log2(max(int(data["properties"].get("articles", 1)), 1)),
        "dashes": _DASHES.get(str(data["properties"].get("status")), False),
        "smooth": {"enabled": True, "type": "curvedCW" if bend > 0 else "curvedCCW", "roundness": abs(bend)} if bend else False,
    }
    if labelled:
        shape["label"] = predicate.label if predicate else data["type"]
    if predicate and predicate.undirected:
        shape["arrows"] = ""
    return shape


def _bends(relations: tuple[Ends, ...]) -> list[float]:
    """For each relationship its bend: those between the same two nodes get bends of their own, seen from one side."""
    between: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, (source, target, _) in enumerate(relations):
        between[tuple(sorted((source, target)))].append(number)
    bends = [0.0] * len(relations)
    for (first, _), numbers in between.items():
        for place, number in enumerate(numbers):
            bend = _CURVE * (place - (len(numbers) - 1) / 2)
            # An arrow the other way sees its own left and right the other way round.
            bends[number] = bend if relations[number][0] == first else -bend
    return bends
