"""The property graph: computed from the archive, readable by Cypher, one contract for every engine.

The functions here import their engine on use: the worker process imports this package too, and must start fast.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.graph.contract import Backend, Graph
    from kg.graph.memory import Multigraph
    from kg.settings import Settings


def backend_of(settings: "Settings") -> "Backend":
    """The backend that the setting `graph` names or whose server it gives the address of; raises UserError for anything else."""
    from kg.graph.contract import Place, backend

    name, address = _backend_name(settings.graph)
    place = Place(settings.store / "graph", settings.query_timeout)
    if address:
        place = replace(
            place, address=address, user=settings.graph_user, password=settings.read_graph_password(), database=settings.graph_database
        )
    return backend(name, place)


def _backend_name(wish: str) -> tuple[str, str]:
    """Name of the backend, and the server's address where it has one. No message repeats an address: it may hold a password."""
    from urllib.parse import urlsplit

    from kg.errors import UserError
    from kg.graph.contract import BACKENDS, SCHEMES

    remote = set(SCHEMES.values())
    scheme, colon, _ = wish.partition("://")
    if not colon and wish in BACKENDS and wish not in remote:
        return wish, ""
    if not colon or scheme not in SCHEMES:
        names = [*(name for name in BACKENDS if name not in remote), *(f"{name}://host:7687" for name in sorted(remote))]
        raise UserError(f"There is no graph backend “{scheme[:40]}”; KG_GRAPH (or --graph) may be {' or '.join(names)}.")
    parts = urlsplit(wish)
    if "@" in parts.netloc:
        raise UserError(
            "An address of a graph holds no user or password; give KG_GRAPH_USER and KG_GRAPH_PASSWORD (or KG_GRAPH_PASSWORD_FILE)."
        )
    if not parts.hostname or parts.path.strip("/"):
        raise UserError(
            "The address of a graph is written neo4j://host:7687; a database other than the user's own goes in KG_GRAPH_DATABASE."
        )
    return SCHEMES[scheme], wish


def open_graph(settings: "Settings") -> "Graph":
    """The published graph, opened for reading; it follows later publications. Raises StoreError where there is none."""
    chosen = backend_of(settings)
    if not chosen.persistent:
        from kg.archive import Archive
        from kg.graph.projection import graph_rows

        with Archive.open(settings, create=False) as archive, archive.reading() as connection:
            rows = graph_rows(connection)
            chosen.load(rows.token, rows.nodes, rows.edges)
    return chosen.open()


def networkx_graph(settings: "Settings") -> "Multigraph":
    """The whole graph as a NetworkX MultiDiGraph, read from the archive; see `kg.graph.memory` for what it carries."""
    from kg.archive import Archive
    from kg.graph.memory import of_rows
    from kg.graph.projection import graph_rows

    with Archive.open(settings, create=False) as archive, archive.reading() as connection:
        rows = graph_rows(connection)
        return of_rows(rows.nodes, rows.edges)
