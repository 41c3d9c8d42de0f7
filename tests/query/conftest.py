"""Small published stores for the tests of this folder: the sample, on every engine that answers Cypher."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.graph.contract import Graph, Place, backend
from tests.graph.places import fresh_backend
from tests.graph.sample import EDGES, NODES

ENGINES = ("embedded", "neo4j")


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    backend("embedded", Place(folder / "graph", 30.0)).load(1, NODES, EDGES)
    return folder


@pytest.fixture(scope="module", params=ENGINES)
def graph(request: pytest.FixtureRequest, store: Path) -> Iterator[Graph]:
    if request.param == "embedded":
        opened = backend("embedded", Place(store / "graph", 30.0)).open()
    else:
        made = fresh_backend(request.param, store / "server", request)
        made.load(1, NODES, EDGES)
        opened = made.open()
    yield opened
    opened.close()
