"""Where nodes stand: computed here, so that a weak browser only draws.

Positions are pixels at zoom 1, x to the right, y down. Nodes are boxes as wide as their label, so that names do not overlap.
"""

from collections.abc import Mapping, Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray

SPREAD = 120.0
"""Pixels between neighbours that nothing else pushes."""
NODE_HEIGHT = 58.0
"""Pixels of a node with its label below it."""
LETTER = 6.2
"""Pixels of an average letter of a label."""
LABEL_LETTERS = 22
"""The page cuts longer labels."""

Positions = dict[str, tuple[float, float]]


def arrange(labels: Mapping[str, str], edges: Sequence[tuple[str, str]], centre: str | None = None) -> Positions:
    """Positions of all nodes of a first view; `centre`, if given, stands at (0, 0). Same input, same picture."""
    graph = nx.Graph()
    graph.add_nodes_from(labels)
    graph.add_edges_from((a, b) for a, b in edges if a != b)
    if not labels:
        return {}
    start = _start(graph, centre)
    radius = SPREAD * max(1.0, len(labels)) ** 0.5
    places = nx.spring_layout(
        graph, pos=start, fixed=[centre] if centre in graph else None, iterations=80,
        k=1.6 / max(1.0, len(labels)) ** 0.5, scale=None if centre in graph else 1.0, seed=7,
    )
    names = list(labels)
    points = np.array([places[name] for name in names], dtype=float)
    if centre in graph:
        points -= points[names.index(centre)]
    size = float(np.abs(points).max()) or 1.0
    points *= np.array([1.35, 0.95]) * radius / size
    points = _separate(points, [labels[name] for name in names], fixed=np.array([name == centre for name in names]))
    return {name: (round(float(x), 1), round(float(y), 1)) for name, (x, y) in zip(names, points, strict=True)}


def arrange_near(hub: str, new: Mapping[str, str], shown: Positions, shown_labels: Mapping[str, str]) -> Positions:
    """Positions for `new` nodes on the free side of `hub`; what is shown already does not move."""
    if not new:
        return {}
    others = np.array([place for name, place in shown.items() if name != hub] or [(0.0, 0.0)])
    x, y = shown.get(hub, (0.0, 0.0))
    away = np.array([x, y]) - others.mean(axis=0)
    angle = float(np.arctan2(away[1], away[0])) if np.abs(away).max() > 1 else 0.0
    ring = max(SPREAD * 1.4, SPREAD * len(new) / 4.0)
    turns = np.linspace(-1, 1, len(new) + 2)[1:-1] * (np.pi * 0.75 if len(shown) > 1 else np.pi)
    points = np.stack([x + 1.3 * ring * np.cos(angle + turns), y + ring * np.sin(angle + turns)], axis=1)
    names = [*shown, *new]
    everything = np.concatenate([np.array(list(shown.values())).reshape(-1, 2), points])
    labels = [shown_labels.get(name, "") for name in shown] + list(new.values())
    fixed = np.arange(len(names)) < len(shown)
    placed = _separate(everything, labels, fixed)
    return {name: (round(float(a), 1), round(float(b), 1)) for name, (a, b) in zip(names, placed, strict=True) if name in new}


def _start(graph: "nx.Graph[str]", centre: str | None) -> dict[str, tuple[float, float]]:
    """A circle, or rings of distance around `centre`, in the order of a walk: linked nodes start side by side."""
    if centre is not None and centre in graph:
        depth = nx.single_source_shortest_path_length(graph, centre)
    else:
        depth = {}
    rings: dict[int, list[str]] = {}
    order: list[str] = []
    for root in sorted(graph, key=lambda name: (-graph.degree(name), name)):
        if root not in order:
            order.extend(name for name in nx.dfs_preorder_nodes(graph, root) if name not in order)
    for name in order:
        rings.setdefault(depth.get(name, 1), []).append(name)
    places: dict[str, tuple[float, float]] = {}
    for level, members in rings.items():
        for index, name in enumerate(members):
            angle = 2 * np.pi * index / len(members) + 0.3 * level
            places[name] = (float(level * np.cos(angle)), float(level * np.sin(angle)))
    return places


def _separate(points: NDArray[np.float64], labels: Sequence[str], fixed: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Push overlapping boxes apart along the shorter way, at most 120 rounds; `fixed` ones stay."""
    half = np.array([[max(30.0, LETTER * min(len(label), LABEL_LETTERS)) / 2 + 9, NODE_HEIGHT / 2 + 6] for label in labels])
    reach = half[:, None, :] + half[None, :, :]
    free = (~fixed).astype(float)
    share = free[:, None] / np.maximum(1.0, free[:, None] + free[None, :])
    # Two nodes on one spot have no direction to part in; a fixed jitter gives them one.
    points = points + np.random.default_rng(7).normal(0, 0.5, points.shape) * free[:, None]
    for _ in range(120):
        gap = points[:, None, :] - points[None, :, :]
        overlap = reach - np.abs(gap)
        hit = (overlap > 0).all(axis=2)
        np.fill_diagonal(hit, False)
        if not hit.any():
            break
        along = overlap.argmin(axis=2)
        push = np.zeros_like(gap)
        rows, columns = np.nonzero(hit)
        axis = along[rows, columns]
        sign = np.where(gap[rows, columns, axis] >= 0, 1.0, -1.0)
        push[rows, columns, axis] = sign * overlap[rows, columns, axis] * 0.55
        points = points + (push * share[:, :, None]).sum(axis=1).clip(-60, 60)
    return points
