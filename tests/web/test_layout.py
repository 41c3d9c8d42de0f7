"""Positions: nothing covers anything, nothing moves that is shown, and the same input gives the same picture."""

import os
import subprocess
import sys
from itertools import combinations

import pytest

from kg.web.layout import LETTER, NODE_HEIGHT, Positions, arrange, arrange_near


def crowd(size: int) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """A hub with many neighbours, some of them linked, and two strangers."""
    labels = {f"e{n}": f"Person Number {n}" for n in range(size)} | {"x": "Stranger", "y": "Other"}
    edges = [("e0", f"e{n}") for n in range(1, size)] + [(f"e{n}", f"e{n + 1}") for n in range(1, size // 3)] + [("x", "y")]
    return labels, edges


def covered(labels: dict[str, str], places: Positions) -> int:
    """Pairs of names that would be drawn over each other."""
    found = 0
    for (a, (x1, y1)), (b, (x2, y2)) in combinations(places.items(), 2):
        wide = LETTER * (len(labels[a]) + len(labels[b])) / 2 * 0.8
        found += abs(x1 - x2) < wide and abs(y1 - y2) < NODE_HEIGHT * 0.6
    return found


@pytest.mark.parametrize("size", [1, 2, 12, 60, 140])
def test_a_first_view_covers_no_name_and_is_wide(size: int) -> None:
    labels, edges = crowd(size)
    places = arrange(labels, edges, "e0")
    assert places["e0"] == (0.0, 0.0)
    assert places.keys() == labels.keys()
    assert covered(labels, places) <= size // 30
    assert places == arrange(labels, edges, "e0")


@pytest.mark.parametrize("hubs", [1, 2, 3])
def test_a_picture_of_several_parts_has_the_shape_of_a_canvas(hubs: int) -> None:
    labels: dict[str, str] = {}
    edges: list[tuple[str, str]] = []
    for hub in range(hubs):
        names = [f"h{hub}-{n}" for n in range(30)]
        labels |= {name: f"Person Number {name}" for name in names}
        edges += [(names[n // 4], names[n]) for n in range(1, 30)] + [(names[n], names[-n]) for n in range(1, 9)]
    places = arrange(labels, edges)
    width, height = (max(side) - min(side) for side in zip(*places.values(), strict=True))
    assert 1.5 < width / height < 4
    assert covered(labels, places) <= hubs


def test_a_picture_is_the_same_in_every_process() -> None:
    """Python hashes names anew in each process; forces that pull in the order of a set end elsewhere."""
    code = """
from kg.web.layout import arrange
names = [f"h1-{n}" for n in range(30)]
edges = [(names[n // 4], names[n]) for n in range(1, 30)] + [(names[n], names[-n]) for n in range(1, 9)]
others = [(a.replace("h1", "h0"), b.replace("h1", "h0")) for a, b in edges]
print(sorted(arrange({name: f"Person Number {name}" for pair in edges + others for name in pair}, edges + others).items()))
"""
    pictures = {
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "3")
    }
    assert len(pictures) == 1


def test_growth_stands_near_its_hub_and_covers_nothing() -> None:
    labels, edges = crowd(40)
    shown = arrange(labels, edges, "e0")
    new = {f"n{n}": f"Newcomer {n}" for n in range(25)}
    placed = arrange_near("e5", new, shown, labels)
    assert placed.keys() == new.keys()
    assert covered({**labels, **new}, {**shown, **placed}) <= 2
    x, y = shown["e5"]
    assert max(abs(a - x) + abs(b - y) for a, b in placed.values()) < 2_000


def test_nothing_to_draw_is_no_error() -> None:
    assert arrange({}, []) == {}
    assert arrange_near("a", {}, {"a": (0.0, 0.0)}, {}) == {}
