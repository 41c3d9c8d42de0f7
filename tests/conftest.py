"""What tests of several folders share."""

from collections.abc import Iterator

import pytest

from deploy.neo4j.server import Server


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real Neo4j server on this computer, started on first use; tests run one after the other and clean up before, not after."""
    with Server(tmp_path_factory.mktemp("neo4j")) as server:
        yield server
