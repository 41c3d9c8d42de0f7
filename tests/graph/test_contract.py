"""The contract of every graph backend, run over the list of backends."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.graph.made_up import MadeUp
from kg.errors import NotFound, StoreError
from kg.graph.contract import BACKENDS, Around, Backend, Graph, Place, backend
from kg.graph.rows import EdgeRow, GraphChanges, NodeRow
from tests.graph.places import fresh_backend
from tests.graph.sample import EDGES, NODES

BY_ID = {row.id: row for row in (*NODES, *EDGES)}


@pytest.fixture(scope="module", params=BACKENDS)
def loaded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    made = fresh_backend(request.param, tmp_path_factory.mktemp("graph"), request)
    made.load(7, NODES, EDGES)
    assert made.token() == 7
    graph = made.open()
    yield graph
    graph.close()


@pytest.fixture(params=BACKENDS)
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Backend:
    made = fresh_backend(request.param, tmp_path, request)
    made.load(7, NODES, EDGES)
    return made


def ids(rows: "list[NodeRow] | list[EdgeRow] | tuple[NodeRow, ...] | tuple[EdgeRow, ...]") -> list[str]:
    return [row.id for row in rows]


def everything(graph: Graph) -> tuple[list[NodeRow], list[EdgeRow]]:
    candidates = sorted({*BY_ID, "new", "new>KILLED>ann"})
    return graph.nodes(candidates), graph.edges(candidates)


def test_rows_come_back_as_they_went_in(loaded: Graph) -> None:
    assert loaded.nodes(ids(NODES)) == list(NODES)
    assert loaded.edges(ids(EDGES)) == list(EDGES)
    assert loaded.nodes(["nobody", "bo"]) == [BY_ID["bo"]]
    assert loaded.edges(["nothing"]) == []


def test_counts(loaded: Graph) -> None:
    counts = loaded.counts()
    assert counts.nodes == dict(Counter(node.label for node in NODES))
    assert counts.edges == dict(Counter(edge.type for edge in EDGES))


def test_neighbours_come_with_the_best_documented_first(loaded: Graph) -> None:
    around = loaded.neighbours("police")
    assert ids(around.nodes) == ["police", "a1", "a2", "i1", "k1", "k2", "k3", "k7", "ministry", "tj"]
    assert around.total == 9
    assert "police>KILLED>ann" not in ids(around.edges), "contested is not shown unless asked for"
    assert "police>ARRESTED>tj" in ids(around.edges)
    assert list(around.edges) == [BY_ID[edge.id] for edge in sorted(around.edges, key=lambda edge: edge.id)]


@pytest.mark.parametrize(
    ("around", "found"),
    [
        (Around(limit=2), ["a1", "a2"]),
        (Around(types=("ARRESTED",)), ["tj"]),
        (Around(types=("ARRESTED", "KILLED"), statuses=()), ["ann", "bo", "tj"]),
        (Around(labels=("Person",), statuses=("contested",), types=("KILLED",)), ["ann"]),
        (Around(statuses=(), date_from="2024-04-01"), ["ann"]),
        (Around(statuses=(), date_to="2024-03-31"), ["tj"]),
        (Around(date_from="2024-03-22", date_to="2024-03-22"), ["tj"]),
        (Around(types=("MET_WITH",)), []),
    ],
)
def test_neighbours_can_be_chosen(loaded: Graph, around: Around, found: list[str]) -> None:
    answer = loaded.neighbours("police", around)
    assert ids(answer.nodes) == ["police", *found]
    assert answer.total == (9 if around.limit == 2 else len(found))
    assert all({edge.source, edge.target} <= {"police", *found} for edge in answer.edges)
    assert bool(answer.edges) == bool(found)


def test_a_node_that_is_not_there(loaded: Graph) -> None:
    with pytest.raises(NotFound, match="no node nobody"):
        loaded.neighbours("nobody")


def test_relationships_among_nodes(loaded: Graph) -> None:
    inside = ["police", "ann", "ministry", "k2", "nobody"]
    assert ids(loaded.between(inside)) == ["k2>OBJECT>ann", "k2>SUBJECT>police", "police>PART_OF>ministry"]
    assert "police>KILLED>ann" in ids(loaded.between(inside, statuses=()))


def test_changes(fresh: Backend) -> None:
    graph = fresh.open()
    before = everything(graph)
    renamed = NodeRow("Person", "bo", {"name": "Bo Kim Jr"})
    weaker = replace(BY_ID["police>PART_OF>ministry"], properties={"status": "alleged", "articles": 3})
    fresh.update(GraphChanges(
        8,
        nodes=(renamed, NodeRow("Group", "new", {"name": "New"}), NodeRow("Place", "ru", {"name": "Rus"})),
        edges=(weaker, EdgeRow("KILLED", "new>KILLED>ann", "new", "ann", "Group", "Person", {"status": "actual"})),
        deleted_nodes=("k1", "ru", "nobody"),
        deleted_edges=("police>KILLED>ann", "nothing"),
    ))
    assert fresh.token() == 8
    nodes, edges = everything(graph)
    expected_nodes = {node.id: node for node in before[0] if node.id != "k1"}
    expected_nodes |= {"bo": renamed, "new": NodeRow("Group", "new", {"name": "New"}), "ru": NodeRow("Place", "ru", {"name": "Rus"})}
    assert {node.id: node for node in nodes} == expected_nodes
    kept = {edge.id for edge in before[1] if not {edge.source, edge.target} & {"k1", "ru"}} - {"police>KILLED>ann"}
    assert set(ids(edges)) == kept | {"new>KILLED>ann"}
    assert next(edge for edge in edges if edge.id == weaker.id) == weaker
    assert graph.counts().nodes["Place"] == 2
    graph.close()


def test_the_same_changes_twice_are_the_same_graph(fresh: Backend) -> None:
    changes = GraphChanges(8, nodes=NODES[:3], edges=EDGES[:3], deleted_edges=("police>KILLED>ann",))
    graph = fresh.open()
    fresh.update(changes)
    once = everything(graph)
    fresh.update(changes)
    assert everything(graph) == once
    graph.close()


def test_changes_lead_to_the_graph_that_a_load_makes(fresh: Backend, tmp_path: Path) -> None:
    first, later = MadeUp(200, 100, entities=40), MadeUp(100, 0, entities=40, first=200)
    fresh.load(8, first.nodes(), first.edges())
    first = MadeUp(200, 100, entities=40)
    nodes, edges = [*first.nodes(), *later.article_nodes()], [*first.edges(), *later.article_edges()]
    # What is there already comes again among what is new, and so does what goes first.
    fresh.update(GraphChanges(9, tuple(nodes), tuple(edges), deleted_nodes=("k7", "a0", "Person-3"), deleted_edges=("r5",)))
    wanted = backend("networkx", Place(tmp_path / "memory", 30.0))
    wanted.load(9, nodes, edges)
    graphs = fresh.open(), wanted.open()
    assert graphs[0].counts() == graphs[1].counts()
    for node in nodes[:6]:
        one, other = (graph.neighbours(node.id, Around(limit=1000, statuses=())) for graph in graphs)
        assert one == other
    graphs[0].close()


def test_a_load_replaces_everything(fresh: Backend) -> None:
    fresh.load(9, NODES[:2], ())
    graph = fresh.open()
    assert graph.counts().nodes == {"Person": 2}
    assert graph.counts().edges == {}
    graph.close()


def test_a_relationship_to_nothing_is_refused_and_changes_nothing(fresh: Backend) -> None:
    dangling = EdgeRow("KILLED", "x", "bo", "nobody", "Person", "Person")
    with pytest.raises(StoreError, match="not there"):
        fresh.load(8, NODES, [*EDGES, dangling])
    with pytest.raises(StoreError, match="not there"):
        fresh.update(GraphChanges(8, nodes=(NodeRow("Person", "new", {"name": "New"}),), edges=(dangling,)))
    graph = fresh.open()
    assert fresh.token() == 7
    assert graph.nodes(["new"]) == []
    assert len(graph.edges(ids(EDGES))) == len(EDGES)
    graph.close()


@pytest.mark.parametrize("name", BACKENDS)
def test_nothing_loaded_yet(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    empty = fresh_backend(name, tmp_path, request)
    assert empty.token() is None
    with pytest.raises(StoreError, match="no graph"):
        empty.open()
    with pytest.raises(StoreError, match="no graph"):
        empty.update(GraphChanges(1))
