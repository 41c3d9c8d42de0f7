"""A fresh place for each backend, real servers included."""

from pathlib import Path

import pytest
from neo4j import GraphDatabase

from deploy.neo4j.server import Server
from kg.graph.contract import Backend, Place, backend
from kg.graph.rows import EdgeRow, NodeRow

FORGET = (
    "MATCH ()-[r]->() CALL (r) { DELETE r } IN TRANSACTIONS OF 5000 ROWS", "MATCH (n) CALL (n) { DELETE n } IN TRANSACTIONS OF 5000 ROWS"
)


def server_place(server: Server, folder: Path, password: str | None = None) -> Place:
    """The server's database as a place."""
    return Place(folder, 30.0, server.address, server.user, server.password if password is None else password)


def empty(server: Server) -> None:
    """Take everything out of the server's database, except constraints and indexes on ids."""
    with GraphDatabase.driver(server.address, auth=(server.user, server.password)) as driver, driver.session() as session:
        for text in FORGET:
            session.run(text).consume()
        for name in session.run("SHOW INDEXES YIELD name WHERE name STARTS WITH 'kg_graph_' RETURN name").value():
            session.run(f"DROP INDEX {name}").consume()


def fresh_backend(name: str, folder: Path, request: pytest.FixtureRequest) -> Backend:
    """A backend of that name with nothing in it."""
    if name != "neo4j":
        return backend(name, Place(folder, 30.0))
    server = request.getfixturevalue("neo4j_server")
    empty(server)
    return backend(name, server_place(server, folder))


def filled(backend: Backend, nodes: "tuple[NodeRow, ...]", edges: "tuple[EdgeRow, ...]", token: int = 7) -> Backend:
    """The backend with these rows published."""
    backend.load(token, nodes, edges)
    return backend
