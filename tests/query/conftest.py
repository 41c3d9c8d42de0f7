"""One small published store for the tests of this folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.graph.contract import Graph, backend
from tests.graph.sample import EDGES, NODES


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    backend("embedded", folder / "graph", 30.0).load(1, NODES, EDGES)
    return folder


@pytest.fixture(scope="session")
def graph(store: Path) -> Iterator[Graph]:
    opened = backend("embedded", store / "graph", 30.0).open()
    yield opened
    opened.close()
