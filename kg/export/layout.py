"""Where nodes stand in a picture: computed here, so that the page opens at once and looks the same each time."""

import math

import networkx as nx

from kg.graph.memory import Multigraph

Position = tuple[float, float]
_SPACING = 190.0
"""Pixels a node needs around it, with its name."""
_PASSES = 60


def place(graph: Multigraph) -> dict[str, Position]:
    """A place in pixels for each node: connected parts are laid out apart and set in rows, the largest first."""
    simple: nx.Graph[str] = nx.Graph()
    simple.add_nodes_from(sorted(graph))
    for source, target in sorted(graph.edges()):
        if source != target:
            weight = simple.get_edge_data(source, target, {"weight": 0})["weight"] + 1
            simple.add_edge(source, target, weight=weight)
    parts = sorted((sorted(part) for part in nx.connected_components(simple)), key=lambda part: (-len(part), part))
    boxes = [_layout(simple, part) for part in parts]
    return _in_rows(boxes)


def _layout(graph: "nx.Graph[str]", part: list[str]) -> dict[str, Position]:
    """One connected part, with its upper left corner at (0, 0)."""
    size = _SPACING * math.sqrt(len(part))
    if len(part) == 1:
        return {part[0]: (0.0, 0.0)}
    found = nx.spring_layout(graph.subgraph(part), seed=7, iterations=_PASSES, weight=None, method="force", k=1.6 / math.sqrt(len(part)))
    spread = _spread({node: (float(x) * size / 1.2, float(y) * size / 1.6) for node, (x, y) in found.items()})
    left, top = min(x for x, _ in spread.values()), min(y for _, y in spread.values())
    return {node: (x - left, y - top) for node, (x, y) in spread.items()}


def _spread(places: dict[str, Position]) -> dict[str, Position]:
    """Push apart nodes whose names would lie over each other; a name is wide and flat."""
    nodes = sorted(places)
    now = dict(places)
    wide, high = 0.8 * _SPACING, 0.3 * _SPACING
    for _ in range(30):
        cells: dict[tuple[int, int], list[str]] = {}
        for node in nodes:
            cells.setdefault((int(now[node][0] // wide), int(now[node][1] // high)), []).append(node)
        moved = False
        for (column, row), inside in sorted(cells.items()):
            near = [other for across in (-1, 0, 1) for down in (-1, 0, 1) for other in cells.get((column + across, row + down), ())]
            for node in inside:
                for other in near:
                    moved |= node < other and _push(now, node, other, wide, high)
        if not moved:
            break
    return now


def _push(now: dict[str, Position], node: str, other: str, wide: float, high: float) -> bool:
    """Move two nodes apart up and down where their names meet; True where they did."""
    (x, y), (other_x, other_y) = now[node], now[other]
    if abs(x - other_x) >= wide or abs(y - other_y) >= high:
        return False
    step = (high - abs(y - other_y)) / 2 + 0.5
    above = y < other_y or (y == other_y and node < other)
    now[node], now[other] = (x, y - step if above else y + step), (other_x, other_y + step if above else other_y - step)
    return True


def _in_rows(boxes: list[dict[str, Position]]) -> dict[str, Position]:
    """The parts side by side in rows about as wide as they are high together."""
    sizes = [(max(x for x, _ in box.values()) + _SPACING, max(y for _, y in box.values()) + _SPACING / 1.5) for box in boxes]
    area = sum(width * height for width, height in sizes)
    limit = max([1.6 * math.sqrt(area), *(width for width, _ in sizes)]) if sizes else 0.0
    found: dict[str, Position] = {}
    left = top = deepest = 0.0
    for box, (width, height) in zip(boxes, sizes, strict=True):
        if left and left + width > limit:
            left, top, deepest = 0.0, top + deepest, 0.0
        found.update({node: (round(left + x, 1), round(top + y, 1)) for node, (x, y) in box.items()})
        left, deepest = left + width, max(deepest, height)
    return found
