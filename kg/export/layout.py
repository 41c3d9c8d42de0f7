"""Where nodes stand in a picture: computed here, so that the page opens at once and looks the same each time."""

import math
from collections.abc import Mapping

import networkx as nx

from kg.graph.memory import Multigraph

Position = tuple[float, float]
_SPACING = 190.0
"""Pixels a node needs around it, with its name."""
_PASSES = 60
_SCREEN, _SIGN = 1000.0, 6.5
"""Pixels: the usual width of the picture on a screen, and of a letter in the smallest names."""
_SHAPE = 1.25
"""How much wider than the root of its area the whole picture is; a screen beside a panel has about that shape."""


def place(graph: Multigraph) -> dict[str, Position]:
    """A place in pixels for each node: connected parts are laid out apart and packed, the largest first."""
    simple: nx.Graph[str] = nx.Graph()
    simple.add_nodes_from(sorted(graph))
    for source, target in sorted(graph.edges()):
        if source != target:
            weight = simple.get_edge_data(source, target, {"weight": 0})["weight"] + 1
            simple.add_edge(source, target, weight=weight)
    parts = sorted((sorted(part) for part in nx.connected_components(simple)), key=lambda part: (-len(part), part))
    return _pack([_layout(simple, part) for part in parts])


def readable(names: Mapping[str, tuple[Position, str]]) -> set[str]:
    """The nodes, of these in their order, whose names have room beside each other when the whole picture is seen."""
    scale = _SCREEN / max([x for (x, _), _ in names.values()], default=_SCREEN)
    chosen: dict[str, tuple[Position, str]] = {}
    for node, ((x, y), name) in names.items():
        free = all(
            abs(x - other_x) * scale > (len(name) + len(other)) * _SIGN / 2 or abs(y - other_y) * scale > 2.5 * _SIGN
            for (other_x, other_y), other in chosen.values()
        )
        if free:
            chosen[node] = (x, y), name
    return set(chosen)


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


def _pack(boxes: list[dict[str, Position]]) -> dict[str, Position]:
    """The parts together in a shape a little wider than high: each where it comes to lie highest, as bricks along a skyline."""
    sizes = [(max(x for x, _ in box.values()) + _SPACING, max(y for _, y in box.values()) + _SPACING / 1.5) for box in boxes]
    limit = max([_SHAPE * math.sqrt(sum(width * height for width, height in sizes)), *(width for width, _ in sizes)], default=0.0)
    skyline: list[tuple[float, float, float]] = [(0.0, limit, 0.0)]
    found: dict[str, Position] = {}
    for box, (width, height) in zip(boxes, sizes, strict=True):
        starts = [left for left, _, _ in skyline if left + width <= limit + 1e-6]
        top, left = min((_depth(skyline, start, start + width), start) for start in starts)
        found.update({node: (round(left + x, 1), round(top + y, 1)) for node, (x, y) in box.items()})
        skyline = _raised(skyline, left, left + width, top + height)
    return found


def _depth(skyline: list[tuple[float, float, float]], left: float, right: float) -> float:
    """How far down the skyline reaches between two places."""
    return max(depth for start, end, depth in skyline if start < right and end > left)


def _raised(skyline: list[tuple[float, float, float]], left: float, right: float, depth: float) -> list[tuple[float, float, float]]:
    """The skyline after something was put between two places."""
    pieces = [(start, min(end, left), high) for start, end, high in skyline if start < left]
    pieces += [(max(start, right), end, high) for start, end, high in skyline if end > right]
    return sorted([*pieces, (left, right, depth)])
