"""Where nodes stand: computed here, so that a weak browser only draws.

Positions are pixels at zoom 1, x to the right, y down. Every part of the picture that hangs together is laid out by itself:
entities with several relations by forces, those with one around the entity they belong to; then the parts are put side by side.
Nodes are boxes as wide as their label, so that names do not overlap. Same input, same picture.
"""

from collections.abc import Mapping, Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray

NODE_HEIGHT = 62.0
"""Pixels of a node with its label below it."""
LETTER = 6.6
"""Pixels of an average letter of a label."""
LABEL_LETTERS = 24
"""The page cuts longer labels."""
SPREAD = 150.0
"""Pixels between neighbours that nothing else pushes."""
FLAT = 2.1
"""Width over height of a picture; canvases are wide."""

FILLED = (0.3, 0.45)
"""Parts of a picture's area that its boxes may take, the rest being for relations: which draws larger, trying tells."""

STRETCHED = 1.6
"""How far a picture is drawn out at most to be as wide as its canvas."""
FEW = 12
"""Nodes up to which a picture is left as it is: a pair needs no whole canvas."""

Positions = dict[str, tuple[float, float]]
Points = NDArray[np.float64]


def arrange(labels: Mapping[str, str], edges: Sequence[tuple[str, str]], centre: str | None = None) -> Positions:
    """Positions of all nodes of a first view; `centre`, if given, stands at (0, 0)."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(labels)
    graph.add_edges_from((a, b) for a, b in edges if a != b)
    groups = [graph.subgraph(sorted(names)) for names in nx.connected_components(graph)]
    tries = [_side_by_side([_part(group, labels, filled) for group in groups]) for filled in FILLED]
    places = _stretched(min(tries, key=lambda places: max(_extent(places) / [FLAT, 1.0])))
    x, y = places.get(centre, (0.0, 0.0)) if centre is not None else (0.0, 0.0)
    return {name: (round(a - x, 1), round(b - y, 1)) for name, (a, b) in places.items()}


def arrange_near(hub: str, new: Mapping[str, str], shown: Positions, shown_labels: Mapping[str, str]) -> Positions:
    """Positions for `new` nodes on the free side of `hub`; what is shown already does not move."""
    if not new:
        return {}
    x, y = shown.get(hub, (0.0, 0.0))
    others = np.array([place for name, place in shown.items() if name != hub] or [(x, y)])
    away = np.array([x, y]) - others.mean(axis=0)
    angle = float(np.arctan2(away[1], away[0])) if np.abs(away).max() > 1 else 0.0
    rings = _rings(list(new.values()), angle, 2 * np.pi if len(shown) < 2 else np.pi * 1.1)
    names = [*shown, *new]
    points = np.concatenate([np.array(list(shown.values())).reshape(-1, 2), rings + np.array([x, y])])
    texts = [shown_labels.get(name, "") for name in shown] + list(new.values())
    placed = _separate(points, _boxes(texts), np.arange(len(names)) < len(shown))
    return {name: (round(float(a), 1), round(float(b), 1)) for name, (a, b) in zip(names, placed, strict=True) if name in new}


def _extent(places: Positions) -> Points:
    """Width and height of a picture, with its outermost labels."""
    points = np.array(list(places.values())).reshape(-1, 2)
    size: Points = (np.ptp(points, axis=0) if len(points) else np.zeros(2)) + [LETTER * LABEL_LETTERS, NODE_HEIGHT]
    return size


def _stretched(places: Positions) -> Positions:
    """Drawn out in width where it is narrower than a canvas; that parts what is near, and covers nothing."""
    if len(places) <= FEW:
        return places
    width, height = _extent(places)
    wider = float(np.clip(height * FLAT / width, 1.0, STRETCHED))
    return {name: (x * wider, y) for name, (x, y) in places.items()}


def _part(graph: "nx.Graph[str]", labels: Mapping[str, str], filled: float) -> Positions:
    """One connected part: the inner nodes by forces, the rest in rings around them."""
    names = sorted(graph)
    inner = [name for name in names if graph.degree(name) > 1] or names[:1]
    leaves = {name: [other for other in sorted(graph[name]) if graph.degree(other) == 1 and other not in inner] for name in inner}
    points = _forces(graph.subgraph(inner), inner)
    boxes = _boxes([labels[name] for name in inner])
    offsets = {}
    for index, name in enumerate(inner):
        if leaves[name]:
            out = points[index] - points.mean(axis=0)
            angle = float(np.arctan2(out[1], out[0])) if len(inner) > 1 else 0.0
            offsets[name] = _rings([labels[leaf] for leaf in leaves[name]], angle, 2 * np.pi)
            boxes[index] = np.maximum(boxes[index], np.abs(offsets[name]).max(axis=0) * 0.8)
    points = _separate(_pack(points, boxes, filled), boxes, np.zeros(len(inner), dtype=bool))
    order = list(inner)
    everything = [points]
    for index, name in enumerate(inner):
        if leaves[name]:
            order += leaves[name]
            everything.append(points[index] + offsets[name])
    placed = _separate(np.concatenate(everything), _boxes([labels[name] for name in order]), np.zeros(len(order), dtype=bool))
    return {name: (float(x), float(y)) for name, (x, y) in zip(order, placed, strict=True)}


def _forces(graph: "nx.Graph[str]", names: Sequence[str]) -> Points:
    """Spring positions, stretched until a typical relation is `SPREAD` long."""
    if len(names) == 1:
        return np.zeros((1, 2))
    ordered: nx.Graph[str] = nx.Graph()  # a subgraph has its nodes in the order of a set, anew in each process
    ordered.add_nodes_from(names)
    ordered.add_edges_from(graph.edges)
    start = {name: (np.cos(2 * np.pi * n / len(names)), np.sin(2 * np.pi * n / len(names))) for n, name in enumerate(names)}
    places = nx.spring_layout(ordered, pos=start, iterations=120, seed=7, k=2.2 / len(names) ** 0.5)
    points = np.array([places[name] for name in names], dtype=float)
    lengths = [float(np.linalg.norm(np.subtract(places[a], places[b]))) for a, b in graph.edges]
    typical = float(np.median(lengths)) if lengths else 1.0
    stretched: Points = (points - points.mean(axis=0)) * np.array([FLAT, 1.0]) * SPREAD / max(typical, 0.02)
    return stretched


def _pack(points: Points, boxes: Points, filled: float) -> Points:
    """Turned so that the longer side lies flat, and drawn together until the boxes fill a fair part of the room."""
    if len(points) < 3:
        return points
    centred = points - points.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    turned = centred @ axes.T
    size = np.ptp(turned, axis=0) + 1.0
    area = float((4 * boxes[:, 0] * boxes[:, 1]).sum()) / filled
    wanted = np.array([(area * FLAT) ** 0.5, (area / FLAT) ** 0.5])
    packed: Points = turned * np.minimum(wanted / size, 1.0)
    return packed


def _rings(texts: Sequence[str], angle: float, opening: float) -> Points:
    """Places around (0, 0), ring after ring, over `opening` radians around the direction `angle`."""
    places: list[tuple[float, float]] = []
    ring = 0
    while len(places) < len(texts):
        radius = 105.0 + ring * NODE_HEIGHT * 1.15
        room = max(3, int(opening * radius * (1 + FLAT) / 2 / 125.0))
        here = min(room, len(texts) - len(places))
        step = opening / (here if opening > 6 else max(1, here))
        for n in range(here):
            turn = angle + (n - (here - 1) / 2) * step + 0.5 * ring * step
            places.append((FLAT * radius * float(np.cos(turn)), radius * float(np.sin(turn))))
        ring += 1
    return np.array(places)


def _side_by_side(parts: Sequence[Positions]) -> Positions:
    """Parts in rows, the largest first, in that width of rows that lets the picture be drawn largest."""
    parts = sorted(parts, key=lambda part: (-len(part), min(part)))
    margin = np.array([90.0, 45.0])
    points = [np.array(list(part.values())) for part in parts]
    lows = [one.min(axis=0) - margin for one in points]
    sizes = [np.ptp(one, axis=0) + 2 * margin for one in points]
    widths = np.cumsum([size[0] for size in sizes])
    tries = [_rows(sizes, float(width)) for width in widths if width >= max(size[0] for size in sizes)]
    corners, _ = min(tries, key=lambda attempt: attempt[1], default=([], 0.0))
    placed: Positions = {}
    for part, low, (x, y) in zip(parts, lows, corners, strict=True):
        placed |= {name: (a - float(low[0]) + x, b - float(low[1]) + y) for name, (a, b) in part.items()}
    return placed


def _rows(sizes: Sequence[NDArray[np.float64]], width: float) -> tuple[list[tuple[float, float]], float]:
    """Upper left corners of boxes in rows of that width, and how large the whole is for a canvas of `FLAT` proportions."""
    corners: list[tuple[float, float]] = []
    x = y = row = widest = 0.0
    for wide, tall in sizes:
        if x > 0 and x + wide > width + 1:
            x, y, row = 0.0, y + row, 0.0
        corners.append((x, y))
        x, row = x + float(wide), max(row, float(tall))
        widest = max(widest, x)
    return corners, max(widest / FLAT, y + row)


def _boxes(texts: Sequence[str]) -> Points:
    """Half widths and half heights."""
    return np.array([[max(34.0, LETTER * min(len(text), LABEL_LETTERS)) / 2 + 8, NODE_HEIGHT / 2] for text in texts])


def _separate(points: Points, half: Points, fixed: NDArray[np.bool_]) -> Points:
    """Push overlapping boxes apart along the shorter way, fewer rounds for large pictures; `fixed` ones stay."""
    reach = half[:, None, :] + half[None, :, :]
    free = (~fixed).astype(float)
    share = free[:, None] / np.maximum(1.0, free[:, None] + free[None, :])
    # Two nodes on one spot have no direction to part in; a fixed jitter gives them one.
    points = points + np.random.default_rng(7).normal(0, 0.5, points.shape) * free[:, None]
    for _ in range(120 if len(points) < 150 else 45):
        gap = points[:, None, :] - points[None, :, :]
        overlap = reach - np.abs(gap)
        hit = (overlap > 0).all(axis=2) & (share > 0)
        np.fill_diagonal(hit, False)
        if not hit.any():
            break
        rows, columns = np.nonzero(hit)
        axis = overlap[rows, columns].argmin(axis=1)
        sign = np.where(gap[rows, columns, axis] >= 0, 1.0, -1.0)
        push = np.zeros_like(points)
        np.add.at(push, (rows, axis), sign * overlap[rows, columns, axis] * 0.55 * share[rows, columns])
        points = points + push.clip(-60, 60)
    return points
