"""Where nodes stand: the same each time, apart from each other."""

import itertools

import networkx as nx

from kg.export.layout import place, readable
from kg.graph.memory import Multigraph


def islands() -> Multigraph:
    graph: Multigraph = nx.MultiDiGraph()
    for size in (40, 9, 2, 2, 2, 1):
        names = [f"{size}-{graph.number_of_nodes()}-{number}" for number in range(size)]
        graph.add_nodes_from(names)
        graph.add_edges_from(itertools.pairwise(names))
        graph.add_edges_from((names[0], name) for name in names[2:])
    return graph


def test_the_same_graph_is_laid_out_the_same_and_no_two_nodes_meet() -> None:
    graph = islands()
    places = place(graph)
    assert places == place(graph) and set(places) == set(graph)
    for (_, one), (_, other) in itertools.combinations(places.items(), 2):
        assert abs(one[0] - other[0]) > 20 or abs(one[1] - other[1]) > 20


def test_separate_parts_do_not_lie_over_each_other() -> None:
    graph = islands()
    places = place(graph)
    boxes = []
    for part in nx.weakly_connected_components(graph):
        xs, ys = [places[node][0] for node in part], [places[node][1] for node in part]
        boxes.append((min(xs), max(xs), min(ys), max(ys)))
    for one, other in itertools.combinations(boxes, 2):
        assert one[1] < other[0] or other[1] < one[0] or one[3] < other[2] or other[3] < one[2]


def test_an_empty_graph_has_no_places() -> None:
    assert place(nx.MultiDiGraph()) == {}


def test_names_that_would_lie_over_each_other_give_way_to_the_first() -> None:
    assert readable({"a": ((0, 0), "Carrie Lam"), "b": ((5, 2), "Joshua Wong"), "c": ((990, 0), "Beijing")}) == {"a", "c"}
