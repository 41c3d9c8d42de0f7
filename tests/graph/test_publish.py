"""From the archive to a graph that is read: by changes, anew, and the same either way."""

from pathlib import Path

import pytest

from kg.archive import Archive, Author, Origin
from kg.errors import UserError
from kg.graph import networkx_graph, open_graph
from kg.graph.contract import Graph
from kg.graph.memory import rows_of
from kg.graph.publish import publish
from kg.graph.rows import NodeRow
from kg.settings import Settings
from tests.archive.build import capture, extraction
from tests.graph.places import empty

FIRST = "The police arrested Ann Lee. Russia did not arrest Ann Lee."
SECOND = "The police freed Bo Kim."


def save(archive: Archive, address: str, text: str, *acts: tuple[str, str, str]) -> None:
    names = {"police": "Organization", "Ann Lee": "Person", "Russia": "Country", "Bo Kim": "Person"}
    found = extraction(text, {name: kind for name, kind in names.items() if name in text}, acts)
    archive.save(capture(address, text), found, Origin(None, "1"))


def published(settings: Settings, graph: Graph) -> None:
    """The published graph is the archive's, row by row."""
    rows = list(rows_of(networkx_graph(settings)))
    nodes = [row for row in rows if isinstance(row, NodeRow)]
    edges = [row for row in rows if not isinstance(row, NodeRow)]
    assert graph.nodes([row.id for row in nodes]) == nodes
    assert graph.edges([row.id for row in edges]) == edges
    counts = graph.counts()
    assert (sum(counts.nodes.values()), sum(counts.edges.values())) == (len(nodes), len(edges))


@pytest.fixture(params=["embedded", "neo4j"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """A store whose graph is published, and nothing in it."""
    if request.param == "embedded":
        return Settings(store=tmp_path)
    server = request.getfixturevalue("neo4j_server")
    empty(server)
    return Settings(store=tmp_path, graph=server.address, graph_password_file=server.password_file)


def test_the_graph_follows_the_archive(settings: Settings) -> None:
    with Archive.open(settings) as archive:
        save(archive, "file:///a", FIRST, ("police", "ARRESTED", "Ann Lee"), ("Russia", "ARRESTED!", "Ann Lee"))
        assert publish(archive, settings) == "built"
        graph = open_graph(settings)
        published(settings, graph)
        assert publish(archive, settings) == "unchanged"

        save(archive, "file:///b", SECOND, ("police", "RELEASED", "Bo Kim"))
        assert publish(archive, settings) == "updated"
        published(settings, graph)
        asked = "MATCH (s)-[r:RELEASED]->(o) RETURN s.name, o.name, r.status"
        assert graph.run(asked).rows == (("police", "Bo Kim", "actual"),)

        claim = graph.run("MATCH (k:Claim {predicate: 'RELEASED'}) RETURN k.id").rows[0][0]
        decision = archive.judge_wrong(claim, Author("ann", "not so"))
        assert publish(archive, settings) == "updated"
        published(settings, graph)
        assert graph.run(asked).rows == ()

        archive.undo(decision.id, "ann")
        publish(archive, settings)
        assert graph.run(asked).rows == (("police", "Bo Kim", "actual"),)

        save(archive, "file:///a", SECOND, ("police", "RELEASED", "Bo Kim"))
        assert publish(archive, settings) == "updated"
        published(settings, graph)
        before = graph.run("MATCH (a)-[r]->(b) RETURN r ORDER BY r.id").rows
        assert publish(archive, settings, rebuild=True) == "built"
        assert graph.run("MATCH (a)-[r]->(b) RETURN r ORDER BY r.id").rows == before
    graph.close()


def test_the_graph_in_memory_is_the_same(tmp_path: Path) -> None:
    settings = Settings(store=tmp_path, graph="networkx")
    with Archive.open(settings) as archive:
        save(archive, "file:///a", FIRST, ("police", "ARRESTED", "Ann Lee"), ("Russia", "ARRESTED!", "Ann Lee"))
        assert publish(archive, settings) == "unchanged"
    published(settings, open_graph(settings))
    assert not (tmp_path / "graph").exists()


def test_an_unknown_backend() -> None:
    with pytest.raises(UserError, match="embedded or networkx"):
        open_graph(Settings(graph="oracle"))
